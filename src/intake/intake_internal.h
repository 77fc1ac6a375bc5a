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

/* looking — the codes of a page or of a form on it; payloads are never kept. */
enum {
	PH_CODES_MAX = 32, /* of one page: more tell nothing new */
};

struct ph_looking {
	const struct ph_rules *rules;
	ph_date today;
	size_t count;
	struct ph_found {
		enum ph_symbology symbology;
		char code[PH_CODE_SIZE]; /* "": it holds no dossier code */
		bool formed;             /* it names a form: */
		char form[PH_FORM_ID_SIZE];
		uint16_t checksum;
		struct ph_code_place place; /* in the page's pixels */
	} found[PH_CODES_MAX];
	unsigned seen; /* symbologies, whatever they said */
	bool out_of_time;
};

void ph_looking_init(struct ph_looking *looking, const struct ph_scan *scan);
/* The whole page, up the ladder. Fails when memory is out. */
PH_MUST_CHECK bool ph_looking_page(struct ph_looking *looking,
	struct ph_code_reader *reader, const struct ph_code_photo *page,
	double seconds, struct ph_error *err);
/* A flattened piece of it, where one code must be. */
PH_MUST_CHECK bool ph_looking_crop(struct ph_looking *looking,
	struct ph_code_reader *reader, const struct ph_image *crop,
	struct ph_error *err);
void ph_looking_add(struct ph_looking *looking, const struct ph_found *found);
bool ph_looking_has_code(const struct ph_looking *looking);

/* origin — the description that a paper was printed from, which its QR code
 * names. */
const struct ph_scan_form *ph_origin_of(
	const struct ph_scan *scan, const struct ph_paper *paper);
/* The first code that names one; NULL: none. */
const struct ph_found *ph_origin_find(const struct ph_looking *looking);
/* The code names another description than the form's, or one that is none of
 * the scan's. */
bool ph_origin_differs(
	const struct ph_scan_form *form, const struct ph_found *found);
bool ph_origin_known(const struct ph_scan *scan, const struct ph_found *found);

/* photo — one page to its records. */
struct ph_part {
	struct ph_record record; /* see ph_part_record */
	char code[PH_CODE_SIZE];
	char detail[4 * PH_CODE_SIZE];
	char form[PH_FORM_ID_SIZE];
	char place[PH_PLACE_SIZE];
	bool marked;
	struct ph_guess marks[PH_FORM_FIELDS_MAX];
};

struct ph_photo {
	size_t count;
	struct ph_part *parts;
};
void ph_photo_destroy(struct ph_photo *photo);
PH_CLEANUP(struct ph_photo *, ph_photo_destroy)
/* So many parts, each as the first one stands now. false: out of memory. */
PH_MUST_CHECK bool ph_photo_divide(struct ph_photo *photo, size_t parts);
/* So many parts more, each as `part`. false: out of memory. */
PH_MUST_CHECK bool ph_photo_extend(
	struct ph_photo *photo, const struct ph_part *part, size_t more);
/* The record with its strings, which lie in the part. */
const struct ph_record *ph_part_record(struct ph_photo *photo, size_t i);

void ph_part_detail(struct ph_part *part, const char *fmt, ...) PH_PRINTF(2, 3);
/* Sets the status and the reason; adds to the detail. */
void ph_part_fail(struct ph_part *part, enum ph_status status,
	const char *reason, const char *detail);
/* The code, or why there is none; `carried` false: nothing is wrong then. */
void ph_part_take_codes(
	struct ph_part *part, const struct ph_looking *looking, bool carried);
/* Reads the marks of a placed form, and judges the whole. */
PH_MUST_CHECK bool ph_part_read_marks(struct ph_part *part,
	const struct ph_scan *scan, struct ph_omr *omr,
	const struct ph_image *image, struct ph_placement *placement,
	struct ph_error *err);

/* What one thread reads with. */
struct ph_reader {
	struct ph_code_reader *codes;
	struct ph_omr *omr;               /* NULL: no forms are looked for */
	const struct ph_paper **anchored; /* the scan's papers with anchors, */
	const struct ph_scan_form *other; /* the first without, or NULL */
	size_t anchored_count;
};
/* NULL: out of memory. */
struct ph_reader *ph_reader_create(const struct ph_scan *scan);
void ph_reader_destroy(struct ph_reader *reader);
PH_CLEANUP(struct ph_reader *, ph_reader_destroy)

/* Forms, codes and marks of a decoded page, which is there whole when forms are
 * looked for. Fails when memory is out. */
PH_MUST_CHECK bool ph_page_read(struct ph_photo *photo,
	const struct ph_scan *scan, struct ph_reader *reader,
	const struct ph_code_photo *decoded, struct ph_error *err);
/* Papers without anchors, by the codes that were found. */
PH_MUST_CHECK bool ph_page_place(struct ph_placements *placed,
	const struct ph_scan *scan, struct ph_omr *omr,
	const struct ph_image *image, const struct ph_looking *looking,
	struct ph_error *err);
void ph_placement_corners(
	const struct ph_placement *placement, struct ph_corners *corners);

/* area — the corners of a form's paper in the page's pixels, with so many
 * millimetres around: they are not exact, and a code may lie a little outside.
 */
#define PH_AREA_SLACK_MM 5.0
void ph_area_find(struct ph_point area[4], const struct ph_placement *placement,
	double around);
bool ph_area_holds(
	const struct ph_point area[4], const struct ph_code_place *place);
double ph_area_size(const struct ph_point area[4]); /* square pixels */

/* missed — whether a page may hold more forms than were placed, so that it is
 * worth its time to look at the whole of it; and a record for each one that
 * its codes, or its tags, tell of, as `empty` but for why nothing was read.
 * Fails when memory is out. */
bool ph_missed_may_be(const struct ph_placements *placed,
	const struct ph_tags_seen *tags, const struct ph_image *image);
PH_MUST_CHECK bool ph_missed_add(struct ph_photo *photo,
	const struct ph_scan *scan, const struct ph_part *empty,
	const struct ph_placements *placed, const struct ph_tags_seen *tags,
	const struct ph_looking *all);

/* One crop to be made. */
struct ph_crop {
	unsigned page;
	struct ph_corners corners;
	char form[PH_FORM_ID_SIZE];
	char field[PH_FIELD_SIZE]; /* "": the code */
	bool whole;                /* neither: all of its paper */
	double px_per_mm;          /* 0: as it is kept */
	char *path;
};
/* Whether the form is described here, and shows that question, or its code, in
 * a way that may be kept: a QR code may hold a citizen's number. */
enum ph_crop_place {
	PH_CROP_UNKNOWN, /* the form is not described here */
	PH_CROP_NONE,
	PH_CROP_THERE,
};
enum ph_crop_place ph_crop_find(
	const struct ph_crops *crops, const char *form, const char *field);
/* *there false: it has no place in the photo. QR codes are painted over.
 * `found`: its forms, by their tags. Fails when memory is out. */
PH_MUST_CHECK bool ph_crop_cut(struct ph_image *cut, bool *there,
	const struct ph_crops *crops, const struct ph_crop *crop,
	const struct ph_image *image, const struct ph_placements *found,
	struct ph_error *err);
/* The crops' papers with anchors in a page. */
PH_MUST_CHECK bool ph_crop_find_again(const struct ph_crops *crops,
	struct ph_omr *omr, const struct ph_image *image,
	struct ph_placements *found, struct ph_error *err);

/* The part of a scan that its workers share. */
struct ph_scanning {
	const struct ph_scan *scan;
	pthread_mutex_t calling; /* held for scan->known and scan->emit */
};

/* NULL: out of memory. */
struct ph_photo *ph_photo_read(struct ph_scanning *scanning,
	struct ph_reader *reader, struct ph_document *document, unsigned page);

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
	PH_COLUMN_PART,
	PH_COLUMN_MARKS,
	PH_COLUMN_PLACE,
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
	struct ph_guess marks[PH_FIELDS_MAX]; /* of the row under way */
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

/* ---- marks as a cell: `cs1=2@0.9998 cs3=@0.71` ---- */

/* Field, guess and confidence of each question that was looked at; what would
 * part the cell in a field's name stands as %20. Appends. */
PH_MUST_CHECK bool ph_marks_cell_write(struct ph_text *out,
	const struct ph_guess *marks, const struct ph_fields *fields);
/* The marks of these fields; others are passed over. false: not such a cell. */
bool ph_marks_cell_read(const char *cell, struct ph_guess *marks,
	const struct ph_fields *fields);

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
