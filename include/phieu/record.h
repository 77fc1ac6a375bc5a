/* SPDX-License-Identifier: MIT */
/*
 * record — what one sheet of paper says, and what the registers say.
 *
 * Plain shapes that the rooms above hand to each other; no input or output
 * here. Strings are borrowed: whoever fills a shape keeps its strings alive
 * for the time of the call. NULL and "" both mean "not given".
 */
#ifndef PHIEU_RECORD_H
#define PHIEU_RECORD_H

#include <phieu/hash.h>
#include <phieu/time.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	PH_FIELDS_MAX = 16, /* questions on one form */
	PH_FIELD_SIZE = 24, /* bytes of a field's id with its NUL */
	PH_CODE_SIZE = 128, /* bytes of a dossier code as typed, with NUL */
};

/* The questions of a form, in their order: "cs1", "cs3", …; from the rule
 * set's criteria or a form's layout. */
struct ph_fields {
	size_t count;
	char id[PH_FIELDS_MAX][PH_FIELD_SIZE];
};

/* The index of an id, or -1. */
int ph_fields_find(const struct ph_fields *fields, const char *id);

/* An answer: its points, 0 to 100, or one of these. */
enum {
	PH_ABSENT = -1,   /* not read, not keyed: nothing is known */
	PH_BLANK = -2,    /* surely left blank */
	PH_DOUBTFUL = -3, /* a mark that the reader is not sure of: `?` */
	PH_MULTIPLE = -4, /* more than one mark stands: `!` */
	PH_POINTS_MAX = 100,
};

/* A cell of a table to an answer: "2" → 2, "" → PH_BLANK, "?" and "!".
 * false: none of these. */
bool ph_answer_parse(const char *text, size_t length, int8_t *answer);
/* The cell back: "" for PH_BLANK, "?" for PH_ABSENT too. Returns out. */
const char *ph_answer_format(int8_t answer, char out[8]);

enum ph_channel {
	PH_CHANNEL_SCAN,   /* a photographed form */
	PH_CHANNEL_KEYED,  /* typed from the paper */
	PH_CHANNEL_ONLINE, /* the portal's rating */
};

enum ph_status {
	PH_STATUS_READ,
	PH_STATUS_DOUBTFUL,
	PH_STATUS_UNREAD,
};

enum ph_code_from {
	PH_FROM_NONE,
	PH_FROM_QR,
	PH_FROM_CODE128,
	PH_FROM_CODE39,
	PH_FROM_BOTH, /* QR and a barcode agree */
};

/* The words of the contract; *_find is false for an unknown word. */
const char *ph_channel_name(enum ph_channel channel);
const char *ph_status_name(enum ph_status status);
const char *ph_code_from_name(enum ph_code_from from); /* "" for none */
bool ph_channel_find(const char *name, enum ph_channel *channel);
bool ph_status_find(const char *name, enum ph_status *status);
bool ph_code_from_find(const char *name, enum ph_code_from *from);

struct ph_record {
	enum ph_channel channel;
	/* A photo's: */
	const char *photo; /* path as given */
	unsigned page;     /* from 1; 0 when there is no photo */
	bool hashed;
	uint8_t sha256[PH_HASH_SIZE];
	const char *form; /* the layout's id */
	enum ph_code_from code_from;
	enum ph_status status; /* keyed and online: PH_STATUS_READ */
	const char *reason;    /* one word, see phieu-csv(5) */
	const char *detail;    /* one line for a person */
	unsigned seen;         /* symbologies read, bits: 1 QR, 2 Code 128,
				* 4 Code 39, whatever they said */
	/* Any sheet's: */
	const char *code; /* normalised; "" for a ballot without one */
	int8_t answers[PH_FIELDS_MAX]; /* in the order of a ph_fields */
	ph_date date;                  /* of collection, or PH_NO_DATE */
	const char *box;
	/* What the command said of all its rows, not the row itself: the same
	 * row under another --date is still the same row. */
	bool date_implied, box_implied;
	const char *officer; /* id, as keyed */
	const char *serial;  /* tells equal ballots without a code apart */
};

/* Nothing known: all answers PH_ABSENT, no date, no strings. */
void ph_record_clear(struct ph_record *record);

/* Rows of the registers; see design's "Registers" in phieu-csv(5). */
struct ph_unit {
	const char *unit, *name, *parent;
};

struct ph_officer {
	const char *officer, *name, *title, *unit;
};

struct ph_dossier {
	const char *code, *unit, *officer, *field;
	ph_date received, due, returned;
};

struct ph_unit_score {
	const char *unit, *period, *criterion;
	int points;
};

struct ph_remark {
	const char *unit, *period, *kind, *text;
};

#endif
