/* SPDX-License-Identifier: MIT */
/* The files of a described form, and where a new one is put. */
#ifndef PHIEU_CLI_FORM_FILES_H
#define PHIEU_CLI_FORM_FILES_H

#include "context.h"

#include <phieu/form.h>
#include <phieu/image.h>

/* The folder that new forms are made in: PHIEU_FORMS, else `forms` beside the
 * ledger, else ./forms. It need not be there. Needs NEEDS_LEDGER_MAYBE. */
PH_MUST_CHECK bool form_files_root(
	struct context *ctx, struct ph_text *folder, struct ph_error *err);

/* PH_USAGE unless it is a name of a-z, 0-9 and -, not too long. */
PH_MUST_CHECK bool form_id_check(const char *id, struct ph_error *err);

/* The description and its blank (no pixels: it cannot be had) of a folder. What
 * is wrong with them goes to ctx->faults, and does not keep from loading the
 * rest. */
PH_MUST_CHECK bool form_files_load(struct context *ctx, const char *folder,
	struct ph_form *form, struct ph_image *blank, struct ph_error *err);

/* What is counted of a form. */
struct form_count {
	size_t fields, boxes, digits, codes;
};
struct form_count form_count_of(const struct ph_form *form);
/* A box or a digit's cell? */
bool form_is_answer(const struct ph_form_item *item);

#endif
