/* SPDX-License-Identifier: MIT */
#include "pages.h"

#include <cairo.h>
#include <err.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static bool is_pdf(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot && strcmp(dot, ".pdf") == 0;
}

/* Runs poppler's pdftoppm; its picture comes through the file. */
static FILE *start_poppler(const char *path, int number, pid_t *child)
{
	char page[16], dpi[16];
	int ends[2];

	snprintf(page, sizeof(page), "%d", number);
	snprintf(dpi, sizeof(dpi), "%d", PAGES_DPI);
	if (pipe(ends) != 0)
		return NULL;
	*child = fork();
	if (*child == 0) {
		dup2(ends[1], STDOUT_FILENO);
		close(ends[0]);
		close(ends[1]);
		execlp("pdftoppm", "pdftoppm", "-gray", "-r", dpi, "-f", page,
			"-l", page, path, (char *)NULL);
		_exit(127);
	}
	close(ends[1]);
	if (*child < 0) {
		close(ends[0]);
		return NULL;
	}
	return fdopen(ends[0], "rb");
}

static bool read_pgm(FILE *file, struct grey *print)
{
	int width, height, most;
	size_t size;

	if (fscanf(file, "P5 %d %d %d", &width, &height, &most) != 3
		|| most != 255 || fgetc(file) == EOF
		|| !grey_init(print, width, height))
		return false;
	size = (size_t)width * height;
	if (fread(print->px, 1, size, file) == size)
		return true;
	grey_release(print);
	return false;
}

static bool load_pdf(const char *path, int number, struct page *page)
{
	pid_t child;
	FILE *file = start_poppler(path, number, &child);
	bool good = file && read_pgm(file, &page->print);
	int status = 0;

	if (file)
		fclose(file);
	if (file && waitpid(child, &status, 0) < 0)
		good = false;
	if (!good)
		warnx("%s: no page %d, or pdftoppm (poppler-utils) failed",
			path, number);
	page->dots = PAGES_DPI / 25.4;
	return good;
}

static bool load_png(const char *path, double width_mm, struct page *page)
{
	cairo_surface_t *surface = cairo_image_surface_create_from_png(path);
	int width = cairo_image_surface_get_width(surface);
	int height = cairo_image_surface_get_height(surface);
	int stride = cairo_image_surface_get_stride(surface);
	const unsigned char *data = cairo_image_surface_get_data(surface);
	cairo_format_t format = cairo_image_surface_get_format(surface);
	bool good = data
		    && (format == CAIRO_FORMAT_RGB24
			    || format == CAIRO_FORMAT_ARGB32)
		    && grey_init(&page->print, width, height);

	if (!good)
		warnx("%s: not a PNG of colours", path);
	for (int y = 0; good && y < height; y++) {
		const uint32_t *row = (const void *)(data + (size_t)y * stride);

		for (int x = 0; x < width; x++)
			page->print.px[(size_t)y * width + x] =
				(uint8_t)(row[x] >> 8);
	}
	cairo_surface_destroy(surface);
	page->dots = width / width_mm;
	return good;
}

const struct page *pages_get(struct pages *pages, int number, double width_mm)
{
	struct page *oldest = &pages->kept[0];
	bool good;

	for (int i = 0; i < PAGES_KEPT; i++) {
		struct page *page = &pages->kept[i];

		if (page->number == number) {
			page->used = ++pages->clock;
			return page;
		}
		if (page->used < oldest->used)
			oldest = page;
	}
	grey_release(&oldest->print);
	oldest->number = 0;
	if (pages->file_count == 1 && is_pdf(pages->files[0]))
		good = load_pdf(pages->files[0], number, oldest);
	else if (number <= pages->file_count)
		good = load_png(pages->files[number - 1], width_mm, oldest);
	else
		good = false;
	if (!good)
		return NULL;
	oldest->number = number;
	oldest->used = ++pages->clock;
	return oldest;
}

void pages_release(struct pages *pages)
{
	for (int i = 0; i < PAGES_KEPT; i++)
		grey_release(&pages->kept[i].print);
}
