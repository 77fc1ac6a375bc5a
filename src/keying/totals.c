/* SPDX-License-Identifier: MIT */
#include <phieu/keying.h>

static void count_answer(struct ph_totals *totals, size_t field, int8_t answer)
{
	if (answer == PH_ABSENT)
		return; /* the form does not ask it */
	if (answer >= 0) {
		totals->points += answer;
		totals->by_field[field] += answer;
	} else if (answer == PH_BLANK) {
		totals->blanks++;
	} else {
		totals->doubtful++;
	}
}

struct ph_totals ph_keying_totals(const struct ph_draft *draft, size_t fields)
{
	struct ph_totals totals = { 0 };

	for (size_t i = 0; i < ph_draft_count(draft); i++) {
		const struct ph_keyed *row = ph_draft_row(draft, i);

		if (!ph_draft_is_form(draft, i))
			continue;
		totals.forms++;
		totals.without_code += !row->code[0];
		for (size_t f = 0; f < fields; f++)
			count_answer(&totals, f, row->answers[f]);
	}
	return totals;
}
