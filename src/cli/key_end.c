/* SPDX-License-Identifier: MIT */
/* The end of a batch: its control totals against what was counted by hand. */
#include "key.h"

static bool differs(const struct key_session *s, size_t forms)
{
	return s->rekeyed ? forms != s->rekeyed->firsts.count
			  : s->count != NOT_GIVEN && forms != (size_t)s->count;
}

static void draw_count(struct key_session *s, unsigned row, size_t forms)
{
	long long wanted = s->rekeyed ? (long long)s->rekeyed->firsts.count
				      : (long long)s->count;
	const char *what = s->rekeyed ? "đợt đối chiếu có" : "đếm tay";

	key_say(s, row, 3, PH_TERM_BOLD, "Số phiếu đã nhập   %zu", forms);
	if (!s->rekeyed && s->count == NOT_GIVEN)
		key_say(s, row, 36, PH_TERM_DIM,
			"chưa có số đếm tay (--count)");
	else if (differs(s, forms))
		key_say(s, row, 36, PH_TERM_BOLD | PH_TERM_BAD,
			"! %s %lld: lệch %lld", what, wanted,
			(long long)forms - wanted);
	else
		key_say(s, row, 36, PH_TERM_GOOD, "%s %lld: khớp", what,
			wanted);
}

static unsigned draw_sums(
	struct key_session *s, unsigned row, const struct ph_totals *totals)
{
	const struct ph_rules *rules = s->ctx->rules;

	key_say(s, row++, 3, PH_TERM_BOLD, "Tổng điểm          %lld",
		(long long)totals->points);
	for (size_t i = 0; i < rules->fields.count && row + 8 < KEY_ROWS; i++) {
		const struct ph_criterion *criterion =
			ph_rules_criterion(rules, rules->fields.id[i]);

		key_say(s, row, 5, PH_TERM_PLAIN, "%s",
			criterion ? criterion->label : rules->fields.id[i]);
		key_say(s, row++, 22, PH_TERM_PLAIN, "%lld",
			(long long)totals->by_field[i]);
	}
	key_say(s, row++, 3, PH_TERM_PLAIN,
		"Câu bỏ trống %zu   nhiều ô hoặc không đọc được %zu   "
		"phiếu không có mã %zu",
		totals->blanks, totals->doubtful, totals->without_code);
	return row;
}

static void draw(void *context)
{
	struct key_session *s = context;
	struct ph_totals totals =
		ph_keying_totals(s->draft, s->ctx->rules->fields.count);
	bool wrong = differs(s, totals.forms);
	unsigned row;

	key_head(s, "HẾT ĐỢT: ĐỐI CHIẾU TỔNG");
	draw_count(s, 3, totals.forms);
	row = draw_sums(s, 5, &totals) + 1;
	if (!totals.forms)
		key_say(s, row++, 3, PH_TERM_PLAIN,
			"Chưa có phiếu nào: x  thoát, không giữ gì");
	else if (s->rekeyed)
		key_say(s, row++, 3, PH_TERM_PLAIN,
			"g  xem những chỗ khác nhau%s",
			wrong ? ", dù chưa đủ phiếu" : "");
	else if (wrong)
		key_say(s, row++, 3, PH_TERM_WARN,
			"v  vẫn ghi vào sổ, dù số phiếu lệch");
	else
		key_say(s, row++, 3, PH_TERM_PLAIN, "g  ghi vào sổ");
	key_say(s, row++, 3, PH_TERM_PLAIN,
		"d  để dành: giữ bản nháp, lần sau nhập tiếp");
	key_say(s, row, 3, PH_TERM_PLAIN, "Esc  quay lại nhập phiếu");
	ph_term_show(s->term, row, 1);
}

enum key_end key_run_totals(struct key_session *s)
{
	struct ph_totals totals =
		ph_keying_totals(s->draft, s->ctx->rules->fields.count);
	int32_t write = differs(s, totals.forms) && !s->rekeyed ? 'v' : 'g';

	if (differs(s, totals.forms))
		ph_term_beep(s->term);
	for (;;) {
		int32_t key = key_ask(s, draw, s);

		if (key_is_gone(key))
			return KEY_GONE;
		if (key == PH_KEY_ESCAPE || key == PH_KEY_BACKSPACE)
			return KEY_BACK;
		if (key == 'd' || (key == 'x' && !totals.forms))
			return KEY_LEAVE;
		if (key == write && totals.forms)
			return KEY_WRITE;
		ph_term_beep(s->term);
	}
}
