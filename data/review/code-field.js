/* SPDX-License-Identifier: MIT */
/* The field for a form's dossier code, with its list of codes. */

let offered = []; /* codes in the list under the field */
let active = -1; /* of these, the one that arrow keys point at */

function optionRow(code, i, given) {
	const dossier = dossiers.get(code);
	const chosen = active < 0 ? code === $('code-field').value :
		i === active;

	return element('li', { role: 'option', id: `code-option-${i}`,
		'aria-selected': String(chosen),
		click: () => pick(code) },
	given ? element('kbd', {}, String(i + 1)) : null, ' ',
	element('code', {}, code), ' ',
	element('span', {}, dossier ? dossierWords(dossier) :
		missingWords()));
}

function showOffered() {
	const given = offered === page.cards[cursor].suggestions;

	$('code-list').replaceChildren(
		...offered.map((code, i) => optionRow(code, i, given)));
	$('code-list').hidden = !offered.length;
	$('code-field').setAttribute('aria-expanded',
		String(offered.length > 0));
	if (active >= 0)
		$('code-field').setAttribute('aria-activedescendant',
			`code-option-${active}`);
	else
		$('code-field').removeAttribute('aria-activedescendant');
}

function showKnown(code) {
	const dossier = dossiers.get(code);

	if (!code)
		$('code-known').textContent = offered.length ?
			'Quét mã, chọn một gợi ý, hoặc gõ vài chữ số cuối.' :
			'Quét mã hoặc gõ vài chữ số cuối của mã.';
	else if (dossier)
		$('code-known').textContent =
			`✓ Có trong sổ: ${dossierWords(dossier)}`;
	else
		$('code-known').textContent = offered.length ?
			'Chọn mã ở dưới bằng ↓ và Enter, hoặc gõ tiếp.' :
			`Mã này ${missingWords()}.`;
	$('code-known').classList.toggle('found', Boolean(dossier));
}

/* By a hand, a scanner or a script. */
function fieldChanged() {
	const code = codeOfText($('code-field').value);

	active = -1;
	if (code)
		offered = dossiers.has(code) ? [] : lookUp(code);
	else
		offered = page.cards[cursor].suggestions;
	showOffered();
	showKnown(code);
}

/* A choice only fills the field: the dossier is seen before it is taken. The
 * list stays, so that another can be chosen. */
function pick(code) {
	$('code-field').value = code;
	active = -1;
	showOffered();
	showKnown(code);
	$('code-take').focus();
}

function pointAt(step) {
	if (!offered.length)
		return;
	active = (active + step + offered.length) % offered.length;
	if (active < 0)
		active = offered.length - 1;
	showOffered();
	$(`code-option-${active}`).scrollIntoView({ block: 'nearest' });
}

function askUnknown(code) {
	$('unknown-title').textContent = `Mã này ${missingWords()}`;
	$('unknown-code').textContent = code;
	$('unknown-words').textContent =
		new RegExp(`^${CODE}$`).test(code) ?
			'Hãy so lại từng chữ số với ảnh. Nếu vẫn ghi, phiếu '
			+ 'sẽ chờ đến khi sổ hồ sơ có mã này.' :
			'Mã cũng không đúng dạng của mã hồ sơ (đơn vị-năm '
			+ 'tháng ngày-số thứ tự) và có thể bị từ chối khi '
			+ 'ghi vào sổ.';
	openDialog('unknown');
	$('unknown-fix').focus();
}

function takeCode(event) {
	const code = codeOfText($('code-field').value);

	if (active >= 0) {
		pick(offered[active]);
		return;
	}
	if (!code) {
		$('code-field').value = '';
		fieldChanged();
		$('code-known').textContent = 'Chưa có mã hồ sơ để ghi.';
		$('code-field').focus();
		return;
	}
	$('code-field').value = code;
	if (dossiers.has(code))
		answer('code', code, event.timeStamp);
	else
		askUnknown(code);
}

function fieldKey(event) {
	if (event.isComposing)
		return;
	if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
		event.preventDefault();
		pointAt(event.key === 'ArrowDown' ? 1 : -1);
	} else if (event.key === 'Escape') {
		$('code-field').blur();
	}
}

function fieldPaste(event) {
	const text = event.clipboardData.getData('text');

	if (!AROUND_CODES.test(text))
		return;
	event.preventDefault();
	$('code-field').value = codeOfText(text);
	fieldChanged();
}
