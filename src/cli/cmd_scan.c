/* SPDX-License-Identifier: MIT */
#include "photos.h"

#include <phieu/output.h>

#include <stdio.h>
#include <string.h>

struct scan_options {
	struct photo_options photos;
	const char *output, *rules;
	bool codes_only;
};

struct scanning {
	struct context *ctx;
	struct papers papers;
	const struct ph_fields *fields; /* a column each */
	size_t pages;
	struct ph_output *out;
	struct ph_text text; /* the row under way */
	bool to_stdout;
	bool no_memory, reader_left; /* why emit stopped */
	size_t by_status[PH_STATUS_UNREAD + 1];
};

/* Hands the row on at once: whoever reads our stdout may act on it. */
static bool pass_on(struct scanning *scanning, bool made)
{
	if (made)
		ph_output_write(scanning->out, ph_text_get(&scanning->text),
			scanning->text.length);
	ph_text_clear(&scanning->text);
	ph_output_flush(scanning->out);
	scanning->no_memory = !made;
	scanning->reader_left = scanning->to_stdout && context_reader_left();
	return made && !scanning->reader_left
	       && !ph_output_failed(scanning->out);
}

static bool emit(void *context, const struct ph_record *record)
{
	struct scanning *scanning = context;
	const struct ph_fields *fields = scanning->fields;
	struct ph_csv csv;

	scanning->pages += record->part <= 1;
	scanning->by_status[record->status]++;
	if (scanning->ctx->common.json)
		return pass_on(scanning,
			ph_record_json(&scanning->text, record, fields));
	ph_csv_init(&csv, &scanning->text, &ph_csv_plain);
	ph_record_csv_row(&csv, record, fields);
	return pass_on(scanning, !csv.failed);
}

static bool begin(struct scanning *scanning)
{
	struct ph_csv csv;

	if (scanning->ctx->common.json)
		return true;
	ph_csv_init(&csv, &scanning->text, &ph_csv_plain);
	ph_record_csv_header(&csv, scanning->fields);
	return pass_on(scanning, !csv.failed);
}

static bool scan_all(struct scanning *scanning, const struct ph_paths *paths,
	struct ph_error *err)
{
	const struct scan_options *opt = scanning->ctx->options;
	struct ph_scan scan;

	photos_set_up(
		scanning->ctx, &opt->photos, paths, &scanning->papers, &scan);
	scan.fields = scanning->fields;
	scan.log = &scanning->ctx->console.log;
	scan.emit = emit;
	scan.context = scanning;
	if ((begin(scanning) && ph_intake_scan(&scan, err))
		|| ph_output_failed(scanning->out))
		return ph_output_commit(scanning->out, err);
	if (scanning->no_memory)
		return ph_error_memory(err);
	if (scanning->reader_left)
		return ph_error_set(err, PH_WRITE_FAILED,
			"standard output: nobody reads it any more");
	return false;
}

static bool open_ledger(struct context *ctx, struct ph_error *err)
{
	return ph_ledger_open(&ctx->ledger, ph_text_get(&ctx->ledger_path),
		PH_LEDGER_READ, err);
}

/* By --rules, else by the ledger's setting; the ledger is not held open while
 * photographs are read. */
static bool choose_rules(struct context *ctx, struct ph_error *err)
{
	const struct scan_options *opt = ctx->options;
	bool fine;

	if (opt->rules)
		return context_load_rules(ctx, opt->rules, err);
	if (ctx->ledger_path.length && !open_ledger(ctx, err))
		return false;
	fine = context_load_rules(ctx, NULL, err);
	ph_ledger_close(PH_TAKE(ctx->ledger));
	return fine;
}

static bool choose_forms(struct scanning *scanning, struct ph_error *err)
{
	struct context *ctx = scanning->ctx;
	const struct scan_options *opt = ctx->options;

	if (!opt->codes_only
		&& !papers_load(
			&scanning->papers, ctx, &opt->photos.forms, false, err))
		return false;
	scanning->fields = scanning->papers.named ? &scanning->papers.fields
						  : &ctx->rules->fields;
	return true;
}

static bool scan(struct scanning *scanning, struct ph_error *err)
{
	PH_AUTO(ph_paths_release) struct ph_paths paths = { 0 };
	struct context *ctx = scanning->ctx;
	const struct scan_options *opt = ctx->options;
	bool fine;

	scanning->to_stdout = !opt->output || strcmp(opt->output, "-") == 0;
	if (!photos_gather(ctx, &opt->photos, &paths, err)
		|| !choose_rules(ctx, err) || !choose_forms(scanning, err)
		|| !ph_output_open(&scanning->out, opt->output, err))
		return false;
	fine = scan_all(scanning, &paths, err);
	ph_output_close(scanning->out);
	ph_text_release(&scanning->text);
	return fine;
}

static bool check(const struct context *ctx, struct ph_error *err)
{
	const struct scan_options *opt = ctx->options;

	if (opt->codes_only && opt->photos.forms.count)
		return ph_error_set(err, PH_USAGE,
			"--codes-only looks for no form: leave --form away");
	return photos_check(ctx, &opt->photos, err);
}

static enum ph_code run(struct context *ctx, struct ph_error *err)
{
	struct scanning scanning = { .ctx = ctx };
	const size_t *by = scanning.by_status;
	size_t unsure, all;
	char forms[48] = "";
	bool fine = scan(&scanning, err);

	papers_release(&scanning.papers);
	if (!fine)
		return err->code;
	unsure = by[PH_STATUS_DOUBTFUL] + by[PH_STATUS_UNREAD];
	all = by[PH_STATUS_READ] + unsure;
	if (all > scanning.pages)
		snprintf(forms, sizeof(forms), " with %zu forms", all);
	console_tell(&ctx->console,
		"%zu page%s%s: %zu read, %zu doubtful, %zu unread",
		scanning.pages, scanning.pages == 1 ? "" : "s", forms,
		by[PH_STATUS_READ], by[PH_STATUS_DOUBTFUL],
		by[PH_STATUS_UNREAD]);
	return unsure ? PH_PARTIAL : PH_OK;
}

static const struct cli_option options[] = {
	FORM_OPTIONS(struct scan_options, photos),
	PHOTO_OPTIONS(struct scan_options, photos),
	{ 0, "codes-only", NULL, "read no marks, in a quarter of the time",
		OPTION_FLAG, offsetof(struct scan_options, codes_only) },
	{ 'o', "output", "FILE", "write the records there; else to stdout",
		OPTION_STRING, offsetof(struct scan_options, output) },
	{ 0, "rules", "ID", "the rule set whose codes and fields are read",
		OPTION_STRING, offsetof(struct scan_options, rules) },
	{ 0 },
};

const struct command cmd_scan = {
	.name = "scan",
	.summary = "read the codes and marks of photographed forms",
	.operands = "PATH…",
	.most = ANY_NUMBER,
	.details = "Each PATH is a photograph (JPEG, PNG, HEIC), a document "
		   "(PDF, TIFF), or a folder of them. Writes one record a "
		   "form, in order, as CSV; what cannot be read, or is in "
		   "doubt, has a record with its reason, and the status is "
		   "then 1. No ledger is needed.",
	.examples = "phieu scan anh/ -o records.csv\n"
		    "find anh -name '*.jpg' -print0 | "
		    "phieu scan --files-from - -0",
	.needs = NEEDS_LEDGER_MAYBE,
	.common = COMMON_JSON | COMMON_JOBS,
	.options = options,
	.options_size = sizeof(struct scan_options),
	.check = check,
	.run = run,
};
