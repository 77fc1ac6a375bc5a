/* SPDX-License-Identifier: MIT */
#include "props.h"

#include <math.h>

#include "random.h"

enum {
	DOTS = 4 /* pixels a mm */
};

static const struct {
	double w, h;   /* mm */
	double rgb[3]; /* linear light */
	double round;  /* radius of the corners, mm */
} things[PROPS] = {
	[PROP_FINGER] = { 18, 190, { 0.50, 0.28, 0.19 }, 8.5 },
	[PROP_CLIP] = { 32, 26, { 0.03, 0.03, 0.035 }, 2 },
	[PROP_PEN] = { 9, 142, { 0.05, 0.09, 0.35 }, 4 },
	[PROP_SHEET] = { 205, 290, { 0.84, 0.84, 0.83 }, 0.1 },
};

static void put(uint8_t *px, const double rgb[3], double light, double cover)
{
	for (int c = 0; c < 3; c++)
		px[c] = (uint8_t)(255 * fmin(rgb[c] * light, 1) * cover);
	px[3] = (uint8_t)(255 * cover);
}

/* Lines of words that nobody can read from here. */
static double words(double x, double y)
{
	int line = (int)floor(y / 6.2), word = (int)floor(x / 9);
	double down = y - 6.2 * line;
	double ink = lattice_value(21, (int)(x * 3), line);

	if (x < 18 || x > 190 || y < 20 || y > 250 || down < 2 || down > 4.6
		|| lattice_value(22, word, line) < 0.18
		|| lattice_value(23, 0, line) < 0.15)
		return 1;
	return ink > 0.45 ? 0.35 : 1;
}

/* A finger has a nail, and all round things are darker at their sides. */
static double shade(enum prop prop, double x, double y)
{
	double side = x / things[prop].w * 2 - 1;
	double round = sqrt(fmax(1 - side * side, 0));
	double nail = hypot((x - 9) / 5.6, (y - 9.5) / 7);

	switch (prop) {
	case PROP_FINGER:
		return (0.45 + 0.55 * round) * (nail < 1 ? 1.18 : 1);
	case PROP_PEN:
		return 0.4 + 0.9 * round * round
		       + (fabs(side + 0.3) < 0.12 ? 2.5 : 0);
	case PROP_CLIP:
		return 0.8 + (y > 22 ? 1.5 : 0.3 * side);
	default:
		return words(x, y);
	}
}

/* How much of a pixel lies inside the thing's rounded outline. */
static double cover(enum prop prop, double x, double y)
{
	double r = things[prop].round;
	double dx = fmax(fmax(r - x, x - things[prop].w + r), 0);
	double dy = fmax(fmax(r - y, y - things[prop].h + r), 0);

	return fmin(fmax((r - hypot(dx, dy)) * DOTS + 0.5, 0), 1);
}

const struct art *prop_art(enum prop prop)
{
	static struct art arts[PROPS];
	struct art *art = &arts[prop];
	struct raster *raster = &art->mip[0];
	uint8_t *px;

	if (raster->px)
		return art;
	art->dots = DOTS;
	if (!raster_init(raster, (int)(things[prop].w * DOTS),
		    (int)(things[prop].h * DOTS)))
		return NULL;
	px = raster->px;
	for (int y = 0; y < raster->height; y++)
		for (int x = 0; x < raster->width; x++, px += 4) {
			double u = (x + 0.5) / DOTS, v = (y + 0.5) / DOTS;

			put(px, things[prop].rgb, shade(prop, u, v),
				cover(prop, u, v));
		}
	return art_shrink(art) ? art : NULL;
}
