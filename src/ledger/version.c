/* SPDX-License-Identifier: MIT */
#include "ledger_internal.h"

static void bind(struct ph_ledger *l, sqlite3_stmt *s, int first,
	const struct ph_cell *cells, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (cells[i].is_number)
			ph_sql_int(l, s, first + (int)i, cells[i].number);
		else
			ph_sql_text(l, s, first + (int)i, cells[i].text);
	}
}

static bool equal(sqlite3_stmt *s, int at, const struct ph_cell *cell)
{
	if (cell->is_number)
		return sqlite3_column_int64(s, at) == cell->number;
	return !strcmp(ph_sql_column(s, at), cell->text ? cell->text : "");
}

/* *older: the newest version's id, 0 if the key is new. */
static bool look(struct ph_ledger *l, const struct ph_versions *table,
	const struct ph_cell *cells, int64_t *older, bool *same,
	struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;
	bool row;

	*older = 0;
	*same = false;
	if (!ph_sql_take(l, table->find, &s, err))
		return false;
	bind(l, s, 1, cells, table->keys);
	if (!ph_sql_row(l, s, &row, err))
		return false;
	if (!row)
		return true;
	*older = sqlite3_column_int64(s, 0);
	*same = true;
	for (size_t i = 0; i < table->values && *same; i++)
		*same = equal(s, (int)i + 1, &cells[table->keys + i]);
	return true;
}

bool ph_version_add(struct ph_ledger *l, const struct ph_versions *table,
	const struct ph_cell *cells, enum ph_added *added, struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;
	int64_t older;
	bool same;

	if (!ph_ledger_writable(l, err)
		|| !look(l, table, cells, &older, &same, err))
		return false;
	*added = same ? PH_SAME : older ? PH_CHANGED : PH_ADDED;
	if (same)
		return true;
	if (!ph_sql_take(l, table->add, &s, err))
		return false;
	ph_sql_int(l, s, 1, l->batch);
	if (older)
		ph_sql_int(l, s, 2, older);
	bind(l, s, 3, cells, table->keys + table->values);
	if (!ph_sql_run(l, s, err))
		return false;
	ph_ledger_fact(l);
	return true;
}
