/* SPDX-License-Identifier: MIT */
/*
 * The forms that can be named by their ids: folders with a form.csv (a template
 * that print lays out) or a layout.csv (a form that was learned). Looked for in
 * $PHIEU_FORMS, in `forms` beside the ledger, in `forms` here, and in phieu's
 * data; of two with one id the first is the one that is used.
 */
#ifndef PHIEU_CLI_FORM_SETS_H
#define PHIEU_CLI_FORM_SETS_H

#include "context.h"

#include <phieu/list.h>

#define DEFAULT_FORM "a5"

struct form_set {
	char *id, *folder;
	bool composed; /* form.csv; else layout.csv */
};

struct form_sets {
	PH_LIST(struct form_set) list; /* by id */
};

/* All that there are. */
PH_MUST_CHECK bool form_sets_find(
	struct form_sets *sets, struct context *ctx, struct ph_error *err);
void form_sets_release(struct form_sets *sets);
PH_CLEANUP_VALUE(struct form_sets, form_sets_release)

/* One by its id, or by its folder's path (with a / in it). PH_CONFIG when there
 * is none; the text names those that there are. */
PH_MUST_CHECK bool form_set_find(struct form_set *set, struct context *ctx,
	const char *name, struct ph_error *err);
void form_set_release(struct form_set *set);
PH_CLEANUP_VALUE(struct form_set, form_set_release)

#endif
