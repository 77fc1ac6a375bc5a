/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_SPREAD_H
#define SIMULATOR_SPREAD_H

/* How lens and hand spread a point over pixels. */
enum {
	BLUR_RADIUS = 10,
	SHAKE_TAPS = 64,
	SHAKE_REACH = 8
};

/* Out of focus: weights of a pixel and its neighbours on either side. */
struct blur {
	float kernel[BLUR_RADIUS + 1];
	int radius;
};
void blur_init(struct blur *blur, double sigma);

/* The hand moved: weights of the pixels on the way. */
struct shake {
	struct tap {
		int dx, dy;
		float weight;
	} taps[SHAKE_TAPS];
	int count;
};
void shake_init(struct shake *shake, double pixels, double angle);

#endif
