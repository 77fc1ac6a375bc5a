/* SPDX-License-Identifier: MIT */
/*
 * Which regions are boxes. Each side is looked at along rays that go from the
 * inside outward: where the grey falls half-way from paper to line is the inner
 * edge, where it rises again the outer one. A box's inner edges are straight,
 * its line is thin, and nothing stands inside.
 */
#include "learn_internal.h"

#include <math.h>
#include <string.h>

enum {
	RAYS = 41,   /* a side */
	STEPS = 400, /* of a ray, at most */
	GREYS = 256,
};

/* All in millimetres. A line of a form is 0.15 to 0.8 wide; the modules of
 * corner tags, which can close in a square of paper too, are 1.0 and more. */
static const double line_most = 0.95;
static const double reach_out = 1.35;   /* how far a ray looks for paper */
static const double crooked_most = 0.2; /* of an inner edge, and half a pixel */
static const double bulge_most = 0.06;  /* of the shorter side */
static const double margin = 0.25;      /* inside that a line's blur may fill */
static const double speck_most = 0.12;  /* mm² of ink in an empty box */
static const double contrast_least = 14; /* grey levels of 255 */

/* One side: the direction outward, and the corner from which it runs. */
struct side {
	double x, y;             /* its first end, on the region's edge */
	double along_x, along_y; /* to its other end */
	double out_x, out_y;     /* one pixel outward */
};

struct edge {
	double inner, outer; /* pixels outward from the region's edge */
	double dark;         /* grey of the line */
};

/* Bilinear; pixel centres at .5; outside: the nearest pixel. */
static double sample(const struct ph_image *image, double x, double y)
{
	double right = image->width - 1.0, bottom = image->height - 1.0;
	const uint8_t *at;
	size_t left, top, to_right, below;

	x = fmin(fmax(x - 0.5, 0), right);
	y = fmin(fmax(y - 0.5, 0), bottom);
	left = (size_t)x;
	top = (size_t)y;
	to_right = left < (size_t)right ? 1 : 0;
	below = top < (size_t)bottom ? image->width : 0;
	at = image->pixels + top * image->width + left;
	x -= (double)left;
	y -= (double)top;
	return (at[0] * (1 - x) + at[to_right] * x) * (1 - y)
	       + (at[below] * (1 - x) + at[below + to_right] * x) * y;
}

static int by_size(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return (left > right) - (left < right);
}

static double middle(double *of, size_t count)
{
	qsort(of, count, sizeof(*of), by_size);
	return of[count / 2];
}

/* The grey of the paper inside: the median of the region's inner half. */
static double find_paper(
	const struct ph_image *image, const struct ph_region *region)
{
	unsigned w = region->right - region->left;
	unsigned h = region->bottom - region->top;
	size_t counts[GREYS] = { 0 }, all = 0, sum = 0;
	int grey = 0;

	for (unsigned y = region->top + h / 4; y < region->bottom - h / 4; y++)
		for (unsigned x = region->left + w / 4;
			x < region->right - w / 4; x++) {
			counts[image->pixels[(size_t)y * image->width + x]]++;
			all++;
		}
	for (; grey < GREYS - 1 && (sum += counts[grey]) <= all / 2; grey++)
		;
	return grey;
}

/* Where a profile passes `level` between two steps. */
static double pass(const double *grey, int i, double level)
{
	double change = grey[i] - grey[i - 1];

	return change == 0 ? i : i - 1 + (level - grey[i - 1]) / change;
}

/* One ray: false, no line there. Steps of half a pixel. */
static bool trace(struct edge *edge, const struct ph_sheet *sheet,
	const struct side *side, double t, double inside, double paper)
{
	double grey[STEPS], level;
	double x = side->x + side->along_x * t, y = side->y + side->along_y * t;
	int count = (int)((inside + reach_out * sheet->scale) * 2);
	int lowest = 0, at = 1, end = (int)((inside + sheet->scale) * 2);

	count = count < STEPS ? count : STEPS;
	end = end < count ? end : count;
	for (int i = 0; i < count; i++) {
		double out = i * 0.5 - inside;

		grey[i] = sample(&sheet->grey, x + side->out_x * out,
			y + side->out_y * out);
	}
	for (int i = 1; i < end; i++)
		lowest = grey[i] < grey[lowest] ? i : lowest;
	edge->dark = grey[lowest];
	if (paper - edge->dark < contrast_least)
		return false;
	level = (paper + edge->dark) / 2;
	while (at < count && grey[at] > level)
		at++;
	if (at >= count)
		return false;
	edge->inner = pass(grey, at, level) * 0.5 - inside;
	for (at++; at < count && grey[at] <= level; at++)
		;
	edge->outer =
		at < count ? pass(grey, at, level) * 0.5 - inside : HUGE_VAL;
	return true;
}

/* How much nearer to the inside a side's ends lie than its middle: little for
 * a box, also of rounded corners; a sixth of the width for the letter O. */
static double bulge(const double *inner, size_t count)
{
	double ends = 0, mid = 0;
	size_t part = count / 8, from = count / 2 - part;

	for (size_t i = 0; i < part; i++) {
		ends += inner[i] + inner[count - 1 - i];
		mid += inner[from + i] + inner[from + part + i];
	}
	return part ? (mid - ends) / (2.0 * (double)part) : 0;
}

/* A side from its rays: false when it is crooked, open or too thick. */
static bool measure_side(struct edge *edge, const struct ph_sheet *sheet,
	const struct side *side, double inside, double paper)
{
	double inner[RAYS], sorted[RAYS], outer[RAYS], dark[RAYS];
	double slack = crooked_most * sheet->scale + 0.5;
	size_t count = 0, straight = 0, closed = 0;

	for (int i = 0; i < RAYS; i++) {
		struct edge ray;
		double t = 0.1 + 0.8 * i / (RAYS - 1);

		if (!trace(&ray, sheet, side, t, inside, paper))
			continue;
		inner[count] = sorted[count] = ray.inner;
		dark[count++] = ray.dark;
		if (ray.outer - ray.inner <= line_most * sheet->scale)
			outer[closed++] = ray.outer;
	}
	if (count < RAYS * 9 / 10 || closed < RAYS * 6 / 10)
		return false;
	edge->inner = middle(sorted, count);
	edge->outer = middle(outer, closed);
	edge->dark = middle(dark, count);
	for (size_t i = 0; i < count; i++)
		straight += fabs(inner[i] - edge->inner) <= slack;
	return straight >= RAYS * 85 / 100
	       && bulge(inner, count) <= bulge_most * inside * 4 + 0.4;
}

/* Little or no ink inside, leaving out what the lines' blur may darken. */
static bool is_empty(const struct ph_sheet *sheet,
	const struct ph_region *region, double paper, double dark)
{
	const struct ph_image *image = &sheet->grey;
	unsigned cut = (unsigned)(margin * sheet->scale + 1.5);
	double level = paper - fmax(0.3 * (paper - dark), 10);
	size_t ink = 0;

	for (unsigned y = region->top + cut; y + cut < region->bottom; y++)
		for (unsigned x = region->left + cut; x + cut < region->right;
			x++)
			ink += image->pixels[(size_t)y * image->width + x]
			       < level;
	return (double)ink <= speck_most * sheet->scale * sheet->scale;
}

/* Does a line go on, straight beyond the end of one? */
static bool goes_on(const struct ph_sheet *sheet, double x, double y,
	double out_x, double out_y, double level)
{
	double from = 0.35 * sheet->scale + 0.5, to = sheet->scale + 0.5;
	int dark = 0, count = 0;

	for (double d = from; d <= to; d += 0.5, count++)
		dark += sample(&sheet->grey, x + out_x * d, y + out_y * d)
			< level;
	return count && dark >= count * 9 / 10;
}

/* Along each of the four lines, at both ends. */
static bool is_attached(const struct ph_sheet *sheet,
	const struct ph_outline *box, double level)
{
	double half = box->line / 2, s = sheet->scale;
	double left = box->x * s, right = (box->x + box->w) * s;
	double top = box->y * s, bottom = (box->y + box->h) * s;
	int going = 0;

	half *= s;
	going += goes_on(sheet, left, top + half, -1, 0, level);
	going += goes_on(sheet, left, bottom - half, -1, 0, level);
	going += goes_on(sheet, right, top + half, 1, 0, level);
	going += goes_on(sheet, right, bottom - half, 1, 0, level);
	going += goes_on(sheet, left + half, top, 0, -1, level);
	going += goes_on(sheet, right - half, top, 0, -1, level);
	going += goes_on(sheet, left + half, bottom, 0, 1, level);
	going += goes_on(sheet, right - half, bottom, 0, 1, level);
	return going >= 2;
}

bool ph_outline_measure(struct ph_outline *out, const struct ph_sheet *sheet,
	const struct ph_region *region)
{
	double l = region->left, t = region->top, r = region->right,
	       b = region->bottom, w = r - l, h = b - t;
	const struct side sides[] = {
		{ l, t, 0, h, -1, 0 },
		{ l, t, w, 0, 0, -1 },
		{ r, t, 0, h, 1, 0 },
		{ l, b, w, 0, 0, 1 },
	};
	double inside = fmin(w, h) / 4,
	       paper = find_paper(&sheet->grey, region);
	double dark = 0, line = 0;
	struct edge edges[4];

	for (int i = 0; i < 4; i++) {
		if (!measure_side(&edges[i], sheet, &sides[i], inside, paper))
			return false;
		dark += edges[i].dark / 4;
		line += (edges[i].outer - edges[i].inner) / 4;
	}
	if (!is_empty(sheet, region, paper, dark))
		return false;
	*out = (struct ph_outline){
		.x = (l - edges[0].outer) / sheet->scale,
		.y = (t - edges[1].outer) / sheet->scale,
		.w = (w + edges[0].outer + edges[2].outer) / sheet->scale,
		.h = (h + edges[1].outer + edges[3].outer) / sheet->scale,
		.line = line / sheet->scale,
	};
	out->attached = is_attached(sheet, out, (paper + dark) / 2);
	return true;
}
