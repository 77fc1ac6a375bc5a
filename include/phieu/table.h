/* SPDX-License-Identifier: MIT */
/*
 * table — CSV rows in and out, as Vietnamese offices save them.
 *
 * In: UTF-8 with or without BOM, UTF-16 with BOM as Excel saves it; `,`, `;`
 * or tab, told by the header line (or Excel's `sep=` line); LF, CRLF or CR;
 * NFC or NFD (cells come out NFC, outer white space cut). Lines and fields
 * are counted here, because libcsv, known to this room alone, counts neither.
 * What is wrong goes to a ph_faults as file:line:column, all of it.
 *
 *	struct ph_table *t;
 *	if (!ph_table_open(&t, "officers.csv", &faults, err)) …
 *	ph_table_bind(t, columns, 4, labels, at, log, &faults);
 *	while (ph_table_next(t, &row, &faults))
 *		use(ph_row_get(&row, at[0]));
 *
 * Out: RFC 4180, or the profile that Excel expects on Vietnamese settings.
 */
#ifndef PHIEU_TABLE_H
#define PHIEU_TABLE_H

#include <phieu/error.h>
#include <phieu/log.h>
#include <phieu/text.h>

#include <stddef.h>
#include <stdint.h>

/* ---- labels: the names that a column goes by ---- */

/* Pairs of column id and accepted header, from data/columns.csv
 * (`id,label`), compared by ph_utf8_fold. An id is always its own label; one
 * label may stand for several ids, of which a reader wants one. */
struct ph_labels;
struct ph_labels *ph_labels_create(void);
void ph_labels_destroy(struct ph_labels *labels);
PH_CLEANUP(struct ph_labels *, ph_labels_destroy)
PH_MUST_CHECK bool ph_labels_add(struct ph_labels *labels, const char *id,
	const char *label, struct ph_error *err);
PH_MUST_CHECK bool ph_labels_load(
	struct ph_labels *labels, const char *path, struct ph_error *err);

/* ---- reading ---- */

struct ph_table;

struct ph_cell {
	const char *text; /* NFC, NUL-terminated */
	size_t length;
};

struct ph_row {
	unsigned long line; /* where the row begins, from 1 */
	size_t count;
	const struct ph_cell *cells; /* valid until the next row */
};

/* What a reader wants of a table. */
struct ph_column {
	const char *id;
	bool required; /* a fault when no header names it */
};

enum {
	PH_TABLE_BYTES_MAX = 1 << 30
};

/* Opens a file ("-": stdin) and reads its header row; rows need not follow.
 * Fails when it cannot be read (PH_NO_INPUT), or with PH_BAD_DATA when nothing
 * can be made of it (not UTF-8 nor UTF-16, empty): then the fault is in faults
 * too. `name` must outlive the table. */
PH_MUST_CHECK bool ph_table_open(struct ph_table **table, const char *name,
	struct ph_faults *faults, struct ph_error *err);
/* The same over bytes in memory, which stay the caller's. */
PH_MUST_CHECK bool ph_table_open_bytes(struct ph_table **table,
	const char *name, const char *bytes, size_t length,
	struct ph_faults *faults, struct ph_error *err);
void ph_table_close(struct ph_table *table);
PH_CLEANUP(struct ph_table *, ph_table_close)

/* SHA-256 of the bytes as they were read. */
const uint8_t *ph_table_hash(const struct ph_table *table);
size_t ph_table_width(const struct ph_table *table);
const char *ph_table_header(const struct ph_table *table, size_t i);

/* Finds columns by their labels (NULL: by their ids alone): at[i] is the
 * position of columns[i], or -1.
 * A missing required column, and a column named twice, are faults on the
 * header's line; a header that no column claims is said to the log once (its
 * cells are not used), unless the log is NULL. */
void ph_table_bind(struct ph_table *table, const struct ph_column *columns,
	size_t count, const struct ph_labels *labels, int *at,
	struct ph_log *log, struct ph_faults *faults);

/* The next row. false: the end. Rows that are wider or narrower than the
 * header, broken quotes and NUL bytes are faults and are skipped; blank lines
 * and wholly empty rows (";;;;") are skipped without a word. A row that wants
 * its end (an open quotation mark) has its fault where that cell begins. */
bool ph_table_next(
	struct ph_table *table, struct ph_row *row, struct ph_faults *faults);

/* The cell at a position of ph_table_bind; "" for -1. */
const char *ph_row_get(const struct ph_row *row, int at);
/* A fault in the cell at that position: adds `«header»: ` before the text. */
void ph_row_fault(const struct ph_table *table, const struct ph_row *row,
	int at, struct ph_faults *faults, const char *fmt, ...) PH_PRINTF(5, 6);

/* ---- writing ---- */

struct ph_csv_profile {
	char delimiter;
	bool bom, crlf, decimal_comma;
	bool guard; /* an apostrophe before text cells that a spreadsheet
		     * would run: those beginning with = + - @ tab CR */
};
extern const struct ph_csv_profile ph_csv_plain; /* RFC 4180 but LF */
extern const struct ph_csv_profile ph_csv_excel; /* BOM ; , CRLF guard */

/* A row being written into a text. */
struct ph_csv {
	struct ph_text *out;
	const struct ph_csv_profile *profile;
	size_t row;  /* where in out this row begins */
	bool begun;  /* a cell stands in this row */
	bool failed; /* memory ran out */
};

void ph_csv_init(struct ph_csv *csv, struct ph_text *out,
	const struct ph_csv_profile *profile); /* writes the BOM */
void ph_csv_text(struct ph_csv *csv, const char *text);
void ph_csv_number(struct ph_csv *csv, int64_t number);
void ph_csv_tenths(struct ph_csv *csv, int64_t tenths); /* 45 → 4.5 */
void ph_csv_end_row(struct ph_csv *csv);
/* false when memory ran out on the way. */
PH_MUST_CHECK bool ph_csv_finish(struct ph_csv *csv, struct ph_error *err);

#endif
