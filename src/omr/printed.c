/* SPDX-License-Identifier: MIT */
/* What is printed and no stroke: outlines, long straight lines, named text. */
#include "marks.h"

#include <phieu/list.h>

#include <math.h>

/* Hands do not draw lines this long that leave the form's axes by less than a
 * pixel; tables do. */
static const double line_mm = 11;
/* So far beside a line there is paper along most of it. */
static const double aside_mm = 0.8, thin_share = 0.6;

static unsigned clip(double at, unsigned end)
{
	return !(at > 0) ? 0 : at >= end ? end : (unsigned)at;
}

static void paint(struct ph_canvas *canvas, double left, double top,
	double right, double bottom, uint8_t role)
{
	unsigned from = clip(round(left), canvas->width);
	unsigned to = clip(round(right), canvas->width);
	unsigned end = clip(round(bottom), canvas->height);

	for (unsigned y = clip(round(top), canvas->height); y < end; y++)
		for (unsigned x = from; x < to; x++)
			canvas->role[(size_t)y * canvas->width + x] |= role;
}

static void paint_outline(
	struct ph_canvas *canvas, const struct ph_frame *frame)
{
	const double *in = frame->in, *out = frame->out;
	double left = out[PH_SIDE_LEFT], right = out[PH_SIDE_RIGHT];
	double top = out[PH_SIDE_TOP], bottom = out[PH_SIDE_BOTTOM];

	paint(canvas, left, top, right, in[PH_SIDE_TOP], PH_ROLE_ACROSS);
	paint(canvas, left, in[PH_SIDE_BOTTOM], right, bottom, PH_ROLE_ACROSS);
	paint(canvas, left, top, in[PH_SIDE_LEFT], bottom, PH_ROLE_DOWN);
	paint(canvas, in[PH_SIDE_RIGHT], top, right, bottom, PH_ROLE_DOWN);
}

/* Codes and anchors are no strokes at all; text may have some written over it.
 */
static uint8_t role_of(enum ph_form_kind kind)
{
	switch (kind) {
	case PH_FORM_TEXT:
		return PH_ROLE_TEXT;
	case PH_FORM_ANCHOR:
	case PH_FORM_QR:
	case PH_FORM_BARCODE:
		return PH_ROLE_ACROSS | PH_ROLE_DOWN;
	default:
		return 0;
	}
}

static void paint_items(struct ph_canvas *canvas, const struct ph_form *form)
{
	for (size_t i = 0; form && i < form->count; i++) {
		const struct ph_form_item *item = &form->items[i];
		uint8_t role = role_of(item->kind);
		double left = (item->x - canvas->x) * canvas->scale;
		double top = (item->y - canvas->y) * canvas->scale;

		if (!role)
			continue;
		paint(canvas, left, top, left + item->w * canvas->scale,
			top + item->h * canvas->scale, role);
		canvas->texts += item->kind == PH_FORM_TEXT;
	}
}

/* ---- long lines ---- */

/* A line of pixels of the canvas, along or across. */
struct lane {
	size_t at, step, beside;
	unsigned count;
	unsigned before, after; /* lanes on both sides */
};

static bool inked(
	const struct ph_canvas *canvas, const struct lane *lane, unsigned i)
{
	const uint8_t *dark = canvas->dark + lane->at + i * lane->step;

	return *dark >= canvas->low
	       || (lane->before && *(dark - lane->beside) >= canvas->low)
	       || (lane->after && dark[lane->beside] >= canvas->low);
}

/* A line has paper on both sides; text and scribbling have letters there. */
static bool is_thin(const struct ph_canvas *canvas, const struct lane *lane,
	unsigned from, unsigned to)
{
	size_t away = (size_t)(aside_mm * canvas->scale) + 1;
	unsigned clear = 0;

	if (away > lane->before || away > lane->after)
		return true;
	for (unsigned i = from; i < to; i++) {
		const uint8_t *dark = canvas->dark + lane->at + i * lane->step;

		clear += *(dark - away * lane->beside) < canvas->low
			 && dark[away * lane->beside] < canvas->low;
	}
	return clear > thin_share * (to - from);
}

static void take_out(struct ph_canvas *canvas, const struct lane *lane,
	unsigned from, unsigned to, uint8_t role)
{
	for (unsigned i = from; i < to; i++) {
		size_t at = lane->at + i * lane->step;

		if (canvas->dark[at] >= canvas->low)
			canvas->role[at] |= role;
	}
}

/* Runs of ink in a lane, the neighbours helping out, short gaps allowed. */
static void find_lines(
	struct ph_canvas *canvas, const struct lane *lane, uint8_t role)
{
	unsigned least = (unsigned)(line_mm * canvas->scale);
	unsigned start = 0, gap = 0, length = 0;

	for (unsigned i = 0; i <= lane->count; i++) {
		bool ink = i < lane->count && inked(canvas, lane, i);

		if (ink) {
			if (!length)
				start = i;
			length = i + 1 - start;
			gap = 0;
		} else if (length && (++gap > 2 || i == lane->count)) {
			if (length >= least
				&& is_thin(canvas, lane, start, start + length))
				take_out(canvas, lane, start, start + length,
					role);
			length = gap = 0;
		}
	}
}

bool ph_printed_find(struct ph_canvas *canvas, const struct ph_frame *frames,
	size_t count, const struct ph_form *form)
{
	unsigned width = canvas->width, height = canvas->height;

	canvas->role = ph_alloc((size_t)width * height, 1);
	if (!canvas->role)
		return false;
	for (unsigned y = 0; y < height; y++)
		find_lines(canvas,
			&(struct lane){ .at = (size_t)y * width,
				.step = 1,
				.beside = width,
				.count = width,
				.before = y,
				.after = height - 1 - y },
			PH_ROLE_ACROSS);
	for (unsigned x = 0; x < width; x++)
		find_lines(canvas,
			&(struct lane){ .at = x,
				.step = width,
				.beside = 1,
				.count = height,
				.before = x,
				.after = width - 1 - x },
			PH_ROLE_DOWN);
	for (size_t i = 0; i < count; i++)
		if (frames[i].canvas == canvas)
			paint_outline(canvas, &frames[i]);
	paint_items(canvas, form);
	return true;
}
