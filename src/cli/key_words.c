/* SPDX-License-Identifier: MIT */
/* What officers read while they key. */
#include "key.h"

static const char *const told[] = {
	[PH_TOLD_NOTHING] = "",
	[PH_TOLD_TAKEN] = "Đã ghi phiếu vào bản nháp.",
	[PH_TOLD_TAKEN_BACK] =
		"Đã mở lại phiếu vừa ghi: nhập lại các câu trả lời.",
	[PH_TOLD_DROPPED] = "Đã bỏ phiếu đang nhập: quét lại mã.",
	[PH_TOLD_WRONG_KEY] = "Phím này không phải là câu trả lời của câu này.",
	[PH_TOLD_SCAN] = "Có mã khác được quét vào giữa phiếu này.",
	[PH_TOLD_NOT_ALL] = "Phiếu chưa đủ câu trả lời.",
	[PH_TOLD_DOUBT] = "Cần xem lại mã này.",
	[PH_TOLD_NO_CODE] = "Mã vừa quét không chứa mã hồ sơ.",
	[PH_TOLD_SEVERAL] =
		"Mã QR chứa nhiều mã hồ sơ: hãy quét mã vạch, hoặc gõ mã.",
	[PH_TOLD_MIXED] = "Có ký tự thừa trước mã vừa quét: hãy quét lại.",
	[PH_TOLD_TOO_LONG] = "Dòng quá dài, không phải mã hồ sơ: đã bỏ.",
	[PH_TOLD_WAITING] =
		"Chưa nhận: hãy chọn một trong các phím ghi ở trên.",
	[PH_TOLD_NOTHING_LEFT] = "Không còn phiếu nào để mở lại.",
};

const char *key_told_words(enum ph_told which)
{
	return told[which];
}

const char *key_answer_words(
	const struct ph_rules *rules, size_t field, int8_t answer)
{
	const struct ph_criterion *criterion =
		ph_rules_criterion(rules, rules->fields.id[field]);
	const struct ph_option *option =
		answer >= 0 && criterion
			? ph_criterion_option(criterion, answer)
			: NULL;

	if (option)
		return option->ask && *option->ask ? option->ask : option->text;
	return answer == PH_BLANK      ? "bỏ trống"
	       : answer == PH_MULTIPLE ? "đánh dấu nhiều ô"
	       : answer == PH_DOUBTFUL ? "không đọc được"
				       : "";
}
