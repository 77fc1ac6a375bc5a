/* SPDX-License-Identifier: MIT */
#include "counts.h"

static bool load(struct context *ctx, struct ph_intake_count *count,
	struct ph_error *err)
{
	PH_AUTO(ph_table_close) struct ph_table *table = NULL;
	const char *name = ctx->operands[1];
	struct ph_intake intake = {
		.ledger = ctx->ledger,
		.rules = ctx->rules,
		.labels = ctx->labels,
		.log = &ctx->console.log,
		.today = ctx->today,
		.date = PH_NO_DATE,
	};

	ctx->faults.file = name;
	/* The whole file is read before the lock is taken. */
	return ph_table_open(&table, name, &ctx->faults, err)
	       && context_begin(ctx, name, ph_table_hash(table), err)
	       && ph_intake_register(&intake, ctx->operands[0], table, count,
		       &ctx->faults, err)
	       && ph_faults_none(&ctx->faults, err) && context_commit(ctx, err);
}

static enum ph_code run(struct context *ctx, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text json = { 0 };
	struct ph_intake_count count = { 0 };
	const char *name = ctx->operands[1];

	if (!load(ctx, &count, err))
		return err->code;
	counts_tell(ctx, name, &counts_of_registers, &count);
	if (ctx->common.json) {
		if (!counts_json(&json, name, &count))
			ph_error_memory(err);
		else if (context_print(NULL, &json, err))
			return counts_partial(&count) ? PH_PARTIAL : PH_OK;
		return err->code;
	}
	return counts_partial(&count) ? PH_PARTIAL : PH_OK;
}

const struct command cmd_load = {
	.name = "load",
	.summary = "load a register from a CSV file",
	.operands = "units|officers|dossiers|unit-scores|online|remarks FILE",
	.least = 2,
	.most = 2,
	.words = "units|officers|dossiers|unit-scores|online|remarks",
	.details = "FILE is CSV as Excel or the one-stop system saves it: "
		   "UTF-8 or UTF-16, with commas, semicolons or tabs, headers "
		   "in Vietnamese or English in any order (phieu-csv(5)); - "
		   "is standard input. A row whose key is there already "
		   "takes the older row's place; the same row changes "
		   "nothing.\n"
		   "All that is wrong with a file is listed at once, and a "
		   "faulty file loads nothing.",
	.examples = "phieu load officers cong-chuc.csv\n"
		    "phieu load dossiers so-ho-so.csv",
	.needs = NEEDS_LEDGER_WRITE | NEEDS_RULES | NEEDS_LABELS,
	.common = COMMON_DRY_RUN | COMMON_JSON,
	.run = run,
};
