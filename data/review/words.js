/* SPDX-License-Identifier: MIT */
/* What officers read of answers, marks, dates and dossiers. */

const WORDS = {
	blank: 'Trống',
	several: 'Nhiều dấu',
	unreadable: 'Không đọc được',
	none: 'Không có mã',
};

/* Why the reader was not sure; the words are those of the rule set's words.csv
 * where it has them. */
const REASONS = {
	'no-code': 'không thấy mã QR hay mã vạch',
	'no-dossier-code': 'mã đọc được không phải mã hồ sơ',
	'codes-disagree': 'các mã trên phiếu khác nhau',
	'not-registered': 'không khớp được phiếu với mẫu',
	'other-form': 'phiếu in theo mẫu khác với mẫu đang dùng',
	'doubtful-mark': 'có dấu không rõ',
	unknown: 'mã không có trong sổ hồ sơ',
	'persons-disagree': 'hai người trả lời khác nhau',
	'cut-off': 'phiếu bị cắt mất một phần trong ảnh',
	blurred: 'ảnh mờ, nhòe',
	dark: 'ảnh quá tối',
	'too-far': 'chụp quá xa',
	truncated: 'ảnh bị cụt',
	damaged: 'ảnh bị hỏng',
	'too-large': 'ảnh quá lớn',
	'not-a-file': 'không phải tệp ảnh',
	'not-an-image': 'không phải ảnh',
	'not-found': 'không mở được tệp',
	'empty-file': 'tệp rỗng',
	locked: 'tệp có mật khẩu',
	'helper-missing': 'máy thiếu chương trình đọc loại tệp này',
	'helper-limit': 'đọc tệp quá lâu hoặc tốn quá nhiều bộ nhớ',
	'out-of-memory': 'hết bộ nhớ',
};

/* 2026-09-30 → 30/09/2026; anything else stays. */
function dayWords(day) {
	const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day || '');

	return parts ? `${parts[3]}/${parts[2]}/${parts[1]}` : day || '';
}

function timeWords(seconds) {
	const minutes = Math.ceil(seconds / 60);

	if (minutes <= 1)
		return 'còn chưa đến 1 phút';
	if (minutes < 60)
		return `còn khoảng ${minutes} phút`;
	return `còn khoảng ${Math.floor(minutes / 60)} giờ `
		+ `${minutes % 60} phút`;
}

function cardName(card) {
	const question = questionOf(card);

	if (card.field === 'code')
		return 'Mã hồ sơ';
	return question ? question.name : card.field;
}

/* What the form says at the box of so many points; '': nothing. */
function boxLabel(card, points) {
	const question = questionOf(card);
	const option = question && question.options.find(
		(one) => String(one.points) === points);

	return option ? option.label || '' : '';
}

function pointsWords(card, points) {
	const label = boxLabel(card, points);

	return label ? `${points} – ${label}` : `${points} điểm`;
}

/* An answer as in the table of decisions, in words. */
function answerWords(card, answer, code) {
	if (answer === 'code')
		return code;
	return WORDS[answer] || pointsWords(card, answer);
}

/* What the reader saw, or what holds now, in words. */
function markWords(card, mark) {
	if (mark === '')
		return 'để trống';
	if (mark === '!')
		return 'nhiều dấu';
	if (mark === '?')
		return 'chưa rõ';
	return card.field === 'code' ? REASONS[mark] || mark :
		pointsWords(card, mark);
}

function sureWords(confidence) {
	const percent = Math.floor(confidence * 100);

	return percent < 1 ? 'độ chắc chắn dưới 1%' :
		`độ chắc chắn khoảng ${percent}%`;
}

function dossierWords(dossier) {
	const [, officer, field, received, due, returned, , rated] = dossier;

	return [officer, field, received && `nhận ${dayWords(received)}`,
		due && `hẹn ${dayWords(due)}`,
		returned && `trả ${dayWords(returned)}`,
		rated && 'đã có phiếu đánh giá']
		.filter(Boolean).join(' · ');
}

/* A page holds 20,000 dossiers at most; page.register tells how many there
 * are. */
function missingWords() {
	return page.register > dossiers.size ?
		`không có trong ${dossiers.size} hồ sơ mà trang này mang theo`
			+ ` (sổ có ${page.register})` :
		'không có trong sổ hồ sơ';
}
