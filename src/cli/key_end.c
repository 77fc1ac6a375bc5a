/* SPDX-License-Identifier: MIT */
/* The end of a batch: its control totals against what was counted by hand. */
#include "key.h"

#include <inttypes.h>

enum {
	COUNT_MAX = 999999,
};

/* Forms that were counted by hand, or of the batch; 0: not told. */
static int64_t wanted_forms(const struct key_session *s)
{
	return s->rekeyed ? (int64_t)s->rekeyed->firsts.count
			  : ph_draft_counted(s->draft);
}

static bool differs(const struct key_session *s, size_t forms)
{
	return wanted_forms(s) && forms != (size_t)wanted_forms(s);
}

static void draw_count(struct key_session *s, unsigned row, size_t forms)
{
	long long wanted = wanted_forms(s);
	const char *what = s->rekeyed ? "đợt đối chiếu có" : "đếm tay";

	key_say(s, row, 3, PH_TERM_BOLD, "Số phiếu đã nhập   %zu", forms);
	if (!wanted)
		key_say(s, row, 36, PH_TERM_DIM, "chưa có số đếm tay");
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
	for (size_t i = 0; i < s->keying.asked_count && row + 9 < KEY_ROWS;
		i++) {
		size_t field = s->keying.asked[i];
		const struct ph_criterion *criterion =
			ph_rules_criterion(rules, rules->fields.id[field]);

		key_say(s, row, 5, PH_TERM_PLAIN, "%s",
			criterion ? criterion->label : rules->fields.id[field]);
		key_say(s, row++, 22, PH_TERM_PLAIN, "%lld",
			(long long)totals->by_field[field]);
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
	if (!s->rekeyed)
		key_say(s, row++, 3, PH_TERM_PLAIN, "n  gõ số phiếu đếm tay");
	key_say(s, row++, 3, PH_TERM_PLAIN,
		"d  để dành: giữ bản nháp, lần sau nhập tiếp");
	key_say(s, row, 3, PH_TERM_PLAIN, "Esc  quay lại nhập phiếu");
	ph_term_show(s->term, row, 1);
}

struct counting {
	struct key_session *s;
	int64_t count;
};

static void draw_counting(struct counting *counting)
{
	struct key_session *s = counting->s;

	if (key_draw_small(s))
		return;
	key_head(s, "SỐ PHIẾU ĐẾM TAY");
	key_say(s, 3, 3, PH_TERM_PLAIN,
		"Đếm số tờ phiếu của đợt này, gõ số đó rồi Enter:");
	if (counting->count)
		key_say(s, 5, 3, PH_TERM_BOLD, "%" PRId64, counting->count);
	key_say(s, ph_term_rows(s->term) - 1, 1, PH_TERM_DIM,
		"Enter: nhận   Backspace: xóa một chữ số   Esc: quay lại");
	ph_term_show(s->term, 5, 3);
}

/* 0: given up. What is no digit empties it: a scan is no count. */
static int32_t type_count(struct counting *counting)
{
	for (;;) {
		int32_t key;

		draw_counting(counting);
		key = ph_term_key(counting->s->term, -1);
		if (key_is_gone(key) || key == PH_KEY_ESCAPE)
			return key;
		if (key == PH_KEY_ENTER && counting->count)
			return key;
		if (key == PH_KEY_RESIZE || key == PH_KEY_NONE)
			continue;
		if (key == PH_KEY_BACKSPACE) {
			counting->count /= 10;
		} else if (key >= '0' && key <= '9'
			   && counting->count <= COUNT_MAX / 10) {
			counting->count = counting->count * 10 + key - '0';
		} else {
			counting->count = 0;
			ph_term_beep(counting->s->term);
		}
	}
}

static bool ask_count(
	struct key_session *s, enum key_end *end, struct ph_error *err)
{
	struct counting counting = { s, 0 };
	int32_t key = type_count(&counting);

	if (key_is_gone(key))
		*end = KEY_GONE;
	return key != PH_KEY_ENTER
	       || ph_draft_set_counted(s->draft, counting.count, err);
}

/* What the key says; false: nothing. */
static bool decide(const struct key_session *s, int32_t key,
	const struct ph_totals *totals, enum key_end *end)
{
	int32_t write = differs(s, totals->forms) && !s->rekeyed ? 'v' : 'g';

	if (key_is_gone(key))
		*end = KEY_GONE;
	else if (key == PH_KEY_ESCAPE || key == PH_KEY_BACKSPACE)
		*end = KEY_BACK;
	else if (key == 'd' || (key == 'x' && !totals->forms))
		*end = KEY_LEAVE;
	else if (key == write && totals->forms)
		*end = KEY_WRITE;
	else
		return false;
	return true;
}

bool key_run_totals(
	struct key_session *s, enum key_end *end, struct ph_error *err)
{
	struct ph_totals totals =
		ph_keying_totals(s->draft, s->ctx->rules->fields.count);

	if (differs(s, totals.forms))
		ph_term_beep(s->term);
	for (;;) {
		int32_t key = key_ask(s, draw, s);

		if (decide(s, key, &totals, end))
			return true;
		if (key != 'n' || s->rekeyed) {
			ph_term_beep(s->term);
			continue;
		}
		*end = KEY_BACK;
		if (!ask_count(s, end, err))
			return false;
		if (*end == KEY_GONE)
			return true;
		if (differs(s, totals.forms))
			ph_term_beep(s->term);
	}
}
