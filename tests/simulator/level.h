/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_LEVEL_H
#define SIMULATOR_LEVEL_H

struct range {
	double low, high;
};

/*
 * How a picture was taken. Angles in degrees; blur and shake in pixels of a
 * photo with a long side of 1,000, so that a larger photo is no sharper.
 */
struct level {
	const char *name;
	int long_side; /* unless told otherwise */
	int scanner;   /* flat, no lens, no desk */
	int chat;      /* resized and compressed again by a chat program */
	struct range tilt, roll, fill, curl_mm, blur, shake;
	struct range light;  /* the paper's brightness, 1 is white */
	struct range shadow; /* share of the light taken away */
	struct range grain, vignette, glare;
	struct range quality; /* of the last JPEG */
	double turned;        /* chance to lie on a side or upside down */
};

const struct level *level_find(const char *name);

#endif
