/* SPDX-License-Identifier: MIT */
/*
 * Where a box's printed outline lies in a crop. Each side is judged by the
 * share of its length along which a dark line shows against what is just
 * outside, not by a mean: marks run over the outline, tables stand beside it,
 * shadows cross it, and each of them spoils a part of a side or one side.
 */
#include "omr_internal.h"

#include <phieu/list.h>

#include <math.h>

enum {
	LEFT,
	RIGHT,
	TOP,
	BOTTOM,
	SIDES,
};

/* Printed lines are 0.2 to 0.6 mm wide: the outer edge's line is dark
 * somewhere in this depth, mm … */
static const double LINE = 0.4;
/* … and what lies from here to there outside of it is paper, mm. Nearer, blur
 * reaches; further, other print begins. */
static const double OUTSIDE_FROM = 0.35, OUTSIDE_TO = 0.7;
/* Paper is seen within this distance of any line, mm. */
static const double PAPER = 1.3;
/* Contrast of line and outside from which a place counts, in deviations of the
 * paper's noise, and its bounds: thin lines in chat photos come to 0.15, under
 * glare to 0.05. Three times as much counts whole. */
static const double FAINT_NOISE = 3, FAINT_LEAST = 0.025, FAINT_MOST = 0.06;
static const float CLEAR = 3;
/* A crease moves a box as far as it likes: beyond this, mm, no place is less
 * likely than another. */
static const double PULL_REACH = 0.8;
/* Beyond the reach, mm: what judging a side at the edge of it needs. */
static const double RIM = 1.0;

void ph_trace_release(struct ph_trace *trace)
{
	free(trace->dark);
	for (int i = 0; i < SIDES; i++)
		free(trace->side[i]);
	*trace = (struct ph_trace){ 0 };
}

/* ---- darkness against local paper ---- */

/* The greatest within the radius along a row of values `step` apart. */
static void row_max(
	float *out, const float *in, size_t count, size_t step, size_t radius)
{
	for (size_t i = 0; i < count; i++) {
		size_t from = i > radius ? i - radius : 0;
		size_t to = i + radius < count ? i + radius : count - 1;
		float most = in[from * step];

		for (size_t k = from + 1; k <= to; k++)
			most = in[k * step] > most ? in[k * step] : most;
		out[i * step] = most;
	}
}

static void row_mean(
	float *out, const float *in, size_t count, size_t step, size_t radius)
{
	for (size_t i = 0; i < count; i++) {
		size_t from = i > radius ? i - radius : 0;
		size_t to = i + radius < count ? i + radius : count - 1;
		float sum = 0;

		for (size_t k = from; k <= to; k++)
			sum += in[k * step];
		out[i * step] = sum / (float)(to - from + 1);
	}
}

typedef void row_filter(
	float *out, const float *in, size_t count, size_t step, size_t radius);

/* Along rows, then along columns; `work` is as large as the plane. */
static void plane_filter(row_filter *filter, float *plane, float *work,
	unsigned width, unsigned height, size_t radius)
{
	for (unsigned y = 0; y < height; y++)
		filter(work + (size_t)y * width, plane + (size_t)y * width,
			width, 1, radius);
	for (unsigned x = 0; x < width; x++)
		filter(plane + x, work + x, height, width, radius);
}

static bool darken(struct ph_trace *trace, const struct ph_image *crop)
{
	size_t count = (size_t)crop->width * crop->height;
	size_t radius = (size_t)(PAPER * trace->scale);
	float *white = ph_alloc(count, 2 * sizeof(*white)), *work;

	trace->dark = ph_alloc(count, sizeof(*trace->dark));
	if (!white || !trace->dark) {
		free(white);
		return false;
	}
	work = white + count;
	for (size_t i = 0; i < count; i++)
		white[i] = crop->pixels[i];
	plane_filter(row_mean, white, work, crop->width, crop->height, 1);
	plane_filter(row_max, white, work, crop->width, crop->height, radius);
	plane_filter(row_mean, white, work, crop->width, crop->height, radius);
	for (size_t i = 0; i < count; i++) {
		float dark = 1 - crop->pixels[i] / fmaxf(white[i], 8);

		trace->dark[i] = dark > 0 ? dark : 0;
	}
	free(white);
	return true;
}

/* Most of a crop is bare paper: places a little apart differ by noise. */
static bool measure_noise(struct ph_trace *trace)
{
	size_t apart = (size_t)(0.4 * trace->scale) + 1, count = 0;
	size_t room = (size_t)trace->width * trace->height;
	float *steps = ph_alloc(room + 1, sizeof(*steps));
	double noise;

	if (!steps)
		return false;
	for (size_t i = 0; i + apart < room; i += 13)
		steps[count++] = fabsf(trace->dark[i] - trace->dark[i + apart]);
	/* A difference's median is 0.95 deviations. */
	noise = count ? ph_median_float(steps, count) / 0.95 : 0;
	free(steps);
	trace->faint =
		(float)fmin(fmax(FAINT_NOISE * noise, FAINT_LEAST), FAINT_MOST);
	return true;
}

/* ---- sides ---- */

/* How surely the outer edge of a side stands before pixel i of a row that runs
 * inward. */
static float edge_at(const struct ph_trace *trace, const float *row,
	ptrdiff_t step, ptrdiff_t i, ptrdiff_t count)
{
	ptrdiff_t deep = (ptrdiff_t)lround(LINE * trace->scale);
	ptrdiff_t near = (ptrdiff_t)lround(OUTSIDE_FROM * trace->scale);
	ptrdiff_t far = (ptrdiff_t)lround(OUTSIDE_TO * trace->scale);
	float line = 0, outside = 0, seen;

	if (deep < 1)
		deep = 1;
	if (far <= near)
		far = near + 1;
	if (i - far < 0 || i + deep > count)
		return 0;
	for (ptrdiff_t k = i; k < i + deep; k++)
		line = fmaxf(line, row[k * step]);
	for (ptrdiff_t k = i - far; k < i - near; k++)
		outside += row[k * step];
	seen = line - outside / (float)(far - near);
	return fminf(fmaxf((seen / trace->faint - 1) / (CLEAR - 1), 0), 1);
}

/* One side's evidence as running sums along the side: sum[x][y] over rows
 * 0 … y − 1 for left and right; over columns for top and bottom. The plane has
 * one row or column more than the crop. */
static bool sum_side(struct ph_trace *trace, int side, const float *smooth)
{
	ptrdiff_t width = trace->width, height = trace->height;
	bool upright = side == LEFT || side == RIGHT;
	bool far = side == RIGHT || side == BOTTOM;
	ptrdiff_t across = upright ? width : height;
	ptrdiff_t along = upright ? height : width;
	ptrdiff_t across_step = upright ? 1 : width;
	ptrdiff_t along_step = upright ? width : 1;
	float *sum =
		ph_alloc((size_t)across * (size_t)(along + 1), sizeof(*sum));

	trace->side[side] = sum;
	if (!sum)
		return false;
	for (ptrdiff_t k = 0; k < along; k++) {
		const float *row = smooth + k * along_step
				   + (far ? (across - 1) * across_step : 0);
		ptrdiff_t step = far ? -across_step : across_step;

		/* The far sides' edge stands after its pixel. */
		for (ptrdiff_t i = 0; i < across; i++) {
			ptrdiff_t place = far ? across - 1 - i : i;
			float *at = sum + place * (along + 1) + k;

			at[1] = at[0] + edge_at(trace, row, step, i, across);
		}
	}
	return true;
}

static bool sum_sides(struct ph_trace *trace)
{
	size_t count = (size_t)trace->width * trace->height;
	float *smooth = ph_alloc(count, sizeof(*smooth));
	size_t width = trace->width, height = trace->height;
	bool made = smooth;

	/* Noise is averaged along the side, never across it. */
	for (size_t x = 0; x < width && made; x++)
		row_mean(smooth + x, trace->dark + x, height, width, 1);
	made = made && sum_side(trace, LEFT, smooth)
	       && sum_side(trace, RIGHT, smooth);
	for (size_t y = 0; y < height && made; y++)
		row_mean(smooth + y * width, trace->dark + y * width, width, 1,
			1);
	made = made && sum_side(trace, TOP, smooth)
	       && sum_side(trace, BOTTOM, smooth);
	free(smooth);
	return made;
}

bool ph_trace_make(struct ph_trace *trace, const struct ph_image *photo,
	const struct ph_placement *placement, const struct ph_form_item *item,
	double reach, double px_per_mm, struct ph_error *err)
{
	PH_AUTO(ph_image_release) struct ph_image crop = { 0 };
	double rim = reach + RIM;

	*trace = (struct ph_trace){
		.scale = px_per_mm,
		.x = item->x - rim,
		.y = item->y - rim,
		.w = item->w,
		.h = item->h,
	};
	if (!ph_omr_flatten(&crop, photo, placement, trace->x, trace->y,
		    item->w + 2 * rim, item->h + 2 * rim, px_per_mm, err))
		return false;
	trace->width = crop.width;
	trace->height = crop.height;
	if (darken(trace, &crop) && measure_noise(trace) && sum_sides(trace))
		return true;
	ph_trace_release(trace);
	return ph_error_memory(err);
}

/* ---- searching ---- */

/* The share of a side that shows when the box's corner lies at a pixel. */
static float side_share(
	const struct ph_trace *trace, int side, long x, long y, long w, long h)
{
	bool upright = side == LEFT || side == RIGHT;
	long across = upright ? (long)trace->width : (long)trace->height;
	long along = upright ? (long)trace->height : (long)trace->width;
	long place = side == LEFT    ? x
		     : side == RIGHT ? x + w - 1
		     : side == TOP   ? y
				     : y + h - 1;
	long from = upright ? y : x, to = from + (upright ? h : w);
	const float *sum;

	if (place < 0 || place >= across || from < 0 || to > along
		|| to <= from)
		return 0;
	sum = trace->side[side] + place * (along + 1);
	return (sum[to] - sum[from]) / (float)(to - from);
}

static float score_at(const struct ph_trace *trace, long x, long y)
{
	long w = lround(trace->w * trace->scale);
	long h = lround(trace->h * trace->scale);
	float sum = 0;

	for (int side = 0; side < SIDES; side++)
		sum += side_share(trace, side, x, y, w, h);
	return sum / SIDES;
}

/* The median darkness along a side, `depth` pixels inward from its outer edge:
 * a mark across the side is not the side. */
static float median_along(const struct ph_trace *trace, int side, double x,
	double y, double depth)
{
	enum {
		SAMPLES = 31,
	};
	float values[SAMPLES];
	double w = trace->w * trace->scale, h = trace->h * trace->scale;

	for (int i = 0; i < SAMPLES; i++) {
		double along = 0.1 + 0.8 * i / (SAMPLES - 1);
		double px = side == LEFT    ? x + depth
			    : side == RIGHT ? x + w - depth
					    : x + along * w;
		double py = side == TOP      ? y + depth
			    : side == BOTTOM ? y + h - depth
					     : y + along * h;
		bool inside = px >= 0 && py >= 0 && px < trace->width
			      && py < trace->height;

		values[i] = inside ? trace->dark[(size_t)py * trace->width
						 + (size_t)px]
				   : 0;
	}
	return ph_median_float(values, SAMPLES);
}

/* How deep inside its place the line's middle lies, pixels; false: no line. */
static bool line_depth(const struct ph_trace *trace, int side, double x,
	double y, double *depth)
{
	double reach = 0.7 * trace->scale, sum = 0, moment = 0;
	float least = 1;

	for (double d = -reach; d <= reach + LINE * trace->scale; d += 0.5)
		least = fminf(least, median_along(trace, side, x, y, d));
	for (double d = -reach; d <= reach + LINE * trace->scale; d += 0.5) {
		double over = median_along(trace, side, x, y, d) - least
			      - trace->faint;

		if (over > 0) {
			sum += over * over;
			moment += over * over * d;
		}
	}
	*depth = sum > 0 ? moment / sum : 0;
	return sum > 0;
}

/* Opposite sides' lines are equally wide: half the difference of their depths
 * is how far the box lies off, below a pixel. */
static double between(
	const struct ph_trace *trace, int near, int far, double x, double y)
{
	double a, b;
	bool both = line_depth(trace, near, x, y, &a)
		    && line_depth(trace, far, x, y, &b);

	return both ? fmax(fmin((a - b) / 2, 2), -2) : 0;
}

struct ph_trace_place ph_trace_search(const struct ph_trace *trace,
	const struct ph_form_item *item, double reach, double pull)
{
	struct ph_trace_place best = { .score = 0 };
	double home_x = (item->x - trace->x) * trace->scale;
	double home_y = (item->y - trace->y) * trace->scale;
	long radius = lround(reach * trace->scale);
	long x0 = lround(home_x), y0 = lround(home_y), bx = x0, by = y0;
	double worth = -1, apart = trace->scale;
	double x, y;

	for (long dy = -radius; dy <= radius; dy++)
		for (long dx = -radius; dx <= radius; dx++) {
			float score = score_at(trace, x0 + dx, y0 + dy);
			double off =
				hypot((double)dx, (double)dy) / trace->scale;

			double paid = score - pull * fmin(off, PULL_REACH);

			if (paid > worth) {
				worth = paid;
				best.score = score;
				bx = x0 + dx;
				by = y0 + dy;
			}
		}
	for (long dy = -radius; dy <= radius; dy++)
		for (long dx = -radius; dx <= radius; dx++)
			if (hypot((double)(x0 + dx - bx),
				    (double)(y0 + dy - by))
				>= apart)
				best.rival = fmaxf(best.rival,
					score_at(trace, x0 + dx, y0 + dy));
	x = (double)bx;
	y = (double)by;
	x += between(trace, LEFT, RIGHT, x, y);
	y += between(trace, TOP, BOTTOM, x, y);
	best.shift.x = (x - home_x) / trace->scale;
	best.shift.y = (y - home_y) / trace->scale;
	return best;
}
