/* SPDX-License-Identifier: MIT */
/* The versions of a sheet, from the oldest to the one that holds. */
#include "ledger_internal.h"

static const char batch_of[] = "SELECT id, batch FROM sheet WHERE id = ?";
static const char newer_of[] = "SELECT id, batch FROM sheet WHERE replaces = ?";
static const char judged_of[] =
	"WITH RECURSIVE form (id, older) AS (SELECT id, replaces FROM sheet"
	" WHERE id = ? UNION ALL SELECT s.id, s.replaces FROM sheet s"
	" JOIN form ON s.id = form.older) SELECT 1 FROM form WHERE"
	" EXISTS (SELECT 1 FROM judgement j WHERE j.sheet_id = form.id)"
	" OR EXISTS (SELECT 1 FROM judgement j WHERE j.result_id = form.id)";

/* One step along the versions: *sheet becomes 0 at the end. */
static bool step(struct ph_ledger *l, const char *sql, int64_t *sheet,
	int64_t *batch, struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;
	bool row;

	if (!ph_sql_take(l, sql, &s, err))
		return false;
	ph_sql_int(l, s, 1, *sheet);
	if (!ph_sql_row(l, s, &row, err))
		return false;
	*sheet = row ? sqlite3_column_int64(s, 0) : 0;
	if (row)
		*batch = sqlite3_column_int64(s, 1);
	return true;
}

bool ph_sheet_newest(struct ph_ledger *l, int64_t *sheet, int64_t *batch,
	struct ph_error *err)
{
	int64_t next = *sheet;

	*sheet = 0;
	if (!step(l, batch_of, &next, batch, err))
		return false;
	while (next) {
		*sheet = next;
		if (!step(l, newer_of, &next, batch, err))
			return false;
	}
	return true;
}

bool ph_sheet_judged(
	struct ph_ledger *l, int64_t sheet, bool *judged, struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;

	if (!ph_sql_take(l, judged_of, &s, err))
		return false;
	ph_sql_int(l, s, 1, sheet);
	return ph_sql_row(l, s, judged, err);
}

bool ph_sheet_missing(
	const struct ph_ledger *l, int64_t sheet, struct ph_error *err)
{
	return ph_error_set(err, PH_NO_INPUT, "%s: no sheet %lld", l->path,
		(long long)sheet);
}

bool ph_ledger_newest(struct ph_ledger *l, int64_t sheet, int64_t *newest,
	struct ph_error *err)
{
	int64_t batch;

	*newest = sheet;
	return ph_sheet_newest(l, newest, &batch, err)
	       && (*newest || ph_sheet_missing(l, sheet, err));
}
