/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_GRAIN_H
#define SIMULATOR_GRAIN_H

#include <stddef.h>

#include "random.h"

/*
 * A sensor's noise, deviation 1: three floats a pixel, grey with a little
 * colour. It is made once and laid in patches, each from another place of it.
 */
enum {
	GRAIN_SIDE = 512,
	GRAIN_PATCH = 192,
	GRAIN_PATCHES = 128
};

struct grain {
	const float *tile;
	unsigned x[GRAIN_PATCHES], y[GRAIN_PATCHES];
};

/* False: out of memory. */
bool grain_init(struct grain *grain);

/* The noise of row y, `count` floats; rows come in order. */
void grain_row(
	struct grain *grain, int y, float *row, size_t count, struct rng *rng);

#endif
