/* SPDX-License-Identifier: MIT */
/* The answers of a card, and what happens when one is given. */

const MARK_KEYS = { t: 'blank', k: 'unreadable', n: 'several' };
const CODE_KEYS = { x: 'none', k: 'unreadable' };

function instant() {
	return `${new Date().toISOString().slice(0, 19)}Z`;
}

/* Records the answer to the card that is shown, and shows the next. */
function answer(given, code, at) {
	if (stopped || idle || !owns())
		return;
	const card = page.cards[cursor];
	const key = keyOf(card);

	trail.push({ key, before: answers.get(key) || null });
	answers.set(key, { answer: given, code, at: instant() });
	later.delete(key);
	unsaved++;
	countPace(at);
	persist();
	showLast(`Đã ghi ${cardName(card)}: ${answerWords(card, given, code)}`);
	goTo(nextOpen((cursor + 1) % page.cards.length));
	announce($('last').textContent);
}

function takeUnknown(event) {
	$('unknown').close();
	answer('code', $('unknown-code').textContent, event.timeStamp);
}

/* By key or click, of what is on the picture. */
function answerSeen(given, event) {
	if (event.timeStamp - changedAt < QUIET_MS)
		showLast('Phím gõ quá nhanh nên không được tính');
	else if (!pictureShown)
		tell('Ảnh chưa hiện ra: chưa ghi câu trả lời nào');
	else
		answer(given, '', event.timeStamp);
}

function answerButton(card, answer, key, large) {
	const given = answers.get(keyOf(card));
	const chosen = Boolean(given) && given.answer === answer;
	const words = large ? boxLabel(card, answer) || `${answer} điểm` :
		WORDS[answer];

	return element('button', { type: 'button', class: large ? 'points' : '',
		'data-answer': answer, 'aria-keyshortcuts': key.toUpperCase(),
		'aria-pressed': String(chosen),
		click: (event) => answerSeen(answer, event) },
	element('kbd', {}, key.toUpperCase()), ' ',
	element('span', {}, words),
	chosen ? element('span', { class: 'chosen' }, ' ✓ đã chọn') : null);
}

function otherButtons(card) {
	return Object.entries(card.field === 'code' ? CODE_KEYS : MARK_KEYS)
		.map(([key, answer]) => answerButton(card, answer, key, false));
}

function showMarks(card) {
	const points = questionOf(card).options.map((option) =>
		answerButton(card, String(option.points), String(option.points),
			true));

	$('marks').replaceChildren(
		element('div', { class: 'main' }, ...points),
		element('div', { class: 'other' }, ...otherButtons(card)));
}

function showCode(card) {
	const given = answers.get(keyOf(card));

	$('code-field').value = given && given.answer === 'code' ?
		given.code : '';
	fieldChanged();
	$('code-other').replaceChildren(...otherButtons(card));
}
