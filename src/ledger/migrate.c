/* SPDX-License-Identifier: MIT */
#include "ledger_internal.h"

/* migrations[n] takes version n to n + 1; they are never edited once a
 * release has carried them. */
static const struct ph_migration *const migrations[PH_SCHEMA_VERSION] = {
	&ph_migration_001,
	&ph_migration_002,
	&ph_migration_003,
};

static bool apply(struct ph_ledger *l, const struct ph_migration *migration,
	struct ph_error *err)
{
	if (!ph_sql_exec(l, migration->sql, err))
		return false;
	for (const char *const *t = migration->evidence; *t; t++)
		if (!ph_guard_add(l, *t, err))
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
	return (version >= PH_LEDGER_CHAINED || ph_chain_seal_all(l, err))
	       && ph_ledger_view_ratings(l, err) && stamp(l, err);
}
