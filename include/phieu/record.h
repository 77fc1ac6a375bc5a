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
	PH_FIELDS_MAX = 16,       /* questions of a rule set, and of a ledger */
	PH_FORM_FIELDS_MAX = 128, /* questions on the forms of one scan */
	PH_FIELD_SIZE = 24,       /* bytes of a field's id with its NUL */
	PH_CODE_SIZE = 128,   /* bytes of a dossier code as typed, with NUL */
	PH_PERSON_SIZE = 201, /* bytes of a person's name with its NUL */
};

/* The questions of a form, in their order: "cs1", "cs3", …; from the rule
 * set's criteria or a form's layout. */
struct ph_fields {
	size_t count;
	char id[PH_FORM_FIELDS_MAX][PH_FIELD_SIZE];
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

/* A cell of a table to an answer: "2" → 2, "" → PH_BLANK, "?", "!", and "-"
 * → PH_ABSENT. false: none of these. */
bool ph_answer_parse(const char *text, size_t length, int8_t *answer);
/* The cell back: "" for PH_BLANK, "?" for PH_ABSENT too. Returns out. */
const char *ph_answer_format(int8_t answer, char out[8]);

/* What a reader of marks thinks of one question, sure or not. */
struct ph_guess {
	int8_t answer;    /* points, PH_BLANK or PH_MULTIPLE; PH_ABSENT: it was
			   * not looked at */
	float confidence; /* probability that the guess is right, 0 to 1 */
};

enum {
	PH_GUESS_ONE = 10000, /* confidences in files have four decimals */
	PH_PLACE_SIZE = 120,
};
/* A confidence in ten-thousandths, rounded down: what is not quite 1 never
 * becomes 1. */
int ph_guess_confidence(const struct ph_guess *guess);

/* The corners of a form in the pixels of its photo: top left, top right,
 * bottom right, bottom left of the paper upright, `x,y x,y x,y x,y` with one
 * decimal at most. They may lie outside the photo. */
struct ph_corners {
	double x[4], y[4];
};
const char *ph_place_format(
	const struct ph_corners *corners, char out[PH_PLACE_SIZE]);
/* false: not such a text, or a number beyond ten million. */
bool ph_place_parse(const char *text, struct ph_corners *corners);
/* Whether both are the same spot of one photo: the centre of each lies within
 * the middle half of the other. */
bool ph_place_same(const struct ph_corners *a, const struct ph_corners *b);

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

/* The reason of a form whose code is sure, but not all of its marks: only those
 * questions are in doubt, not the form. */
#define PH_REASON_MARK "doubtful-mark"

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
	unsigned part;  /* which form of its page, as they are read, from 1; 0:
			 * no form was found there */
	unsigned parts; /* of a scan: records that this page gives; 0 is 1 */
	const char *form;  /* the layout's id */
	const char *place; /* the form's corners, see ph_place_format */
	enum ph_code_from code_from;
	enum ph_status status; /* keyed and online: PH_STATUS_READ */
	const char *reason;    /* one word, see phieu-csv(5) */
	const char *detail;    /* one line for a person */
	unsigned seen;         /* symbologies read, bits: 1 QR, 2 Code 128,
				* 4 Code 39, whatever they said */
	/* Any sheet's: */
	const char *code; /* normalised; "" for a ballot without one */
	int8_t answers[PH_FORM_FIELDS_MAX]; /* in the order of a ph_fields */
	/* What was read, by the same order; NULL: no marks were read. An answer
	 * that a person gave stands in `answers` alone. */
	const struct ph_guess *marks;
	ph_date date; /* of collection, or PH_NO_DATE */
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
