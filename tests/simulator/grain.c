/* SPDX-License-Identifier: MIT */
#include "grain.h"

#include <stdlib.h>
#include <string.h>

/* Averages with the neighbours to the right and below, as denoising does. */
static void soften(float *tile, float *copy, int reach)
{
	int side = GRAIN_SIDE, mask = GRAIN_SIDE - 1;
	float part = 1 / (float)(reach + 1);

	for (int y = 0; y < side; y++)
		for (int x = 0; x < side; x++) {
			float sum = 0;

			for (int i = 0; i <= reach; i++)
				sum += tile[y * side + ((x + i) & mask)];
			copy[y * side + x] = sum;
		}
	for (int y = 0; y < side; y++)
		for (int x = 0; x < side; x++) {
			float sum = 0;

			for (int i = 0; i <= reach; i++)
				sum += copy[((y + i) & mask) * side + x];
			/* Keeps the deviation. */
			tile[y * side + x] = sum * part;
		}
}

/* The grey of all colours, and specks of colour two pixels wide. */
static void fill(float *tile, float *one, float *copy, struct rng *rng)
{
	size_t count = (size_t)GRAIN_SIDE * GRAIN_SIDE;

	for (int c = -1; c < 3; c++) {
		for (size_t i = 0; i < count; i++)
			one[i] = rng_grain(rng);
		if (c >= 0)
			soften(one, copy, 2);
		for (size_t i = 0; i < count; i++)
			for (int k = 0; k < 3; k++) {
				if (c < 0)
					tile[3 * i + k] = 0.9f * one[i];
				else if (k == c)
					tile[3 * i + k] += 0.5f * one[i];
			}
	}
}

static const float *make_tile(void)
{
	static float *tile;
	size_t count = (size_t)GRAIN_SIDE * GRAIN_SIDE;
	float *one, *copy;
	struct rng rng;

	if (tile)
		return tile;
	one = calloc(count, sizeof(*one));
	copy = calloc(count, sizeof(*copy));
	if (one && copy)
		tile = calloc(count, 3 * sizeof(*tile));
	rng_seed(&rng, 77, 0);
	if (tile)
		fill(tile, one, copy, &rng);
	free(one);
	free(copy);
	return tile;
}

bool grain_init(struct grain *grain)
{
	*grain = (struct grain){ .tile = make_tile() };
	return grain->tile;
}

static void choose_patches(struct grain *grain, struct rng *rng)
{
	for (int i = 0; i < GRAIN_PATCHES; i++) {
		grain->x[i] = rng_below(rng, GRAIN_SIDE - GRAIN_PATCH);
		grain->y[i] = rng_below(rng, GRAIN_SIDE - GRAIN_PATCH);
	}
}

void grain_row(
	struct grain *grain, int y, float *row, size_t count, struct rng *rng)
{
	const size_t most = 3 * (size_t)GRAIN_PATCH;

	if (y % GRAIN_PATCH == 0)
		choose_patches(grain, rng);
	for (size_t at = 0, i = 0; at < count; at += most, i++) {
		size_t n = count - at < most ? count - at : most;
		size_t line =
			grain->y[i % GRAIN_PATCHES] + (size_t)(y % GRAIN_PATCH);

		memcpy(row + at,
			grain->tile
				+ 3
					  * (line * GRAIN_SIDE
						  + grain->x[i
							     % GRAIN_PATCHES]),
			n * sizeof(*row));
	}
}
