/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_LIGHT_H
#define SIMULATOR_LIGHT_H

#include "layout.h"
#include "level.h"
#include "random.h"

/* The room's light on one photograph. */
struct light {
	double gain[3];            /* the lamp's colour and strength */
	double slope_x, slope_y;   /* change over the page's width */
	double shadow;             /* share taken away inside it */
	double edge_x, edge_y;     /* mm: a point on the shadow's edge */
	double edge_cos, edge_sin; /* the way into the shadow */
	double soft;               /* mm of half-shade */
	double arm;                /* mm: width of a hand's shadow; 0: none */
	double sun_x, sun_y;       /* where the light comes from */
	double glare, glare_x, glare_y, glare_size; /* mm */
	double vignette;
};

void light_init(struct light *light, const struct level *level,
	const struct rect *page, struct rng *rng);

/*
 * Lights a colour that lies at x, y (mm) with the surface sloping by dx, dy;
 * corner is the distance from the photo's middle, 1 in its corners.
 */
void light_apply(const struct light *light, double x, double y, double dx,
	double dy, double corner, float rgb[3]);

#endif
