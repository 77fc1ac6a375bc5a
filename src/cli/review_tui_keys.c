/* SPDX-License-Identifier: MIT */
/*
 * Keys are those of the page, and those of `phieu key`: digits answer, t or .
 * is blank, n or * several marks, k or / cannot be read, x a form without a
 * code, b puts off, Backspace takes back.
 */
#include "review_tui.h"

#include <phieu/keying.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const struct ph_review_item *tui_item(const struct tui *tui)
{
	return &tui->queue->items[tui->at];
}

const struct ph_review_form *tui_form(const struct tui *tui)
{
	return &tui->queue->forms[tui->form_of[tui->at]];
}

size_t tui_open(const struct tui *tui)
{
	size_t open = 0;

	for (size_t i = 0; i < tui->queue->item_count; i++)
		open += !tui->given[i].answered;
	return open;
}

void tui_tell(struct tui *tui, unsigned style, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(tui->told, sizeof(tui->told), fmt, args);
	va_end(args);
	tui->told_style = style;
}

/* What was typed may be an address with a citizen's number in it. */
void tui_clear_line(struct tui *tui)
{
	explicit_bzero(tui->line, sizeof(tui->line));
	tui->line_length = 0;
	*tui->unknown = '\0';
}

static void go_to(struct tui *tui, size_t item)
{
	tui_clear_line(tui);
	tui->end = false;
	tui->at = item;
}

/* The next that is open, around the end; those put off come last. */
static void go_on(struct tui *tui)
{
	size_t count = tui->queue->item_count;

	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 1; i <= count; i++) {
			size_t item = (tui->at + i) % count;

			if (tui->given[item].answered
				|| (!pass && tui->given[item].later))
				continue;
			go_to(tui, item);
			return;
		}
	tui_clear_line(tui);
	tui->end = true;
}

void tui_complain(struct tui *tui, const char *words)
{
	ph_term_beep(tui->term);
	tui_tell(tui, PH_TERM_WARN, "%s", words);
}

static struct tui_given *change(struct tui *tui, struct ph_error *err)
{
	struct tui_step *step = ph_list_push(&tui->trail);

	if (!step) {
		ph_error_memory(err);
		return NULL;
	}
	step->item = tui->at;
	step->before = tui->given[tui->at];
	return &tui->given[tui->at];
}

bool tui_give(
	struct tui *tui, int8_t answer, const char *code, struct ph_error *err)
{
	struct tui_given *given = change(tui, err);

	if (!given)
		return false;
	*given = (struct tui_given){ .answered = true, .answer = answer };
	snprintf(given->code, sizeof(given->code), "%s", code);
	ph_instant_now(given->at);
	tui->done++;
	*tui->told = '\0';
	go_on(tui);
	return tui_journal_save(tui, err);
}

static bool put_off(struct tui *tui, struct ph_error *err)
{
	size_t before = tui->at;
	struct tui_given *given;

	if (!tui->given[tui->at].answered) {
		given = change(tui, err);
		if (!given)
			return false;
		given->later = true;
	}
	go_on(tui);
	tui_tell(tui, PH_TERM_PLAIN,
		tui->at == before ? "Đây là mục cuối cùng còn lại."
				  : "Đã để mục trước lại sau.");
	return true;
}

static bool undo(struct tui *tui, struct ph_error *err)
{
	struct tui_step *step;

	if (!tui->trail.count) {
		tui_complain(tui, "Không còn gì để hoàn tác.");
		return true;
	}
	step = &tui->trail.at[--tui->trail.count];
	tui->given[step->item] = step->before;
	go_to(tui, step->item);
	tui_tell(tui, PH_TERM_PLAIN, "Đã hoàn tác: mời trả lời lại.");
	return tui_journal_save(tui, err);
}

static void go_by(struct tui *tui, bool forward)
{
	size_t count = tui->queue->item_count;

	*tui->told = '\0';
	if (tui->end && !forward)
		go_to(tui, count - 1);
	else if (!forward && tui->at > 0)
		go_to(tui, tui->at - 1);
	else if (forward && !tui->end && tui->at + 1 < count)
		go_to(tui, tui->at + 1);
}

/* ---- marks ---- */

static bool mark_answer(const struct tui *tui, int32_t key, int8_t *answer)
{
	const struct ph_rules *rules = tui->ctx->rules;
	const struct ph_criterion *criterion = ph_rules_criterion(
		rules, rules->fields.id[tui_item(tui)->field]);

	if (key >= '0' && key <= '9') {
		*answer = (int8_t)(key - '0');
		return criterion && ph_criterion_option(criterion, *answer);
	}
	*answer = key == 't' || key == 'T' || key == '.'   ? PH_BLANK
		  : key == 'n' || key == 'N' || key == '*' ? PH_MULTIPLE
		  : key == 'k' || key == 'K' || key == '/' ? PH_DOUBTFUL
							   : PH_ABSENT;
	return *answer != PH_ABSENT;
}

/* ---- all ---- */

static bool command(
	struct tui *tui, int32_t key, bool *fine, struct ph_error *err)
{
	*fine = true;
	switch (key) {
	case PH_KEY_LEFT:
	case PH_KEY_UP:
		go_by(tui, false);
		return true;
	case PH_KEY_RIGHT:
	case PH_KEY_DOWN:
		go_by(tui, true);
		return true;
	case PH_KEY_BACKSPACE:
	case PH_KEY_CTRL('Z'):
		*fine = undo(tui, err);
		return true;
	case PH_KEY_ESCAPE:
		*tui->told = '\0';
		tui->end = true;
		return true;
	case 'b':
		*fine = put_off(tui, err);
		return true;
	case 'p':
		tui_show_photo(tui);
		return true;
	case 'c':
		tui_show_crop(tui);
		return true;
	default:
		return false;
	}
}

/* A key with others close behind it comes from a scanner, or from a hand on
 * the keys: of a code it is text, of a mark no answer. */
static bool is_alone(struct tui *tui, int32_t *next)
{
	*next = ph_term_key(tui->term, PH_KEYING_QUIET_MS);
	return *next == PH_KEY_NONE || *next == PH_KEY_RESIZE;
}

static bool is_gone(int32_t key)
{
	return key == PH_KEY_INTERRUPT || key == PH_KEY_END_OF_INPUT;
}

static void drain(struct tui *tui, int32_t next)
{
	tui_complain(tui,
		"Phím gõ quá nhanh, như máy quét: không ghi câu trả lời "
		"nào.");
	while (next != PH_KEY_NONE && !is_gone(next))
		next = ph_term_key(tui->term, PH_KEYING_QUIET_MS);
	tui->gone = is_gone(next);
}

static bool code_key(struct tui *tui, int32_t key, bool alone, int32_t next,
	struct ph_error *err)
{
	bool fine;

	if (tui->line_length)
		return tui_line_key(tui, key, err);
	if (alone
		&& (command(tui, key, &fine, err)
			|| tui_code_command(tui, key, &fine, err)))
		return fine;
	if (!tui_line_key(tui, key, err))
		return false;
	return alone || tui_key(tui, next, err);
}

static bool mark_key(struct tui *tui, int32_t key, struct ph_error *err)
{
	int8_t answer;
	bool fine;

	if (command(tui, key, &fine, err))
		return fine;
	if (mark_answer(tui, key, &answer))
		return tui_give(tui, answer, "", err);
	tui_complain(tui, "Phím này không phải là câu trả lời của câu này.");
	return true;
}

static bool end_key(struct tui *tui, int32_t key, struct ph_error *err)
{
	bool fine = true;

	tui->apply = key == PH_KEY_ENTER;
	if (!tui->apply && key != 'b' && key != 'p' && key != 'c'
		&& key != PH_KEY_ESCAPE)
		(void)command(tui, key, &fine, err);
	return fine;
}

bool tui_key(struct tui *tui, int32_t key, struct ph_error *err)
{
	bool code = !tui->end && tui_item(tui)->field == PH_REVIEW_CODE;
	int32_t next;
	bool alone;

	tui->gone = is_gone(key);
	if (tui->gone || key == PH_KEY_RESIZE || key == PH_KEY_NONE)
		return true;
	if (tui->small) {
		ph_term_beep(tui->term);
		return true;
	}
	if (code && tui->line_length)
		return tui_line_key(tui, key, err);
	alone = is_alone(tui, &next);
	if (code)
		return code_key(tui, key, alone, next, err);
	if (!alone)
		drain(tui, next);
	else if (tui->end)
		return end_key(tui, key, err);
	else
		return mark_key(tui, key, err);
	return true;
}
