/* SPDX-License-Identifier: MIT */
#include "chain.h"

/* The wording is part of the file: a ledger's triggers are compared with it. */
#define GUARD(action, verb)                                       \
	"CREATE TRIGGER %s_no_" action " BEFORE " verb " ON %s\n" \
	"BEGIN\n"                                                 \
	"	SELECT raise(ABORT, '%s: evidence is never changed "    \
	"or deleted; a correction is a new row');\n"              \
	"END"

static const char all_triggers[] =
	"SELECT tbl_name, sql FROM sqlite_schema WHERE type = 'trigger'";

/* The n-th trigger of a table, of two. */
static bool write(struct ph_text *sql, const char *table, int n)
{
	ph_text_clear(sql);
	if (n)
		return ph_text_appendf(
			sql, GUARD("delete", "DELETE"), table, table, table);
	return ph_text_appendf(
		sql, GUARD("update", "UPDATE"), table, table, table);
}

bool ph_guard_add(struct ph_ledger *l, const char *table, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text sql = { 0 };

	for (int n = 0; n < 2; n++) {
		if (!write(&sql, table, n))
			return ph_error_memory(err);
		if (!ph_sql_exec(l, ph_text_get(&sql), err))
			return false;
	}
	return true;
}

/* The guarded tables: the facts', and the chain itself. */
static const char *guarded(int i)
{
	return i < PH_CHAIN_TABLES ? chain_tables[i].name : "chain";
}

/* Which trigger of which table this is, by all its words; -1: none of ours. */
static int recognise(
	const char *table, const char *sql, struct ph_text *own, bool *failed)
{
	for (int i = 0; i <= PH_CHAIN_TABLES; i++) {
		if (strcmp(guarded(i), table))
			continue;
		for (int n = 0; n < 2; n++) {
			*failed = *failed || !write(own, table, n);
			if (strcmp(ph_text_get(own), sql) == 0)
				return 2 * i + n;
		}
	}
	return -1;
}

bool chain_check_guards(struct ph_ledger *l,
	bool (*fault)(void *context, const char *table, bool foreign),
	void *context, struct ph_error *err)
{
	PH_AUTO(ph_sql_finalize) sqlite3_stmt *s = NULL;
	PH_AUTO(ph_text_release) struct ph_text own = { 0 };
	bool there[2 * (PH_CHAIN_TABLES + 1)] = { false };
	bool row, failed = false, more = true;

	if (!ph_sql_prepare(l, all_triggers, &s, err)
		|| !ph_sql_row(l, s, &row, err))
		return false;
	while (row && more) {
		const char *table = ph_sql_column(s, 0);
		int which =
			recognise(table, ph_sql_column(s, 1), &own, &failed);

		if (which >= 0)
			there[which] = true;
		else
			more = fault(context, table, true);
		if (!ph_sql_row(l, s, &row, err))
			return false;
	}
	for (int i = 0; i <= PH_CHAIN_TABLES && more; i++)
		if (!there[2 * i] || !there[2 * i + 1])
			more = fault(context, guarded(i), false);
	return failed ? ph_error_memory(err) : more;
}
