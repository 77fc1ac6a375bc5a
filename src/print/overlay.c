/* SPDX-License-Identifier: MIT */
/*
 * The boxes of a described form over its faded blank, for the officer who
 * names them: each question in a colour of its own, its name beside its first
 * box, in each box its points, or else the line of the layout CSV where it
 * stands, which a spreadsheet shows as the row's number.
 */
#include <phieu/list.h>
#include <phieu/print.h>

#include <cairo.h>
#include <pango/pangocairo.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Any of these will do: nothing is measured by this picture. */
#define FONT "Liberation Sans, Noto Sans, DejaVu Sans, Sans"

/* Millimetres. */
static const double legend_high = 15;
static const double pill_text = 2.7, note_text = 3.2, small_text = 1.9;
static const double text_most = 3.4, margin = 8;
static const double scale_least = 8; /* pixels a millimetre */
static const double faded = 0.55;    /* of the blank's darkness */

enum {
	SIDE_MAX = 12000, /* pixels of the picture */
	FIRST_LINE = 2    /* of the layout CSV, behind its header */
};

static const struct colour {
	double red, green, blue;
} colours[] = {
	/* dark enough for white letters, and told apart in print */
	{ 0.05, 0.37, 0.70 },
	{ 0.76, 0.22, 0.05 },
	{ 0.00, 0.45, 0.32 },
	{ 0.50, 0.18, 0.62 },
	{ 0.55, 0.40, 0.00 },
	{ 0.70, 0.08, 0.36 },
};

struct overlay {
	cairo_t *cairo;
	PangoFontMap *fonts; /* of its own: the shared one is never freed */
	PangoContext *context;
	PangoLayout *text;
	const struct ph_form *form;
	double width, height; /* of the page, mm */
	double scale;         /* pixels a millimetre */
};

/* ---- words ---- */

static void open_type(struct overlay *on)
{
	on->fonts = pango_cairo_font_map_new();
	on->context = pango_font_map_create_context(on->fonts);
	pango_cairo_update_context(on->cairo, on->context);
	on->text = pango_layout_new(on->context);
}

static void close_type(struct overlay *on)
{
	g_clear_object(&on->text);
	g_clear_object(&on->context);
	g_clear_object(&on->fonts);
}

/* Lays out words `high` mm high; their size in mm. */
static void set_words(struct overlay *on, const char *words, double high,
	bool bold, double *w, double *h)
{
	PangoFontDescription *font = pango_font_description_from_string(FONT);
	PangoRectangle size;

	pango_font_description_set_absolute_size(font, high * PANGO_SCALE);
	pango_font_description_set_weight(
		font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	pango_layout_set_font_description(on->text, font);
	pango_layout_set_text(on->text, words, -1);
	pango_layout_get_extents(on->text, NULL, &size);
	*w = (double)size.width / PANGO_SCALE;
	*h = (double)size.height / PANGO_SCALE;
	pango_font_description_free(font);
}

/* The words that were set, about a middle, with a white rim. */
static void draw_words(struct overlay *on, double x, double y, double w,
	double h, const struct colour *colour, double rim)
{
	cairo_move_to(on->cairo, x - w / 2, y - h / 2);
	if (rim > 0) {
		pango_cairo_layout_path(on->cairo, on->text);
		cairo_set_source_rgb(on->cairo, 1, 1, 1);
		cairo_set_line_width(on->cairo, rim);
		cairo_stroke(on->cairo);
		cairo_move_to(on->cairo, x - w / 2, y - h / 2);
	}
	cairo_set_source_rgb(
		on->cairo, colour->red, colour->green, colour->blue);
	pango_cairo_show_layout(on->cairo, on->text);
}

/* As large as fits the box. */
static void draw_inside(struct overlay *on, const struct ph_form_item *item,
	const char *words, const struct colour *colour)
{
	double high = fmin(text_most, 0.72 * item->h), w, h;

	set_words(on, words, high, true, &w, &h);
	if (w > 0.86 * item->w) {
		high *= 0.86 * item->w / w;
		set_words(on, words, high, true, &w, &h);
	}
	draw_words(on, item->x + item->w / 2, item->y + item->h / 2, w, h,
		colour, 0.25 * high);
}

/* ---- boxes ---- */

static bool is_answer(const struct ph_form_item *item)
{
	return item->kind == PH_FORM_BOX || item->kind == PH_FORM_DIGIT;
}

static void draw_box(struct overlay *on, size_t i, const struct colour *colour)
{
	static const double dashes[] = { 1.2, 0.8 };
	const struct ph_form_item *item = &on->form->items[i];
	char line[24];
	double w, h;

	cairo_rectangle(on->cairo, item->x, item->y, item->w, item->h);
	cairo_set_source_rgba(
		on->cairo, colour->red, colour->green, colour->blue, 0.16);
	cairo_fill_preserve(on->cairo);
	cairo_set_source_rgb(
		on->cairo, colour->red, colour->green, colour->blue);
	cairo_set_line_width(on->cairo, fmin(0.4, item->h / 10));
	cairo_set_dash(
		on->cairo, dashes, item->kind == PH_FORM_DIGIT ? 2 : 0, 0);
	cairo_stroke(on->cairo);
	cairo_set_dash(on->cairo, NULL, 0, 0);
	snprintf(line, sizeof(line), "%zu", i + FIRST_LINE);
	draw_inside(on, item, *item->value ? item->value : line, colour);
	if (!*item->value)
		return;
	set_words(on, line, small_text, false, &w, &h);
	draw_words(on, item->x + item->w - w / 2, item->y - 0.45 * h, w, h,
		colour, 0.4);
}

/* Left of the question's first box, or above it at the page's edge. */
static void draw_name(struct overlay *on, const struct ph_form_item *item,
	const struct colour *colour)
{
	double w, h, wide, high, x, y;

	set_words(
		on, item->field, fmin(pill_text, 0.68 * item->h), true, &w, &h);
	wide = w + 0.7 * h;
	high = h * 1.05;
	x = item->x - 0.8 - wide;
	y = item->y + (item->h - high) / 2;
	if (x < 0.5) {
		x = item->x;
		y = item->y - high - 0.6;
	}
	cairo_new_sub_path(on->cairo);
	cairo_arc(on->cairo, x + high / 2, y + high / 2, high / 2, M_PI / 2,
		1.5 * M_PI);
	cairo_arc(on->cairo, x + wide - high / 2, y + high / 2, high / 2,
		-M_PI / 2, M_PI / 2);
	cairo_close_path(on->cairo);
	cairo_set_source_rgb(
		on->cairo, colour->red, colour->green, colour->blue);
	cairo_fill(on->cairo);
	draw_words(on, x + wide / 2, y + high / 2, w, h,
		&(struct colour){ 1, 1, 1 }, 0);
}

static void draw_code(struct overlay *on, const struct ph_form_item *item)
{
	static const struct colour grey = { 0.25, 0.25, 0.25 };
	static const double dashes[] = { 1.5, 1 };
	const char *kind = item->kind == PH_FORM_QR        ? "QR"
			   : item->kind == PH_FORM_BARCODE ? "mã vạch"
							   : item->value;
	double w, h;

	cairo_rectangle(on->cairo, item->x - 0.6, item->y - 0.6, item->w + 1.2,
		item->h + 1.2);
	cairo_set_source_rgb(on->cairo, grey.red, grey.green, grey.blue);
	cairo_set_line_width(on->cairo, 0.4);
	cairo_set_dash(on->cairo, dashes, 2, 0);
	cairo_stroke(on->cairo);
	cairo_set_dash(on->cairo, NULL, 0, 0);
	set_words(on, kind, pill_text, true, &w, &h);
	draw_words(on, item->x + item->w / 2, item->y + item->h / 2, w, h,
		&grey, 0.9);
}

/* The first item of the same question. */
static size_t find_first(const struct ph_form *form, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (is_answer(&form->items[k])
			&& strcmp(form->items[k].field, form->items[i].field)
				   == 0)
			return k;
	return i;
}

static bool draw_items(struct overlay *on)
{
	const struct ph_form *form = on->form;
	size_t *colour = ph_alloc(form->count + 1, sizeof(*colour)), next = 0;

	if (!colour)
		return false;
	for (size_t i = 0; i < form->count; i++) {
		const struct ph_form_item *item = &form->items[i];
		size_t first = find_first(form, i);

		if (item->kind == PH_FORM_QR || item->kind == PH_FORM_BARCODE
			|| item->kind == PH_FORM_ANCHOR)
			draw_code(on, item);
		if (!is_answer(item))
			continue;
		colour[i] =
			first < i
				? colour[first]
				: next++ % (sizeof(colours) / sizeof(*colours));
		draw_box(on, i, &colours[colour[i]]);
	}
	for (size_t i = 0; i < form->count; i++)
		if (is_answer(&form->items[i]) && find_first(form, i) == i)
			draw_name(on, &form->items[i], &colours[colour[i]]);
	free(colour);
	return true;
}

/* ---- the sheet ---- */

static bool is_named(const struct ph_form *form)
{
	for (size_t i = 0; i < form->count; i++)
		if (is_answer(&form->items[i]) && !*form->items[i].value)
			return false;
	return true;
}

static void draw_legend(struct overlay *on)
{
	static const struct colour black = { 0.1, 0.1, 0.1 };
	const char *words =
		is_named(on->form)
			? "Số trong ô: điểm của ô (value). Số nhỏ: dòng của ô "
			  "trong layout.csv. Nhãn bên trái: tên câu hỏi "
			  "(field)."
			: "Số trong ô: dòng của ô trong layout.csv. Nhãn bên "
			  "trái: tên câu hỏi (field). Điền field và value vào "
			  "tệp đó, rồi chạy phieu form check.";
	double w, h, wide = on->width - 2 * margin;

	pango_layout_set_width(on->text, (int)(wide * PANGO_SCALE));
	set_words(on, words, note_text, false, &w, &h);
	if (h > legend_high - 3)
		set_words(on, words, note_text * (legend_high - 3) / h, false,
			&w, &h);
	cairo_rectangle(on->cairo, 0, on->height, on->width, legend_high);
	cairo_set_source_rgb(on->cairo, 0.94, 0.94, 0.92);
	cairo_fill(on->cairo);
	draw_words(on, margin + w / 2, on->height + legend_high / 2, w, h,
		&black, 0);
	pango_layout_set_width(on->text, -1);
}

/* cairo's own picture of the blank, faded. NULL: out of memory. */
static cairo_surface_t *fade(const struct ph_image *blank)
{
	cairo_surface_t *made = cairo_image_surface_create(
		CAIRO_FORMAT_RGB24, (int)blank->width, (int)blank->height);
	unsigned char *rows = cairo_image_surface_get_data(made);
	size_t stride;

	if (!rows || cairo_surface_status(made) != CAIRO_STATUS_SUCCESS) {
		cairo_surface_destroy(made);
		return NULL;
	}
	stride = (size_t)cairo_image_surface_get_stride(made);
	for (unsigned y = 0; y < blank->height; y++) {
		const uint8_t *from = blank->pixels + (size_t)y * blank->width;
		unsigned char *to = rows + y * stride;

		for (unsigned x = 0; x < blank->width; x++)
			memset(to + (size_t)x * 4,
				(int)(255 - faded * (255 - from[x])), 4);
	}
	cairo_surface_mark_dirty(made);
	return made;
}

static bool draw_blank(struct overlay *on, const struct ph_image *blank)
{
	cairo_surface_t *picture = fade(blank);

	if (!picture)
		return false;
	cairo_save(on->cairo);
	cairo_scale(on->cairo, on->width / blank->width,
		on->height / blank->height);
	cairo_set_source_surface(on->cairo, picture, 0, 0);
	cairo_paint(on->cairo);
	cairo_restore(on->cairo);
	cairo_surface_destroy(picture);
	return true;
}

static cairo_status_t write_png(
	void *to, const unsigned char *bytes, unsigned length)
{
	struct ph_output *out = to;

	ph_output_write(out, (const char *)bytes, length);
	return ph_output_failed(out) ? CAIRO_STATUS_WRITE_ERROR
				     : CAIRO_STATUS_SUCCESS;
}

/* Whether a write failed is told by the output's commit. */
static bool draw(
	struct overlay *on, const struct ph_image *blank, struct ph_output *png)
{
	int wide = (int)(on->width * on->scale + 0.5);
	int high = (int)((on->height + legend_high) * on->scale + 0.5);
	cairo_surface_t *picture =
		cairo_image_surface_create(CAIRO_FORMAT_RGB24, wide, high);
	cairo_status_t status;
	bool fine;

	on->cairo = cairo_create(picture);
	cairo_scale(on->cairo, on->scale, on->scale);
	cairo_set_source_rgb(on->cairo, 1, 1, 1);
	cairo_paint(on->cairo);
	cairo_set_line_join(on->cairo, CAIRO_LINE_JOIN_ROUND);
	open_type(on);
	fine = (!blank || draw_blank(on, blank)) && draw_items(on);
	draw_legend(on);
	cairo_surface_flush(picture);
	status = fine && cairo_status(on->cairo) == CAIRO_STATUS_SUCCESS
			 ? cairo_surface_write_to_png_stream(
				 picture, write_png, png)
			 : CAIRO_STATUS_NO_MEMORY;
	close_type(on);
	cairo_destroy(on->cairo);
	cairo_surface_destroy(picture);
	return status == CAIRO_STATUS_SUCCESS
	       || status == CAIRO_STATUS_WRITE_ERROR;
}

bool ph_print_boxes(const struct ph_form *form, const struct ph_image *blank,
	struct ph_output *png, struct ph_error *err)
{
	const struct ph_form_item *page = ph_form_page(form);
	struct overlay on = { .form = form };
	double longest;

	if (!page || !(page->w > 1 && page->h > 1))
		return ph_error_set(err, PH_BAD_DATA,
			"the layout has no page of more than 1 mm");
	on.width = page->w;
	on.height = page->h;
	on.scale =
		blank ? fmax(blank->width / page->w, scale_least) : scale_least;
	longest = fmax(on.width, on.height + legend_high);
	on.scale = fmin(on.scale, SIDE_MAX / longest);
	return draw(&on, blank, png) || ph_error_memory(err);
}
