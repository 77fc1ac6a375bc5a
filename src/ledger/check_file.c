/* SPDX-License-Identifier: MIT */
/* What a command reads may be something else than what is sealed: an index that
 * lacks a row, a view that says something else. */
#include "chain_verify.h"

static const char all_tables[] =
	"SELECT name FROM main.sqlite_schema WHERE type = 'table'";

static bool tell_schema(void *context, const char *name)
{
	return chain_tell(context, PH_CHAIN_SCHEMA, name, 0, 0);
}

/* `of`: "(1)" or "('sheet')". */
static bool is_whole(
	struct verifying *v, const char *of, size_t length, bool *whole)
{
	PH_AUTO(ph_sql_finalize) sqlite3_stmt *s = NULL;
	PH_AUTO(ph_text_release) struct ph_text sql = { 0 };
	bool row;

	if (!ph_text_puts(&sql, "PRAGMA main.integrity_check(")
		|| !ph_text_append(&sql, of, length)
		|| !ph_text_puts(&sql, ")"))
		return ph_error_memory(v->err);
	if (!ph_sql_prepare(v->l, ph_text_get(&sql), &s, v->err)
		|| !ph_sql_row(v->l, s, &row, v->err))
		return false;
	*whole = row && strcmp(ph_sql_column(s, 0), "ok") == 0;
	return true;
}

static bool check_table(struct verifying *v, const char *name, bool *whole)
{
	/* As SQL would quote it. */
	char *quoted = sqlite3_mprintf("%Q", name);
	bool fine;

	if (!quoted)
		return ph_error_memory(v->err);
	fine = is_whole(v, quoted, strlen(quoted), whole);
	sqlite3_free(quoted);
	return fine;
}

/* The whole file first, and table by table only to name what is damaged. */
static bool check_damage(struct verifying *v)
{
	PH_AUTO(ph_sql_finalize) sqlite3_stmt *s = NULL;
	bool whole, row, named = false;

	if (!is_whole(v, "1", 1, &whole))
		return false;
	if (whole)
		return true;
	if (!ph_sql_prepare(v->l, all_tables, &s, v->err)
		|| !ph_sql_row(v->l, s, &row, v->err))
		return false;
	while (row) {
		const char *name = ph_sql_column(s, 0);

		if (!check_table(v, name, &whole)
			|| (!whole
				&& !chain_tell(
					v, PH_CHAIN_DAMAGED, name, 0, 0)))
			return false;
		named |= !whole;
		if (!ph_sql_row(v->l, s, &row, v->err))
			return false;
	}
	return named || chain_tell(v, PH_CHAIN_DAMAGED, "file", 0, 0);
}

/* A removed batch leaves as many as it had facts: the first of a table. */
static bool check_references(struct verifying *v)
{
	PH_AUTO(ph_sql_finalize) sqlite3_stmt *s = NULL;
	PH_AUTO(ph_text_release) struct ph_text last = { 0 };
	bool row;

	if (!ph_sql_prepare(v->l, "PRAGMA main.foreign_key_check", &s, v->err)
		|| !ph_sql_row(v->l, s, &row, v->err))
		return false;
	while (row) {
		const char *table = ph_sql_column(s, 0);

		if (strcmp(table, ph_text_get(&last)) != 0) {
			ph_text_clear(&last);
			if (!ph_text_puts(&last, table))
				return ph_error_memory(v->err);
			if (!chain_tell(v, PH_CHAIN_DANGLING, table,
				    sqlite3_column_int64(s, 1), 0))
				return false;
		}
		if (!ph_sql_row(v->l, s, &row, v->err))
			return false;
	}
	return true;
}

bool ph_ledger_file_verify(struct ph_ledger *l,
	bool (*fault)(void *context, const struct ph_chain_fault *fault),
	void *context, struct ph_chain_state *state, struct ph_error *err)
{
	struct verifying v = {
		.l = l,
		.fault = fault,
		.context = context,
		.state = state,
		.err = err,
	};

	return (chain_check_schema(l, tell_schema, &v, err) && check_damage(&v)
		       && check_references(&v))
	       || v.stopped;
}
