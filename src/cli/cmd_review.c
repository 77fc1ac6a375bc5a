/* SPDX-License-Identifier: MIT */
#include "review.h"

#include "photos.h"

bool review_queue(struct context *ctx, struct ph_review_ask *ask,
	struct ph_review_queue *queue, struct ph_error *err)
{
	const struct review_options *opt = ctx->options;

	*ask = (struct ph_review_ask){
		.ledger = ctx->ledger,
		.rules = ctx->rules,
		.second = opt->second,
		.again = opt->again,
	};
	return ph_review_queue_make(queue, ask, err);
}

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

void review_tell(struct context *ctx, const struct ph_review_queue *queue)
{
	const struct review_options *opt = ctx->options;

	if (queue->item_count)
		console_tell(&ctx->console, "%zu question%s of %zu form%s%s",
			queue->item_count, plural(queue->item_count),
			queue->form_count, plural(queue->form_count),
			opt->second ? ", second pass" : "");
	else
		console_tell(&ctx->console, "no question is open%s",
			opt->second ? " for a second pass" : "");
	if (queue->unreadable)
		console_tell(&ctx->console,
			"%zu more %s said to be unreadable: --again asks them",
			queue->unreadable,
			queue->unreadable == 1 ? "was" : "were");
}

static bool check(const struct context *ctx, struct ph_error *err)
{
	const struct review_options *opt = ctx->options;
	int ways = !!opt->output + !!opt->apply + opt->tui;

	if (ways > 1)
		return ph_error_set(err, PH_USAGE,
			"review wants one of --output, --apply and --tui");
	if ((opt->apply || opt->tui) && !*opt->by)
		return ph_error_set(err, PH_USAGE,
			"--%s wants --by NAME: whose word it is",
			opt->apply ? "apply" : "tui");
	if (*opt->by && !opt->apply && !opt->tui)
		return ph_error_set(
			err, PH_USAGE, "--by goes with --apply or --tui");
	if (opt->apply && (opt->second || opt->again))
		return ph_error_set(err, PH_USAGE,
			"--second and --again do not go with --apply: the "
			"decisions say in which pass they were made");
	if (ctx->common.dry_run && !opt->apply)
		return ph_error_set(err, PH_USAGE, "-n goes with --apply");
	return !opt->output || !ctx->common.json
	       || ph_error_set(err, PH_USAGE, "--json does not go with -o");
}

static bool writes(const struct context *ctx)
{
	const struct review_options *opt = ctx->options;

	return opt->apply || opt->tui;
}

static enum ph_code run(struct context *ctx, struct ph_error *err)
{
	PH_AUTO(ph_review_queue_release) struct ph_review_queue queue = { 0 };
	const struct review_options *opt = ctx->options;
	struct ph_review_ask ask;

	if (opt->apply)
		return review_apply_file(ctx, err);
	if (opt->tui)
		return review_tui(ctx, err);
	if (!review_queue(ctx, &ask, &queue, err)
		|| !(opt->output ? review_write_page(ctx, &ask, &queue, err)
				 : review_list(ctx, &queue, err)))
		return err->code;
	review_tell(ctx, &queue);
	return PH_OK;
}

static const struct cli_option options[] = {
	{ 'o', "output", "FILE",
		"write the page on which the questions are answered",
		OPTION_STRING, offsetof(struct review_options, output) },
	{ 0, "apply", "FILE", "append the decisions that the page saved",
		OPTION_STRING, offsetof(struct review_options, apply) },
	{ 0, "tui", NULL, "ask the questions at the terminal", OPTION_FLAG,
		offsetof(struct review_options, tui) },
	{ 0, "by", "NAME", "who decided; kept with each decision",
		OPTION_PERSON, offsetof(struct review_options, by) },
	{ 0, "second", NULL,
		"ask another person, who does not see the first answers",
		OPTION_FLAG, offsetof(struct review_options, second) },
	{ 0, "again", NULL, "ask what was said to be unreadable, too",
		OPTION_FLAG, offsetof(struct review_options, again) },
	FORM_OPTIONS(struct review_options, paper),
	{ 0 },
};

const struct command cmd_review = {
	.name = "review",
	.summary = "have a person answer what could not be read",
	.operands = "",
	.details = "Lists the open questions of scanned forms as CSV: doubtful "
		   "marks, two marks on a question, codes that were not read, "
		   "that disagree, or that the register does not have. With -o "
		   "writes one HTML file that needs no network: a person "
		   "answers there, saves the decisions as a file, and --apply "
		   "appends them. The page holds pictures of ratings: treat it "
		   "as the photographs themselves.",
	.examples = "phieu review -o review.html\n"
		    "phieu review --apply decisions.csv --by 'Trần Thị B'\n"
		    "phieu review --second -o second.html\n"
		    "phieu review --tui --by 'Trần Thị B'",
	.needs = NEEDS_LEDGER_READ | NEEDS_RULES | NEEDS_LABELS,
	.check = check,
	.writes = writes,
	.common = COMMON_JSON | COMMON_DRY_RUN | COMMON_JOBS,
	.options = options,
	.options_size = sizeof(struct review_options),
	.run = run,
};
