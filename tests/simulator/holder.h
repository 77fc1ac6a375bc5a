/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_HOLDER_H
#define SIMULATOR_HOLDER_H

#include "compose.h"

/* Whether a box, digit or code lies within `around` mm of a place. */
bool hides_mark(const struct picture_plan *plan, const struct print *prints,
	int count, struct point_mm at, double around);

/*
 * A corner or an edge of one of the papers is covered by a finger or a clip,
 * or lies outside the picture; no box, digit or code is. Tells which
 * ("finger", "clip", "cut"); NULL: it did not fit.
 */
const char *hold(struct picture_plan *plan, const struct print *prints,
	int count, struct rng *rng);

#endif
