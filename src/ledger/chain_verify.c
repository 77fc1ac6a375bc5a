/* SPDX-License-Identifier: MIT */
#include "chain_verify.h"

#include <stdlib.h>

enum {
	GAP_MAX =
		1000, /* missing rows of the chain that are named one by one */
};

static const char all_rows[] = "SELECT id, batch, facts, relations, head, links"
			       " FROM main.chain NOT INDEXED ORDER BY id";

static void verifying_release(struct verifying *v)
{
	for (int i = 0; i < PH_CHAIN_TABLES; i++)
		chain_reader_close(&v->readers[i]);
	chain_fact_release(&v->fact);
}
PH_CLEANUP_VALUE(struct verifying, verifying_release)

static struct chain_reader *reader_of(struct verifying *v, int table)
{
	static const struct chain_extent all = { PH_FIELDS_MAX, true };
	struct chain_reader *reader = &v->readers[table];

	if (!reader->statement
		&& !chain_reader_open(
			v->l, reader, &chain_tables[table], &all, NULL, v->err))
		return NULL;
	return reader;
}

/* Facts of a table with ids that nothing has sealed. */
static bool tell_added(
	struct verifying *v, int table, int64_t first, int64_t last)
{
	struct chain_reader *reader = reader_of(v, table);

	if (!reader || !chain_reader_seek(v->l, reader, first, last, v->err))
		return false;
	while (reader->row) {
		int64_t id = reader->id;

		if (!chain_reader_next(v->l, reader, &v->fact, v->err)
			|| !chain_tell(v, PH_CHAIN_ADDED,
				chain_tables[table].name, id, 0))
			return false;
	}
	return true;
}

static bool check_fact(struct verifying *v, struct chain_reader *reader,
	int table, int64_t id, const uint8_t *stored)
{
	if (reader->row && reader->id == id)
		return chain_reader_next(v->l, reader, &v->fact, v->err)
		       && chain_compare(v, table, id, stored);
	memcpy(v->before, stored, PH_CHAIN_SIZE);
	return chain_settle(v, false)
	       && chain_tell(v, PH_CHAIN_REMOVED, chain_tables[table].name, id,
		       v->row.batch);
}

/* *links so many are left of the row. */
static bool check_run(
	struct verifying *v, const struct chain_run *run, const uint8_t *links)
{
	int64_t last = run->first + run->count - 1;
	struct chain_reader *reader;

	if (v->full[run->table] || run->first < v->next[run->table]) {
		if (!chain_tell_row(v, PH_CHAIN_DISORDER))
			return false;
	} else if (run->first > v->next[run->table]
		   && !tell_added(v, run->table, v->next[run->table],
			   run->first - 1)) {
		return false;
	}
	reader = reader_of(v, run->table);
	if (!reader
		|| !chain_reader_seek(v->l, reader, run->first, last, v->err))
		return false;
	for (int64_t i = 0; i < run->count; i++)
		if (!check_fact(v, reader, run->table, run->first + i,
			    links + i * PH_CHAIN_SIZE))
			return false;
	v->full[run->table] |= last == INT64_MAX;
	if (last < INT64_MAX && last + 1 > v->next[run->table])
		v->next[run->table] = last + 1;
	return true;
}

/* A row that says less or more than it has links for is followed as far as it
 * goes. */
static bool check_runs(struct verifying *v, bool *whole)
{
	const struct chain_row *row = &v->row;
	int64_t links = (int64_t)(row->links_length / PH_CHAIN_SIZE), used = 0;
	const char *at = row->relations;
	struct chain_run run;

	while (chain_run_parse(&at, &run) && run.count <= links - used) {
		if (!check_run(v, &run, row->links + used * PH_CHAIN_SIZE))
			return false;
		used += run.count;
	}
	*whole = !*at && used == links && row->facts == links
		 && row->links_length % PH_CHAIN_SIZE == 0
		 && row->head_length == PH_CHAIN_SIZE;
	return true;
}

static bool check_place(struct verifying *v)
{
	const struct chain_row *row = &v->row;

	for (int64_t id = v->next_row;
		id < row->id && id - v->next_row < GAP_MAX; id++)
		if (!chain_tell(v, PH_CHAIN_REMOVED, "chain", id, 0))
			return false;
	v->next_row = row->id < INT64_MAX ? row->id + 1 : row->id;
	if (row->id == 1 ? row->batch != 0 : row->batch <= v->last_batch)
		return chain_tell_row(v, PH_CHAIN_DISORDER);
	v->last_batch = row->batch;
	return true;
}

static bool check_row(struct verifying *v)
{
	bool whole;

	if (!check_place(v) || !check_runs(v, &whole))
		return false;
	if (!whole) {
		if (!chain_settle(v, false)
			|| !chain_tell_row(v, PH_CHAIN_ALTERED))
			return false;
		if (v->row.head_length == PH_CHAIN_SIZE)
			memcpy(v->before, v->row.head, PH_CHAIN_SIZE);
		return true;
	}
	chain_row_fact(&v->fact, &v->row);
	if (v->fact.failed)
		return ph_error_memory(v->err);
	return chain_compare(v, PH_CHAIN_TABLES, v->row.id, v->row.head);
}

static void load_row(struct chain_row *row, sqlite3_stmt *s)
{
	*row = (struct chain_row){
		.id = sqlite3_column_int64(s, 0),
		.batch = sqlite3_column_int64(s, 1),
		.facts = sqlite3_column_int64(s, 2),
		.relations = ph_sql_column(s, 3),
		.head = sqlite3_column_blob(s, 4),
		.links = sqlite3_column_blob(s, 5),
	};
	row->head_length = (size_t)sqlite3_column_bytes(s, 4);
	row->links_length = (size_t)sqlite3_column_bytes(s, 5);
}

static bool check_rows(struct verifying *v)
{
	PH_AUTO(ph_sql_finalize) sqlite3_stmt *s = NULL;
	bool row;

	if (!ph_sql_prepare(v->l, all_rows, &s, v->err)
		|| !ph_sql_row(v->l, s, &row, v->err))
		return false;
	while (row) {
		load_row(&v->row, s);
		if (!check_row(v) || !ph_sql_row(v->l, s, &row, v->err))
			return false;
	}
	return chain_settle(v, false)
	       && (v->next_row > 1
		       || chain_tell(v, PH_CHAIN_REMOVED, "chain", 1, 0));
}

static bool check_rest(struct verifying *v)
{
	for (int i = 0; i < PH_CHAIN_TABLES; i++)
		if (!v->full[i] && !tell_added(v, i, v->next[i], INT64_MAX))
			return false;
	return true;
}

static bool tell_guard(void *context, const char *table, bool foreign)
{
	struct verifying *v = context;

	return chain_tell(v, foreign ? PH_CHAIN_TRIGGER : PH_CHAIN_UNGUARDED,
		table, 0, 0);
}

bool ph_ledger_chain_verify(struct ph_ledger *l,
	bool (*fault)(void *context, const struct ph_chain_fault *fault),
	void *context, struct ph_chain_state *state, struct ph_error *err)
{
	PH_AUTO(verifying_release)
	struct verifying v = {
		.l = l,
		.fault = fault,
		.context = context,
		.state = state,
		.err = err,
		.next_row = 1,
	};

	*state = (struct ph_chain_state){ 0 };
	for (int i = 0; i < PH_CHAIN_TABLES; i++)
		v.next[i] = INT64_MIN;
	if ((!check_rows(&v) || !check_rest(&v)
		    || !chain_check_guards(l, tell_guard, &v, err))
		&& !v.stopped)
		return false;
	memcpy(state->head, v.before, PH_CHAIN_SIZE);
	return true;
}
