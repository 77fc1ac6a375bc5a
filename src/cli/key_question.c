/* SPDX-License-Identifier: MIT */
/* Questions and answers on the screen. */
#include "key.h"

#include <stdio.h>

enum {
	COLUMN_ANSWER = 20,
};

void key_put_marks(char *out, size_t size, const int8_t *answers, size_t count)
{
	size_t used = 0;

	*out = '\0';
	for (size_t i = 0; i < count && used + 4 < size; i++) {
		int8_t a = answers[i];
		char sign = a == PH_BLANK      ? '.'
			    : a == PH_MULTIPLE ? '!'
			    : a == PH_DOUBTFUL ? '?'
			    : a < 0            ? '-'
					       : (char)('0' + a);

		used += (size_t)snprintf(
			out + used, size - used, "%s%c", i ? " " : "", sign);
	}
}

void key_draw_question(struct key_session *s, unsigned row, size_t field,
	int8_t answer, unsigned style)
{
	const struct ph_rules *rules = s->ctx->rules;
	const struct ph_criterion *criterion =
		ph_rules_criterion(rules, rules->fields.id[field]);
	char mark[8];

	key_say(s, row, 3, style, "%.40s",
		criterion ? criterion->label : rules->fields.id[field]);
	if (answer == PH_ABSENT)
		return;
	key_put_marks(mark, sizeof(mark), &answer, 1);
	key_say(s, row, COLUMN_ANSWER, PH_TERM_BOLD, "%s", mark);
	key_say(s, row, COLUMN_ANSWER + 2, style, "%s",
		key_answer_words(rules, field, answer));
}

void key_draw_options(
	struct key_session *s, unsigned row, unsigned column, size_t field)
{
	const struct ph_rules *rules = s->ctx->rules;
	const struct ph_criterion *criterion =
		ph_rules_criterion(rules, rules->fields.id[field]);
	unsigned last = ph_term_rows(s->term) - 3;

	for (size_t i = 0;
		criterion && i < criterion->option_count && row + i < last;
		i++) {
		int8_t points = (int8_t)criterion->options[i].points;

		key_say(s, row + (unsigned)i, column, PH_TERM_BOLD, "%d",
			points);
		key_say(s, row + (unsigned)i, column + 3, PH_TERM_PLAIN, "%s",
			key_answer_words(rules, field, points));
	}
}
