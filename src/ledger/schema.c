/* SPDX-License-Identifier: MIT */
/* The tables, indexes and views of a ledger against those that the migrations
 * make: the same statements are run in memory, and the texts compared that
 * SQLite kept of them. Triggers are guard.c's. */
#include "chain.h"

static const char all_objects[] =
	"SELECT name, type, tbl_name, sql FROM main.sqlite_schema"
	" WHERE type IS NOT 'trigger' ORDER BY name, type";

/* A ledger without a fact but the questions, which a view goes by. They name
 * a batch that is not there. */
static bool make_expected(struct ph_ledger **expected,
	const struct ph_fields *fields, struct ph_error *err)
{
	PH_AUTO(ph_ledger_close) struct ph_ledger *l = NULL;

	if (!ph_ledger_imagine(&l, err)
		|| !ph_sql_exec(l, "PRAGMA foreign_keys = OFF", err)
		|| !ph_ledger_migrate(l, 0, err))
		return false;
	l->batch = 1;
	if (!ph_ledger_map_fields(l, fields, err))
		return false;
	*expected = PH_TAKE(l);
	return true;
}

/* Both in the order of names, then kinds. */
struct pair {
	struct ph_ledger *of[2];
	sqlite3_stmt *list[2];
	bool row[2];
};

static int compare_column(const struct pair *pair, int column)
{
	return strcmp(ph_sql_column(pair->list[0], column),
		ph_sql_column(pair->list[1], column));
}

/* Which comes first; 0: both are the same object. */
static int compare(const struct pair *pair)
{
	int order;

	if (!pair->row[0] || !pair->row[1])
		return pair->row[0] ? -1 : 1;
	order = compare_column(pair, 0);
	return order ? order : compare_column(pair, 1);
}

static bool step(struct pair *pair, int which, struct ph_error *err)
{
	return ph_sql_row(
		pair->of[which], pair->list[which], &pair->row[which], err);
}

static bool compare_all(struct pair *pair,
	bool (*fault)(void *context, const char *name), void *context,
	struct ph_error *err)
{
	bool more = true;

	if (!step(pair, 0, err) || !step(pair, 1, err))
		return false;
	while (more && (pair->row[0] || pair->row[1])) {
		int order = compare(pair);

		if (order || compare_column(pair, 2) || compare_column(pair, 3))
			more = fault(context,
				ph_sql_column(pair->list[order > 0], 0));
		if ((order <= 0 && !step(pair, 0, err))
			|| (order >= 0 && !step(pair, 1, err)))
			return false;
	}
	return more;
}

bool chain_check_schema(struct ph_ledger *l,
	bool (*fault)(void *context, const char *name), void *context,
	struct ph_error *err)
{
	PH_AUTO(ph_ledger_close) struct ph_ledger *expected = NULL;
	PH_AUTO(ph_sql_finalize) sqlite3_stmt *ours = NULL;
	PH_AUTO(ph_sql_finalize) sqlite3_stmt *theirs = NULL;
	struct ph_fields fields;
	struct pair pair;

	if (!ph_ledger_load_fields(l, &fields, err)
		|| !make_expected(&expected, &fields, err)
		|| !ph_sql_prepare(expected, all_objects, &ours, err)
		|| !ph_sql_prepare(l, all_objects, &theirs, err))
		return false;
	pair = (struct pair){ { expected, l }, { ours, theirs }, { false } };
	return compare_all(&pair, fault, context, err);
}
