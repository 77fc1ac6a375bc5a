/* SPDX-License-Identifier: MIT */
/* Alignment patterns: squares of 5 × 5 modules, dark but for a light ring. */
#include "code_internal.h"

#include <math.h>
#include <string.h>

enum {
	SIDE = 5,
	LEAST_LINES_OF_MESH = 3 /* from version 7 on */
};

/* Correlation with the pattern that counts as seen. */
#define CORNER_LEAST 0.55
#define MESH_LEAST 0.6

/* ISO/IEC 18004, annex E, whose table follows a rule but for version 32. */
unsigned ph_align_lines(unsigned size, unsigned line[PH_ALIGN_MOST])
{
	unsigned version = (size - 17) / 4, count = version / 7 + 2, step;

	if (version < 2)
		return 0;
	step = version == 32
		       ? 26
		       : (version * 4 + count * 2 + 1) / (count * 2 - 2) * 2;
	for (unsigned i = count - 1; i > 0; i--)
		line[i] = size - 7 - (count - 1 - i) * step;
	line[0] = 6;
	return count;
}

static bool is_dark(int i, int j)
{
	int far = abs(i) > abs(j) ? abs(i) : abs(j);

	return far != 1;
}

/* Correlation of the grey around a module's centre with the pattern. */
static double compare(const struct ph_grid *grid, const struct ph_image *grey,
	double scale, double x, double y)
{
	double sum = 0, squares = 0, light = 0;
	const double n = SIDE * SIDE, lights = 8;
	double spread, pattern;

	for (int i = -2; i <= 2; i++)
		for (int j = -2; j <= 2; j++) {
			struct ph_point at = ph_grid_map(grid, x + j, y + i);
			double value =
				ph_sample(grey, at.x / scale, at.y / scale);

			sum += value;
			squares += value * value;
			if (!is_dark(i, j))
				light += value;
		}
	spread = squares - sum * sum / n;
	pattern = lights - lights * lights / n;
	if (!(spread > 25 * n))
		return 0;
	light = (light - lights * sum / n) / sqrt(spread * pattern);
	return grid->flipped ? -light : light;
}

/* The best place within `reach` modules, first in half modules. */
static double seek(const struct ph_grid *grid, const struct ph_image *grey,
	double scale, double reach, double *x, double *y)
{
	double from_x = *x, from_y = *y, most = -1, mid_x, mid_y;
	int steps = (int)(reach * 2);

	for (int i = -steps; i <= steps; i++)
		for (int j = -steps; j <= steps; j++) {
			double found = compare(grid, grey, scale,
				from_x + j * 0.5, from_y + i * 0.5);

			found -= 0.01 * hypot(i, j) / (steps + 1);
			if (found > most) {
				most = found;
				*x = from_x + j * 0.5;
				*y = from_y + i * 0.5;
			}
		}
	mid_x = *x;
	mid_y = *y;
	for (int i = -3; i <= 3; i++)
		for (int j = -3; j <= 3; j++) {
			double found = compare(grid, grey, scale,
				mid_x + j * 0.125, mid_y + i * 0.125);

			if (found > most) {
				most = found;
				*x = mid_x + j * 0.125;
				*y = mid_y + i * 0.125;
			}
		}
	return most;
}

/* The corner without a finder, where the plane is least sure. */
static void align_corner(
	struct ph_grid *grid, const struct ph_image *grey, double scale)
{
	double at = grid->size - 6.5, x = at, y = at;
	double reach = 2.5 + grid->size / 25.0;
	struct ph_plane kept = grid->plane;

	if (reach > 6)
		reach = 6;
	if (seek(grid, grey, scale, reach, &x, &y) < CORNER_LEAST
		|| grid->count == PH_PAIRS_MOST)
		return;
	grid->pair[grid->count++] =
		(struct ph_pair){ { at, at }, ph_grid_map(grid, x, y), 6 };
	if (!ph_plane_fit(&grid->plane, grid->pair, grid->count))
		grid->plane = kept;
}

static bool has_finder(unsigned i, unsigned j, unsigned count)
{
	return (!i && !j) || (!i && j == count - 1) || (!j && i == count - 1);
}

/* What the neighbours above and to the left moved by. */
static struct ph_point predict(
	const struct ph_grid *grid, unsigned i, unsigned j)
{
	struct ph_point sum = { 0, 0 };
	unsigned count = 0;

	if (i) {
		sum.x += grid->shift[i - 1][j].x;
		sum.y += grid->shift[i - 1][j].y;
		count++;
	}
	if (j) {
		sum.x += grid->shift[i][j - 1].x;
		sum.y += grid->shift[i][j - 1].y;
		count++;
	}
	if (count == 2) {
		sum.x /= 2;
		sum.y /= 2;
	}
	return sum;
}

/* Places of a node's cell are sought with the whole grid moved as its
 * neighbours were. */
static void align_node(struct ph_grid *grid, const struct ph_image *grey,
	double scale, unsigned i, unsigned j)
{
	double x = grid->line[j], y = grid->line[i];
	struct ph_point guess = predict(grid, i, j), at, here;
	struct ph_grid moved = *grid;

	moved.lines = 0;
	here = ph_grid_map(&moved, x, y);
	/* The plane is only moved, which is right for so small a part. */
	moved.plane.m[0] += guess.x * moved.plane.m[6];
	moved.plane.m[1] += guess.x * moved.plane.m[7];
	moved.plane.m[2] += guess.x;
	moved.plane.m[3] += guess.y * moved.plane.m[6];
	moved.plane.m[4] += guess.y * moved.plane.m[7];
	moved.plane.m[5] += guess.y;
	grid->shift[i][j] = guess;
	if (seek(&moved, grey, scale, 1.5, &x, &y) < MESH_LEAST)
		return;
	at = ph_grid_map(&moved, x, y);
	grid->shift[i][j] = (struct ph_point){ at.x - here.x, at.y - here.y };
}

void ph_grid_align(
	struct ph_grid *grid, const struct ph_image *grey, double scale)
{
	unsigned line[PH_ALIGN_MOST];
	unsigned count = ph_align_lines(grid->size, line);

	if (!count)
		return;
	for (unsigned i = 0; i < count; i++)
		grid->line[i] = line[i] + 0.5;
	memset(grid->shift, 0, sizeof(grid->shift));
	align_corner(grid, grey, scale);
	if (count < LEAST_LINES_OF_MESH)
		return;
	for (unsigned i = 0; i < count; i++)
		for (unsigned j = 0; j < count; j++)
			if (!has_finder(i, j, count))
				align_node(grid, grey, scale, i, j);
	grid->lines = count;
}
