/* SPDX-License-Identifier: MIT */
/* Tags, boxes and lines: pure black, none finer than copiers keep. */
#include "print_internal.h"

#include <phieu/omr.h>

#include <math.h>
#include <stdlib.h>

static const double outline = 0.35; /* of a box, mm */
static const double thin = 0.3;

/* ---- tags ---- */

bool ph_tag_draw(
	cairo_t *cr, const struct ph_form_item *at, struct ph_error *err)
{
	bool cells[PH_TAG_CELLS][PH_TAG_CELLS];
	unsigned id = (unsigned)strtoul(at->value, NULL, 10);
	double size = at->w / PH_TAG_CELLS;

	if (!ph_omr_tag_cells(id, cells))
		return ph_error_set(err, PH_BUG, "no AprilTag %u", id);
	for (int y = 0; y < PH_TAG_CELLS; y++)
		for (int x = 0, to; x < PH_TAG_CELLS; x = to + 1) {
			for (to = x; to < PH_TAG_CELLS && cells[y][to];)
				to++;
			if (to > x)
				cairo_rectangle(cr, at->x + x * size,
					at->y + y * size, (to - x) * size,
					size);
		}
	cairo_fill(cr);
	return true;
}

/* ---- boxes and lines ---- */

void ph_box_draw(cairo_t *cr, const struct ph_form_item *at)
{
	cairo_set_line_width(cr, outline);
	cairo_rectangle(cr, at->x + outline / 2, at->y + outline / 2,
		at->w - outline, at->h - outline);
	cairo_stroke(cr);
}

static void draw_line(cairo_t *cr, double x, double y, double to_x, double to_y)
{
	cairo_move_to(cr, x, y);
	cairo_line_to(cr, to_x, to_y);
	cairo_stroke(cr);
}

void ph_rule_draw(cairo_t *cr, double x, double y, double w)
{
	cairo_set_line_width(cr, thin);
	draw_line(cr, x, y, x + w, y);
}

/* Round dots, which leave pens alone. */
void ph_writing_draw(cairo_t *cr, double x, double y, double w)
{
	static const double dots[] = { 0, 1.1 };

	cairo_save(cr);
	cairo_set_line_width(cr, 0.35);
	cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
	cairo_set_dash(cr, dots, 2, 0);
	draw_line(cr, x, y, x + w, y);
	cairo_restore(cr);
}

/* Two blades crossing and two rings, along the cut, 6 mm long. */
static void draw_scissors(cairo_t *cr, double x, double y)
{
	cairo_save(cr);
	cairo_translate(cr, x, y);
	cairo_set_line_width(cr, thin);
	for (int side = -1; side <= 1; side += 2) {
		cairo_new_sub_path(cr);
		cairo_arc(cr, side * 1.1, 0.9, 0.75, 0, 2 * acos(-1));
		cairo_stroke(cr);
		draw_line(cr, side * 0.75, 1.6, -side * 0.9, 6);
	}
	cairo_restore(cr);
}

void ph_cut_draw(cairo_t *cr, double x, double height)
{
	static const double dashes[] = { 2, 1.5 };

	cairo_save(cr);
	cairo_set_line_width(cr, thin);
	cairo_set_dash(cr, dashes, 2, 0);
	draw_line(cr, x, 12, x, height);
	cairo_restore(cr);
	draw_scissors(cr, x, 4.5);
}

/* ---- signs ---- */

static void draw_tick(cairo_t *cr)
{
	cairo_move_to(cr, 0.2, 0.55);
	cairo_line_to(cr, 0.42, 0.8);
	cairo_line_to(cr, 0.85, 0.15);
	cairo_stroke(cr);
}

static void draw_cross(cairo_t *cr)
{
	draw_line(cr, 0.2, 0.2, 0.8, 0.8);
	draw_line(cr, 0.2, 0.8, 0.8, 0.2);
}

void ph_sign_draw(cairo_t *cr, gunichar which, double x, double y, double size)
{
	cairo_save(cr);
	cairo_translate(cr, x, y - size);
	cairo_scale(cr, size, size);
	cairo_set_line_width(cr, 0.11);
	cairo_rectangle(cr, 0.06, 0.06, 0.88, 0.88);
	cairo_stroke(cr);
	cairo_set_line_width(cr, 0.13);
	if (which == 0x2713) {
		draw_tick(cr);
	} else if (which == 0x2717) {
		draw_cross(cr);
	} else {
		cairo_rectangle(cr, 0.05, 0.05, 0.9, 0.9);
		cairo_fill(cr);
	}
	cairo_restore(cr);
}
