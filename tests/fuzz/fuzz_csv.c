/* SPDX-License-Identifier: MIT */
/* The CSV reader on any bytes: every cell is a whole string within its row,
 * every fault has a line, lines only grow. */
#include <phieu/table.h>

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void read_all(struct ph_table *table, struct ph_faults *faults)
{
	static const struct ph_column columns[] = {
		{ "code", true },
		{ "unit", false },
	};
	unsigned long last = 0;
	struct ph_row row;
	int at[2];

	ph_table_bind(table, columns, 2, NULL, at, NULL, faults);
	while (ph_table_next(table, &row, faults)) {
		must(row.count == ph_table_width(table));
		must(row.line > last);
		last = row.line;
		for (size_t i = 0; i < row.count; i++) {
			const struct ph_cell *cell = &row.cells[i];

			must(strlen(cell->text) == cell->length);
			must(ph_utf8_check(cell->text, cell->length)
				== cell->length);
		}
		must(strlen(ph_row_get(&row, at[0])) <= 1 << 20);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	PH_AUTO(ph_faults_release) struct ph_faults faults;
	PH_AUTO(ph_table_close) struct ph_table *table = NULL;
	struct ph_error err;

	if (size > 1 << 20)
		return 0;
	ph_faults_init(&faults, "fuzz");
	if (ph_table_open_bytes(
		    &table, "fuzz", (const char *)data, size, &faults, &err))
		read_all(table, &faults);
	else
		must(err.code == PH_BAD_DATA && faults.count > 0);
	for (size_t i = 0; i < faults.kept; i++)
		must(faults.list[i].line > 0);
	return 0;
}
