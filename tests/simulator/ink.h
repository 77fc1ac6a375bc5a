/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_INK_H
#define SIMULATOR_INK_H

#include <stddef.h>

#include "random.h"
#include "raster.h"

/* A place under the pen's tip, in millimetres. */
struct point {
	double x, y;
};

/* What lies in the hand. */
struct nib {
	const char *word;
	double rgb[3];  /* linear light that the ink gives back */
	double width;   /* mm */
	double density; /* of one pass, 1 hides the paper */
	double grit;    /* how much of the paper's grain shows through */
};

/* blue, black, red, pencil or marker; NULL: no such pen. */
const struct nib *nib_find(const char *word);

/* How a hand leads it. */
struct motion {
	double press;  /* on the width and the density, 1 is usual */
	double tremor; /* mm */
	double taper;  /* share of the stroke over which it lifts off */
};

enum {
	STROKE_POINTS = 96
};

/* Paper that is written on. */
struct paper_under {
	struct raster *raster;
	double dots; /* pixels a mm */
	double x, y; /* where the raster begins, mm */
};

/* Draws a smooth line through the points as ink on paper: what was printed
 * below stays visible. */
void ink_stroke(const struct paper_under *paper, const struct nib *nib,
	const struct motion *motion, struct rng *rng,
	const struct point *points, size_t count);

#endif
