/* SPDX-License-Identifier: MIT */
#include "chain.h"

static const char newest_row[] =
	"SELECT id, head FROM chain ORDER BY id DESC LIMIT 1";
static const char add_row[] =
	"INSERT INTO chain (id, batch, facts, relations, head, links)"
	" VALUES (?, ?, ?, ?, ?, ?)";

#define FUNCTION "phieu_link"

/* What is being sealed. */
struct seal {
	struct ph_text links, relations;
	struct chain_reader reader;
	struct chain_run run; /* of this table, not yet written */
	struct chain_fact fact;
	int64_t id; /* of the fact that is open */
	bool open, failed;
	uint8_t link[PH_CHAIN_SIZE]; /* the newest */
	int64_t facts;
};

static void seal_release(struct seal *seal)
{
	ph_text_release(&seal->links);
	ph_text_release(&seal->relations);
	chain_reader_close(&seal->reader);
	chain_fact_release(&seal->fact);
}
PH_CLEANUP_VALUE(struct seal, seal_release)

void chain_row_fact(struct chain_fact *fact, const struct chain_row *row)
{
	chain_fact_begin(fact, "chain", row->id);
	if (row->batch)
		chain_fact_number(fact, "batch", row->batch);
	chain_fact_number(fact, "facts", row->facts);
	chain_fact_text(fact, "relations", row->relations);
}

bool chain_newest(struct ph_ledger *l, int64_t *id, uint8_t head[PH_CHAIN_SIZE],
	struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;
	bool row;

	*id = 0;
	memset(head, 0, PH_CHAIN_SIZE);
	if (!ph_sql_take(l, newest_row, &s, err)
		|| !ph_sql_row(l, s, &row, err))
		return false;
	if (!row)
		return true;
	*id = sqlite3_column_int64(s, 0);
	if (sqlite3_column_bytes(s, 1) != PH_CHAIN_SIZE)
		return ph_error_set(err, PH_BAD_DATA,
			"%s: the chain's newest row was altered; see 'phieu "
			"log --verify'",
			l->path);
	memcpy(head, sqlite3_column_blob(s, 1), PH_CHAIN_SIZE);
	return true;
}

/* Ids are without gaps but where rows were removed. */
static bool extend(struct seal *seal, int64_t id)
{
	struct chain_run *run = &seal->run;

	seal->facts++;
	if (run->count && id == run->first + run->count) {
		run->count++;
		return true;
	}
	if (run->count && !chain_run_write(&seal->relations, run))
		return false;
	run->first = id;
	run->count = 1;
	return true;
}

/* All rows of the fact have been taken. */
static void end_fact(struct seal *seal)
{
	if (!seal->open)
		return;
	seal->open = false;
	if (seal->fact.failed || !extend(seal, seal->id)) {
		seal->failed = true;
		return;
	}
	chain_fact_link(&seal->fact, seal->link, seal->link);
	if (!ph_text_append(
		    &seal->links, (const char *)seal->link, PH_CHAIN_SIZE))
		seal->failed = true;
}

/* The SQL function that is called with each row's key and columns: this way
 * they are taken from where SQLite has them, a third faster than column by
 * column from outside. */
static void take_row(sqlite3_context *call, int count, sqlite3_value **values)
{
	struct seal *seal = ((struct ph_ledger *)sqlite3_user_data(call))->seal;
	int64_t id = sqlite3_value_int64(values[0]);

	if (!seal->open || seal->id != id) {
		end_fact(seal);
		chain_fact_begin(&seal->fact, seal->reader.table->name, id);
		seal->id = id;
		seal->open = true;
	}
	for (int i = 1; i < count; i++)
		chain_fact_value(
			&seal->fact, &seal->reader.columns[i - 1], values[i]);
}

/* Once a connection. */
static bool add_function(struct ph_ledger *l, struct ph_error *err)
{
	int result;

	if (l->seals)
		return true;
	result = sqlite3_create_function_v2(l->db, FUNCTION, -1,
		SQLITE_UTF8 | SQLITE_DIRECTONLY, l, take_row, NULL, NULL, NULL);
	l->seals = result == SQLITE_OK;
	return l->seals || ph_sql_fail(l, result, err);
}

static bool take_rows(struct ph_ledger *l, struct seal *seal, int64_t first,
	struct ph_error *err)
{
	bool fine = chain_reader_seek(l, &seal->reader, first, INT64_MAX, err);

	while (fine && seal->reader.row && !seal->failed)
		fine = ph_sql_row(
			l, seal->reader.statement, &seal->reader.row, err);
	return fine;
}

/* The facts of a table with ids above `top`. */
static bool link_table(struct ph_ledger *l, struct seal *seal, int table,
	int64_t top, const struct chain_extent *extent, struct ph_error *err)
{
	bool fine;

	seal->run = (struct chain_run){ .table = table };
	if (!chain_reader_open(l, &seal->reader, &chain_tables[table], extent,
		    FUNCTION, err))
		return false;
	l->seal = seal;
	fine = take_rows(l, seal, top == INT64_MIN ? top : top + 1, err);
	l->seal = NULL;
	chain_reader_close(&seal->reader);
	end_fact(seal);
	if (!fine)
		return false;
	return (!seal->failed
		       && (!seal->run.count
			       || chain_run_write(
				       &seal->relations, &seal->run)))
	       || ph_error_memory(err);
}

static bool add(struct ph_ledger *l, struct seal *seal, int64_t batch,
	struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;
	struct chain_row row = {
		.batch = batch,
		.facts = seal->facts,
		.relations = ph_text_get(&seal->relations),
	};
	uint8_t before[PH_CHAIN_SIZE];

	if (!chain_newest(l, &row.id, before, err)
		|| !ph_sql_take(l, add_row, &s, err))
		return false;
	row.id++;
	chain_row_fact(&seal->fact, &row);
	if (seal->fact.failed)
		return ph_error_memory(err);
	chain_fact_link(&seal->fact, seal->link, seal->link);
	ph_sql_int(l, s, 1, row.id);
	ph_sql_id(l, s, 2, batch);
	ph_sql_int(l, s, 3, row.facts);
	ph_sql_text(l, s, 4, row.relations);
	ph_sql_blob(l, s, 5, seal->link, PH_CHAIN_SIZE);
	ph_sql_blob(l, s, 6, ph_text_get(&seal->links), seal->links.length);
	return ph_sql_run(l, s, err);
}

static bool seal_above(struct ph_ledger *l, int64_t batch,
	const int64_t before[PH_CHAIN_TABLES],
	const int64_t tops[PH_CHAIN_TABLES], const struct chain_extent *extent,
	struct ph_error *err)
{
	PH_AUTO(seal_release) struct seal seal = { 0 };
	int64_t id;

	if (!add_function(l, err) || !chain_newest(l, &id, seal.link, err))
		return false;
	for (int i = 0; i < PH_CHAIN_TABLES; i++)
		if (tops[i] > before[i]
			&& !link_table(l, &seal, i, before[i], extent, err))
			return false;
	return add(l, &seal, batch, err);
}

bool ph_chain_begin(struct ph_ledger *l, struct ph_error *err)
{
	l->typed_sheets = 0;
	return chain_tops(l, l->tops, err);
}

/* Were all the batch's sheets typed ones? Any that were written another way
 * are not counted among these, and have all their columns read. */
static bool all_typed(
	const struct ph_ledger *l, const int64_t tops[PH_CHAIN_TABLES])
{
	int sheet = chain_table_find("sheet", strlen("sheet"));
	int64_t before = l->tops[sheet] == INT64_MIN ? 0 : l->tops[sheet];

	return before >= 0 && tops[sheet] >= before
	       && tops[sheet] - before == l->typed_sheets;
}

bool ph_chain_seal(struct ph_ledger *l, struct ph_error *err)
{
	int64_t tops[PH_CHAIN_TABLES];
	struct chain_extent extent = { .answers = l->fields.count };

	if (!chain_tops(l, tops, err))
		return false;
	extent.rare = !all_typed(l, tops);
	return seal_above(l, l->batch, l->tops, tops, &extent, err);
}

bool ph_chain_seal_all(struct ph_ledger *l, struct ph_error *err)
{
	int64_t none[PH_CHAIN_TABLES], tops[PH_CHAIN_TABLES];
	const struct chain_extent all = { PH_FIELDS_MAX, true };

	for (int i = 0; i < PH_CHAIN_TABLES; i++)
		none[i] = INT64_MIN;
	return chain_tops(l, tops, err)
	       && seal_above(l, 0, none, tops, &all, err);
}
