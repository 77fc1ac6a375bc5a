/* SPDX-License-Identifier: MIT */
#include <phieu/image.h>
#include <phieu/list.h>

#include <string.h>

static void shrink_row(uint8_t *out, unsigned width, const uint8_t *in,
	size_t stride, unsigned factor)
{
	unsigned area = factor * factor;

	for (unsigned x = 0; x < width; x++) {
		const uint8_t *block = in + (size_t)x * factor;
		unsigned sum = area / 2;

		for (unsigned v = 0; v < factor; v++)
			for (unsigned u = 0; u < factor; u++)
				sum += block[v * stride + u];
		out[x] = (uint8_t)(sum / area);
	}
}

/* The same for the factor nearly always asked for: 4 times as fast. */
static void halve_row(
	uint8_t *out, unsigned width, const uint8_t *in, size_t stride)
{
	const uint8_t *below = in + stride;

	for (unsigned x = 0; x < width; x++)
		out[x] = (uint8_t)((in[2 * x] + in[2 * x + 1] + below[2 * x]
					   + below[2 * x + 1] + 2)
				   >> 2);
}

bool ph_image_shrink(
	struct ph_image *out, const struct ph_image *in, unsigned factor)
{
	if (!factor || factor > 256) /* 256² × 255 is the most that sums up */
		factor = factor ? 256 : 1;
	if (!ph_image_make(out, in->width / factor, in->height / factor))
		return false;
	for (unsigned y = 0; y < out->height; y++) {
		uint8_t *row = out->pixels + (size_t)y * out->width;
		const uint8_t *from =
			in->pixels + (size_t)y * factor * in->width;

		if (factor == 2)
			halve_row(row, out->width, from, in->width);
		else
			shrink_row(row, out->width, from, in->width, factor);
	}
	return true;
}

/* One row twice as wide: centres of the new pixels lie a quarter beside those
 * of the old, so that weights are 3 : 1. Values stay times 4. */
static void widen(uint16_t *out, const uint8_t *in, unsigned width)
{
	for (unsigned x = 0; x < width; x++) {
		unsigned left = in[x ? x - 1 : 0];
		unsigned right = in[x + 1 < width ? x + 1 : x];

		out[2 * x] = (uint16_t)(3 * in[x] + left);
		out[2 * x + 1] = (uint16_t)(3 * in[x] + right);
	}
}

static void blend(
	uint8_t *out, const uint16_t *near, const uint16_t *far, unsigned width)
{
	for (unsigned x = 0; x < width; x++)
		out[x] = (uint8_t)((3 * near[x] + far[x] + 8) >> 4);
}

bool ph_image_double(struct ph_image *out, const struct ph_image *in)
{
	size_t wide = (size_t)in->width * 2;
	uint16_t *rows, *row[3];

	if (in->width > UINT32_MAX / 2 || in->height > UINT32_MAX / 2
		|| !ph_image_make(out, in->width * 2, in->height * 2))
		return false;
	rows = ph_alloc(3 * wide, sizeof(*rows));
	if (!rows) {
		ph_image_release(out);
		return false;
	}
	for (unsigned y = 0; y < in->height; y++) {
		/* The rows above, at and below y; each is widened once. */
		for (unsigned i = 0; i < 3; i++)
			row[i] = rows + (y + i) % 3 * wide;
		if (!y)
			widen(row[1], in->pixels, in->width);
		if (y + 1 < in->height)
			widen(row[2], in->pixels + (size_t)(y + 1) * in->width,
				in->width);
		blend(out->pixels + (size_t)y * 2 * wide, row[1],
			y ? row[0] : row[1], out->width);
		blend(out->pixels + ((size_t)y * 2 + 1) * wide, row[1],
			y + 1 < in->height ? row[2] : row[1], out->width);
	}
	free(rows);
	return true;
}
