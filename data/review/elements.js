/* SPDX-License-Identifier: MIT */
/*
 * Elements of the page, and the lines that tell what has happened. Texts
 * become text nodes, never markup.
 */

const $ = (id) => document.getElementById(id);

function element(name, properties, ...children) {
	const made = document.createElement(name);

	for (const [key, value] of Object.entries(properties || {})) {
		if (key === 'class')
			made.className = value;
		else if (key === 'click')
			made.addEventListener('click', value);
		else if (value !== null)
			made.setAttribute(key, value);
	}
	made.append(...children.filter(
		(child) => child !== null && child !== undefined));
	return made;
}

function button(words, key, click, properties) {
	return element('button', { type: 'button', click,
		'aria-keyshortcuts': key ? key.toUpperCase() : null,
		...properties }, element('span', {}, words),
	key ? ' ' : null, key ? element('kbd', {}, key.toUpperCase()) : null);
}

function fact(term, ...words) {
	return words.some(Boolean) ? [element('dt', {}, term),
		element('dd', {}, ...words.filter(Boolean))] : [];
}

/* For screen readers alone. */
function say(words) {
	$('live').textContent = words;
}

/* Beside the buttons, until the next. */
function showLast(words) {
	$('last').textContent = words;
}

function tell(words) {
	showLast(words);
	say(words);
}

function showTrouble(words) {
	$('trouble').textContent = words;
	$('trouble').hidden = false;
}

function openDialog(id) {
	if ($(id).open)
		return;
	$(id).showModal();
	changed();
}
