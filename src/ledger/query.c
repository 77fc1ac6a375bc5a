/* SPDX-License-Identifier: MIT */
#include "ledger_internal.h"

static bool compile(struct ph_ledger *l, const char *sql, unsigned flags,
	sqlite3_stmt **statement, struct ph_error *err)
{
	int result = sqlite3_prepare_v3(l->db, sql, -1, flags, statement, NULL);

	return result == SQLITE_OK || ph_sql_fail(l, result, err);
}

bool ph_sql_prepare(struct ph_ledger *l, const char *sql,
	sqlite3_stmt **statement, struct ph_error *err)
{
	return compile(l, sql, 0, statement, err);
}

void ph_sql_finalize(sqlite3_stmt *statement)
{
	sqlite3_finalize(statement);
}

bool ph_sql_take(struct ph_ledger *l, const char *sql, sqlite3_stmt **statement,
	struct ph_error *err)
{
	for (size_t i = 0; i < l->slot_count; i++) {
		if (l->slots[i].sql == sql) {
			*statement = l->slots[i].statement;
			return true;
		}
	}
	if (l->slot_count == PH_SLOTS_MAX)
		return ph_error_set(err, PH_BUG, "ledger: too many queries");
	if (!compile(l, sql, SQLITE_PREPARE_PERSISTENT, statement, err))
		return false;
	l->slots[l->slot_count].sql = sql;
	l->slots[l->slot_count++].statement = *statement;
	return true;
}

void ph_sql_done(sqlite3_stmt *statement)
{
	if (!statement)
		return;
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
}

static void keep(struct ph_ledger *l, int result)
{
	if (l->bound == SQLITE_OK)
		l->bound = result;
}

void ph_sql_text(struct ph_ledger *l, sqlite3_stmt *s, int at, const char *v)
{
	if (v && *v)
		keep(l, sqlite3_bind_text(s, at, v, -1, SQLITE_STATIC));
}

void ph_sql_empty(struct ph_ledger *l, sqlite3_stmt *s, int at)
{
	keep(l, sqlite3_bind_text(s, at, "", 0, SQLITE_STATIC));
}

void ph_sql_blob(struct ph_ledger *l, sqlite3_stmt *s, int at, const void *v,
	size_t length)
{
	keep(l, sqlite3_bind_blob64(s, at, v, length, SQLITE_STATIC));
}

void ph_sql_int(struct ph_ledger *l, sqlite3_stmt *s, int at, int64_t v)
{
	keep(l, sqlite3_bind_int64(s, at, v));
}

void ph_sql_real(struct ph_ledger *l, sqlite3_stmt *s, int at, double v)
{
	keep(l, sqlite3_bind_double(s, at, v));
}

void ph_sql_id(struct ph_ledger *l, sqlite3_stmt *s, int at, int64_t id)
{
	if (id)
		ph_sql_int(l, s, at, id);
}

bool ph_sql_row(
	struct ph_ledger *l, sqlite3_stmt *s, bool *row, struct ph_error *err)
{
	int result = l->bound;

	*row = false;
	l->bound = SQLITE_OK;
	if (result == SQLITE_OK)
		result = sqlite3_step(s);
	*row = result == SQLITE_ROW;
	if (result == SQLITE_ROW || result == SQLITE_DONE)
		return true;
	return ph_sql_fail(l, result, err);
}

bool ph_sql_run(struct ph_ledger *l, sqlite3_stmt *s, struct ph_error *err)
{
	bool row = true;

	while (row)
		if (!ph_sql_row(l, s, &row, err))
			return false;
	return true;
}

bool ph_sql_exec(struct ph_ledger *l, const char *sql, struct ph_error *err)
{
	int result = sqlite3_exec(l->db, sql, NULL, NULL, NULL);

	return result == SQLITE_OK || ph_sql_fail(l, result, err);
}

bool ph_sql_number(struct ph_ledger *l, const char *sql, int64_t *number,
	struct ph_error *err)
{
	PH_AUTO(ph_sql_finalize) sqlite3_stmt *s = NULL;
	bool row;

	*number = 0;
	if (!ph_sql_prepare(l, sql, &s, err) || !ph_sql_row(l, s, &row, err))
		return false;
	if (row)
		*number = sqlite3_column_int64(s, 0);
	return true;
}

const char *ph_sql_column(sqlite3_stmt *s, int at)
{
	const unsigned char *text = sqlite3_column_text(s, at);

	return text ? (const char *)text : "";
}

ph_date ph_sql_day(sqlite3_stmt *s, int at)
{
	/* As a blob: the same bytes, without a copy for the NUL. */
	const char *text = sqlite3_column_blob(s, at);

	if (!text)
		return PH_NO_DATE;
	return ph_day_parse(text, (size_t)sqlite3_column_bytes(s, at));
}

int8_t ph_sql_answer(sqlite3_stmt *s, int at)
{
	const char *text;

	switch (sqlite3_column_type(s, at)) {
	case SQLITE_INTEGER:
		return (int8_t)sqlite3_column_int(s, at);
	case SQLITE_NULL:
		return PH_ABSENT;
	}
	text = ph_sql_column(s, at);
	return *text == '!' ? PH_MULTIPLE : *text ? PH_DOUBTFUL : PH_BLANK;
}
