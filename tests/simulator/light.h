/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_LIGHT_H
#define SIMULATOR_LIGHT_H

#include "level.h"
#include "sheet.h"

enum {
	MAX_SHADOWS = 4
};

enum shadow_kind {
	SHADOW_EDGE,  /* half of the desk: a body, a wall */
	SHADOW_BAND,  /* an arm */
	SHADOW_PHONE, /* a block with round corners */
	SHADOW_BLINDS
};

struct shadow {
	enum shadow_kind kind;
	double dark;     /* share of the light taken away inside it */
	double x, y;     /* mm: a point on its edge, or its middle */
	double cos, sin; /* the way into it */
	double soft;     /* mm of half-shade */
	double wide, tall, waver;
};

/* The room's light on one photograph; places are the desk's. */
struct light {
	double gain[3];          /* the lamp's colour and strength */
	double slope_x, slope_y; /* change over a millimetre */
	double sun_x, sun_y;     /* where the light comes from */
	struct shadow shadows[MAX_SHADOWS];
	int shadow_count;
	double glare, glare_x, glare_y, glare_cos, glare_sin;
	double glare_long, glare_wide; /* mm */
	double vignette;
};

/* `reach`: mm from the middle to the paper's corner. */
void light_init(struct light *light, const struct level *level, double reach,
	struct rng *rng);

/* The light at a place: three colours, then the glare to add. corner is the
 * distance from the photo's middle, 1 in its corners. */
void light_at(const struct light *light, double x, double y, double corner,
	float rgba[4]);

/* How much light falls on a surface with that slope, 1 when it lies flat. */
double light_lean(const struct light *light, double dx, double dy);

#endif
