/* SPDX-License-Identifier: MIT */
#include "image_internal.h"

#include <phieu/list.h>

enum {
	TILE = 32 /* pixels: a turn reads columns, which must stay in cache */
};

/* Where the upright pixel (x, y) of a width × height result is stored:
 * begin + x * right + y * down. */
struct way {
	ptrdiff_t begin, right, down;
};

/* EXIF 2.32, 4.6.4 "Orientation": what row 0 and column 0 are. */
static struct way find_way(unsigned orientation, ptrdiff_t w, ptrdiff_t h)
{
	switch (orientation) {
	case 2: /* top, right */
		return (struct way){ w - 1, -1, w };
	case 3: /* bottom, right */
		return (struct way){ w * h - 1, -1, -w };
	case 4: /* bottom, left */
		return (struct way){ w * (h - 1), 1, -w };
	case 5: /* left, top */
		return (struct way){ 0, w, 1 };
	case 6: /* right, top */
		return (struct way){ w * (h - 1), -w, 1 };
	case 7: /* right, bottom */
		return (struct way){ w * h - 1, -w, -1 };
	default: /* 8: left, bottom */
		return (struct way){ w - 1, w, -1 };
	}
}

static void copy_tile(struct ph_image *out, const uint8_t *in,
	const struct way *way, unsigned left, unsigned top)
{
	unsigned right = left + TILE < out->width ? left + TILE : out->width;
	unsigned bottom = top + TILE < out->height ? top + TILE : out->height;

	for (unsigned y = top; y < bottom; y++) {
		uint8_t *row = out->pixels + (size_t)y * out->width;
		const uint8_t *from = in + way->begin + y * way->down;

		for (unsigned x = left; x < right; x++)
			row[x] = from[x * way->right];
	}
}

bool ph_image_orient(struct ph_image *image, unsigned orientation)
{
	PH_AUTO(ph_image_release) struct ph_image out = { 0 };
	bool turned = orientation >= 5;
	struct way way;

	if (orientation < 2 || orientation > 8)
		return true;
	if (!ph_image_make(&out, turned ? image->height : image->width,
		    turned ? image->width : image->height))
		return false;
	way = find_way(orientation, image->width, image->height);
	for (unsigned y = 0; y < out.height; y += TILE)
		for (unsigned x = 0; x < out.width; x += TILE)
			copy_tile(&out, image->pixels, &way, x, y);
	ph_image_release(image);
	*image = out;
	out.pixels = NULL;
	return true;
}
