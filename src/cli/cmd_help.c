/* SPDX-License-Identifier: MIT */
#include "context.h"
#include "help.h"

static enum ph_code run(struct context *ctx, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text text = { 0 };
	const struct command *about = NULL;
	char near[32];

	if (ctx->operand_count) {
		about = command_find(ctx->operands[0]);
		if (!about) {
			command_nearest(ctx->operands[0], near, sizeof(near));
			ph_error_set(err, PH_USAGE, "%s is not a command%s%s%s",
				ctx->operands[0], *near ? "; is " : "", near,
				*near ? " meant?" : "");
			return err->code;
		}
	}
	if (!(about ? help_command(&text, about) : help_all(&text)))
		ph_error_memory(err);
	else if (context_print(NULL, &text, err))
		return PH_OK;
	return err->code;
}

const struct command cmd_help = {
	.name = "help",
	.summary = "explain phieu, or one of its commands",
	.operands = "[COMMAND]",
	.most = 1,
	.examples = "phieu help import",
	.run = run,
};
