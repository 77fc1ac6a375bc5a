/* SPDX-License-Identifier: MIT */
/* All cards with their answers. */

const WHICH = {
	all: ['Tất cả', () => true],
	open: ['Chưa trả lời', (key) => !answers.has(key)],
	later: ['Để sau', (key) => !answers.has(key) && later.has(key)],
	answered: ['Đã trả lời', (key) => answers.has(key)],
};

function stateWords(card) {
	const key = keyOf(card);
	const given = answers.get(key);

	if (given)
		return `✓ ${answerWords(card, given.answer, given.code)}`;
	return later.has(key) ? '↷ để sau' : '○ chưa trả lời';
}

function listRow(card, number) {
	const form = page.forms[card.form];

	return element('li', {}, element('button', { type: 'button',
		'aria-current': number === cursor ? 'true' : null,
		click: () => {
			$('list').close();
			goTo(number);
			announce('');
		} },
	element('span', { class: 'number' }, String(number + 1)),
	element('span', {}, `${cardName(card)} `,
		element('span', { class: 'quiet' },
			form.file || `tờ ${form.sheet}`)),
	element('span', { class: 'state' }, stateWords(card))));
}

function showList(which) {
	const rows = [];

	page.cards.forEach((card, number) => {
		if (WHICH[which][1](keyOf(card)))
			rows.push(listRow(card, number));
	});
	$('list-rows').replaceChildren(...(rows.length ? rows :
		[element('li', { class: 'quiet' }, 'Không có mục nào.')]));
	for (const one of $('list-which').children)
		one.setAttribute('aria-pressed',
			String(one.dataset.which === which));
}

function openList() {
	if (stopped)
		return;
	showList('all');
	openDialog('list');
	const current = $('list-rows').querySelector('[aria-current]');

	if (current) {
		current.focus();
		current.scrollIntoView({ block: 'center' });
	}
}
