/* SPDX-License-Identifier: MIT */
/* What the ways of `phieu review` share. */
#ifndef PHIEU_CLI_REVIEW_H
#define PHIEU_CLI_REVIEW_H

#include "context.h"

#include <phieu/review.h>

struct review_options {
	const char *output, *apply;
	char by[PH_PERSON_SIZE];
	bool second, again, tui;
	struct {
		struct option_list forms;
	} paper;
};

/* The queue that the options ask for; the ledger is in a snapshot. */
PH_MUST_CHECK bool review_queue(struct context *ctx, struct ph_review_ask *ask,
	struct ph_review_queue *queue, struct ph_error *err);
/* How many questions of how many forms, on stderr. */
void review_tell(struct context *ctx, const struct ph_review_queue *queue);

/* The queue to stdout, as CSV or with --json. */
PH_MUST_CHECK bool review_list(struct context *ctx,
	const struct ph_review_queue *queue, struct ph_error *err);
/* -o: the page. */
PH_MUST_CHECK bool review_write_page(struct context *ctx,
	const struct ph_review_ask *ask, const struct ph_review_queue *queue,
	struct ph_error *err);
/* --apply: exit status, errors told by the caller. */
enum ph_code review_apply_file(struct context *ctx, struct ph_error *err);
/* --tui: the same. */
enum ph_code review_tui(struct context *ctx, struct ph_error *err);

#endif
