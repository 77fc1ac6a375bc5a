/* SPDX-License-Identifier: MIT */
/*
 * The terminal's side of a command: everything that goes to stderr, in whole
 * lines, and the progress bar, which makes way for them. It is also the
 * ph_log that the libraries talk to, from any thread.
 */
#ifndef PHIEU_CLI_CONSOLE_H
#define PHIEU_CLI_CONSOLE_H

#include "progress.h"

#include <phieu/error.h>
#include <phieu/log.h>

#include <pthread.h>
#include <stdbool.h>

struct console {
	struct ph_log log; /* first: the libraries hold this alone */
	pthread_mutex_t lock;
	bool quiet, verbose;
	struct progress bar;
};

void console_init(struct console *console);
/* Takes the bar away. */
void console_end(struct console *console);

/* What was done, as a line of its own: not with -q. */
void console_tell(struct console *console, const char *fmt, ...)
	PH_PRINTF(2, 3);
/* "phieu: text": always. */
void console_complain(struct console *console, const char *fmt, ...)
	PH_PRINTF(2, 3);
/* Faults, one a line, then how many more there are. */
void console_faults(struct console *console, const struct ph_faults *faults);

#endif
