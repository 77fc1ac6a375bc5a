/* SPDX-License-Identifier: MIT */
#include "print_internal.h"

#include <cairo-pdf.h>

#include <stdio.h>
#include <string.h>

static const double points_per_mm = 72 / 25.4;
static const double remark_lines = 8.5; /* mm apart */

/* A print run. */
struct run {
	const struct ph_print *print;
	struct ph_output *pdf;
	struct ph_csv *layout;
	struct ph_type type;
	cairo_surface_t *surface;
	cairo_t *cr;
	struct ph_design designs[2][2]; /* by slot and coded */
	unsigned page, slot;
};

static void run_release(struct run *run)
{
	for (int slot = 0; slot < 2; slot++)
		for (int coded = 0; coded < 2; coded++)
			ph_design_release(&run->designs[slot][coded]);
	if (run->cr)
		cairo_destroy(run->cr);
	if (run->surface)
		cairo_surface_destroy(run->surface);
	ph_type_close(&run->type);
}
PH_CLEANUP_VALUE(struct run, run_release)

/* ---- the layout ---- */

/* An item as it stands on the sheet. */
static void tell(struct run *run, const struct ph_form_item *item)
{
	struct ph_form_item at = *item;

	if (!run->layout)
		return;
	at.page = run->page;
	at.slot = run->slot;
	at.x += ph_template_offset(run->print->form, run->slot);
	ph_form_csv_item(run->layout, &at);
}

static void tell_sheet(struct run *run)
{
	struct ph_form_item sheet = {
		.page = run->page,
		.slot = 1,
		.kind = PH_FORM_PAGE,
		.w = ph_template_sheet_width(run->print->form),
		.h = run->print->form->height,
	};

	if (run->layout)
		ph_form_csv_item(run->layout, &sheet);
}

/* ---- one form ---- */

struct drawing {
	struct run *run;
	const struct ph_design *design;
	const struct ph_handout *handout;
};

static bool draw_qr(const struct drawing *d, struct ph_form_item *item,
	struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text payload = { 0 };

	if (!ph_form_payload(&payload, d->run->print->url, d->handout->code,
		    d->design->form.id, d->design->checksum))
		return ph_error_memory(err);
	if (!ph_qr_draw(d->run->cr, payload.bytes, item, err))
		return false;
	snprintf(item->value, sizeof(item->value), "%s", d->handout->code);
	tell(d->run, item);
	return true;
}

static bool draw_bars(const struct drawing *d, struct ph_form_item *item,
	struct ph_error *err)
{
	if (!ph_bars_draw(d->run->cr, d->handout->code, item, err))
		return false;
	snprintf(item->value, sizeof(item->value), "%s", d->handout->code);
	if (item->w > 0)
		tell(d->run, item);
	return true;
}

/* Lines for a pen: under the words, or behind them. */
static void draw_writing(const struct drawing *d, PangoLayout *layout,
	const struct ph_style *style, const struct ph_form_item *cell)
{
	cairo_t *cr = d->run->cr;
	double y, h, w;

	ph_type_place(layout, style, cell, &y, &w, &h);
	if (strcmp(cell->field, "remarks") == 0)
		for (double line = y + h + remark_lines;
			line <= cell->y + cell->h; line += remark_lines)
			ph_writing_draw(cr, cell->x, line, cell->w);
	if (strcmp(cell->field, "code") == 0 && !*d->handout->code)
		ph_writing_draw(
			cr, cell->x + w + 2, y + 0.8 * h, cell->w - w - 2);
}

static bool draw_own(const struct drawing *d, struct ph_form_item *item,
	struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text text = { 0 };
	bool written = strcmp(item->field, "code") == 0 && !*d->handout->code;
	const struct ph_style *style =
		ph_style_find(written ? "no-code" : item->field);
	PangoLayout *layout;
	double points;

	if (!ph_words_own(&text, d->run->print, item, d->handout))
		return ph_error_memory(err);
	if (!text.length)
		return true;
	points =
		ph_type_fit(&d->run->type, style, text.bytes, item->w, item->h);
	if (points <= 0)
		return ph_error_set(err, PH_CONFIG,
			"form %s: «%s» does not fit its place of %.0f × %.0f "
			"mm, or has letters that the font lacks",
			d->design->form.id, text.bytes, item->w, item->h);
	layout = ph_type_set(&d->run->type, style, text.bytes, item->w, points);
	ph_type_draw(d->run->cr, layout, style, item);
	draw_writing(d, layout, style, item);
	g_object_unref(layout);
	if (strcmp(item->field, "code") == 0)
		snprintf(item->value, sizeof(item->value), "%s",
			d->handout->code);
	tell(d->run, item);
	return true;
}

static bool draw_text(const struct drawing *d, size_t i,
	struct ph_form_item *item, struct ph_error *err)
{
	PangoLayout *layout = d->design->fixed[i];
	const struct ph_style *style;

	if (!layout)
		return draw_own(d, item, err);
	style = ph_design_style(&d->design->form, item);
	ph_type_draw(d->run->cr, layout, style, item);
	draw_writing(d, layout, style, item);
	tell(d->run, item);
	return true;
}

static bool draw_item(const struct drawing *d, size_t i, struct ph_error *err)
{
	struct ph_form_item item = d->design->form.items[i];

	switch (item.kind) {
	case PH_FORM_ANCHOR:
		if (!ph_tag_draw(d->run->cr, &item, err))
			return false;
		tell(d->run, &item);
		return true;
	case PH_FORM_QR:
		return draw_qr(d, &item, err);
	case PH_FORM_BARCODE:
		return draw_bars(d, &item, err);
	case PH_FORM_BOX:
		ph_box_draw(d->run->cr, &item);
		tell(d->run, &item);
		return true;
	case PH_FORM_TEXT:
		return draw_text(d, i, &item, err);
	case PH_FORM_PAGE:
	case PH_FORM_DIGIT:
	case PH_FORM_KINDS:
		break;
	}
	return true;
}

static bool draw_form(
	struct run *run, const struct ph_handout *handout, struct ph_error *err)
{
	bool coded = *handout->code;
	struct ph_design *design = &run->designs[run->slot - 1][coded];
	struct drawing d = { run, design, handout };
	bool fine = true;

	if (strlen(handout->code) >= PH_FORM_VALUE_SIZE)
		return ph_error_set(err, PH_CONFIG,
			"%s: too long a code to be printed", handout->code);
	if (!design->made
		&& !ph_design_make(
			design, &run->type, run->print, run->slot, coded, err))
		return false;
	cairo_save(run->cr);
	cairo_translate(
		run->cr, ph_template_offset(run->print->form, run->slot), 0);
	for (size_t i = 0; fine && i < design->form.count; i++)
		fine = draw_item(&d, i, err);
	cairo_restore(run->cr);
	return fine;
}

/* ---- sheets ---- */

static cairo_status_t write_out(
	void *pdf, const unsigned char *bytes, unsigned length)
{
	ph_output_write(pdf, (const char *)bytes, length);
	return ph_output_failed(pdf) ? CAIRO_STATUS_WRITE_ERROR
				     : CAIRO_STATUS_SUCCESS;
}

static void open_pdf(struct run *run)
{
	const struct ph_template *form = run->print->form;
	char day[PH_DATE_SIZE], instant[PH_DATE_SIZE + 16];

	run->surface = cairo_pdf_surface_create_for_stream(write_out, run->pdf,
		ph_template_sheet_width(form) * points_per_mm,
		form->height * points_per_mm);
	snprintf(instant, sizeof(instant), "%sT00:00:00+07:00",
		ph_date_iso(run->print->today, day));
	cairo_pdf_surface_set_metadata(
		run->surface, CAIRO_PDF_METADATA_CREATE_DATE, instant);
	cairo_pdf_surface_set_metadata(run->surface, CAIRO_PDF_METADATA_TITLE,
		form->words[PH_WORD_TITLE]);
	cairo_pdf_surface_set_metadata(
		run->surface, CAIRO_PDF_METADATA_CREATOR, "phieu");
	run->cr = cairo_create(run->surface);
	cairo_scale(run->cr, points_per_mm, points_per_mm);
	cairo_set_source_rgb(run->cr, 0, 0, 0);
}

static void begin_sheet(struct run *run)
{
	const struct ph_template *form = run->print->form;

	run->page++;
	tell_sheet(run);
	if (form->slots == 2)
		ph_cut_draw(run->cr, ph_template_offset(form, 2), form->height);
}

static bool draw_all(struct run *run, struct ph_error *err)
{
	const struct ph_print *print = run->print;

	for (size_t i = 0; i < print->count; i++) {
		run->slot = (unsigned)(i % print->form->slots) + 1;
		if (run->slot == 1)
			begin_sheet(run);
		if (!draw_form(run, &print->handouts[i], err))
			return false;
		if (run->slot == print->form->slots || i + 1 == print->count)
			cairo_show_page(run->cr);
		if (ph_output_failed(run->pdf))
			break;
	}
	cairo_surface_finish(run->surface);
	/* A write that failed is told by the output's commit. */
	return !cairo_surface_status(run->surface) || ph_output_failed(run->pdf)
	       || ph_error_set(err, PH_BUG, "the PDF: %s",
		       cairo_status_to_string(
			       cairo_surface_status(run->surface)));
}

bool ph_print_forms(const struct ph_print *print, struct ph_output *pdf,
	struct ph_csv *layout, struct ph_error *err)
{
	PH_AUTO(run_release)
	struct run run = { .print = print, .pdf = pdf, .layout = layout };

	if (!ph_type_open(&run.type, err))
		return false;
	if (layout)
		ph_form_csv_header(layout);
	open_pdf(&run);
	return draw_all(&run, err);
}
