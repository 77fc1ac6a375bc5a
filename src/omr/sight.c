/* SPDX-License-Identifier: MIT */
/*
 * What a photo's pixels alone tell: how bright its brightest parts are, and
 * how wide its sharpest edges.
 */
#include "omr_internal.h"

#include <phieu/list.h>

#include <math.h>
#include <stdlib.h>

enum {
	LINES = 300,      /* looked at, and as many columns */
	EDGES = 40000,    /* remembered */
	EDGES_LEAST = 50, /* to tell anything from */
};

/* Paper darker than this of 255 leaves pencil no contrast. */
static const unsigned DARK = 45;
/* An edge differs by this share of the paper's brightness. */
static const double CONTRAST = 0.2;
/* Edges are followed this far, share of the photo's longer side; the sharpest
 * tenth of them wider than the other share is blur: 0.6 mm where an A4 page
 * fills the photo. Tags are lost from there on; photos that read have a third
 * of it. */
static const double FOLLOWED = 0.012, BLURRED = 0.002;

struct widths {
	float *at;
	size_t count;
	int contrast; /* grey levels that make an edge */
};

/* The width of the edge at pixel i of a line: contrast over steepest step. */
static void edge_width(struct widths *widths, const uint8_t *line, size_t step,
	size_t i, size_t span)
{
	int from = line[(i - span) * step], to = line[(i + span) * step];
	int rise = abs(to - from), steepest = 0;

	if (rise < widths->contrast || widths->count >= EDGES)
		return;
	for (size_t k = i - span; k < i + span; k++) {
		int up = abs(line[(k + 1) * step] - line[k * step]);

		steepest = up > steepest ? up : steepest;
	}
	widths->at[widths->count++] = (float)rise / (float)steepest;
}

static void scan_line(struct widths *widths, const uint8_t *line, size_t count,
	size_t step, size_t span)
{
	for (size_t i = span; i + span < count; i += span)
		edge_width(widths, line, step, i, span);
}

static int by_value(const void *a, const void *b)
{
	float one = *(const float *)a, other = *(const float *)b;

	return (one > other) - (one < other);
}

static double sharpest(const struct ph_image *photo,
	const struct ph_window *window, size_t span, unsigned white)
{
	struct widths widths = { .at = ph_alloc(EDGES, sizeof(float)),
		.contrast = (int)(CONTRAST * white) + 8 };
	const uint8_t *first =
		photo->pixels + (size_t)window->y * photo->width + window->x;
	double width = 0;

	if (!widths.at)
		return 0;
	for (size_t k = 0; k < LINES; k++) {
		size_t y = k * window->height / LINES;
		size_t x = k * window->width / LINES;

		scan_line(&widths, first + y * photo->width, window->width, 1,
			span);
		scan_line(
			&widths, first + x, window->height, photo->width, span);
	}
	if (widths.count >= EDGES_LEAST) {
		qsort(widths.at, widths.count, sizeof(float), by_value);
		width = widths.at[widths.count / 10];
	}
	free(widths.at);
	return width;
}

/* The grey below which nineteen of twenty pixels lie. */
static unsigned brightest(
	const struct ph_image *photo, const struct ph_window *window)
{
	size_t step = ((size_t)window->width * window->height >> 17) + 1;
	size_t above = 0, seen = 0, histogram[256] = { 0 };
	unsigned grey = 255;

	for (size_t y = 0; y < window->height; y++) {
		const uint8_t *row = photo->pixels
				     + (window->y + y) * photo->width
				     + window->x;

		for (size_t x = y % step; x < window->width; x += step, seen++)
			histogram[row[x]]++;
	}
	while (grey && (above + histogram[grey]) * 20 < seen)
		above += histogram[grey--];
	return grey;
}

struct ph_sight ph_sight_measure(const struct ph_image *photo,
	const struct ph_window *window, double follow)
{
	struct ph_sight sight = { .white = brightest(photo, window) };

	sight.dark = sight.white < DARK;
	sight.edge = sharpest(
		photo, window, (size_t)fmin(follow, 1000) + 2, sight.white);
	return sight;
}

enum ph_omr_fault ph_omr_judge(
	const struct ph_image *photo, char *detail, size_t room)
{
	struct ph_window whole = { 0, 0, photo->width, photo->height };
	double longer =
		photo->width > photo->height ? photo->width : photo->height;
	struct ph_sight sight;

	if (room)
		detail[0] = '\0';
	if (!photo->width || !photo->height)
		return PH_OMR_FINE;
	sight = ph_sight_measure(photo, &whole, FOLLOWED * longer);
	if (sight.dark) {
		snprintf(detail, room, "%s", PH_SIGHT_DARK);
		return PH_OMR_DARK;
	}
	if (sight.edge > BLURRED * longer) {
		snprintf(detail, room, "%s", PH_SIGHT_BLURRED);
		return PH_OMR_BLURRED;
	}
	return PH_OMR_FINE;
}
