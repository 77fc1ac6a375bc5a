/* SPDX-License-Identifier: MIT */
#include "progress.h"

#include <phieu/time.h>

#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum {
	USUAL_WIDTH = 80,
	WIDTH_MAX = 200,
	BAR_LEAST = 5 /* columns; a shorter bar tells nothing */
};

static const double delay_s = 0.5, between_s = 0.1;

static bool in_foreground(void)
{
	return isatty(STDERR_FILENO) && tcgetpgrp(STDERR_FILENO) == getpgrp();
}

static size_t terminal_width(void)
{
	struct winsize size;

	if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || !size.ws_col)
		return USUAL_WIDTH;
	return size.ws_col < WIDTH_MAX ? size.ws_col : WIDTH_MAX;
}

/* " 120/500  24%  3.2/s  1:59 left" */
static void format_figures(
	char *out, size_t size, size_t done, size_t total, double seconds)
{
	double rate = seconds > 0 ? (double)done / seconds : 0;
	size_t left, used;

	if (!total || done > total) {
		snprintf(out, size, "%zu  %.1f/s", done, rate);
		return;
	}
	used = (size_t)snprintf(out, size, "%zu/%zu  %u%%", done, total,
		(unsigned)(100.0 * (double)done / (double)total));
	if (!done || rate <= 0)
		return;
	left = (size_t)((double)(total - done) / rate + 0.5);
	snprintf(out + used, size - used, "  %.1f/s  %zu:%02zu left", rate,
		left / 60, left % 60);
}

void progress_format(char *out, size_t size, size_t width, size_t done,
	size_t total, double seconds)
{
	char figures[128];
	size_t used = 0, room, full;

	format_figures(figures, sizeof(figures), done, total, seconds);
	if (width >= size)
		width = size - 1;
	/* "[####....] figures" */
	room = width > strlen(figures) + 3 ? width - strlen(figures) - 3 : 0;
	if (room > USUAL_WIDTH / 2)
		room = USUAL_WIDTH / 2;
	if (total && done <= total && room >= BAR_LEAST) {
		full = room * done / total;
		out[used++] = '[';
		memset(out + used, '#', full);
		memset(out + used + full, '.', room - full);
		used += room;
		out[used++] = ']';
		out[used++] = ' ';
	}
	snprintf(out + used, width + 1 - used, "%-*s", (int)(width - used),
		figures);
}

void progress_show(struct progress *bar, size_t done, size_t total)
{
	char line[WIDTH_MAX + 1];
	double now = ph_seconds();
	size_t width;

	if (bar->begun <= 0)
		bar->begun = now;
	if (now - bar->begun < delay_s || now - bar->drawn < between_s
		|| !in_foreground())
		return;
	/* The last column is left free: writing it wraps on some terminals. */
	width = terminal_width() - 1;
	progress_format(
		line, sizeof(line), width, done, total, now - bar->begun);
	fprintf(stderr, "\r%s\r", line);
	bar->drawn = now;
	bar->width = width;
}

void progress_erase(struct progress *bar)
{
	if (bar->width && in_foreground())
		fprintf(stderr, "\r%*s\r", (int)bar->width, "");
	bar->width = 0;
}
