/* SPDX-License-Identifier: MIT */
#include "context.h"

#include <errno.h>
#include <inttypes.h>

struct settle_options {
	char by[PH_PERSON_SIZE];
	const char *note;
};

static bool read_sheet(const char *text, int64_t *sheet, struct ph_error *err)
{
	char *end;

	errno = 0;
	*sheet = strtoll(text, &end, 10);
	if (*text >= '0' && *text <= '9' && !*end && !errno && *sheet > 0)
		return true;
	return ph_error_set(err, PH_USAGE,
		"%s is not a sheet's number, as 'phieu validate' shows it",
		text);
}

static bool check(const struct context *ctx, struct ph_error *err)
{
	const struct settle_options *opt = ctx->options;
	const char *verdict = ctx->operands[1];
	int64_t sheet;

	if (!read_sheet(ctx->operands[0], &sheet, err))
		return false;
	if (!word_among(verdict, "counts|excluded"))
		return ph_error_set(err, PH_USAGE,
			"settle: %s is not one of counts|excluded", verdict);
	if (!*opt->by)
		return ph_error_set(err, PH_USAGE,
			"settle wants --by NAME: whose word it is");
	return true;
}

static enum ph_code run(struct context *ctx, struct ph_error *err)
{
	const struct settle_options *opt = ctx->options;
	int64_t sheet;

	ctx->by = opt->by;
	if (!read_sheet(ctx->operands[0], &sheet, err)
		|| !context_begin(ctx, NULL, NULL, err)
		|| !ph_ledger_add_decision(ctx->ledger, sheet, ctx->operands[1],
			opt->by, opt->note ? opt->note : "", err)
		|| !context_commit(ctx, err))
		return err->code;
	console_tell(&ctx->console, "sheet %" PRId64 ": %s, by %s", sheet,
		ctx->operands[1], opt->by);
	return PH_OK;
}

static const struct cli_option options[] = {
	{ 0, "by", "NAME", "who decides; kept with the decision", OPTION_PERSON,
		offsetof(struct settle_options, by) },
	{ 0, "note", "TEXT", "why", OPTION_STRING,
		offsetof(struct settle_options, note) },
	{ 0 },
};

const struct command cmd_settle = {
	.name = "settle",
	.summary = "decide whether a sheet's rating counts",
	.operands = "SHEET counts|excluded",
	.least = 2,
	.most = 2,
	.details = "A second rating of a dossier is counted neither way until "
		   "a person says which stands. SHEET is the number in the "
		   "column `sheet` of 'phieu validate'. Decisions are kept, "
		   "all of them; the newest on a sheet holds, and of a "
		   "dossier's sheets only the one that was last said to count "
		   "does.",
	.examples = "phieu settle 17 counts --by 'Trần Thị B'\n"
		    "phieu settle 18 excluded --by 'Trần Thị B' "
		    "--note 'ảnh chụp lại'",
	.needs = NEEDS_LEDGER_WRITE,
	.common = COMMON_DRY_RUN,
	.options = options,
	.options_size = sizeof(struct settle_options),
	.check = check,
	.run = run,
};
