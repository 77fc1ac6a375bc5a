/* SPDX-License-Identifier: MIT */
#include "omr_internal.h"

#include <math.h>

enum {
	TILE = 8,   /* pixels of the crop whose places are interpolated */
	FINEST = 6, /* samples a side of one pixel, at most */
	SIDE_MAX = 20000,
	SAMPLED_MOST = 65000, /* whose 65,536ths fit 32 bits */
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
	float right = fminf((float)photo->width - 1.01f, SAMPLED_MOST);
	float bottom = fminf((float)photo->height - 1.01f, SAMPLED_MOST);

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

/* ph_image_sample inside, in whole numbers: x and y in 65,536ths of a pixel,
 * the grey in as many. */
static inline uint32_t sample_inside(
	const struct ph_image *photo, uint32_t x, uint32_t y)
{
	const uint8_t *above =
		photo->pixels + (size_t)(y >> 16) * photo->width + (x >> 16);
	const uint8_t *below = above + photo->width;
	uint32_t u = x >> 8 & 255, v = y >> 8 & 255;
	uint32_t top = above[0] * (256 - u) + above[1] * u;
	uint32_t foot = below[0] * (256 - u) + below[1] * u;

	return top * (256 - v) + foot * v;
}

/* A row of a tile that lies inside, its samples one beside the other. */
static void fill_inside(uint8_t *out, const struct ph_image *photo,
	const struct tile *tile, unsigned row, unsigned columns, unsigned fine)
{
	float step = 1 / (float)fine;
	uint32_t sum[TILE] = { 0 };
	uint32_t samples = (uint32_t)(fine * fine) << 16;

	for (unsigned j = 0; j < fine; j++) {
		float v = (float)row + ((float)j + 0.5f) * step;
		float dx = (tile->ux + v * tile->wx) * step;
		float dy = (tile->uy + v * tile->wy) * step;
		float x = tile->x + v * tile->vx + dx / 2;
		float y = tile->y + v * tile->vy + dy / 2;
		int32_t along = (int32_t)(dx * 65536);
		int32_t down = (int32_t)(dy * 65536);
		uint32_t at_x = (uint32_t)(x * 65536);
		uint32_t at_y = (uint32_t)(y * 65536);

		for (unsigned column = 0; column < columns; column++)
			for (unsigned i = 0; i < fine; i++) {
				sum[column] += sample_inside(photo, at_x, at_y);
				at_x += (uint32_t)along;
				at_y += (uint32_t)down;
			}
	}
	for (unsigned column = 0; column < columns; column++)
		out[column] = (uint8_t)((sum[column] + samples / 2) / samples);
}

static uint8_t pixel(const struct ph_image *photo, const struct tile *tile,
	unsigned column, unsigned row, unsigned fine)
{
	float sum = 0, step = 1 / (float)fine;

	for (unsigned j = 0; j < fine; j++) {
		float v = (float)row + ((float)j + 0.5f) * step;
		float x = tile->x + v * tile->vx, y = tile->y + v * tile->vy;
		float dx = tile->ux + v * tile->wx,
		      dy = tile->uy + v * tile->wy;

		for (unsigned i = 0; i < fine; i++) {
			float u = (float)column + ((float)i + 0.5f) * step;

			sum += ph_image_sample(photo, x + u * dx, y + u * dy);
		}
	}
	return (uint8_t)(sum * step * step + 0.5f);
}

static void fill_tile(struct ph_image *out, const struct ph_image *photo,
	const struct tile *tile, unsigned left, unsigned top)
{
	unsigned fine = fineness(tile);
	unsigned rows = out->height - top < TILE ? out->height - top : TILE;
	unsigned columns = out->width - left < TILE ? out->width - left : TILE;
	bool inside = is_inside(photo, tile);

	for (unsigned row = 0; row < rows; row++) {
		uint8_t *at =
			out->pixels + (size_t)(top + row) * out->width + left;

		if (inside)
			fill_inside(at, photo, tile, row, columns, fine);
		for (unsigned column = 0; !inside && column < columns; column++)
			at[column] = pixel(photo, tile, column, row, fine);
	}
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
