/* SPDX-License-Identifier: MIT */
#include "ledger_internal.h"

static const char find_sheet[] =
	"SELECT (SELECT n.id FROM sheet n WHERE n.replaces = s.id)"
	" FROM sheet s WHERE s.id = ?";
static const char newest_decision[] =
	"SELECT verdict, by, note FROM decision WHERE sheet_id = ?"
	" AND NOT EXISTS (SELECT 1 FROM decision n JOIN sheet a ON a.id ="
	" n.sheet_id JOIN sheet b ON b.id = ?1 AND b.code_id = a.code_id"
	" WHERE b.code_id <> 0 AND n.id > decision.id)"
	" ORDER BY id DESC LIMIT 1";
static const char add_decision[] =
	"INSERT INTO decision (batch, sheet_id, verdict, by, note)"
	" VALUES (?, ?, ?, ?, ?)";

/* 0: no such sheet. *newer is the sheet that corrects it, or 0. */
static bool find(struct ph_ledger *l, int64_t sheet, bool *found,
	int64_t *newer, struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;

	*found = false;
	if (!ph_sql_take(l, find_sheet, &s, err))
		return false;
	ph_sql_int(l, s, 1, sheet);
	if (!ph_sql_row(l, s, found, err))
		return false;
	*newer = *found ? sqlite3_column_int64(s, 0) : 0;
	return true;
}

/* The newest decision on the sheet is this very one: saying it again changes
 * nothing. */
static bool is_said(struct ph_ledger *l, int64_t sheet, const char *verdict,
	const char *by, const char *note, bool *said, struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;
	bool row;

	if (!ph_sql_take(l, newest_decision, &s, err))
		return false;
	ph_sql_int(l, s, 1, sheet);
	if (!ph_sql_row(l, s, &row, err))
		return false;
	*said = row && strcmp(ph_sql_column(s, 0), verdict) == 0
		&& strcmp(ph_sql_column(s, 1), by ? by : "") == 0
		&& strcmp(ph_sql_column(s, 2), note ? note : "") == 0;
	return true;
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
	int64_t newer;
	bool found, said;

	if (!ph_ledger_writable(l, err))
		return false;
	if (strcmp(verdict, "counts") && strcmp(verdict, "excluded"))
		return ph_error_set(err, PH_USAGE,
			"%s: a verdict is `counts` or `excluded`", verdict);
	if (!find(l, sheet, &found, &newer, err)
		|| !is_said(l, sheet, verdict, by, note, &said, err))
		return false;
	if (!found)
		return ph_error_set(err, PH_NO_INPUT, "%s: no sheet %lld",
			l->path, (long long)sheet);
	if (newer)
		return ph_error_set(err, PH_USAGE,
			"sheet %lld was corrected by sheet %lld: settle that",
			(long long)sheet, (long long)newer);
	return said || add(l, sheet, verdict, by, note, err);
}
