/* SPDX-License-Identifier: MIT */
#include "log_rows.h"
#include "log_verify.h"
#include "log_what.h"

#include <phieu/output.h>

#include <string.h>

struct writing {
	struct ph_output *out;
	struct ph_text text; /* rows that are not written yet */
	const char *by;      /* whose alone; NULL: anybody's */
	size_t rows;
	bool json, no_memory;
};

static bool took(struct writing *writing, bool made)
{
	writing->rows++;
	writing->no_memory = !made;
	return made;
}

static bool is_wanted(const struct writing *writing, const char *by)
{
	return !writing->by || strcmp(writing->by, by) == 0;
}

static bool take_event(void *context, const struct ph_event *event)
{
	struct writing *writing = context;

	if (!is_wanted(writing, event->by))
		return true;
	return took(writing, writing->json
				     ? log_event_json(&writing->text, event)
				     : log_event_csv(&writing->text, event));
}

static bool take_batch(void *context, const struct ph_batch_row *batch)
{
	struct writing *writing = context;

	if (!is_wanted(writing, batch->by))
		return true;
	return took(writing, writing->json
				     ? log_batch_json(&writing->text, batch)
				     : log_batch_csv(&writing->text, batch));
}

static bool write_out(void *context)
{
	struct writing *writing = context;

	ph_output_write(writing->out, ph_text_get(&writing->text),
		writing->text.length);
	ph_text_clear(&writing->text);
	return !ph_output_failed(writing->out);
}

static bool read_all(struct context *ctx, struct writing *writing,
	const struct ph_trail_query *query, bool batches, struct ph_error *err)
{
	if (!writing->json
		&& !(batches ? log_batch_header(&writing->text)
			     : log_event_header(&writing->text)))
		return ph_error_memory(err);
	if (batches ? !ph_ledger_each_batch(
		    ctx->ledger, query, take_batch, writing, err)
		    : !ph_ledger_each_event(ctx->ledger, query, take_event,
			    write_out, writing, err))
		return false;
	/* Whoever reads us slowly must not hold writers up. */
	ph_ledger_rollback(ctx->ledger);
	if (writing->no_memory)
		return ph_error_memory(err);
	write_out(writing);
	return ph_output_commit(writing->out, err);
}

static unsigned subjects(const struct context *ctx)
{
	const struct log_options *opt = ctx->options;

	return (opt->sheet != NOT_GIVEN) + !!opt->code + !!opt->photo
	       + !!opt->officer + (ctx->operand_count > 0);
}

static bool asks_for_days(const struct log_options *opt)
{
	return opt->date != PH_NO_DATE || opt->from != PH_NO_DATE
	       || opt->to != PH_NO_DATE;
}

static bool check(const struct context *ctx, struct ph_error *err)
{
	const struct log_options *opt = ctx->options;
	unsigned count = subjects(ctx);

	if (opt->head && !opt->verify)
		return ph_error_set(
			err, PH_USAGE, "log: --head goes with --verify");
	if (opt->verify
		&& (count || opt->batches || asks_for_days(opt) || opt->by
			|| opt->batch != NOT_GIVEN))
		return ph_error_set(err, PH_USAGE,
			"log: --verify is of the whole ledger: leave the "
			"rest away");
	if (count > 1)
		return ph_error_set(err, PH_USAGE,
			"log wants one of --sheet, --code, --photo, "
			"--officer, or an operand");
	if (count && opt->batches)
		return ph_error_set(err, PH_USAGE,
			"log: --batches goes with days or a batch only");
	if (opt->date != PH_NO_DATE
		&& (opt->from != PH_NO_DATE || opt->to != PH_NO_DATE))
		return ph_error_set(err, PH_USAGE,
			"log: --date, or --from and --to, not both");
	if (opt->from != PH_NO_DATE && opt->to != PH_NO_DATE
		&& opt->from > opt->to)
		return ph_error_set(
			err, PH_USAGE, "log: --from is later than --to");
	return true;
}

/* Without any word about what: what was done, batch by batch. */
static bool wants_batches(const struct context *ctx)
{
	const struct log_options *opt = ctx->options;

	return opt->batches
	       || !(subjects(ctx) || asks_for_days(opt) || opt->by
		       || opt->batch != NOT_GIVEN);
}

static bool write_log(struct context *ctx, struct ph_error *err)
{
	PH_AUTO(log_what_release) struct log_what what = { 0 };
	const struct log_options *opt = ctx->options;
	struct writing writing = { .json = ctx->common.json, .by = opt->by };
	bool fine;

	if (!log_what_open(&what, ctx, err)
		|| !ph_output_open(&writing.out, opt->output, err))
		return false;
	fine = read_all(ctx, &writing, &what.query, wants_batches(ctx), err);
	ph_output_close(writing.out);
	ph_text_release(&writing.text);
	if (fine && !writing.rows)
		console_tell(&ctx->console, "nothing of the kind was recorded");
	return fine;
}

static enum ph_code run(struct context *ctx, struct ph_error *err)
{
	const struct log_options *opt = ctx->options;
	bool fine = opt->verify ? log_verify(ctx, opt->head, opt->output, err)
				: write_log(ctx, err);

	return fine ? PH_OK : err->code;
}

static const struct cli_option options[] = {
	{ 0, "sheet", "N", "a form: all versions of this sheet", OPTION_NUMBER,
		offsetof(struct log_options, sheet), .least = 1 },
	{ 0, "code", "CODE", "a dossier: its register and its forms",
		OPTION_STRING, offsetof(struct log_options, code) },
	{ 0, "photo", "PHOTO", "a photo: its path, or the start of its SHA-256",
		OPTION_STRING, offsetof(struct log_options, photo) },
	{ 0, "officer", "ID", "an officer: his register, dossiers, forms",
		OPTION_STRING, offsetof(struct log_options, officer) },
	{ 0, "batch", "N", "what this batch brought", OPTION_NUMBER,
		offsetof(struct log_options, batch), .least = 1 },
	{ 'd', "date", "DATE", "what this day brought", OPTION_DATE,
		offsetof(struct log_options, date) },
	{ 0, "from", "DATE", "from this day on", OPTION_DATE,
		offsetof(struct log_options, from) },
	{ 0, "to", "DATE", "up to this day", OPTION_DATE,
		offsetof(struct log_options, to) },
	{ 0, "by", "NAME", "what this person said or ran", OPTION_STRING,
		offsetof(struct log_options, by) },
	{ 'b', "batches", NULL, "the batches only, a row each", OPTION_FLAG,
		offsetof(struct log_options, batches) },
	{ 0, "verify", NULL, "is every fact what was sealed?", OPTION_FLAG,
		offsetof(struct log_options, verify) },
	{ 0, "head", "HEX", "with --verify: a head that 'phieu close' printed",
		OPTION_STRING, offsetof(struct log_options, head) },
	{ 'o', "output", "FILE", "write the rows there; else to stdout",
		OPTION_STRING, offsetof(struct log_options, output) },
	{ 0 },
};

const struct command cmd_log = {
	.name = "log",
	.summary = "tell who or what said what, when, from which photo",
	.operands = "[WHAT]",
	.most = 1,
	.details = "Writes the trail as CSV, oldest first: a row each fact, "
		   "and of a correction a row each question that it changed, "
		   "with what it was before. WHAT is the number of a sheet, a "
		   "dossier's code, a photo, an officer or a day, when only "
		   "one of these fits; the options say it plainly. Days, "
		   "a batch and a person narrow any of them. Without a word "
		   "about what, "
		   "the batches are listed: each command that wrote.\n"
		   "Codes stand beside ratings here: the trail is for the "
		   "control officer, not for passing on.\n"
		   "--verify goes through the chain instead, in which each "
		   "fact is linked to the one before it by a hash, and lists "
		   "what was altered, removed, added or put in another order "
		   "since: then the status is 65.",
	.examples = "phieu log\n"
		    "phieu log --code H29.12-260801-0001\n"
		    "phieu log --photo anh/0017.jpg\n"
		    "phieu log --date 2026-09-30 -o ngay.csv\n"
		    "phieu log --verify --head "
		    "4f1c09d2a7b35e68104fd2c39b7a6e51",
	.needs = NEEDS_LEDGER_READ,
	.common = COMMON_JSON,
	.options = options,
	.options_size = sizeof(struct log_options),
	.check = check,
	.run = run,
};
