/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_STROKE_H
#define SIMULATOR_STROKE_H

#include <cairo.h>
#include <stddef.h>

#include "random.h"

struct point {
	double x, y;
};

/* What lies in the hand. */
struct nib {
	double rgb[3];
	double width;   /* mm */
	double opacity; /* of one pass */
	double grit;    /* chance that paper shows through, as with a pencil */
};

/* A pen by its word: blue, black, red, pencil, marker. */
const struct nib *nib_find(const char *word);

/*
 * Draws a smooth, slightly unsteady line through the points (mm) as ink on
 * paper: what was printed below stays visible.
 */
void stroke_draw(cairo_t *cr, const struct nib *nib, struct rng *rng,
	const struct point *points, size_t count);

#endif
