/* SPDX-License-Identifier: MIT */
#include "ledger_internal.h"

static const char add_setting[] =
	"INSERT INTO setting (batch, key, value) VALUES (?, ?, ?)";
static const char find_setting[] =
	"SELECT value FROM setting WHERE key = ? AND batch <= ?"
	" ORDER BY id DESC LIMIT 1";

bool ph_ledger_get(struct ph_ledger *l, int64_t as_of, const char *key,
	struct ph_text *out, bool *found, struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;

	ph_text_clear(out);
	*found = false;
	if (!ph_sql_take(l, find_setting, &s, err))
		return false;
	ph_sql_text(l, s, 1, key);
	ph_sql_int(l, s, 2, as_of);
	if (!ph_sql_row(l, s, found, err))
		return false;
	if (*found && !ph_text_puts(out, ph_sql_column(s, 0)))
		return ph_error_memory(err);
	return true;
}

static bool add(struct ph_ledger *l, const char *key, const char *value,
	struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;

	if (!ph_sql_take(l, add_setting, &s, err))
		return false;
	ph_sql_int(l, s, 1, l->batch);
	ph_sql_text(l, s, 2, key);
	if (*value)
		ph_sql_text(l, s, 3, value);
	else
		ph_sql_empty(l, s, 3);
	if (!ph_sql_run(l, s, err))
		return false;
	ph_ledger_fact(l);
	return true;
}

bool ph_ledger_set(struct ph_ledger *l, const char *key, const char *value,
	struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text now = { 0 };
	bool found;

	if (!ph_ledger_writable(l, err)
		|| !ph_ledger_get(l, INT64_MAX, key, &now, &found, err))
		return false;
	if (found && !strcmp(ph_text_get(&now), value))
		return true;
	return add(l, key, value, err);
}
