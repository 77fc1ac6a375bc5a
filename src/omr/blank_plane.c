/* SPDX-License-Identifier: MIT */
#include "blank_internal.h"

#include <phieu/list.h>

#include <math.h>

enum {
	DARKEST = -120,
	LIGHTEST = 60,
	GAIN = 200, /* contrast 1 is this much */
	PIECE = 8,  /* pixels of a window between places mapped exactly */
	BLACK = 16, /* a photo's black is not 0 */
};
/* The paper's own light is the mean within this, mm: more than a letter, less
 * than a shadow's edge. */
static const double RADIUS = 3;
/* A patch of lesser spread than this has nothing to tell but noise. */
static const float FLAT = 5;

static int16_t contrast(float grey, float mean)
{
	float value = GAIN * (grey - mean) / (mean + BLACK);

	return (int16_t)(value < DARKEST    ? DARKEST
			 : value > LIGHTEST ? LIGHTEST
					    : value);
}

/* One row by the columns' sums over the rows around it. */
static void contrast_row(int16_t *out, const uint8_t *grey,
	const uint32_t *column, unsigned width, unsigned radius, unsigned rows)
{
	uint32_t sum = 0; /* 601² × 255 at most */
	unsigned area = 0;

	for (unsigned x = 0; x < radius && x < width; x++, area++)
		sum += column[x];
	for (unsigned x = 0; x < width; x++) {
		if (x + radius < width) {
			sum += column[x + radius];
			area++;
		}
		if (x > radius) {
			sum -= column[x - radius - 1];
			area--;
		}
		out[x] = contrast(grey[x], (float)sum / (float)(area * rows));
	}
}

static void add_row(
	uint32_t *column, const uint8_t *grey, unsigned width, bool add)
{
	if (add)
		for (unsigned x = 0; x < width; x++)
			column[x] += grey[x];
	else
		for (unsigned x = 0; x < width; x++)
			column[x] -= grey[x];
}

static void contrast_all(int16_t *out, const uint8_t *grey, unsigned width,
	unsigned height, unsigned radius, uint32_t *column)
{
	unsigned rows = 0;

	memset(column, 0, sizeof(*column) * width);
	for (unsigned y = 0; y < radius && y < height; y++, rows++)
		add_row(column, grey + (size_t)y * width, width, true);
	for (unsigned y = 0; y < height; y++) {
		if (y + radius < height) {
			add_row(column, grey + (size_t)(y + radius) * width,
				width, true);
			rows++;
		}
		if (y > radius) {
			add_row(column, grey + (size_t)(y - radius - 1) * width,
				width, false);
			rows--;
		}
		contrast_row(out + (size_t)y * width, grey + (size_t)y * width,
			column, width, radius, rows);
	}
}

static unsigned radius_at(double scale)
{
	return scale < 100 ? (unsigned)(RADIUS * scale + 0.5) : 300;
}

void ph_plane_contrast(int16_t *out, const uint8_t *grey, unsigned width,
	unsigned height, double scale)
{
	uint32_t column[PH_SEARCH_WINDOW + 1];

	if (width <= PH_SEARCH_WINDOW)
		contrast_all(
			out, grey, width, height, radius_at(scale), column);
}

bool ph_plane_make(
	struct ph_plane *plane, const struct ph_image *grey, double scale)
{
	size_t pixels;
	uint32_t *column = ph_alloc(grey->width + 1u, sizeof(*column));

	*plane = (struct ph_plane){ grey->width, grey->height, scale, NULL };
	if (ph_size_multiply(grey->width, grey->height, &pixels))
		plane->at = ph_alloc(pixels + 1, sizeof(*plane->at));
	if (column && plane->at)
		contrast_all(plane->at, grey->pixels, grey->width, grey->height,
			radius_at(scale), column);
	free(column);
	return column && plane->at;
}

void ph_plane_release(struct ph_plane *plane)
{
	free(plane->at);
	*plane = (struct ph_plane){ 0 };
}

/* ---- the photo ---- */

bool ph_shot_make(struct ph_shot *shot, const struct ph_image *photo)
{
	*shot = (struct ph_shot){ .level[0] = *photo, .levels = 1 };
	while (shot->levels < PH_SHOT_LEVELS) {
		const struct ph_image *last = &shot->level[shot->levels - 1];

		if (last->width < 128 || last->height < 128)
			break;
		if (!ph_image_shrink(&shot->level[shot->levels], last, 2))
			return false;
		shot->levels++;
	}
	return true;
}

void ph_shot_release(struct ph_shot *shot)
{
	for (unsigned i = 1; i < PH_SHOT_LEVELS; i++)
		ph_image_release(&shot->level[i]);
	*shot = (struct ph_shot){ 0 };
}

bool ph_shot_sees(const struct ph_shot *shot, struct ph_point at)
{
	return at.x >= 0 && at.y >= 0 && at.x < shot->level[0].width
	       && at.y < shot->level[0].height;
}

/* The level that is nearest to `scale` where the photo has `has` px/mm. */
static unsigned level_for(const struct ph_shot *shot, double has, double scale)
{
	unsigned level = 0;

	while (level + 1 < shot->levels && has > 1.5 * scale) {
		has /= 2;
		level++;
	}
	return level;
}

/* A piece of a row, from its two ends: short enough that perspective and mesh
 * are straight in it. How many of its pixels lie outside the photo. */
static unsigned sample_piece(const struct ph_shot *shot, unsigned level,
	struct ph_point from, struct ph_point to, unsigned count, uint8_t *out)
{
	float shrink = 1 / (float)(1u << level);
	double dx = (to.x - from.x) / count, dy = (to.y - from.y) / count;
	unsigned outside = 0;

	for (unsigned i = 0; i < count; i++) {
		struct ph_point at = { from.x + (i + 0.5) * dx,
			from.y + (i + 0.5) * dy };

		outside += !ph_shot_sees(shot, at);
		out[i] = (uint8_t)(ph_image_sample(&shot->level[level],
					   (float)at.x * shrink - 0.5f,
					   (float)at.y * shrink - 0.5f)
				   + 0.5f);
	}
	return outside;
}

bool ph_shot_window(const struct ph_shot *shot, const struct ph_warp *warp,
	double x, double y, unsigned width, unsigned height, double scale,
	uint8_t *out)
{
	unsigned level = level_for(shot,
		ph_warp_scale(
			warp, x + width / scale / 2, y + height / scale / 2),
		scale);
	size_t outside = 0;

	for (unsigned row = 0; row < height; row++) {
		double down = y + (row + 0.5) / scale;
		struct ph_point from = ph_warp_map(warp, x, down);

		for (unsigned left = 0; left < width; left += PIECE) {
			unsigned count =
				width - left < PIECE ? width - left : PIECE;
			struct ph_point to = ph_warp_map(
				warp, x + (left + count) / scale, down);

			outside +=
				sample_piece(shot, level, from, to, count, out);
			out += count;
			from = to;
		}
	}
	return outside * 20 <= (size_t)width * height;
}

/* ---- matching ---- */

struct patch {
	int16_t at[PH_SEARCH_SIDE_MAX * PH_SEARCH_SIDE_MAX];
	float spread; /* root of the sum of squares around the mean, a pixel */
	float mean;
};

static bool patch_cut(struct patch *patch, const struct ph_plane *blank,
	double x, double y, unsigned side)
{
	double left = floor(x * blank->scale + 0.5) - side / 2;
	double top = floor(y * blank->scale + 0.5) - side / 2;
	double sum = 0, squares = 0, area = (double)side * side;

	if (!(left >= 0) || !(top >= 0) || left + side > blank->width
		|| top + side > blank->height)
		return false;
	for (unsigned row = 0; row < side; row++) {
		const int16_t *from = blank->at
				      + ((size_t)top + row) * blank->width
				      + (size_t)left;

		for (unsigned i = 0; i < side; i++) {
			patch->at[row * side + i] = from[i];
			sum += from[i];
			squares += (double)from[i] * from[i];
		}
	}
	patch->mean = (float)(sum / area);
	patch->spread = (float)sqrt(
		fmax(squares / area - patch->mean * patch->mean, 0));
	return patch->spread > FLAT;
}

/* Sides are known here so that the compiler makes a few wide multiply-adds of
 * each row. */
static inline int32_t product(const int16_t *patch, const int16_t *window,
	unsigned side, unsigned stride)
{
	int32_t sum = 0;

	for (unsigned row = 0; row < side; row++)
		for (unsigned i = 0; i < side; i++)
			sum += (int32_t)patch[row * side + i]
			       * window[row * stride + i];
	return sum;
}

static int32_t product_of(const int16_t *patch, const int16_t *window,
	unsigned side, unsigned stride)
{
	switch (side) {
	case 16:
		return product(patch, window, 16, stride);
	case 24:
		return product(patch, window, 24, stride);
	case 32:
		return product(patch, window, 32, stride);
	case 40:
		return product(patch, window, 40, stride);
	default:
		return product(patch, window, side, stride);
	}
}

/* Sums of values and squares from the window's corner, with a border of 0. */
struct sums {
	int32_t value[(PH_SEARCH_WINDOW + 1) * (PH_SEARCH_WINDOW + 1)];
	int32_t square[(PH_SEARCH_WINDOW + 1) * (PH_SEARCH_WINDOW + 1)];
};

static void sums_make(struct sums *sums, const int16_t *window, unsigned size)
{
	unsigned stride = size + 1;

	memset(sums->value, 0, sizeof(int32_t) * stride);
	memset(sums->square, 0, sizeof(int32_t) * stride);
	for (unsigned y = 1; y <= size; y++) {
		int32_t value = 0, square = 0;

		sums->value[y * stride] = sums->square[y * stride] = 0;
		for (unsigned x = 1; x <= size; x++) {
			int32_t v = window[(y - 1) * size + x - 1];

			value += v;
			square += v * v;
			sums->value[y * stride + x] =
				value + sums->value[(y - 1) * stride + x];
			sums->square[y * stride + x] =
				square + sums->square[(y - 1) * stride + x];
		}
	}
}

static int32_t sum_in(const int32_t *sums, unsigned stride, unsigned x,
	unsigned y, unsigned n)
{
	return sums[(y + n) * stride + x + n] - sums[y * stride + x + n]
	       - sums[(y + n) * stride + x] + sums[y * stride + x];
}

enum {
	PLACES = 2 * PH_SEARCH_REACH_MAX + 1,
};

static void scores_make(float *scores, const struct patch *patch,
	const int16_t *window, const struct ph_search *search)
{
	struct sums sums;
	unsigned side = search->side, places = 2 * search->reach + 1;
	unsigned size = side + 2 * search->reach;
	float area = (float)(side * side);

	sums_make(&sums, window, size);
	for (unsigned y = 0; y < places; y++)
		for (unsigned x = 0; x < places; x++) {
			float mean =
				(float)sum_in(sums.value, size + 1, x, y, side)
				/ area;
			float square =
				(float)sum_in(sums.square, size + 1, x, y, side)
				/ area;
			float spread = sqrtf(fmaxf(square - mean * mean, 0));
			float both = (float)product_of(patch->at,
					     window + y * size + x, side, size)
					     / area
				     - mean * patch->mean;

			scores[y * places + x] =
				both / (patch->spread * fmaxf(spread, FLAT));
		}
}

/* The top of the parabola through three scores, −0.5 to 0.5 beside the
 * middle. */
static double top_of(float before, float middle, float after)
{
	float bend = before - 2 * middle + after;
	float at = bend < -1e-6f ? 0.5f * (before - after) / bend : 0;

	return at > -0.5f && at < 0.5f ? at : 0;
}

void ph_plane_match(struct ph_match *match, const struct ph_plane *blank,
	double x, double y, const struct ph_search *search,
	const int16_t *window)
{
	struct patch patch;
	float scores[PLACES * PLACES];
	unsigned places = 2 * search->reach + 1, best = 0;
	/* Another place: more than 1.25 mm, or 2 pixels, off. */
	int apart = (int)fmax(1.25 * blank->scale, 2);

	*match = (struct ph_match){ 0 };
	if (search->side > PH_SEARCH_SIDE_MAX
		|| search->reach > PH_SEARCH_REACH_MAX
		|| search->side + 2 * search->reach > PH_SEARCH_WINDOW
		|| !patch_cut(&patch, blank, x, y, search->side))
		return;
	scores_make(scores, &patch, window, search);
	for (unsigned i = 1; i < places * places; i++)
		if (scores[i] > scores[best])
			best = i;
	match->score = scores[best];
	for (unsigned i = 0; i < places * places; i++)
		if ((abs((int)(i % places) - (int)(best % places)) > apart
			    || abs((int)(i / places) - (int)(best / places))
				       > apart)
			&& scores[i] > match->second)
			match->second = scores[i];
	match->dx = (int)(best % places) - (int)search->reach;
	match->dy = (int)(best / places) - (int)search->reach;
	if (best % places && best % places + 1 < places)
		match->dx += top_of(
			scores[best - 1], scores[best], scores[best + 1]);
	if (best / places && best / places + 1 < places)
		match->dy += top_of(scores[best - places], scores[best],
			scores[best + places]);
	match->dx /= blank->scale;
	match->dy /= blank->scale;
}
