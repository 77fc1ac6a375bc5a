/* SPDX-License-Identifier: MIT */
/* phieu form: its options, and its work. */
#ifndef PHIEU_CLI_FORM_LEARN_H
#define PHIEU_CLI_FORM_LEARN_H

#include "context.h"

#include <phieu/form.h>
#include <phieu/image.h>

struct form_options {
	const char *id, *output, *width, *digits, *fields, *values, *rules;
	int64_t page, scale;
	bool cells, force;
};

/* ---- learn ---- */

PH_MUST_CHECK bool form_learn(
	struct context *ctx, const char *blank, struct ph_error *err);

/* A form as it comes from its blank, with its picture. */
struct form_draft {
	struct ph_form form;
	struct ph_image blank; /* upright, whole */
	double width_mm;
	bool guessed; /* its width, by the aspect alone */
	bool codes;   /* one was seen */
};
void form_draft_release(struct form_draft *draft);
PH_CLEANUP_VALUE(struct form_draft, form_draft_release)

/* Reads the page, turns it upright, finds its boxes and codes. */
PH_MUST_CHECK bool form_draft_make(struct form_draft *draft,
	struct context *ctx, const char *blank, struct ph_error *err);

/* Gives the fields and values of --fields and --values; PH_BAD_DATA when they
 * are not as many as questions and boxes. */
PH_MUST_CHECK bool form_name(struct ph_form *form,
	const struct form_options *options, struct ph_error *err);
/* Says which rule set asks as many questions of as many options. */
PH_MUST_CHECK bool form_suggest(
	struct context *ctx, const struct ph_form *form, struct ph_error *err);
/* The rule set of --rules, or the ledger's, or the default. */
PH_MUST_CHECK bool form_load_rules(struct context *ctx, struct ph_error *err);

/* ---- show, check, list ---- */

PH_MUST_CHECK bool form_show(struct context *ctx, const char *name,
	bool *faulty, struct ph_error *err);
PH_MUST_CHECK bool form_check(
	struct context *ctx, const char *name, struct ph_error *err);
PH_MUST_CHECK bool form_list(
	struct context *ctx, bool *faulty, struct ph_error *err);

#endif
