/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_RASTER_H
#define SIMULATOR_RASTER_H

#include <stdbool.h>
#include <stdint.h>

/*
 * What something flat looks like: four bytes a pixel, red, green, blue in
 * linear light (light adds and blurs in this scale, not in that of files) and
 * how much of the place is covered, by which the colours are multiplied.
 */
struct raster {
	int width, height;
	uint8_t *px;
};

enum {
	MIPS = 5 /* each half as large as the one before */
};

/* A raster and its smaller copies, to look at from afar. */
struct art {
	struct raster mip[MIPS];
	double dots; /* pixels a mm of mip[0] */
};

/* One byte a pixel: 255 is paper, 0 is print. */
struct grey {
	int width, height;
	uint8_t *px;
};

/* Pixels as a file holds them, three bytes each. */
struct pixels {
	int width, height;
	uint8_t *rgb;
};

bool raster_init(struct raster *raster, int width, int height);
void raster_release(struct raster *raster);

bool grey_init(struct grey *grey, int width, int height);
void grey_release(struct grey *grey);

bool pixels_init(struct pixels *pixels, int width, int height);
void pixels_release(struct pixels *pixels);

/* How print looks on paper: black toner still gives back some light, and a
 * copier leaves its veil on the paper. Shares of the light, from 0 to 1. */
struct toner {
	double black, veil;
};
bool raster_print(
	struct raster *raster, const struct grey *print, struct toner toner);

/* Makes the smaller copies of mip[0]. */
bool art_shrink(struct art *art);
void art_release(struct art *art);

/* Linear light of a byte of a file, and back. */
double linear_of(double byte);
double byte_of(double light);

#endif
