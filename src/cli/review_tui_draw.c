/* SPDX-License-Identifier: MIT */
/*
 * The screen of a question, 80 × 24 at least:
 *
 *	 0      whose review, which pass
 *	 1      how far it has come
 *	 3 – 7  the form: photo, code, dossier, its answers
 *	 9 – 11 the question, and what was seen
 *	13      the answers, or the code being typed
 *	-3      what the last key did
 *	-2, -1  the keys
 */
#include "review_tui.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum {
	ROW_FORM = 3,
	ROW_ASKED = 9,
	ROW_ANSWERS = 13,
};

void tui_say(struct tui *tui, unsigned row, unsigned column, unsigned style,
	const char *fmt, ...)
{
	char line[TUI_LINE_SIZE];
	va_list args;

	va_start(args, fmt);
	vsnprintf(line, sizeof(line), fmt, args);
	va_end(args);
	ph_term_put(tui->term, row, column, style, line);
}

static void fact(
	struct tui *tui, unsigned row, const char *name, const char *words)
{
	ph_term_put(tui->term, row, 1, PH_TERM_DIM, name);
	ph_term_put(tui->term, row, TUI_VALUE, PH_TERM_PLAIN, words);
}

static void draw_head(struct tui *tui)
{
	unsigned columns = ph_term_columns(tui->term);
	size_t count = tui->queue->item_count, open = tui_open(tui);
	char line[TUI_LINE_SIZE];

	snprintf(line, sizeof(line), "%*s", (int)columns, "");
	ph_term_put(tui->term, 0, 0, PH_TERM_REVERSE, line);
	ph_term_put(tui->term, 0, 1, PH_TERM_REVERSE | PH_TERM_BOLD,
		tui->second ? "XEM XÉT PHIẾU – LƯỢT HAI" : "XEM XÉT PHIẾU");
	snprintf(line, sizeof(line), "Người xem xét: %s ", tui->by);
	if (ph_term_width(line) < columns / 2)
		ph_term_put(tui->term, 0, columns - ph_term_width(line),
			PH_TERM_REVERSE, line);
	if (!tui->end)
		tui_say(tui, 1, 1, PH_TERM_BOLD, "Mục %zu trên %zu",
			tui->at + 1, count);
	tui_say(tui, 1, 28, PH_TERM_PLAIN, "Còn %zu mục", open);
	if (tui->done >= 3)
		tui_say(tui, 1, 46, PH_TERM_PLAIN, "khoảng %.0f phút nữa",
			tui->worked / (double)tui->done * (double)open / 60
				+ 0.5);
}

static void draw_photo(struct tui *tui, unsigned row)
{
	const struct ph_review_form *form = tui_form(tui);
	const char *slash = strrchr(form->path, '/');

	ph_term_put(tui->term, row, 1, PH_TERM_DIM, "Ảnh");
	tui_say(tui, row, TUI_VALUE, PH_TERM_PLAIN,
		"%s, trang %u, phiếu thứ %u, tờ %lld",
		!*form->path ? "(đường dẫn đã xóa)"
		: slash      ? slash + 1
			     : form->path,
		form->page, form->part ? form->part : 1,
		(long long)form->sheet);
}

static void draw_dossier(struct tui *tui, unsigned row)
{
	const struct ph_review_form *form = tui_form(tui);
	const struct ph_dossier *d = &form->dossier;
	char line[TUI_LINE_SIZE], day[3][PH_DATE_SIZE];

	fact(tui, row, "Mã hồ sơ", *form->code ? form->code : "(chưa có mã)");
	if (!d->code || !*d->code) {
		fact(tui, row + 1, "Hồ sơ",
			*form->code ? "không có trong sổ" : "");
		return;
	}
	snprintf(line, sizeof(line), "%s · %s",
		form->officer_name ? form->officer_name : "",
		d->field ? d->field : "");
	fact(tui, row + 1, "Hồ sơ", line);
	snprintf(line, sizeof(line), "nhận %s · hẹn %s · trả %s",
		ph_date_vn(d->received, day[0]), ph_date_vn(d->due, day[1]),
		ph_date_vn(d->returned, day[2]));
	fact(tui, row + 2, "", line);
}

/* "Chỉ số 1: 2   Chỉ số 3: ?", on two lines where they are long. */
static void draw_answers(struct tui *tui, unsigned row)
{
	const struct ph_rules *rules = tui->ctx->rules;
	const struct ph_review_form *form = tui_form(tui);
	unsigned column = TUI_VALUE;

	ph_term_put(tui->term, row, 1, PH_TERM_DIM, "Các câu");
	for (size_t i = 0; i < rules->fields.count; i++) {
		const struct ph_criterion *c =
			ph_rules_criterion(rules, rules->fields.id[i]);
		int8_t answer = form->answers[i];
		char words[TUI_LINE_SIZE], cell[8];

		if (answer == PH_ABSENT || !c)
			continue;
		snprintf(words, sizeof(words), "%s: %s", c->label,
			answer == PH_BLANK ? "trống"
					   : ph_answer_format(answer, cell));
		if (column + ph_term_width(words)
			> ph_term_columns(tui->term)) {
			column = TUI_VALUE;
			if (++row >= ROW_ASKED)
				return;
		}
		ph_term_put(tui->term, row, column,
			tui_item(tui)->field == (int)i ? PH_TERM_BOLD
						       : PH_TERM_PLAIN,
			words);
		column += ph_term_width(words) + 3;
	}
}

static void draw_question(struct tui *tui)
{
	const struct ph_rules *rules = tui->ctx->rules;
	const struct ph_review_item *item = tui_item(tui);
	PH_AUTO(ph_text_release) struct ph_text crop = { 0 };
	const struct ph_criterion *c;

	draw_photo(tui, ROW_FORM);
	draw_dossier(tui, ROW_FORM + 1);
	draw_answers(tui, ROW_FORM + 4);
	tui_draw_seen(tui, ROW_ASKED + 2);
	tui_crop_path(tui, &crop);
	if (crop.length)
		fact(tui, ph_term_rows(tui->term) - 4, "Ảnh cắt",
			ph_text_get(&crop));
	if (item->field == PH_REVIEW_CODE) {
		ph_term_put(tui->term, ROW_ASKED, 1, PH_TERM_BOLD,
			"Mã hồ sơ trên phiếu là gì?");
		tui_draw_code(tui, ROW_ANSWERS);
		return;
	}
	c = ph_rules_criterion(rules, rules->fields.id[item->field]);
	if (c)
		tui_draw_wrapped(tui, ROW_ASKED, PH_TERM_BOLD,
			c->ask && *c->ask ? c->ask : c->name);
	tui_draw_options(tui, ROW_ANSWERS);
}

static void draw_keys(struct tui *tui)
{
	unsigned row = ph_term_rows(tui->term) - 2;
	bool code = tui_item(tui)->field == PH_REVIEW_CODE;

	ph_term_put(tui->term, row, 1, PH_TERM_DIM,
		code ? "gõ hoặc quét mã, Enter   1-5 mã gợi ý   x không có mã  "
		       " "
		       "k không đọc được"
		     : "0-9 điểm   t trống   n nhiều dấu   k không đọc được   "
		       "b để sau");
	ph_term_put(tui->term, row + 1, 1, PH_TERM_DIM,
		"p mở ảnh   c ảnh cắt   ← → xem   Backspace hoàn tác   "
		"Esc kết thúc");
}

static void draw_end(struct tui *tui)
{
	size_t count = tui->queue->item_count, open = tui_open(tui);

	tui_say(tui, 4, 1, PH_TERM_BOLD,
		open ? "Kết thúc khi còn mục chưa trả lời?"
		     : "Đã trả lời tất cả các mục.");
	tui_say(tui, 6, 1, PH_TERM_PLAIN,
		"Đã trả lời %zu trên %zu mục; còn %zu mục.", count - open,
		count, open);
	ph_term_put(tui->term, 8, 1, PH_TERM_BOLD,
		count > open ? "Enter  ghi các câu trả lời vào sổ, kết thúc"
			     : "Enter  kết thúc, không ghi gì");
	ph_term_put(tui->term, 9, 1, PH_TERM_PLAIN, "←      xem lại");
	ph_term_put(tui->term, 10, 1, PH_TERM_PLAIN,
		"Backspace  hoàn tác câu trả lời cuối");
	ph_term_put(tui->term, 12, 1, PH_TERM_DIM,
		"Ctrl-C: dừng; những gì đã trả lời được ghi vào lần sau.");
}

static bool draw_small(struct tui *tui)
{
	unsigned rows = ph_term_rows(tui->term);
	unsigned columns = ph_term_columns(tui->term);

	tui->small = rows < TUI_ROWS || columns < TUI_COLUMNS;
	if (!tui->small)
		return false;
	ph_term_clear(tui->term);
	tui_say(tui, 0, 0, PH_TERM_BOLD, "Cửa sổ quá nhỏ: %u × %u", columns,
		rows);
	tui_say(tui, 1, 0, PH_TERM_PLAIN, "Hãy mở rộng ít nhất %d × %d.",
		TUI_COLUMNS, TUI_ROWS);
	ph_term_show(tui->term, 0, 0);
	return true;
}

void tui_draw(struct tui *tui)
{
	unsigned rows, column = 0, row = 0;

	if (draw_small(tui))
		return;
	rows = ph_term_rows(tui->term);
	ph_term_clear(tui->term);
	draw_head(tui);
	if (tui->end) {
		draw_end(tui);
	} else {
		draw_question(tui);
		draw_keys(tui);
		row = ROW_ANSWERS;
		if (tui_item(tui)->field == PH_REVIEW_CODE)
			column = TUI_VALUE
				 + ph_term_width((const char *)tui->line);
	}
	ph_term_put(tui->term, rows - 3, 1, tui->told_style, tui->told);
	ph_term_show(tui->term, row, column);
}
