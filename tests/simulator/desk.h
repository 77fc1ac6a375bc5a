/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_DESK_H
#define SIMULATOR_DESK_H

#include "random.h"

/* What lies under the paper. */
enum desk_kind {
	DESK_WOOD,
	DESK_LAMINATE,
	DESK_MAT,
	DESK_CLOTH,
	DESK_LID
};

struct desk {
	enum desk_kind kind;
	double rgb[3]; /* linear light */
	uint32_t salt;
};

/* A desk by chance, or the lid of a scanner. */
void desk_init(struct desk *desk, bool scanner, struct rng *rng);

/* Its colour at a place, in millimetres. */
void desk_colour(const struct desk *desk, double x, double y, float rgb[3]);

#endif
