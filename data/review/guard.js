/* SPDX-License-Identifier: MIT */
/* What was meant for the card before must not answer the one that is shown. */

/* A second click within this time is a double click on the first card, and a
 * finger on its way comes down on what has changed under it. */
const CLICK_MS = 300;

/* When another card was shown, or a dialog opened or closed, by
 * performance.now(). */
let changedAt = 0;
let changes = 0; /* so often; two may share a clock's step */
let frontAt = 0; /* the window came to the front */
let pressedAt = -Infinity; /* the finger came down */
let pressedOn = 0; /* changes, then */

const GUARDED = '.answers, #go-later, #go-undo, #unknown, #forget';

function changed() {
	changedAt = performance.now();
	changes++;
}

function onPress(event) {
	pressedAt = event.timeStamp;
	pressedOn = changes;
}

/* Of a click by key the key was judged: Space clicks when it is let go. */
function isLate(event) {
	if (event.detail === 0)
		return run.swallowed && event.timeStamp - run.at < SCAN_MS;
	return pressedOn !== changes || pressedAt
		- Math.max(changedAt, frontAt) < CLICK_MS;
}

function onAnyClick(event) {
	if (!event.target.closest(GUARDED) || !isLate(event))
		return;
	event.preventDefault();
	event.stopImmediatePropagation();
}

function onFront() {
	frontAt = performance.now();
}

/* A page that the browser kept whole may be an older one than its store. */
function onPageShow(event) {
	if (event.persisted)
		owns();
}

function listenFirst() {
	window.addEventListener('keydown', onRunKey, true);
	window.addEventListener('pointerdown', onPress, true);
	window.addEventListener('click', onAnyClick, true);
	document.addEventListener('close', changed, true);
	window.addEventListener('focus', onFront);
	window.addEventListener('pageshow', onPageShow);
}
