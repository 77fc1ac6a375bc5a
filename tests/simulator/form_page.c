/* SPDX-License-Identifier: MIT */
#include "form_page.h"

#include <cairo-pdf.h>
#include <err.h>
#include <math.h>
#include <string.h>

#include "form_code.h"
#include "form_text.h"

/* Both are in Debian's fonts-dejavu-core, with these two weights alone. */
#define SERIF "DejaVu Serif"
#define SANS "DejaVu Sans"

static const double dots = PAGE_DPI / 25.4; /* a mm */

struct question {
	const char *words;
	const char *options[OPTIONS];
};

static const struct question questions[QUESTIONS] = {
	{ "Thời gian giải quyết hồ sơ so với giấy hẹn",
		{ "Sớm hơn hẹn", "Đúng hẹn", "Trễ hẹn" } },
	{ "Số lần phải liên hệ với nơi tiếp nhận để hoàn thiện hồ sơ",
		{ "Không lần nào", "Một lần", "Hơn một lần" } },
	{ "Số cơ quan, đơn vị phải liên hệ để hoàn thiện hồ sơ",
		{ "Không cơ quan nào", "Một cơ quan", "Hơn một cơ quan" } },
	{ "Thái độ của công chức khi tiếp nhận, giải quyết hồ sơ",
		{ "Tận tình, chu đáo", "Đúng mực", "Gây phiền hà" } },
	{ "Ông/Bà có hài lòng với việc giải quyết thủ tục không?",
		{ "Rất hài lòng", "Hài lòng", "Không hài lòng" } },
};

static struct rect in(
	const struct layout *layout, double x, double y, double w, double h)
{
	double k = layout->scale;

	return (struct rect){ k * x, k * y, k * w, k * h };
}

static void write_at(cairo_t *cr, const struct layout *layout, struct rect at,
	struct face face, const char *text)
{
	face.size *= layout->scale;
	draw_text(cr, &at, &face, text);
}

static void rule(cairo_t *cr, const struct layout *layout, double x, double y,
	double w, double thick)
{
	double k = layout->scale;

	cairo_set_source_rgb(cr, 0.07, 0.07, 0.08);
	cairo_rectangle(cr, k * x, k * y - thick / 2, k * w, thick);
	cairo_fill(cr);
}

static void draw_head(
	cairo_t *cr, const struct layout *layout, const struct form *form)
{
	const char *title =
		form && form->title[0] ? form->title : "PHIẾU ĐÁNH GIÁ";

	write_at(cr, layout, in(layout, 11, 10, 72, 8.4),
		(struct face){ SERIF, 3.1, BOLD, CENTRE },
		form ? form->unit : "UBND ………………………………");
	write_at(cr, layout, in(layout, 11, 18.4, 72, 4),
		(struct face){ SERIF, 2.7, PLAIN, CENTRE },
		"BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ");
	rule(cr, layout, 36, 23, 22, 0.25);
	write_at(cr, layout, in(layout, 11, 29, 126, 8),
		(struct face){ SERIF, 6.2, BOLD, CENTRE }, title);
	write_at(cr, layout, in(layout, 11, 37.4, 126, 5),
		(struct face){ SERIF, 3.6, BOLD, CENTRE },
		"việc giải quyết thủ tục hành chính");
}

static void draw_dossier(
	cairo_t *cr, const struct layout *layout, const struct form *form)
{
	struct rect beside = in(layout, 84, 53, 53, 11.5);

	beside.x = layout->barcode.x + layout->barcode.w + 4;
	beside.w = 137 * layout->scale - beside.x;
	write_at(cr, layout, in(layout, 11, 47.2, 18, 5.4),
		(struct face){ SERIF, 3.3, PLAIN, LEFT }, "Mã hồ sơ:");
	if (!form) {
		rule(cr, layout, 29.5, 51.6, 60, 0.15);
		return;
	}
	write_at(cr, layout, in(layout, 29.5, 47.2, 84, 5.4),
		(struct face){ SANS, 3.7, BOLD, LEFT }, form->code);
	write_at(cr, layout, beside, (struct face){ SERIF, 2.9, PLAIN, LEFT },
		form->name);
}

static void draw_box(cairo_t *cr, const struct rect *box)
{
	const double thick = 0.3; /* mm; the outside is the stated box */

	cairo_set_source_rgb(cr, 0.07, 0.07, 0.08);
	cairo_set_line_width(cr, thick);
	cairo_rectangle(cr, box->x + thick / 2, box->y + thick / 2,
		box->w - thick, box->h - thick);
	cairo_stroke(cr);
}

static void draw_number(cairo_t *cr, const struct layout *layout, int q)
{
	const struct rect *band = &layout->band[q];
	double k = layout->scale;
	struct rect at = { band->x + k * 1.5, band->y, k * 6, band->h };
	char digit[2] = { (char)('1' + q), '\0' };

	write_at(cr, layout, at, (struct face){ SERIF, 3.6, BOLD, CENTRE },
		digit);
	cairo_new_path(cr);
	cairo_arc(cr, at.x + at.w / 2, at.y + at.h / 2, k * 2.7, 0, 2 * M_PI);
	cairo_set_line_width(cr, 0.25);
	cairo_stroke(cr);
}

static void draw_question(cairo_t *cr, const struct layout *layout, int q)
{
	struct rect band = layout->band[q];
	double k = layout->scale;

	cairo_set_source_rgb(cr, 0.92, 0.92, 0.925);
	cairo_rectangle(cr, band.x, band.y, band.w, band.h);
	cairo_fill(cr);
	draw_number(cr, layout, q);
	band.x += k * 9.5;
	band.w -= k * 11;
	write_at(cr, layout, band, (struct face){ SERIF, 3.2, BOLD, LEFT },
		questions[q].words);
	for (int o = 0; o < OPTIONS; o++) {
		const struct rect *box = &layout->box[q][o];
		struct rect label = { box->x + box->w + k * 1.8, box->y, k * 33,
			box->h };

		draw_box(cr, box);
		write_at(cr, layout, label,
			(struct face){ SERIF, 3.2, PLAIN, LEFT },
			questions[q].options[o]);
	}
}

static void draw_foot(cairo_t *cr, const struct layout *layout)
{
	const double dash[] = { 0.3, 0.7 };
	double k = layout->scale;

	write_at(cr, layout, in(layout, 11, 181.3, 40, 4.6),
		(struct face){ SERIF, 3.2, PLAIN, LEFT }, "Ý kiến khác:");
	cairo_set_line_width(cr, 0.25);
	cairo_set_dash(cr, dash, 2, 0);
	for (int i = 0; i < 2; i++) {
		cairo_move_to(cr, k * (i ? 11 : 33), k * (185.4 + 7.6 * i));
		cairo_line_to(cr, k * 137, k * (185.4 + 7.6 * i));
	}
	cairo_stroke(cr);
	cairo_set_dash(cr, NULL, 0, 0);
	write_at(cr, layout, in(layout, 11, 196, 126, 4.6),
		(struct face){ SERIF, 3.0, PLAIN, RIGHT },
		"Trân trọng cảm ơn Ông/Bà!");
}

static void draw_page(
	cairo_t *cr, const struct layout *layout, const struct form *form)
{
	draw_head(cr, layout, form);
	draw_dossier(cr, layout, form);
	rule(cr, layout, 11, 66.4, 126, 0.35);
	write_at(cr, layout, in(layout, 11, 67.4, 126, 8.4),
		(struct face){ SERIF, 2.7, PLAIN, LEFT },
		"Ông/Bà đánh dấu V hoặc X vào một ô ở mỗi câu; nếu nhầm, "
		"tô kín ô đó rồi chọn ô khác.");
	for (int q = 0; q < QUESTIONS; q++)
		draw_question(cr, layout, q);
	draw_foot(cr, layout);
}

static cairo_surface_t *create_page(
	const struct layout *layout, const struct form *form)
{
	cairo_surface_t *surface = cairo_image_surface_create(
		CAIRO_FORMAT_RGB24, (int)lround(layout->page.w * dots),
		(int)lround(layout->page.h * dots));
	cairo_t *cr = cairo_create(surface);

	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_paint(cr);
	cairo_scale(cr, dots, dots);
	draw_page(cr, layout, form);
	cairo_destroy(cr);
	return surface;
}

static bool take_grey(cairo_surface_t *surface, struct grey *page)
{
	int width = cairo_image_surface_get_width(surface);
	int height = cairo_image_surface_get_height(surface);
	int stride = cairo_image_surface_get_stride(surface);
	const unsigned char *data;

	cairo_surface_flush(surface);
	data = cairo_image_surface_get_data(surface);
	if (!data || !grey_init(page, width, height))
		return false;
	for (int y = 0; y < height; y++)
		for (int x = 0; x < width; x++)
			page->px[(size_t)y * width + x] =
				data[(size_t)y * stride + 4 * (size_t)x + 1];
	return true;
}

bool page_draw(const struct layout *layout, const struct form *form,
	const char *payload, struct grey *page)
{
	cairo_surface_t *surface = create_page(layout, form);
	bool good = take_grey(surface, page);

	cairo_surface_destroy(surface);
	if (!good || !form->code[0])
		return good;
	if (draw_code128(page, dots, &layout->barcode, form->code)
		&& draw_qr(page, dots, &layout->qr, payload))
		return true;
	grey_release(page);
	return false;
}

static bool save_pdf(const struct layout *layout, const char *path)
{
	const double points = 72 / 25.4;
	cairo_surface_t *surface = cairo_pdf_surface_create(
		path, layout->page.w * points, layout->page.h * points);
	cairo_t *cr = cairo_create(surface);
	bool good;

	/* Pinned, so that the same form is the same bytes. */
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE,
		"2026-01-01T00:00:00+07:00");
	cairo_scale(cr, points, points);
	draw_page(cr, layout, NULL);
	cairo_destroy(cr);
	cairo_surface_finish(surface);
	good = cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
	cairo_surface_destroy(surface);
	return good;
}

static bool save_png(const struct layout *layout, const char *path)
{
	cairo_surface_t *surface = create_page(layout, NULL);
	bool good = cairo_surface_write_to_png(surface, path)
		    == CAIRO_STATUS_SUCCESS;

	cairo_surface_destroy(surface);
	return good;
}

bool page_save_blank(const struct layout *layout, const char *path)
{
	const char *dot = strrchr(path, '.');
	bool good = dot && strcmp(dot, ".pdf") == 0 ? save_pdf(layout, path)
						    : save_png(layout, path);

	if (!good)
		warnx("%s: cannot draw the form there", path);
	return good;
}
