/* SPDX-License-Identifier: MIT */
/* One key is one answer; runs.js has let it through. */

/* The digit that has just chosen a suggestion. A quick key after it shows that
 * it was the first of a scanned code. */
let choseBy = '';

/* The character of the key. Vietnamese and French layouts have letters on the
 * row of digits: there, the key's place counts. */
function characterOf(event) {
	if (/^[0-9]$/.test(event.key))
		return event.key;
	const row = /^Digit([0-9])$/.exec(event.code);

	if (row && !event.shiftKey && !event.altKey)
		return row[1];
	return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}

const COMMANDS = { l: openList, s: openSave, b: putOff, p: zoomPage,
	'?': () => openDialog('help') };

function markKey(card, key, event) {
	const given = MARK_KEYS[key] || (/^[0-9]$/.test(key) ? key : '');

	if (!given || !allowed(card, given))
		return;
	event.preventDefault(); /* Firefox may search as one types */
	answerSeen(given, event);
}

function typeInField(before) {
	$('code-field').focus();
	if (before) {
		$('code-field').value = before;
		$('code-field').setSelectionRange(before.length, before.length);
	}
}

/* Scanners press Shift for capitals; letters without it are commands. */
function codeKey(card, key, event) {
	const quick = run.length > 1;
	const before = quick ? choseBy : '';

	choseBy = '';
	if (event.key === 'Enter' && !event.target.closest('button')) {
		if ($('code-field').value)
			takeCode(event);
		else
			typeInField('');
		event.preventDefault();
	} else if (key === 'm' && !event.shiftKey && !quick) {
		typeInField('');
		event.preventDefault();
	} else if (CODE_KEYS[key] && !event.shiftKey && !quick) {
		event.preventDefault();
		answerSeen(CODE_KEYS[key], event);
	} else if (/^[1-5]$/.test(key) && !quick && card.suggestions[key - 1]) {
		event.preventDefault();
		choseBy = key;
		pick(card.suggestions[key - 1]);
	} else if (/^[0-9A-Za-z.]$/.test(event.key)) {
		if (!before && !quick)
			$('code-field').value = '';
		typeInField(before);
	}
}

function dialogKey(dialog, event) {
	const key = characterOf(event);

	if (dialog.id === 'zoom' && (key === '+' || key === '='))
		setZoom(zoomed * 1.5);
	else if (dialog.id === 'zoom' && key === '-')
		setZoom(zoomed / 1.5);
	else if (dialog.id === 'zoom' && key === 'p' && !event.repeat)
		dialog.close();
	else if (dialog.id === 'unknown' && key === 'v' && !event.repeat)
		takeUnknown(event);
}

function controlKey(event) {
	const key = event.key.toLowerCase();

	if (key === 'z' && !event.repeat && document.activeElement
		!== $('code-field')) {
		event.preventDefault();
		undo();
	} else if (key === 's') {
		event.preventDefault();
		openSave();
	}
}

function plainKey(event) {
	const card = idle ? null : page.cards[cursor];
	const key = characterOf(event);
	const isCode = card && card.field === 'code';

	if (key === 'Backspace') {
		event.preventDefault();
		undo();
	} else if (key === 'ArrowLeft' || key === 'ArrowRight') {
		goBy(key === 'ArrowLeft' ? -1 : 1);
	} else if (COMMANDS[key] && (!isCode || !event.shiftKey || key === '?')
		&& run.length < 2) {
		if (card || key === 'l' || key === 's' || key === '?') {
			event.preventDefault();
			COMMANDS[key]();
		}
	} else if (isCode) {
		codeKey(card, key, event);
	} else if (card) {
		markKey(card, key, event);
	}
}

function onKey(event) {
	const dialog = document.querySelector('dialog[open]');

	if (event.isComposing || stopped)
		return;
	/* Else Enter that is held takes the code that it has just chosen. */
	if (event.repeat && event.key === 'Enter')
		event.preventDefault();
	if (dialog)
		dialogKey(dialog, event);
	else if ((event.ctrlKey || event.metaKey) && !event.altKey)
		controlKey(event);
	else if (!event.repeat && !event.ctrlKey && !event.altKey
		&& document.activeElement !== $('code-field')
		&& $('use-keys').checked)
		plainKey(event);
}

const HELP = [
	['0 1 2', 'số điểm của ô được đánh dấu'],
	['T', 'trống: không ô nào được đánh dấu'],
	['N', 'nhiều dấu: từ hai ô trở lên còn hiệu lực'],
	['K', 'không đọc được'],
	['1 … 5', 'mã hồ sơ: chọn gợi ý, xem hồ sơ, rồi Enter để ghi'],
	['M', 'mã hồ sơ: gõ mã; máy quét thì quét thẳng'],
	['X', 'mã hồ sơ: phiếu không có mã'],
	['B', 'để sau: mục này hiện lại khi các mục khác đã xong'],
	['Backspace', 'hoàn tác, cũng là Ctrl+Z'],
	['← →', 'xem mục trước, mục sau'],
	['P', 'xem cả phiếu thật to; + để phóng to, − để thu nhỏ'],
	['L', 'danh sách tất cả các mục'],
	['S', 'lưu kết quả'],
	['?', 'trang trợ giúp này'],
	['Esc', 'đóng'],
];

function fillHelp() {
	const caps = (keys) => keys.split(' ').map(
		(key) => element('kbd', {}, key));

	$('help-keys').replaceChildren(...HELP.map(([keys, words]) =>
		element('div', {}, element('dt', {}, ...caps(keys)),
			element('dd', {}, words))));
}
