/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_LEVEL_H
#define SIMULATOR_LEVEL_H

#include <stdbool.h>

#include "random.h"

struct range {
	double low, high;
};

/*
 * How a picture was taken. Angles in degrees; blur and shake in pixels of a
 * photo with a long side of 1,000, so that a larger photo is no sharper.
 */
struct level {
	const char *name;
	bool scanner;           /* flat, no lens, no desk */
	bool chat;              /* compressed again by a chat program */
	struct range long_side; /* unless told otherwise */
	struct range tilt, roll;
	double turned;     /* chance to lie on a side or upside down */
	double any_way;    /* chance to lie at any angle */
	struct range fill; /* share of the photo that is paper */
	struct range curl_mm, crumple_mm;
	double folded; /* chance of creases */
	struct range blur, shake;
	struct range light;  /* the paper's brightness, 1 is white */
	double cast;         /* deviation of the light's colour */
	struct range shadow; /* share of the light taken away */
	double shadows;      /* how many, on average */
	double glare;        /* chance */
	struct range vignette;
	struct range grain; /* of 255 */
	struct range sharpen, contrast;
	struct range quality; /* of the last JPEG */
	double corner;        /* chance that one is cut off or covered */
	double clutter;       /* chance that other things lie about */
};

const struct level *level_find(const char *name);

/* A number of the level's own, so that two levels do not see the same chance
 * from one seed. */
uint64_t level_salt(const struct level *level);

double pick(struct rng *rng, const struct range *range);

#endif
