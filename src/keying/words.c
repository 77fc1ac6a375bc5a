/* SPDX-License-Identifier: MIT */
/* What a person settles, kept in the draft like a row. */
#include <phieu/keying.h>

#include <stdio.h>
#include <string.h>

static bool begin(struct ph_keyed *word, enum ph_keyed_kind kind,
	const char *code, const char *by, struct ph_error *err)
{
	*word = (struct ph_keyed){ .kind = kind, .date = PH_NO_DATE };
	memset(word->answers, PH_ABSENT, sizeof(word->answers));
	if ((size_t)snprintf(word->code, sizeof(word->code), "%s", code)
			>= sizeof(word->code)
		|| (size_t)snprintf(word->by, sizeof(word->by), "%s", by)
			   >= sizeof(word->by))
		return ph_error_set(
			err, PH_USAGE, "the name or the code is too long");
	return true;
}

bool ph_rekeyed_settle(const struct ph_rekeyed *rekeyed, struct ph_draft *draft,
	const struct ph_difference *difference, int8_t answer, const char *by,
	struct ph_error *err)
{
	const struct ph_first *first = &rekeyed->firsts.at[difference->first];
	struct ph_keyed word;

	if (!begin(&word, PH_KEYED_ANSWER, first->code, by, err))
		return false;
	word.sheet = first->origin;
	word.field = difference->field;
	word.answers[difference->field] = answer;
	return ph_draft_add(draft, &word, err);
}

bool ph_rekeyed_miss(const struct ph_rekeyed *rekeyed, struct ph_draft *draft,
	const struct ph_difference *difference, const char *by,
	struct ph_error *err)
{
	const struct ph_first *first = &rekeyed->firsts.at[difference->first];
	struct ph_keyed word;

	if (!begin(&word, PH_KEYED_MISSING, first->code, by, err))
		return false;
	word.sheet = first->origin;
	return ph_draft_add(draft, &word, err);
}

bool ph_rekeyed_pair(struct ph_draft *draft, size_t row,
	const struct ph_first *first, const char *code, const char *by,
	struct ph_error *err)
{
	struct ph_keyed word;

	if (!begin(&word, PH_KEYED_PAIRED, code, by, err))
		return false;
	word.row = row;
	word.sheet = first ? first->origin : 0;
	return ph_draft_add(draft, &word, err);
}
