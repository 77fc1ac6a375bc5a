/* SPDX-License-Identifier: MIT */
#include "apply.h"

#include <stdio.h>
#include <string.h>

static void word_release(struct apply_word *word)
{
	free(word->by);
	free(word->at);
	*word = (struct apply_word){ 0 };
}

void apply_words_release(struct apply_words *words)
{
	for (size_t i = 0; i < 3; i++)
		word_release(&words->pass[i]);
}

/* A newer word of an earlier pass begins anew: what was said after the older
 * one was said of that. */
bool apply_words_add(
	struct apply_words *words, int64_t id, const struct ph_judgement *j)
{
	struct apply_word *word = &words->pass[j->pass - 1];

	for (size_t i = j->pass - 1; i < 3; i++)
		word_release(&words->pass[i]);
	word->id = id;
	word->sheet = j->sheet;
	word->answer = j->answer;
	snprintf(word->code, sizeof(word->code), "%s", j->code ? j->code : "");
	word->by = ph_copy(j->by, strlen(j->by));
	word->at = ph_copy(j->at, strlen(j->at));
	return word->by && word->at;
}

bool apply_word_equal(const struct apply_word *a, const struct apply_word *b)
{
	return a->answer == b->answer
	       && (a->answer != PH_ABSENT || strcmp(a->code, b->code) == 0);
}

bool apply_words_pending(const struct apply_words *words)
{
	const struct apply_word *one = &words->pass[0], *two = &words->pass[1],
				*three = &words->pass[2];

	if (!one->id || !two->id || (three->id && three->answer != PH_DOUBTFUL))
		return false;
	return !apply_word_equal(one, two) || one->answer == PH_DOUBTFUL;
}
