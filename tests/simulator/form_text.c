/* SPDX-License-Identifier: MIT */
#include "form_text.h"

#include <pango/pangocairo.h>

static PangoFontDescription *describe(const struct face *face)
{
	PangoFontDescription *font = pango_font_description_new();

	pango_font_description_set_family(font, face->family);
	pango_font_description_set_absolute_size(
		font, face->size * PANGO_SCALE);
	if (face->weight == BOLD)
		pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
	return font;
}

/* The unit is the millimetre: hinting and rounding to it would ruin all. */
static void set_unhinted(PangoLayout *layout)
{
	PangoContext *context = pango_layout_get_context(layout);
	cairo_font_options_t *options = cairo_font_options_create();

	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	pango_cairo_context_set_font_options(context, options);
	pango_context_set_round_glyph_positions(context, FALSE);
	cairo_font_options_destroy(options);
}

void draw_text(cairo_t *cr, const struct rect *at, const struct face *face,
	const char *text)
{
	static const PangoAlignment aligns[] = { PANGO_ALIGN_LEFT,
		PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT };
	PangoLayout *layout = pango_cairo_create_layout(cr);
	PangoFontDescription *font = describe(face);
	int width, height;

	set_unhinted(layout);
	pango_layout_set_font_description(layout, font);
	pango_layout_set_width(layout, (int)(at->w * PANGO_SCALE));
	pango_layout_set_alignment(layout, aligns[face->align]);
	pango_layout_set_text(layout, text, -1);
	pango_layout_get_size(layout, &width, &height);
	cairo_move_to(
		cr, at->x, at->y + (at->h - height / (double)PANGO_SCALE) / 2);
	cairo_set_source_rgb(cr, 0.07, 0.07, 0.08);
	pango_cairo_show_layout(cr, layout);
	pango_font_description_free(font);
	g_object_unref(layout);
}
