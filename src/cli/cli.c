/* SPDX-License-Identifier: MIT */
#include "cli.h"
#include "context.h"
#include "help.h"
#include "options.h"

#include <phieu/list.h>

#include <string.h>

static enum ph_code print(struct ph_text *text, bool fine, struct ph_error *err)
{
	if (!fine)
		ph_error_memory(err);
	else if (context_print(NULL, text, err))
		return PH_OK;
	return err->code;
}

/* What may be asked without a command's running. */
static enum ph_code answer(struct context *ctx, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text text = { 0 };
	bool fine;

	if (ctx->common.version)
		fine = ph_text_puts(&text, "phieu " PHIEU_VERSION "\n");
	else if (ctx->command)
		fine = help_command(&text, ctx->command);
	else
		fine = help_all(&text);
	return print(&text, fine, err);
}

static enum ph_code dump_options(struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text text = { 0 };

	return print(&text, help_dump(&text), err);
}

static bool choose_command(
	struct context *ctx, const char *name, struct ph_error *err)
{
	char near[32];

	ctx->command = command_find(name);
	if (ctx->command)
		return true;
	command_nearest(name, near, sizeof(near));
	if (*near)
		return ph_error_set(err, PH_USAGE,
			"%s is not a command; is %s meant?", name, near);
	return ph_error_set(err, PH_USAGE, "%s is not a command", name);
}

/* The first operand of some commands is one of a few words. */
static bool check_word(const struct context *ctx, struct ph_error *err)
{
	const char *words = ctx->command->words, *word;
	char near[32];

	if (!words || !ctx->operand_count)
		return true;
	word = ctx->operands[0];
	if (word_among(word, words))
		return true;
	word_nearest(word, words, near, sizeof(near));
	return ph_error_set(err, PH_USAGE, "%s: %s is not one of %s%s%s%s",
		ctx->command->name, word, words, *near ? "; is " : "", near,
		*near ? " meant?" : "");
}

static bool check_operands(const struct context *ctx, struct ph_error *err)
{
	const struct command *command = ctx->command;

	if (!check_word(ctx, err))
		return false;
	if (ctx->operand_count < command->least)
		return ph_error_set(err, PH_USAGE, "%s wants %s", command->name,
			command->operands);
	if (ctx->operand_count > command->most)
		return ph_error_set(err, PH_USAGE, "%s: %s is too much",
			command->name, ctx->operands[command->most]);
	return !command->check || command->check(ctx, err);
}

static void obey_common(struct context *ctx)
{
	ctx->console.quiet = ctx->common.quiet;
	ctx->console.verbose = ctx->common.verbose;
}

static enum ph_code run_command(
	struct context *ctx, int argc, char **argv, struct ph_error *err)
{
	enum ph_code code;
	size_t first;

	ctx->options = ph_alloc(1, ctx->command->options_size + 1);
	if (!ctx->options) {
		ph_error_memory(err);
		return err->code;
	}
	if (!options_parse(ctx->command, argc, argv, &ctx->common, ctx->options,
		    &first, err))
		return err->code;
	obey_common(ctx);
	if (ctx->common.help || ctx->common.version)
		return answer(ctx, err);
	ctx->operands = argv + first;
	ctx->operand_count = (size_t)argc - first;
	if (!check_operands(ctx, err) || !context_open(ctx, err))
		return err->code;
	code = ctx->command->run(ctx, err);
	if (code <= PH_PARTIAL && ctx->common.dry_run)
		console_tell(&ctx->console, "nothing was written (-n)");
	return code;
}

static enum ph_code dispatch(
	struct context *ctx, int argc, char **argv, struct ph_error *err)
{
	size_t used;

	if (argc == 2 && strcmp(argv[1], "--dump-options") == 0)
		return dump_options(err);
	if (!options_parse_before(argc, argv, &ctx->common, &used, err))
		return err->code;
	obey_common(ctx);
	if (used < (size_t)argc && !choose_command(ctx, argv[used], err))
		return err->code;
	if (ctx->common.help || ctx->common.version)
		return answer(ctx, err);
	if (!ctx->command) {
		ph_error_set(err, PH_USAGE, "no command is given");
		return err->code;
	}
	return run_command(ctx, argc - (int)used, argv + used, err);
}

static void tell_error(
	struct context *ctx, enum ph_code code, const struct ph_error *err)
{
	struct console *console = &ctx->console;

	/* Whoever reads us through a pipe may leave: that is no news to them.
	 */
	if (code == PH_WRITE_FAILED && context_reader_left())
		return;
	console_faults(console, &ctx->faults);
	console_complain(console, "%s", err->text);
	if (code == PH_USAGE)
		console_tell(console, "Try 'phieu%s%s --help'",
			ctx->command ? " " : "",
			ctx->command ? ctx->command->name : "");
}

enum ph_code cli_run(int argc, char **argv)
{
	struct ph_error err = { 0 };
	struct context ctx;
	enum ph_code code;

	context_init(&ctx);
	code = dispatch(&ctx, argc, argv, &err);
	if (code > PH_PARTIAL)
		tell_error(&ctx, code, &err);
	free(ctx.options);
	context_release(&ctx);
	return code;
}
