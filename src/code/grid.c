/* SPDX-License-Identifier: MIT */
#include "code_internal.h"

#include <math.h>
#include <string.h>

enum {
	SIZE_LEAST = 21, /* version 1 */
	SIZE_STEP = 4
};

static double parabola(double t)
{
	t = t < -0.2 ? -0.2 : t > 1.2 ? 1.2 : t;
	return 4 * t * (1 - t);
}

static struct ph_point map_bowed(const struct ph_grid *grid, double x, double y)
{
	double length = grid->size - 7.0;
	double along = parabola((x - 3.5) / length);
	double down = parabola((y - 3.5) / length);

	return ph_plane_map(&grid->plane,
		x + along * grid->row_bow.x + down * grid->column_bow.x,
		y + along * grid->row_bow.y + down * grid->column_bow.y);
}

/* The cell of the lines that a module lies in, and where in it. */
static unsigned find_cell(const struct ph_grid *grid, double at, double *share)
{
	unsigned cell = 0;
	double from, to;

	while (cell + 2 < grid->lines && at > grid->line[cell + 1])
		cell++;
	from = grid->line[cell];
	to = grid->line[cell + 1];
	*share = (at - from) / (to - from);
	*share = *share < -0.5 ? -0.5 : *share > 1.5 ? 1.5 : *share;
	return cell;
}

struct ph_point ph_grid_map(const struct ph_grid *grid, double x, double y)
{
	struct ph_point at = map_bowed(grid, x, y);
	unsigned i, j;
	double u, v;

	if (grid->lines < 2)
		return at;
	i = find_cell(grid, y, &v);
	j = find_cell(grid, x, &u);
	for (unsigned k = 0; k < 4; k++) {
		const struct ph_point *shift =
			&grid->shift[i + k / 2][j + k % 2];
		double weight = (k / 2 ? v : 1 - v) * (k % 2 ? u : 1 - u);

		at.x += weight * shift->x;
		at.y += weight * shift->y;
	}
	return at;
}

static double sample_module(const struct ph_grid *grid,
	const struct ph_image *grey, double scale, double x, double y)
{
	struct ph_point at = ph_grid_map(grid, x, y);

	return ph_sample(grey, at.x / scale, at.y / scale);
}

/* How well the modules of one timing pattern alternate: each against the mean
 * of its two neighbours, −1 … 1. */
static double judge_timing(const struct ph_grid *grid,
	const struct ph_image *grey, double scale, bool column)
{
	double value[PH_QR_MOST], sum = 0, all = 1e-6;
	unsigned first = 7, last = grid->size - 8;

	for (unsigned k = first; k <= last; k++)
		value[k] =
			column ? sample_module(grid, grey, scale, 6.5, k + 0.5)
			       : sample_module(grid, grey, scale, k + 0.5, 6.5);
	for (unsigned k = first + 1; k < last; k++) {
		double high = (value[k - 1] + value[k + 1]) / 2 - value[k];

		if (k % 2)
			high = -high;
		sum += grid->flipped ? -high : high;
		all += fabs(high);
	}
	/* Contrast below a few grey levels is noise. */
	return sum / (all + 3.0 * (last - first));
}

static double judge(
	struct ph_grid *grid, const struct ph_image *grey, double scale)
{
	double row = judge_timing(grid, grey, scale, false);
	double column = judge_timing(grid, grey, scale, true);
	double mean = (row + column) / 2, most = row > column ? row : column;

	/* One of them may be torn off or glare. */
	grid->timing = mean > 0.8 * most ? mean : 0.8 * most;
	return grid->timing;
}

/* Bows of one timing pattern: across it, and along it. The best of a small
 * raster, so that a curled page is followed as far as its timing shows. */
static void bend(struct ph_grid *grid, const struct ph_image *grey,
	double scale, bool column)
{
	struct ph_point *bow = column ? &grid->column_bow : &grid->row_bow;
	struct ph_point best = *bow;
	double most = judge_timing(grid, grey, scale, column);
	double reach = 0.5 + grid->size * 0.02, chance = 1 / sqrt(grid->size);
	int steps = (int)(reach / 0.25);

	for (int a = -steps; a <= steps; a++)
		for (int c = -steps; c <= steps; c++) {
			double along = a * 0.25, across = c * 0.25;
			double found;

			bow->x = column ? across : along;
			bow->y = column ? along : across;
			found = judge_timing(grid, grey, scale, column)
				- chance * hypot(a, c) / steps;
			if (found > most) {
				most = found;
				best = *bow;
			}
		}
	*bow = best;
}

static void add_pair(struct ph_grid *grid, double x, double y,
	struct ph_point to, double weight)
{
	grid->pair[grid->count++] = (struct ph_pair){ { x, y }, to, weight };
}

/* The centre of a finder and, if its outline is known, its corners, named by
 * the directions of the code's rows and columns. */
static void add_finder(struct ph_grid *grid, const struct ph_finder *finder,
	double x, double y, struct ph_point u, struct ph_point v)
{
	double det = u.x * v.y - u.y * v.x;
	struct ph_point named[4];
	unsigned seen = 0;

	for (int i = 0; finder->squared && i < 4; i++) {
		double dx = finder->corner[i].x - finder->at.x;
		double dy = finder->corner[i].y - finder->at.y;
		unsigned right = (dx * v.y - dy * v.x) / det > 0;
		unsigned below = (u.x * dy - u.y * dx) / det > 0;

		named[below * 2 + right] = finder->corner[i];
		seen |= 1u << (below * 2 + right);
	}
	if (seen != 15) {
		add_pair(grid, x, y, finder->at, 4);
		return;
	}
	for (int i = 0; i < 4; i++)
		add_pair(grid, x + (i % 2 ? 3.5 : -3.5),
			y + (i / 2 ? 3.5 : -3.5), named[i], 1);
	add_pair(grid, x, y, finder->at, 0.5);
}

static bool fit(struct ph_grid *grid, const struct ph_triple *triple,
	unsigned size, bool flipped)
{
	struct ph_finder *const *finder = triple->finder;
	double far = size - 3.5;

	grid->size = size;
	grid->flipped = flipped;
	grid->count = 0;
	grid->lines = 0;
	grid->row_bow = grid->column_bow = (struct ph_point){ 0, 0 };
	for (int i = 0; i < PH_ROLES; i++)
		if (finder[i])
			add_finder(grid, finder[i],
				i == PH_TOP_RIGHT ? far : 3.5,
				i == PH_BOTTOM_LEFT ? far : 3.5, triple->row,
				triple->column);
	/* Without outlines three places make a parallelogram. */
	if (finder[0] && finder[1] && finder[2])
		add_pair(grid, far, far,
			(struct ph_point){ finder[1]->at.x + triple->column.x,
				finder[1]->at.y + triple->column.y },
			grid->count < 8 ? 1 : 1e-4);
	return grid->count >= 4
	       && ph_plane_fit(&grid->plane, grid->pair, grid->count);
}

/* Finders this much like one are no chance: worth a long look. */
#define SURE 0.7

/* Random modules agree with timing patterns by chance, the less the more of
 * them there are. */
static double find_least(const struct ph_grid *grid, bool sure)
{
	double chance = 1 / sqrt(2.0 * (grid->size - 16));

	return sure ? 0.8 * chance : 0.2 + 1.2 * chance;
}

static void keep(struct ph_grid grids[PH_GRIDS_MOST], unsigned *count,
	const struct ph_grid *grid)
{
	unsigned i = *count < PH_GRIDS_MOST ? *count : PH_GRIDS_MOST - 1;

	if (*count == PH_GRIDS_MOST && grids[i].timing >= grid->timing)
		return;
	for (; i > 0 && grids[i - 1].timing < grid->timing; i--)
		grids[i] = grids[i - 1];
	grids[i] = *grid;
	if (*count < PH_GRIDS_MOST)
		++*count;
}

unsigned ph_grids_find(struct ph_grid grids[PH_GRIDS_MOST],
	const struct ph_triple *triple, const struct ph_image *grey,
	double scale, bool flipped)
{
	bool sure = triple->likeness > SURE;
	double from = triple->modules * 0.75 - 3;
	double to = triple->modules * 1.3 + 4;
	unsigned count = 0;
	struct ph_grid grid;

	for (unsigned size = SIZE_LEAST; size <= PH_QR_MOST && size <= to;
		size += SIZE_STEP) {
		double strange;

		if (size < from || !fit(&grid, triple, size, flipped))
			continue;
		judge(&grid, grey, scale);
		strange = fabs(size - triple->modules) / triple->modules;
		if (sure && grid.timing < 0.8 && strange < 0.15) {
			bend(&grid, grey, scale, false);
			bend(&grid, grey, scale, true);
			judge(&grid, grey, scale);
		}
		if (grid.timing > find_least(&grid, sure))
			keep(grids, &count, &grid);
	}
	while (count > 1 && grids[count - 1].timing < 0.6 * grids[0].timing)
		count--;
	return count;
}
