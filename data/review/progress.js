/* SPDX-License-Identifier: MIT */
/* How far the work is and how long the rest will take. */

/* Longer between two answers is a pause, not work. */
const PAUSE_MS = 120000;
/* Of so many answers the pace is the mean. */
const PACE_CARDS = 30;
/* The pace of fewer says little. */
const PACE_LEAST = 5;

const gaps = []; /* milliseconds between answers, the newest last */
let answeredAt = 0; /* the newest, by performance.now(); 0: none yet */

function countPace(now) {
	const gap = now - answeredAt;

	if (answeredAt && gap < PAUSE_MS)
		gaps.push(gap);
	if (gaps.length > PACE_CARDS)
		gaps.shift();
	answeredAt = now;
}

function paceWords() {
	if (!openCount() || gaps.length < PACE_LEAST)
		return '';
	const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;

	return timeWords(mean * openCount() / 1000);
}

function showGoing() {
	const count = page.cards.length;
	const put = [...later].filter((key) => !answers.has(key)).length;
	const place = idle ? '' : `Mục ${cursor + 1}/${count}`;
	const done = `đã xong ${answers.size}/${count}`;
	const more = [put ? `để sau ${put}` : '', paceWords()];

	$('going-count').textContent = [place, done].filter(Boolean)
		.join(' · ');
	$('going-left').textContent = more.filter(Boolean)
		.map((words) => `· ${words}`).join(' ');
	$('going-bar').max = Math.max(count, 1);
	$('going-bar').value = answers.size;
	$('going-bar').setAttribute('aria-valuetext',
		`đã xong ${answers.size} trên ${count} mục`);
	$('go-back').disabled = idle ? !count : cursor <= 0;
	$('go-later').disabled = idle;
	$('go-undo').disabled = !trail.length;
}
