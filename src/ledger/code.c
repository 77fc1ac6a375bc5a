/* SPDX-License-Identifier: MIT */
#include "ledger_internal.h"

static const char find_code[] = "SELECT id FROM code WHERE code = ?";
static const char add_code[] = "INSERT INTO code (code) VALUES (?)"
			       " ON CONFLICT (code) DO NOTHING";
static const char code_of[] = "SELECT code FROM code WHERE id = ?";

static bool find(struct ph_ledger *l, const char *code, int64_t *code_id,
	struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;
	bool row;

	*code_id = 0;
	if (!ph_sql_take(l, find_code, &s, err))
		return false;
	ph_sql_text(l, s, 1, code);
	if (!ph_sql_row(l, s, &row, err))
		return false;
	if (row)
		*code_id = sqlite3_column_int64(s, 0);
	return true;
}

static bool add(struct ph_ledger *l, const char *code, int64_t *code_id,
	struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;

	if (!ph_sql_take(l, add_code, &s, err))
		return false;
	ph_sql_text(l, s, 1, code);
	if (!ph_sql_run(l, s, err))
		return false;
	*code_id =
		sqlite3_changes(l->db) ? sqlite3_last_insert_rowid(l->db) : 0;
	return true;
}

/* Of a file's codes mostly all are new or none is: what held for the last one
 * is tried first, which spares one of the two queries. */
bool ph_ledger_intern(struct ph_ledger *l, const char *code, int64_t *code_id,
	struct ph_error *err)
{
	*code_id = 0;
	if (!code || !*code)
		return true;
	if (l->codes_are_new) {
		if (!add(l, code, code_id, err))
			return false;
		if (*code_id)
			return true;
		l->codes_are_new = false;
		return find(l, code, code_id, err);
	}
	if (!find(l, code, code_id, err))
		return false;
	if (*code_id)
		return true;
	l->codes_are_new = true;
	return add(l, code, code_id, err);
}

bool ph_ledger_code_find(struct ph_ledger *l, const char *code,
	int64_t *code_id, struct ph_error *err)
{
	*code_id = 0;
	return !code || !*code || find(l, code, code_id, err);
}

bool ph_ledger_code_max(
	struct ph_ledger *l, int64_t *code_max, struct ph_error *err)
{
	return ph_sql_number(l, "SELECT max(id) FROM code", code_max, err);
}

bool ph_ledger_code(struct ph_ledger *l, int64_t code_id, struct ph_text *out,
	struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;
	bool row;

	ph_text_clear(out);
	if (!ph_sql_take(l, code_of, &s, err))
		return false;
	ph_sql_int(l, s, 1, code_id);
	if (!ph_sql_row(l, s, &row, err))
		return false;
	if (!row || !code_id)
		return ph_error_set(err, PH_NO_INPUT,
			"%s: no code has the number %lld", l->path,
			(long long)code_id);
	return ph_text_puts(out, ph_sql_column(s, 0)) || ph_error_memory(err);
}

bool ph_ledger_each_code(struct ph_ledger *l,
	bool (*row)(void *context, int64_t code_id, const char *code),
	void *context, struct ph_error *err)
{
	PH_AUTO(ph_sql_finalize) sqlite3_stmt *s = NULL;
	bool there;

	if (!ph_sql_prepare(
		    l, "SELECT id, code FROM code ORDER BY id", &s, err))
		return false;
	while (ph_sql_row(l, s, &there, err)) {
		if (!there
			|| !row(context, sqlite3_column_int64(s, 0),
				ph_sql_column(s, 1)))
			return true;
	}
	return false;
}
