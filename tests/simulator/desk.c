/* SPDX-License-Identifier: MIT */
#include "desk.h"

#include <math.h>

static double smooth(double t)
{
	return t * t * (3 - 2 * t);
}

/* Smooth noise in [0, 1) over a lattice of unit step. */
static double noise(uint32_t salt, double x, double y)
{
	int ix = (int)floor(x), iy = (int)floor(y);
	double fx = smooth(x - ix), fy = smooth(y - iy);
	double a = lattice_value(salt, ix, iy);
	double b = lattice_value(salt, ix + 1, iy);
	double c = lattice_value(salt, ix, iy + 1);
	double d = lattice_value(salt, ix + 1, iy + 1);

	return a + fx * (b - a) + fy * (c - a + fx * (a - b - c + d));
}

/* Boards with grain along x, seams every 90 mm. */
static double wood(double x, double y)
{
	int board = (int)floor(y / 90);
	double in_board = y - 90 * board;
	double shift = 50 * lattice_value(1, board, 7);
	double bend = 6 * noise(2, (x + shift * 9) / 120, y / 30);
	double rings = noise(3, (x + shift) / 160, (y + bend) / 2.6);
	double fibre = noise(4, x / 22, y / 0.5);
	double tone = 0.85 + 0.3 * lattice_value(5, board, 3);

	if (in_board < 0.6)
		return 0.35;
	return tone * (0.62 + 0.5 * rings + 0.12 * fibre);
}

static double mat(double x, double y)
{
	double to_line = fmin(
		fabs(x / 10 - round(x / 10)), fabs(y / 10 - round(y / 10)));

	return (to_line * 10 < 0.2 ? 1.9 : 1) * (0.9 + 0.2 * noise(6, x, y));
}

static double cloth(double x, double y)
{
	double weave = 0.5 + 0.25 * sin(x * 7) * sin(y * 7);

	return 0.55 + 0.5 * weave + 0.35 * noise(7, x / 14, y / 9);
}

static double stone(double x, double y)
{
	double vein = fabs(noise(8, x / 60, y / 25) - 0.5);
	double speck = noise(9, x / 0.9, y / 0.9);

	return 0.75 + 0.5 * vein + 0.25 * noise(10, x / 7, y / 7)
	       + (speck > 0.86 ? -0.4 : 0.05 * speck);
}

static double shade(enum desk_kind kind, double x, double y)
{
	switch (kind) {
	case DESK_WOOD:
		return wood(x, y);
	case DESK_MAT:
		return mat(x, y);
	case DESK_CLOTH:
		return cloth(x, y);
	case DESK_STONE:
		return stone(x, y);
	case DESK_LAMINATE:
		return 0.85 + 0.2 * noise(11, x / 40, y / 40)
		       + 0.15 * noise(12, x / 0.8, y / 0.8);
	case DESK_WHITE:
		return 0.97 + 0.04 * noise(13, x / 50, y / 50)
		       + 0.02 * noise(14, x, y);
	default:
		return 1;
	}
}

/* Half of the light at full shade, so that the brightest line has room. */
static void paint(struct raster *raster, enum desk_kind kind, double dots)
{
	int half = raster->width / 2;

	for (int y = 0; y <= half; y++)
		for (int x = 0; x <= half; x++) {
			double v = shade(kind, x / dots, y / dots);
			uint8_t byte = (uint8_t)fmin(255, 127 * v);

			/* Mirrored, so that it has no seams. */
			for (int i = 0; i < 4; i++) {
				int u = i % 2 ? 2 * half - x : x;
				int w = i / 2 ? 2 * half - y : y;
				uint8_t *px;

				if (u == 2 * half || w == 2 * half)
					continue;
				px = raster->px
				     + 4 * ((size_t)w * raster->width + u);
				px[0] = px[1] = px[2] = byte;
				px[3] = 255;
			}
		}
}

const struct art *desk_art(enum desk_kind kind)
{
	static struct art arts[DESKS];
	struct art *art = &arts[kind];
	bool plain = kind == DESK_LID;
	int side = plain ? 16 : 1024;

	if (art->mip[0].px)
		return art;
	art->dots = plain ? 1 : 3;
	if (!raster_init(&art->mip[0], side, side))
		return NULL;
	paint(&art->mip[0], kind, art->dots);
	if (art_shrink(art))
		return art;
	art_release(art);
	return NULL;
}

void desk_tint(enum desk_kind kind, struct rng *rng, float tint[3])
{
	static const double colours[][3] = {
		[DESK_WOOD] = { 0.26, 0.13, 0.06 },
		[DESK_LAMINATE] = { 0.30, 0.28, 0.25 },
		[DESK_MAT] = { 0.03, 0.14, 0.09 },
		[DESK_CLOTH] = { 0.07, 0.10, 0.19 },
		[DESK_STONE] = { 0.22, 0.20, 0.19 },
		[DESK_WHITE] = { 0.78, 0.77, 0.75 },
		[DESK_LID] = { 0.82, 0.82, 0.81 },
	};
	double dark = rng_uniform(rng, 0.6, 1.3);
	bool black = kind == DESK_LID && rng_chance(rng, 0.35);

	if (kind >= DESK_WHITE)
		dark = rng_uniform(rng, 0.85, 1.1);
	if (black)
		dark = rng_uniform(rng, 0.01, 0.06);
	for (int c = 0; c < 3; c++)
		tint[c] = (float)(2 * colours[kind][c] * dark
				  * rng_uniform(rng, 0.92, 1.08));
}
