/* SPDX-License-Identifier: MIT */
#include "ledger_internal.h"

/* A batch's day is its day in Viet Nam. */
static const char delete_paths[] =
	"DELETE FROM photo_path WHERE photo_id IN (SELECT p.id FROM photo p"
	" JOIN batch b ON b.id = p.batch WHERE date(b.at, '+7 hours') < ?)";
static const char add_purge[] =
	"INSERT INTO purge (batch, before, paths) VALUES (?, ?, ?)";

static bool record(struct ph_ledger *l, const char *before, int64_t paths,
	struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;

	if (!ph_sql_take(l, add_purge, &s, err))
		return false;
	ph_sql_int(l, s, 1, l->batch);
	ph_sql_text(l, s, 2, before);
	ph_sql_int(l, s, 3, paths);
	if (!ph_sql_run(l, s, err))
		return false;
	ph_ledger_fact(l);
	return true;
}

bool ph_ledger_purge(
	struct ph_ledger *l, ph_date date, int64_t *paths, struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;
	char before[PH_DATE_SIZE];

	*paths = 0;
	if (!ph_ledger_writable(l, err)
		|| !ph_sql_take(l, delete_paths, &s, err))
		return false;
	ph_sql_text(l, s, 1, ph_day_format(date, before));
	if (!ph_sql_run(l, s, err))
		return false;
	*paths = sqlite3_changes64(l->db);
	return !*paths || record(l, before, *paths, err);
}
