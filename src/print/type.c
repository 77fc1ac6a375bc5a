/* SPDX-License-Identifier: MIT */
/*
 * Text in cells. Sizes are points, as printers count; places millimetres.
 * Hinting is off, so that lines break alike on every machine that has the
 * font, and Pango may not take another font for a letter that ours lacks.
 */
#include "print_internal.h"

#include <math.h>
#include <string.h>

/* Titles and questions in the metrics of Times New Roman, which state papers
 * are set in (NĐ 30/2020/NĐ-CP, phụ lục I), bold; all else without serifs,
 * because a copier eats the hairlines of a regular roman. Both have all
 * Vietnamese letters. */
static const char serif[] = "Liberation Serif";
static const char sans[] = "Liberation Sans";
static const char package[] = "fonts-liberation2";

static const double mm_per_point = 25.4 / 72;
static const double step = 0.25; /* points between the sizes tried */
/* A sign is as high as a capital letter and a bit. */
static const double sign_em = 0.82;

static bool stands_there(PangoFontMap *fonts, const char *family)
{
	PangoFontFamily **families;
	bool found = false;
	int count;

	pango_font_map_list_families(fonts, &families, &count);
	for (int i = 0; i < count && !found; i++)
		found = strcmp(pango_font_family_get_name(families[i]), family)
			== 0;
	g_free(families);
	return found;
}

static void draw_sign(
	cairo_t *cr, PangoAttrShape *shape, gboolean as_path, void *data)
{
	double x, y;

	(void)data;
	if (as_path)
		return;
	cairo_get_current_point(cr, &x, &y);
	ph_sign_draw(cr, GPOINTER_TO_UINT(shape->data), x, y,
		-shape->ink_rect.y / (double)PANGO_SCALE);
}

bool ph_type_open(struct ph_type *type, struct ph_error *err)
{
	cairo_font_options_t *options;

	type->fonts = pango_cairo_font_map_new();
	if (!stands_there(type->fonts, serif)
		|| !stands_there(type->fonts, sans))
		return ph_error_set(err, PH_CONFIG,
			"the fonts %s and %s are not installed: install "
			"Debian's package %s",
			serif, sans, package);
	type->context = pango_font_map_create_context(type->fonts);
	options = cairo_font_options_create();
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(type->context, options);
	cairo_font_options_destroy(options);
	pango_cairo_context_set_resolution(type->context, 72);
	pango_context_set_round_glyph_positions(type->context, FALSE);
	pango_context_set_language(
		type->context, pango_language_from_string("vi"));
	pango_cairo_context_set_shape_renderer(
		type->context, draw_sign, NULL, NULL);
	type->trial = pango_layout_new(type->context);
	return true;
}

void ph_type_close(struct ph_type *type)
{
	g_clear_object(&type->trial);
	g_clear_object(&type->context);
	g_clear_object(&type->fonts);
}

/* ---- setting ---- */

static bool is_sign(gunichar c)
{
	return c == 0x2713 || c == 0x2717 || c == 0x25a0; /* ✓ ✗ ■ */
}

static void add_over(
	PangoAttrList *list, PangoAttribute *attribute, size_t from, size_t to)
{
	attribute->start_index = (guint)from;
	attribute->end_index = (guint)to;
	pango_attr_list_insert(list, attribute);
}

static PangoAttribute *make_sign(gunichar c, double points)
{
	int size = (int)lround(points * sign_em * PANGO_SCALE);
	PangoRectangle box = { 0, -size, size, size };

	return pango_attr_shape_new_with_data(
		&box, &box, GUINT_TO_POINTER(c), NULL, NULL);
}

/* Signs become drawings; «Ông/Bà» is not torn apart at its slash. */
static void mark_up(PangoAttrList *list, const char *text, double points)
{
	const char *word = text;

	for (const char *at = text; *at; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);
		size_t here = (size_t)(at - text);

		if (is_sign(c))
			add_over(list, make_sign(c, points), here,
				here + (size_t)(g_utf8_next_char(at) - at));
		if (*at == ' ' || *at == '\n')
			word = at + 1;
		else if (*at == '/')
			add_over(list, pango_attr_allow_breaks_new(FALSE),
				(size_t)(word - text),
				here + strcspn(at, " \n"));
	}
}

static void set(PangoLayout *layout, const struct ph_style *style,
	const char *text, double w, double points)
{
	PangoFontDescription *font = pango_font_description_new();
	PangoAttrList *list = pango_attr_list_new();

	pango_font_description_set_family_static(
		font, style->bold ? serif : sans);
	pango_font_description_set_weight(
		font, style->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	pango_font_description_set_style(
		font, style->italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
	pango_font_description_set_size(
		font, (int)lround(points * PANGO_SCALE));
	pango_layout_set_font_description(layout, font);
	pango_attr_list_insert(list, pango_attr_fallback_new(FALSE));
	mark_up(list, text, points);
	pango_layout_set_attributes(layout, list);
	pango_layout_set_alignment(layout, style->align);
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD);
	pango_layout_set_width(
		layout, (int)lround(w / mm_per_point * PANGO_SCALE));
	pango_layout_set_text(layout, text, -1);
	pango_attr_list_unref(list);
	pango_font_description_free(font);
}

static double height_of(PangoLayout *layout)
{
	PangoRectangle logical;

	pango_layout_get_extents(layout, NULL, &logical);
	return logical.height / (double)PANGO_SCALE * mm_per_point;
}

static double width_of(PangoLayout *layout)
{
	PangoRectangle logical;

	pango_layout_get_extents(layout, NULL, &logical);
	return logical.width / (double)PANGO_SCALE * mm_per_point;
}

static int paragraphs(const char *text)
{
	int count = 1;

	for (; *text; text++)
		count += *text == '\n';
	return count;
}

/* The largest of the sizes from `most` to `least` at which the text fits, no
 * line of it broken if `single`; 0: none. */
static double fit(struct ph_type *type, const struct ph_style *style,
	const char *text, const double room[2], double least, bool single)
{
	int steps = (int)lround((style->most - least) / step);

	for (int i = 0; i <= steps; i++) {
		double points = style->most - i * step;

		set(type->trial, style, text, room[0], points);
		if (pango_layout_get_unknown_glyphs_count(type->trial))
			return 0;
		if (width_of(type->trial) <= room[0] + 0.01
			&& height_of(type->trial) <= room[1] + 0.01
			&& (!single
				|| pango_layout_get_line_count(type->trial)
					   == paragraphs(text)))
			return points;
	}
	return 0;
}

double ph_type_fit(struct ph_type *type, const struct ph_style *style,
	const char *text, double w, double h)
{
	const double room[2] = { w, h };
	double points = style->single > 0 ? fit(
				type, style, text, room, style->single, true)
					  : 0;

	return points > 0 ? points
			  : fit(type, style, text, room, style->least, false);
}

/* The narrowest width that takes no more lines, so that no word is left alone
 * on the last one. */
static void balance(PangoLayout *layout)
{
	int lines = pango_layout_get_line_count(layout);
	int wide = pango_layout_get_width(layout), narrow = wide / 2;

	if (lines < 2)
		return;
	while (wide - narrow > PANGO_SCALE) {
		int middle = narrow + (wide - narrow) / 2;

		pango_layout_set_width(layout, middle);
		if (pango_layout_get_line_count(layout) > lines
			|| width_of(layout)
				   > middle * mm_per_point / PANGO_SCALE)
			narrow = middle;
		else
			wide = middle;
	}
	pango_layout_set_width(layout, wide);
}

PangoLayout *ph_type_set(struct ph_type *type, const struct ph_style *style,
	const char *text, double w, double points)
{
	PangoLayout *layout = pango_layout_new(type->context);

	set(layout, style, text, w, points);
	if (style->align == PANGO_ALIGN_LEFT)
		balance(layout);
	return layout;
}

void ph_type_place(PangoLayout *layout, const struct ph_style *style,
	const struct ph_form_item *cell, double *y, double *w, double *h)
{
	*w = width_of(layout);
	*h = height_of(layout);
	*y = cell->y + (cell->h - *h) * style->drop;
}

void ph_type_draw(cairo_t *cr, PangoLayout *layout,
	const struct ph_style *style, const struct ph_form_item *cell)
{
	double y, w, h;

	ph_type_place(layout, style, cell, &y, &w, &h);
	cairo_save(cr);
	cairo_translate(cr, cell->x, y);
	cairo_scale(cr, mm_per_point, mm_per_point);
	pango_cairo_show_layout(cr, layout);
	cairo_restore(cr);
}

/* ---- styles ---- */

static const struct ph_style styles[] = {
	{ "office", 12, 0, 7.5, true, false, PANGO_ALIGN_CENTER, 0.5 },
	{ "heading", 12, 0, 7.5, true, false, PANGO_ALIGN_CENTER, 0.5 },
	{ "title", 22, 0, 12, true, false, PANGO_ALIGN_CENTER, 0.5 },
	{ "subtitle", 12, 0, 7.5, false, false, PANGO_ALIGN_CENTER, 0 },
	{ "officer", 11.5, 0, 7, false, false, PANGO_ALIGN_LEFT, 0 },
	{ "help", 11.5, 10, 7.5, false, false, PANGO_ALIGN_LEFT, 0.5 },
	{ "code", 15, 0, 8, true, false, PANGO_ALIGN_CENTER, 0.5 },
	{ "no-code", 11.5, 0, 7.5, false, false, PANGO_ALIGN_LEFT, 0.5 },
	{ "question", 13, 11, 8, true, false, PANGO_ALIGN_LEFT, 1 },
	{ "index", 8.5, 0, 6.5, false, false, PANGO_ALIGN_RIGHT, 1 },
	{ "option", 11, 0, 7, false, false, PANGO_ALIGN_LEFT, 0.5 },
	{ "remarks", 11, 0, 7.5, false, false, PANGO_ALIGN_LEFT, 0 },
	{ "foot", 11, 0, 7.5, false, true, PANGO_ALIGN_CENTER, 0.5 },
	{ "version", 7.5, 0, 6, false, false, PANGO_ALIGN_CENTER, 1 },
	/* an option under its box */
	{ "option-below", 10.5, 0, 7, false, false, PANGO_ALIGN_CENTER, 0 },
};

const struct ph_style *ph_style_find(const char *field)
{
	for (size_t i = 0; i < sizeof(styles) / sizeof(*styles); i++)
		if (strcmp(styles[i].field, field) == 0)
			return &styles[i];
	return NULL;
}
