/* SPDX-License-Identifier: MIT */
/* The whole program but the set-up of its process. */
#ifndef PHIEU_CLI_H
#define PHIEU_CLI_H

#include <phieu/error.h>

/* Finds the command, opens what it needs, runs it, tells what went wrong.
 * argv may be permuted. */
enum ph_code cli_run(int argc, char **argv);

#endif
