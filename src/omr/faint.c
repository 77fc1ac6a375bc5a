/* SPDX-License-Identifier: MIT */
/*
 * Strokes too faint for any of their pixels to stand out: the best straight
 * piece of line inside a box, against what lies on both sides of it.
 */
#include "marks.h"

#include <phieu/list.h>

#include <math.h>

enum {
	TURNS = 12, /* directions over half a circle */
	STRIDE = 2, /* pixels between the places that are tried */
};
/* The piece's length, and how far beside it the paper is looked at: farther
 * than half the width of a pen's line and its blur. */
static const double length_mm = 2.0, beside_mm = 0.65;

/* The inside of a box, each pixel the mean of 3 × 3. */
struct inside {
	float *at;
	int width, height;
};

static void smooth(struct inside *inside, const struct ph_canvas *canvas,
	unsigned left, unsigned top)
{
	for (int y = 0; y < inside->height; y++)
		for (int x = 0; x < inside->width; x++) {
			const uint8_t *row =
				canvas->dark
				+ (top + (size_t)y - 1) * canvas->width + left
				+ (size_t)x - 1;
			unsigned sum = 0;

			for (int v = 0; v < 3; v++, row += canvas->width)
				sum += row[0] + row[1] + row[2];
			inside->at[y * inside->width + x] =
				(float)sum / (9.0f * PH_DARK_ONE);
		}
}

/* The mean along a piece around (x, y); false: it leaves the box. */
static bool mean_along(const struct inside *inside, double x, double y,
	double dx, double dy, int half, double *mean)
{
	double sum = 0;

	if (!(x - fabs(dx) * half >= 0 && y - fabs(dy) * half >= 0
		    && x + fabs(dx) * half <= inside->width - 1
		    && y + fabs(dy) * half <= inside->height - 1))
		return false;
	for (int i = -half; i <= half; i++)
		sum += inside->at[(int)(y + i * dy + 0.5) * inside->width
				  + (int)(x + i * dx + 0.5)];
	*mean = sum / (2 * half + 1);
	return true;
}

/* How much darker a piece is than the darker of its two sides. */
static double contrast(const struct inside *inside, double x, double y,
	double dx, double dy, int half, double beside)
{
	double on, one, other;

	if (!mean_along(inside, x, y, dx, dy, half, &on)
		|| !mean_along(inside, x - dy * beside, y + dx * beside, dx, dy,
			half, &one)
		|| !mean_along(inside, x + dy * beside, y - dx * beside, dx, dy,
			half, &other))
		return 0;
	return on - fmax(one, other);
}

/* The spread of the paper's grain: half of the pixels differ from their
 * neighbours 0.65 mm away by less. Strokes are the other half at most. */
static double grain(const struct inside *inside, int away)
{
	size_t count = 0;
	double spread = 0;
	float *values = ph_alloc((size_t)inside->width * (size_t)inside->height,
		sizeof(*values));

	for (int y = 0; values && y < inside->height; y++)
		for (int x = 0; x + away < inside->width; x++) {
			const float *p = inside->at + y * inside->width + x;

			values[count++] = fabsf(p[0] - p[away]);
		}
	if (count)
		spread = ph_median_float(values, count);
	free(values);
	return spread;
}

bool ph_faint_find(struct ph_ink *ink, const struct ph_canvas *canvas,
	unsigned left, unsigned top, unsigned right, unsigned bottom)
{
	struct inside inside = { .width = (int)(right - left),
		.height = (int)(bottom - top) };
	int half = (int)(length_mm * canvas->scale / 2);
	double beside = beside_mm * canvas->scale;

	if (left < 1 || top < 1 || right + 1 >= canvas->width
		|| bottom + 1 >= canvas->height || right <= left
		|| bottom <= top)
		return true;
	inside.at = ph_alloc((size_t)inside.width * (size_t)inside.height,
		sizeof(*inside.at));
	if (!inside.at)
		return false;
	smooth(&inside, canvas, left, top);
	for (int turn = 0; turn < TURNS; turn++) {
		double dx = cos(turn * M_PI / TURNS);
		double dy = sin(turn * M_PI / TURNS);

		for (int y = 0; y < inside.height; y += STRIDE)
			for (int x = 0; x < inside.width; x += STRIDE)
				ink->trace = fmax(
					ink->trace, contrast(&inside, x, y, dx,
							    dy, half, beside));
	}
	ink->grain = grain(&inside, (int)beside);
	free(inside.at);
	return true;
}
