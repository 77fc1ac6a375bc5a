/* SPDX-License-Identifier: MIT */
/* Where two keyings differ: a third word, with the paper in hand. */
#include "key_settle.h"

void key_draw_settle_head(struct settling *settling, const char *title)
{
	struct key_session *s = settling->s;

	key_head(s, title);
	key_say(s, 2, 1, PH_TERM_PLAIN, "Còn %zu chỗ chưa quyết định",
		settling->differences->open);
}

void key_draw_settle_keys(struct settling *settling, const char *answers)
{
	struct key_session *s = settling->s;

	key_say(s, ph_term_rows(s->term) - 2, 1, PH_TERM_DIM, "%s", answers);
	key_say(s, ph_term_rows(s->term) - 1, 1, PH_TERM_DIM,
		"b  để ngỏ chỗ này   Backspace: lùi lại   "
		"Ctrl-C: dừng, giữ nháp");
}

static void draw_word(struct settling *settling, unsigned row,
	const char *which, int8_t answer)
{
	struct key_session *s = settling->s;
	const char *words = key_answer_words(
		s->ctx->rules, (size_t)settling->at->field, answer);
	char cell[8];

	key_say(s, row, 3, PH_TERM_PLAIN, "%s", which);
	if (answer >= 0)
		key_say(s, row, 14, PH_TERM_BOLD, "%s  %s",
			ph_answer_format(answer, cell), words);
	else
		key_say(s, row, 14, PH_TERM_BOLD, "%s",
			*words ? words : "không nhập");
}

static void draw_answer(struct settling *settling)
{
	struct key_session *s = settling->s;
	const struct ph_difference *d = settling->at;
	const struct ph_first *first = &settling->rekeyed->firsts.at[d->first];
	const struct ph_rules *rules = s->ctx->rules;
	const struct ph_criterion *criterion =
		ph_rules_criterion(rules, rules->fields.id[d->field]);
	const char *ask = criterion && criterion->ask ? criterion->ask
			  : criterion                 ? criterion->name
						      : "";

	key_draw_settle_head(settling, "HAI LẦN NHẬP KHÁC NHAU");
	key_say(s, 4, 1, PH_TERM_DIM, "Mã hồ sơ");
	key_say(s, 4, 14, PH_TERM_BOLD, "%s",
		*first->code ? first->code : "(không có mã)");
	key_say(s, 5, 1, PH_TERM_DIM, "Phiếu thứ");
	key_say(s, 5, 14, PH_TERM_PLAIN,
		"%zu của lần nhập đầu, %zu của lần "
		"nhập hai",
		d->first + 1, ph_draft_forms(s->draft, d->row));
	key_say(s, 7, 1, PH_TERM_PLAIN, "%s", ask);
	draw_word(settling, 9, "Lần đầu", d->answers[0]);
	draw_word(settling, 10, "Lần hai", d->answers[1]);
	key_say(s, 12, 1, PH_TERM_BOLD,
		"Nhìn lại phiếu giấy, rồi gõ câu trả lời ghi trên phiếu:");
	key_draw_options(s, 14, 3, (size_t)d->field);
	key_draw_settle_keys(settling,
		"0-9 điểm   . bỏ trống   * nhiều ô   / không đọc được");
	ph_term_show(s->term, 14, 1);
}

static void draw(void *context)
{
	struct settling *settling = context;

	if (settling->at->kind == PH_DIFFERENCE_ANSWER)
		draw_answer(settling);
	else
		key_draw_settle_form(settling);
}

static size_t next_open(const struct ph_differences *differences, size_t from)
{
	while (from < differences->list.count
		&& differences->list.at[from].settled)
		from++;
	return from;
}

static bool settle(struct settling *settling, int32_t key,
	enum settle_step *step, struct ph_error *err)
{
	struct key_session *s = settling->s;
	int8_t answer;

	if (settling->at->kind != PH_DIFFERENCE_ANSWER)
		return key_settle_form(settling, key, step, err);
	*step = SETTLE_NOTHING;
	if (key >= PH_KEY_NONE
		|| !ph_keying_answer(s->ctx->rules, (size_t)settling->at->field,
			key, &answer))
		return true;
	*step = SETTLE_DONE;
	return ph_rekeyed_settle(settling->rekeyed, s->draft, settling->at,
		answer, s->keying.by, err);
}

/* Settles it again, the last word holds; out of a choice first. */
static size_t step_back(struct settling *settling, size_t at)
{
	if (!settling->chosen)
		return at ? at - 1 : 0;
	settling->chosen = NULL;
	return at;
}

static bool matches_forms(const struct settling *settling, size_t at)
{
	return settling->chosen
	       || settling->differences->list.at[at].kind == PH_DIFFERENCE_CODE;
}

/* Forms that were matched by the last word may differ in their answers: those
 * stand before. */
static size_t go_on(struct settling *settling, bool matched, size_t at)
{
	settling->chosen = NULL;
	settling->page = 0;
	return next_open(settling->differences, matched ? 0 : at + 1);
}

bool key_run_settle(struct key_session *s, struct ph_rekeyed *rekeyed,
	struct ph_differences *differences, enum key_end *end,
	struct ph_error *err)
{
	struct settling settling = {
		.s = s,
		.rekeyed = rekeyed,
		.differences = differences,
	};
	size_t at = next_open(differences, 0);

	*end = KEY_WRITE;
	while (at < differences->list.count) {
		bool matches = matches_forms(&settling, at);
		enum settle_step step = SETTLE_STAY;
		int32_t key;

		settling.at = &differences->list.at[at];
		key = key_ask(s, draw, &settling);
		if (key_is_gone(key)) {
			*end = KEY_GONE;
			return true;
		}
		if (key == 'b')
			at = go_on(&settling, false, at);
		else if (key == PH_KEY_BACKSPACE || key == PH_KEY_ESCAPE
			 || key == PH_KEY_CTRL('Z'))
			at = step_back(&settling, at);
		else if (!settle(&settling, key, &step, err))
			return false;
		if (step == SETTLE_KEY) {
			*end = KEY_BACK;
			return true;
		}
		if (step == SETTLE_NOTHING)
			ph_term_beep(s->term);
		if (step != SETTLE_DONE)
			continue;
		if (!ph_rekeyed_compare(rekeyed, s->draft, differences, err))
			return false;
		at = go_on(&settling, matches, at);
	}
	return true;
}
