/* SPDX-License-Identifier: MIT */
#include "context.h"

static enum ph_code run(struct context *ctx, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text text = { 0 };

	(void)ctx;
	if (!ph_text_puts(&text, "phieu " PHIEU_VERSION "\n"))
		ph_error_memory(err);
	else if (context_print(NULL, &text, err))
		return PH_OK;
	return err->code;
}

const struct command cmd_version = {
	.name = "version",
	.summary = "show the version",
	.operands = "",
	.run = run,
};
