/* SPDX-License-Identifier: MIT */
#include "context.h"
#include "places.h"

struct init_options {
	const char *unit, *name, *rules;
};

static bool check(const struct context *ctx, struct ph_error *err)
{
	const struct init_options *opt = ctx->options;

	if (!opt->unit != !opt->name)
		return ph_error_set(err, PH_USAGE,
			"--unit and --name go together: the unit's code and "
			"its name");
	if (opt->unit && (!*opt->unit || !*opt->name))
		return ph_error_set(
			err, PH_USAGE, "--unit and --name cannot be empty");
	return true;
}

static bool write_unit(struct context *ctx, struct ph_error *err)
{
	const struct init_options *opt = ctx->options;
	const struct ph_unit unit = { .unit = opt->unit, .name = opt->name };
	enum ph_added added;

	return ph_ledger_set(ctx->ledger, "unit", opt->unit, err)
	       && ph_ledger_set(ctx->ledger, "name", opt->name, err)
	       && ph_ledger_add_unit(ctx->ledger, &unit, &added, err);
}

static bool fill(struct context *ctx, const char *path, struct ph_error *err)
{
	const struct init_options *opt = ctx->options;

	if (!ph_ledger_open(&ctx->ledger, path, PH_LEDGER_WRITE, err)
		|| !context_begin(ctx, NULL, NULL, err))
		return false;
	/* Asked under the lock: of two at once, one fills it. */
	if (ph_ledger_batch(ctx->ledger) > 1)
		return ph_error_set(
			err, PH_CANNOT_CREATE, "%s: is there already", path);
	return ph_ledger_set(ctx->ledger, "rules", ctx->rules->id, err)
	       && (!opt->unit || write_unit(ctx, err))
	       && context_commit(ctx, err);
}

/* A ledger that init was killed over before its first batch is nobody's yet:
 * init goes on with it. */
static bool create_or_resume(
	struct context *ctx, const char *path, struct ph_error *err)
{
	struct ph_error why;
	bool unused;

	if (ph_ledger_create(path, err))
		return true;
	if (!ph_ledger_open(&ctx->ledger, path, PH_LEDGER_READ, &why))
		return false;
	unused = ph_ledger_batch(ctx->ledger) == 0;
	ph_ledger_close(PH_TAKE(ctx->ledger));
	return unused;
}

static bool make(struct context *ctx, struct ph_error *err)
{
	const struct init_options *opt = ctx->options;
	const char *path;

	/* The path first: a rule set may lie beside the ledger. */
	if (!places_new_ledger(ctx->common.ledger, &ctx->ledger_path, err)
		|| !context_load_rules(
			ctx, opt->rules ? opt->rules : DEFAULT_RULES, err))
		return false;
	path = ph_text_get(&ctx->ledger_path);
	return create_or_resume(ctx, path, err) && fill(ctx, path, err);
}

static enum ph_code run(struct context *ctx, struct ph_error *err)
{
	const struct init_options *opt = ctx->options;

	if (!make(ctx, err))
		return err->code;
	console_tell(&ctx->console, "%s: a new ledger%s%s%s%s, rules %s",
		ph_text_get(&ctx->ledger_path), opt->unit ? " of " : "",
		opt->unit ? opt->unit : "", opt->unit ? " " : "",
		opt->unit ? opt->name : "", ctx->rules->id);
	return PH_OK;
}

static const struct cli_option options[] = {
	{ 'u', "unit", "CODE", "the unit whose ledger it is, e.g. H29.12",
		OPTION_STRING, offsetof(struct init_options, unit) },
	{ 0, "name", "NAME", "the unit's name, as sheets print it",
		OPTION_STRING, offsetof(struct init_options, name) },
	{ 0, "rules", "ID", "the rule set to go by; else " DEFAULT_RULES,
		OPTION_STRING, offsetof(struct init_options, rules) },
	{ 0 },
};

const struct command cmd_init = {
	.name = "init",
	.summary = "make a ledger",
	.operands = "",
	.details = "Makes phieu.ledger in this folder, or the file that -L or "
		   "PHIEU_LEDGER names. The commands that come after find it "
		   "from here and from every folder below. A ledger that "
		   "stands already is left as it is, with status 73; one that "
		   "init was killed over is finished.",
	.examples = "phieu init\n"
		    "phieu init --unit H29.12 --name 'UBND xã An Bình'",
	.options = options,
	.options_size = sizeof(struct init_options),
	.check = check,
	.run = run,
};
