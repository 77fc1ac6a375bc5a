/* SPDX-License-Identifier: MIT */
#include "marks.h"

#include <phieu/list.h>

/* a[i] becomes the larger of itself and what stands `step` behind it. In
 * rising order each value is read before it is changed. */
static void lift(uint8_t *a, size_t count, size_t step)
{
	for (size_t i = 0; i + step < count; i++)
		a[i] = a[i] > a[i + step] ? a[i] : a[i + step];
}

/* The maximum over `window` values from i on, a `step` apart, by doubling
 * (as van Herk's and Gil's, but in passes that a compiler makes wide). */
static void spread(uint8_t *a, size_t count, size_t step, unsigned window)
{
	unsigned reach = 1;

	for (; 2 * reach <= window; reach *= 2)
		lift(a, count, reach * step);
	lift(a, count, (window - reach) * step);
}

/* A plane with zeros on all sides of the picture. */
struct plane {
	uint8_t *at;
	size_t stride, rows;
};

static void fill(
	const struct plane *plane, const struct ph_image *in, unsigned margin)
{
	memset(plane->at, 0, plane->stride * plane->rows);
	for (unsigned y = 0; y < in->height; y++)
		memcpy(plane->at + (y + margin) * plane->stride + margin,
			in->pixels + (size_t)y * in->width, in->width);
}

/* The maximum over the window of 2 reach + 1 around each pixel, inverted. A
 * window begins at its pixel in the plane, so with a margin of `reach` its
 * middle is back at the picture's origin. */
static void grow(
	struct ph_image *image, const struct plane *plane, unsigned reach)
{
	size_t count = plane->stride * plane->rows;

	fill(plane, image, reach);
	spread(plane->at, count, 1, 2 * reach + 1);
	spread(plane->at, count, plane->stride, 2 * reach + 1);
	for (unsigned y = 0; y < image->height; y++)
		for (unsigned x = 0; x < image->width; x++)
			image->pixels[(size_t)y * image->width + x] =
				255 - plane->at[y * plane->stride + x];
}

bool ph_paper_white(
	struct ph_image *white, const struct ph_image *grey, unsigned window)
{
	unsigned reach = window / 4;
	struct plane plane = { 0 };
	size_t size;

	if (!ph_image_shrink(white, grey, 2))
		return false;
	plane.stride = white->width + 2 * ((size_t)reach + 1);
	plane.rows = white->height + 2 * ((size_t)reach + 1);
	if (!ph_size_multiply(plane.stride, plane.rows, &size))
		return false;
	plane.at = ph_alloc(size, 1);
	if (!plane.at)
		return false;
	/* The maximum, then of its negative the maximum: the minimum. It goes a
	 * pixel further, so that a shadow's edge, mixed in one pixel of half
	 * the size, is brighter than the paper there, never darker. */
	grow(white, &plane, reach);
	grow(white, &plane, reach + 1);
	free(plane.at);
	return true;
}
