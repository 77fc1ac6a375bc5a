/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_BEND_H
#define SIMULATOR_BEND_H

#include "level.h"

enum {
	WAVES = 5
};

/* A crease: the paper stands up along it, or beside it. */
struct crease {
	double nx, ny, at; /* the line nx·u + ny·v = at */
	double height;     /* mm: below 0, a valley */
};

/* The shape of a paper on a desk: places are shares of its width and height,
 * from the middle. */
struct bend {
	double curl, wave; /* mm */
	double nx, ny;     /* the way it rises */
	double start;      /* where it begins to rise, a share of the way */
	double phase;
	double crumple; /* mm */
	double crumple_x[WAVES], crumple_y[WAVES], crumple_at[WAVES];
	struct crease creases[2];
	int crease_count;
	bool flat;
};

void bend_init(struct bend *bend, const struct level *level, struct rng *rng);

/* Height over the desk, mm. */
double bend_height(const struct bend *bend, double u, double v);

#endif
