/* SPDX-License-Identifier: MIT */
/*
 * intake — what comes in: photographs to records, tables to the ledger.
 *
 * A page gives a record for each form on it, else one; many photos are read in
 * parallel, their records come in order, and each failure is its own. Rows of
 * registers, scan records and keyed entries are checked and appended to the
 * ledger inside the caller's batch: a table with a fault is for the caller to
 * roll back, so that it loads nothing.
 *
 * Raw payloads of codes never leave ph_intake_scan: the dossier code alone.
 */
#ifndef PHIEU_INTAKE_H
#define PHIEU_INTAKE_H

#include <phieu/error.h>
#include <phieu/image.h>
#include <phieu/ledger.h>
#include <phieu/log.h>
#include <phieu/omr.h>
#include <phieu/record.h>
#include <phieu/rules.h>
#include <phieu/table.h>
#include <phieu/text.h>

#include <stdbool.h>
#include <stddef.h>

/* ---- photographs ---- */

/* Paths of files to scan, in order. */
struct ph_paths {
	char **at;
	size_t count, room;
};
void ph_paths_release(struct ph_paths *paths);
PH_CLEANUP_VALUE(struct ph_paths, ph_paths_release)

/* Adds a file, or all files of a folder and of its subfolders in natural
 * order ("img2" before "img10"). In folders, hidden files, *.csv and what
 * desktops leave behind (Thumbs.db, desktop.ini) are passed over, with a note
 * to the log for *.csv; a path that does not exist, or a folder that cannot be
 * read, is added all the same and becomes an unread row. Links to folders are
 * not followed inside folders. */
PH_MUST_CHECK bool ph_paths_add(struct ph_paths *paths, const char *path,
	struct ph_log *log, struct ph_error *err);
/* Adds what a list names ("-": stdin), one path a line, or NUL-ended; empty
 * ones are passed over, folders are walked as above. */
PH_MUST_CHECK bool ph_paths_add_list(struct ph_paths *paths, const char *list,
	bool nul_ended, struct ph_log *log, struct ph_error *err);

/* A form that may be in the photographs. */
struct ph_scan_form {
	const struct ph_paper *paper;
	bool named; /* its id is what print writes into the QR code */
};

struct ph_scan {
	const struct ph_paths *paths;
	const struct ph_rules *rules; /* its grammars and form fields */
	/* Those with anchors are looked for first; of the others, in the order
	 * of this list, the one that fits best. None: codes alone are read. */
	const struct ph_scan_form *forms;
	size_t form_count;
	bool asked; /* the user named them: a photo with a code, but without one
		     * of them, is doubtful */
	/* Which questions stand in the records' answers and marks; NULL: the
	 * rule set's. */
	const struct ph_fields *fields;
	struct ph_image_limits limits; /* ph_image_limits_default */
	double photo_s; /* seconds for the codes of one page; 0: default */
	size_t threads; /* 0: all processors */
	ph_date today;
	struct ph_log *log; /* progress, in pages */
	/* Optional: true when this page is not to be scanned again; the record
	 * then comes with reason "known" (status read, no code: nobody has to
	 * look at it). Called from the workers, but never two at once, nor
	 * beside emit: both may use one ledger. */
	bool (*known)(void *context, const uint8_t sha256[PH_HASH_SIZE],
		unsigned page);
	/* In order, on the calling thread; the record lives for the call.
	 * false stops the scan. */
	bool (*emit)(void *context, const struct ph_record *record);
	void *context;
};

/*
 * Scans all pages of all paths. A document whose pages cannot be counted is
 * one unread page. A page gives a record for each form that was found on it,
 * in reading order, else one. Reasons of records that are not `read`, beside
 * those of ph_image_fault_name and ph_omr_fault_name: "no-code" (nothing
 * readable), "no-dossier-code" (codes were read, none holds a dossier code),
 * "codes-disagree" (doubtful; the detail names the dossier codes),
 * "other-form" (the paper was printed from another description than the one
 * that is at hand), "doubtful-mark" (all is sure but some marks).
 * A record is `read` when its code is sure, or the form carries none, and all
 * its marks are; `unread` when a code is missing that should be there.
 * Without marks the answers are PH_ABSENT, and `marks` is NULL.
 * A file is in memory while its pages are decoded, a page while it is read:
 * so many pages as there are threads.
 * Fails when emit stopped (err untouched), or when memory or threads are out.
 */
PH_MUST_CHECK bool ph_intake_scan(
	const struct ph_scan *scan, struct ph_error *err);

/* ---- scan records as a table ---- */

/* The header row: photo,page,sha256,form,code,code_from,status,reason, one
 * column a field, then seen (names between spaces), detail, part, marks
 * (`cs1=2@0.9998 cs3=1@0.71`), place. */
void ph_record_csv_header(struct ph_csv *csv, const struct ph_fields *fields);
void ph_record_csv_row(struct ph_csv *csv, const struct ph_record *record,
	const struct ph_fields *fields);
/* One object, one line, keyed as the columns; `answers` is an object of the
 * fields' cells (strings, as in the table), `seen` an array of names, `marks`
 * one of objects. */
PH_MUST_CHECK bool ph_record_json(struct ph_text *out,
	const struct ph_record *record, const struct ph_fields *fields);

/* ---- crops of what is in doubt ---- */

enum {
	PH_CROP_NAME_SIZE = 160,
};
/* The file of one question (or "code") of a form in a photo:
 * `<first 16 hex digits of the SHA-256>-<page>-<part>-<field>-<spot>.png`,
 * where the spot, 8 hex digits, is another one when the form lies elsewhere, or
 * is another form. */
const char *ph_crop_name(const struct ph_placed_row *form, const char *field,
	char out[PH_CROP_NAME_SIZE]);
/* Whether a person should see it: an answer in doubt or with two marks, or
 * ("code") a code that could not be read. `field` is its place in the fields,
 * or -1 for the code. */
bool ph_crop_wanted(const struct ph_placed_row *form, int field);

struct ph_crops {
	struct ph_ledger *ledger;
	const char *folder; /* made when it is needed, mode 0700 */
	const struct ph_rules *rules;
	const struct ph_scan_form *forms;
	size_t form_count;
	struct ph_image_limits limits;
	struct ph_log *log;
	size_t made, missing; /* missing: of photos that are not there */
	struct ph_omr *omr;   /* the maker's own; see ph_crops_release */
};
void ph_crops_release(struct ph_crops *crops);
PH_CLEANUP_VALUE(struct ph_crops, ph_crops_release)

/* Makes those that a photo wants and that are not there yet, each a PNG of
 * 8 pixels a millimetre, mode 0600: the photo is read again from `path`. None
 * for a photo whose path was purged. A photo that is not there, or is another
 * now, gets a note. Fails with PH_WRITE_FAILED or PH_CANNOT_CREATE. */
PH_MUST_CHECK bool ph_crops_make(struct ph_crops *crops, const char *path,
	const uint8_t sha256[PH_HASH_SIZE], struct ph_error *err);
/* Removes the crops of photos that came before the day; with `dry` counts
 * them. A folder that is not there has none. */
PH_MUST_CHECK bool ph_crops_purge(struct ph_ledger *ledger, const char *folder,
	ph_date before, bool dry, int64_t *count, struct ph_error *err);

/* Where a question, or the code (""), of a form stands: x, y, width and height
 * as fractions of its paper. false: nowhere. */
bool ph_crop_spot(const struct ph_crops *crops, const char *form,
	const char *field, double spot[4]);

/*
 * Pictures for whoever decides, cut out of a page again. No QR code is in them:
 * its payload may hold a citizen's number. Those that the form's description
 * names, and those that are found in the picture itself, are painted over.
 * One viewer a thread; `crops` is only read, and outlives it.
 */
struct ph_viewer;
/* NULL: out of memory. */
struct ph_viewer *ph_viewer_create(const struct ph_crops *crops);
void ph_viewer_destroy(struct ph_viewer *viewer);
PH_CLEANUP(struct ph_viewer *, ph_viewer_destroy)

/* Decodes a page; *there false: the photo is not there, or is another now. */
PH_MUST_CHECK bool ph_viewer_open(struct ph_viewer *viewer, const char *path,
	const uint8_t sha256[PH_HASH_SIZE], unsigned page, bool *there,
	struct ph_error *err);
/* A question of a form, its code (""), or all of its paper (NULL), flat. */
PH_MUST_CHECK bool ph_viewer_cut(struct ph_viewer *viewer, const char *form,
	const char *place, const char *field, double px_per_mm,
	struct ph_image *cut, bool *there, struct ph_error *err);
/* The whole page, where no form was found: so small that no QR code can be read
 * from it, found before or not. */
PH_MUST_CHECK bool ph_viewer_page(
	struct ph_viewer *viewer, struct ph_image *small, struct ph_error *err);
/* Paints over the QR codes that are found in a picture. */
PH_MUST_CHECK bool ph_viewer_hide(
	struct ph_viewer *viewer, struct ph_image *image, struct ph_error *err);

/* ---- tables to the ledger ---- */

struct ph_intake_count {
	size_t rows, added, same, changed, differs, repeated;
	size_t pages;     /* of photographs: rows may be more */
	size_t malformed; /* sheets whose code follows no grammar: kept */
	size_t unread;    /* sheets that a person must look at */
	size_t unkept;   /* told to the log: not read, and not in the ledger; */
	size_t unopened; /* those of them that have no hash */
};

struct ph_intake {
	struct ph_ledger *ledger; /* with an open batch */
	const struct ph_rules *rules;
	const struct ph_labels *labels; /* data/columns.csv */
	struct ph_log *log;
	ph_date today;
	/* What rows that do not say it themselves are given: */
	ph_date date;    /* of collection, or PH_NO_DATE */
	const char *box; /* or NULL */
	bool replace;    /* a known photo that differs is corrected */
	/* Optional: told of each record of a photo that the ledger now knows;
	 * false: out of memory. */
	bool (*met)(void *context, const struct ph_record *record);
	void *context;
};

/*
 * Scan records (a `sha256` column tells them) and keyed entries (a `code`
 * column and one of answers at least) alike; columns go by the labels and by
 * the rule set's names of the questions. Each answer is checked against the
 * rule set's options, each date is a day, each code is normalised; a code that
 * follows no grammar is kept as typed and counted.
 *
 * A scan record with answers filled in by a person is a rating; one that says
 * `?` to every question knows no answer. A code without `code_from` was typed
 * by a person, who thereby settles an unread or doubtful record: it becomes
 * `read`. A row without a hash is a keyed entry if it has points, else a photo
 * that was never opened: told to the log, counted as unkept. In keyed entries
 * an empty cell is a blank, a column that is missing is an answer not known.
 *
 * Faults go to `faults`, all of the table's; the caller rolls back when there
 * are any.
 */
PH_MUST_CHECK bool ph_intake_entries(const struct ph_intake *intake,
	struct ph_table *table, struct ph_intake_count *count,
	struct ph_faults *faults, struct ph_error *err);

/* One record of a scan, straight into the ledger. "known" is the same again. A
 * record without a hash is not kept but told to the log and counted as unkept,
 * and so is one that this computer, not the photo, is to blame for
 * ("helper-missing", "helper-limit", "out-of-memory"): the next scan tries it
 * again. */
PH_MUST_CHECK bool ph_intake_record(const struct ph_intake *intake,
	const struct ph_record *record, struct ph_intake_count *count,
	struct ph_error *err);

/*
 * A register: "units", "officers", "dossiers", "unit-scores", "online" or
 * "remarks"; PH_USAGE for another word. Two rows of one key that say different
 * things are a fault, and so is a dossier's code that follows no grammar.
 * "online" is a table of entries whose rows are the portal's ratings.
 */
PH_MUST_CHECK bool ph_intake_register(const struct ph_intake *intake,
	const char *kind, struct ph_table *table, struct ph_intake_count *count,
	struct ph_faults *faults, struct ph_error *err);
/* The words above, NULL at the end. */
extern const char *const ph_intake_registers[];

#endif
