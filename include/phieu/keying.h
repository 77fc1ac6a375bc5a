/* SPDX-License-Identifier: MIT */
/*
 * keying — forms typed from paper: the state of a session without a terminal,
 * its draft on the disk, the batch that it becomes, and re-keying blind.
 *
 * A row is a dossier's code (or none) and one answer a question, each a single
 * key. A scanner types a code like a keyboard, only faster, and it may come in
 * the middle of a row: so characters count as answers only once nothing has
 * followed them for PH_KEYING_QUIET_MS, or Enter has. A burst of which any
 * character is no answer is refused whole. What is not plain (a code that the
 * register does not have, a form that is rated already, a scan in between)
 * waits for a person's word: nothing that is typed meanwhile is taken.
 *
 * A row that was taken is on the disk when the call returns; a killed session
 * is resumed from its draft.
 *
 *	ph_draft_open(&draft, folder, "2026-11-22", rules, err);
 *	ph_known_load(&known, ledger, rules, today, err);
 *	ph_keying_init(&keying, known, draft);
 *	… ph_keying_type(&keying, key, err); look at keying.stage, .told
 *	ph_keying_import(&intake, draft, name, &count, &batch, err);
 *	ph_draft_remove(draft, err);
 */
#ifndef PHIEU_KEYING_H
#define PHIEU_KEYING_H

#include <phieu/error.h>
#include <phieu/intake.h>
#include <phieu/ledger.h>
#include <phieu/list.h>
#include <phieu/record.h>
#include <phieu/rules.h>
#include <phieu/text.h>
#include <phieu/time.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- what the ledger knows, asked once ---- */

struct ph_known;

PH_MUST_CHECK bool ph_known_load(struct ph_known **known,
	struct ph_ledger *ledger, const struct ph_rules *rules, ph_date today,
	struct ph_error *err);
void ph_known_destroy(struct ph_known *known);
PH_CLEANUP(struct ph_known *, ph_known_destroy)

/* Why a code is not simply taken. */
enum ph_doubt {
	PH_DOUBT_MALFORMED = 1, /* it follows no grammar */
	PH_DOUBT_UNKNOWN = 2,   /* the register of dossiers lacks it */
	PH_DOUBT_RATED = 4,     /* the ledger has answers for it */
	PH_DOUBT_TWICE = 8,     /* it was keyed before in this session */
	PH_DOUBT_FOREIGN = 16,  /* the batch that is verified lacks it */
};

struct ph_sight {
	unsigned doubts;  /* bits */
	const char *what; /* of a malformed or odd code: the rules' words */
	bool registered;  /* the register has it: */
	const char *officer, *officer_name, *field; /* "" if not told */
	ph_date received, due, returned;
	bool no_register;                /* nothing was loaded */
	unsigned scanned, keyed, online; /* ratings of it in the ledger */
	size_t earlier;                  /* the session's row, from 1; 0 */
	struct ph_nearest nearest;       /* if unknown or malformed */
};

/* What is known of a normalised code. Strings live as long as `known`. */
PH_MUST_CHECK bool ph_known_look(const struct ph_known *known, const char *code,
	struct ph_sight *sight, struct ph_error *err);

/* ---- the draft ---- */

enum {
	PH_SERIAL_SIZE = 64,
	PH_BOX_SIZE = 128,
	PH_BY_SIZE = PH_PERSON_SIZE,
	PH_DRAFT_NAME_MAX = 60, /* bytes */
};

/* A row is a form, or a word that settles what verifying found. */
enum ph_keyed_kind {
	PH_KEYED_FORM,
	PH_KEYED_ANSWER,  /* of `sheet`, to `field` */
	PH_KEYED_MISSING, /* the paper of `sheet` is not to be found */
	PH_KEYED_DROPPED, /* `row` is no form of the batch */
	PH_KEYED_PAIRED,  /* `row` is `sheet`, and its code is `code`; sheet 0:
			   * it is none of the batch's, after all */
};

struct ph_keyed {
	enum ph_keyed_kind kind;
	char code[PH_CODE_SIZE]; /* "": the ballot carries none */
	/* By the rules' fields; PH_ABSENT: the form does not ask it. */
	int8_t answers[PH_FIELDS_MAX];
	ph_date date; /* of collection */
	char box[PH_BOX_SIZE];
	char serial[PH_SERIAL_SIZE]; /* tells it from any other form */
	char by[PH_BY_SIZE];
	bool dropped; /* a form: by a later word */
	/* Of a word: the sheet as its batch brought it, the question, the
	 * draft's row from 1. */
	int64_t sheet;
	int field;
	size_t row;
};

struct ph_draft;

/* "<ledger>.keying", the folder of the ledger's drafts. */
PH_MUST_CHECK bool ph_draft_folder(
	struct ph_text *folder, const char *ledger, struct ph_error *err);
/* Letters, digits, '-', '_' and '.', not first: it is a file's name. */
bool ph_draft_name_fits(const char *name);
/* Makes the folder (0700) and the file (0600), or resumes what is there; a last
 * row that was cut off by a power failure is dropped. PH_BUSY: another session
 * has it; PH_BAD_DATA: it was keyed with other questions, or is damaged. */
PH_MUST_CHECK bool ph_draft_open(struct ph_draft **draft, const char *folder,
	const char *name, const struct ph_rules *rules, struct ph_error *err);
/* Stays on the disk. */
void ph_draft_close(struct ph_draft *draft);
PH_CLEANUP(struct ph_draft *, ph_draft_close)
/* Removes it from the disk: it is in the ledger, or empty. */
PH_MUST_CHECK bool ph_draft_remove(
	struct ph_draft *draft, struct ph_error *err);

size_t ph_draft_count(const struct ph_draft *draft);
const struct ph_keyed *ph_draft_row(const struct ph_draft *draft, size_t i);
const char *ph_draft_path(const struct ph_draft *draft);
/* Gives the row its serial, and is back when the disk has it. */
PH_MUST_CHECK bool ph_draft_add(struct ph_draft *draft,
	const struct ph_keyed *row, struct ph_error *err);
/* Takes the last row off. */
PH_MUST_CHECK bool ph_draft_take_back(
	struct ph_draft *draft, struct ph_error *err);
/* A word that the row, from 1, is no form of the batch that is verified. */
PH_MUST_CHECK bool ph_draft_drop(struct ph_draft *draft, size_t row,
	const char *by, struct ph_error *err);
/* Is the row a form that stands? */
bool ph_draft_is_form(const struct ph_draft *draft, size_t i);
/* The forms that stand among the rows before `end`; SIZE_MAX: among all. */
size_t ph_draft_forms(const struct ph_draft *draft, size_t end);
/* How many forms were counted by hand, kept beside the draft; 0: not told. */
int64_t ph_draft_counted(const struct ph_draft *draft);
PH_MUST_CHECK bool ph_draft_set_counted(
	struct ph_draft *draft, int64_t count, struct ph_error *err);

/* Drafts of batches that are keyed again begin so; they are no new forms. */
#define PH_DRAFT_VERIFY "verify-"
/* The names of the other drafts in a folder, the newest first; a folder that
 * is not there has none. */
struct ph_draft_names {
	PH_LIST(struct ph_draft_name {
		char name[PH_DRAFT_NAME_MAX + 1];
		int64_t changed;     /* seconds since 1970 */
		size_t forms;        /* 0 also when it cannot be read */
		char by[PH_BY_SIZE]; /* of the last form */
	})
	list;
};
PH_MUST_CHECK bool ph_draft_names_read(
	struct ph_draft_names *names, const char *folder, struct ph_error *err);
void ph_draft_names_release(struct ph_draft_names *names);
PH_CLEANUP_VALUE(struct ph_draft_names, ph_draft_names_release)

/* ---- the session ---- */

enum {
	/* A USB scanner is a keyboard that sends a character in at most 20 ms
	 * (two reports of at most 10 ms); radio ones take up to some 50. */
	PH_KEYING_QUIET_MS = 150,
	PH_LINE_SIZE = 1024, /* what a QR code may say */

	/* Keys beside characters; code points are below. */
	PH_TYPED_ENTER = 0x110000, /* or Tab */
	PH_TYPED_BACK,             /* one step: a character, an answer, a row */
	PH_TYPED_QUIET,            /* nothing came for PH_KEYING_QUIET_MS */
};

enum ph_keying_stage {
	PH_STAGE_CODE,    /* a code is awaited */
	PH_STAGE_DOUBT,   /* a person's word on the code is */
	PH_STAGE_ANSWERS, /* answers are */
	PH_STAGE_HALT,    /* a person's word on the row is: a scan came */
};

/* What the last key did; those from PH_TOLD_WRONG_KEY on want a sound. */
enum ph_told {
	PH_TOLD_NOTHING,
	PH_TOLD_TAKEN,      /* a row is in the draft */
	PH_TOLD_TAKEN_BACK, /* the last row is open again */
	PH_TOLD_DROPPED,    /* the row under way was given up */
	PH_TOLD_WRONG_KEY,
	PH_TOLD_SCAN,         /* a scan in the middle of a row */
	PH_TOLD_NOT_ALL,      /* Enter before the last answer */
	PH_TOLD_DOUBT,        /* the code is in doubt */
	PH_TOLD_NO_CODE,      /* a QR code without a dossier's code */
	PH_TOLD_SEVERAL,      /* one with several */
	PH_TOLD_MIXED,        /* a scan behind what a hand had typed */
	PH_TOLD_TOO_LONG,     /* no scanner types that */
	PH_TOLD_WAITING,      /* it was not taken: a word is awaited */
	PH_TOLD_NOTHING_LEFT, /* there is no row to take back */
};

struct ph_keying {
	const struct ph_known *known;
	const struct ph_rules *rules;
	struct ph_draft *draft;
	const struct ph_rekeyed *rekeyed; /* verifying: see below; or NULL */
	ph_date today;
	/* What the rows to come are given. */
	ph_date date;
	const char *box, *by;
	/* The questions that the forms ask, by their places in the rules;
	 * none: all. The others are PH_ABSENT. */
	uint8_t asked[PH_FIELDS_MAX];
	size_t asked_count;

	enum ph_keying_stage stage;
	enum ph_told told;
	char line[PH_LINE_SIZE]; /* the code as it is typed */
	size_t line_length;
	size_t line_burst;     /* characters of it since the last pause */
	struct ph_keyed row;   /* under way */
	struct ph_sight sight; /* of its code */
	size_t given;          /* answers that stand */
	size_t burst;          /* those that may still be a scan's */
	bool discarding;       /* up to Enter, or quiet */
	size_t discarded;      /* characters of it */
	size_t lost;           /* lines that came while a word was awaited */
	int32_t word;          /* typed, and not yet followed by quiet */
};

/* `known` and `draft` outlive it. Fails with PH_CONFIG for a question that has
 * options of more than 9 points. */
PH_MUST_CHECK bool ph_keying_init(struct ph_keying *keying,
	const struct ph_known *known, struct ph_draft *draft,
	struct ph_error *err);
/* Takes a key. Fails only when the draft cannot be written: the row is not
 * taken then. In doubt: 'c' takes the code as it is, '1' to '3' one that is
 * near, 'k' drops it; at a halt 'c' goes on with the row, 'k' drops it. */
PH_MUST_CHECK bool ph_keying_type(
	struct ph_keying *keying, int32_t key, struct ph_error *err);
/* Begins a row with that code; "": the ballot carries none. */
PH_MUST_CHECK bool ph_keying_start(
	struct ph_keying *keying, const char *code, struct ph_error *err);
/* Asks the questions that were asked on a form with these answers. */
void ph_keying_ask_like(struct ph_keying *keying, const int8_t *answers);
/* Whether quiet would change anything. */
bool ph_keying_wants_quiet(const struct ph_keying *keying);
/* The answer that a key gives to a question: its points; '.' or space left
 * blank, '*' or '!' more than one mark, '/' or '?' cannot be read. */
bool ph_keying_answer(const struct ph_rules *rules, size_t field, int32_t key,
	int8_t *answer);

struct ph_totals {
	size_t forms, without_code, blanks, doubtful;
	int64_t points, by_field[PH_FIELDS_MAX];
};
struct ph_totals ph_keying_totals(const struct ph_draft *draft, size_t fields);

/* ---- into the ledger ---- */

/* When the row was taken, UTC. Returns out. */
const char *ph_keyed_at(const struct ph_keyed *row, char out[PH_INSTANT_SIZE]);
/* Imports the draft in one batch of command "key", under intake->log, and says
 * which; the same draft again adds nothing and says the same. An open batch is
 * the caller's fault. */
PH_MUST_CHECK bool ph_keying_import(const struct ph_intake *intake,
	struct ph_draft *draft, const char *name, struct ph_intake_count *count,
	int64_t *batch, struct ph_error *err);

/* ---- keyed again, blind ---- */

/* A keyed batch, and how a second keying of it compares. */
struct ph_first {
	int64_t origin; /* the sheet as the batch brought it: */
	char code[PH_CODE_SIZE];
	int8_t answers[PH_FIELDS_MAX];
	int64_t sheet; /* the newest version of it: */
	char code_now[PH_CODE_SIZE];
	int8_t now[PH_FIELDS_MAX];
	size_t row; /* of the draft, from 1; 0: not keyed again */
};

struct ph_rekeyed {
	struct ph_ledger *ledger;
	const struct ph_rules *rules;
	int64_t batch;
	struct ph_text source, by, at; /* of the batch; by "": not known */
	PH_LIST(struct ph_first) firsts;
};

/* PH_NO_INPUT: no such batch, or none of keyed forms. */
PH_MUST_CHECK bool ph_rekeyed_load(struct ph_rekeyed *rekeyed,
	struct ph_ledger *ledger, const struct ph_rules *rules, int64_t batch,
	struct ph_error *err);
void ph_rekeyed_release(struct ph_rekeyed *rekeyed);
PH_CLEANUP_VALUE(struct ph_rekeyed, ph_rekeyed_release)
/* How many forms of the batch bear the code, as it was keyed or is now. */
size_t ph_rekeyed_count(const struct ph_rekeyed *rekeyed, const char *code);
/* The session asks what any form of the batch was asked. */
void ph_rekeyed_ask(const struct ph_rekeyed *rekeyed, struct ph_keying *keying);

enum ph_difference_kind {
	PH_DIFFERENCE_ANSWER,
	PH_DIFFERENCE_CODE,        /* one form, keyed under two codes */
	PH_DIFFERENCE_NOT_REKEYED, /* the batch has it, the draft not */
	PH_DIFFERENCE_NOT_FIRST,   /* the other way round */
};

struct ph_difference {
	enum ph_difference_kind kind;
	size_t first; /* in firsts, but for NOT_FIRST */
	size_t row;   /* of the draft, from 1, but for NOT_REKEYED */
	int field;    /* of an answer */
	int8_t answers[2];
	bool settled;
	int8_t settlement;       /* of an answer */
	char code[PH_CODE_SIZE]; /* that settled a code */
};
struct ph_differences {
	PH_LIST(struct ph_difference) list;
	size_t open;
};
/* Of the batch as it was keyed, so that it is the same after amendments. Sets
 * each first's row: forms are matched by a person's word, then by code in their
 * order, ballots without one by their answers, then in their order. With what
 * the draft has settled; settled is also what the newest version agrees on with
 * the second keying. A question that only one of both asked, and the other left
 * blank, is no difference. */
PH_MUST_CHECK bool ph_rekeyed_compare(struct ph_rekeyed *rekeyed,
	const struct ph_draft *draft, struct ph_differences *differences,
	struct ph_error *err);
void ph_differences_release(struct ph_differences *differences);
PH_CLEANUP_VALUE(struct ph_differences, ph_differences_release)
/* The third word, kept in the draft like a row. */
PH_MUST_CHECK bool ph_rekeyed_settle(const struct ph_rekeyed *rekeyed,
	struct ph_draft *draft, const struct ph_difference *difference,
	int8_t answer, const char *by, struct ph_error *err);
/* The paper of a form that was not keyed again is not to be found. */
PH_MUST_CHECK bool ph_rekeyed_miss(const struct ph_rekeyed *rekeyed,
	struct ph_draft *draft, const struct ph_difference *difference,
	const char *by, struct ph_error *err);
/* The draft's row, from 1, is that form, whose code is `code`; first NULL: it
 * is none of the batch's. */
PH_MUST_CHECK bool ph_rekeyed_pair(struct ph_draft *draft, size_t row,
	const struct ph_first *first, const char *code, const char *by,
	struct ph_error *err);
/* What the second said of each form, what settled it, and the amendments of
 * that, in one batch of command "key", which is told; 0: there was nothing to
 * add. A word is written once, on the sheet that was keyed, and amends once:
 * what others said since stays. */
PH_MUST_CHECK bool ph_rekeyed_apply(const struct ph_rekeyed *rekeyed,
	struct ph_draft *draft, const struct ph_differences *differences,
	size_t *amended, int64_t *batch, struct ph_error *err);
/* kind,sheet,code,field,first,second,settled */
PH_MUST_CHECK bool ph_rekeyed_table(const struct ph_rekeyed *rekeyed,
	const struct ph_draft *draft, const struct ph_differences *differences,
	struct ph_text *out, struct ph_error *err);

#endif
