/* SPDX-License-Identifier: MIT */
#include "period.h"

#include <string.h>

struct export_options {
	const char *period, *unit, *by, *computed, *denominator, *headers;
	const char *output;
	bool excel;
};

static bool check(const struct context *ctx, struct ph_error *err)
{
	const struct export_options *opt = ctx->options;

	if (!opt->period)
		return ph_error_set(
			err, PH_USAGE, "export wants --period, e.g. 2026-Q3");
	if (ctx->common.json && (opt->excel || opt->headers))
		return ph_error_set(err, PH_USAGE,
			"--json does not go with --excel or --headers");
	return true;
}

/* Is the id one of "cs1,cs2"? */
static bool listed(const char *list, const char *id)
{
	size_t length = strlen(id);

	while (*list) {
		size_t span = strcspn(list, ", ");

		if (span == length && strncmp(list, id, span) == 0)
			return true;
		list += span + strspn(list + span, ", ");
	}
	return false;
}

/* What this one sheet shall do otherwise than the settings say. */
static bool override(
	struct context *ctx, struct asked_period *asked, struct ph_error *err)
{
	const struct export_options *opt = ctx->options;
	const struct ph_rules *rules = asked->query.rules;
	struct ph_settings *settings = &asked->settings;

	if (!opt->computed && !opt->denominator)
		return true;
	if (asked->closed)
		return ph_error_set(err, PH_CONFIG,
			"%s is closed and stays as it was: --computed and "
			"--denominator are for open periods",
			asked->period.name);
	if (opt->denominator)
		settings->per_dossiers =
			strcmp(opt->denominator, "dossiers") == 0;
	if (!opt->computed)
		return true;
	if (!ph_settings_check(rules, "computed", opt->computed, err))
		return false;
	for (size_t i = 0; i < rules->criterion_count; i++)
		settings->computed[i] =
			listed(opt->computed, rules->criteria[i].id);
	return true;
}

/* A newer phieu could make other sheets of the same facts: that is said, not
 * hidden. */
static bool compare_closing(struct context *ctx,
	const struct asked_period *asked, bool *same, struct ph_error *err)
{
	uint8_t now[PH_HASH_SIZE];

	*same = true;
	if (!asked->closed)
		return true;
	if (!ph_sheets_hash(&asked->query, now, err))
		return false;
	*same = memcmp(now, asked->sheets_sha256, sizeof(now)) == 0;
	if (!*same)
		console_complain(&ctx->console,
			"%s: its sheets are not those that were closed; was "
			"it closed by another version of phieu?",
			asked->period.name);
	return true;
}

static bool write_sheet(
	struct context *ctx, const struct ph_sheet *sheet, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text text = { 0 };
	const struct export_options *opt = ctx->options;
	bool ids = opt->headers && strcmp(opt->headers, "ids") == 0;

	if (!(ctx->common.json
			    ? ph_sheet_json(sheet, &text, err)
			    : ph_sheet_csv(sheet,
				    opt->excel ? &ph_csv_excel : &ph_csv_plain,
				    ids, &text, err)))
		return false;
	return context_print(opt->output, &text, err);
}

static bool export(struct context *ctx, struct asked_period *asked, bool *same,
	struct ph_error *err)
{
	PH_AUTO(ph_sheet_destroy) struct ph_sheet *sheet = NULL;
	const struct export_options *opt = ctx->options;
	const struct ph_sheet_request request = {
		.sheet = ctx->operands[0],
		.unit = opt->unit,
		.by_field = opt->by != NULL,
	};

	return period_open(asked, ctx, opt->period, PERIOD_AS_CLOSED, err)
	       && override(ctx, asked, err)
	       && ph_sheet_make(&sheet, &asked->query, &request, err)
	       && compare_closing(ctx, asked, same, err)
	       && write_sheet(ctx, sheet, err);
}

static enum ph_code run(struct context *ctx, struct ph_error *err)
{
	PH_AUTO(period_release) struct asked_period asked = { 0 };
	bool same;

	if (!export(ctx, &asked, &same, err))
		return err->code;
	return same ? PH_OK : PH_PARTIAL;
}

static const struct cli_option options[] = {
	{ 'p', "period", "PERIOD", "2026-Q3 or 2026", OPTION_STRING,
		offsetof(struct export_options, period) },
	{ 'u', "unit", "CODE", "this unit and those below it; else all",
		OPTION_STRING, offsetof(struct export_options, unit) },
	{ 0, "by", "field", "also by ngành, lĩnh vực", OPTION_CHOICE,
		offsetof(struct export_options, by), .choices = "field" },
	{ 0, "computed", "LIST",
		"take these indices from the dossiers' dates, e.g. cs1; else "
		"the setting",
		OPTION_STRING, offsetof(struct export_options, computed) },
	{ 0, "denominator", "WHAT",
		"divide by forms or by dossiers; else the setting",
		OPTION_CHOICE, offsetof(struct export_options, denominator),
		.choices = "forms|dossiers" },
	{ 0, "excel", NULL,
		"for Excel on Vietnamese settings: BOM, ; and decimal comma",
		OPTION_FLAG, offsetof(struct export_options, excel) },
	{ 0, "headers", "WHAT", "vi (the sheet's own words) or ids (ASCII)",
		OPTION_CHOICE, offsetof(struct export_options, headers),
		.choices = "vi|ids" },
	{ 'o', "output", "FILE", "write the sheet there; else to stdout",
		OPTION_STRING, offsetof(struct export_options, output) },
	{ 0 },
};

const struct command cmd_export = {
	.name = "export",
	.summary = "write a score sheet: Mẫu 02, 03 or 05",
	.operands = "mau-02|mau-03|mau-05",
	.least = 1,
	.most = 1,
	.words = "mau-02|mau-03|mau-05",
	.details = "mau-02 is a unit's nine indices, mau-03 the officers, "
		   "mau-05 the units with their ranks. The sheet is CSV "
		   "(RFC 4180, UTF-8). The sheets of a closed period stay "
		   "byte for byte what they were.",
	.examples = "phieu export mau-03 --period 2026-Q3\n"
		    "phieu export mau-02 --period 2026 --excel -o mau-02.csv",
	.needs = NEEDS_LEDGER_READ,
	.common = COMMON_JSON,
	.options = options,
	.options_size = sizeof(struct export_options),
	.check = check,
	.run = run,
};
