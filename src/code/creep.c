/* SPDX-License-Identifier: MIT */
/*
 * A grid that follows curled paper: places all over the code are moved, those
 * next to the finders first, so that the grey values around them are as far
 * apart as can be, which they are where modules are sampled in their middles.
 */
#include "code_internal.h"

#include <math.h>
#include <string.h>

enum {
	PATCH = 3,     /* modules on each side that are looked at */
	STEPS = 4,     /* of the search to each side, */
	PER_MODULE = 8 /* so many a module: less than half of one in all */
};
#define SPACING 5.0 /* modules between two places, at least */

struct creeping {
	const struct ph_grid *from; /* before */
	struct ph_grid *grid;
	const struct ph_image *grey;
	double scale;
	bool done[PH_LINES_MOST][PH_LINES_MOST];
};

/* Variance of the modules around (x, y), all moved by (dx, dy) modules. */
static double judge(const struct creeping *creeping, double x, double y,
	double dx, double dy)
{
	double sum = 0, squares = 0, size = creeping->grid->size;
	int count = 0;

	x = floor(x) + 0.5;
	y = floor(y) + 0.5;
	for (int i = -PATCH; i <= PATCH; i++)
		for (int j = -PATCH; j <= PATCH; j++) {
			struct ph_point at;
			double value;

			if (x + j < 0 || y + i < 0 || x + j > size
				|| y + i > size)
				continue;
			at = ph_grid_map(
				creeping->from, x + j + dx, y + i + dy);
			value = ph_sample(creeping->grey,
				at.x / creeping->scale, at.y / creeping->scale);
			sum += value;
			squares += value * value;
			count++;
		}
	return count ? squares / count - sum / count * sum / count : 0;
}

/* Modules that a place moved by; in creeping->grid->shift until the end. */
static bool get(
	const struct creeping *creeping, int i, int j, struct ph_point *moved)
{
	int lines = (int)creeping->grid->lines;

	if (i < 0 || j < 0 || i >= lines || j >= lines || !creeping->done[i][j])
		return false;
	*moved = creeping->grid->shift[i][j];
	return true;
}

/* From the neighbours that were moved already, carried on where there are two
 * in a row. */
static struct ph_point predict(const struct creeping *creeping, int i, int j)
{
	struct ph_point sum = { 0, 0 }, near, far;
	double weights = 0;

	for (int di = -1; di <= 1; di++)
		for (int dj = -1; dj <= 1; dj++) {
			double weight = 1;

			if (!get(creeping, i + di, j + dj, &near))
				continue;
			if (get(creeping, i + 2 * di, j + 2 * dj, &far)) {
				near.x = 1.7 * near.x - 0.7 * far.x;
				near.y = 1.7 * near.y - 0.7 * far.y;
				weight = 2;
			}
			sum.x += weight * near.x;
			sum.y += weight * near.y;
			weights += weight;
		}
	if (weights > 0) {
		sum.x /= weights;
		sum.y /= weights;
	}
	return sum;
}

static void move(struct creeping *creeping, int i, int j)
{
	struct ph_point guess = predict(creeping, i, j), best = guess;
	double x = creeping->grid->line[j], y = creeping->grid->line[i];
	double most = -1;

	for (int a = -STEPS; a <= STEPS; a++)
		for (int b = -STEPS; b <= STEPS; b++) {
			double dx = guess.x + (double)b / PER_MODULE;
			double dy = guess.y + (double)a / PER_MODULE;
			double found = judge(creeping, x, y, dx, dy)
				       * (1 - 0.006 * (a * a + b * b));

			if (found > most) {
				most = found;
				best = (struct ph_point){ dx, dy };
			}
		}
	creeping->grid->shift[i][j] = best;
	creeping->done[i][j] = true;
}

/* Modules from a place to the nearest finder. */
static double find_distance(const struct ph_grid *grid, int i, int j)
{
	double x = grid->line[j], y = grid->line[i], far = grid->size - 3.5;
	double a = hypot(x - 3.5, y - 3.5), b = hypot(x - far, y - 3.5);
	double c = hypot(x - 3.5, y - far);

	return fmin(a, fmin(b, c));
}

/* From modules to pixels, beside the plane. */
static void settle(struct creeping *creeping)
{
	struct ph_grid *grid = creeping->grid;

	for (unsigned i = 0; i < grid->lines; i++)
		for (unsigned j = 0; j < grid->lines; j++) {
			double x = grid->line[j], y = grid->line[i];
			struct ph_point moved = grid->shift[i][j];
			struct ph_point to = ph_grid_map(
				creeping->from, x + moved.x, y + moved.y);
			struct ph_grid *bare = grid;
			unsigned lines = grid->lines;
			struct ph_point at;

			bare->lines = 0;
			at = ph_grid_map(bare, x, y);
			bare->lines = lines;
			grid->shift[i][j] =
				(struct ph_point){ to.x - at.x, to.y - at.y };
		}
}

void ph_grid_creep(
	struct ph_grid *grid, const struct ph_image *grey, double scale)
{
	struct ph_grid from = *grid;
	struct creeping creeping = { &from, grid, grey, scale, { { 0 } } };
	unsigned lines = (unsigned)((grid->size - 5) / SPACING) + 1;

	lines = lines < PH_LINES_MOST ? lines : PH_LINES_MOST;
	grid->lines = lines;
	for (unsigned i = 0; i < lines; i++)
		grid->line[i] = 2.5 + (grid->size - 5.0) * i / (lines - 1.0);
	memset(grid->shift, 0, sizeof(grid->shift));
	for (unsigned n = 0; n < lines * lines; n++) {
		int next_i = 0, next_j = 0;
		double least = INFINITY;

		for (unsigned k = 0; k < lines * lines; k++) {
			int i = (int)(k / lines), j = (int)(k % lines);
			double far = find_distance(grid, i, j);

			if (creeping.done[i][j] || far >= least)
				continue;
			least = far;
			next_i = i;
			next_j = j;
		}
		move(&creeping, next_i, next_j);
	}
	settle(&creeping);
}
