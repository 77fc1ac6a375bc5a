/* SPDX-License-Identifier: MIT */
/*
 * log — what a library has to say while it works, as events.
 *
 * Libraries never print: they tell a ph_log, which the caller owns. NULL is a
 * log that nobody reads. May be called from several threads at once.
 */
#ifndef PHIEU_LOG_H
#define PHIEU_LOG_H

#include <phieu/error.h>

#include <stddef.h>

enum ph_log_level {
	PH_LOG_DEBUG,   /* with -v */
	PH_LOG_NOTE,    /* shown unless -q */
	PH_LOG_WARNING, /* always shown */
};

struct ph_log {
	void (*say)(
		struct ph_log *log, enum ph_log_level level, const char *line);
	/* Work done of a total (0: unknown); NULL: nobody looks. */
	void (*progress)(struct ph_log *log, size_t done, size_t total);
};

void ph_log(struct ph_log *log, enum ph_log_level level, const char *fmt, ...)
	PH_PRINTF(3, 4);
void ph_log_progress(struct ph_log *log, size_t done, size_t total);

#endif
