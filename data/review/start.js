/* SPDX-License-Identifier: MIT */
/* Everything is there: the page opens. */

function listen() {
	const clicks = { 'open-list': openList, 'open-save': openSave,
		'open-help': () => openDialog('help'), 'go-later': putOff,
		'go-back': () => goBy(-1), 'go-undo': undo,
		'save-file': saveFile, 'save-forget': askForget,
		'forget-do': forget, 'forget-not': () => $('forget').close(),
		'unknown-take': takeUnknown,
		'unknown-fix': () => $('unknown').close(),
		'zoom-in': () => setZoom(zoomed * 1.5),
		'zoom-out': () => setZoom(zoomed / 1.5) };

	for (const [id, click] of Object.entries(clicks))
		$(id).addEventListener('click', click);
	for (const one of document.querySelectorAll('[data-close]'))
		one.addEventListener('click',
			() => one.closest('dialog').close());
	$('code-form').addEventListener('submit', (event) => {
		event.preventDefault();
		takeCode(event);
	});
	$('unknown').addEventListener('close', () => {
		if (!idle && page.cards[cursor].field === 'code')
			$('code-field').focus();
	});
	$('code-field').addEventListener('input', fieldChanged);
	$('code-field').addEventListener('keydown', fieldKey);
	$('code-field').addEventListener('paste', fieldPaste);
	document.addEventListener('keydown', onKey);
	window.addEventListener('beforeunload', beforeLeaving);
	$('list-which').replaceChildren(...Object.entries(WHICH).map(
		([which, [words]]) => button(words, '', () => showList(which),
			{ 'data-which': which })));
}

function openPage() {
	try {
		page = JSON.parse($('phieu-data').textContent);
	} catch (error) {
		showTrouble('Trang này bị hỏng. '
			+ 'Hãy tạo lại bằng phieu review -o.');
		return;
	}
	if (page.format !== 1) {
		showTrouble('Trang này do một phiên bản phieu khác tạo ra. '
			+ 'Hãy tạo lại bằng phieu review -o.');
		return;
	}
	$('phieu-data').remove(); /* tens of megabytes, parsed by now */
	dossiers = new Map(page.dossiers.map((row) => [row[0], row]));
	keyed = new Map(page.cards.map((card, i) => [keyOf(card), i]));
	$('unit').textContent = page.unit;
	$('second').hidden = !page.second;
	listenFirst();
	listen();
	fillHelp();
	openStore();
	goTo(nextOpen(0));
	announce('');
}

openPage();
