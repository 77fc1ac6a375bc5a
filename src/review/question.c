/* SPDX-License-Identifier: MIT */
/* Who is to answer a question, by what was said of it. */
#include "question.h"

#include <string.h>

/* A newer word of an earlier pass begins anew: what was said after the older
 * one was said of that. */
void review_words_add(
	struct review_words *words, const struct ph_judgement *said)
{
	if (said->pass < 1 || said->pass > 3)
		return;
	if (said->pass == 1 && words->pass[1].pass)
		words->made = 0;
	if (said->pass == 1 && !words->made)
		words->made = said->result;
	for (size_t i = said->pass; i < 3; i++)
		words->pass[i] = (struct ph_judgement){ 0 };
	words->pass[said->pass - 1] = *said;
	if (!words->seen || said->sheet < words->seen)
		words->seen = said->sheet;
}

bool review_words_equal(
	const struct ph_judgement *a, const struct ph_judgement *b)
{
	return a->answer == b->answer
	       && (a->answer != PH_ABSENT || strcmp(a->code, b->code) == 0);
}

static bool is_given_up(const struct ph_judgement *said)
{
	return said->pass && said->answer == PH_DOUBTFUL;
}

bool review_words_pending(const struct review_words *words)
{
	const struct ph_judgement *one = &words->pass[0],
				  *two = &words->pass[1],
				  *three = &words->pass[2];

	if (!one->pass || !two->pass || (three->pass && !is_given_up(three)))
		return false;
	return !review_words_equal(one, two) || is_given_up(one);
}

bool review_holds(
	const struct review_state *state, const struct ph_judgement *said)
{
	if (!state->code)
		return said->answer == state->answer;
	if (said->answer == PH_BLANK && state->nothing)
		return true;
	if (state->answer != PH_ABSENT)
		return false;
	if (said->answer == PH_BLANK)
		return !*state->code;
	return said->answer == PH_ABSENT
	       && strcmp(said->code, state->code) == 0;
}

static unsigned second_pass(
	const struct review_state *state, const struct review_words *words)
{
	const struct ph_judgement *one = &words->pass[0];

	if (!one->pass || words->pass[1].pass)
		return 0;
	return (is_given_up(one) ? state->open : review_holds(state, one)) ? 2
									   : 0;
}

unsigned review_pass(const struct review_state *state,
	const struct review_words *words, bool second, bool *given_up)
{
	const struct ph_judgement *last =
		words->pass[2].pass ? &words->pass[2] : &words->pass[0];

	*given_up = false;
	if (state->settled)
		return 0;
	if (second)
		return second_pass(state, words);
	if (!state->open)
		return 0;
	if (review_words_pending(words)) {
		*given_up =
			words->pass[2].pass
			|| review_words_equal(&words->pass[0], &words->pass[1]);
		return 3;
	}
	*given_up = is_given_up(last);
	/* What was answered may be open again, by another reading. */
	return last->pass && !*given_up && review_holds(state, last) ? 0 : 1;
}
