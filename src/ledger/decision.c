/* SPDX-License-Identifier: MIT */
#include "ledger_internal.h"

static const char find_sheet[] = "SELECT 1 FROM sheet WHERE id = ?";
static const char add_decision[] =
	"INSERT INTO decision (batch, sheet_id, verdict, by, note)"
	" VALUES (?, ?, ?, ?, ?)";

static bool find(
	struct ph_ledger *l, int64_t sheet, bool *found, struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;

	*found = false;
	if (!ph_sql_take(l, find_sheet, &s, err))
		return false;
	ph_sql_int(l, s, 1, sheet);
	return ph_sql_row(l, s, found, err);
}

static bool add(struct ph_ledger *l, int64_t sheet, const char *verdict,
	const char *by, const char *note, struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;

	if (!ph_sql_take(l, add_decision, &s, err))
		return false;
	ph_sql_int(l, s, 1, l->batch);
	ph_sql_int(l, s, 2, sheet);
	ph_sql_text(l, s, 3, verdict);
	ph_sql_text(l, s, 4, by);
	ph_sql_text(l, s, 5, note);
	if (!ph_sql_run(l, s, err))
		return false;
	ph_ledger_fact(l);
	return true;
}

bool ph_ledger_add_decision(struct ph_ledger *l, int64_t sheet,
	const char *verdict, const char *by, const char *note,
	struct ph_error *err)
{
	bool found;

	if (!ph_ledger_writable(l, err))
		return false;
	if (strcmp(verdict, "counts") && strcmp(verdict, "excluded"))
		return ph_error_set(err, PH_USAGE,
			"%s: a verdict is `counts` or `excluded`", verdict);
	if (!find(l, sheet, &found, err))
		return false;
	if (!found)
		return ph_error_set(err, PH_NO_INPUT, "%s: no sheet %lld",
			l->path, (long long)sheet);
	return add(l, sheet, verdict, by, note, err);
}
