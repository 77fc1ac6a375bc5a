/* SPDX-License-Identifier: MIT */
/* What the tables say, for people, for the shell and for the tests. */
#ifndef PHIEU_CLI_HELP_H
#define PHIEU_CLI_HELP_H

#include "command.h"

#include <phieu/text.h>

PH_MUST_CHECK bool help_command(
	struct ph_text *out, const struct command *command);
PH_MUST_CHECK bool help_all(struct ph_text *out);

/* `command TAB --option TAB -letter`, one a line; the common options that
 * every command takes stand under "phieu". */
PH_MUST_CHECK bool help_dump(struct ph_text *out);

/* A bash completion script. */
PH_MUST_CHECK bool completion_bash(struct ph_text *out);

#endif
