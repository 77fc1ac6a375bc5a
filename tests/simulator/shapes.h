/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_SHAPES_H
#define SIMULATOR_SHAPES_H

#include "layout.h"
#include "stroke.h"

enum shape {
	TICK,
	CROSS,
	SLASH,
	DOT,
	FILLED,
	CIRCLE,
	SHAPES
};

/* "tick", "cross", … */
const char *shape_word(enum shape shape);

/* Marks the box; overflow makes the mark larger than its box. */
void shape_draw(cairo_t *cr, enum shape shape, const struct rect *box,
	const struct nib *nib, struct rng *rng, bool overflow);

/* Blackens the box wholly, as one strikes out a mistaken mark. */
void shape_blacken(cairo_t *cr, const struct rect *box, const struct nib *nib,
	struct rng *rng);

/* A line of words nobody can read, in the rectangle. */
void shape_scrawl(cairo_t *cr, const struct rect *at, const struct nib *nib,
	struct rng *rng);

#endif
