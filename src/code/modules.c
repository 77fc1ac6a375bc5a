/* SPDX-License-Identifier: MIT */
#include "code_internal.h"

#include <math.h>
#include <string.h>

enum {
	QUIET = 4,      /* modules of light around a code */
	PIXELS = 4,     /* a module's when drawn: where zbar reads best */
	PIXELS_BIG = 3, /* in codes with more modules than */
	BIG = 93
};

void ph_modules_sample(struct ph_modules *modules, const struct ph_grid *grid,
	const struct ph_image *grey, double scale)
{
	static const double at[5][2] = { { 0.5, 0.5 }, { 0.3, 0.3 },
		{ 0.7, 0.3 }, { 0.3, 0.7 }, { 0.7, 0.7 } };
	unsigned size = grid->size;

	modules->size = size;
	for (unsigned y = 0; y < size; y++)
		for (unsigned x = 0; x < size; x++) {
			double sum = 0;

			for (int i = 0; i < 5; i++) {
				struct ph_point p = ph_grid_map(
					grid, x + at[i][0], y + at[i][1]);

				sum += (i ? 1 : 2)
				       * ph_sample(
					       grey, p.x / scale, p.y / scale);
			}
			sum /= 6;
			modules->grey[y * size + x] =
				(uint8_t)(grid->flipped ? 255 - sum : sum);
		}
}

static int grey_at(const struct ph_modules *modules, int x, int y)
{
	int last = (int)modules->size - 1;

	x = x < 0 ? 0 : x > last ? last : x;
	y = y < 0 ? 0 : y > last ? last : y;
	return modules->grey[y * (last + 1) + x];
}

/* Blur sheds a share of each module on its neighbours: taken off again. */
static void sharpen_all(
	const struct ph_modules *modules, unsigned eighths, int *out)
{
	int size = (int)modules->size;

	for (int y = 0; y < size; y++)
		for (int x = 0; x < size; x++) {
			int own = grey_at(modules, x, y);
			int near = grey_at(modules, x - 1, y)
				   + grey_at(modules, x + 1, y)
				   + grey_at(modules, x, y - 1)
				   + grey_at(modules, x, y + 1);

			out[y * size + x] =
				8 * own + (int)eighths * (4 * own - near);
		}
}

void ph_modules_decide(
	struct ph_modules *modules, unsigned reach, unsigned sharpen)
{
	int size = (int)modules->size, far = (int)reach;
	int *value = modules->value, *sums = modules->sums;

	/* Sums of everything above and to the left. */
	memset(sums, 0, sizeof(modules->sums));
	sharpen_all(modules, sharpen, value);
	for (int y = 0; y < size; y++)
		for (int x = 0; x < size; x++)
			sums[(y + 1) * (size + 1) + x + 1] =
				value[y * size + x]
				+ sums[y * (size + 1) + x + 1]
				+ sums[(y + 1) * (size + 1) + x]
				- sums[y * (size + 1) + x];
	for (int y = 0; y < size; y++) {
		int top = y > far ? y - far : 0;
		int end = y + far + 1 < size ? y + far + 1 : size;

		for (int x = 0; x < size; x++) {
			int left = x > far ? x - far : 0;
			int stop = x + far + 1 < size ? x + far + 1 : size;
			int sum = sums[end * (size + 1) + stop]
				  - sums[top * (size + 1) + stop]
				  - sums[end * (size + 1) + left]
				  + sums[top * (size + 1) + left];

			modules->dark[y * size + x] =
				(int64_t)value[y * size + x] * (end - top)
					* (stop - left)
				< sum;
		}
	}
}

static void put(struct ph_modules *modules, int x, int y, bool dark)
{
	int size = (int)modules->size;

	if (x >= 0 && y >= 0 && x < size && y < size)
		modules->dark[y * size + x] = dark;
}

/* A finder with its light border: rings around its centre. */
static void put_finder(struct ph_modules *modules, int x, int y)
{
	for (int i = -4; i <= 4; i++)
		for (int j = -4; j <= 4; j++) {
			int far = abs(i) > abs(j) ? abs(i) : abs(j);

			put(modules, x + j, y + i, far != 2 && far != 4);
		}
}

static void put_alignment(struct ph_modules *modules)
{
	unsigned line[PH_ALIGN_MOST];
	unsigned count = ph_align_lines(modules->size, line);

	for (unsigned a = 0; a < count; a++)
		for (unsigned b = 0; b < count; b++) {
			if ((!a && !b) || (!a && b == count - 1)
				|| (!b && a == count - 1))
				continue;
			for (int i = -2; i <= 2; i++)
				for (int j = -2; j <= 2; j++)
					put(modules, (int)line[b] + j,
						(int)line[a] + i,
						(abs(i) > abs(j) ? abs(i)
								 : abs(j))
							!= 1);
		}
}

void ph_modules_repair(struct ph_modules *modules)
{
	int size = (int)modules->size;

	for (int i = 8; i < size - 8; i++) {
		put(modules, i, 6, i % 2 == 0);
		put(modules, 6, i, i % 2 == 0);
	}
	put_alignment(modules);
	put_finder(modules, 3, 3);
	put_finder(modules, size - 4, 3);
	put_finder(modules, 3, size - 4);
	put(modules, 8, size - 8, true);
}

bool ph_modules_draw(const struct ph_modules *modules, struct ph_image *out)
{
	unsigned size = modules->size;
	unsigned pixels = size > BIG ? PIXELS_BIG : PIXELS;
	unsigned side = (size + 2 * QUIET) * pixels;

	if (!ph_image_make(out, side, side))
		return false;
	memset(out->pixels, 255, (size_t)side * side);
	for (unsigned v = 0; v < size * pixels; v++)
		for (unsigned u = 0; u < size * pixels; u++) {
			unsigned x = u / pixels, y = v / pixels;

			if (modules->dark[y * size + x])
				out->pixels[(v + QUIET * pixels) * side + u
					    + QUIET * pixels] = 0;
		}
	return true;
}
