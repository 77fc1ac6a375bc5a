/* SPDX-License-Identifier: MIT */
#include "rule_sets.h"

#include <sys/stat.h>

#include <string.h>

/* ---- one set ---- */

static bool is_folder(const char *name)
{
	struct stat st;

	return strchr(name, '/') && stat(name, &st) == 0 && S_ISDIR(st.st_mode);
}

static bool load_named(
	struct context *ctx, const char *name, struct ph_error *err)
{
	if (!is_folder(name))
		return context_load_rules(ctx, name, err);
	return ph_rules_load(&ctx->rules, name, &ctx->faults, err);
}

static bool show_one(
	struct context *ctx, const char *name, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text text = { 0 };

	if (!load_named(ctx, name, err))
		return false;
	if (!(ctx->common.json ? rules_json(&text, ctx->rules)
			       : rules_summary(&text, ctx->rules)))
		return ph_error_memory(err);
	return context_print(NULL, &text, err);
}

/* ---- all that there are ---- */

/* A faulty set is listed too, by its folder's name; its faults are shown when
 * it is asked for alone. */
static bool list_one(struct context *ctx, const struct rule_set *set,
	struct ph_csv *csv, bool *faulty, struct ph_error *err)
{
	PH_AUTO(ph_faults_release) struct ph_faults faults;
	PH_AUTO(ph_rules_destroy) struct ph_rules *rules = NULL;
	struct ph_error own;
	char day[PH_DATE_SIZE];

	ph_faults_init(&faults, set->folder);
	if (!ph_rules_load(&rules, set->folder, &faults, &own)) {
		*faulty = true;
		console_complain(&ctx->console, "%s", own.text);
	}
	if (ctx->common.json) {
		if (!rules || rules_json(csv->out, rules))
			return true;
		return ph_error_memory(err);
	}
	ph_csv_text(csv, set->id);
	ph_csv_text(csv, rules ? rules->name : "");
	ph_csv_text(csv, rules ? ph_date_iso(rules->effective_from, day) : "");
	ph_csv_text(csv, rules ? ph_date_iso(rules->effective_to, day) : "");
	ph_csv_text(csv, set->folder);
	ph_csv_end_row(csv);
	return !csv->failed || ph_error_memory(err);
}

static bool list_sets(struct context *ctx, const struct rule_sets *sets,
	bool *faulty, struct ph_error *err)
{
	static const char *const header[] = { "id", "name", "effective_from",
		"effective_to", "folder" };
	PH_AUTO(ph_text_release) struct ph_text text = { 0 };
	const struct rule_set *set;
	struct ph_csv csv;

	ph_csv_init(&csv, &text, &ph_csv_plain);
	if (!ctx->common.json) {
		for (size_t i = 0; i < sizeof(header) / sizeof(*header); i++)
			ph_csv_text(&csv, header[i]);
		ph_csv_end_row(&csv);
	}
	ph_list_for (set, &sets->list) {
		if (!list_one(ctx, set, &csv, faulty, err))
			return false;
	}
	return context_print(NULL, &text, err);
}

static bool list_all(struct context *ctx, bool *faulty, struct ph_error *err)
{
	struct rule_sets sets = { 0 };
	bool fine = rule_sets_find(&sets, ctx, err)
		    && list_sets(ctx, &sets, faulty, err);

	rule_sets_release(&sets);
	return fine;
}

static enum ph_code run(struct context *ctx, struct ph_error *err)
{
	bool faulty = false;

	if (ctx->operand_count ? !show_one(ctx, ctx->operands[0], err)
			       : !list_all(ctx, &faulty, err))
		return err->code;
	return faulty ? PH_PARTIAL : PH_OK;
}

const struct command cmd_rules = {
	.name = "rules",
	.summary = "check a rule set and sum it up, or list all",
	.operands = "[ID|FOLDER]",
	.most = 1,
	.details = "A rule set is a folder of CSV tables (phieu-rules(5)), in "
		   "`rules` beside the ledger or in phieu's own data; a "
		   "FOLDER is named with a / in it. It is checked as a "
		   "whole, and all that is wrong is listed.",
	.examples = "phieu rules\n"
		    "phieu rules tt01-2018\n"
		    "phieu rules ./rules/tinh-x",
	.needs = NEEDS_LEDGER_MAYBE,
	.common = COMMON_JSON,
	.run = run,
};
