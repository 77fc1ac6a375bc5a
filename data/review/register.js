/* SPDX-License-Identifier: MIT */
/* Dossier codes: as the ledger writes them, and the register's nearest. */

/* Rows under the field. Who does not find the code in them types on. */
const FOUND_MOST = 6;

/* As the ledger writes codes; marks of Vietnamese typing fall off. */
function normalCode(text) {
	return text.normalize('NFKC').replace(/[đĐ]/g, 'D')
		.normalize('NFD').replace(/[\u0300-\u036f]/g, '')
		.replace(/[\u2010-\u2015\u2212\ufe58]/g, '-')
		.replace(/\s+/g, '').toUpperCase();
}

/* No code has these; addresses, lists and the code on an identity card have. */
const AROUND_CODES = /[/?=&:%|;{]/;
const CODE = '[0-9A-Z][0-9A-Z.]{0,34}-\\d{6}-\\d{4,7}';

/* A look-up address often carries the citizen's number beside the code: the
 * code alone is taken out of it, the rest is dropped. */
function codeOfText(text) {
	if (!AROUND_CODES.test(text))
		return normalCode(text);
	let plain = text;

	try {
		plain = decodeURIComponent(text);
	} catch (error) {
		/* a percent sign that starts no escape: as it stands */
	}
	const found = new RegExp(`${CODE}(?!\\d)`).exec(plain);

	return found ? normalCode(found[0]) : '';
}

/* How many characters differ; 9 when that cannot be said by place. */
function differing(a, b) {
	let count = 0;

	if (a.length !== b.length)
		return 9;
	for (let i = 0; i < a.length; i++)
		if (a[i] !== b[i] && ++count > 2)
			return 9;
	return count;
}

/* Codes of the register for what was typed: those that end so first (people
 * type the last digits), then those that begin so, then those that have it in
 * them; when none has, those with one or two other characters. */
function lookUp(typed) {
	const ends = [], begins = [], holds = [], near = [];

	for (const code of dossiers.keys()) {
		if (code.endsWith(typed))
			ends.push(code);
		else if (code.startsWith(typed))
			begins.push(code);
		else if (code.includes(typed))
			holds.push(code);
		else if (differing(code, typed) < 3)
			near.push(code);
	}
	near.sort((a, b) => differing(a, typed) - differing(b, typed));
	return [...ends, ...begins, ...holds, ...near].slice(0, FOUND_MOST);
}
