/* SPDX-License-Identifier: MIT */
#include <phieu/log.h>

#include <stdarg.h>
#include <stdio.h>

void ph_log(struct ph_log *log, enum ph_log_level level, const char *fmt, ...)
{
	char line[1024];
	va_list args;

	if (!log || !log->say)
		return;
	va_start(args, fmt);
	vsnprintf(line, sizeof(line), fmt, args);
	va_end(args);
	log->say(log, level, line);
}

void ph_log_progress(struct ph_log *log, size_t done, size_t total)
{
	if (log && log->progress)
		log->progress(log, done, total);
}
