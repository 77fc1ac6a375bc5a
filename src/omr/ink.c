/* SPDX-License-Identifier: MIT */
#include "marks.h"

#include <phieu/list.h>

#include <math.h>

/* The paper around a box that its inside is compared with. */
static const double ring_mm = 1.3;

enum {
	STRAIGHT = 3, /* weights of the chamfer distance (Borgefors 1986) */
	DIAGONAL = 4,
};

static void tone(struct ph_ink *ink, const struct ph_canvas *canvas,
	struct ph_area area, uint32_t counts[256])
{
	double dark = 0, rest = 0, inked = 0, all = 0;

	for (unsigned y = area.top; y < area.bottom; y++)
		for (unsigned x = area.left; x < area.right; x++) {
			size_t at = (size_t)y * canvas->width + x;
			double d = ph_darkness(canvas->dark[at]);

			counts[canvas->dark[at]]++;
			all++;
			if (canvas->label[at]) {
				inked++;
				dark += d;
			} else {
				rest += d;
			}
		}
	ink->cover = all > 0 ? inked / all : 0;
	ink->depth = inked > 0 ? dark / inked : 0;
	ink->faint = all > inked ? rest / (all - inked) : 0;
}

static unsigned least_of(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* The mean darkness inside against the median just outside: a box shaded too
 * lightly for strokes to show. */
static void see_tint(struct ph_ink *ink, const struct ph_frame *frame)
{
	const struct ph_canvas *canvas = frame->canvas;
	const double *out = frame->out;
	double far = ring_mm * canvas->scale, sum = 0, inside = 0;
	struct ph_area area = ph_area_of(canvas, out[PH_SIDE_LEFT] - far,
		out[PH_SIDE_TOP] - far, out[PH_SIDE_RIGHT] + far,
		out[PH_SIDE_BOTTOM] + far);
	uint32_t counts[256] = { 0 }, around = 0, below = 0;
	int middle = 0;

	for (unsigned y = area.top; y < area.bottom; y++)
		for (unsigned x = area.left; x < area.right; x++) {
			size_t at = (size_t)y * canvas->width + x;

			if (ph_frame_holds(frame, x, y)) {
				sum += canvas->broad[at];
				inside++;
			} else if (!canvas->role[at]) {
				counts[canvas->broad[at]]++;
				around++;
			}
		}
	while (middle < 255 && 2 * (below + counts[middle]) < around)
		below += counts[middle++];
	ink->tint = inside > 0 ? (sum / inside - middle) / PH_DARK_ONE : 0;
}

/* One pass of the chamfer distance from what is dark and from the rim. */
static void sweep(uint16_t *far, unsigned width, unsigned height, bool back)
{
	size_t count = (size_t)width * height;
	ptrdiff_t row = back ? (ptrdiff_t)width : -(ptrdiff_t)width;
	ptrdiff_t side = back ? 1 : -1;

	for (size_t k = 0; k < count; k++) {
		size_t at = back ? count - 1 - k : k;
		unsigned x = (unsigned)(at % width), y = (unsigned)(at / width);
		const uint16_t *p = far + at;
		unsigned slanted, straight;

		if (!*p)
			continue;
		if (!x || !y || x + 1 == width || y + 1 == height) {
			far[at] = STRAIGHT;
			continue;
		}
		slanted = least_of(p[row - 1], p[row + 1]) + DIAGONAL;
		straight = least_of(p[side], p[row]) + STRAIGHT;
		far[at] = (uint16_t)least_of(*p, least_of(slanted, straight));
	}
}

/* The radius of the largest white spot inside, mm. White is what is less than
 * half as dark as the darker part of the box, so that the gaps of a hatching
 * show through blur. */
static bool find_hole(struct ph_ink *ink, const struct ph_canvas *canvas,
	struct ph_area area, const uint32_t counts[256])
{
	unsigned width = area.right - area.left;
	unsigned height = area.bottom - area.top, most = 0;
	size_t count = (size_t)width * height;
	double sum = 0, limit;
	int dark = 255;
	uint16_t *far;

	while (dark > 0 && sum < 0.25 * (double)count)
		sum += counts[dark--];
	limit = fmax(canvas->low, PH_DARK_ZERO + (dark - PH_DARK_ZERO) * 0.5);
	if (!count)
		return true;
	far = ph_alloc(count, sizeof(*far));
	if (!far)
		return false;
	for (size_t i = 0; i < count; i++) {
		size_t at = (area.top + i / width) * (size_t)canvas->width
			    + area.left + i % width;

		far[i] = canvas->dark[at] < limit ? UINT16_MAX / 2 : 0;
	}
	sweep(far, width, height, false);
	sweep(far, width, height, true);
	for (size_t i = 0; i < count; i++)
		most = most > far[i] ? most : far[i];
	ink->hole = most / (double)STRAIGHT / canvas->scale;
	free(far);
	return true;
}

/* ---- the outline ---- */

/* The median over a side of the darkest pixel across it. */
static double side_darkness(
	const struct ph_canvas *canvas, struct ph_area area, bool across)
{
	uint8_t peaks[256];
	size_t count = 0;
	unsigned from = across ? area.left : area.top;
	unsigned to = across ? area.right : area.bottom;
	unsigned low = across ? area.top : area.left;
	unsigned high = across ? area.bottom : area.right;

	for (unsigned i = from; i < to && count < sizeof(peaks); i++) {
		uint8_t peak = 0;

		for (unsigned j = low; j < high; j++) {
			size_t at = across ? (size_t)j * canvas->width + i
					   : (size_t)i * canvas->width + j;

			peak = peak > canvas->dark[at] ? peak
						       : canvas->dark[at];
		}
		peaks[count++] = peak;
	}
	if (!count)
		return 0;
	return ph_darkness(ph_median_byte(peaks, count));
}

static void see_outline(struct ph_ink *ink, const struct ph_frame *frame)
{
	double weakest = INFINITY, sum = 0, strongest = 0;

	for (enum ph_side i = 0; i < PH_SIDES; i++) {
		bool across = i == PH_SIDE_TOP || i == PH_SIDE_BOTTOM;
		double near = fmin(frame->in[i], frame->out[i]);
		double far = fmax(frame->in[i], frame->out[i]);
		const double *in = frame->in;
		double dark = side_darkness(frame->canvas,
			across ? ph_area_of(frame->canvas, in[PH_SIDE_LEFT],
				near, in[PH_SIDE_RIGHT], far)
			       : ph_area_of(frame->canvas, near,
				       in[PH_SIDE_TOP], far,
				       in[PH_SIDE_BOTTOM]),
			across);

		weakest = fmin(weakest, dark);
		strongest = fmax(strongest, dark);
		sum += dark;
	}
	/* The median of four. */
	ink->line = (sum - weakest - strongest) / 2;
	ink->seen = weakest;
}

/* ---- all of it ---- */

static void look_at(struct ph_ink *ink, const struct ph_frame *frame,
	const struct ph_shares *shares, size_t box, const bool *homely)
{
	ph_ink_near(ink, frame, shares, box);
	ph_ink_loose(ink, frame, homely);
}

static bool look_around(struct ph_ink *inks, const struct ph_canvases *canvases,
	const struct ph_shares *shares)
{
	for (size_t i = 0; i < canvases->count; i++) {
		const struct ph_canvas *canvas = &canvases->at[i];
		bool *homely = ph_shares_homely(canvas, shares);

		if (!homely)
			return false;
		for (size_t j = 0; j < canvases->frame_count; j++)
			if (canvases->frames[j].canvas == canvas)
				look_at(&inks[j], &canvases->frames[j], shares,
					j, homely);
		free(homely);
	}
	return true;
}

bool ph_ink_measure(struct ph_ink *inks, const struct ph_canvases *canvases)
{
	PH_AUTO(ph_shares_release) struct ph_shares shares = { 0 };

	for (size_t i = 0; i < canvases->frame_count; i++) {
		const struct ph_frame *frame = &canvases->frames[i];
		struct ph_area area = ph_area_inside(frame);
		uint32_t counts[256] = { 0 };

		inks[i] = (struct ph_ink){ 0 };
		inks[i].least = ph_darkness(frame->canvas->low);
		tone(&inks[i], frame->canvas, area, counts);
		if (!ph_shares_count(&shares, frame->canvas, area, i)
			|| !find_hole(&inks[i], frame->canvas, area, counts)
			|| !ph_faint_find(&inks[i], frame->canvas, area.left,
				area.top, area.right, area.bottom))
			return false;
		see_tint(&inks[i], frame);
		see_outline(&inks[i], frame);
		ph_ink_circle(&inks[i], frame);
	}
	ph_shares_settle(inks, canvases->frames, &shares);
	return look_around(inks, canvases, &shares);
}
