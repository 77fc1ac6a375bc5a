/* SPDX-License-Identifier: MIT */
#include "context.h"

#include <inttypes.h>

struct purge_options {
	ph_date before;
};

static bool check(const struct context *ctx, struct ph_error *err)
{
	const struct purge_options *opt = ctx->options;

	return opt->before != PH_NO_DATE
	       || ph_error_set(err, PH_USAGE, "purge wants --before DATE");
}

static enum ph_code run(struct context *ctx, struct ph_error *err)
{
	const struct purge_options *opt = ctx->options;
	int64_t paths = 0;
	char day[PH_DATE_SIZE];

	if (!context_begin(ctx, NULL, NULL, err)
		|| !ph_ledger_purge(ctx->ledger, opt->before, &paths, err)
		|| !context_commit(ctx, err))
		return err->code;
	console_tell(&ctx->console,
		"%" PRId64 " path%s of photographs from before %s removed; "
		"ratings and hashes are kept",
		paths, paths == 1 ? "" : "s", ph_date_iso(opt->before, day));
	return PH_OK;
}

static const struct cli_option options[] = {
	{ 0, "before", "DATE", "photographs that were imported before this day",
		OPTION_DATE, offsetof(struct purge_options, before) },
	{ 0 },
};

const struct command cmd_purge = {
	.name = "purge",
	.summary = "forget where old photographs lie",
	.operands = "",
	.details = "Removes the stored paths of photographs. Ratings and the "
		   "photographs' hashes stay, so that a photograph that "
		   "comes again is known. The ledger records that it was "
		   "done. The photographs themselves are not touched.",
	.examples = "phieu purge --before 2026-01-01 -n\n"
		    "phieu purge --before 2026-01-01",
	.needs = NEEDS_LEDGER_WRITE,
	.common = COMMON_DRY_RUN,
	.options = options,
	.options_size = sizeof(struct purge_options),
	.check = check,
	.run = run,
};
