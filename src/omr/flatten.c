/* SPDX-License-Identifier: MIT */
#include "omr_internal.h"

#include <math.h>

enum {
	TILE = 8,   /* pixels of the crop whose places are interpolated */
	FINEST = 6, /* samples a side of one pixel, at most */
	SIDE_MAX = 20000,
};

/* The edge's half pixel is its own. */
float ph_image_sample(const struct ph_image *photo, float x, float y)
{
	float right = (float)photo->width - 1,
	      bottom = (float)photo->height - 1;
	unsigned column, row, next;
	const uint8_t *above, *below;
	float u, v, top, foot;

	if (!(x >= -0.5f) || !(y >= -0.5f) || !(x <= right + 0.5f)
		|| !(y <= bottom + 0.5f))
		return 255;
	x = x < 0 ? 0 : x > right ? right : x;
	y = y < 0 ? 0 : y > bottom ? bottom : y;
	column = (unsigned)x;
	row = (unsigned)y;
	next = column + 1 < photo->width ? 1 : 0;
	above = photo->pixels + (size_t)row * photo->width + column;
	below = row + 1 < photo->height ? above + photo->width : above;
	u = x - (float)column;
	v = y - (float)row;
	top = above[0] + u * ((float)above[next] - above[0]);
	foot = below[0] + u * ((float)below[next] - below[0]);
	return top + v * (foot - top);
}

/* A tile: the photo's places at its corners, as a start and the steps along
 * it, along its first column, and both (bilinear). */
struct tile {
	float x, y;
	float ux, uy, vx, vy, wx, wy;
};

static struct tile tile_at(
	const struct ph_warp *warp, double x, double y, double step)
{
	double side = TILE * step;
	struct ph_point a = ph_warp_map(warp, x, y);
	struct ph_point b = ph_warp_map(warp, x + side, y);
	struct ph_point c = ph_warp_map(warp, x, y + side);
	struct ph_point d = ph_warp_map(warp, x + side, y + side);

	return (struct tile){
		.x = (float)(a.x - 0.5),
		.y = (float)(a.y - 0.5),
		.ux = (float)((b.x - a.x) / TILE),
		.uy = (float)((b.y - a.y) / TILE),
		.vx = (float)((c.x - a.x) / TILE),
		.vy = (float)((c.y - a.y) / TILE),
		.wx = (float)((d.x - c.x - b.x + a.x) / (TILE * TILE)),
		.wy = (float)((d.y - c.y - b.y + a.y) / (TILE * TILE)),
	};
}

/* How many samples a side make one pixel of the crop, so that none of the
 * photo's pixels is passed over. */
static unsigned fineness(const struct tile *tile)
{
	float across = hypotf(tile->ux, tile->uy);
	float down = hypotf(tile->vx, tile->vy);
	float most = fmaxf(across, down);

	if (!(most < FINEST))
		return FINEST;
	return most <= 1.2f ? 1 : (unsigned)ceilf(most - 0.2f);
}

/* Every place of it has a right and a lower neighbour, with some room for
 * rounding: they lie between its corners'. */
static bool is_inside(const struct ph_image *photo, const struct tile *tile)
{
	float right = (float)photo->width - 1.01f;
	float bottom = (float)photo->height - 1.01f;

	for (int i = 0; i < 4; i++) {
		float u = i % 2 ? TILE : 0, v = i / 2 ? TILE : 0;
		float x = tile->x + u * tile->ux + v * tile->vx
			  + u * v * tile->wx;
		float y = tile->y + u * tile->uy + v * tile->vy
			  + u * v * tile->wy;

		if (!(x >= 0.01f) || !(y >= 0.01f) || !(x < right)
			|| !(y < bottom))
			return false;
	}
	return true;
}

/* ph_image_sample, inside. */
static inline float sample_inside(
	const struct ph_image *photo, float x, float y)
{
	unsigned column = (unsigned)x, row = (unsigned)y;
	const uint8_t *above =
		photo->pixels + (size_t)row * photo->width + column;
	const uint8_t *below = above + photo->width;
	float u = x - (float)column, v = y - (float)row;
	float top = above[0] + u * ((float)above[1] - above[0]);
	float foot = below[0] + u * ((float)below[1] - below[0]);

	return top + v * (foot - top);
}

static uint8_t pixel(const struct ph_image *photo, const struct tile *tile,
	unsigned column, unsigned row, unsigned fine, bool inside)
{
	float sum = 0, step = 1 / (float)fine;

	for (unsigned j = 0; j < fine; j++) {
		float v = (float)row + ((float)j + 0.5f) * step;
		float x = tile->x + v * tile->vx, y = tile->y + v * tile->vy;
		float dx = tile->ux + v * tile->wx,
		      dy = tile->uy + v * tile->wy;

		for (unsigned i = 0; i < fine; i++) {
			float u = (float)column + ((float)i + 0.5f) * step;

			sum += inside ? sample_inside(
				       photo, x + u * dx, y + u * dy)
				      : ph_image_sample(
					      photo, x + u * dx, y + u * dy);
		}
	}
	return (uint8_t)(sum * step * step + 0.5f);
}

static void fill_tile(struct ph_image *out, const struct ph_image *photo,
	const struct tile *tile, unsigned left, unsigned top)
{
	unsigned fine = fineness(tile);
	bool inside = is_inside(photo, tile);

	for (unsigned row = 0; row < TILE && top + row < out->height; row++)
		for (unsigned column = 0;
			column < TILE && left + column < out->width; column++)
			out->pixels[(size_t)(top + row) * out->width + left
				    + column] =
				pixel(photo, tile, column, row, fine, inside);
}

bool ph_omr_flatten(struct ph_image *out, const struct ph_image *photo,
	const struct ph_placement *placement, double x, double y, double w,
	double h, double px_per_mm, struct ph_error *err)
{
	double columns = ceil(w * px_per_mm - 1e-6);
	double rows = ceil(h * px_per_mm - 1e-6);

	columns = columns >= 1 ? fmin(columns, SIDE_MAX) : 1;
	rows = rows >= 1 ? fmin(rows, SIDE_MAX) : 1;
	if (!ph_image_make(out, (unsigned)columns, (unsigned)rows))
		return ph_error_memory(err);
	if (!photo->width || !photo->height || !(px_per_mm > 0)) {
		memset(out->pixels, 255, (size_t)out->width * out->height);
		return true;
	}
	for (unsigned top = 0; top < out->height; top += TILE)
		for (unsigned left = 0; left < out->width; left += TILE) {
			struct tile tile =
				tile_at(&placement->warp, x + left / px_per_mm,
					y + top / px_per_mm, 1 / px_per_mm);

			fill_tile(out, photo, &tile, left, top);
		}
	return true;
}
