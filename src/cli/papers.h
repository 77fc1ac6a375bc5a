/* SPDX-License-Identifier: MIT */
/* The forms that photographs are read by. */
#ifndef PHIEU_CLI_PAPERS_H
#define PHIEU_CLI_PAPERS_H

#include "context.h"

#include <phieu/form.h>
#include <phieu/image.h>
#include <phieu/intake.h>
#include <phieu/list.h>
#include <phieu/omr.h>

/* One form in one of its ways: without anchors there is but one. */
struct papers_form {
	struct ph_form form;
	struct ph_image blank;
	struct ph_paper *paper;
};

void papers_form_destroy(struct papers_form *form);
PH_CLEANUP(struct papers_form *, papers_form_destroy)

struct papers {
	PH_LIST(struct papers_form *) forms;
	PH_LIST(struct ph_scan_form) list; /* ready for a scan */
	struct ph_fields fields;           /* of the forms that were named */
	bool named;
	bool rivals; /* the form that came last has the tags of another */
};
void papers_release(struct papers *papers);
PH_CLEANUP_VALUE(struct papers, papers_release)

/*
 * The forms that were named: an id, a folder, a layout CSV each; their
 * questions become `fields`. None: all that can be found by their ids, and what
 * cannot be used is only said. ctx->rules stands ready.
 * `counted`: what is read goes into the ledger, so boxes must mean points of
 * the rule set.
 */
PH_MUST_CHECK bool papers_load(struct papers *papers, struct context *ctx,
	const struct option_list *names, bool counted, struct ph_error *err);
void papers_set_up(const struct papers *papers, struct ph_scan *scan);

/* PH_CONFIG unless the form asks questions of the rule set, and its boxes mean
 * points that the rule set gives. */
PH_MUST_CHECK bool papers_check_points(const struct ph_rules *rules,
	const struct ph_form *form, struct ph_error *err);

/* Adds what one folder or file describes. */
PH_MUST_CHECK bool papers_add_composed(struct papers *papers,
	struct context *ctx, const char *folder, struct ph_error *err);
PH_MUST_CHECK bool papers_add_layout(struct papers *papers, struct context *ctx,
	const char *path, const char *id, struct ph_error *err);

#endif
