/* SPDX-License-Identifier: MIT */
/* What stands outside a box. */
#include "marks.h"

#include <math.h>

/* How far outside a mark that touches a box is still looked at. */
static const double near_mm = 2.5;
/* How far beside a box a mark may be meant for it, and what is too tall for a
 * printed letter. */
static const double loose_mm = 9, letter_mm = 4.2;
/* A circle around a box reaches no farther out than this share of its side. */
static const double around_share = 1.1;

enum {
	SECTORS = 24,
};

void ph_ink_near(struct ph_ink *ink, const struct ph_frame *frame,
	const struct ph_shares *shares, size_t box)
{
	const struct ph_canvas *canvas = frame->canvas;
	const double *edge = frame->edge;
	double far = near_mm * canvas->scale;
	struct ph_area area = ph_area_of(canvas, edge[PH_SIDE_LEFT] - far,
		edge[PH_SIDE_TOP] - far, edge[PH_SIDE_RIGHT] + far,
		edge[PH_SIDE_BOTTOM] + far);
	size_t count = 0;

	for (unsigned y = area.top; y < area.bottom; y++)
		for (unsigned x = area.left; x < area.right; x++) {
			size_t at = (size_t)y * canvas->width + x;

			count += canvas->label[at]
				 && !ph_frame_holds(frame, x, y)
				 && !(canvas->role[at] & PH_ROLE_TEXT)
				 && ph_shares_home(shares, canvas,
					 canvas->label[at], box);
		}
	ink->near = fmin(
		(double)count / (canvas->scale * canvas->scale), 3 * ink->area);
}

/* Larger than a letter with its accents, and no line. */
static bool is_written(
	const struct ph_stroke *stroke, const struct ph_canvas *canvas)
{
	double width = (stroke->right - stroke->left) / canvas->scale;
	double height = (stroke->bottom - stroke->top) / canvas->scale;

	return height > letter_mm && width > letter_mm / 3;
}

void ph_ink_loose(
	struct ph_ink *ink, const struct ph_frame *frame, const bool *homely)
{
	const struct ph_canvas *canvas = frame->canvas;
	const double *edge = frame->edge;
	double across = loose_mm * canvas->scale, down = 0.6 * across;
	struct ph_area area = ph_area_of(canvas, edge[PH_SIDE_LEFT] - across,
		edge[PH_SIDE_TOP] - down, edge[PH_SIDE_RIGHT] + across,
		edge[PH_SIDE_BOTTOM] + down);
	size_t count = 0;

	for (unsigned y = area.top; y < area.bottom; y++)
		for (unsigned x = area.left; x < area.right; x++) {
			size_t at = (size_t)y * canvas->width + x;
			uint32_t label = canvas->label[at];

			if (!label || homely[label])
				continue;
			count += is_written(&canvas->strokes[label], canvas)
				 || (canvas->texts
					 && !(canvas->role[at] & PH_ROLE_TEXT));
		}
	ink->loose = (double)count / (canvas->scale * canvas->scale);
}

/* Where texts are known, any other ink may be part of a circle; else strokes
 * that reach no farther than one. */
static bool may_circle(const struct ph_canvas *canvas, uint32_t label,
	size_t at, const struct ph_frame *frame, double reach)
{
	const struct ph_stroke *stroke = &canvas->strokes[label];
	const double *edge = frame->edge;

	if (canvas->texts)
		return !(canvas->role[at] & PH_ROLE_TEXT);
	return stroke->left > edge[PH_SIDE_LEFT] - reach
	       && stroke->right < edge[PH_SIDE_RIGHT] + reach
	       && stroke->top > edge[PH_SIDE_TOP] - reach
	       && stroke->bottom < edge[PH_SIDE_BOTTOM] + reach;
}

/* The share of the sectors seen; gaps of one or two between others are the
 * outline's, whose corners may hide a circle. */
static double closed_share(unsigned seen)
{
	unsigned count = 0;

	for (unsigned i = 0; i < SECTORS; i++) {
		bool before = false, after = false;

		for (unsigned j = 0; j < 2; j++) {
			before |= seen >> ((i + SECTORS - j) % SECTORS) & 1;
			after |= seen >> ((i + j) % SECTORS) & 1;
		}
		before |= seen >> ((i + SECTORS - 2) % SECTORS) & after;
		after |= seen >> ((i + 2) % SECTORS) & before;
		count += before && after;
	}
	return count / (double)SECTORS;
}

void ph_ink_circle(struct ph_ink *ink, const struct ph_frame *frame)
{
	const struct ph_canvas *canvas = frame->canvas;
	const double *in = frame->in, *edge = frame->edge;
	double cx = (in[PH_SIDE_LEFT] + in[PH_SIDE_RIGHT]) / 2;
	double cy = (in[PH_SIDE_TOP] + in[PH_SIDE_BOTTOM]) / 2;
	double reach = around_share * frame->side * canvas->scale;
	struct ph_area area = ph_area_of(canvas, edge[PH_SIDE_LEFT] - reach,
		edge[PH_SIDE_TOP] - reach, edge[PH_SIDE_RIGHT] + reach,
		edge[PH_SIDE_BOTTOM] + reach);
	unsigned seen = 0;

	for (unsigned y = area.top; y < area.bottom; y++)
		for (unsigned x = area.left; x < area.right; x++) {
			size_t at = (size_t)y * canvas->width + x;
			uint32_t label = canvas->label[at];
			double turn;

			if (!label || ph_frame_holds(frame, x, y)
				|| !may_circle(canvas, label, at, frame, reach))
				continue;
			turn = atan2(y + 0.5 - cy, x + 0.5 - cx) / (2 * M_PI);
			seen |= 1U << ((unsigned)((turn + 0.5) * SECTORS)
					% SECTORS);
		}
	ink->around = closed_share(seen);
}
