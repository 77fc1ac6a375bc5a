/* SPDX-License-Identifier: MIT */
#include "ledger_internal.h"

static bool integrity(struct ph_ledger *l, struct ph_error *err)
{
	PH_AUTO(ph_sql_finalize) sqlite3_stmt *s = NULL;
	bool row;

	if (!ph_sql_prepare(l, "PRAGMA integrity_check(1)", &s, err)
		|| !ph_sql_row(l, s, &row, err))
		return false;
	if (row && !strcmp(ph_sql_column(s, 0), "ok"))
		return true;
	return ph_error_set(err, PH_BAD_DATA, "%s: is damaged (%s)", l->path,
		row ? ph_sql_column(s, 0) : "no answer");
}

static bool references(struct ph_ledger *l, struct ph_error *err)
{
	PH_AUTO(ph_sql_finalize) sqlite3_stmt *s = NULL;
	bool row;

	if (!ph_sql_prepare(l, "PRAGMA foreign_key_check", &s, err)
		|| !ph_sql_row(l, s, &row, err))
		return false;
	if (!row)
		return true;
	return ph_error_set(err, PH_BAD_DATA,
		"%s: is damaged (%s row %lld names a %s that is not there)",
		l->path, ph_sql_column(s, 0),
		(long long)sqlite3_column_int64(s, 1), ph_sql_column(s, 2));
}

bool ph_ledger_check(struct ph_ledger *l, struct ph_error *err)
{
	return integrity(l, err) && references(l, err);
}
