/* SPDX-License-Identifier: MIT */
/* Parsing by the tables of command.h. */
#ifndef PHIEU_CLI_OPTIONS_H
#define PHIEU_CLI_OPTIONS_H

#include "command.h"

/* The common options before the command's name; *used is how many words of
 * argv they took, argv[0] included. */
PH_MUST_CHECK bool options_parse_before(int argc, char **argv,
	struct common *common, size_t *used, struct ph_error *err);

/* Those behind it; argv[0] is the command's name. `values` is the command's
 * own storage. The operands are moved to the end of argv, from *first on. */
PH_MUST_CHECK bool options_parse(const struct command *command, int argc,
	char **argv, struct common *common, void *values, size_t *first,
	struct ph_error *err);

/* Nothing given: flags false, strings NULL, numbers NOT_GIVEN, dates
 * PH_NO_DATE. */
void options_clear(const struct cli_option *table, void *values);

#endif
