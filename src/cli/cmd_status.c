/* SPDX-License-Identifier: MIT */
#include "period.h"

struct status_options {
	const char *period;
};

static bool show(
	struct context *ctx, struct asked_period *asked, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text text = { 0 };
	const struct status_options *opt = ctx->options;

	if (opt->period ? !period_open(
		    asked, ctx, opt->period, PERIOD_AS_CLOSED, err)
			: !period_open_today(asked, ctx, PERIOD_AS_CLOSED, err))
		return false;
	return ph_report_status(&asked->query, ctx->common.json, &text, err)
	       && context_print(NULL, &text, err);
}

static enum ph_code run(struct context *ctx, struct ph_error *err)
{
	PH_AUTO(period_release) struct asked_period asked = { 0 };

	return show(ctx, &asked, err) ? PH_OK : err->code;
}

static const struct cli_option options[] = {
	{ 'p', "period", "PERIOD",
		"2026-Q3 or 2026; else the one that holds today", OPTION_STRING,
		offsetof(struct status_options, period) },
	{ 0 },
};

const struct command cmd_status = {
	.name = "status",
	.summary = "say in ten lines where the period stands",
	.operands = "",
	.details = "Forms received and counted, what waits for a person, and "
		   "how many of the returned dossiers have a form. A closed "
		   "period is shown as it was closed.",
	.examples = "phieu status\n"
		    "phieu status --period 2026-Q3 --json",
	.needs = NEEDS_LEDGER_READ,
	.common = COMMON_JSON,
	.options = options,
	.options_size = sizeof(struct status_options),
	.run = run,
};
