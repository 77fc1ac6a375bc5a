/* SPDX-License-Identifier: MIT */
/* What is known of a card's form, beside it. */

function readerFacts(card) {
	const sure = card.confidence === null || card.saw === null ? '' :
		sureWords(card.confidence);
	const code = card.field === 'code' && !page.second ?
		page.forms[card.form].code : '';
	const saw = card.saw === null ? code || 'không có gì' :
		markWords(card, card.saw);
	const now = !page.second && card.now && card.now !== '?'
		&& card.now !== card.saw ? markWords(card, card.now) : '';

	return [...fact('Máy đọc thấy', element('strong', {}, saw),
		sure && element('span', { class: 'sure' }, sure)),
	...fact(card.field === 'code' ? 'Vì sao hỏi' : 'Trong sổ', now)];
}

function dossierFacts(card) {
	const code = codeOfForm(card);
	const dossier = dossierOfForm(card);

	if (!code)
		return fact('Hồ sơ', 'chưa biết mã');
	if (!dossier)
		return [...fact('Mã hồ sơ', element('code', {}, code)),
			...fact('Hồ sơ', missingWords())];
	return [...fact('Mã hồ sơ', element('code', {}, code)),
		...fact('Công chức', dossier[1]),
		...fact('Lĩnh vực', dossier[2]),
		...fact('Ngày nhận', dayWords(dossier[3])),
		...fact('Ngày hẹn', dayWords(dossier[4])),
		...fact('Ngày trả', dayWords(dossier[5]))];
}

function formFacts(card, form) {
	const where = [form.file, form.page > 1 ? `trang ${form.page}` : '',
		form.part > 1 ? `phiếu thứ ${form.part}` : '']
		.filter(Boolean).join(', ');
	/* In a second pass it may tell of the first. */
	const why = page.second || card.now === form.reason ? '' :
		REASONS[form.reason] || form.reason;

	return [...fact('Ảnh', where),
		...fact('Tờ', `số ${form.sheet}${form.form ?
			`, mẫu ${form.form}` : ''}`),
		...fact('Lý do', why)];
}

function showFacts(card, form) {
	const small = form.small >= 0 ? picture(form.small,
		card.spot ? 'Cả phiếu, khung ở chỗ đang hỏi' : 'Cả phiếu',
		'small', card.spot, 'P') :
		noPicture('Không có ảnh cả phiếu.');

	$('facts').replaceChildren(element('dl', { class: 'reader' },
		...readerFacts(card)), small,
	element('dl', {}, ...dossierFacts(card)),
	element('dl', { class: 'quiet' }, ...formFacts(card, form)));
}

function showSaid(card) {
	const box = $('said');

	box.hidden = !card.said.length;
	box.replaceChildren(element('p', {}, 'Hai người đã trả lời khác nhau:'),
		element('ul', {}, ...card.said.map((one) => element('li', {},
			`${one.by}: `, element('strong', {},
				answerWords(card, one.answer, one.code))))));
}
