/* SPDX-License-Identifier: MIT */
#include "period.h"

#include <phieu/output.h>

struct validate_options {
	const char *period, *output;
};

struct writing {
	struct ph_output *out;
	struct ph_text text; /* the row under way */
	bool json, no_memory;
};

static bool write_text(struct writing *writing, bool made)
{
	if (made)
		ph_output_write(writing->out, ph_text_get(&writing->text),
			writing->text.length);
	ph_text_clear(&writing->text);
	writing->no_memory = !made;
	return made;
}

static bool write_finding(void *context, const struct ph_finding *finding)
{
	struct writing *writing = context;
	struct ph_csv csv;

	if (writing->json)
		return write_text(
			writing, ph_finding_json(&writing->text, finding));
	ph_csv_init(&csv, &writing->text, &ph_csv_plain);
	ph_finding_csv_row(&csv, finding);
	return write_text(writing, !csv.failed);
}

static bool write_header(struct writing *writing)
{
	struct ph_csv csv;

	if (writing->json)
		return true;
	ph_csv_init(&csv, &writing->text, &ph_csv_plain);
	ph_finding_csv_header(&csv);
	return write_text(writing, !csv.failed);
}

static bool write_all(struct writing *writing, const struct ph_query *query,
	struct ph_finding_count *count, struct ph_error *err)
{
	if (!write_header(writing))
		return ph_error_memory(err);
	if (!ph_report_findings(query, write_finding, writing, count, err))
		return false;
	if (writing->no_memory)
		return ph_error_memory(err);
	return ph_output_commit(writing->out, err);
}

static bool validate(struct context *ctx, struct ph_finding_count *count,
	struct ph_error *err)
{
	PH_AUTO(period_release) struct asked_period asked = { 0 };
	const struct validate_options *opt = ctx->options;
	struct writing writing = { .json = ctx->common.json };
	bool fine;

	if (opt->period ? !period_open(
		    &asked, ctx, opt->period, PERIOD_AS_NOW, err)
			: !period_open_all(&asked, ctx, err))
		return false;
	if (!ph_output_open(&writing.out, opt->output, err))
		return false;
	fine = write_all(&writing, &asked.query, count, err);
	ph_output_close(writing.out);
	ph_text_release(&writing.text);
	return fine;
}

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

static enum ph_code run(struct context *ctx, struct ph_error *err)
{
	struct ph_finding_count count = { 0 };
	const size_t *by = count.by_severity;

	if (!validate(ctx, &count, err))
		return err->code;
	console_tell(&ctx->console, "%zu error%s, %zu warning%s, %zu note%s",
		by[PH_FAULTY], plural(by[PH_FAULTY]), by[PH_WARNING],
		plural(by[PH_WARNING]), by[PH_INFO], plural(by[PH_INFO]));
	return by[PH_FAULTY] || by[PH_WARNING] ? PH_PARTIAL : PH_OK;
}

static const struct cli_option options[] = {
	{ 'p', "period", "PERIOD", "2026-Q3 or 2026; else all there is",
		OPTION_STRING, offsetof(struct validate_options, period) },
	{ 'o', "output", "FILE", "write the findings there; else to stdout",
		OPTION_STRING, offsetof(struct validate_options, output) },
	{ 0 },
};

const struct command cmd_validate = {
	.name = "validate",
	.summary = "list what a person should look at",
	.operands = "",
	.details = "Writes findings as CSV: severity, kind, sheet, code, "
		   "field, message, suggestion. A sheet with a finding of "
		   "severity error is not counted until it is settled or "
		   "corrected; one with a warning is counted. The status is "
		   "1 when there are any of these.",
	.examples = "phieu validate --period 2026-Q3\n"
		    "phieu validate -o findings.csv",
	.needs = NEEDS_LEDGER_READ,
	.common = COMMON_JSON,
	.options = options,
	.options_size = sizeof(struct validate_options),
	.run = run,
};
