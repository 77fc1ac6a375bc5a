/* SPDX-License-Identifier: MIT */
/*
 * What the files of this room share. Only intake.h is the door.
 */
#ifndef PHIEU_INTAKE_INTERNAL_H
#define PHIEU_INTAKE_INTERNAL_H

#include <phieu/code.h>
#include <phieu/intake.h>

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- photographs ---- */

/*
 * document — one file, whose bytes the pages under way share: the first page
 * that is worked on loads it, the last one frees it. Pages are begun in order,
 * so no more files are in memory than pages are under way.
 */
struct ph_document {
	const char *path; /* borrowed */
	unsigned pages;   /* rows that it gives, at least 1 */
	unsigned left;    /* pages not done with the source */
	bool loaded;      /* was tried */
	bool usable;      /* source holds bytes to decode */
	/* Why the pages could not be counted, or the file not be loaded. */
	struct ph_image_trouble trouble;
	struct ph_source source;
	pthread_mutex_t lock;
};

/* Counts the pages. A document that does not tell has one, and trouble. */
void ph_document_init(struct ph_document *document, const char *path,
	const struct ph_image_limits *limits);
void ph_document_release(struct ph_document *document);
/* The loaded source; each page calls both once. While it is borrowed, the
 * source and `usable` do not change. */
const struct ph_source *ph_document_borrow(
	struct ph_document *document, const struct ph_image_limits *limits);
void ph_document_return(struct ph_document *document);

/* photo — one page to its record, which points into this block. */
struct ph_photo {
	struct ph_record record;
	char code[PH_CODE_SIZE];
	char detail[4 * PH_CODE_SIZE];
};

/* The part of a scan that its workers share. */
struct ph_scanning {
	const struct ph_scan *scan;
	pthread_mutex_t calling; /* held for scan->known and scan->emit */
};

/* NULL: out of memory; else the caller frees it. */
struct ph_photo *ph_photo_read(struct ph_scanning *scanning,
	struct ph_code_reader *reader, struct ph_document *document,
	unsigned page);

/* ---- tables ---- */

/* The columns of entries: these, then one a field of the form. */
enum ph_entry_column {
	PH_COLUMN_CODE,
	PH_COLUMN_DATE,
	PH_COLUMN_BOX,
	PH_COLUMN_OFFICER,
	PH_COLUMN_SERIAL,
	PH_COLUMN_PHOTO,
	PH_COLUMN_PAGE,
	PH_COLUMN_SHA256,
	PH_COLUMN_FORM,
	PH_COLUMN_CODE_FROM,
	PH_COLUMN_STATUS,
	PH_COLUMN_REASON,
	PH_COLUMN_SEEN,
	PH_COLUMN_DETAIL,
	PH_COLUMN_FIELDS, /* the first field's */
	PH_COLUMNS_MAX = PH_COLUMN_FIELDS + PH_FIELDS_MAX,
};

/* A table of sheets being read. */
struct ph_sheets {
	const struct ph_intake *intake;
	struct ph_table *table;
	struct ph_faults *faults;
	enum ph_channel channel; /* of rows without a photo */
	int at[PH_COLUMNS_MAX];  /* positions, -1: no such column */
	struct ph_text code;     /* of the row under way, normalised */
	bool malformed;          /* it follows no grammar */
};

void ph_sheets_release(struct ph_sheets *sheets);
PH_CLEANUP_VALUE(struct ph_sheets, ph_sheets_release)

/* Binds sheets->at by the labels of the caller and of the rule set. */
PH_MUST_CHECK bool ph_sheets_bind(
	struct ph_sheets *sheets, struct ph_error *err);
bool ph_sheets_has_answers(const struct ph_sheets *sheets);

/* One row to a record that borrows from the row and from sheets; what is wrong
 * with it goes to the faults. Fails when memory is out. */
PH_MUST_CHECK bool ph_sheet_read(struct ph_sheets *sheets,
	const struct ph_row *row, struct ph_record *record,
	struct ph_error *err);

/* All rows into the ledger; `channel` is that of rows without a photo. */
PH_MUST_CHECK bool ph_sheets_load(const struct ph_intake *intake,
	struct ph_table *table, enum ph_channel channel,
	struct ph_intake_count *count, struct ph_faults *faults,
	struct ph_error *err);

/* ---- cells ---- */

/* A cell's text as codes are compared, "" after a fault (one that is too long).
 * false: out of memory. */
PH_MUST_CHECK bool ph_cell_code(const struct ph_table *table,
	const struct ph_row *row, int at, struct ph_text *out,
	struct ph_faults *faults);
/* PH_NO_DATE for an empty cell, and after a fault. */
ph_date ph_cell_date(const struct ph_table *table, const struct ph_row *row,
	int at, struct ph_faults *faults);
/* The cell's points, one of the criterion's options; false after a fault. */
bool ph_cell_points(const struct ph_table *table, const struct ph_row *row,
	int at, const struct ph_criterion *criterion, int8_t *points,
	struct ph_faults *faults);
/* The same, or what stands there instead of points: "", "?", "!". */
bool ph_cell_answer(const struct ph_table *table, const struct ph_row *row,
	int at, const struct ph_criterion *criterion, int8_t *answer,
	struct ph_faults *faults);

void ph_intake_tally(struct ph_intake_count *count, enum ph_added added);

/* ---- registers ---- */

/* keys — rows of one table by their keys, so that a second row of the same
 * key which says something else is found. */
struct ph_keys {
	struct ph_key *at;
	size_t count, room; /* room: a power of two */
};
void ph_keys_release(struct ph_keys *keys);
PH_CLEANUP_VALUE(struct ph_keys, ph_keys_release)

/* *earlier: the line of an earlier row with this key and other contents, or
 * 0. Fails when memory is out. */
PH_MUST_CHECK bool ph_keys_add(struct ph_keys *keys, const struct ph_text *key,
	const struct ph_text *contents, unsigned long line,
	unsigned long *earlier, struct ph_error *err);

enum {
	PH_REGISTER_COLUMNS_MAX = 8
};

/* A register being loaded. */
struct ph_register {
	const struct ph_intake *intake;
	const struct ph_register_kind *kind;
	struct ph_table *table;
	struct ph_faults *faults;
	int at[PH_REGISTER_COLUMNS_MAX]; /* of kind->columns */
	/* The row under way: */
	const struct ph_row *row;
	struct ph_text key, contents;
	struct ph_period period;
	union {
		struct ph_unit unit;
		struct ph_officer officer;
		struct ph_dossier dossier;
		struct ph_unit_score score;
		struct ph_remark remark;
	} shape;
	struct ph_keys keys;
};

/* The cell of column i in the row under way. */
const char *ph_register_get(const struct ph_register *reg, size_t i);

/* Reads the period in that column into reg->period (name "" after a fault). */
PH_MUST_CHECK bool ph_register_period(
	struct ph_register *reg, size_t column, struct ph_error *err);
/* Writes the key of a row of a unit (column 0), the period and a third. */
PH_MUST_CHECK bool ph_register_key(
	struct ph_register *reg, const char *third, struct ph_error *err);

/* A required column must be there, and no cell of it empty: the reader of the
 * row need not tell that again. */
struct ph_register_kind {
	const char *name;
	const struct ph_column *columns;
	size_t count;
	size_t keys; /* the first columns name a row, the others describe it */
	/* Fills the shape, and key with what names the row, normalised; what
	 * is wrong goes to the faults. */
	bool (*read)(struct ph_register *reg, struct ph_error *err);
	bool (*add)(struct ph_register *reg, enum ph_added *added,
		struct ph_error *err);
};

extern const struct ph_register_kind ph_register_units, ph_register_officers,
	ph_register_dossiers, ph_register_unit_scores, ph_register_remarks;

#endif
