/* SPDX-License-Identifier: MIT */
#include "marks.h"

#include <phieu/list.h>

#include <math.h>

/* How far from its place an outline's side is looked for, out and in. */
static const double out_mm = 0.8, in_mm = 1.4;
/* Ink is never counted closer to the edge than in the inner 78 %, which was
 * measured to keep clear of a sharp outline; blur may take as much again. */
static const double rim_share = 0.11, rim_share_most = 0.24;
/* What an outline may be wider than the others by noise alone. */
static const double spread_mm = 0.12;

enum {
	STEPS = 40, /* of a profile */
};

/* The darkness across a side from outside to inside, each the median along it:
 * strokes that cross the outline do not count. */
struct profile {
	double dark[STEPS];
	double start, step; /* mm from the edge, inward */
};

/* The median along the side, at `place` in pixels across it. */
static double along(
	const struct ph_frame *frame, enum ph_side side, double place)
{
	const struct ph_canvas *canvas = frame->canvas;
	bool across = side == PH_SIDE_TOP || side == PH_SIDE_BOTTOM;
	double from = frame->edge[across ? PH_SIDE_LEFT : PH_SIDE_TOP];
	double to = frame->edge[across ? PH_SIDE_RIGHT : PH_SIDE_BOTTOM];
	double inset = 0.12 * (to - from);
	unsigned width = canvas->width, height = canvas->height;
	uint8_t values[64];
	size_t count = 0;

	for (int i = 0; i < 64; i++) {
		double at = from + inset + (to - from - 2 * inset) * i / 63;
		double x = across ? at : place, y = across ? place : at;

		if (x >= 0 && y >= 0 && x < width && y < height)
			values[count++] =
				canvas->dark[(size_t)y * width + (size_t)x];
	}
	if (!count)
		return 0;
	return ph_median_byte(values, count);
}

static void draw(struct profile *profile, const struct ph_frame *frame,
	enum ph_side side)
{
	bool rising = side == PH_SIDE_LEFT || side == PH_SIDE_TOP;
	double scale = frame->canvas->scale * (rising ? 1 : -1);
	double inner = fmin(in_mm, 0.3 * frame->side);

	profile->start = -out_mm;
	profile->step = (out_mm + inner) / (STEPS - 1);
	for (int i = 0; i < STEPS; i++)
		profile->dark[i] = along(frame, side,
			frame->edge[side]
				+ (profile->start + i * profile->step) * scale);
}

/* The outline's darkest place and how far it reaches from there, mm inward. */
struct rim {
	double peak, out, in;
};

static bool measure(
	struct rim *rim, const struct profile *profile, double clear)
{
	int peak = 0, from, to;

	for (int i = 0; i < STEPS; i++)
		if (profile->dark[i] > profile->dark[peak])
			peak = i;
	from = to = peak;
	while (from >= 0 && profile->dark[from] > clear)
		from--;
	while (to < STEPS && profile->dark[to] > clear)
		to++;
	if (from < 0 || to == STEPS || to - from < 2)
		return false;
	rim->peak = profile->start + peak * profile->step;
	rim->out = (from - peak) * profile->step;
	rim->in = (to - peak) * profile->step;
	return true;
}

static double median(double *values, size_t count, double otherwise)
{
	return count ? ph_median_double(values, count) : otherwise;
}

static void set(struct ph_frame *frame, enum ph_side side, struct rim rim)
{
	bool rising = side == PH_SIDE_LEFT || side == PH_SIDE_TOP;
	double scale = frame->canvas->scale * (rising ? 1 : -1);
	double least = rim_share * frame->side;
	double most = rim_share_most * frame->side;
	double out = fmin(rim.peak + rim.out, -0.1);
	double in = fmin(fmax(rim.peak + rim.in, least), most);

	frame->out[side] = frame->edge[side] + out * scale;
	frame->in[side] = frame->edge[side] + in * scale;
}

/* Sides whose outline does not stand out (blackened boxes, covered ones) get
 * the reach that is usual on the sheet. So do those that seem much wider:
 * there a stroke runs along the outline, and must not be taken for it. */
static void set_all(struct ph_canvases *canvases, const struct rim *rims,
	const bool *known, struct rim usual)
{
	for (size_t i = 0; i < canvases->frame_count * PH_SIDES; i++) {
		struct rim rim = known[i] ? rims[i] : usual;

		rim.in = fmin(rim.in, usual.in + spread_mm);
		rim.out = fmax(rim.out, usual.out - spread_mm);
		set(&canvases->frames[i / PH_SIDES],
			(enum ph_side)(i % PH_SIDES), rim);
	}
}

static struct rim usual_of(
	const struct rim *rims, const bool *known, size_t count, double *values)
{
	struct rim usual = { .peak = 0.15, .out = -0.45, .in = 0.4 };
	size_t found = 0;

	for (size_t i = 0; i < count; i++)
		if (known[i])
			values[found++] = rims[i].in;
	usual.in = median(values, found, usual.in);
	found = 0;
	for (size_t i = 0; i < count; i++)
		if (known[i])
			values[found++] = rims[i].out;
	usual.out = median(values, found, usual.out);
	return usual;
}

bool ph_rims_find(struct ph_canvases *canvases)
{
	size_t count = canvases->frame_count * PH_SIDES;
	struct rim *rims = ph_alloc(count, sizeof(*rims));
	bool *known = ph_alloc(count, sizeof(*known));
	double *values = ph_alloc(count, sizeof(*values));
	bool done = rims && known && values;

	for (size_t i = 0; done && i < count; i++) {
		const struct ph_frame *frame = &canvases->frames[i / PH_SIDES];
		/* Two sides' blur adds up in a corner. */
		double clear = PH_DARK_ZERO
			       + 0.6 * (frame->canvas->low - PH_DARK_ZERO);
		struct profile profile;

		draw(&profile, frame, (enum ph_side)(i % PH_SIDES));
		known[i] = measure(&rims[i], &profile, clear);
	}
	if (done)
		set_all(canvases, rims, known,
			usual_of(rims, known, count, values));
	free(rims);
	free(known);
	free(values);
	return done;
}
