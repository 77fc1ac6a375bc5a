/* SPDX-License-Identifier: MIT */
/*
 * A bar on stderr: count, share, rate and time left. Only on a terminal, and
 * only while this process is in its foreground; not before half a second has
 * passed, so that quick work shows nothing; at most ten times a second.
 */
#ifndef PHIEU_CLI_PROGRESS_H
#define PHIEU_CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

struct progress {
	double begun; /* seconds, 0: not yet */
	double drawn; /* when last */
	size_t width; /* columns that are to be erased; 0: nothing shown */
};

void progress_show(struct progress *bar, size_t done, size_t total);
void progress_erase(struct progress *bar);

/* The line itself, `width` columns, all ASCII; total 0: not known. */
void progress_format(char *out, size_t size, size_t width, size_t done,
	size_t total, double seconds);

#endif
