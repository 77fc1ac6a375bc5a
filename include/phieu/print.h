/* SPDX-License-Identifier: MIT */
/*
 * print — forms and dossiers to a PDF that is handed out.
 *
 * cairo, Pango and zint are known to this room alone. What is drawn is a
 * composed form (form.h); texts come from the rule set and the registers. The
 * same input and date give the same bytes. Knows nothing of ledgers or photos.
 */
#ifndef PHIEU_PRINT_H
#define PHIEU_PRINT_H

#include <phieu/error.h>
#include <phieu/form.h>
#include <phieu/image.h>
#include <phieu/output.h>
#include <phieu/record.h>
#include <phieu/rules.h>
#include <phieu/table.h>

#include <stdbool.h>
#include <stddef.h>

/* One form to hand out. "" or NULL: not known. */
struct ph_handout {
	const char *code;    /* normalised; "" for a form without a code */
	const char *office;  /* the unit's name, over the title */
	const char *officer; /* name, where the form has a line for it */
};

struct ph_print {
	const struct ph_rules *rules; /* its texts, criteria and options */
	const struct ph_template *form;
	const char *url; /* look-up URL with {code}; "": the bare code */
	ph_date today;   /* pinned into the file */
	const struct ph_handout *handouts;
	size_t count;
};

/* The questions of a rule set that the template asks, in their order; the
 * caller gives room for PH_FIELDS_MAX and keeps the rules alive. Options stand
 * as in options.csv. The points arrays live in `points`. */
struct ph_print_questions {
	struct ph_question at[PH_FIELDS_MAX];
	size_t count;
	int points[PH_FIELDS_MAX][16];
};
void ph_print_ask(struct ph_print_questions *out, const struct ph_rules *rules,
	const struct ph_template *form);

/* Writes the PDF; `layout` (may be NULL) gets the rows of the layout CSV,
 * header too. PH_CONFIG when the texts or questions do not fit. */
PH_MUST_CHECK bool ph_print_forms(const struct ph_print *print,
	struct ph_output *pdf, struct ph_csv *layout, struct ph_error *err);

/* The boxes of a described form, numbered by their lines in the layout CSV,
 * over its faded blank (or none: NULL), with the names and points that they
 * have: a PNG. PH_BAD_DATA: the form has no page. */
PH_MUST_CHECK bool ph_print_boxes(const struct ph_form *form,
	const struct ph_image *blank, struct ph_output *png,
	struct ph_error *err);

#endif
