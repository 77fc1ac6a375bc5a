/* SPDX-License-Identifier: MIT */
#include <phieu/image.h>
#include <phieu/list.h>

#include <string.h>

/* Sums of columns; 256 rows of 255 are the most that fits. */
static void add_row(
	uint16_t *restrict sum, const uint8_t *restrict in, size_t width)
{
	for (size_t x = 0; x < width; x++)
		sum[x] = (uint16_t)(sum[x] + in[x]);
}

/* Inlined with a factor that is known, which makes the division cheap. */
static inline void take_means(uint8_t *restrict out, unsigned width,
	const uint16_t *restrict sum, unsigned factor)
{
	unsigned area = factor * factor;

	for (unsigned x = 0; x < width; x++) {
		unsigned all = area / 2;

		for (unsigned u = 0; u < factor; u++)
			all += sum[(size_t)x * factor + u];
		out[x] = (uint8_t)(all / area);
	}
}

static void take_row(
	uint8_t *out, unsigned width, const uint16_t *sum, unsigned factor)
{
	switch (factor) {
	case 2:
		take_means(out, width, sum, 2);
		break;
	case 3:
		take_means(out, width, sum, 3);
		break;
	case 4:
		take_means(out, width, sum, 4);
		break;
	default:
		take_means(out, width, sum, factor);
	}
}

bool ph_image_shrink(
	struct ph_image *out, const struct ph_image *in, unsigned factor)
{
	size_t width = in->width;
	uint16_t *sum = ph_alloc(width + 1, sizeof(*sum));

	if (!factor || factor > 256)
		factor = factor ? 256 : 1;
	if (!sum
		|| !ph_image_make(
			out, in->width / factor, in->height / factor)) {
		free(sum);
		return false;
	}
	for (unsigned y = 0; y < out->height; y++) {
		memset(sum, 0, width * sizeof(*sum));
		for (unsigned v = 0; v < factor; v++)
			add_row(sum,
				in->pixels + ((size_t)y * factor + v) * width,
				width);
		take_row(out->pixels + (size_t)y * out->width, out->width, sum,
			factor);
	}
	free(sum);
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
