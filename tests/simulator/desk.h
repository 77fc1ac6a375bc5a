/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_DESK_H
#define SIMULATOR_DESK_H

#include "random.h"
#include "raster.h"

/* What lies under the paper. */
enum desk_kind {
	DESK_WOOD,
	DESK_LAMINATE,
	DESK_MAT,
	DESK_CLOTH,
	DESK_STONE,
	DESK_WHITE,
	DESK_LID,
	DESKS
};

/* A piece of the desk that repeats itself, and a colour by chance. The art is
 * made once and stays. NULL: out of memory. */
const struct art *desk_art(enum desk_kind kind);
void desk_tint(enum desk_kind kind, struct rng *rng, float tint[3]);

#endif
