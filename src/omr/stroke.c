/* SPDX-License-Identifier: MIT */
#include "marks.h"

#include <phieu/list.h>

#include <math.h>

enum {
	CROSSED_MAX = 12, /* pixels: the widest line that is bridged */
	SLANT = 7,        /* how far a stroke leans while it crosses one */
	CORNER = 8,       /* pixels in and out of a box's corner */
};

/* Disjoint sets, each known by its smallest member; labels count from 1. */
struct sets {
	uint32_t *at; /* the parent of each */
	size_t count, room;
};

static void sets_release(struct sets *sets)
{
	ph_list_release(sets);
}
PH_CLEANUP_VALUE(struct sets, sets_release)

static uint32_t root(const struct sets *sets, uint32_t i)
{
	uint32_t *parent = sets->at;

	while (parent[i] != i) {
		parent[i] = parent[parent[i]];
		i = parent[i];
	}
	return i;
}

static void join(const struct sets *sets, uint32_t a, uint32_t b)
{
	a = root(sets, a);
	b = root(sets, b);
	if (a < b)
		sets->at[b] = a;
	else
		sets->at[a] = b;
}

static bool is_ink(const struct ph_canvas *canvas, size_t at)
{
	return canvas->dark[at] >= canvas->low
	       && !(canvas->role[at] & (PH_ROLE_ACROSS | PH_ROLE_DOWN));
}

/* The label of a pixel from its neighbours to the left and above. */
static uint32_t touching(const struct ph_canvas *canvas,
	const struct sets *sets, unsigned x, unsigned y)
{
	const uint32_t *label = canvas->label + (size_t)y * canvas->width + x;
	uint32_t found = x ? label[-1] : 0;

	for (int dx = -1; y && dx <= 1; dx++) {
		uint32_t other;

		if ((dx < 0 && !x) || (dx > 0 && x + 1 == canvas->width))
			continue;
		other = *(label - canvas->width + dx);
		if (other && found && other != found)
			join(sets, found, other);
		found = found ? found : other;
	}
	return found;
}

static bool label_all(struct ph_canvas *canvas, struct sets *sets)
{
	for (unsigned y = 0; y < canvas->height; y++)
		for (unsigned x = 0; x < canvas->width; x++) {
			size_t at = (size_t)y * canvas->width + x;

			if (!is_ink(canvas, at))
				continue;
			canvas->label[at] = touching(canvas, sets, x, y);
			if (canvas->label[at])
				continue;
			if (sets->count >= UINT32_MAX || !ph_list_push(sets))
				return false;
			canvas->label[at] = (uint32_t)(sets->count - 1);
			sets->at[sets->count - 1] = canvas->label[at];
		}
	return true;
}

/* ---- over printed lines ---- */

/* Joins a stroke that ends at one side of a printed line with one that goes
 * on at the other, the nearest first. `along` is the line's direction, `end`
 * the pixels that the lane has on both sides. */
static void bridge(const struct ph_canvas *canvas, const struct sets *sets,
	size_t before, size_t after, size_t along, unsigned place, unsigned end)
{
	if (!canvas->label[before])
		return;
	for (unsigned d = 0; d <= SLANT; d++) {
		if (place + d < end && canvas->label[after + d * along]) {
			join(sets, canvas->label[before],
				canvas->label[after + d * along]);
			return;
		}
		if (place >= d && canvas->label[after - d * along]) {
			join(sets, canvas->label[before],
				canvas->label[after - d * along]);
			return;
		}
	}
}

/* Walks one lane across the printed lines. */
static void cross(const struct ph_canvas *canvas, const struct sets *sets,
	size_t start, size_t step, unsigned count, unsigned place, unsigned end,
	uint8_t role)
{
	size_t along = step == 1 ? canvas->width : 1;
	unsigned from = 0;

	for (unsigned i = 1; i < count; i++) {
		bool was = canvas->role[start + (i - 1) * step] & role;
		bool is = canvas->role[start + i * step] & role;

		if (is && !was)
			from = i;
		else if (was && !is && from && i - from <= CROSSED_MAX) {
			bridge(canvas, sets, start + (from - 1) * step,
				start + i * step, along, place, end);
			bridge(canvas, sets, start + i * step,
				start + (from - 1) * step, along, place, end);
		}
	}
}

static uint32_t first_label(const struct ph_canvas *canvas, double left,
	double top, double right, double bottom)
{
	for (int y = (int)fmax(top, 0);
		y < fmin(bottom, (double)canvas->height); y++)
		for (int x = (int)fmax(left, 0);
			x < fmin(right, (double)canvas->width); x++) {
			size_t at = (size_t)y * canvas->width + (size_t)x;

			if (canvas->label[at])
				return canvas->label[at];
		}
	return 0;
}

/* Ticks like to leave through a corner, where the outline's two bands meet and
 * no straight lane crosses either. */
static void cross_corner(const struct ph_canvas *canvas,
	const struct sets *sets, const struct ph_frame *frame,
	enum ph_side across, enum ph_side down)
{
	double ix = frame->in[across], ox = frame->out[across];
	double iy = frame->in[down], oy = frame->out[down];
	uint32_t inside, outside;

	if (across == PH_SIDE_RIGHT)
		ix -= CORNER;
	else
		ox -= CORNER;
	if (down == PH_SIDE_BOTTOM)
		iy -= CORNER;
	else
		oy -= CORNER;
	inside = first_label(canvas, ix, iy, ix + CORNER, iy + CORNER);
	outside = first_label(canvas, ox, oy, ox + CORNER, oy + CORNER);
	if (inside && outside)
		join(sets, inside, outside);
}

static void cross_all(const struct ph_canvas *canvas, const struct sets *sets,
	const struct ph_frame *frames, size_t count)
{
	for (unsigned x = 0; x < canvas->width; x++)
		cross(canvas, sets, x, canvas->width, canvas->height, x,
			canvas->width, PH_ROLE_ACROSS);
	for (unsigned y = 0; y < canvas->height; y++)
		cross(canvas, sets, (size_t)y * canvas->width, 1, canvas->width,
			y, canvas->height, PH_ROLE_DOWN);
	for (size_t i = 0; i < count; i++)
		for (int corner = 0; corner < 4; corner++)
			if (frames[i].canvas == canvas)
				cross_corner(canvas, sets, &frames[i],
					corner & 1 ? PH_SIDE_RIGHT
						   : PH_SIDE_LEFT,
					corner & 2 ? PH_SIDE_BOTTOM
						   : PH_SIDE_TOP);
}

/* ---- strokes ---- */

/* Numbers the sets from 1 on; returns how many, [0] included. */
static size_t number(struct sets *sets, uint32_t *numbers)
{
	uint32_t next = 1;

	for (uint32_t i = 1; i < sets->count; i++) {
		uint32_t at = root(sets, i);

		/* The smallest member comes first. */
		numbers[i] = at == i ? next++ : numbers[at];
	}
	return next;
}

static void extend(struct ph_stroke *stroke, unsigned x, unsigned y)
{
	if (!stroke->area) {
		stroke->left = stroke->right = x;
		stroke->top = stroke->bottom = y;
	}
	stroke->left = x < stroke->left ? x : stroke->left;
	stroke->right = x > stroke->right ? x : stroke->right;
	stroke->top = y < stroke->top ? y : stroke->top;
	stroke->bottom = y > stroke->bottom ? y : stroke->bottom;
	stroke->area++;
}

static void survey(struct ph_canvas *canvas, const uint32_t *numbers)
{
	for (unsigned y = 0; y < canvas->height; y++)
		for (unsigned x = 0; x < canvas->width; x++) {
			size_t at = (size_t)y * canvas->width + x;
			struct ph_stroke *stroke;

			if (!canvas->label[at])
				continue;
			canvas->label[at] = numbers[canvas->label[at]];
			stroke = &canvas->strokes[canvas->label[at]];
			extend(stroke, x, y);
			stroke->strong += canvas->dark[at] >= canvas->high;
		}
}

/* A single speck is noise; so is what has no clearly dark pixel, unless it is
 * as long as a stroke: the lightest pencil. */
static bool is_noise(
	const struct ph_stroke *stroke, const struct ph_canvas *canvas)
{
	double unit = canvas->scale * canvas->scale;
	double width = (stroke->right - stroke->left + 1) / canvas->scale;
	double height = (stroke->bottom - stroke->top + 1) / canvas->scale;

	if (stroke->strong)
		return stroke->area < 0.05 * unit;
	return stroke->area < 0.3 * unit || fmax(width, height) < 1.5;
}

static void drop_noise(struct ph_canvas *canvas)
{
	size_t count = (size_t)canvas->width * canvas->height;

	for (size_t at = 0; at < count; at++)
		if (canvas->label[at]
			&& is_noise(
				&canvas->strokes[canvas->label[at]], canvas))
			canvas->label[at] = 0;
}

bool ph_strokes_find(struct ph_canvas *canvas, const struct ph_frame *frames,
	size_t count, const struct ph_form *form)
{
	PH_AUTO(sets_release) struct sets sets = { 0 };
	uint32_t *numbers;

	canvas->label = ph_alloc(
		(size_t)canvas->width * canvas->height, sizeof(*canvas->label));
	if (!canvas->label || !ph_printed_find(canvas, frames, count, form)
		|| !ph_list_push(&sets) || !label_all(canvas, &sets))
		return false;
	cross_all(canvas, &sets, frames, count);
	numbers = ph_alloc(sets.count, sizeof(*numbers));
	if (!numbers)
		return false;
	canvas->stroke_count = number(&sets, numbers);
	canvas->strokes =
		ph_alloc(canvas->stroke_count, sizeof(*canvas->strokes));
	if (canvas->strokes) {
		survey(canvas, numbers);
		drop_noise(canvas);
	}
	free(numbers);
	return canvas->strokes != NULL;
}
