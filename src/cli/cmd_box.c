/* SPDX-License-Identifier: MIT */
#include "context.h"

#include <phieu/json.h>

#include <inttypes.h>
#include <string.h>

struct box_options {
	ph_date date;
	int64_t count;
	const char *box;
};

static bool writes(const struct context *ctx)
{
	return strcmp(ctx->operands[0], "add") == 0;
}

static bool check(const struct context *ctx, struct ph_error *err)
{
	const struct box_options *opt = ctx->options;

	if (!writes(ctx)) {
		if (opt->date == PH_NO_DATE && opt->count == NOT_GIVEN
			&& !opt->box && !ctx->common.dry_run)
			return true;
		return ph_error_set(err, PH_USAGE,
			"--date, --count, --box and -n are options of box add");
	}
	if (opt->date == PH_NO_DATE || opt->count == NOT_GIVEN)
		return ph_error_set(
			err, PH_USAGE, "box add wants --date and --count");
	if (opt->date > ctx->today)
		return ph_error_set(
			err, PH_USAGE, "--date: that day has not come yet");
	if (ctx->common.json)
		return ph_error_set(
			err, PH_USAGE, "--json is an option of box list");
	return true;
}

static enum ph_code add(struct context *ctx, struct ph_error *err)
{
	const struct box_options *opt = ctx->options;
	const char *box = opt->box ? opt->box : "";
	enum ph_added added;
	char day[PH_DATE_SIZE];

	if (!context_begin(ctx, NULL, NULL, err)
		|| !ph_ledger_add_box(
			ctx->ledger, opt->date, box, opt->count, &added, err)
		|| !context_commit(ctx, err))
		return err->code;
	console_tell(&ctx->console, "box%s%s of %s: %" PRId64 " form%s, %s",
		*box ? " " : "", box, ph_date_iso(opt->date, day), opt->count,
		opt->count == 1 ? "" : "s",
		added == PH_SAME      ? "as before"
		: added == PH_CHANGED ? "changed"
				      : "new");
	return PH_OK;
}

struct listing {
	struct ph_text text;
	struct ph_csv csv;
	bool json, failed;
};

static bool list_csv(struct listing *list, const struct ph_box_row *row)
{
	char day[PH_DATE_SIZE];

	ph_csv_text(&list->csv, ph_date_iso(row->date, day));
	ph_csv_text(&list->csv, row->box);
	ph_csv_number(&list->csv, row->count);
	ph_csv_end_row(&list->csv);
	return !list->csv.failed;
}

static bool list_json(struct listing *list, const struct ph_box_row *row)
{
	char day[PH_DATE_SIZE];

	return ph_json_begin(&list->text)
	       && ph_json_string(
		       &list->text, "date", ph_date_iso(row->date, day))
	       && ph_json_string(&list->text, "box", row->box)
	       && ph_json_number(&list->text, "count", row->count)
	       && ph_json_end(&list->text);
}

static bool list_row(void *context, const struct ph_box_row *row)
{
	struct listing *list = context;

	list->failed =
		list->json ? !list_json(list, row) : !list_csv(list, row);
	return !list->failed;
}

static bool list_all(
	struct context *ctx, struct listing *list, struct ph_error *err)
{
	if (!list->json) {
		ph_csv_init(&list->csv, &list->text, &ph_csv_plain);
		ph_csv_text(&list->csv, "date");
		ph_csv_text(&list->csv, "box");
		ph_csv_text(&list->csv, "count");
		ph_csv_end_row(&list->csv);
	}
	if (!ph_ledger_each_box(ctx->ledger, INT64_MAX, list_row, list, err))
		return false;
	if (list->failed || list->csv.failed)
		return ph_error_memory(err);
	return context_print(NULL, &list->text, err);
}

static enum ph_code run(struct context *ctx, struct ph_error *err)
{
	struct listing list = { .json = ctx->common.json };
	bool fine;

	if (writes(ctx))
		return add(ctx, err);
	fine = list_all(ctx, &list, err);
	ph_text_release(&list.text);
	return fine ? PH_OK : err->code;
}

static const struct cli_option options[] = {
	{ 0, "date", "DATE", "the day on which the box was emptied",
		OPTION_DATE, offsetof(struct box_options, date) },
	{ 0, "count", "N", "the forms that were in it", OPTION_NUMBER,
		offsetof(struct box_options, count) },
	{ 0, "box", "NAME", "which box, where there are several", OPTION_STRING,
		offsetof(struct box_options, box) },
	{ 0 },
};

const struct command cmd_box = {
	.name = "box",
	.summary = "note how many forms a ballot box held, or list it",
	.operands = "add|list",
	.least = 1,
	.most = 1,
	.words = "add|list",
	.details = "The count made by hand when the box is emptied is held "
		   "against the forms that were scanned: 'phieu validate' "
		   "says where they differ. Another count for the same day "
		   "and box replaces the one before.",
	.examples = "phieu box add --date 30/09/2026 --count 42\n"
		    "phieu box list",
	.needs = NEEDS_LEDGER_READ,
	.check = check,
	.writes = writes,
	.common = COMMON_DRY_RUN | COMMON_JSON,
	.options = options,
	.options_size = sizeof(struct box_options),
	.run = run,
};
