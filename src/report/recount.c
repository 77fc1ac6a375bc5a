/* SPDX-License-Identifier: MIT */
#include "recount.h"

#include <string.h>

static void release_row(struct ph_row *row)
{
	struct ph_cell *cells = (struct ph_cell *)row->cells;

	for (size_t i = 0; cells && i < row->count; i++)
		free((char *)cells[i].text);
	free(cells);
}

void ph_recount_destroy(struct ph_recount *recount)
{
	struct ph_row *row;

	if (!recount)
		return;
	ph_list_for (row, &recount->rows)
		release_row(row);
	ph_list_release(&recount->rows);
	free(recount);
}

static bool keep_row(struct ph_recount *recount, const struct ph_row *row)
{
	struct ph_row *kept = ph_list_push(&recount->rows);
	struct ph_cell *cells;

	if (!kept)
		return false;
	cells = ph_alloc(row->count, sizeof(*cells));
	kept->line = row->line;
	kept->count = row->count;
	kept->cells = cells;
	for (size_t i = 0; cells && i < row->count; i++) {
		cells[i].text =
			ph_copy(row->cells[i].text, row->cells[i].length);
		cells[i].length = row->cells[i].length;
		if (!cells[i].text)
			return false;
	}
	return cells != NULL;
}

/* Every row says which drawing it belongs to: all must say the same. */
static void take_drawing(struct ph_recount *recount, const struct ph_row *row,
	int at, struct ph_text *first, struct ph_faults *faults)
{
	const char *text = ph_row_get(row, at);

	if (first->length) {
		if (strcmp(ph_text_get(first), text) != 0)
			ph_row_fault(recount->table, row, at, faults,
				"not the drawing of the rows above: a list "
				"holds one drawing");
		return;
	}
	if (!audit_drawing_read(text, &recount->drawing)
		|| !ph_text_puts(first, text))
		ph_row_fault(recount->table, row, at, faults,
			"not a drawing as 'phieu audit --seed' writes it: "
			"leave this column as it was");
}

static bool read_rows(struct ph_recount *recount, int at,
	struct ph_faults *faults, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text first = { 0 };
	struct ph_row row;

	while (ph_table_next(recount->table, &row, faults)) {
		take_drawing(recount, &row, at, &first, faults);
		if (!keep_row(recount, &row))
			return ph_error_memory(err);
	}
	if (!recount->rows.count && !faults->count)
		ph_faults_add(faults, 0, 0, "no rows");
	return ph_faults_none(faults, err);
}

bool ph_recount_read(struct ph_recount **made, struct ph_table *table,
	struct ph_faults *faults, struct ph_error *err)
{
	static const struct ph_column wanted = { "drawing", true };
	PH_AUTO(ph_recount_destroy)
	struct ph_recount *recount = ph_alloc(1, sizeof(*recount));
	int at;

	if (!recount)
		return ph_error_memory(err);
	recount->table = table;
	ph_table_bind(table, &wanted, 1, NULL, &at, NULL, faults);
	if (!ph_faults_none(faults, err)
		|| !read_rows(recount, at, faults, err))
		return false;
	*made = PH_TAKE(recount);
	return true;
}

const struct ph_audit_drawing *ph_recount_drawing(
	const struct ph_recount *recount)
{
	return &recount->drawing;
}
