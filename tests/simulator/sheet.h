/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_SHEET_H
#define SIMULATOR_SHEET_H

#include <stdbool.h>
#include <stddef.h>

/* Millimetres from the page's top left corner. */
struct rect {
	double x, y, w, h;
};

enum {
	MAX_FIELDS = 24,
	FIELD_SIZE = 32,
	VALUE_SIZE = 256
};

enum item_kind {
	ITEM_PAGE,
	ITEM_ANCHOR,
	ITEM_QR,
	ITEM_BARCODE,
	ITEM_BOX,   /* field: the question; value: the points */
	ITEM_DIGIT, /* value: the digits that may stand there */
	ITEM_TEXT,
	ITEM_KINDS
};

struct item {
	enum item_kind kind;
	char field[FIELD_SIZE], value[VALUE_SIZE];
	struct rect at;
};

/* As in the layout's column kind. */
const char *item_kind_name(enum item_kind kind);

/* One form as it is handed out: its place on the page of a print run, and
 * what is printed where. All places are the page's, also of the second of two
 * forms on one page. */
struct sheet {
	int page, slot; /* from 1 */
	struct rect paper;
	struct item *items;
	size_t count;
};

/* All forms of a print run, and the questions in the order they stand. */
struct sheet_list {
	struct sheet *sheets;
	size_t count;
	char fields[MAX_FIELDS][FIELD_SIZE];
	int field_count;
};

/* Reads page,kind,field,value,x_mm,y_mm,w_mm,h_mm[,slot]. Says on stderr what
 * is wrong. Where two forms share a page and a page row, each has its half. */
bool sheets_load(struct sheet_list *list, const char *path);
void sheets_release(struct sheet_list *list);

/* Writes one as such a file. */
bool sheet_save(const struct sheet *sheet, const char *path);

bool sheet_add(struct sheet *sheet, enum item_kind kind, const char *field,
	const char *value, struct rect at);
void sheet_release(struct sheet *sheet);

/* Takes the questions of the sheet into the list's fields. */
bool sheets_take_fields(struct sheet_list *list, const struct sheet *sheet);

/* The first of that kind; NULL: there is none. */
const struct item *sheet_find(const struct sheet *sheet, enum item_kind kind);

/* The dossier's code; "": it has none. */
const char *sheet_code(const struct sheet *sheet);

/* Whether the rectangle touches a box, a digit or a code; codes only if so. */
bool sheet_touches(const struct sheet *sheet, struct rect at, bool codes);

#endif
