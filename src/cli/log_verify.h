/* SPDX-License-Identifier: MIT */
/* phieu log --verify: is every fact what was sealed? */
#ifndef PHIEU_CLI_LOG_VERIFY_H
#define PHIEU_CLI_LOG_VERIFY_H

#include "context.h"

/* Writes what is wrong, a row each, to `path` (NULL: stdout), as JSON with
 * --json. `head`: NULL, or what a chain_head_parse takes. PH_BAD_DATA when
 * anything is wrong, or the chain never had this head. */
PH_MUST_CHECK bool log_verify(struct context *ctx, const char *head,
	const char *path, struct ph_error *err);

#endif
