/* SPDX-License-Identifier: MIT */
/*
 * form — the paper's own description, in millimetres.
 *
 * One description serves both sides: print draws it, scan reads by it, so that
 * the two can never disagree. It comes from a layout CSV (a form of another
 * office, learned from its blank) or is composed from a template of data/forms
 * and the questions of a rule set. Composing needs no font: where a box stands
 * depends on the template and on the number of questions and options alone.
 * Knows nothing of photos, of drawing or of rules.
 *
 *	struct ph_form form = { 0 };
 *	if (ph_form_load(&form, "forms/a4-tinh/layout.csv", &faults, err))
 *		for (size_t i = 0; i < form.count; i++) … form.items[i] …
 *	ph_form_release(&form);
 */
#ifndef PHIEU_FORM_H
#define PHIEU_FORM_H

#include <phieu/error.h>
#include <phieu/table.h>
#include <phieu/text.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	PH_FORM_ID_SIZE = 24,    /* a folder's name: a-z 0-9 - */
	PH_FORM_FIELD_SIZE = 24, /* as PH_FIELD_SIZE of record.h */
	PH_FORM_VALUE_SIZE = 64,
	PH_FORM_CORNERS = 4,
};

enum ph_form_kind {
	PH_FORM_PAGE,    /* the paper itself: x, y 0 */
	PH_FORM_ANCHOR,  /* field: the corner tl tr br bl; value: the tag's id
			  * in AprilTag's family 36h11; its black border */
	PH_FORM_QR,      /* the modules without the quiet zone */
	PH_FORM_BARCODE, /* the bars without the quiet zones */
	PH_FORM_BOX,     /* field: the question; value: its points; the outer
			  * edge of the printed outline */
	PH_FORM_DIGIT,   /* a cell where a digit is written; value: the digits
			  * that may stand there, "012" */
	PH_FORM_TEXT,    /* field: what stands there ("title", "question") */
	PH_FORM_KINDS,
};
const char *ph_form_kind_name(enum ph_form_kind kind);
bool ph_form_kind_find(const char *name, enum ph_form_kind *kind);

/* Origin at the top left of the page, x to the right, y down, millimetres. */
struct ph_form_item {
	unsigned page; /* from 1 */
	unsigned slot; /* forms on one page, from 1 */
	enum ph_form_kind kind;
	char field[PH_FORM_FIELD_SIZE];
	char value[PH_FORM_VALUE_SIZE];
	double x, y, w, h;
};

/* One form as it is handed out: one page, one slot, unless it is the layout of
 * a print run. All zero is an empty form. */
struct ph_form {
	char id[PH_FORM_ID_SIZE];
	struct ph_form_item *items; /* the page first */
	size_t count, room;
};
void ph_form_release(struct ph_form *form);
PH_CLEANUP_VALUE(struct ph_form, ph_form_release)

/* Copies the item. false: out of memory. */
PH_MUST_CHECK bool ph_form_add(
	struct ph_form *form, const struct ph_form_item *item);
/* The first item of a kind, and of a field unless NULL; NULL: none. */
const struct ph_form_item *ph_form_find(
	const struct ph_form *form, enum ph_form_kind kind, const char *field);
const struct ph_form_item *ph_form_page(const struct ph_form *form);

/* The first 16 bits of the SHA-256 over the fields, values and places (to
 * 0.1 mm) of boxes and digits: tells a reader whether the paper in the photo
 * was printed from the description that it holds. */
uint16_t ph_form_checksum(const struct ph_form *form);

/* ---- layout CSV: page,kind,field,value,x_mm,y_mm,w_mm,h_mm[,slot] ---- */

/* The rows of one slot of one page; 0: of all. Every fault (an unknown kind, a
 * box without a field, points that are no number from 0 to 100, two boxes of
 * one field and value, an item outside its page, more than one page row) goes
 * to `faults` with line and column; false then with PH_BAD_DATA. The id is the
 * caller's to set. */
PH_MUST_CHECK bool ph_form_read(struct ph_form *form, struct ph_table *table,
	unsigned page, unsigned slot, struct ph_faults *faults,
	struct ph_error *err);
/* The same from a file. */
PH_MUST_CHECK bool ph_form_load(struct ph_form *form, const char *path,
	struct ph_faults *faults, struct ph_error *err);
/* Two decimals, never by the locale. */
void ph_form_csv_header(struct ph_csv *csv);
void ph_form_csv_item(struct ph_csv *csv, const struct ph_form_item *item);

/* ---- tags ---- */

/* A form's sixteen tags: four corners, in the left or right half of a sheet
 * (slot 1 or 2), with a dossier's code or without. `group` is the template's,
 * from 0 to PH_TAG_GROUPS − 1. */
enum {
	PH_TAG_GROUPS = 36, /* 587 tags in 36h11 */
};
enum ph_corner {
	PH_TOP_LEFT,
	PH_TOP_RIGHT,
	PH_BOTTOM_RIGHT,
	PH_BOTTOM_LEFT,
};
unsigned ph_tag_id(
	unsigned group, unsigned slot, bool coded, enum ph_corner corner);
bool ph_tag_parse(unsigned id, unsigned *group, unsigned *slot, bool *coded,
	enum ph_corner *corner);

/* ---- what the QR code of a form says ---- */

/* The code (may be ""), or the URL with {code} replaced, and the form's id and
 * checksum: `CODE phieu=a5.1f3c`, `https://…?MHS=CODE&phieu=a5.1f3c`. Appends.
 * false: out of memory. */
PH_MUST_CHECK bool ph_form_payload(struct ph_text *out, const char *url,
	const char *code, const char *form, uint16_t checksum);
/* The form's id and checksum in a payload, which may hold anything; false: it
 * names none. */
bool ph_form_payload_find(const char *payload, size_t length,
	char form[PH_FORM_ID_SIZE], uint16_t *checksum);

/* ---- composing a form from a template ---- */

/* A question of the rule set as far as it takes room on paper. */
struct ph_question {
	const char *field;
	const int
		*points; /* of its options, as they stand from left to right */
	size_t options;
	bool satisfaction; /* asked, never scored */
};

/* What stands printed on every form of a template, in its own words. "": it is
 * left out. */
enum ph_form_word {
	PH_WORD_HEADING, /* beside the office, as the national heading; a
			  * vertical bar begins a new line */
	PH_WORD_TITLE,
	PH_WORD_SUBTITLE,
	PH_WORD_HELP,    /* how to tick; ✓ ✗ ■ are drawn as small boxes */
	PH_WORD_OFFICER, /* before the officer's name */
	PH_WORD_CODE,    /* before the code */
	PH_WORD_NO_CODE, /* where a form without a code wants it written */
	PH_WORD_REMARKS,
	PH_WORD_FOOT,
	PH_WORDS,
};
enum {
	PH_WORD_SIZE = 320,
};

/* data/forms/<id>/form.csv: key,value,note. Plain memory, to be copied. */
struct ph_template {
	char id[PH_FORM_ID_SIZE]; /* the folder's name */
	double width, height;     /* of one form, mm */
	unsigned slots;           /* forms on one sheet, side by side: 1 or 2 */
	unsigned tag_group;       /* its own among all templates in use */
	bool satisfaction;        /* asks the satisfaction questions too */
	bool officer;             /* has a line for the officer's name */
	bool remarks;             /* has lines for remarks */
	double box_mm, tag_mm, qr_mm;
	char words[PH_WORDS][PH_WORD_SIZE];
};
/* Where the form in a slot begins on its sheet, and how wide a sheet is: the
 * cut between two forms takes a millimetre. */
double ph_template_offset(const struct ph_template *from, unsigned slot);
double ph_template_sheet_width(const struct ph_template *from);
/* Every fault of the file goes to `faults`; PH_NO_INPUT when there is none,
 * PH_CONFIG when it is faulty. */
PH_MUST_CHECK bool ph_template_load(struct ph_template *made,
	const char *folder, struct ph_faults *faults, struct ph_error *err);

/* Lays out one form with its own origin; PH_CONFIG when the questions do not
 * fit the paper, or when two of them have one field. Texts stand as items of
 * kind text: "office", "heading", "title", "subtitle", "officer", "help",
 * "code", "question" (value: the field), "index" (the same), "option" (value:
 * "field points"), "remarks", "foot", "version". Coded or not, the boxes stand
 * alike. */
PH_MUST_CHECK bool ph_form_compose(struct ph_form *form,
	const struct ph_template *from, const struct ph_question *questions,
	size_t count, unsigned slot, bool coded, struct ph_error *err);

#endif
