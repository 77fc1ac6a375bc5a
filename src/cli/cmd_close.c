/* SPDX-License-Identifier: MIT */
#include "chain_head.h"
#include "period.h"

#include <phieu/list.h>

#include <string.h>

struct close_options {
	bool early;
};

static bool check(const struct context *ctx, const struct asked_period *asked,
	struct ph_error *err)
{
	const struct close_options *opt = ctx->options;
	char day[PH_DATE_SIZE];

	if (asked->closed)
		return ph_error_set(err, PH_BAD_DATA, "%s is closed already",
			asked->period.name);
	if (ctx->today <= asked->period.to && !opt->early)
		return ph_error_set(err, PH_BAD_DATA,
			"%s is not over before the end of %s; --early closes "
			"it all the same",
			asked->period.name, ph_date_iso(asked->period.to, day));
	return true;
}

static bool pass_by(void *context, const struct ph_finding *finding)
{
	(void)context;
	(void)finding;
	return true;
}

/* The rule set goes into the ledger file by file, so that later edits of its
 * folder change nothing that was closed. */
static bool keep_rules(struct context *ctx, const struct asked_period *asked,
	const struct ph_rules_files *files, struct ph_error *err)
{
	const struct ph_rules_file *file;

	ph_list_for (file, files) {
		if (!ph_ledger_add_closing_file(ctx->ledger, asked->period.name,
			    file->name, file->bytes, file->length, err))
			return false;
	}
	return true;
}

static bool add_closing(struct context *ctx, struct asked_period *asked,
	const struct ph_rules_files *files, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text list = { 0 };
	uint8_t sheets[PH_HASH_SIZE];
	char now[PH_INSTANT_SIZE];
	const struct ph_rules *rules = asked->query.rules;
	const struct ph_closing closing = {
		.batch = ph_ledger_batch(ctx->ledger),
		.period = asked->period.name,
		.from = asked->period.from,
		.to = asked->period.to,
		.rules = rules->id,
		.rules_sha256 = rules->sha256,
		.sheets_sha256 = sheets,
		.at = ph_instant_now(now),
	};

	/* What stands in the period is asked before it counts as closed. */
	return ph_sheets_hash(&asked->query, sheets, err)
	       && ph_closing_sheets(&asked->query, &list, err)
	       && ph_ledger_add_closing(ctx->ledger, &closing, err)
	       && ph_ledger_add_closing_file(ctx->ledger, asked->period.name,
		       PH_CLOSING_SHEETS, ph_text_get(&list), list.length, err)
	       && keep_rules(ctx, asked, files, err);
}

/* The rules that are kept are the very bytes that the sheets are made by:
 * read once, and loaded from what was read. */
static bool read_rules(
	struct context *ctx, struct ph_rules_files *files, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text id = { 0 };
	PH_AUTO(ph_text_release) struct ph_text folder = { 0 };

	return context_rules_id(ctx, &id, err)
	       && context_find_rules(ctx, ph_text_get(&id), &folder, err)
	       && ph_rules_files_read(files, ph_text_get(&folder), err)
	       && ph_rules_load_files(&ctx->rules, ph_text_get(&folder), files,
		       &ctx->faults, err);
}

/* All under the write lock: no fact comes between the hash and the closing. */
static bool close_period(struct context *ctx, struct asked_period *asked,
	struct ph_finding_count *count, struct ph_error *err)
{
	PH_AUTO(ph_rules_files_release) struct ph_rules_files files = { 0 };

	return read_rules(ctx, &files, err)
	       && context_begin(ctx, NULL, NULL, err)
	       && period_open(asked, ctx, ctx->operands[0], PERIOD_AS_NOW, err)
	       && check(ctx, asked, err)
	       && ph_report_findings(&asked->query, pass_by, NULL, count, err)
	       && add_closing(ctx, asked, &files, err)
	       && context_commit(ctx, err);
}

/* What goes into the minutes on paper: whoever has it sees a later change. */
static bool print_minutes(struct context *ctx, const struct asked_period *asked,
	struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text text = { 0 };
	char from[PH_DATE_SIZE], to[PH_DATE_SIZE], today[PH_DATE_SIZE];
	char head[CHAIN_HEAD_SIZE];
	uint8_t bytes[PH_CHAIN_SIZE];

	if (!ph_ledger_chain_head(ctx->ledger, bytes, err))
		return false;
	if (!ph_text_appendf(&text,
		    "Kỳ %s (%s – %s) đã khóa sổ ngày %s.\n"
		    "Mã đối chiếu sổ dữ liệu: %s\n",
		    asked->period.name, ph_date_vn(asked->period.from, from),
		    ph_date_vn(asked->period.to, to),
		    ph_date_vn(ctx->today, today),
		    chain_head_format(bytes, head)))
		return ph_error_memory(err);
	return context_print(NULL, &text, err);
}

static enum ph_code run(struct context *ctx, struct ph_error *err)
{
	PH_AUTO(period_release) struct asked_period asked = { 0 };
	struct ph_finding_count count = { 0 };
	char from[PH_DATE_SIZE], to[PH_DATE_SIZE];
	size_t errors;

	if (!close_period(ctx, &asked, &count, err))
		return err->code;
	console_tell(&ctx->console, "%s (%s to %s) %s closed",
		asked.period.name, ph_date_iso(asked.period.from, from),
		ph_date_iso(asked.period.to, to),
		ctx->common.dry_run ? "would be" : "is");
	if (!ctx->common.dry_run && !print_minutes(ctx, &asked, err))
		return err->code;
	errors = count.by_severity[PH_FAULTY];
	if (errors)
		console_tell(&ctx->console,
			"%zu finding%s of severity error: what they are about "
			"is not in its scores; see 'phieu validate --period "
			"%s'",
			errors, errors == 1 ? "" : "s", asked.period.name);
	return errors ? PH_PARTIAL : PH_OK;
}

static const struct cli_option options[] = {
	{ 0, "early", NULL, "close a period that is not over yet", OPTION_FLAG,
		offsetof(struct close_options, early) },
	{ 0 },
};

const struct command cmd_close = {
	.name = "close",
	.summary = "freeze a period's sheets",
	.operands = "PERIOD",
	.least = 1,
	.most = 1,
	.details = "From then on its sheets stay byte for byte what they are "
		   "now, with the rules and settings of now; what comes later "
		   "for it is a finding of 'phieu validate'. A period cannot "
		   "be opened again. What it prints goes into the minutes on "
		   "paper: 'phieu log --verify --head' tells by it whether "
		   "anything was changed since. The status is 1 when findings "
		   "of severity error left something out.",
	.examples = "phieu close 2026-Q3 -n\n"
		    "phieu close 2026-Q3",
	.needs = NEEDS_LEDGER_WRITE,
	.common = COMMON_DRY_RUN,
	.options = options,
	.options_size = sizeof(struct close_options),
	.run = run,
};
