/* SPDX-License-Identifier: MIT */
#include "context.h"
#include "help.h"

static enum ph_code run(struct context *ctx, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text text = { 0 };

	(void)ctx; /* bash is the only word there is */
	if (!completion_bash(&text))
		ph_error_memory(err);
	else if (context_print(NULL, &text, err))
		return PH_OK;
	return err->code;
}

const struct command cmd_completion = {
	.name = "completion",
	.summary = "write a completion script for the shell",
	.operands = "bash",
	.least = 1,
	.most = 1,
	.words = "bash",
	.details = "The script completes commands, their options and the "
		   "words that they take. It is made from the tables that "
		   "phieu itself parses by.",
	.examples = "source <(phieu completion bash)",
	.run = run,
};
