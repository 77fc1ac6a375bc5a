/* SPDX-License-Identifier: MIT */
/*
 * The browser's store keeps the work until it is saved as a file. One tab
 * owns the work: a tab that opens the page takes it over and the other one
 * stops, so that neither overwrites the other's answers.
 */

const UNDO_MOST = 500; /* steps that are kept */
/* Tells this tab from the others. */
const tab = `${Date.now()}-${Math.random()}`;
let workKey, ownerKey;
let storing = true; /* the browser has not refused yet */
let stopped = false; /* the work is another tab's, or removed */

function storeRefused() {
	if (!storing)
		return;
	storing = false;
	showTrouble('Trình duyệt không cho giữ câu trả lời trong máy này. '
		+ 'Chúng chỉ còn trong cửa sổ này: hãy lưu kết quả trước khi '
		+ 'đóng.');
}

function snapshot() {
	const kept = {};

	for (const [key, given] of answers)
		kept[key] = given;
	return JSON.stringify({ format: 1, answers: kept, later: [...later],
		trail: trail.slice(-UNDO_MOST), unsaved, savedName });
}

function persist() {
	if (!storing)
		return;
	try {
		localStorage.setItem(workKey, snapshot());
	} catch (error) {
		storeRefused();
	}
}

/* The reload takes the work over: the page that opens owns it. */
function stopActions() {
	return [button('Làm tiếp ở đây', '', () => location.reload(),
		{ class: 'strong' })];
}

function stopWork(title, words) {
	stopped = true;
	for (const dialog of document.querySelectorAll('dialog[open]'))
		dialog.close();
	showDone(title, words, stopActions());
	for (const id of ['open-list', 'open-save', 'moves'])
		$(id).hidden = true;
	say(`${title}. ${words}`);
}

function stopElsewhere() {
	stopWork('Trang này đang mở ở cửa sổ khác',
		'Hãy làm tiếp ở cửa sổ mở sau. Mọi câu trả lời đã ghi đều '
		+ 'còn.');
}

/* Whether this tab may still change the work. Asked before every change: an
 * event from another tab may still be on its way. */
function owns() {
	if (stopped)
		return false;
	if (!storing)
		return true;
	try {
		if (localStorage.getItem(ownerKey) === tab)
			return true;
	} catch (error) {
		storeRefused();
		return true;
	}
	stopElsewhere();
	return false;
}

function onStorage(event) {
	if (stopped || event.storageArea !== localStorage)
		return;
	if (event.key === ownerKey || event.key === null)
		owns();
}

function restore(text) {
	const kept = JSON.parse(text);

	if (kept.format !== 1)
		throw new Error('kept by another phieu');
	for (const [key, given] of Object.entries(kept.answers)) {
		const card = page.cards[keyed.get(key)];

		if (card && allowed(card, given.answer))
			answers.set(key, { answer: given.answer,
				code: String(given.code),
				at: String(given.at) });
	}
	for (const key of kept.later)
		if (keyed.has(key))
			later.add(key);
	trail = kept.trail.filter((step) => keyed.has(step.key));
	unsaved = Number(kept.unsaved) || 0;
	savedName = String(kept.savedName || '');
}

/* What cannot be understood is set aside, not overwritten. */
function setAside(text) {
	try {
		localStorage.setItem(`${workKey}/unread-${Date.now()}`, text);
	} catch (error) {
		storeRefused();
		return;
	}
	showTrouble('Không đọc được các câu trả lời đã giữ trong trình duyệt; '
		+ 'bắt đầu lại từ đầu. Phần cũ vẫn được giữ riêng.');
}

/* With what was set aside: answers are confidential. */
function removeKept() {
	const ours = Object.keys(localStorage).filter((key) =>
		key === ownerKey || key.startsWith(workKey));

	for (const key of ours)
		localStorage.removeItem(key);
}

function openStore() {
	const name = `phieu-review/${page.ledger}/${page.made}`
		+ `/${page.second ? 2 : 1}`;
	let text = null;

	workKey = `${name}/work`;
	ownerKey = `${name}/owner`;
	try {
		localStorage.setItem(ownerKey, tab);
		text = localStorage.getItem(workKey);
	} catch (error) {
		storeRefused();
		return;
	}
	try {
		if (text !== null)
			restore(text);
	} catch (error) {
		answers.clear();
		later.clear();
		trail = [];
		setAside(text);
	}
	window.addEventListener('storage', onStorage);
}
