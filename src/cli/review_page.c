/* SPDX-License-Identifier: MIT */
#include "review.h"

#include "kept_crops.h"
#include "papers.h"

static bool set_up(struct context *ctx, const struct papers *papers,
	struct ph_text *folder, struct ph_crops *crops, struct ph_error *err)
{
	*crops = (struct ph_crops){
		.ledger = ctx->ledger,
		.rules = ctx->rules,
		.forms = papers->list.at,
		.form_count = papers->list.count,
		.limits = ph_image_limits_default,
		.log = &ctx->console.log,
	};
	if (!kept_crops_folder(ctx, folder, err))
		return false;
	crops->folder = ph_text_get(folder);
	return true;
}

static bool find_template(
	struct context *ctx, struct ph_text *folder, struct ph_error *err)
{
	return context_find_data(ctx, err)
	       && (ph_text_appendf(folder, "%s/review", ph_text_get(&ctx->data))
		       || ph_error_memory(err));
}

static void tell(struct context *ctx, const struct ph_review_page_count *count)
{
	if (count->without_picture)
		console_tell(&ctx->console,
			"%zu question%s without a picture: the photograph is "
			"not there any more, or cannot be shown",
			count->without_picture,
			count->without_picture == 1 ? "" : "s");
}

/* The settings' name of the unit; "" when there is none. */
static bool find_unit(
	struct context *ctx, struct ph_text *name, struct ph_error *err)
{
	bool found;

	return ph_ledger_get(ctx->ledger, INT64_MAX, "name", name, &found, err);
}

bool review_write_page(struct context *ctx, const struct ph_review_ask *ask,
	const struct ph_review_queue *queue, struct ph_error *err)
{
	PH_AUTO(papers_release) struct papers papers = { 0 };
	PH_AUTO(ph_text_release) struct ph_text crops_folder = { 0 };
	PH_AUTO(ph_text_release) struct ph_text template = { 0 };
	PH_AUTO(ph_text_release) struct ph_text unit = { 0 };
	PH_AUTO(ph_text_release) struct ph_text out = { 0 };
	const struct review_options *opt = ctx->options;
	struct ph_review_page_count count;
	struct ph_crops crops;
	char now[PH_INSTANT_SIZE];
	struct ph_review_page page = {
		.queue = queue,
		.ask = ask,
		.made_at = ph_instant_now(now),
		.crops = &crops,
		.threads = ctx->common.jobs == NOT_GIVEN
				   ? 0
				   : (size_t)ctx->common.jobs,
		.log = &ctx->console.log,
	};

	if (!papers_load(&papers, ctx, &opt->paper.forms, true, err)
		|| !set_up(ctx, &papers, &crops_folder, &crops, err)
		|| !find_template(ctx, &template, err)
		|| !find_unit(ctx, &unit, err))
		return false;
	page.template_folder = ph_text_get(&template);
	page.unit_name = ph_text_get(&unit);
	if (!ph_review_page_write(&out, &page, &count, err)
		|| !context_print(opt->output, &out, err))
		return false;
	tell(ctx, &count);
	return true;
}
