/* SPDX-License-Identifier: MIT */
/*
 * The data that `phieu review` wrote into the page, and what a person has said
 * of it so far. A card asks one question of one form.
 */

let page;
let dossiers = new Map(); /* code → row */
let keyed = new Map(); /* a card's key → its number */

const answers = new Map(); /* a card's key → {answer, code, at} */
const later = new Set(); /* keys of cards put off */
/* For undo: {key, before, put}, the answer that the card had before, or that
 * it was put off. */
let trail = [];
let cursor = -1; /* the number of the card that is shown */
let idle = true; /* no card is shown that could be answered */
let unsaved = 0; /* answers since the last file */
let savedName = ''; /* of that file */

function keyOf(card) {
	return `${page.forms[card.form].sheet}/${card.field}/${card.pass}`;
}

function openCount() {
	return page.cards.length - answers.size;
}

function questionOf(card) {
	return page.questions.find((question) => question.id === card.field);
}

/* Whether the card takes the answer: kept work may be of another make. */
function allowed(card, answer) {
	if (card.field === 'code')
		return ['code', 'none', 'unreadable'].includes(answer);
	if (['blank', 'several', 'unreadable'].includes(answer))
		return true;
	return questionOf(card).options.some(
		(option) => String(option.points) === answer);
}

/* The code that holds for a card's form: this person's, else the ledger's. In
 * a second pass the ledger's may be what the first person said. */
function codeOfForm(card) {
	const asked = page.cards.find((other) => other.form === card.form
		&& other.field === 'code');
	const given = asked && answers.get(keyOf(asked));

	if (given && given.answer === 'code')
		return given.code;
	if (given && given.answer === 'none' || asked && page.second)
		return '';
	return page.forms[card.form].code;
}

function dossierOfForm(card) {
	const form = page.forms[card.form];
	const code = codeOfForm(card);

	if (code === form.code)
		return form.dossier || dossiers.get(code) || null;
	return dossiers.get(code) || null;
}
