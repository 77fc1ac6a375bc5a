/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_PICTURE_H
#define SIMULATOR_PICTURE_H

#include <cairo.h>
#include <stdint.h>

#include "random.h"

/*
 * Pixels in linear light, three floats each, 1 being white: light adds and
 * blurs in this scale, not in the bytes of a file.
 */
struct picture {
	int width, height;
	float *rgb;
};

/* Pixels as a file holds them, three bytes each. */
struct pixels {
	int width, height;
	uint8_t *rgb;
};

bool picture_init(struct picture *picture, int width, int height);
void picture_release(struct picture *picture);
bool pixels_init(struct pixels *pixels, int width, int height);
void pixels_release(struct pixels *pixels);

bool picture_from_surface(struct picture *picture, cairo_surface_t *surface);
bool picture_from_pixels(struct picture *picture, const struct pixels *pixels);
bool picture_to_pixels(const struct picture *picture, struct pixels *pixels);

/* Replaces the picture by the mean of its pixels under each new one. */
bool picture_shrink(struct picture *picture, int width, int height);

/* The colour between pixels; outside, the nearest. */
void picture_sample(
	const struct picture *picture, double x, double y, float rgb[3]);

#endif
