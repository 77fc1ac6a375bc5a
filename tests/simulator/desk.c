/* SPDX-License-Identifier: MIT */
#include "desk.h"

#include <math.h>
#include <string.h>

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
static double wood(uint32_t salt, double x, double y)
{
	int board = (int)floor(y / 90);
	double in_board = y - 90 * board;
	double shift = 50 * lattice_value(salt, board, 7);
	double bend = 6 * noise(salt, (x + shift * 9) / 120, y / 30);
	double rings = noise(salt + 1, (x + shift) / 160, (y + bend) / 2.6);
	double fibre = noise(salt + 2, x / 22, y / 0.5);
	double tone = 0.85 + 0.3 * lattice_value(salt, board, 3);

	if (in_board < 0.6)
		return 0.35;
	return tone * (0.62 + 0.5 * rings + 0.12 * fibre);
}

static double mat(double x, double y)
{
	double to_line = fmin(
		fabs(x / 10 - round(x / 10)), fabs(y / 10 - round(y / 10)));

	return to_line * 10 < 0.2 ? 1.9 : 1;
}

static double cloth(uint32_t salt, double x, double y)
{
	double weave = 0.5 + 0.25 * sin(x * 7) * sin(y * 7);

	return 0.55 + 0.5 * weave + 0.35 * noise(salt, x / 14, y / 9);
}

static double shade(const struct desk *desk, double x, double y)
{
	switch (desk->kind) {
	case DESK_WOOD:
		return wood(desk->salt, x, y);
	case DESK_MAT:
		return mat(x, y) * (0.9 + 0.2 * noise(desk->salt, x, y));
	case DESK_CLOTH:
		return cloth(desk->salt, x, y);
	case DESK_LAMINATE:
		return 0.85 + 0.2 * noise(desk->salt, x / 40, y / 40)
		       + 0.15 * noise(desk->salt + 1, x / 0.8, y / 0.8);
	case DESK_LID:
		break;
	}
	return 1;
}

void desk_init(struct desk *desk, bool scanner, struct rng *rng)
{
	static const double colours[][3] = {
		[DESK_WOOD] = { 0.26, 0.13, 0.06 },
		[DESK_LAMINATE] = { 0.30, 0.28, 0.25 },
		[DESK_MAT] = { 0.03, 0.14, 0.09 },
		[DESK_CLOTH] = { 0.07, 0.10, 0.19 },
		[DESK_LID] = { 0.78, 0.78, 0.77 },
	};

	desk->kind = scanner ? DESK_LID : rng_below(rng, DESK_LID);
	desk->salt = (uint32_t)rng_next(rng);
	for (int c = 0; c < 3; c++)
		desk->rgb[c] =
			colours[desk->kind][c] * rng_uniform(rng, 0.8, 1.25);
	/* Many a scanner's lid is black. */
	if (scanner && rng_chance(rng, 0.3))
		memset(desk->rgb, 0, sizeof(desk->rgb));
}

void desk_colour(const struct desk *desk, double x, double y, float rgb[3])
{
	double v = shade(desk, x, y);

	for (int c = 0; c < 3; c++)
		rgb[c] = (float)(0.004 + v * desk->rgb[c]);
}
