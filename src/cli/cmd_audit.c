/* SPDX-License-Identifier: MIT */
#include "period.h"

#include <inttypes.h>

struct audit_options {
	const char *period, *seed, *limit, *confidence, *result, *output;
	int64_t size, batch;
	bool excel, html;
};

static bool check_share(
	const char *name, const char *text, struct ph_error *err)
{
	int share;

	return !text || ph_audit_share_parse(text, &share)
	       || ph_error_set(err, PH_USAGE,
		       "--%s: %s is no share between 0 and 100 %%, with two "
		       "decimals at most, such as 0.5",
		       name, text);
}

static bool check_result(const struct context *ctx, struct ph_error *err)
{
	const struct audit_options *opt = ctx->options;

	return (!opt->period && !opt->seed && !opt->limit && !opt->confidence
		       && opt->size == NOT_GIVEN && opt->batch == NOT_GIVEN
		       && !opt->excel && !opt->html)
	       || ph_error_set(err, PH_USAGE,
		       "--result goes with -o and --json alone: the list says "
		       "the rest");
}

static bool check(const struct context *ctx, struct ph_error *err)
{
	const struct audit_options *opt = ctx->options;

	if (opt->result)
		return check_result(ctx, err);
	if (!opt->period)
		return ph_error_set(err, PH_USAGE,
			"audit wants --period, e.g. 2026-Q3, or --result FILE");
	if (opt->excel && opt->html)
		return ph_error_set(
			err, PH_USAGE, "--excel does not go with --html");
	if (!opt->seed && (opt->excel || opt->html))
		return ph_error_set(err, PH_USAGE,
			"--excel and --html write a list, which wants --seed");
	if (opt->seed && ctx->common.json)
		return ph_error_set(err, PH_USAGE,
			"--json does not go with --seed: the list is a table");
	return check_share("limit", opt->limit, err)
	       && check_share("confidence", opt->confidence, err);
}

/* All but what the period gives. */
static bool set_drawing(struct context *ctx, struct ph_audit_drawing *drawing,
	struct ph_error *err)
{
	const struct audit_options *opt = ctx->options;

	*drawing = (struct ph_audit_drawing){
		.batch = opt->batch == NOT_GIVEN ? 0 : opt->batch,
		.day = ctx->today,
		.limit = PH_AUDIT_LIMIT,
		.confidence = PH_AUDIT_CONFIDENCE,
		.size = opt->size == NOT_GIVEN ? 0 : opt->size,
	};
	return (!opt->limit
		       || ph_audit_share_parse(opt->limit, &drawing->limit))
	       && (!opt->confidence
		       || ph_audit_share_parse(
			       opt->confidence, &drawing->confidence))
	       && (!opt->seed || ph_audit_set_seed(drawing, opt->seed, err));
}

/* Of an open period the newest batch is named, so that what comes later does
 * not change what was drawn; and what was drawn is written again. */
static bool find_batch(struct context *ctx, const struct asked_period *asked,
	struct ph_audit_drawing *drawing, struct ph_error *err)
{
	bool again = false;

	if (asked->closed && !drawing->batch)
		drawing->batch = asked->query.as_of;
	if (*drawing->seed
		&& !ph_audit_again(ctx->ledger, drawing, &again, err))
		return false;
	if (again)
		console_tell(&ctx->console,
			"%s was drawn with this seed before, as of batch "
			"%" PRId64,
			drawing->period, drawing->batch);
	if (!drawing->batch)
		drawing->batch = ph_ledger_batch(ctx->ledger);
	return true;
}

static bool open_period(struct context *ctx, struct asked_period *asked,
	struct ph_audit_drawing *drawing, struct ph_error *err)
{
	const struct audit_options *opt = ctx->options;

	if (!period_open(asked, ctx, opt->period, PERIOD_AS_CLOSED, err))
		return false;
	snprintf(drawing->period, sizeof(drawing->period), "%s",
		asked->period.name);
	if (!find_batch(ctx, asked, drawing, err))
		return false;
	if (drawing->batch != asked->query.as_of) {
		period_release(asked);
		if (!period_open_at(
			    asked, ctx, opt->period, drawing->batch, err))
			return false;
	}
	asked->query.today = drawing->day;
	return true;
}

static void tell_drawing(
	struct context *ctx, const struct ph_audit_drawing *drawing)
{
	console_tell(&ctx->console,
		"%s as of batch %" PRId64 ": %" PRId64 " of %" PRId64
		" form%s that count%s",
		drawing->period, drawing->batch, drawing->size,
		drawing->population, drawing->population == 1 ? "" : "s",
		*drawing->seed ? " are drawn"
			       : "; --seed draws them, once it was thrown");
}

static bool write_list(struct context *ctx, const struct ph_audit *audit,
	struct ph_text *text, struct ph_error *err)
{
	const struct audit_options *opt = ctx->options;

	return opt->html ? ph_audit_page(audit, text, err)
			 : ph_audit_csv(audit,
				 opt->excel ? &ph_csv_excel : &ph_csv_plain,
				 text, err);
}

/* Before anybody sees the list. */
static bool keep(struct context *ctx, const struct ph_audit_drawing *drawing,
	struct ph_error *err)
{
	struct ph_audit_kept kept;

	ph_ledger_rollback(ctx->ledger);
	if (!context_begin(ctx, NULL, NULL, err)
		|| !ph_audit_keep(ctx->ledger, drawing, &kept, err)
		|| !context_commit(ctx, err))
		return false;
	if (kept.count > 1)
		console_complain(&ctx->console,
			"%s: drawing %" PRId64 " of %" PRId64
			", which the conclusion will say",
			drawing->period, kept.number, kept.count);
	return true;
}

static bool draw(
	struct context *ctx, struct asked_period *asked, struct ph_error *err)
{
	PH_AUTO(ph_audit_destroy) struct ph_audit *audit = NULL;
	PH_AUTO(ph_text_release) struct ph_text text = { 0 };
	const struct audit_options *opt = ctx->options;
	struct ph_audit_drawing drawing;

	if ((opt->seed && !ph_ledger_snapshot(ctx->ledger, err))
		|| !set_drawing(ctx, &drawing, err)
		|| !open_period(ctx, asked, &drawing, err)
		|| !ph_audit_draw(&audit, &asked->query, &drawing, err)
		|| !ph_audit_plan(audit, ctx->common.json, &text, err))
		return false;
	if (opt->seed) {
		ph_text_clear(&text);
		if (!write_list(ctx, audit, &text, err)
			|| !keep(ctx, &drawing, err))
			return false;
	}
	if (!context_print(opt->output, &text, err))
		return false;
	tell_drawing(ctx, &drawing);
	return true;
}

static bool write_result(struct context *ctx, const struct ph_recount *recount,
	struct asked_period *asked, struct ph_recount_result *result,
	struct ph_error *err)
{
	PH_AUTO(ph_audit_destroy) struct ph_audit *audit = NULL;
	PH_AUTO(ph_text_release) struct ph_text text = { 0 };
	const struct audit_options *opt = ctx->options;
	struct ph_audit_drawing drawing = *ph_recount_drawing(recount);

	if (!period_open_at(asked, ctx, drawing.period, drawing.batch, err)) {
		/* it is the list that says so, not the command line */
		if (err->code == PH_USAGE)
			err->code = PH_BAD_DATA;
		return false;
	}
	asked->query.today = drawing.day;
	ctx->faults.file = opt->result; /* the rules' tables had it */
	return ph_audit_draw(&audit, &asked->query, &drawing, err)
	       && ph_recount_conclude(recount, audit, ctx->common.json, &text,
		       result, &ctx->faults, err)
	       && context_print(opt->output, &text, err);
}

static bool conclude(struct context *ctx, struct ph_recount_result *result,
	struct ph_error *err)
{
	PH_AUTO(ph_table_close) struct ph_table *table = NULL;
	PH_AUTO(ph_recount_destroy) struct ph_recount *recount = NULL;
	const struct audit_options *opt = ctx->options;
	struct asked_period asked = { 0 };
	bool fine;

	ctx->faults.file = opt->result;
	if (!ph_table_open(&table, opt->result, &ctx->faults, err)
		|| !ph_recount_read(&recount, table, &ctx->faults, err))
		return false;
	fine = write_result(ctx, recount, &asked, result, err);
	period_release(&asked);
	return fine;
}

static enum ph_code run_result(struct context *ctx, struct ph_error *err)
{
	struct ph_recount_result result;

	if (!conclude(ctx, &result, err))
		return err->code;
	console_tell(&ctx->console,
		"%" PRId64 " drawn form%s wrong, %" PRId64
		" of them not found; at most %" PRId64
		" in all, the limit is %" PRId64 ": %s",
		result.wrong, result.wrong == 1 ? " is" : "s are",
		result.missing, result.most_wrong, result.allowed,
		result.kept ? "the limit is kept"
			    : "it is not shown that the limit is kept");
	return result.kept ? PH_OK : PH_PARTIAL;
}

static enum ph_code run(struct context *ctx, struct ph_error *err)
{
	PH_AUTO(period_release) struct asked_period asked = { 0 };
	const struct audit_options *opt = ctx->options;

	if (opt->result)
		return run_result(ctx, err);
	return draw(ctx, &asked, err) ? PH_OK : err->code;
}

/* A drawing is kept. */
static bool writes(const struct context *ctx)
{
	const struct audit_options *opt = ctx->options;

	return opt->seed != NULL;
}

static const struct cli_option options[] = {
	{ 'p', "period", "PERIOD", "2026-Q3 or 2026", OPTION_STRING,
		offsetof(struct audit_options, period) },
	{ 's', "seed", "TEXT",
		"draw by this, e.g. ten throws of a die; without it, say how "
		"many would be drawn",
		OPTION_STRING, offsetof(struct audit_options, seed) },
	{ 0, "limit", "PERCENT",
		"the share of wrong forms that must not pass unseen; else 1",
		OPTION_STRING, offsetof(struct audit_options, limit) },
	{ 0, "confidence", "PERCENT",
		"how surely a greater share is found; else 95", OPTION_STRING,
		offsetof(struct audit_options, confidence) },
	{ 0, "size", "N", "draw so many; else what limit and confidence want",
		OPTION_NUMBER, offsetof(struct audit_options, size),
		.least = 1 },
	{ 0, "batch", "N",
		"the ledger as of this batch; else the newest, of a closed "
		"period its closing",
		OPTION_NUMBER, offsetof(struct audit_options, batch),
		.least = 1 },
	{ 0, "excel", NULL, "the list for Excel on Vietnamese settings",
		OPTION_FLAG, offsetof(struct audit_options, excel) },
	{ 0, "html", NULL, "the list as a page to be printed", OPTION_FLAG,
		offsetof(struct audit_options, html) },
	{ 'r', "result", "FILE", "read the filled list and say what it shows",
		OPTION_STRING, offsetof(struct audit_options, result) },
	{ 'o', "output", "FILE", "write there; else to stdout", OPTION_STRING,
		offsetof(struct audit_options, output) },
	{ 0 },
};

const struct command cmd_audit = {
	.name = "audit",
	.summary = "draw forms by lot, to be counted again from the paper",
	.operands = "",
	.details = "So many forms are drawn that, were more than the limit "
		   "wrong, one of them would be drawn with the confidence "
		   "named. The list holds no answers: they are read from the "
		   "paper, by another person. The ledger keeps each drawing, "
		   "and the conclusion says how many there were. With --result "
		   "the status is 0 "
		   "when the limit is shown to be kept, else 1.",
	.examples = "phieu audit -p 2026-Q3\n"
		    "phieu audit -p 2026-Q3 --seed 3516224651 --excel -o "
		    "list.csv\n"
		    "phieu audit --result list.csv",
	.needs = NEEDS_LEDGER_READ,
	.writes = writes,
	.common = COMMON_JSON,
	.options = options,
	.options_size = sizeof(struct audit_options),
	.check = check,
	.run = run,
};
