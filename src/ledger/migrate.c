/* SPDX-License-Identifier: MIT */
#include "ledger_internal.h"

#define GUARD(action, verb)                                       \
	"CREATE TRIGGER %s_no_" action " BEFORE " verb " ON %s\n" \
	"BEGIN\n"                                                 \
	"	SELECT raise(ABORT, '%s: evidence is never changed "    \
	"or deleted; a correction is a new row');\n"              \
	"END;\n"

/* migrations[n] takes version n to n + 1; they are never edited once a
 * release has carried them. */
static const struct ph_migration *const migrations[PH_SCHEMA_VERSION] = {
	&ph_migration_001,
	&ph_migration_002,
};

static bool guard(struct ph_ledger *l, const char *table, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text sql = { 0 };

	if (!ph_text_appendf(
		    &sql, GUARD("update", "UPDATE"), table, table, table)
		|| !ph_text_appendf(
			&sql, GUARD("delete", "DELETE"), table, table, table))
		return ph_error_memory(err);
	return ph_sql_exec(l, ph_text_get(&sql), err);
}

static bool apply(struct ph_ledger *l, const struct ph_migration *migration,
	struct ph_error *err)
{
	if (!ph_sql_exec(l, migration->sql, err))
		return false;
	for (const char *const *t = migration->evidence; *t; t++)
		if (!guard(l, *t, err))
			return false;
	return true;
}

static bool stamp(struct ph_ledger *l, struct ph_error *err)
{
	char sql[96];

	snprintf(sql, sizeof(sql),
		"PRAGMA application_id = %d; PRAGMA user_version = %d",
		PH_LEDGER_APPLICATION_ID, PH_SCHEMA_VERSION);
	return ph_sql_exec(l, sql, err);
}

bool ph_ledger_migrate(
	struct ph_ledger *l, int64_t version, struct ph_error *err)
{
	for (int64_t v = version; v < PH_SCHEMA_VERSION; v++)
		if (!apply(l, migrations[v], err))
			return false;
	return ph_ledger_view_ratings(l, err) && stamp(l, err);
}
