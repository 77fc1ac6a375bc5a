/* SPDX-License-Identifier: MIT */
#include "console.h"

#include <phieu/text.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
	LINE_SIZE = 2048
};

/* One write a line: stderr is unbuffered, and lines of two processes that
 * share it should not mix. */
static void put_line(
	struct console *console, const char *before, const char *line)
{
	PH_AUTO(ph_text_release) struct ph_text shown = { 0 };
	char whole[LINE_SIZE + 16];
	const char *text = whole;

	snprintf(whole, sizeof(whole), "%s%s\n", before, line);
	/* A terminal obeys what it is sent: no file's name should say it. */
	if (isatty(STDERR_FILENO)) {
		if (!ph_utf8_show(&shown, whole, strlen(whole)))
			return;
		text = ph_text_get(&shown);
	}
	pthread_mutex_lock(&console->lock);
	progress_erase(&console->bar);
	fputs(text, stderr);
	pthread_mutex_unlock(&console->lock);
}

static void say(struct ph_log *log, enum ph_log_level level, const char *line)
{
	struct console *console = (struct console *)(void *)log;

	if (level == PH_LOG_DEBUG && !console->verbose)
		return;
	if (level == PH_LOG_NOTE && console->quiet)
		return;
	put_line(console, "phieu: ", line);
}

static void show_progress(struct ph_log *log, size_t done, size_t total)
{
	struct console *console = (struct console *)(void *)log;

	if (console->quiet)
		return;
	pthread_mutex_lock(&console->lock);
	progress_show(&console->bar, done, total);
	pthread_mutex_unlock(&console->lock);
}

void console_init(struct console *console)
{
	*console = (struct console){
		.log = { .say = say, .progress = show_progress },
	};
	pthread_mutex_init(&console->lock, NULL);
}

void console_end(struct console *console)
{
	progress_erase(&console->bar);
	pthread_mutex_destroy(&console->lock);
}

void console_tell(struct console *console, const char *fmt, ...)
{
	char line[LINE_SIZE];
	va_list args;

	if (console->quiet)
		return;
	va_start(args, fmt);
	vsnprintf(line, sizeof(line), fmt, args);
	va_end(args);
	put_line(console, "", line);
}

void console_complain(struct console *console, const char *fmt, ...)
{
	char line[LINE_SIZE];
	va_list args;

	va_start(args, fmt);
	vsnprintf(line, sizeof(line), fmt, args);
	va_end(args);
	put_line(console, "phieu: ", line);
}

void console_faults(struct console *console, const struct ph_faults *faults)
{
	char line[LINE_SIZE];

	for (size_t i = 0; i < faults->kept; i++) {
		ph_faults_format(faults, i, line, sizeof(line));
		put_line(console, "", line);
	}
	if (faults->count > faults->kept) {
		snprintf(line, sizeof(line), "… and %zu more",
			faults->count - faults->kept);
		put_line(console, "", line);
	}
}
