/* SPDX-License-Identifier: MIT */
/*
 * Corners (Shi & Tomasi 1994) with histograms of gradients around them (Lowe
 * 2004, compared by their roots: Arandjelović & Zisserman 2012). Print knows
 * two directions, along the lines and across them: the angle of a corner is
 * that of the print around it, modulo a right angle, which holds where the
 * gradients of a single corner would not.
 */
#include "blank_internal.h"

#include <phieu/list.h>

#include <math.h>

enum {
	CELLS = 4,    /* a side of a descriptor */
	WAYS = 8,     /* directions told apart in a cell */
	SAMPLES = 20, /* a side */
	SPACING = 2,  /* pixels between samples */
	WIDE = 40,    /* pixels around whose print gives the angle */
	BUCKET = 16,  /* pixels; one or two corners in each */
	IN_BUCKET = 2,
};
/* The lesser eigenvalue of a corner's gradients: contrast 3 in 100. */
static const float WEAK = 40;

struct slopes {
	unsigned width, height;
	int16_t *x, *y;   /* of the smoothed contrast */
	float *corner;    /* the lesser eigenvalue */
	float *cos, *sin; /* sums over rectangles of |g|² e^(4iφ) */
};

static void slopes_release(struct slopes *slopes)
{
	free(slopes->x);
	free(slopes->y);
	free(slopes->corner);
	free(slopes->cos);
	free(slopes->sin);
}
PH_CLEANUP_VALUE(struct slopes, slopes_release)

/* Sobel's gradients: they smooth as much as letters need. */
static void find_slopes(struct slopes *slopes, const struct ph_plane *plane)
{
	size_t w = plane->width;

	for (size_t y = 1; y + 1 < plane->height; y++)
		for (size_t x = 1; x + 1 < w; x++) {
			const int16_t *a = plane->at + (y - 1) * w + x;
			const int16_t *b = a + w, *c = b + w;

			slopes->x[y * w + x] =
				(int16_t)((a[1] - a[-1] + 2 * (b[1] - b[-1])
						  + c[1] - c[-1])
					  / 4);
			slopes->y[y * w + x] =
				(int16_t)((c[-1] - a[-1] + 2 * (c[0] - a[0])
						  + c[1] - a[1])
					  / 4);
		}
}

static void find_corner_strength(struct slopes *slopes)
{
	size_t w = slopes->width;

	for (size_t y = 3; y + 3 < slopes->height; y++)
		for (size_t x = 3; x + 3 < w; x++) {
			int32_t xx = 0, xy = 0, yy = 0;
			float sum, difference;

			for (size_t v = y - 2; v <= y + 2; v++)
				for (size_t u = x - 2; u <= x + 2; u++) {
					int32_t gx = slopes->x[v * w + u];
					int32_t gy = slopes->y[v * w + u];

					xx += gx * gx;
					xy += gx * gy;
					yy += gy * gy;
				}
			sum = (float)xx + (float)yy;
			difference = (float)xx - (float)yy;
			slopes->corner[y * w + x] =
				(sum
					- sqrtf(difference * difference
						+ 4 * (float)xy * (float)xy))
				/ 50;
		}
}

/* Running sums of (gx + i gy)⁴ / |g|². */
static void find_directions(struct slopes *slopes)
{
	size_t w = slopes->width, stride = w + 1;

	for (size_t y = 0; y < slopes->height; y++) {
		float cos = 0, sin = 0;

		for (size_t x = 0; x < w; x++) {
			float gx = slopes->x[y * w + x];
			float gy = slopes->y[y * w + x];
			float re = gx * gx - gy * gy, im = 2 * gx * gy;
			float square = gx * gx + gy * gy + 1;

			cos += (re * re - im * im) / (square * 1024);
			sin += 2 * re * im / (square * 1024);
			slopes->cos[(y + 1) * stride + x + 1] =
				slopes->cos[y * stride + x + 1] + cos;
			slopes->sin[(y + 1) * stride + x + 1] =
				slopes->sin[y * stride + x + 1] + sin;
		}
	}
}

static bool slopes_make(struct slopes *slopes, const struct ph_image *grey)
{
	PH_AUTO(ph_plane_release) struct ph_plane plane = { 0 };
	size_t pixels = (size_t)grey->width * grey->height;
	size_t sums = ((size_t)grey->width + 1) * (grey->height + 1u);

	*slopes = (struct slopes){ grey->width, grey->height,
		ph_alloc(pixels, sizeof(int16_t)),
		ph_alloc(pixels, sizeof(int16_t)),
		ph_alloc(pixels, sizeof(float)), ph_alloc(sums, sizeof(float)),
		ph_alloc(sums, sizeof(float)) };
	/* The scale that makes the neighbourhood 9 pixels. */
	if (!slopes->x || !slopes->y || !slopes->corner || !slopes->cos
		|| !slopes->sin || !ph_plane_make(&plane, grey, 3))
		return false;
	find_slopes(slopes, &plane);
	find_corner_strength(slopes);
	find_directions(slopes);
	return true;
}

static float in_rectangle(const float *sums, size_t stride, size_t left,
	size_t top, size_t right, size_t bottom)
{
	return sums[bottom * stride + right] - sums[top * stride + right]
	       - sums[bottom * stride + left] + sums[top * stride + left];
}

static double direction(const struct slopes *slopes, size_t x, size_t y)
{
	size_t left = x > WIDE ? x - WIDE : 0, top = y > WIDE ? y - WIDE : 0;
	size_t right = x + WIDE < slopes->width ? x + WIDE : slopes->width;
	size_t bottom = y + WIDE < slopes->height ? y + WIDE : slopes->height;
	size_t stride = (size_t)slopes->width + 1;

	return atan2(in_rectangle(
			     slopes->sin, stride, left, top, right, bottom),
		       in_rectangle(
			       slopes->cos, stride, left, top, right, bottom))
	       / 4;
}

/* The direction of (x, y) in eighths of a turn, near enough: the same for all
 * four right angles. */
static float eighths(float x, float y)
{
	float across = fabsf(x), down = fabsf(y);
	float at = across >= down ? down / (across + 1e-6f)
				  : 2 - across / (down + 1e-6f);

	if (x < 0)
		at = 4 - at;
	return y < 0 ? 8 - at : at;
}

/* Shares one sample among the cells and ways next to it. */
static void share(float *about, float column, float row, float way, float size)
{
	int c = (int)floorf(column), r = (int)floorf(row), w = (int)way;
	float u = column - (float)c, v = row - (float)r, t = way - (float)w;

	for (int i = 0; i < 4; i++) {
		int cell = c + (i & 1), line = r + (i >> 1);
		float part = size * (i & 1 ? u : 1 - u) * (i >> 1 ? v : 1 - v);
		float *ways = about + (line * CELLS + cell) * WAYS;

		if (cell < 0 || line < 0 || cell >= CELLS || line >= CELLS)
			continue;
		ways[w & 7] += part * (1 - t);
		ways[(w + 1) & 7] += part * t;
	}
}

static void describe(struct ph_landmark *corner, const struct slopes *slopes,
	double x, double y)
{
	float about[PH_LANDMARK_SIZE] = { 0 }, sum = 1e-3f;
	float c = (float)cos(corner->angle), s = (float)sin(corner->angle);

	for (int row = 0; row < SAMPLES; row++)
		for (int column = 0; column < SAMPLES; column++) {
			float u = ((float)column - (SAMPLES - 1) / 2.0f)
				  * SPACING;
			float v = ((float)row - (SAMPLES - 1) / 2.0f) * SPACING;
			int px = (int)lroundf((float)x + c * u - s * v);
			int py = (int)lroundf((float)y + s * u + c * v);
			float gx, gy;

			if (px < 0 || py < 0 || px >= (int)slopes->width
				|| py >= (int)slopes->height)
				continue;
			gx = slopes->x[(size_t)py * slopes->width + (size_t)px];
			gy = slopes->y[(size_t)py * slopes->width + (size_t)px];
			share(about,
				((float)column + 0.5f) * CELLS / SAMPLES - 0.5f,
				((float)row + 0.5f) * CELLS / SAMPLES - 0.5f,
				eighths(c * gx + s * gy, c * gy - s * gx),
				fminf(hypotf(gx, gy), 60));
		}
	for (int i = 0; i < PH_LANDMARK_SIZE; i++)
		sum += about[i];
	for (int i = 0; i < PH_LANDMARK_SIZE; i++)
		corner->about[i] = (int16_t)(sqrtf(about[i] / sum) * 1000);
}

/* A corner, and how strong it is. */
struct peak {
	unsigned x, y;
	float strength;
};

static bool is_top(const struct slopes *slopes, size_t x, size_t y)
{
	float own = slopes->corner[y * slopes->width + x];

	for (size_t v = y - 2; v <= y + 2; v++)
		for (size_t u = x - 2; u <= x + 2; u++)
			if (slopes->corner[v * slopes->width + u] > own)
				return false;
	return true;
}

/* The strongest of a bucket; how many. */
static unsigned peaks_in(struct peak *peaks, const struct slopes *slopes,
	unsigned left, unsigned top)
{
	unsigned found = 0;

	for (unsigned y = top; y < top + BUCKET && y + 8 < slopes->height; y++)
		for (unsigned x = left;
			x < left + BUCKET && x + 8 < slopes->width; x++) {
			float own =
				slopes->corner[(size_t)y * slopes->width + x];
			unsigned at = found;

			if (x < 8 || y < 8 || own < WEAK
				|| !is_top(slopes, x, y))
				continue;
			while (at > 0 && peaks[at - 1].strength < own)
				at--;
			if (at == IN_BUCKET)
				continue;
			if (found < IN_BUCKET)
				found++;
			memmove(peaks + at + 1, peaks + at,
				(found - at - 1) * sizeof(*peaks));
			peaks[at] = (struct peak){ x, y, own };
		}
	return found;
}

static int by_strength(const void *a, const void *b)
{
	const struct peak *one = a, *two = b;

	return (one->strength < two->strength)
	       - (one->strength > two->strength);
}

static bool add_corners(struct ph_landmarks *corners,
	const struct slopes *slopes, const struct peak *peaks, size_t count,
	double scale)
{
	for (size_t i = 0; i < count; i++) {
		struct ph_landmark *corner = ph_list_push(corners);

		if (!corner)
			return false;
		corner->x = (peaks[i].x + 0.5) / scale;
		corner->y = (peaks[i].y + 0.5) / scale;
		corner->scale = scale;
		corner->angle = direction(slopes, peaks[i].x, peaks[i].y);
		describe(corner, slopes, peaks[i].x, peaks[i].y);
	}
	return true;
}

bool ph_landmarks_find(struct ph_landmarks *corners,
	const struct ph_image *grey, double scale, size_t most)
{
	PH_AUTO(slopes_release) struct slopes slopes = { 0 };
	size_t across = grey->width / BUCKET + 1u, count = 0;
	size_t down = grey->height / BUCKET + 1u;
	struct peak *peaks;
	bool done;

	if (grey->width < 2 * BUCKET || grey->height < 2 * BUCKET)
		return true;
	peaks = ph_alloc(across * down, IN_BUCKET * sizeof(*peaks));
	done = peaks && slopes_make(&slopes, grey);
	for (unsigned y = 0; done && y < grey->height; y += BUCKET)
		for (unsigned x = 0; x < grey->width; x += BUCKET)
			count += peaks_in(peaks + count, &slopes, x, y);
	if (done) {
		qsort(peaks, count, sizeof(*peaks), by_strength);
		done = add_corners(corners, &slopes, peaks,
			count < most ? count : most, scale);
	}
	free(peaks);
	return done;
}
