/* SPDX-License-Identifier: MIT */
/* Where two keyings differ: a third word, with the paper in hand. */
#include "key.h"

#include <inttypes.h>

struct settling {
	struct key_session *s;
	struct ph_rekeyed *rekeyed;
	const struct ph_differences *differences;
	const struct ph_difference *at;
};

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

static void draw(void *context)
{
	struct settling *settling = context;
	struct key_session *s = settling->s;
	const struct ph_difference *d = settling->at;
	const struct ph_first *first = &settling->rekeyed->firsts.at[d->first];
	const struct ph_rules *rules = s->ctx->rules;
	const struct ph_criterion *criterion =
		ph_rules_criterion(rules, rules->fields.id[d->field]);
	const char *ask = criterion && criterion->ask ? criterion->ask
			  : criterion                 ? criterion->name
						      : "";

	key_head(s, "HAI LẦN NHẬP KHÁC NHAU");
	key_say(s, 2, 1, PH_TERM_PLAIN, "Còn %zu chỗ chưa quyết định",
		settling->differences->open);
	key_say(s, 4, 1, PH_TERM_DIM, "Mã hồ sơ");
	key_say(s, 4, 14, PH_TERM_BOLD, "%s",
		*first->code ? first->code : "(không có mã)");
	key_say(s, 5, 1, PH_TERM_DIM, "Phiếu thứ");
	key_say(s, 5, 14, PH_TERM_PLAIN,
		"%zu của lần nhập đầu, %zu của lần "
		"nhập hai",
		d->first + 1, d->row);
	key_say(s, 7, 1, PH_TERM_PLAIN, "%s", ask);
	draw_word(settling, 9, "Lần đầu", d->answers[0]);
	draw_word(settling, 10, "Lần hai", d->answers[1]);
	key_say(s, 12, 1, PH_TERM_BOLD,
		"Nhìn lại phiếu giấy, rồi gõ câu trả lời ghi trên phiếu:");
	key_draw_options(s, 14, 3, (size_t)d->field);
	key_say(s, ph_term_rows(s->term) - 2, 1, PH_TERM_DIM,
		"0-9 điểm   . bỏ trống   * nhiều ô   / không đọc được");
	key_say(s, ph_term_rows(s->term) - 1, 1, PH_TERM_DIM,
		"b  để ngỏ chỗ này   Backspace: lùi lại   "
		"Ctrl-C: dừng, giữ nháp");
	ph_term_show(s->term, 14, 1);
}

static size_t next_open(const struct ph_differences *differences, size_t from)
{
	while (from < differences->list.count
		&& (differences->list.at[from].kind != PH_DIFFERENCE_ANSWER
			|| differences->list.at[from].settled))
		from++;
	return from;
}

/* Settles it again: the last word holds. */
static size_t previous(const struct ph_differences *differences, size_t from)
{
	size_t at = from;

	while (at-- > 0)
		if (differences->list.at[at].kind == PH_DIFFERENCE_ANSWER)
			return at;
	return from;
}

static bool settle(struct settling *settling, int8_t answer,
	struct ph_differences *differences, struct ph_error *err)
{
	struct key_session *s = settling->s;

	return ph_rekeyed_settle(settling->rekeyed, s->draft, settling->at,
		       answer, s->keying.by, err)
	       && ph_rekeyed_compare(
		       settling->rekeyed, s->draft, differences, err);
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
		int32_t key;
		int8_t answer;

		settling.at = &differences->list.at[at];
		key = key_ask(s, draw, &settling);
		if (key_is_gone(key)) {
			*end = KEY_GONE;
			return true;
		}
		if (key == 'b') {
			at = next_open(differences, at + 1);
		} else if (key == PH_KEY_BACKSPACE || key == PH_KEY_CTRL('Z')) {
			at = previous(differences, at);
		} else if (key < PH_KEY_NONE
			   && ph_keying_answer(s->ctx->rules,
				   (size_t)settling.at->field, key, &answer)) {
			if (!settle(&settling, answer, differences, err))
				return false;
			at = next_open(differences, at + 1);
		} else {
			ph_term_beep(s->term);
		}
	}
	return true;
}
