/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_ROWS_H
#define SIMULATOR_ROWS_H

#include <stdbool.h>

/*
 * A CSV file read row by row:
 *
 *	struct rows rows;
 *	if (rows_open(&rows, path))
 *		while (rows_next(&rows))
 *			… rows_cell(&rows, rows_column(&rows, "field")) …
 *	good = rows_close(&rows);
 */
enum {
	ROWS_COLUMNS = 40
};

struct rows {
	const char *path;
	char *text, *at;
	char *head[ROWS_COLUMNS], *cell[ROWS_COLUMNS];
	int width, line;
	bool bad;
};

/* Reads the head too. False, and a line on stderr, when it cannot. */
bool rows_open(struct rows *rows, const char *path);

/* False at the end, and at a row that is not as wide as the head. */
bool rows_next(struct rows *rows);

/* The column of that name; -1: there is none. */
int rows_column(const struct rows *rows, const char *name);

/* "" for column -1. */
const char *rows_cell(const struct rows *rows, int column);

/* Remembers that this row is wrong, and says why. Returns false. */
bool rows_fault(struct rows *rows, const char *why);

/* Copies a cell that must fit. */
bool rows_copy(struct rows *rows, int column, char *to, unsigned long size);

/* The cell's number; an empty or a wrong one is a fault. */
bool rows_number(struct rows *rows, int column, double *number);

/* False when anything was wrong. */
bool rows_close(struct rows *rows);

#endif
