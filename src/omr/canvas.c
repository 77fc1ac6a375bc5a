/* SPDX-License-Identifier: MIT */
#include "marks.h"

#include <phieu/list.h>

#include <math.h>

/* 8 px/mm: a pen's 0.3 mm are 2.4 pixels, and a chat app's photo (5–6 px/mm)
 * loses nothing. A canvas of a whole A4 page is made coarser. */
static const double scale_best = 8;
static const double pixels_max = 1.6e6;
/* How far around a box ink is looked at: ticks run out of it by up to about
 * their own size. */
static const double margin_mm = 6;

void ph_canvases_release(struct ph_canvases *canvases)
{
	for (size_t i = 0; canvases->at && i < canvases->count; i++) {
		free(canvases->at[i].dark);
		free(canvases->at[i].broad);
		free(canvases->at[i].role);
		free(canvases->at[i].label);
		free(canvases->at[i].strokes);
	}
	free(canvases->at);
	free(canvases->frames);
	*canvases = (struct ph_canvases){ 0 };
}

/* ---- which part of the form ---- */

static void cover(struct ph_canvas *canvas, const struct ph_box_seen *box)
{
	double left = box->item->x + box->shift.x - margin_mm;
	double top = box->item->y + box->shift.y - margin_mm;
	double right = left + box->item->w + 2 * margin_mm;
	double bottom = top + box->item->h + 2 * margin_mm;

	if (canvas->w > 0) {
		right = fmax(right, canvas->x + canvas->w);
		bottom = fmax(bottom, canvas->y + canvas->h);
		left = fmin(left, canvas->x);
		top = fmin(top, canvas->y);
	}
	canvas->x = left;
	canvas->y = top;
	canvas->w = right - left;
	canvas->h = bottom - top;
}

static bool overlap(const struct ph_canvas *a, const struct ph_canvas *b)
{
	return a->x < b->x + b->w && b->x < a->x + a->w && a->y < b->y + b->h
	       && b->y < a->y + a->h;
}

static void unite(struct ph_canvas *a, const struct ph_canvas *b)
{
	double right = fmax(a->x + a->w, b->x + b->w);
	double bottom = fmax(a->y + a->h, b->y + b->h);

	a->x = fmin(a->x, b->x);
	a->y = fmin(a->y, b->y);
	a->w = right - a->x;
	a->h = bottom - a->y;
}

/* One canvas a question, then those that overlap become one. */
static void plan(struct ph_canvases *canvases, const struct ph_reading *reading)
{
	size_t count = 0;

	for (size_t i = 0; i < reading->box_count; i++) {
		const struct ph_box_seen *box = &reading->boxes[i];
		size_t j = 0;

		while (j < i
			&& strcmp(reading->boxes[j].item->field,
				box->item->field))
			j++;
		if (j < i)
			canvases->frames[i].canvas = canvases->frames[j].canvas;
		else
			canvases->frames[i].canvas = &canvases->at[count++];
		cover(canvases->frames[i].canvas, box);
	}
	canvases->count = count;
}

static void replace(struct ph_canvases *canvases, const struct ph_canvas *old,
	struct ph_canvas *by)
{
	for (size_t i = 0; i < canvases->frame_count; i++)
		if (canvases->frames[i].canvas == old)
			canvases->frames[i].canvas = by;
}

static bool merge_once(struct ph_canvases *canvases)
{
	for (size_t i = 0; i < canvases->count; i++)
		for (size_t j = i + 1; j < canvases->count; j++) {
			struct ph_canvas *a = &canvases->at[i];
			struct ph_canvas *b = &canvases->at[j];
			struct ph_canvas *last =
				&canvases->at[canvases->count - 1];

			if (!overlap(a, b))
				continue;
			unite(a, b);
			replace(canvases, b, a);
			if (last != b) {
				*b = *last;
				replace(canvases, last, b);
			}
			canvases->count--;
			return true;
		}
	return false;
}

static bool develop(struct ph_canvas *canvas, const struct ph_image *photo,
	const struct ph_placement *placement, double widest,
	struct ph_error *err)
{
	PH_AUTO(ph_image_release) struct ph_image grey = { 0 };

	canvas->scale = fmin(
		scale_best, sqrt(pixels_max / fmax(canvas->w * canvas->h, 1)));
	if (!ph_omr_flatten(&grey, photo, placement, canvas->x, canvas->y,
		    canvas->w, canvas->h, canvas->scale, err))
		return false;
	canvas->width = grey.width;
	canvas->height = grey.height;
	return ph_canvas_darken(canvas, &grey, widest) || ph_error_memory(err);
}

static void place_frames(
	struct ph_canvases *canvases, const struct ph_reading *reading)
{
	for (size_t i = 0; i < canvases->frame_count; i++) {
		struct ph_frame *frame = &canvases->frames[i];
		const struct ph_canvas *canvas = frame->canvas;
		const struct ph_box_seen *box = &reading->boxes[i];
		double x = box->item->x + box->shift.x - canvas->x;
		double y = box->item->y + box->shift.y - canvas->y;

		frame->edge[PH_SIDE_LEFT] = x * canvas->scale;
		frame->edge[PH_SIDE_TOP] = y * canvas->scale;
		frame->edge[PH_SIDE_RIGHT] = (x + box->item->w) * canvas->scale;
		frame->edge[PH_SIDE_BOTTOM] =
			(y + box->item->h) * canvas->scale;
		frame->side = fmin(box->item->w, box->item->h);
	}
}

bool ph_canvases_make(struct ph_canvases *canvases,
	const struct ph_image *photo, const struct ph_placement *placement,
	const struct ph_reading *reading, struct ph_error *err)
{
	double widest = 0;

	canvases->frame_count = reading->box_count;
	canvases->at = ph_alloc(reading->box_count, sizeof(*canvases->at));
	canvases->frames =
		ph_alloc(reading->box_count, sizeof(*canvases->frames));
	if (!canvases->at || !canvases->frames)
		return ph_error_memory(err);
	plan(canvases, reading);
	while (merge_once(canvases))
		;
	for (size_t i = 0; i < reading->box_count; i++)
		widest = fmax(widest, fmin(reading->boxes[i].item->w,
					      reading->boxes[i].item->h));
	for (size_t i = 0; i < canvases->count; i++)
		if (!develop(&canvases->at[i], photo, placement, widest, err))
			return false;
	place_frames(canvases, reading);
	return true;
}
