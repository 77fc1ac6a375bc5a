/* SPDX-License-Identifier: MIT */
/* One card fills the window, or the end of the work does. */

function showCard() {
	const card = page.cards[cursor];
	const form = page.forms[card.form];
	const isCode = card.field === 'code';
	const focused = $('card').contains(document.activeElement)
		|| $('done').contains(document.activeElement);

	$('done').hidden = true;
	$('card').hidden = false;
	$('card-name').textContent = isCode ? 'Mã của phiếu' : cardName(card);
	$('card-title').textContent = isCode ?
		'Mã hồ sơ trên phiếu này là gì?' : questionOf(card).ask;
	showSaid(card);
	showPictures(card, form);
	showFacts(card, form);
	$('marks').hidden = isCode;
	$('code-form').hidden = !isCode;
	if (isCode)
		showCode(card);
	else
		showMarks(card);
	changed();
	if (focused)
		$('card-title').focus({ preventScroll: true });
	window.scrollTo(0, 0);
	$('facts').scrollTop = 0;
	decodeNext();
}

function showDone(title, words, actions) {
	idle = true;
	$('card').hidden = true;
	$('done').hidden = false;
	$('done-title').textContent = title;
	$('done-words').textContent = words;
	$('done-actions').replaceChildren(...actions);
	$('done-title').focus();
}

function showEnd() {
	if (!page.cards.length) {
		showDone('Không có gì phải xem xét',
			'Không có câu nào chờ người quyết định.', []);
		return;
	}
	showDone('Đã trả lời hết',
		`Cả ${page.cards.length} mục đã có câu trả lời. `
			+ 'Hãy lưu kết quả.',
		[button('Lưu kết quả', 's', openSave, { class: 'strong' })]);
}
