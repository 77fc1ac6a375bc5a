/* SPDX-License-Identifier: MIT */
/* What the pieces of this room share. */
#ifndef TABLE_TABLE_H
#define TABLE_TABLE_H

#include <phieu/hash.h>
#include <phieu/table.h>

#include <csv.h>

enum {
	COLUMNS_MAX = 1024 /* a header wider than this is no table of ours */
};

/* The physical lines of a text; LF, CRLF and CR end one. */
struct lines {
	const char *at, *end;
	const char *lf, *cr;  /* the next of each from `at` on, or end */
	unsigned long number; /* of the line that was given last */
};

void lines_init(struct lines *lines, const char *text, size_t length);
/* false: no line is left. The terminator is not part of the line. */
bool lines_next(struct lines *lines, const char **line, size_t *length);

/* The row being read: cells one behind the other, each with its NUL. */
struct row {
	struct ph_text arena;
	size_t *starts; /* of the cells in the arena; room COLUMNS_MAX */
	struct ph_cell *cells;
	size_t count;        /* may exceed COLUMNS_MAX: those are not kept */
	unsigned long begin; /* line of the row */
	unsigned long field; /* line of the cell that is being read */
	bool ended;          /* its last line has been fed */
	bool filled;         /* some cell is not empty */
	bool failed;         /* memory ran out */
};

struct ph_table {
	const char *name;
	uint8_t sha256[PH_HASH_SIZE];
	char *owned; /* loaded or decoded bytes; NULL: the caller's */
	bool has_nul;
	struct lines lines;
	struct csv_parser csv;
	struct row row;
	struct ph_text header; /* its cells, each with its NUL */
	struct ph_cell *headers;
	size_t width;
	unsigned long header_line;
};

/* Gives the text as UTF-8 without BOM: a place within `bytes`, or new memory
 * in *owned. false: err says why, and the fault is in faults. */
PH_MUST_CHECK bool table_decode(const char *name, const char *bytes,
	size_t length, char **owned, const char **text, size_t *text_length,
	struct ph_faults *faults, struct ph_error *err);

/* Starts libcsv anew. */
void table_restart(struct ph_table *table, char delimiter);
/* Reads rows until one has a cell that is not empty; its width is not
 * checked. false: the end. */
bool table_read(struct ph_table *table, struct ph_faults *faults);

/* Whether this folded header names the column; folded ids count too. */
bool labels_match(
	const struct ph_labels *labels, const char *id, const char *folded);
/* Appends `, also called «…», «…»` for the labels of an id, if any. */
PH_MUST_CHECK bool labels_list(
	const struct ph_labels *labels, const char *id, struct ph_text *out);

#endif
