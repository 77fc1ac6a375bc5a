/* SPDX-License-Identifier: MIT */
#include "raster.h"

#include <err.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void *cells(int width, int height, size_t size)
{
	void *made = NULL;

	if (width > 0 && height > 0 && width < 20000 && height < 20000)
		made = calloc((size_t)width * height, size);
	if (!made)
		warnx("no memory for %d x %d pixels", width, height);
	return made;
}

bool raster_init(struct raster *raster, int width, int height)
{
	*raster = (struct raster){ width, height, cells(width, height, 4) };
	return raster->px;
}

void raster_release(struct raster *raster)
{
	free(raster->px);
	raster->px = NULL;
}

bool grey_init(struct grey *grey, int width, int height)
{
	*grey = (struct grey){ width, height, cells(width, height, 1) };
	return grey->px;
}

void grey_release(struct grey *grey)
{
	free(grey->px);
	grey->px = NULL;
}

bool pixels_init(struct pixels *pixels, int width, int height)
{
	*pixels = (struct pixels){ width, height, cells(width, height, 3) };
	return pixels->rgb;
}

void pixels_release(struct pixels *pixels)
{
	free(pixels->rgb);
	pixels->rgb = NULL;
}

double linear_of(double byte)
{
	double v = byte / 255;

	return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

double byte_of(double light)
{
	double v = light <= 0.0031308 ? light * 12.92
				      : 1.055 * pow(light, 1 / 2.4) - 0.055;

	return 255 * fmin(fmax(v, 0), 1);
}

bool raster_print(
	struct raster *raster, const struct grey *print, struct toner toner)
{
	size_t count = (size_t)print->width * print->height;
	uint32_t table[256], *to;

	if (!raster_init(raster, print->width, print->height))
		return false;
	for (int i = 0; i < 256; i++) {
		double share = i / 255.0;
		double light =
			toner.black + (1 - toner.veil - toner.black) * share;
		uint32_t byte = (uint32_t)lround(255 * light);

		table[i] = byte | byte << 8 | byte << 16 | 255u << 24;
	}
	to = (void *)raster->px;
	for (size_t i = 0; i < count; i++)
		to[i] = table[print->px[i]];
	return true;
}

/* Four bytes of two pixels beside and below each other, averaged. */
static void halve_row(
	const uint8_t *top, const uint8_t *low, uint8_t *to, int width)
{
	for (int x = 0; x < width; x++)
		for (int c = 0; c < 4; c++) {
			unsigned sum = top[8 * x + c] + top[8 * x + 4 + c]
				       + low[8 * x + c] + low[8 * x + 4 + c];

			to[4 * x + c] = (uint8_t)((sum + 2) >> 2);
		}
}

static bool halve(const struct raster *from, struct raster *to)
{
	size_t stride = 4 * (size_t)from->width;

	if (!raster_init(to, from->width / 2, from->height / 2))
		return false;
	for (int y = 0; y < to->height; y++) {
		const uint8_t *top = from->px + 2 * (size_t)y * stride;

		halve_row(top, top + stride, to->px + 4 * (size_t)y * to->width,
			to->width);
	}
	return true;
}

bool art_shrink(struct art *art)
{
	for (int i = 1; i < MIPS; i++) {
		raster_release(&art->mip[i]);
		if (art->mip[i - 1].width < 4 || art->mip[i - 1].height < 4)
			break;
		if (!halve(&art->mip[i - 1], &art->mip[i]))
			return false;
	}
	return true;
}

void art_release(struct art *art)
{
	for (int i = 0; i < MIPS; i++)
		raster_release(&art->mip[i]);
}
