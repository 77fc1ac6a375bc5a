/* SPDX-License-Identifier: MIT */
/*
 * The screen of keying, 80 × 24 at least:
 *
 *	 0     what is being keyed, by whom
 *	 2     totals and speed
 *	 4     the last rows
 *	10     the form under way: its code, its dossier
 *	15     its questions, or why a word is wanted
 *	-3     what the last key did
 *	-2, -1 the keys
 */
#include "key.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum {
	LAST_ROWS = 5,
	ROW_TOTALS = 2,
	ROW_LAST = 4,
	ROW_FORM = 10,
	ROW_PANEL = 15,
	COLUMN_VALUE = 14,
	COLUMN_FIELD = 46,
	COLUMN_OPTIONS = 50,
	SHOWN_CODE_MAX = 40,
};

void key_say(struct key_session *s, unsigned row, unsigned column,
	unsigned style, const char *fmt, ...)
{
	char line[KEY_LINE_SIZE];
	va_list args;

	va_start(args, fmt);
	vsnprintf(line, sizeof(line), fmt, args);
	va_end(args);
	ph_term_put(s->term, row, column, style, line);
}

void key_say_in(struct key_session *s, unsigned row, unsigned column,
	unsigned width, unsigned style, const char *text)
{
	char line[KEY_LINE_SIZE];
	size_t end;

	snprintf(line, sizeof(line), "%s", text);
	/* A code point at a time: what is cut off stays valid UTF-8. */
	for (end = strlen(line); end && ph_term_width(line) > width;) {
		do
			end--;
		while (end && (line[end] & 0xc0) == 0x80);
		snprintf(line + end, sizeof(line) - end, "…");
	}
	ph_term_put(s->term, row, column, style, line);
}

void key_head(struct key_session *s, const char *title)
{
	const struct ph_keying *k = &s->keying;
	char line[KEY_LINE_SIZE];
	unsigned columns = ph_term_columns(s->term), width;
	const char *by = k->by && *k->by ? k->by : "chưa ghi tên";

	ph_term_clear(s->term);
	snprintf(line, sizeof(line), "%*s", (int)columns, "");
	ph_term_put(s->term, 0, 0, PH_TERM_REVERSE, line);
	snprintf(line, sizeof(line), "Người nhập: %s", by);
	width = ph_term_width(line) < columns / 2 ? ph_term_width(line)
						  : columns / 2;
	key_say_in(s, 0, columns - width - 1, width, PH_TERM_REVERSE, line);
	key_say_in(s, 0, 1, columns - width - 4, PH_TERM_REVERSE | PH_TERM_BOLD,
		title);
}

bool key_draw_small(struct key_session *s)
{
	unsigned rows = ph_term_rows(s->term);
	unsigned columns = ph_term_columns(s->term);

	s->small = rows < KEY_ROWS || columns < KEY_COLUMNS;
	if (!s->small)
		return false;
	ph_term_clear(s->term);
	key_say(s, 0, 0, PH_TERM_BOLD, "Cửa sổ quá nhỏ: %u × %u", columns,
		rows);
	key_say(s, 1, 0, PH_TERM_PLAIN, "Hãy mở rộng ít nhất %d × %d.",
		KEY_COLUMNS, KEY_ROWS);
	key_say(s, 2, 0, PH_TERM_PLAIN, "Phím gõ lúc này không nhận.");
	key_say(s, 3, 0, PH_TERM_PLAIN, "Ctrl-C: dừng, giữ bản nháp");
	ph_term_show(s->term, 0, 0);
	return true;
}

static void draw_rule(struct key_session *s, unsigned row)
{
	unsigned columns = ph_term_columns(s->term);

	for (unsigned i = 0; i < columns; i++)
		ph_term_put(s->term, row, i, PH_TERM_DIM, "─");
}

/* Forms an hour; 0 before there is anything to tell from. */
static unsigned speed(const struct key_session *s)
{
	return s->done >= 2 && s->worked > 1
		       ? (unsigned)((double)s->done * 3600 / s->worked)
		       : 0;
}

static void draw_totals(struct key_session *s)
{
	struct ph_totals totals =
		ph_keying_totals(s->draft, s->ctx->rules->fields.count);
	unsigned seconds = (unsigned)s->worked, rate = speed(s);
	char counted[64] = "";

	if (s->rekeyed)
		snprintf(counted, sizeof(counted), " / %zu của đợt",
			s->rekeyed->firsts.count);
	else if (ph_draft_counted(s->draft))
		snprintf(counted, sizeof(counted), " / %lld đếm tay",
			(long long)ph_draft_counted(s->draft));
	key_say(s, ROW_TOTALS, 1, PH_TERM_BOLD, "%zu phiếu%s", totals.forms,
		counted);
	key_say(s, ROW_TOTALS, 28, PH_TERM_PLAIN, "Tổng điểm %lld",
		(long long)totals.points);
	if (rate)
		key_say(s, ROW_TOTALS, 46, PH_TERM_PLAIN, "%u phiếu/giờ", rate);
	key_say(s, ROW_TOTALS, 62, PH_TERM_PLAIN, "Đã làm %u:%02u:%02u",
		seconds / 3600, seconds / 60 % 60, seconds % 60);
}

static const char *shown_code(const char *code)
{
	return *code ? code : "(không có mã)";
}

/* Blind: of a batch that is verified nothing but one's own rows is shown. */
static void draw_last(struct key_session *s)
{
	size_t count = ph_draft_forms(s->draft, SIZE_MAX);
	size_t first = count > LAST_ROWS ? count - LAST_ROWS : 0, form = 0;
	char marks[3 * PH_FIELDS_MAX];

	for (size_t i = 0; i < ph_draft_count(s->draft); i++) {
		const struct ph_keyed *row = ph_draft_row(s->draft, i);
		unsigned at, style;

		if (!ph_draft_is_form(s->draft, i) || form++ < first)
			continue;
		at = ROW_LAST + (unsigned)(form - 1 - first);
		style = form == count ? PH_TERM_PLAIN : PH_TERM_DIM;
		key_put_marks(marks, sizeof(marks), row->answers,
			s->ctx->rules->fields.count);
		key_say(s, at, 1, style, "%5zu  %-34s", form,
			shown_code(row->code));
		key_say(s, at, 44, style, "%s", marks);
	}
	if (!count)
		key_say(s, ROW_LAST, 1, PH_TERM_DIM, "Chưa có phiếu nào.");
}

static void draw_dossier(struct key_session *s)
{
	const struct ph_sight *sight = &s->keying.sight;
	char received[PH_DATE_SIZE], due[PH_DATE_SIZE], returned[PH_DATE_SIZE];

	if (!sight->registered) {
		if (sight->no_register && *s->keying.row.code)
			key_say(s, ROW_FORM + 2, COLUMN_VALUE, PH_TERM_DIM,
				"chưa nạp sổ hồ sơ: không đối chiếu được");
		return;
	}
	key_say(s, ROW_FORM + 2, 1, PH_TERM_DIM, "Công chức");
	key_say_in(s, ROW_FORM + 2, COLUMN_VALUE,
		COLUMN_FIELD - COLUMN_VALUE - 1, PH_TERM_BOLD,
		*sight->officer_name ? sight->officer_name : sight->officer);
	key_say(s, ROW_FORM + 2, COLUMN_FIELD, PH_TERM_DIM, "Lĩnh vực");
	key_say_in(s, ROW_FORM + 2, COLUMN_FIELD + 10,
		ph_term_columns(s->term) - COLUMN_FIELD - 11, PH_TERM_PLAIN,
		sight->field);
	key_say(s, ROW_FORM + 3, 1, PH_TERM_DIM, "Tiếp nhận");
	key_say(s, ROW_FORM + 3, COLUMN_VALUE, PH_TERM_PLAIN,
		"%-12s  Hẹn trả %-12s  Trả %s",
		ph_date_vn(sight->received, received),
		ph_date_vn(sight->due, due),
		ph_date_vn(sight->returned, returned));
}

/* The column behind what is typed. */
static unsigned draw_code(struct key_session *s)
{
	const struct ph_keying *k = &s->keying;
	const char *text = k->row.code;
	unsigned style = PH_TERM_BOLD;

	key_say(s, ROW_FORM, 1, PH_TERM_BOLD, "Phiếu số %zu",
		ph_draft_forms(s->draft, SIZE_MAX) + 1);
	key_say(s, ROW_FORM + 1, 1, PH_TERM_DIM, "Mã hồ sơ");
	if (k->stage == PH_STAGE_CODE) {
		/* A QR code may hold a citizen's number. */
		text = strlen(k->line) > SHOWN_CODE_MAX
				       || strpbrk(k->line, "/?=&")
			       ? "(mã QR)"
			       : k->line;
		if (!*text)
			key_say(s, ROW_FORM + 1, COLUMN_VALUE, PH_TERM_DIM,
				"quét mã, hoặc gõ mã rồi Enter");
	} else {
		text = shown_code(text);
	}
	key_say(s, ROW_FORM + 1, COLUMN_VALUE, style, "%s", text);
	return COLUMN_VALUE + ph_term_width(text);
}

/* Those around the one that is asked, as many as there is room for; that one
 * with its options beside. */
static unsigned draw_questions(struct key_session *s)
{
	const struct ph_keying *k = &s->keying;
	unsigned room = ph_term_rows(s->term) - 3 - ROW_PANEL;
	size_t count = k->asked_count;
	size_t at = k->given + k->burst, first = 0, shown;
	bool asked = k->stage == PH_STAGE_ANSWERS;

	if (at >= count)
		at = count - 1;
	if (at >= room)
		first = at - room + 1;
	shown = count - first < room ? count - first : room;
	for (size_t i = 0; i < shown; i++) {
		size_t field = k->asked[first + i];
		bool now = asked && first + i == at;

		key_draw_question(s, ROW_PANEL + (unsigned)i, field,
			asked && first + i < k->given + k->burst
				? k->row.answers[field]
				: PH_ABSENT,
			now ? PH_TERM_BOLD : PH_TERM_DIM);
		if (now)
			ph_term_put(s->term, ROW_PANEL + (unsigned)i, 1,
				PH_TERM_BOLD, ">");
	}
	if (asked)
		key_draw_options(s, ROW_PANEL, COLUMN_OPTIONS, k->asked[at]);
	return ROW_PANEL + (unsigned)(at - first);
}

static void draw_help(struct key_session *s)
{
	unsigned rows = ph_term_rows(s->term);
	unsigned style = s->told >= PH_TOLD_WRONG_KEY
				 ? PH_TERM_BOLD | PH_TERM_BAD
				 : PH_TERM_GOOD;
	char lost[64];

	snprintf(lost, sizeof(lost), "Không nhận %zu dòng.", s->keying.lost);
	key_say(s, rows - 3, 1, style, "%s%s %s",
		s->told >= PH_TOLD_WRONG_KEY ? "! " : "",
		key_told_words(s->told), s->keying.lost ? lost : "");
	key_say(s, rows - 2, 1, PH_TERM_DIM,
		"0-9 điểm   . bỏ trống   * nhiều ô   / không đọc được   "
		"Backspace: lùi một bước");
	key_say(s, rows - 1, 1, PH_TERM_DIM,
		"- Enter: phiếu không mã   Esc: hết đợt, đối chiếu   "
		"Ctrl-C: dừng, giữ nháp");
}

static void draw_title(struct key_session *s)
{
	const struct ph_keying *k = &s->keying;
	char title[KEY_LINE_SIZE], day[PH_DATE_SIZE];

	if (s->rekeyed)
		snprintf(title, sizeof(title), "NHẬP LẦN HAI  đợt %lld",
			(long long)s->rekeyed->batch);
	else
		snprintf(title, sizeof(title), "NHẬP PHIẾU  lô %s%s%s  %s%s",
			s->name, k->box && *k->box ? "  hòm " : "",
			k->box ? k->box : "",
			k->date == PH_NO_DATE ? "chưa có ngày thu" : "thu ",
			ph_date_vn(k->date, day));
	key_head(s, title);
}

void key_draw(struct key_session *s)
{
	const struct ph_keying *k = &s->keying;
	unsigned row = ROW_FORM + 1, column;

	if (key_draw_small(s))
		return;
	draw_title(s);
	if (s->same_person)
		key_say(s, 1, 1, PH_TERM_WARN,
			"! Đợt này cũng do người này nhập: nên để người khác "
			"nhập lần hai.");
	draw_totals(s);
	draw_rule(s, ROW_TOTALS + 1);
	draw_last(s);
	draw_rule(s, ROW_FORM - 1);
	column = draw_code(s);
	draw_dossier(s);
	if (k->stage == PH_STAGE_DOUBT) {
		key_draw_doubt(
			s, k->sight.registered ? ROW_PANEL - 1 : ROW_PANEL - 2);
	} else if (k->stage == PH_STAGE_HALT) {
		key_draw_halt(s, ROW_PANEL - 1);
	} else {
		unsigned asked = draw_questions(s);

		if (k->stage == PH_STAGE_ANSWERS) {
			row = asked;
			column = 1;
		}
	}
	draw_help(s);
	ph_term_show(s->term, row, column);
}
