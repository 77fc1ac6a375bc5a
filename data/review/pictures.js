/* SPDX-License-Identifier: MIT */
/* The pictures of a card. */

/* What is asked is on the screen; a key before that answers what nobody has
 * seen. */
let pictureShown = true;

/* The longer side, in pixels, of a page that is shown too small for a QR code
 * to be read from it, since none was found there to be painted over: 200. Any
 * other has 270 and more. */
const BLIND_SIDE = 240;

/* A picture that opens large. `shot` is its number in page.pictures. */
function picture(shot, words, kind, spot, key) {
	const image = element('img', { src: page.pictures[shot], alt: words,
		decoding: 'async', draggable: 'false' });
	const frame = element('span', { class: 'frame' }, image,
		spot ? spotFrame(spot) : null);

	return element('figure', { class: kind },
		element('button', { type: 'button', class: 'picture',
			'aria-label': `Phóng to: ${words}`,
			'aria-keyshortcuts': key || null,
			click: () => openZoom(shot, words, spot) }, frame),
		element('figcaption', {}, words, key ? ' ' : null,
			key ? element('kbd', {}, key) : null));
}

function noPicture(words) {
	return element('p', { class: 'no-picture' }, words);
}

function isBlind(image) {
	return image.naturalWidth > 0 && Math.max(image.naturalWidth,
		image.naturalHeight) <= BLIND_SIDE;
}

function tellBlind(figure) {
	const words = figure.querySelector('figcaption');

	words.textContent = 'Ảnh cả trang chỉ để nhỏ vì có thể có mã QR chứa '
		+ 'số định danh: phải xem phiếu giấy để trả lời.';
	words.classList.add('blind');
}

/* Waits for the picture of what is asked; one that is broken shows its
 * words. */
function awaitPicture(figure, whole) {
	const image = figure.querySelector('img');

	pictureShown = !image;
	if (!image)
		return;
	const settle = () => {
		if (!image.isConnected)
			return; /* another card is shown by now */
		pictureShown = true;
		if (whole && isBlind(image))
			tellBlind(figure);
	};

	image.decode().then(settle, settle);
}

/* The crop of what is asked; where there is none, the whole photo. */
function mainPicture(card, form) {
	if (card.picture >= 0)
		return picture(card.picture, `Ảnh chụp: ${cardName(card)}`,
			'crop');
	if (form.small >= 0)
		return picture(form.small,
			'Cả tờ; không có ảnh riêng của mục này', 'crop');
	return noPicture('Không có ảnh. Hãy xem tờ phiếu giấy, hoặc để sau.');
}

function showPictures(card, form) {
	const code = codeOfForm(card);
	const main = mainPicture(card, form);
	const made = [main];

	if (card.field !== 'code' && form.code_picture >= 0)
		made.push(picture(form.code_picture,
			code ? `Mã trên phiếu: ${code}` : 'Mã trên phiếu',
			'crop-code'));
	$('pictures').replaceChildren(...made);
	$('pictures').classList.toggle('two', made.length > 1);
	awaitPicture(main, !(card.picture >= 0));
}

/* Pictures decode for this card and the next alone: a thousand at once would
 * fill the memory of an office machine. */
function decodeNext() {
	const next = page.cards[nextOpen((cursor + 1) % page.cards.length)];

	if (!next)
		return;
	const form = page.forms[next.form];

	for (const shot of [next.picture, form.code_picture, form.small]) {
		if (!(shot >= 0))
			continue;
		const image = new Image();

		image.src = page.pictures[shot];
		/* A picture that cannot be decoded shows its words. */
		image.decode().catch(() => {});
	}
}
