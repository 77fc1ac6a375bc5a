/* SPDX-License-Identifier: MIT */
/* The table of decisions, as a file; and what is done after it. */

function cell(text) {
	return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/* RFC 4180; the cards' order, not that of answering. */
function decisions() {
	const rows = [['sheet', 'photo', 'field', 'answer', 'code', 'pass',
		'at']];

	for (const card of page.cards) {
		const form = page.forms[card.form];
		const given = answers.get(keyOf(card));

		if (given)
			rows.push([form.sheet, form.photo, card.field,
				given.answer, given.code, card.pass, given.at]);
	}
	return rows.map((row) => row.map((one) => cell(String(one))).join(','))
		.join('\r\n') + '\r\n';
}

/* The hour in the name keeps a later file from being `decisions (1).csv`,
 * which is easily taken for the earlier one. */
function fileName() {
	const now = new Date();
	const two = (number) => String(number).padStart(2, '0');
	const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
	const hour = [now.getHours(), now.getMinutes(), now.getSeconds()];

	return `decisions-${day.map(two).join('')}-`
		+ `${hour.map(two).join('')}.csv`;
}

function showSave() {
	const open = openCount();

	$('save-words').textContent = `${answers.size} câu trả lời. ` + (open ?
		`Còn ${open} mục chưa trả lời: có thể lưu phần đã xong bây `
		+ 'giờ và làm tiếp sau.' : 'Đã trả lời hết.');
	$('save-file').disabled = !answers.size;
	$('save-next').hidden = !savedName;
	$('save-name').textContent = savedName ?
		`Đã tải ${savedName} vào thư mục tải về.` : '';
	if (savedName && unsaved)
		$('save-name').textContent +=
			' Sau đó đã có câu trả lời mới: hãy tải tệp mới.';
	$('save-command').textContent =
		`phieu review --apply ${savedName} --by "Họ và tên"`;
}

function saveFile() {
	if (!owns())
		return;
	const blob = new Blob([decisions()], { type: 'text/csv' });
	const address = URL.createObjectURL(blob);

	savedName = fileName();
	element('a', { href: address, download: savedName }).click();
	setTimeout(() => URL.revokeObjectURL(address), 60000);
	unsaved = 0;
	persist();
	showSave();
}

function openSave() {
	if (stopped)
		return;
	showSave();
	openDialog('save');
}

function askForget() {
	$('forget-words').textContent = unsaved ?
		'Có câu trả lời chưa nằm trong tệp nào. Nếu xóa, phải trả '
		+ 'lời lại.' :
		`Các câu trả lời chỉ còn trong tệp ${savedName}.`;
	openDialog('forget');
	$('forget-not').focus();
}

function forget() {
	if (!owns())
		return;
	try {
		removeKept();
	} catch (error) {
		/* nothing was kept */
	}
	answers.clear();
	later.clear();
	trail = [];
	unsaved = 0;
	stopWork('Đã xóa các câu trả lời khỏi trình duyệt',
		'Có thể đóng cửa sổ này. Mở lại trang sẽ bắt đầu từ đầu.');
}

function beforeLeaving(event) {
	if (storing || !unsaved || stopped)
		return;
	event.preventDefault();
	event.returnValue = ''; /* browsers before 2024 ask only so */
}
