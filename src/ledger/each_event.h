/* SPDX-License-Identifier: MIT */
/* The trail's inner shapes: how facts of a table are asked for. */
#ifndef LEDGER_EACH_EVENT_H
#define LEDGER_EACH_EVENT_H

#include "ledger_internal.h"

/* What a query gives of a fact; from COLUMN_CHANGES on, three columns each
 * value: its field, what it was, what it is. */
enum column {
	COLUMN_ID,
	COLUMN_BATCH,
	COLUMN_FRESH,
	COLUMN_SHEET,
	COLUMN_REPLACES,
	COLUMN_REPLACED_BY,
	COLUMN_CODE,
	COLUMN_SUBJECT,
	COLUMN_BY,
	COLUMN_SAID_AT,
	COLUMN_NOTE,
	COLUMN_SHA256,
	COLUMN_PATH,
	COLUMN_PAGE,
	COLUMN_PART,
	COLUMN_CHANGES
};

/* The parameters of all of them: numbers of facts, the newest batch that is
 * looked at, and what the trail is of. */
enum parameter {
	PARAMETER_LOW = 1,
	PARAMETER_HIGH,
	PARAMETER_AS_OF,
	PARAMETER_TEXT,
	PARAMETER_CODE_ID
};

enum scope {
	SCOPE_ALL,
	SCOPE_FORMS, /* of a sheet or a photo */
	SCOPE_CODE,
	SCOPE_OFFICER,
	SCOPES
};

struct ph_relation {
	enum ph_event_kind kind;
	const char *table;
	const char *columns; /* from COLUMN_FRESH on; NULL: a sheet's */
	/* The table as t, sheets as s, and what it is joined to. */
	const char *from;
	const char *of[SCOPES]; /* NULL: has nothing to do with it */
};

/* ---- each_event_sql.c ---- */

/* By kind. */
extern const struct ph_relation ph_relations[PH_EVENT_KINDS];
PH_MUST_CHECK bool ph_relation_query(struct ph_ledger *l,
	const struct ph_relation *relation, enum scope scope, sqlite3_stmt **s,
	struct ph_error *err);

/* ---- each_event_range.c ---- */

/* Facts get their numbers in the order of the batches and none is ever taken
 * away, so a batch is a range of numbers in each table. */
struct ph_range {
	sqlite3_stmt *at; /* the first fact from a number on */
	int64_t next;     /* its number, */
	int64_t batch;    /* its batch; INT64_MAX: none */
};
PH_MUST_CHECK bool ph_range_open(struct ph_ledger *l, struct ph_range *range,
	const struct ph_relation *relation, struct ph_error *err);
/* Moves on to the first fact of the batch or of a later one. */
PH_MUST_CHECK bool ph_range_seek(struct ph_ledger *l, struct ph_range *range,
	int64_t batch, struct ph_error *err);
void ph_range_release(struct ph_range *range);
PH_CLEANUP_VALUE(struct ph_range, ph_range_release)

/* The first and last batch of the query; first > last: none. */
PH_MUST_CHECK bool ph_trail_batches(struct ph_ledger *l,
	const struct ph_trail_query *query, int64_t *first, int64_t *last,
	struct ph_error *err);

/* ---- each_event_forms.c ---- */

/* Lays the numbers of the trail's sheets into temp.trail. */
PH_MUST_CHECK bool ph_trail_forms(struct ph_ledger *l,
	const struct ph_trail_query *query, struct ph_error *err);

/* ---- each_event_batch.c ---- */

/* The batch that facts are told with; its strings live until the next. */
struct ph_batch_seen {
	sqlite3_stmt *s;
	int64_t batch; /* 0: none yet */
	bool wanted;   /* it is of the query's days */
	const char *at, *command, *source, *by;
	const uint8_t *source_sha256;
};
PH_MUST_CHECK bool ph_batch_see(struct ph_ledger *l, struct ph_batch_seen *seen,
	const struct ph_trail_query *query, int64_t batch,
	struct ph_error *err);
void ph_batch_forget(struct ph_batch_seen *seen);
void ph_batch_seen_release(struct ph_batch_seen *seen);
PH_CLEANUP_VALUE(struct ph_batch_seen, ph_batch_seen_release)

#endif
