/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_CODEC_H
#define SIMULATOR_CODEC_H

#include "raster.h"

/* A JPEG in memory; released by jpeg_release. */
struct jpeg {
	unsigned char *data;
	unsigned long size;
	int width, height;
	int orientation; /* EXIF's, to be told in the file unless 1 */
};

/* Lowers the quality, down to 30, until the file fits max_bytes (0: any). */
bool jpeg_encode(struct jpeg *jpeg, const struct pixels *pixels, int quality,
	unsigned long max_bytes);

/* Replaces the pixels by what their JPEG of that quality keeps. */
bool jpeg_wear(struct pixels *pixels, int quality);

/* Writes the first `percent` of the file's bytes. */
bool jpeg_save(const struct jpeg *jpeg, int percent, const char *path);

void jpeg_release(struct jpeg *jpeg);

#endif
