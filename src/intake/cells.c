/* SPDX-License-Identifier: MIT */
/* What cells of several tables have in common. */
#include "intake_internal.h"

#include <stdio.h>
#include <string.h>

bool ph_cell_code(const struct ph_table *table, const struct ph_row *row,
	int at, struct ph_text *out, struct ph_faults *faults)
{
	const char *text = ph_row_get(row, at);

	ph_text_clear(out);
	if (!ph_utf8_code(out, text, strlen(text)))
		return false;
	if (out->length >= PH_CODE_SIZE) {
		ph_row_fault(table, row, at, faults,
			"%zu bytes, a dossier code has less than %d",
			out->length, PH_CODE_SIZE);
		ph_text_clear(out);
	}
	return true;
}

ph_date ph_cell_date(const struct ph_table *table, const struct ph_row *row,
	int at, struct ph_faults *faults)
{
	const char *text = ph_row_get(row, at);
	ph_date date = PH_NO_DATE;

	if (*text && !ph_date_parse(text, strlen(text), &date)) {
		ph_row_fault(table, row, at, faults,
			"%s is not a date: write it as 30/09/2026 or "
			"2026-09-30",
			text);
		return PH_NO_DATE;
	}
	return date;
}

/* "7 is not one of 2, 1, 0" */
static void refuse(const struct ph_table *table, const struct ph_row *row,
	int at, const struct ph_criterion *criterion, struct ph_faults *faults)
{
	char list[128] = "";
	size_t used = 0;

	for (size_t i = 0; i < criterion->option_count; i++) {
		int wrote = snprintf(list + used, sizeof(list) - used, "%s%d",
			i ? ", " : "", criterion->options[i].points);

		if (wrote < 0 || (size_t)wrote >= sizeof(list) - used)
			break;
		used += (size_t)wrote;
	}
	ph_row_fault(table, row, at, faults, "%s is not one of %s",
		ph_row_get(row, at), list);
}

bool ph_cell_points(const struct ph_table *table, const struct ph_row *row,
	int at, const struct ph_criterion *criterion, int8_t *points,
	struct ph_faults *faults)
{
	const char *text = ph_row_get(row, at);

	if (ph_answer_parse(text, strlen(text), points) && *points >= 0
		&& ph_criterion_option(criterion, *points))
		return true;
	refuse(table, row, at, criterion, faults);
	return false;
}

bool ph_cell_answer(const struct ph_table *table, const struct ph_row *row,
	int at, const struct ph_criterion *criterion, int8_t *answer,
	struct ph_faults *faults)
{
	const char *text = ph_row_get(row, at);

	if (ph_answer_parse(text, strlen(text), answer) && *answer < 0)
		return true;
	return ph_cell_points(table, row, at, criterion, answer, faults);
}
