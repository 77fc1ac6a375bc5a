/* SPDX-License-Identifier: MIT */
#include <phieu/keying.h>

#include <phieu/table.h>

#include <string.h>

static bool is_form(const struct ph_draft *draft, size_t i)
{
	return !ph_draft_row(draft, i)->sheet;
}

static bool is_taken(const struct ph_rekeyed *rekeyed, size_t row)
{
	const struct ph_first *first;

	ph_list_for (first, &rekeyed->firsts)
		if (first->row == row)
			return true;
	return false;
}

/* One that is not matched yet. */
static struct ph_first *find(const struct ph_rekeyed *rekeyed,
	const struct ph_keyed *row, bool alike)
{
	size_t fields = rekeyed->rules->fields.count;
	struct ph_first *first;

	ph_list_for (first, &rekeyed->firsts)
		if (!first->row && strcmp(first->code, row->code) == 0
			&& (!alike
				|| memcmp(first->answers, row->answers, fields)
					   == 0))
			return first;
	return NULL;
}

/* Equal ones first, so that ballots without a code, which nothing else tells
 * apart, differ only where they must. */
static void match(struct ph_rekeyed *rekeyed, const struct ph_draft *draft)
{
	struct ph_first *first;

	ph_list_for (first, &rekeyed->firsts)
		first->row = 0;
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < ph_draft_count(draft); i++) {
			const struct ph_keyed *row = ph_draft_row(draft, i);

			if (!is_form(draft, i) || is_taken(rekeyed, i + 1))
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

/* The last word holds. */
static void find_settlement(const struct ph_draft *draft,
	const struct ph_first *first, struct ph_difference *difference)
{
	for (size_t i = 0; i < ph_draft_count(draft); i++) {
		const struct ph_keyed *row = ph_draft_row(draft, i);

		if (row->sheet != first->origin
			|| row->field != difference->field)
			continue;
		difference->settled = true;
		difference->settlement = row->answers[row->field];
	}
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

		if (first->answers[i] == row->answers[i])
			continue;
		find_settlement(draft, first, &difference);
		if (!add(differences, &difference))
			return false;
	}
	return true;
}

static bool compare(struct ph_rekeyed *rekeyed, const struct ph_draft *draft,
	struct ph_differences *differences)
{
	for (size_t i = 0; i < rekeyed->firsts.count; i++) {
		const struct ph_difference missing = {
			.kind = PH_DIFFERENCE_NOT_REKEYED,
			.first = i,
		};

		if (!(rekeyed->firsts.at[i].row ? compare_answers(
			      rekeyed, i, draft, differences)
						: add(differences, &missing)))
			return false;
	}
	for (size_t i = 0; i < ph_draft_count(draft); i++) {
		const struct ph_difference more = {
			.kind = PH_DIFFERENCE_NOT_FIRST,
			.row = i + 1,
		};

		if (is_form(draft, i) && !is_taken(rekeyed, i + 1)
			&& !add(differences, &more))
			return false;
	}
	return true;
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

static const char *cell(int8_t answer, char out[8])
{
	return answer == PH_ABSENT ? "-" : ph_answer_format(answer, out);
}

static void write_row(struct ph_csv *csv, const struct ph_rekeyed *rekeyed,
	const struct ph_draft *draft, const struct ph_difference *d)
{
	static const char *const kinds[] = {
		[PH_DIFFERENCE_ANSWER] = "answer",
		[PH_DIFFERENCE_NOT_REKEYED] = "not-rekeyed",
		[PH_DIFFERENCE_NOT_FIRST] = "not-in-batch",
	};
	bool paired = d->kind == PH_DIFFERENCE_ANSWER;
	const struct ph_first *first = d->kind == PH_DIFFERENCE_NOT_FIRST
					       ? NULL
					       : &rekeyed->firsts.at[d->first];
	char out[8];

	ph_csv_text(csv, kinds[d->kind]);
	if (first)
		ph_csv_number(csv, first->origin);
	else
		ph_csv_text(csv, "");
	ph_csv_text(csv,
		first ? first->code : ph_draft_row(draft, d->row - 1)->code);
	ph_csv_text(csv, paired ? rekeyed->rules->fields.id[d->field] : "");
	ph_csv_text(csv, paired ? cell(d->answers[0], out) : "");
	ph_csv_text(csv, paired ? cell(d->answers[1], out) : "");
	ph_csv_text(csv, !d->settled ? "open" : cell(d->settlement, out));
	ph_csv_end_row(csv);
}

bool ph_rekeyed_table(const struct ph_rekeyed *rekeyed,
	const struct ph_draft *draft, const struct ph_differences *differences,
	struct ph_text *out, struct ph_error *err)
{
	static const char *const headers[] = { "kind", "sheet", "code", "field",
		"first", "second", "settled" };
	const struct ph_difference *difference;
	struct ph_csv csv;

	ph_csv_init(&csv, out, &ph_csv_plain);
	for (size_t i = 0; i < sizeof(headers) / sizeof(*headers); i++)
		ph_csv_text(&csv, headers[i]);
	ph_csv_end_row(&csv);
	ph_list_for (difference, &differences->list)
		write_row(&csv, rekeyed, draft, difference);
	return ph_csv_finish(&csv, err);
}
