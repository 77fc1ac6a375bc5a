/* SPDX-License-Identifier: MIT */
#include "ledger_internal.h"

static const char find_closing[] =
	"SELECT id FROM closing WHERE period = ? ORDER BY id DESC LIMIT 1";
static const char add_closing[] =
	"INSERT INTO closing (batch, older, period, from_date, to_date, rules,"
	" rules_sha256, sheets_sha256) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
static const char add_file[] =
	"INSERT INTO closing_file (batch, closing_id, file, bytes)"
	" VALUES (?, ?, ?, ?)";

/* 0: never closed. */
static bool find(struct ph_ledger *l, const char *period, int64_t *id,
	struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;
	bool row;

	if (!ph_sql_take(l, find_closing, &s, err))
		return false;
	ph_sql_text(l, s, 1, period);
	if (!ph_sql_row(l, s, &row, err))
		return false;
	*id = row ? sqlite3_column_int64(s, 0) : 0;
	return true;
}

bool ph_ledger_add_closing(struct ph_ledger *l,
	const struct ph_closing *closing, struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;
	char from[PH_DATE_SIZE], to[PH_DATE_SIZE];
	int64_t older;

	if (!ph_ledger_writable(l, err)
		|| !find(l, closing->period, &older, err)
		|| !ph_sql_take(l, add_closing, &s, err))
		return false;
	ph_sql_int(l, s, 1, l->batch);
	ph_sql_id(l, s, 2, older);
	ph_sql_text(l, s, 3, closing->period);
	ph_sql_text(l, s, 4, ph_day_format(closing->from, from));
	ph_sql_text(l, s, 5, ph_day_format(closing->to, to));
	ph_sql_text(l, s, 6, closing->rules);
	ph_sql_blob(l, s, 7, closing->rules_sha256, PH_HASH_SIZE);
	ph_sql_blob(l, s, 8, closing->sheets_sha256, PH_HASH_SIZE);
	if (!ph_sql_run(l, s, err))
		return false;
	ph_ledger_fact(l);
	return true;
}

bool ph_ledger_add_closing_file(struct ph_ledger *l, const char *period,
	const char *file, const char *bytes, size_t length,
	struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;
	int64_t closing;

	if (!ph_ledger_writable(l, err) || !find(l, period, &closing, err))
		return false;
	if (!closing)
		return ph_error_set(err, PH_NO_INPUT, "%s: %s was never closed",
			l->path, period);
	if (!ph_sql_take(l, add_file, &s, err))
		return false;
	ph_sql_int(l, s, 1, l->batch);
	ph_sql_int(l, s, 2, closing);
	ph_sql_text(l, s, 3, file);
	ph_sql_blob(l, s, 4, length ? bytes : "", length);
	if (!ph_sql_run(l, s, err))
		return false;
	ph_ledger_fact(l);
	return true;
}
