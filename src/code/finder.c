/* SPDX-License-Identifier: MIT */
/*
 * Finders on a black and white image: along any line through its centre a
 * finder is dark, light, dark, light, dark at 1 : 1 : 3 : 1 : 1.
 */
#include "code_internal.h"

#include <math.h>
#include <string.h>

enum {
	FINDERS_MOST = 600,
	RUNS = 5
};

/* Where a row changes colour, from its start on: edges[0] is 0, the last its
 * width. Eight pixels at once, since most are like the one before. */
static size_t find_edges(const uint8_t *row, unsigned width, uint32_t *edges)
{
	size_t count = 0;
	unsigned x = 1;

	edges[count++] = 0;
	for (; x + 8 <= width; x += 8) {
		uint64_t here, before, change;

		memcpy(&here, row + x, 8);
		memcpy(&before, row + x - 1, 8);
		for (change = here ^ before; change;) {
			unsigned byte = (unsigned)__builtin_ctzll(change) / 8;

			edges[count++] = x + byte;
			change &= ~((uint64_t)255 << byte * 8);
		}
	}
	for (; x < width; x++)
		if (row[x] != row[x - 1])
			edges[count++] = x;
	edges[count++] = width;
	return count;
}

/* The module if five runs are a finder's, else 0. Ink that spreads, or light
 * that does, moves edges of one kind against the other: so pairs of runs are
 * compared, which it leaves alone, and single ones only roughly. */
static double measure(const unsigned run[RUNS])
{
	unsigned total = run[0] + run[1] + run[2] + run[3] + run[4];
	double m = total / 7.0, slack = m * 0.8 + 0.4;

	if (total < 7 || run[2] < 1.5 * m || run[2] > 4.6 * m)
		return 0;
	for (int i = 0; i < RUNS; i++)
		if (run[i] < 0.3 * m)
			return 0;
	if (fabs(run[0] + run[1] - 2 * m) > slack
		|| fabs(run[1] + run[2] - 4 * m) > slack
		|| fabs(run[2] + run[3] - 4 * m) > slack
		|| fabs(run[3] + run[4] - 2 * m) > slack)
		return 0;
	return m;
}

/* Pixels like the first from (x, y) on in steps of (dx, dy), `most` at most;
 * 0 at the image's edge. */
static unsigned count_run(const struct ph_image *image, long x, long y, int dx,
	int dy, uint8_t colour, unsigned most)
{
	unsigned count = 0;

	while (x >= 0 && y >= 0 && x < (long)image->width
		&& y < (long)image->height && count <= most
		&& image->pixels[(size_t)y * image->width + (size_t)x]
			   == colour) {
		x += dx;
		y += dy;
		count++;
	}
	return count <= most ? count : 0;
}

/* Measures along (dx, dy) through a dark place; *shift: from it to the middle
 * of the core. */
static double cross(const struct ph_image *image, long x, long y, int dx,
	int dy, double module, double *shift)
{
	unsigned run[RUNS] = { 0 }, most = (unsigned)(module * 6 + 2);
	unsigned side[2][3];

	for (int s = 0; s < 2; s++) {
		int sign = s ? 1 : -1;
		long u = x + (s ? dx : 0), v = y + (s ? dy : 0);
		uint8_t colour = 0;

		for (int i = 0; i < 3; i++) {
			unsigned n = count_run(image, u, v, sign * dx,
				sign * dy, colour, most);

			if (!n && !(s && !i))
				return 0;
			side[s][i] = n;
			u += sign * dx * (long)n;
			v += sign * dy * (long)n;
			colour = (uint8_t)~colour;
		}
	}
	run[0] = side[0][2];
	run[1] = side[0][1];
	run[2] = side[0][0] + side[1][0];
	run[3] = side[1][1];
	run[4] = side[1][2];
	*shift = ((double)side[1][0] - (double)side[0][0]) / 2 + 0.5;
	return measure(run);
}

static bool add(struct ph_finders *finders, double x, double y, double module)
{
	struct ph_finder *finder;

	ph_list_for (finder, &finders->list) {
		double share = 1.0 / (finder->votes + 1);

		if (fabs(finder->at.x - x) > 2 * finder->module
			|| fabs(finder->at.y - y) > 2 * finder->module
			|| module > finder->module * 1.5
			|| finder->module > module * 1.5)
			continue;
		finder->at.x += (x - finder->at.x) * share;
		finder->at.y += (y - finder->at.y) * share;
		finder->module += (module - finder->module) * share;
		finder->votes++;
		return true;
	}
	if (finders->list.count >= FINDERS_MOST)
		return true;
	finder = ph_list_push(&finders->list);
	if (!finder)
		return false;
	*finder = (struct ph_finder){ { x, y }, .module = module, .votes = 1 };
	return true;
}

/* Five runs of a row look like a finder: do those of the column, and of the
 * row through its middle? */
static bool consider(struct ph_finders *finders, const struct ph_image *binary,
	double x, unsigned y, double across, double scale)
{
	double shift = 0, down, again, centre;

	down = cross(binary, (long)x, y, 0, 1, across * 2, &shift);
	if (!down || down > 2.6 * across || across > 2.6 * down)
		return true;
	centre = y + shift;
	again = cross(binary, (long)x, (long)centre, 1, 0, across, &shift);
	if (!again)
		return true;
	x = floor(x) + shift;
	return add(
		finders, x * scale, centre * scale, sqrt(down * again) * scale);
}

static bool search_row(struct ph_finders *finders,
	const struct ph_image *binary, unsigned y, uint32_t *edges,
	double scale)
{
	const uint8_t *row = binary->pixels + (size_t)y * binary->width;
	size_t count = find_edges(row, binary->width, edges);
	/* The first run that is dark and has a light one before it. */
	size_t k = row[0] ? 1 : 2;

	for (; k + RUNS < count; k += 2) {
		unsigned run[RUNS];
		double module;

		for (size_t i = 0; i < RUNS; i++)
			run[i] = edges[k + i + 1] - edges[k + i];
		if (run[2] < run[1] || run[2] < run[3])
			continue;
		module = measure(run);
		if (module
			&& !consider(finders, binary,
				(edges[k + 2] + edges[k + 3]) / 2.0, y, module,
				scale))
			return false;
	}
	return true;
}

bool ph_finders_find(struct ph_finders *finders, const struct ph_image *binary,
	double scale, unsigned step)
{
	uint32_t *edges = ph_alloc((size_t)binary->width + 2, sizeof(*edges));
	bool fine = edges != NULL;

	for (unsigned y = step / 2; fine && y < binary->height; y += step)
		fine = search_row(finders, binary, y, edges, scale);
	free(edges);
	return fine;
}
