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

/* A form that was put aside stays so. A rating that was chosen among several
 * stays chosen, unless it is another dossier's now, or another was chosen
 * since. */
static const char copy_verdict[] =
	"INSERT INTO decision (batch, sheet_id, verdict, by, note)"
	" SELECT ?3, ?2, d.verdict, d.by, d.note FROM decision d"
	" JOIN sheet old ON old.id = d.sheet_id JOIN sheet new ON new.id = ?2"
	" WHERE d.id = (SELECT max(id) FROM decision WHERE sheet_id = ?1)"
	" AND (d.verdict = 'excluded' OR (old.code_id = new.code_id"
	" AND NOT EXISTS (SELECT 1 FROM decision n JOIN sheet s"
	" ON s.id = n.sheet_id WHERE n.id > d.id AND n.verdict = 'counts'"
	" AND s.code_id <> 0 AND s.code_id = old.code_id)))";

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

bool ph_verdict_follow(
	struct ph_ledger *l, int64_t from, int64_t to, struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;

	if (!ph_sql_take(l, copy_verdict, &s, err))
		return false;
	ph_sql_int(l, s, 1, from);
	ph_sql_int(l, s, 2, to);
	ph_sql_int(l, s, 3, l->batch);
	return ph_sql_run(l, s, err);
}
