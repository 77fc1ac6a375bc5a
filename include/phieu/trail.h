/* SPDX-License-Identifier: MIT */
/*
 * trail — the ledger's second door: how what it holds came to be.
 *
 * The facts one after the other, with who brought them and what took their
 * place, and the chain of hashes that shows when one was touched afterwards.
 */
#ifndef PHIEU_TRAIL_H
#define PHIEU_TRAIL_H

#include <phieu/error.h>
#include <phieu/ledger.h>
#include <phieu/text.h>
#include <phieu/time.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- the trail: who or what said what, and what took its place ---- */

enum ph_event_kind {
	PH_EVENT_SETTING,
	PH_EVENT_UNIT,
	PH_EVENT_OFFICER,
	PH_EVENT_DOSSIER,
	PH_EVENT_UNIT_SCORE,
	PH_EVENT_REMARK,
	PH_EVENT_BOX,
	PH_EVENT_JUDGEMENT,
	PH_EVENT_SHEET,
	PH_EVENT_DECISION,
	PH_EVENT_CLOSING,
	PH_EVENT_PURGE,
	PH_EVENT_KINDS
};
/* "unit-score"; one word. */
const char *ph_event_kind_name(enum ph_event_kind kind);

/* Cells as in CSV; NULL: there was or is nothing. An answer that was left
 * blank is "". */
struct ph_change {
	const char *field, *before, *after;
};

enum {
	PH_CHANGES_MAX = 28,  /* values of one fact */
	PH_EVENTS_PAGE = 4096 /* facts that are read at a time */
};

/* One fact of the ledger. Times are Viet Nam's, 2026-09-30 23:59:59; texts
 * are "" and numbers 0 when there is none. */
struct ph_event {
	enum ph_event_kind kind;
	int64_t fact; /* its number in its table */
	int64_t batch;
	const char *at, *command, *source; /* of the batch */
	const char *by;      /* the fact's person, else the batch's */
	const char *said_at; /* of a judgement */
	/* Of a judgement: the sheet as the person saw it, and the version that
	 * came of it. */
	int64_t sheet, replaces, replaced_by;
	const char *code;      /* of the dossier or sheet */
	const char *subject;   /* what else it is of: a unit, an officer, a
				* period,   a day and box */
	const char *path;      /* of the photo; "" once purged */
	const uint8_t *sha256; /* NULL: no photo */
	unsigned page, part;
	const char *note; /* a sheet's detail, a decision's note, a pass */
	bool fresh; /* all its values are listed, none had one before it */
	size_t change_count;
	struct ph_change changes[PH_CHANGES_MAX]; /* else those that differ */
};

enum ph_trail {
	PH_TRAIL_ALL,
	PH_TRAIL_SHEET,   /* a form: all versions of `sheet` */
	PH_TRAIL_CODE,    /* a dossier: its register and forms */
	PH_TRAIL_PHOTO,   /* photos whose SHA-256 begins with `sha256` */
	PH_TRAIL_PATH,    /* photos that lay at `text` and are not purged */
	PH_TRAIL_OFFICER, /* his register, his dossiers at any time with their
			   * forms, and forms on which he was keyed */
};
/* Which facts. A form is taken with all its versions, also those that bore
 * another code. Zero: all there are, but for the days. */
struct ph_trail_query {
	enum ph_trail of;
	int64_t sheet;
	const char *text; /* a code as it is kept, a path, an officer's id */
	const uint8_t *sha256; /* its first `length` bytes */
	size_t length;
	int64_t batch;    /* 0: any */
	ph_date from, to; /* of batches, in Viet Nam; PH_NO_DATE: open */
};
/* Is there such a sheet, code, photo or officer? (PH_TRAIL_ALL: a batch.) */
PH_MUST_CHECK bool ph_ledger_trail_known(struct ph_ledger *ledger,
	const struct ph_trail_query *query, bool *known, struct ph_error *err);
/* The facts in the order of their batches, as of the newest batch when it is
 * called. After each PH_EVENTS_PAGE of them the ledger is let go of, a
 * snapshot too, and `pause` is called (NULL: it is not let go of): a slow
 * reader of what is written there holds no writer up. Both return false to
 * stop. */
PH_MUST_CHECK bool ph_ledger_each_event(struct ph_ledger *ledger,
	const struct ph_trail_query *query,
	bool (*row)(void *context, const struct ph_event *event),
	bool (*pause)(void *context), void *context, struct ph_error *err);

struct ph_batch_row {
	int64_t batch;
	const char *at, *command, *source, *by; /* `at`: as in ph_event */
	const uint8_t *source_sha256;           /* NULL: none */
	int64_t facts[PH_EVENT_KINDS];
};
/* The batches of the query's days, or its one batch; `of` must be
 * PH_TRAIL_ALL. */
PH_MUST_CHECK bool ph_ledger_each_batch(struct ph_ledger *ledger,
	const struct ph_trail_query *query,
	bool (*row)(void *context, const struct ph_batch_row *row),
	void *context, struct ph_error *err);

/* ---- the chain: each fact is linked to the one before it by a hash, see
 * phieu-ledger(5). Who has written the head down sees whether a fact up to it
 * was altered, removed or exchanged since. ---- */

enum {
	PH_CHAIN_SIZE = 16
};

/* The newest head; zeros when the chain is lost. Within a batch: as before
 * it. */
PH_MUST_CHECK bool ph_ledger_chain_head(struct ph_ledger *ledger,
	uint8_t head[PH_CHAIN_SIZE], struct ph_error *err);

enum ph_chain_fault_kind {
	PH_CHAIN_ALTERED,   /* the fact is not what was sealed */
	PH_CHAIN_REMOVED,   /* it was sealed and is not there */
	PH_CHAIN_ADDED,     /* it is there and was not sealed */
	PH_CHAIN_DISORDER,  /* a row of the chain is out of order */
	PH_CHAIN_UNGUARDED, /* the table lacks a trigger against changes */
	PH_CHAIN_TRIGGER,   /* the table has a trigger that is not phieu's */
	/* ph_ledger_file_verify: */
	PH_CHAIN_SCHEMA,   /* a table, an index or a view is not as this version
			    * of phieu makes it, or is missing, or not its own */
	PH_CHAIN_DAMAGED,  /* a table and its indexes do not agree, or a page is
			    * not what it should be */
	PH_CHAIN_DANGLING, /* a row names another that is not there */
};
/* "altered", "removed", "added", "disorder", "unguarded", "trigger", "schema",
 * "damaged", "dangling" */
const char *ph_chain_fault_name(enum ph_chain_fault_kind kind);

struct ph_chain_fault {
	enum ph_chain_fault_kind kind;
	/* "chain": a row of the chain itself; of a schema: the object; "file":
	 * it is damaged, but no table by itself */
	const char *table;
	int64_t id;     /* mark: the sheet's, but 0 of one that dangles; 0 from
			 * PH_CHAIN_UNGUARDED on, of others that dangle the first
			 * in its table */
	int64_t batch;  /* that sealed it; 0: none, or not known */
	const char *at; /* of that batch, in Viet Nam; "" */
};

struct ph_chain_state {
	int64_t facts;  /* that are as they were sealed */
	int64_t faults; /* that were found */
	uint8_t head[PH_CHAIN_SIZE];
};

/* Goes through all facts and links. `fault` returns false to stop. A fact
 * whose own link was made anew with it shows at the fact behind it. */
PH_MUST_CHECK bool ph_ledger_chain_verify(struct ph_ledger *ledger,
	bool (*fault)(void *context, const struct ph_chain_fault *fault),
	void *context, struct ph_chain_state *state, struct ph_error *err);

/* What the chain does not tell: whether what a command reads is what the tables
 * hold. Their indexes and views are held against them, and against what this
 * version of phieu makes; all of SQLite's own checks are done. Adds to
 * state->faults; at most one fault of a kind for each table. */
PH_MUST_CHECK bool ph_ledger_file_verify(struct ph_ledger *ledger,
	bool (*fault)(void *context, const struct ph_chain_fault *fault),
	void *context, struct ph_chain_state *state, struct ph_error *err);

struct ph_chain_passed {
	bool found;
	int64_t batch; /* 0: what an older version of phieu had left */
	char at[PH_INSTANT_SIZE]; /* in Viet Nam */
	struct ph_text command;   /* "close" */
	struct ph_text period;    /* that this batch closed; "": none */
	int64_t later;            /* batches after it */
};
void ph_chain_passed_release(struct ph_chain_passed *passed);
PH_CLEANUP_VALUE(struct ph_chain_passed, ph_chain_passed_release)
/* Whether the chain had this head at the end of a batch, and of which. Says
 * nothing of the facts: ph_ledger_chain_verify does. */
PH_MUST_CHECK bool ph_ledger_chain_find(struct ph_ledger *ledger,
	const uint8_t head[PH_CHAIN_SIZE], struct ph_chain_passed *passed,
	struct ph_error *err);

#endif
