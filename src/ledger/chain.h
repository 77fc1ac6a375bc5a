/* SPDX-License-Identifier: MIT */
/*
 * The chain of facts, see phieu-ledger(5): a link is the first 16 bytes of
 * SHA-256 over the link before it and the fact's canonical bytes. What a batch
 * added is read back and linked at its end, table by table, by id; the chain's
 * row names what it seals and ends in a link over that itself, its head.
 */
#ifndef LEDGER_CHAIN_H
#define LEDGER_CHAIN_H

#include "ledger_internal.h"

/* ---- chain_fact.c: the canonical bytes ---- */

enum {
	CHAIN_NAME_SIZE = 16
};

/* The link before, then the fact's bytes. */
struct chain_fact {
	uint8_t *at;
	size_t length, room;
	bool failed; /* memory ran out */
};

void chain_fact_release(struct chain_fact *fact);
PH_CLEANUP_VALUE(struct chain_fact, chain_fact_release)
void chain_fact_begin(struct chain_fact *fact, const char *table, int64_t id);
/* A column's name with the "=" behind it. */
struct chain_name {
	char text[CHAIN_NAME_SIZE];
	size_t length;
};
void chain_name_set(struct chain_name *name, const char *column, size_t length);
/* NULL adds nothing. */
void chain_fact_value(struct chain_fact *fact, const struct chain_name *name,
	sqlite3_value *value);
void chain_fact_number(struct chain_fact *fact, const char *name, int64_t v);
void chain_fact_text(struct chain_fact *fact, const char *name, const char *v);
/* The fact's link behind `before`. */
void chain_fact_link(struct chain_fact *fact,
	const uint8_t before[PH_CHAIN_SIZE], uint8_t link[PH_CHAIN_SIZE]);

/* ---- chain_table.c: the tables in their order, and their facts ---- */

struct chain_table {
	const char *name;
	const char *key;     /* rows of one key are one fact */
	const char *columns; /* "a, b, c", all but the id */
};
enum {
	CHAIN_COLUMNS_MAX = 64
};
extern const struct chain_table chain_tables[PH_CHAIN_TABLES];
/* -1: none of that name. */
int chain_table_find(const char *name, size_t length);
/* The highest key of each table as it is; INT64_MIN: no row. */
PH_MUST_CHECK bool chain_tops(struct ph_ledger *l,
	int64_t tops[PH_CHAIN_TABLES], struct ph_error *err);

/* The facts of a table, by key. */
struct chain_reader {
	const struct chain_table *table;
	sqlite3_stmt *statement;
	struct chain_name columns[CHAIN_COLUMNS_MAX];
	int count;
	bool row;   /* the statement stands on one, */
	int64_t id; /* of this fact */
};
/* What of the sheets' columns can be other than NULL. */
struct chain_extent {
	size_t answers; /* a1 … */
	bool rare;      /* those that typed rows have not */
};
/* `function`: NULL, or of SQL: it is called with each row's key and columns
 * while chain_reader_seek and ph_sql_row go on. */
PH_MUST_CHECK bool chain_reader_open(struct ph_ledger *l,
	struct chain_reader *reader, const struct chain_table *table,
	const struct chain_extent *extent, const char *function,
	struct ph_error *err);
void chain_reader_close(struct chain_reader *reader);
PH_CLEANUP_VALUE(struct chain_reader, chain_reader_close)
/* Those with keys from first to last. */
PH_MUST_CHECK bool chain_reader_seek(struct ph_ledger *l,
	struct chain_reader *reader, int64_t first, int64_t last,
	struct ph_error *err);
/* While reader->row: the fact of reader->id, and on to the next. */
PH_MUST_CHECK bool chain_reader_next(struct ph_ledger *l,
	struct chain_reader *reader, struct chain_fact *fact,
	struct ph_error *err);

/* ---- chain_run.c: "TABLE FIRST-ID COUNT …" ---- */

struct chain_run {
	int table;
	int64_t first, count;
};
PH_MUST_CHECK bool chain_run_write(
	struct ph_text *out, const struct chain_run *run);
/* The next one at *at, which is moved behind it; false at the end, or when
 * what stands there is none (*at then stays before it). */
bool chain_run_parse(const char **at, struct chain_run *run);

/* ---- chain_seal.c ---- */

struct chain_row {
	int64_t id, batch, facts; /* batch 0: NULL */
	const char *relations;
	const uint8_t *head, *links;
	size_t head_length, links_length;
};
/* What the row's head is over, behind its last link. */
void chain_row_fact(struct chain_fact *fact, const struct chain_row *row);
/* The newest row's id and head; 0 and zeros: none. */
PH_MUST_CHECK bool chain_newest(struct ph_ledger *l, int64_t *id,
	uint8_t head[PH_CHAIN_SIZE], struct ph_error *err);

/* ---- guard.c ---- */

/* Goes through the triggers: what is missing, or not ours. false also when
 * `fault` says so. */
PH_MUST_CHECK bool chain_check_guards(struct ph_ledger *l,
	bool (*fault)(void *context, const char *table, bool foreign),
	void *context, struct ph_error *err);

/* ---- schema.c ---- */

/* Goes through tables, indexes and views: what is not as this version makes it,
 * is missing, or is not its own. false also when `fault` says so. */
PH_MUST_CHECK bool chain_check_schema(struct ph_ledger *l,
	bool (*fault)(void *context, const char *name), void *context,
	struct ph_error *err);

#endif
