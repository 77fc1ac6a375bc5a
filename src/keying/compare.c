/* SPDX-License-Identifier: MIT */
#include <phieu/keying.h>

#include <string.h>

static bool is_taken(const struct ph_rekeyed *rekeyed, size_t row)
{
	const struct ph_first *first;

	ph_list_for (first, &rekeyed->firsts)
		if (first->row == row)
			return true;
	return false;
}

/* A code that a person has mended since is as good. */
static bool bears(const struct ph_first *first, const char *code)
{
	return strcmp(first->code, code) == 0
	       || strcmp(first->code_now, code) == 0;
}

/* One that is not matched yet. */
static struct ph_first *find(const struct ph_rekeyed *rekeyed,
	const struct ph_keyed *row, bool alike)
{
	size_t fields = rekeyed->rules->fields.count;
	struct ph_first *first;

	ph_list_for (first, &rekeyed->firsts)
		if (!first->row && bears(first, row->code)
			&& (!alike
				|| memcmp(first->answers, row->answers, fields)
					   == 0))
			return first;
	return NULL;
}

/* What a person said last of the row, or NULL. */
static const struct ph_keyed *find_pairing(
	const struct ph_draft *draft, size_t row)
{
	for (size_t i = ph_draft_count(draft); i-- > row;) {
		const struct ph_keyed *word = ph_draft_row(draft, i);

		if (word->kind == PH_KEYED_PAIRED && word->row == row)
			return word->sheet ? word : NULL;
	}
	return NULL;
}

static void match_paired(
	struct ph_rekeyed *rekeyed, const struct ph_draft *draft)
{
	struct ph_first *first;

	for (size_t i = 0; i < ph_draft_count(draft); i++) {
		const struct ph_keyed *word =
			ph_draft_is_form(draft, i) ? find_pairing(draft, i + 1)
						   : NULL;

		if (!word)
			continue;
		ph_list_for (first, &rekeyed->firsts)
			if (first->origin == word->sheet && !first->row)
				first->row = i + 1;
	}
}

/* Equal ones first, so that ballots without a code, which nothing else tells
 * apart, differ only where they must. */
static void match(struct ph_rekeyed *rekeyed, const struct ph_draft *draft)
{
	struct ph_first *first;

	ph_list_for (first, &rekeyed->firsts)
		first->row = 0;
	match_paired(rekeyed, draft);
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < ph_draft_count(draft); i++) {
			const struct ph_keyed *row = ph_draft_row(draft, i);

			if (!ph_draft_is_form(draft, i)
				|| is_taken(rekeyed, i + 1))
				continue;
			first = find(rekeyed, row, pass == 0);
			if (first)
				first->row = i + 1;
		}
}

static bool add(struct ph_differences *differences,
	const struct ph_difference *difference)
{
	struct ph_difference *at = ph_list_push(&differences->list);

	if (!at)
		return false;
	*at = *difference;
	differences->open += !difference->settled;
	return true;
}

/* The last word holds; without one, what was settled before, elsewhere. */
static void find_settlement(const struct ph_draft *draft,
	const struct ph_first *first, struct ph_difference *difference)
{
	int field = difference->field;
	int8_t now = first->now[field];

	difference->settled =
		now == difference->answers[1] && now != difference->answers[0];
	difference->settlement = now;
	for (size_t i = 0; i < ph_draft_count(draft); i++) {
		const struct ph_keyed *row = ph_draft_row(draft, i);

		if (row->kind != PH_KEYED_ANSWER || row->sheet != first->origin
			|| row->field != field)
			continue;
		difference->settled = true;
		difference->settlement = row->answers[field];
	}
}

/* Not asked and left blank: nothing was said either way. */
static bool differ(int8_t a, int8_t b)
{
	return a != b && !(a == PH_ABSENT && b == PH_BLANK) && b != PH_ABSENT;
}

static bool compare_code(const struct ph_rekeyed *rekeyed, size_t at,
	const struct ph_draft *draft, struct ph_differences *differences)
{
	const struct ph_first *first = &rekeyed->firsts.at[at];
	const struct ph_keyed *word = find_pairing(draft, first->row);
	struct ph_difference difference = {
		.kind = PH_DIFFERENCE_CODE,
		.first = at,
		.row = first->row,
		.settled = true,
	};

	if (!word)
		return true;
	memcpy(difference.code, word->code, sizeof(difference.code));
	return add(differences, &difference);
}

static bool compare_answers(const struct ph_rekeyed *rekeyed, size_t at,
	const struct ph_draft *draft, struct ph_differences *differences)
{
	const struct ph_first *first = &rekeyed->firsts.at[at];
	const struct ph_keyed *row = ph_draft_row(draft, first->row - 1);

	for (size_t i = 0; i < rekeyed->rules->fields.count; i++) {
		struct ph_difference difference = {
			.kind = PH_DIFFERENCE_ANSWER,
			.first = at,
			.row = first->row,
			.field = (int)i,
			.answers = { first->answers[i], row->answers[i] },
		};

		if (!differ(first->answers[i], row->answers[i]))
			continue;
		find_settlement(draft, first, &difference);
		if (!add(differences, &difference))
			return false;
	}
	return true;
}

/* The draft's rows that no form of the batch was found for. */
static bool list_foreign(const struct ph_rekeyed *rekeyed,
	const struct ph_draft *draft, struct ph_differences *differences)
{
	for (size_t i = 0; i < ph_draft_count(draft); i++) {
		const struct ph_difference more = {
			.kind = PH_DIFFERENCE_NOT_FIRST,
			.row = i + 1,
			.settled = ph_draft_row(draft, i)->dropped,
		};

		if (ph_draft_row(draft, i)->kind == PH_KEYED_FORM
			&& !is_taken(rekeyed, i + 1)
			&& !add(differences, &more))
			return false;
	}
	return true;
}

static bool is_missing(
	const struct ph_draft *draft, const struct ph_first *first)
{
	for (size_t i = 0; i < ph_draft_count(draft); i++)
		if (ph_draft_row(draft, i)->kind == PH_KEYED_MISSING
			&& ph_draft_row(draft, i)->sheet == first->origin)
			return true;
	return false;
}

static bool list_missing(const struct ph_rekeyed *rekeyed,
	const struct ph_draft *draft, struct ph_differences *differences)
{
	for (size_t i = 0; i < rekeyed->firsts.count; i++) {
		const struct ph_difference missing = {
			.kind = PH_DIFFERENCE_NOT_REKEYED,
			.first = i,
			.settled = is_missing(draft, &rekeyed->firsts.at[i]),
		};

		if (!rekeyed->firsts.at[i].row && !add(differences, &missing))
			return false;
	}
	return true;
}

static bool compare(struct ph_rekeyed *rekeyed, const struct ph_draft *draft,
	struct ph_differences *differences)
{
	for (size_t i = 0; i < rekeyed->firsts.count; i++)
		if (rekeyed->firsts.at[i].row
			&& (!compare_code(rekeyed, i, draft, differences)
				|| !compare_answers(
					rekeyed, i, draft, differences)))
			return false;
	return list_foreign(rekeyed, draft, differences)
	       && list_missing(rekeyed, draft, differences);
}

bool ph_rekeyed_compare(struct ph_rekeyed *rekeyed,
	const struct ph_draft *draft, struct ph_differences *differences,
	struct ph_error *err)
{
	ph_differences_release(differences);
	match(rekeyed, draft);
	return compare(rekeyed, draft, differences) || ph_error_memory(err);
}

void ph_differences_release(struct ph_differences *differences)
{
	ph_list_release(&differences->list);
	differences->open = 0;
}
