/* SPDX-License-Identifier: MIT */
/* From card to card. */

/* The number of the next card from `at` on, around the end, that `wanted`
 * takes; -1: none. */
function around(at, wanted) {
	const count = page.cards.length;

	for (let i = 0; i < count; i++) {
		const number = (at + i) % count;

		if (wanted(keyOf(page.cards[number])))
			return number;
	}
	return -1;
}

/* Cards put off come again when no other is left. */
function nextOpen(at) {
	const fresh = around(at, (key) => !answers.has(key) && !later.has(key));

	return fresh >= 0 ? fresh : around(at, (key) => !answers.has(key));
}

function goTo(number) {
	cursor = number;
	idle = number < 0;
	if (idle)
		showEnd();
	else
		showCard();
	showGoing();
}

/* To a screen reader: what was done, and what comes. */
function announce(before) {
	const words = idle ? $('done-title').textContent :
		`Mục ${cursor + 1} trên ${page.cards.length}. `
			+ `${$('card-name').textContent}. `
			+ $('card-title').textContent;

	say([before, `Còn ${openCount()} mục`, words].filter(Boolean)
		.join('. '));
}

function goBy(step) {
	const from = idle ? page.cards.length : cursor;
	const number = from + step;

	if (stopped || number < 0 || number >= page.cards.length)
		return;
	goTo(number);
	announce('');
}

function putOff() {
	if (stopped || idle || !owns())
		return;
	const key = keyOf(page.cards[cursor]);
	const answered = answers.has(key);

	if (!answered) {
		trail.push({ key, before: null, put: true });
		later.add(key);
		persist();
	}
	const next = nextOpen((cursor + 1) % page.cards.length);

	if (answered)
		showLast('Mục vừa rồi đã có câu trả lời, không phải để sau');
	else
		showLast(next === cursor ? 'Đây là mục cuối cùng còn lại' :
			'Đã để mục vừa rồi lại sau');
	goTo(next);
	announce($('last').textContent);
}

function undo() {
	if (stopped || !owns())
		return;
	const step = trail.pop();

	if (!step) {
		tell('Không còn gì để hoàn tác');
		return;
	}
	if (step.put) {
		later.delete(step.key);
	} else {
		if (step.before)
			answers.set(step.key, step.before);
		else
			answers.delete(step.key);
		unsaved++;
	}
	persist();
	goTo(keyed.get(step.key));
	showLast('Đã hoàn tác; hãy trả lời lại mục này');
	announce($('last').textContent);
}
