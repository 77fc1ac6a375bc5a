/* SPDX-License-Identifier: MIT */
/* A picture made smaller by any factor: each pixel the mean of the area that
 * it covers, to a part of a pixel; columns first, then rows. */
#include <phieu/image.h>
#include <phieu/list.h>

#include <string.h>

/* What an output pixel covers of its input: `first` in part, then whole
 * pixels, then `last` in part. */
struct cover {
	unsigned first, last;
	float first_part, last_part;
};

static void cover_fill(struct cover *covers, unsigned to, unsigned from)
{
	for (unsigned i = 0; i < to; i++) {
		double begin = (double)i * from / to;
		double end = (double)(i + 1) * from / to;
		struct cover *c = &covers[i];

		c->first = (unsigned)begin;
		c->last = (unsigned)end < from ? (unsigned)end : from - 1;
		c->first_part = (float)(1 - (begin - c->first));
		c->last_part = (float)(end - c->last);
		if (c->first == c->last) {
			c->first_part = (float)(end - begin);
			c->last_part = 0;
		}
	}
}

static void row_add(float *sums, const uint8_t *row, unsigned width,
	const struct cover *covers, float part)
{
	for (unsigned x = 0; x < width; x++) {
		const struct cover *c = &covers[x];
		float sum = c->first_part * row[c->first];

		for (unsigned u = c->first + 1; u < c->last; u++)
			sum += row[u];
		if (c->last > c->first)
			sum += c->last_part * row[c->last];
		sums[x] += part * sum;
	}
}

static void fit_row(uint8_t *out, const struct ph_image *in,
	const struct cover *down, const struct cover *across, float *sums,
	unsigned width)
{
	float area = 0;

	memset(sums, 0, width * sizeof(*sums));
	for (unsigned y = down->first; y <= down->last; y++) {
		float part = y == down->first  ? down->first_part
			     : y == down->last ? down->last_part
					       : 1;

		if (part > 0)
			row_add(sums, in->pixels + (size_t)y * in->width, width,
				across, part);
		area += part;
	}
	area *= (float)in->width / (float)width;
	for (unsigned x = 0; x < width; x++) {
		float mean = sums[x] / area + 0.5f;

		out[x] = mean < 255 ? (uint8_t)mean : 255;
	}
}

bool ph_image_fit(struct ph_image *out, const struct ph_image *in,
	unsigned width, unsigned height)
{
	struct cover *across, *down;
	float *sums;
	bool fine;

	width = width < in->width ? width : in->width;
	height = height < in->height ? height : in->height;
	across = ph_alloc(width, sizeof(*across));
	down = ph_alloc(height, sizeof(*down));
	sums = ph_alloc(width, sizeof(*sums));
	fine = across && down && sums && ph_image_make(out, width, height);
	if (fine) {
		cover_fill(across, width, in->width);
		cover_fill(down, height, in->height);
	}
	for (unsigned y = 0; fine && y < height; y++)
		fit_row(out->pixels + (size_t)y * width, in, &down[y], across,
			sums, width);
	free(across);
	free(down);
	free(sums);
	return fine;
}
