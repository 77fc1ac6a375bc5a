/* SPDX-License-Identifier: MIT */
/* From grey to darkness against the paper. */
#include "marks.h"

#include <phieu/list.h>

#include <math.h>

/* Paper is wider than this beside the largest box: in a window as wide as both
 * together even a blackened box has paper. */
static const double broad_mm = 3;
/* And beside the widest stroke: in such a window the shading of a fold or of
 * curled paper is paper too. */
static const double narrow_mm = 3;
/* Where the narrow window finds everything this much darker than the broad
 * one, it is ink all over: shading of folds was below, pencil above. */
static const double shade_from = 0.10, shade_to = 0.20;
/* The least darkness that can be ink: light pencil measured 0.10–0.2 of the
 * paper, its grain and a JPEG's blocks up to 0.05. */
static const double faintest = 0.07;

static uint8_t darkness(unsigned grey, unsigned white)
{
	int dark;

	if (white < 8)
		white = 8;
	dark = PH_DARK_ZERO + PH_DARK_ONE
	       - (int)((PH_DARK_ONE * grey + white / 2) / white);
	return (uint8_t)(dark < 0 ? 0 : dark > 255 ? 255 : dark);
}

/* The paper of a pixel from both windows. */
static uint8_t paper(uint8_t broad, uint8_t narrow)
{
	double shade = broad > narrow ? 1 - narrow / (double)broad : 0;
	double ink = (shade - shade_from) / (shade_to - shade_from);

	ink = ink < 0 ? 0 : ink > 1 ? 1 : ink;
	return (uint8_t)(narrow + ink * (broad - narrow) + 0.5);
}

static void compare(struct ph_canvas *canvas, const struct ph_image *grey,
	const struct ph_image *broad, const struct ph_image *narrow)
{
	for (unsigned y = 0; y < grey->height; y++) {
		unsigned row =
			y / 2 < broad->height ? y / 2 : broad->height - 1;
		size_t at = (size_t)y * grey->width;
		uint8_t white = 0, both = 0;

		for (unsigned x = 0; x < grey->width; x++) {
			size_t half = (size_t)row * broad->width + x / 2;

			if (x % 2 == 0 && x / 2 < broad->width) {
				white = broad->pixels[half];
				both = paper(white, narrow->pixels[half]);
			}
			canvas->broad[at + x] =
				darkness(grey->pixels[at + x], white);
			canvas->dark[at + x] =
				darkness(grey->pixels[at + x], both);
		}
	}
}

/* The level below which `share` of the counted values lie. */
static unsigned level(const uint32_t *counts, unsigned end, double share)
{
	double all = 0, sum = 0;

	for (unsigned i = 0; i < end; i++)
		all += counts[i];
	for (unsigned i = 0; i < end; i++) {
		sum += counts[i];
		if (sum > 0 && sum >= share * all)
			return i;
	}
	return PH_DARK_ZERO;
}

/* Most of a canvas is paper: its median is what paper looks like (the closing
 * follows the bright side of the noise), and what lies on the bright side of
 * it is noise alone. */
static void settle(struct ph_canvas *canvas)
{
	uint32_t counts[256] = { 0 };
	size_t count = (size_t)canvas->width * canvas->height;
	unsigned end = PH_DARK_ZERO + PH_DARK_ONE / 5, middle;
	double low;
	int offset;

	for (size_t i = 0; i < count; i++)
		counts[canvas->dark[i]]++;
	middle = level(counts, end, 0.5);
	/* 16 % lie below one standard deviation under the median. */
	canvas->noise =
		(double)(middle - level(counts, end, 0.16)) / PH_DARK_ONE;
	offset = (int)middle - PH_DARK_ZERO;
	for (size_t i = 0; i < count; i++) {
		int dark = canvas->dark[i] - offset;

		canvas->dark[i] = (uint8_t)(dark < 0     ? 0
					    : dark > 255 ? 255
							 : dark);
	}
	low = fmin(fmax(faintest, 4 * canvas->noise), 0.3);
	canvas->low = (uint8_t)(PH_DARK_ZERO + PH_DARK_ONE * low);
	canvas->high = (uint8_t)(PH_DARK_ZERO + PH_DARK_ONE * 1.5 * low);
}

bool ph_canvas_darken(
	struct ph_canvas *canvas, const struct ph_image *grey, double widest)
{
	PH_AUTO(ph_image_release) struct ph_image broad = { 0 };
	PH_AUTO(ph_image_release) struct ph_image narrow = { 0 };
	size_t count = (size_t)grey->width * grey->height;

	canvas->dark = ph_alloc(count, 1);
	canvas->broad = ph_alloc(count, 1);
	if (!canvas->dark || !canvas->broad || grey->width < 2
		|| grey->height < 2
		|| !ph_paper_white(&broad, grey,
			(unsigned)((widest + broad_mm) * canvas->scale))
		|| !ph_paper_white(
			&narrow, grey, (unsigned)(narrow_mm * canvas->scale)))
		return false;
	compare(canvas, grey, &broad, &narrow);
	settle(canvas);
	return true;
}
