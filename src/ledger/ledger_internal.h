/* SPDX-License-Identifier: MIT */
/* What the files of this room share. Nothing here is for other rooms. */
#ifndef LEDGER_INTERNAL_H
#define LEDGER_INTERNAL_H

#include <phieu/ledger.h>
#include <phieu/trail.h>

#include <sqlite3.h>

enum {
	PH_SCHEMA_VERSION = 3,
	PH_IDENTITY_SIZE = 16, /* bytes of SHA-256 that are kept */
	PH_SLOTS_MAX = 64,     /* queries that are kept prepared */
	PH_PARTS_MAX = 64,     /* forms on one page that are told apart */
	PH_CHAIN_TABLES = 18,  /* tables of facts, see chain_table.c */
};

/* Which occurrence of an equal ballot this is, by the hash of its contents. */
struct ph_occurrences {
	struct ph_occurrence *at;
	size_t room, count; /* room is a power of two */
};

/* Where the fields that a caller offers stand in the ledger. */
struct ph_field_map {
	struct ph_fields offered;
	uint8_t position[PH_FIELDS_MAX]; /* a1 is 0 */
};

/* The page that the newest sheet came from, and which of its older sheets
 * this batch has met again: those are not what a correction replaces. */
struct ph_page {
	int64_t photo_id;
	unsigned page;
	size_t count;
	int64_t kept[PH_PARTS_MAX];
};

struct ph_ledger {
	sqlite3 *db;
	char *path;
	enum ph_ledger_mode mode; /* READ or WRITE */
	int schema;               /* of the file when it was opened */
	int bound; /* the first bind that failed, else SQLITE_OK */

	bool in_batch;
	char *by; /* NULL: not known */
	int64_t batch, facts;
	int64_t tops[PH_CHAIN_TABLES]; /* ids before the batch: chain_tops */
	struct seal *seal;    /* while facts are linked: chain_seal.c */
	bool seals;           /* its SQL function is there */
	int64_t typed_sheets; /* in the batch: ph_sheet_insert's, without
			       * what only photos and their like have */
	bool source_hashed;
	uint8_t source_sha256[PH_HASH_SIZE];

	struct {
		const char *sql;
		sqlite3_stmt *statement;
	} slots[PH_SLOTS_MAX];
	size_t slot_count;

	struct ph_fields fields; /* by position, as of this batch */
	struct ph_field_map map;
	sqlite3_stmt *insert_sheet;
	size_t insert_fields; /* how many a1 … it has */

	struct ph_text content;
	struct ph_occurrences occurrences;
	struct ph_page page;
	bool codes_are_new; /* the last code was: the next may be */
};

/* ---- error.c ---- */

/* What SQLite's result means, with the ledger's path. Returns false. */
bool ph_sql_fail(struct ph_ledger *l, int result, struct ph_error *err);

/* ---- query.c ---- */

/* A query that is kept prepared; `sql` is its key, so a static string. Taken
 * with PH_AUTO(ph_sql_done). */
PH_MUST_CHECK bool ph_sql_take(struct ph_ledger *l, const char *sql,
	sqlite3_stmt **statement, struct ph_error *err);
void ph_sql_done(sqlite3_stmt *statement);
PH_CLEANUP(sqlite3_stmt *, ph_sql_done)

/* A query of one's own, with PH_AUTO(ph_sql_finalize): safe to nest. */
PH_MUST_CHECK bool ph_sql_prepare(struct ph_ledger *l, const char *sql,
	sqlite3_stmt **statement, struct ph_error *err);
void ph_sql_finalize(sqlite3_stmt *statement);
PH_CLEANUP(sqlite3_stmt *, ph_sql_finalize)

/* Binding: a failure is kept and told by the next step. The bytes must live
 * until then. Texts: NULL and "" are left unbound, which is NULL (a statement
 * that was taken has no bindings yet). */
void ph_sql_text(struct ph_ledger *l, sqlite3_stmt *s, int at, const char *v);
void ph_sql_blob(struct ph_ledger *l, sqlite3_stmt *s, int at, const void *v,
	size_t length);
void ph_sql_empty(struct ph_ledger *l, sqlite3_stmt *s, int at); /* '' */
void ph_sql_int(struct ph_ledger *l, sqlite3_stmt *s, int at, int64_t v);
void ph_sql_real(struct ph_ledger *l, sqlite3_stmt *s, int at, double v);
/* 0 is NULL. */
void ph_sql_id(struct ph_ledger *l, sqlite3_stmt *s, int at, int64_t id);

/* One step: *row tells whether there is a row. */
PH_MUST_CHECK bool ph_sql_row(
	struct ph_ledger *l, sqlite3_stmt *s, bool *row, struct ph_error *err);
/* To the end, no rows wanted. */
PH_MUST_CHECK bool ph_sql_run(
	struct ph_ledger *l, sqlite3_stmt *s, struct ph_error *err);
/* Several statements without parameters. */
PH_MUST_CHECK bool ph_sql_exec(
	struct ph_ledger *l, const char *sql, struct ph_error *err);
/* The integer that a query without parameters gives; 0 for no row. */
PH_MUST_CHECK bool ph_sql_number(struct ph_ledger *l, const char *sql,
	int64_t *number, struct ph_error *err);

/* A column's text, "" for NULL; lives until the next step. */
const char *ph_sql_column(sqlite3_stmt *s, int at);
/* A column that holds what ph_day_format wrote. */
ph_date ph_sql_day(sqlite3_stmt *s, int at);
int8_t ph_sql_answer(sqlite3_stmt *s, int at);

/* ---- day.c ---- */

/* ph_date_iso and back for the hot loops (a tenth of snprintf's time). */
const char *ph_day_format(ph_date date, char out[PH_DATE_SIZE]);
ph_date ph_day_parse(const char *text, size_t length);

/* ---- migrate.c, migration_*.c ---- */

struct ph_migration {
	const char *sql;
	/* New tables that refuse UPDATE and DELETE, up to a NULL. */
	const char *const *evidence;
};
extern const struct ph_migration ph_migration_001, ph_migration_002,
	ph_migration_003;

/* All that is missing since `version`; the write lock is held. */
PH_MUST_CHECK bool ph_ledger_migrate(
	struct ph_ledger *l, int64_t version, struct ph_error *err);

/* ---- open.c ---- */

/* What kind of file this is. */
struct ph_head {
	int64_t application_id, version, tables;
};
PH_MUST_CHECK bool ph_ledger_head(
	struct ph_ledger *l, struct ph_head *head, struct ph_error *err);
PH_MUST_CHECK bool ph_ledger_connect(struct ph_ledger **ledger,
	const char *path, int flags, struct ph_error *err);
/* A database in memory alone, still empty. */
PH_MUST_CHECK bool ph_ledger_imagine(
	struct ph_ledger **ledger, struct ph_error *err);
/* Takes the write lock and migrates; the ledger is of an older schema. */
PH_MUST_CHECK bool ph_ledger_upgrade(struct ph_ledger *l, struct ph_error *err);
/* What a connection keeps to; the first look into the file. */
PH_MUST_CHECK bool ph_ledger_set_up(struct ph_ledger *l, struct ph_error *err);

/* ---- older.c ---- */

/* A migrated copy in memory takes the older ledger's place. */
PH_MUST_CHECK bool ph_ledger_copy_older(
	struct ph_ledger **ledger, struct ph_error *err);

/* ---- batch.c ---- */

/* Is a batch open for writing? PH_BUG if not. */
PH_MUST_CHECK bool ph_ledger_writable(
	struct ph_ledger *l, struct ph_error *err);
/* A fact was written: the batch leaves its trace. */
void ph_ledger_fact(struct ph_ledger *l);

/* ---- chain_seal.c ---- */

/* A batch begins: what there is already is not its own. */
PH_MUST_CHECK bool ph_chain_begin(struct ph_ledger *l, struct ph_error *err);
/* The batch's facts are all written: they are linked. */
PH_MUST_CHECK bool ph_chain_seal(struct ph_ledger *l, struct ph_error *err);
/* All that a ledger without a chain holds, as one row without a batch. */
PH_MUST_CHECK bool ph_chain_seal_all(struct ph_ledger *l, struct ph_error *err);

/* ---- guard.c ---- */

/* The triggers that refuse UPDATE and DELETE on a table. */
PH_MUST_CHECK bool ph_guard_add(
	struct ph_ledger *l, const char *table, struct ph_error *err);

/* ---- code.c ---- */

/* The code's number; 0 for "". */
PH_MUST_CHECK bool ph_ledger_intern(struct ph_ledger *l, const char *code,
	int64_t *code_id, struct ph_error *err);

/* ---- version.c ---- */

struct ph_cell {
	const char *text;
	int64_t number; /* when text is NULL and `is_number` */
	bool is_number;
};

/* A table of versions. Both queries take the key's cells first. */
struct ph_versions {
	const char *find; /* id and values of the newest version of a key */
	const char *add;  /* batch, older, then keys and values */
	size_t keys, values;
};
PH_MUST_CHECK bool ph_version_add(struct ph_ledger *l,
	const struct ph_versions *table, const struct ph_cell *cells,
	enum ph_added *added, struct ph_error *err);

/* ---- field.c ---- */

PH_MUST_CHECK bool ph_ledger_load_fields(
	struct ph_ledger *l, struct ph_fields *fields, struct ph_error *err);
/* Fills l->map, adding the fields that are new. */
PH_MUST_CHECK bool ph_ledger_map_fields(struct ph_ledger *l,
	const struct ph_fields *fields, struct ph_error *err);
PH_MUST_CHECK bool ph_ledger_view_ratings(
	struct ph_ledger *l, struct ph_error *err);

/* ---- content.c, occurrence.c ---- */

/* The canonical bytes of all that the record says, but for its code (which
 * stands beside the identity) and its photo; answers by position. */
PH_MUST_CHECK bool ph_content_write(struct ph_text *out,
	const struct ph_record *record, const int8_t answers[PH_FIELDS_MAX]);
/* Identities begin with what they are of, so that kinds never collide. */
PH_MUST_CHECK bool ph_identity_row(struct ph_text *content, uint32_t occurrence,
	uint8_t identity[PH_HASH_SIZE]);
/* `part`: 0 and 1 are the same. */
void ph_identity_page(const uint8_t sha256[PH_HASH_SIZE], unsigned page,
	unsigned part, uint8_t identity[PH_HASH_SIZE]);
void ph_identity_correction(int64_t replaces, uint8_t identity[PH_HASH_SIZE]);

/* Counts from 1; 0: out of memory. */
uint32_t ph_occurrences_count(
	struct ph_occurrences *o, const uint8_t hash[PH_HASH_SIZE]);
void ph_occurrences_release(struct ph_occurrences *o);

/* ---- photo.c ---- */

/* The photo's number; its path is kept when it is new. */
PH_MUST_CHECK bool ph_photo_intern(struct ph_ledger *l,
	const struct ph_record *record, int64_t *photo_id, bool *known,
	struct ph_error *err);

/* ---- mark.c ---- */

/* What the reader saw on the sheet that was just added. */
PH_MUST_CHECK bool ph_marks_insert(struct ph_ledger *l, int64_t sheet,
	const struct ph_record *record, struct ph_error *err);

/* ---- newest.c ---- */

/* The version that nothing has replaced, and its batch; 0: no such sheet. */
PH_MUST_CHECK bool ph_sheet_newest(struct ph_ledger *l, int64_t *sheet,
	int64_t *batch, struct ph_error *err);
/* Whether a person said anything of the form whose newest version this is, of
 * any version of it, whether or not it changed something. */
PH_MUST_CHECK bool ph_sheet_judged(
	struct ph_ledger *l, int64_t sheet, bool *judged, struct ph_error *err);
/* PH_NO_INPUT: no such sheet. Returns false. */
bool ph_sheet_missing(
	const struct ph_ledger *l, int64_t sheet, struct ph_error *err);

/* ---- decision.c ---- */

/* The verdict on a sheet holds for the one that has taken its place, see
 * ph_ledger_amend. */
PH_MUST_CHECK bool ph_verdict_follow(
	struct ph_ledger *l, int64_t from, int64_t to, struct ph_error *err);

/* ---- sheet.c, page_find.c, page.c ---- */

/* What is to be written, with what the record itself does not know. */
struct ph_sheet_new {
	const struct ph_record *record;
	const int8_t *answers; /* by position */
	const uint8_t *identity;
	int64_t code_id, photo_id, replaces; /* 0: none */
};
/* *inserted is false when a sheet of this code and identity is there. */
PH_MUST_CHECK bool ph_sheet_insert(struct ph_ledger *l,
	const struct ph_sheet_new *sheet, bool *inserted, struct ph_error *err);
/* What the ledger knows of the page that a record is of. */
struct ph_page_found {
	int64_t equal;      /* a sheet that says the very same */
	bool equal_current; /* and nothing has replaced it */
	int64_t match;      /* the newest sheet of the record's form */
	bool match_at_spot; /* told by its place */
	bool older;         /* sheets of other forms, of earlier batches */
	int64_t at_spot;    /* current ones of those: at the same place, */
	int64_t codeless;   /* without a code, */
	int64_t other;      /* with another code, */
	size_t others;      /* so many */
};
/* l->content holds what the offered record says. */
PH_MUST_CHECK bool ph_page_search(struct ph_ledger *l,
	const struct ph_sheet_new *sheet, struct ph_page_found *found,
	struct ph_error *err);
/* A first or only form is number 1. */
unsigned ph_part_count(int64_t part);
PH_MUST_CHECK bool ph_page_add(struct ph_ledger *l, struct ph_sheet_new *sheet,
	bool replace, enum ph_added *added, struct ph_error *err);

#endif
