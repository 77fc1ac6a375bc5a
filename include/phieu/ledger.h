/* SPDX-License-Identifier: MIT */
/*
 * ledger — the local SQLite file, and the only room that speaks SQL.
 *
 * Facts are appended and never changed: triggers refuse UPDATE and DELETE on
 * evidence, a correction is a new row, and what is current is the newest row.
 * Every row names the batch (one writing command) that brought it, so that the
 * state as of any batch can be read again: that is how a closed period stays
 * what it was. The tables and the views for people who open the file with
 * other tools are described in phieu-ledger(5).
 *
 * One file, rollback journal, synchronous EXTRA: what is committed survives a
 * killed process and a power cut, the file can be copied, and it works on
 * shares where WAL does not. One thread at a time may use a struct ph_ledger.
 *
 * Knows nothing of rules, of photos' contents, or of sheets. What is there is
 * read here; how it came to be, and whether it was touched, in trail.h.
 *
 *	struct ph_ledger *l;
 *	ph_ledger_open(&l, path, PH_LEDGER_WRITE, err)
 *	&& ph_ledger_begin(l, "import", "records.csv", sha256, err)
 *	&& ph_ledger_add_sheet(l, &record, &fields, false, &added, err)
 *	&& ph_ledger_commit(l, err);
 *	ph_ledger_close(l);          (without commit: nothing happened)
 *
 * Errors: PH_BUSY when another process holds the lock longer than the wait,
 * PH_WRITE_FAILED when the disk is full or the file system is read-only,
 * PH_CANNOT_CREATE when the folder refuses the file or its journal,
 * PH_BAD_DATA when the file is damaged or is not a ledger, PH_CONFIG when it
 * was written by a newer phieu, PH_NO_INPUT when it is not there. In every
 * case the file is as it was before the command.
 */
#ifndef PHIEU_LEDGER_H
#define PHIEU_LEDGER_H

#include <phieu/error.h>
#include <phieu/record.h>
#include <phieu/text.h>
#include <phieu/time.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ph_ledger;

enum ph_ledger_mode {
	PH_LEDGER_READ,
	PH_LEDGER_WRITE,
	PH_LEDGER_TRY, /* WRITE, for what will be rolled back */
};

enum {
	PH_LEDGER_BUSY_MS = 10000,
	PH_LEDGER_APPLICATION_ID = 0x70686965, /* "phie" */
	PH_LEDGER_CHAINED = 3, /* the first schema with a chain: trail.h */
};

/* Creates the file (mode 0600) with all migrations; PH_CANNOT_CREATE when
 * something stands there already, but for an empty file, which a killed
 * creator leaves behind: that is finished. Of two processes that create the
 * same file at once, one succeeds and the other is told that it exists. */
PH_MUST_CHECK bool ph_ledger_create(const char *path, struct ph_error *err);

/* Opens an existing ledger. WRITE migrates an older one first (lock taken,
 * then the version read, then migrated). READ and TRY leave its file as it is:
 * they work on a migrated copy in memory, and what TRY commits is lost then;
 * PH_CONFIG above 512 MiB. An unfinished one fails with PH_CONFIG. READ needs
 * no right to write, unless a killed command left a journal to be undone. */
PH_MUST_CHECK bool ph_ledger_open(struct ph_ledger **ledger, const char *path,
	enum ph_ledger_mode mode, struct ph_error *err);
/* The schema that this version writes, and in `found` what the file had when it
 * was opened: that, or an older one. */
int ph_ledger_schema(const struct ph_ledger *ledger, int *found);
void ph_ledger_close(struct ph_ledger *ledger);
PH_CLEANUP(struct ph_ledger *, ph_ledger_close)

/* How long to wait for another process's lock; default PH_LEDGER_BUSY_MS. */
void ph_ledger_set_wait(struct ph_ledger *ledger, int busy_ms);

/* Takes the write lock and opens a batch. The command, `source` (a file's
 * name, may be NULL) and the SHA-256 of that file's bytes (may be NULL) are
 * kept with it. */
PH_MUST_CHECK bool ph_ledger_begin(struct ph_ledger *ledger,
	const char *command, const char *source, const uint8_t *source_sha256,
	struct ph_error *err);
/* A batch that added no fact leaves no trace. When it fails the batch is
 * rolled back. */
PH_MUST_CHECK bool ph_ledger_commit(
	struct ph_ledger *ledger, struct ph_error *err);
void ph_ledger_rollback(struct ph_ledger *ledger);
/* Who answers for the batches to come, kept with each; NULL, "": not known.
 * Copied. */
PH_MUST_CHECK bool ph_ledger_set_person(
	struct ph_ledger *ledger, const char *by, struct ph_error *err);
/* The open batch, else the newest committed one; 0: none yet. */
int64_t ph_ledger_batch(const struct ph_ledger *ledger);

/* A read transaction, so that all each_* below see one state, until
 * ph_ledger_rollback or ph_ledger_close. Writers wait for its end with their
 * commit: keep it short. Within a batch it does nothing. */
PH_MUST_CHECK bool ph_ledger_snapshot(
	struct ph_ledger *ledger, struct ph_error *err);

/* What became of a row that was offered. */
enum ph_added {
	PH_ADDED,
	PH_SAME,     /* the very same is there already: nothing changed */
	PH_CHANGED,  /* registers: a newer version was appended */
	PH_DIFFERS,  /* sheets: the photo is known with other contents; kept as
		      * it was */
	PH_REPEATED, /* sheets: an equal ballot without a code came from
		      * another file, or from files whose hash is not known;
		      * not added again */
};

/* What tells this ledger from others wherever its file lies: 16 hex digits, by
 * its first batch and the settings that came with it. */
enum {
	PH_LEDGER_NAME_SIZE = 17,
};
PH_MUST_CHECK bool ph_ledger_name(struct ph_ledger *ledger,
	char name[PH_LEDGER_NAME_SIZE], struct ph_error *err);

/* ---- settings ---- */

PH_MUST_CHECK bool ph_ledger_set(struct ph_ledger *ledger, const char *key,
	const char *value, struct ph_error *err);
/* As of a batch (INT64_MAX: now); out is cleared, found false when never
 * set. */
PH_MUST_CHECK bool ph_ledger_get(struct ph_ledger *ledger, int64_t as_of,
	const char *key, struct ph_text *out, bool *found,
	struct ph_error *err);

/* ---- registers: a key that is there with other contents gets a newer
 * version. Keys: unit; officer; code; unit, period and criterion; unit, period
 * and kind. PH_BAD_DATA when a key's part is empty. ---- */

PH_MUST_CHECK bool ph_ledger_add_unit(struct ph_ledger *ledger,
	const struct ph_unit *unit, enum ph_added *added, struct ph_error *err);
PH_MUST_CHECK bool ph_ledger_add_officer(struct ph_ledger *ledger,
	const struct ph_officer *officer, enum ph_added *added,
	struct ph_error *err);
PH_MUST_CHECK bool ph_ledger_add_dossier(struct ph_ledger *ledger,
	const struct ph_dossier *dossier, enum ph_added *added,
	struct ph_error *err);
PH_MUST_CHECK bool ph_ledger_add_unit_score(struct ph_ledger *ledger,
	const struct ph_unit_score *score, enum ph_added *added,
	struct ph_error *err);
PH_MUST_CHECK bool ph_ledger_add_remark(struct ph_ledger *ledger,
	const struct ph_remark *remark, enum ph_added *added,
	struct ph_error *err);

/* ---- sheets ---- */

/*
 * Appends one sheet, unless it is there already:
 *   a photo is known by its SHA-256 and page, and of several forms in one by
 *   its code, else by the spot where it lies (ph_place_same), else by `part`;
 *   so that the order in which they were found does not matter; a keyed or
 * online row with a code by all it says; a ballot without a code by all it says
 * and which occurrence of it this is within the batch, so that a file can be
 * imported again; but when such a ballot is known from another file, by the
 * SHA-256 given to ph_ledger_begin, it is PH_REPEATED. A photo's page that is
 * known by an earlier batch and now says something else is PH_DIFFERS, also
 * when only its code was not read then: one form never becomes two sheets. What
 * a correction replaced is still known (PH_SAME). `replace`: what differs is
 * appended as a correction which takes the older sheet's place (PH_CHANGED):
 * the sheet with the same code, else the one without a code, else the page's
 * only one that this batch has not met again. If all were met it is one more
 * form (PH_ADDED); if it stays open which one is meant, PH_DIFFERS. A form
 * that a person judged, whether or not it changed something, is not corrected:
 * PH_SAME for what any of its versions says, else PH_DIFFERS. A verdict on what
 * is corrected follows as with ph_ledger_amend. A photo's path, `detail`,
 * `part`, `place` and `marks` are no part of what it says; the marks are kept
 * beside the sheet. Answers are stored by field id: a field that is new to the
 * ledger gets a column of its own, PH_FIELDS_MAX at most.
 */
PH_MUST_CHECK bool ph_ledger_add_sheet(struct ph_ledger *ledger,
	const struct ph_record *record, const struct ph_fields *fields,
	bool replace, enum ph_added *added, struct ph_error *err);

/* Is this page of this photo known? (A nightly run asks before scanning.) */
PH_MUST_CHECK bool ph_ledger_knows_photo(struct ph_ledger *ledger,
	const uint8_t sha256[PH_HASH_SIZE], unsigned page, bool *known,
	struct ph_error *err);

PH_MUST_CHECK bool ph_ledger_add_box(struct ph_ledger *ledger, ph_date date,
	const char *box, int64_t count, enum ph_added *added,
	struct ph_error *err);

/* A person's word on one sheet. Verdict: "counts" (this rating stands for its
 * dossier) or "excluded". The newest holds; the very same again adds nothing.
 * PH_NO_INPUT: no such sheet; PH_USAGE: another sheet has corrected it. */
PH_MUST_CHECK bool ph_ledger_add_decision(struct ph_ledger *ledger,
	int64_t sheet, const char *verdict, const char *by, const char *note,
	struct ph_error *err);

/* ---- what persons say ---- */

/* A version of a sheet that a person's word makes: what is not named stays. */
struct ph_amendment {
	int64_t sheet;    /* the newest version of it */
	const char *code; /* NULL: stays; "": none; else its code_from is none
			   * any more */
	int8_t *answers;  /* by `fields`; NULL: stay. PH_ABSENT: this stays */
	enum ph_status status;
	const char *reason, *detail;
};
/* Appends it in the sheet's place, marks and place with it; *result is its
 * number. A verdict follows: "excluded" always, "counts" while the code stays
 * and no other rating of it was chosen since. PH_NO_INPUT: no such sheet;
 * PH_USAGE: another has replaced it. */
PH_MUST_CHECK bool ph_ledger_amend(struct ph_ledger *ledger,
	const struct ph_amendment *amendment, const struct ph_fields *fields,
	int64_t *result, struct ph_error *err);

/* What one person said of one question, or of the code, of a form. */
struct ph_judgement {
	int64_t sheet;     /* as the person saw it */
	const char *field; /* "": the code */
	/* Points, PH_BLANK (of the code: the form carries none), PH_MULTIPLE,
	 * PH_DOUBTFUL: it cannot be read; PH_ABSENT: the code, see there. */
	int8_t answer;
	const char *code;
	unsigned pass; /* 1; 2 by another who did not see it; 3 settles both */
	const char *by, *at; /* when they said so, UTC, as batches' times */
	int64_t result; /* the version of the sheet that came of it, or 0 */
};
/* PH_SAME: the very same is there (but for `result`). PH_USAGE without a
 * person, or for a pass or an answer that there is not; PH_NO_INPUT: no such
 * sheet or field. */
PH_MUST_CHECK bool ph_ledger_add_judgement(struct ph_ledger *ledger,
	const struct ph_judgement *judgement, enum ph_added *added,
	struct ph_error *err);
/* The version of a sheet that nothing has replaced. PH_NO_INPUT: no such
 * sheet. */
PH_MUST_CHECK bool ph_ledger_newest(struct ph_ledger *ledger, int64_t sheet,
	int64_t *newest, struct ph_error *err);

/* ---- closing ---- */

struct ph_closing {
	int64_t batch;      /* read: its own; facts up to it are frozen in */
	const char *period; /* "2026-Q3" */
	ph_date from, to;
	const char *rules; /* id of the rule set */
	const uint8_t *rules_sha256;
	const uint8_t *sheets_sha256; /* over the plain sheets as exported */
	const char *at;               /* read: when, UTC */
};
/* `batch` and `at` are the open batch's, whatever is given. A period that is
 * closed again gets a newer version; whether it may be is the caller's to
 * decide. */
PH_MUST_CHECK bool ph_ledger_add_closing(struct ph_ledger *ledger,
	const struct ph_closing *closing, struct ph_error *err);
/* One file of the rule set as it was, kept with the period's newest closing.
 * PH_NO_INPUT: never closed. */
PH_MUST_CHECK bool ph_ledger_add_closing_file(struct ph_ledger *ledger,
	const char *period, const char *file, const char *bytes, size_t length,
	struct ph_error *err);

/* ---- reading: each key's newest version as of a batch (INT64_MAX: now), in
 * the order in which the keys came (dossiers: the versions); `row` returns
 * false to stop (not an error), and may ask the ledger for other things.
 * Strings live for the call. ---- */

#define PH_EACH(name, shape)                                                 \
	PH_MUST_CHECK bool ph_ledger_each_##name(struct ph_ledger *ledger,   \
		int64_t as_of, bool (*row)(void *context, const shape *row), \
		void *context, struct ph_error *err)

PH_EACH(unit, struct ph_unit);
PH_EACH(officer, struct ph_officer);
PH_EACH(unit_score, struct ph_unit_score);
PH_EACH(remark, struct ph_remark);
PH_EACH(closing, struct ph_closing);

/* code_id: small, dense numbers of codes (1 …), the same for the whole life
 * of the ledger; usable as array indices up to ph_ledger_code_max. */
struct ph_dossier_row {
	int64_t code_id;
	struct ph_dossier dossier; /* .code only if asked for: else NULL */
};
PH_MUST_CHECK bool ph_ledger_each_dossier(struct ph_ledger *ledger,
	int64_t as_of, bool with_code,
	bool (*row)(void *context, const struct ph_dossier_row *row),
	void *context, struct ph_error *err);

struct ph_sheet_row {
	int64_t sheet, batch;
	int64_t code_id;  /* 0: no code */
	int64_t replaces; /* the sheet that it corrects, or 0 */
	int64_t photo_id; /* 0: none */
	ph_date date;     /* of collection, PH_NO_DATE: not given */
	ph_date entered;  /* the batch's day, in Viet Nam */
	enum ph_channel channel;
	enum ph_status status;
	enum ph_code_from code_from;
	const char *reason, *box, *officer; /* "" if none */
	int8_t answers[PH_FIELDS_MAX];      /* by `fields` */
};
/* Answers come in the order of `fields`; fields the ledger lacks are
 * PH_ABSENT. All rows as of the batch, replaced ones too. This is the hot
 * loop of every export: one pass over one table. */
PH_MUST_CHECK bool ph_ledger_each_sheet(struct ph_ledger *ledger, int64_t as_of,
	const struct ph_fields *fields,
	bool (*row)(void *context, const struct ph_sheet_row *row),
	void *context, struct ph_error *err);

/* A form that was found in a photo, as it is now. */
struct ph_placed_row {
	int64_t sheet;
	uint8_t sha256[PH_HASH_SIZE];
	const char *path; /* "" once purged */
	unsigned page, part;
	const char *form, *place;
	const char *code; /* "" if none */
	enum ph_code_from code_from;
	enum ph_status status;
	const char *reason;
	int8_t answers[PH_FIELDS_MAX]; /* by `fields` */
};
/* Those of one photo, or of all (sha256 NULL), that no correction has
 * replaced; in the order in which they came. */
PH_MUST_CHECK bool ph_ledger_each_placed(struct ph_ledger *ledger,
	const uint8_t *sha256, const struct ph_fields *fields,
	bool (*row)(void *context, const struct ph_placed_row *row),
	void *context, struct ph_error *err);
/* One form of a photo, found there or not: `form` and `place` may be "". */
struct ph_scanned_row {
	struct ph_placed_row form;
	int64_t code_id; /* 0: no code */
	const char *detail;
};
/* All that no correction has replaced, in the order in which the photos came,
 * those of a photo by page and part; or one sheet (0: all), replaced or not. */
PH_MUST_CHECK bool ph_ledger_each_scanned(struct ph_ledger *ledger,
	int64_t sheet, const struct ph_fields *fields,
	bool (*row)(void *context, const struct ph_scanned_row *row),
	void *context, struct ph_error *err);
/* What the reader saw on a sheet, question by question. */
PH_MUST_CHECK bool ph_ledger_each_mark(struct ph_ledger *ledger, int64_t sheet,
	bool (*row)(
		void *context, const char *field, const struct ph_guess *guess),
	void *context, struct ph_error *err);

struct ph_judgement_row {
	int64_t id, batch;
	int64_t first; /* the oldest version of the sheet: the form's number */
	struct ph_judgement judgement;
};
PH_EACH(judgement, struct ph_judgement_row);
/* Those of every version of a form, in the order in which they came. */
PH_MUST_CHECK bool ph_ledger_each_judgement_of(struct ph_ledger *ledger,
	int64_t sheet,
	bool (*row)(void *context, const struct ph_judgement_row *row),
	void *context, struct ph_error *err);

enum {
	PH_REASON_SIZE = 32,
};
/* One version of a sheet. */
struct ph_sheet_state {
	int64_t sheet;
	bool hashed; /* it came of a photo */
	uint8_t sha256[PH_HASH_SIZE];
	enum ph_channel channel;
	enum ph_status status;
	bool excluded;                 /* by the newest decision on it */
	char code[PH_CODE_SIZE];       /* "" if none */
	char reason[PH_REASON_SIZE];   /* cut off if longer */
	int8_t answers[PH_FIELDS_MAX]; /* by `fields` */
};
/* PH_NO_INPUT: no such sheet. */
PH_MUST_CHECK bool ph_ledger_sheet_state(struct ph_ledger *ledger,
	int64_t sheet, const struct ph_fields *fields,
	struct ph_sheet_state *state, struct ph_error *err);
/* Is the code in the register of dossiers? And is any: `loaded`. */
PH_MUST_CHECK bool ph_ledger_knows_dossier(struct ph_ledger *ledger,
	const char *code, bool *known, bool *loaded, struct ph_error *err);

struct ph_decision_row {
	int64_t sheet, batch;
	const char *verdict, *by, *note, *at;
};
PH_EACH(decision, struct ph_decision_row);

struct ph_box_row {
	ph_date date;
	const char *box;
	int64_t count;
};
PH_EACH(box, struct ph_box_row);

struct ph_closing_file {
	const char *period, *file, *bytes;
	size_t length;
};
PH_EACH(closing_file, struct ph_closing_file);

/* Every code that the ledger knows, registered or not, by its id. */
PH_MUST_CHECK bool ph_ledger_each_code(struct ph_ledger *ledger,
	bool (*row)(void *context, int64_t code_id, const char *code),
	void *context, struct ph_error *err);
PH_MUST_CHECK bool ph_ledger_code_max(
	struct ph_ledger *ledger, int64_t *code_max, struct ph_error *err);
/* false: no such id. */
PH_MUST_CHECK bool ph_ledger_code(struct ph_ledger *ledger, int64_t code_id,
	struct ph_text *out, struct ph_error *err);
/* 0 when the code is not in the ledger. */
PH_MUST_CHECK bool ph_ledger_code_find(struct ph_ledger *ledger,
	const char *code, int64_t *code_id, struct ph_error *err);
/* The photo's path while it is kept; "" once purged or for keyed sheets. */
PH_MUST_CHECK bool ph_ledger_photo_path(struct ph_ledger *ledger,
	int64_t photo_id, struct ph_text *out, struct ph_error *err);

/* ---- privacy and health ---- */

/* Removes the paths of photos whose batch is of a day before `date`, keeps
 * their hashes and ratings, and records that it did. */
PH_MUST_CHECK bool ph_ledger_purge(struct ph_ledger *ledger, ph_date date,
	int64_t *paths, struct ph_error *err);

/* The day (in Viet Nam) on which photos whose SHA-256 begins with these bytes
 * came, the latest if there are several; PH_NO_DATE: none has. What lies
 * beside the ledger is forgotten by the same rule as paths. */
PH_MUST_CHECK bool ph_ledger_photo_day(struct ph_ledger *ledger,
	const uint8_t *start, size_t length, ph_date *day,
	struct ph_error *err);

/* PRAGMA integrity_check and foreign_key_check; PH_BAD_DATA with the first
 * finding. */
PH_MUST_CHECK bool ph_ledger_check(
	struct ph_ledger *ledger, struct ph_error *err);

#endif
