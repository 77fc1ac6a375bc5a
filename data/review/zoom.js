/* SPDX-License-Identifier: MIT */
/* A picture as large as the window. */

let zoomed = 1; /* times the size that fits the window */
let zoomSpot = null; /* stays in the middle */

/* The frame around the doubtful spot. Its numbers are parts of the picture. */
function spotFrame(spot) {
	const frame = element('span', { class: 'spot', 'aria-hidden': 'true' });
	const [x, y, w, h] = spot.map((part) => `${part * 100}%`);

	Object.assign(frame.style, { left: x, top: y, width: w, height: h });
	return frame;
}

function setZoom(times) {
	const view = $('zoom-view');
	const frame = view.firstElementChild;
	const image = frame.querySelector('img');
	const fit = Math.min(view.clientWidth / image.naturalWidth,
		view.clientHeight / image.naturalHeight);

	zoomed = Math.min(Math.max(times, 1), 4);
	frame.style.width = `${image.naturalWidth * fit * zoomed}px`;
	if (zoomSpot) {
		const [x, y, w, h] = zoomSpot;

		view.scrollTo((x + w / 2) * frame.offsetWidth
			- view.clientWidth / 2, (y + h / 2) * frame.offsetHeight
			- view.clientHeight / 2);
	}
	$('zoom-out').disabled = zoomed <= 1;
	$('zoom-in').disabled = zoomed >= 4;
}

function openZoom(shot, words, spot) {
	const image = element('img', { src: page.pictures[shot], alt: words });

	zoomSpot = spot || null;
	$('zoom-title').textContent = words;
	$('zoom-view').replaceChildren(element('span', { class: 'frame' },
		image, spot ? spotFrame(spot) : null));
	openDialog('zoom');
	image.decode().then(() => setZoom(1), () => {});
	$('zoom-view').focus();
}

function zoomPage() {
	const card = page.cards[cursor];
	const form = page.forms[card.form];

	if (form.small >= 0)
		openZoom(form.small, 'Cả phiếu', card.spot);
	else if (card.picture >= 0)
		openZoom(card.picture, cardName(card), null);
}
