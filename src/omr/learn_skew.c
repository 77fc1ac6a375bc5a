/* SPDX-License-Identifier: MIT */
/*
 * How far a blank was scanned askew: the angle at which the dark pixels, summed
 * along rows, make the sharpest profile (Postl 1986): text and rules alike
 * stand in rows.
 */
#include "learn_internal.h"

#include <math.h>

enum {
	COARSE_STEPS = 30, /* to each side, of 0.1° */
	FINE_STEPS = 9,    /* around the best, of 0.01° … 0.09° */
};

static const double pi = 3.14159265358979323846;
static const double profile_scale = 4; /* pixels a millimetre */
/* A profile less than 2 % sharper is no reason to resample the picture. */
static const double worth = 1.02;

struct dot {
	float x, y;
};

struct dots {
	PH_LIST(struct dot) list;
	unsigned height;
};

static bool find_dots(
	struct dots *dots, const struct ph_image *blank, unsigned factor)
{
	PH_AUTO(ph_image_release) struct ph_image small = { 0 };
	PH_AUTO(ph_image_release) struct ph_image binary = { 0 };
	size_t all;

	if (!ph_image_shrink(&small, blank, factor)
		|| !ph_image_threshold(&binary, &small, 12, 20))
		return false;
	dots->height = small.height;
	all = (size_t)small.width * small.height;
	for (size_t i = 0; i < all; i++) {
		struct dot *dot;

		if (binary.pixels[i])
			continue;
		dot = ph_list_push(&dots->list);
		if (!dot)
			return false;
		dot->x = (float)(i % small.width) - (float)small.width / 2;
		dot->y = (float)(i / small.width);
	}
	return true;
}

/* The sum of the squared steps of the profile at a slope. */
static double sharpness(const struct dots *dots, double degrees,
	uint32_t *profile, unsigned rows)
{
	float slope = (float)tan(degrees * pi / 180);
	float rise = (float)(rows - dots->height) / 2;
	const struct dot *dot;
	double sum = 0;

	for (unsigned y = 0; y < rows; y++)
		profile[y] = 0;
	ph_list_for (dot, &dots->list) {
		float y = dot->y - slope * dot->x + rise;

		if (y >= 0 && y < (float)rows)
			profile[(unsigned)y]++;
	}
	for (unsigned y = 1; y < rows; y++) {
		double step = (double)profile[y] - (double)profile[y - 1];

		sum += step * step;
	}
	return sum;
}

static double best_angle(
	const struct dots *dots, uint32_t *profile, unsigned rows)
{
	double best = 0, upright = sharpness(dots, 0, profile, rows);
	double most = upright * worth, from;

	for (int i = -COARSE_STEPS; i <= COARSE_STEPS; i++) {
		double now = sharpness(dots, i * 0.1, profile, rows);

		if (now > most) {
			most = now;
			best = i * 0.1;
		}
	}
	from = best;
	for (int i = -FINE_STEPS; i <= FINE_STEPS; i++) {
		double now = sharpness(dots, from + i * 0.01, profile, rows);

		if (now > most) {
			most = now;
			best = from + i * 0.01;
		}
	}
	return best;
}

static uint8_t sample(const struct ph_image *image, double x, double y)
{
	const uint8_t *at;
	double value;

	if (!(x >= 0) || !(y >= 0) || x >= image->width - 1.0
		|| y >= image->height - 1.0)
		return 255;
	at = image->pixels + (size_t)y * image->width + (size_t)x;
	x -= floor(x);
	y -= floor(y);
	value = (at[0] * (1 - x) + at[1] * x) * (1 - y)
		+ (at[image->width] * (1 - x) + at[image->width + 1] * x) * y;
	return (uint8_t)(value + 0.5);
}

/* About the centre. */
static bool turn(
	struct ph_image *out, const struct ph_image *in, double degrees)
{
	double c = cos(degrees * pi / 180), s = sin(degrees * pi / 180);
	double mid_x = (in->width - 1) / 2.0, mid_y = (in->height - 1) / 2.0;

	if (!ph_image_make(out, in->width, in->height))
		return false;
	for (unsigned y = 0; y < in->height; y++) {
		uint8_t *row = out->pixels + (size_t)y * in->width;
		double dy = y - mid_y;

		for (unsigned x = 0; x < in->width; x++) {
			double dx = x - mid_x;

			row[x] = sample(in, mid_x + c * dx - s * dy,
				mid_y + s * dx + c * dy);
		}
	}
	return true;
}

bool ph_omr_straighten(struct ph_image *turned, const struct ph_image *blank,
	double width_mm, struct ph_error *err)
{
	struct dots dots = { 0 };
	double degrees = 0, factor = blank->width / width_mm / profile_scale;
	uint32_t *profile = NULL;
	unsigned rows;
	bool fine;

	factor = factor > 1 && factor < 200 ? factor : 1;
	fine = find_dots(&dots, blank, (unsigned)factor);
	rows = dots.height + dots.height / 8 + 64;
	if (fine)
		profile = ph_alloc(rows, sizeof(*profile));
	if (profile)
		degrees = best_angle(&dots, profile, rows);
	fine = profile && (degrees == 0 || turn(turned, blank, degrees));
	ph_list_release(&dots.list);
	free(profile);
	return fine || ph_error_memory(err);
}
