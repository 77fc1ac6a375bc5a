/* SPDX-License-Identifier: MIT */
#include "kept_crops.h"

#include <phieu/intake.h>

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

static const char *would_be(const struct context *ctx)
{
	return ctx->common.dry_run ? "would be " : "";
}

/* Behind the ledger: a run that was stopped here removes the rest when it is
 * run again. */
static bool purge_crops(struct context *ctx, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text folder = { 0 };
	const struct purge_options *opt = ctx->options;
	int64_t crops;

	if (!kept_crops_folder(ctx, &folder, err)
		|| !ph_crops_purge(ctx->ledger, ph_text_get(&folder),
			opt->before, ctx->common.dry_run, &crops, err))
		return false;
	if (crops)
		console_tell(&ctx->console,
			"%" PRId64 " picture%s of their marks %sremoved", crops,
			crops == 1 ? "" : "s", would_be(ctx));
	return true;
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
		"%" PRId64 " path%s of photographs from before %s %sremoved; "
		"ratings and hashes are kept",
		paths, paths == 1 ? "" : "s", ph_date_iso(opt->before, day),
		would_be(ctx));
	return purge_crops(ctx, err) ? PH_OK : err->code;
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
	.details = "Removes the stored paths of photographs, and the pictures "
		   "of doubtful marks beside the ledger. Ratings and the "
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
