/* SPDX-License-Identifier: MIT */
/*
 * Runs of quick keys. Keys closer together than QUIET_MS come from a scanner,
 * a slip or a key that bounces, not from someone who looked at a card. They may
 * go into the field of the code card on which they began, and nowhere else: the
 * rest is swallowed, before anything with the focus sees it, and what the first
 * key did is taken back.
 */

/* People need about 0.25 s to react to a picture at all. */
const QUIET_MS = 150;
/* A scanner by radio may falter within a code. Once a run is known to be a
 * scan, it ends with Enter or after so long. */
const SCAN_MS = 500;

const run = {
	length: 0, /* keys */
	at: -Infinity, /* the newest */
	first: '', /* its key */
	from: -1, /* changes, where a code may be typed; else -1 */
	typed: false, /* it has gone on there */
	dialog: null, /* that was open */
	steps: 0, /* of the trail, before the first key */
	step: null, /* what the first key added to it */
	scan: false, /* surely no hand; what it did is taken back */
	swallowed: false, /* the newest key was */
};

function openedDialog() {
	return document.querySelector('dialog[open]');
}

function startRun(event) {
	const dialog = openedDialog();

	Object.assign(run, { length: 1, first: event.key, dialog,
		from: !dialog && !idle && page.cards[cursor].field === 'code' ?
			changes : -1,
		typed: false, steps: trail.length, step: null, scan: false,
		swallowed: false });
	choseBy = '';
}

/* Whether the run still types into the field where it began. */
function isTyping() {
	return run.from >= 0 && run.from === changes && !openedDialog();
}

function takeBack() {
	const dialog = openedDialog();

	run.scan = true;
	if (dialog && dialog !== run.dialog)
		dialog.close();
	if (run.step && run.step === trail[trail.length - 1])
		undo();
	tell('Phím gõ quá nhanh, như máy quét: chưa ghi câu trả lời nào');
}

/* The same key twice may bounce: the first one stands. Two different ones, or
 * three, are no answer. Enter after a code that was taken is a scanner's. */
function swallow(event) {
	const letter = event.key.length === 1;

	event.preventDefault();
	event.stopImmediatePropagation();
	run.swallowed = true;
	if (run.length === 2)
		run.step = trail.length > run.steps ?
			trail[trail.length - 1] : null;
	if (run.scan || run.typed && !letter)
		return;
	if (!run.typed && (run.length > 2 || letter
		&& event.key.toLowerCase() !== run.first.toLowerCase()))
		takeBack();
	else
		showLast('Phím gõ quá nhanh nên không được tính');
}

/* Enter right after a digit that chose a suggestion takes what nobody has
 * seen. */
function isUnseen(event) {
	return event.key === 'Enter' && choseBy;
}

function onRunKey(event) {
	const quick = event.timeStamp - run.at
		< (run.scan ? SCAN_MS : QUIET_MS);
	/* Vietnamese typing on Windows sends Backspace of its own. Tab may end
	 * a scan; people press it fast. */
	const counts = event.key.length === 1 || event.key === 'Enter'
		|| event.key === 'Backspace'
		|| event.key === 'Tab' && quick && run.length > 1;
	/* People press + and - fast. */
	const zooms = $('zoom').open && '+-='.includes(event.key);

	if (!counts || zooms || event.isComposing || event.repeat || stopped
		|| event.ctrlKey || event.metaKey || event.altKey)
		return;
	run.at = event.timeStamp;
	if (!quick) {
		startRun(event);
		return;
	}
	run.length++;
	if (!isTyping() || isUnseen(event))
		swallow(event);
	else
		run.typed = true;
	if (event.key === 'Enter')
		run.scan = false;
}
