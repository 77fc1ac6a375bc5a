/* SPDX-License-Identifier: MIT */
#include "context.h"

#include <phieu/json.h>

#include <string.h>

/* Settings of the ledger itself, which no rule set knows. */
static const char *const own_keys[] = { "unit", "name", "rules" };

enum {
	OWN_KEYS = sizeof(own_keys) / sizeof(*own_keys)
};

static bool is_own(const char *key)
{
	for (size_t i = 0; i < OWN_KEYS; i++)
		if (strcmp(own_keys[i], key) == 0)
			return true;
	return false;
}

static bool writes(const struct context *ctx)
{
	return ctx->operand_count == 2;
}

static const char *get_default(const struct context *ctx, const char *key)
{
	if (is_own(key))
		return strcmp(key, "rules") == 0 ? DEFAULT_RULES : "";
	return ph_rules_setting(ctx->rules, key)->value;
}

static bool get_value(struct context *ctx, const char *key,
	struct ph_text *value, struct ph_error *err)
{
	bool found;

	if (!ph_ledger_get(ctx->ledger, INT64_MAX, key, value, &found, err))
		return false;
	if (found)
		return true;
	ph_text_clear(value);
	return ph_text_puts(value, get_default(ctx, key))
	       || ph_error_memory(err);
}

/* The rule set is opened for its own keys alone: a ledger whose set is lost or
 * faulty can still be given another. */
static bool check_key(
	struct context *ctx, const char *key, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text keys = { 0 };

	if (is_own(key))
		return true;
	if (!context_load_rules(ctx, NULL, err))
		return false;
	if (ph_rules_setting(ctx->rules, key))
		return true;
	for (size_t i = 0; i < ctx->rules->setting_count; i++)
		if (!ph_text_appendf(
			    &keys, ", %s", ctx->rules->settings[i].key))
			return ph_error_memory(err);
	return ph_error_set(err, PH_USAGE,
		"%s: no such setting; there are unit, name, rules%s", key,
		ph_text_get(&keys));
}

/* ---- one setting written ---- */

static bool check(struct context *ctx, const char *key, const char *value,
	struct ph_error *err)
{
	if (!check_key(ctx, key, err))
		return false;
	if (!is_own(key))
		return ph_settings_check(ctx->rules, key, value, err);
	if (!*value)
		return ph_error_set(err, PH_USAGE, "%s cannot be empty", key);
	/* A set that cannot be loaded would lock its owner out. */
	return strcmp(key, "rules") != 0 || context_load_rules(ctx, value, err);
}

static bool set(struct context *ctx, const char *key, const char *value,
	struct ph_error *err)
{
	if (!check(ctx, key, value, err) || !context_begin(ctx, NULL, NULL, err)
		|| !ph_ledger_set(ctx->ledger, key, value, err)
		|| !context_commit(ctx, err))
		return false;
	console_tell(&ctx->console, "%s: %s", key, value);
	return true;
}

/* ---- one setting, or all, shown ---- */

static bool show(struct context *ctx, const char *key, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text value = { 0 };

	if (!check_key(ctx, key, err) || !get_value(ctx, key, &value, err))
		return false;
	if (!ph_text_puts(&value, "\n"))
		return ph_error_memory(err);
	return context_print(NULL, &value, err);
}

struct listing {
	struct ph_text text;
	struct ph_csv csv;
};

static bool list_setting(struct context *ctx, struct listing *list,
	const char *key, const char *allowed, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text value = { 0 };
	struct ph_text *text = &list->text;

	if (!get_value(ctx, key, &value, err))
		return false;
	if (!ctx->common.json) {
		ph_csv_text(&list->csv, key);
		ph_csv_text(&list->csv, ph_text_get(&value));
		ph_csv_text(&list->csv, get_default(ctx, key));
		ph_csv_text(&list->csv, allowed);
		ph_csv_end_row(&list->csv);
		return !list->csv.failed || ph_error_memory(err);
	}
	return (ph_json_begin(text) && ph_json_string(text, "key", key)
		       && ph_json_string(text, "value", ph_text_get(&value))
		       && ph_json_string(text, "default", get_default(ctx, key))
		       && ph_json_string(text, "allowed", allowed)
		       && ph_json_end(text))
	       || ph_error_memory(err);
}

static bool fill(
	struct context *ctx, struct listing *list, struct ph_error *err)
{
	static const char *const header[] = { "key", "value", "default",
		"allowed" };
	const struct ph_rules *rules;

	if (!context_load_rules(ctx, NULL, err))
		return false;
	rules = ctx->rules;
	if (!ctx->common.json) {
		ph_csv_init(&list->csv, &list->text, &ph_csv_plain);
		for (size_t i = 0; i < sizeof(header) / sizeof(*header); i++)
			ph_csv_text(&list->csv, header[i]);
		ph_csv_end_row(&list->csv);
	}
	for (size_t i = 0; i < OWN_KEYS; i++)
		if (!list_setting(ctx, list, own_keys[i], "", err))
			return false;
	for (size_t i = 0; i < rules->setting_count; i++)
		if (!list_setting(ctx, list, rules->settings[i].key,
			    rules->settings[i].values, err))
			return false;
	return true;
}

static bool list_all(struct context *ctx, struct ph_error *err)
{
	struct listing list = { 0 };
	bool fine =
		fill(ctx, &list, err) && context_print(NULL, &list.text, err);

	ph_text_release(&list.text);
	return fine;
}

static enum ph_code run(struct context *ctx, struct ph_error *err)
{
	char **words = ctx->operands;
	bool fine;

	if (ctx->operand_count == 2)
		fine = set(ctx, words[0], words[1], err);
	else if (ctx->operand_count == 1)
		fine = show(ctx, words[0], err);
	else
		fine = list_all(ctx, err);
	return fine ? PH_OK : err->code;
}

const struct command cmd_config = {
	.name = "config",
	.summary = "show or change the ledger's settings",
	.operands = "[KEY [VALUE]]",
	.most = 2,
	.details = "Without operands lists all settings: key, value, the rule "
		   "set's default, and the values that are allowed. With KEY "
		   "shows its value alone; with VALUE sets it. A closed "
		   "period keeps the settings that it was closed with.",
	.examples = "phieu config\n"
		    "phieu config period-rule report",
	.needs = NEEDS_LEDGER_READ,
	.writes = writes,
	.common = COMMON_DRY_RUN | COMMON_JSON,
	.run = run,
};
