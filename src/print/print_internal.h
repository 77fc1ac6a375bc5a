/* SPDX-License-Identifier: MIT */
/*
 * What the files of this room share. Only print.h is the door.
 *
 * type     text set in a cell: the largest size at which it fits
 * codes    QR codes and bars
 * shapes   tags, boxes, lines, the cut
 * words    what stands in which cell
 * design   a form's places with all that is the same on each
 * print    sheets one after the other, and the layout beside
 *
 * The drawing context is in millimetres, the origin that of the form.
 */
#ifndef PHIEU_PRINT_INTERNAL_H
#define PHIEU_PRINT_INTERNAL_H

#include <phieu/print.h>

#include <cairo.h>
#include <pango/pangocairo.h>

/* ---- type ---- */

struct ph_type {
	PangoFontMap *fonts;
	PangoContext *context;
	PangoLayout *trial; /* what fitting measures with */
};
/* PH_CONFIG when the font is not installed: another one would give other
 * lines, or boxes for letters. */
PH_MUST_CHECK bool ph_type_open(struct ph_type *type, struct ph_error *err);
void ph_type_close(struct ph_type *type);
PH_CLEANUP_VALUE(struct ph_type, ph_type_close)

struct ph_style {
	const char *field; /* of the text item */
	double most; /* points; down to `single` rather than break a line */
	double single, least;
	bool bold, italic;
	PangoAlignment align;
	double drop; /* where in its cell: 0 top, 0.5 middle, 1 bottom */
};
const struct ph_style *ph_style_find(const char *field);

/* The largest size in points at which the text fits w × h mm; 0: none, or the
 * font lacks a letter of it. */
double ph_type_fit(struct ph_type *type, const struct ph_style *style,
	const char *text, double w, double h);
/* The text as it will stand. The caller unrefs it. */
PangoLayout *ph_type_set(struct ph_type *type, const struct ph_style *style,
	const char *text, double w, double points);
/* Where in the cell the text really stands. */
void ph_type_place(PangoLayout *layout, const struct ph_style *style,
	const struct ph_form_item *cell, double *y, double *w, double *h);
void ph_type_draw(cairo_t *cr, PangoLayout *layout,
	const struct ph_style *style, const struct ph_form_item *cell);

/* ---- codes ---- */

/* Fails with PH_CONFIG when the modules would be too small for the QR code's
 * place. */
PH_MUST_CHECK bool ph_qr_draw(cairo_t *cr, const char *payload,
	const struct ph_form_item *at, struct ph_error *err);
/* Draws into the place and narrows it to where the bars really stand; w 0: the
 * code is too long for bars that can be read, or has letters that they cannot
 * say, and none are drawn. */
PH_MUST_CHECK bool ph_bars_draw(cairo_t *cr, const char *code,
	struct ph_form_item *at, struct ph_error *err);

/* ---- shapes ---- */

PH_MUST_CHECK bool ph_tag_draw(
	cairo_t *cr, const struct ph_form_item *at, struct ph_error *err);
void ph_box_draw(cairo_t *cr, const struct ph_form_item *at);
/* A line to write on. */
void ph_writing_draw(cairo_t *cr, double x, double y, double w);
void ph_rule_draw(cairo_t *cr, double x, double y, double w);
/* The dashed line from top to bottom at x, and scissors. */
void ph_cut_draw(cairo_t *cr, double x, double height);
/* A small box with a tick, a cross, or blackened, in a square of `size` whose
 * lower left corner is (x, y); `which` is the letter that it stands for. */
void ph_sign_draw(cairo_t *cr, gunichar which, double x, double y, double size);

/* ---- words ---- */

/* Does the form ask it? */
bool ph_print_asks(
	const struct ph_template *form, const struct ph_criterion *criterion);

/* What stands in a cell on every form, "" for what differs from form to form.
 * Appends. false: out of memory. */
PH_MUST_CHECK bool ph_words_fixed(struct ph_text *out,
	const struct ph_print *print, const struct ph_form_item *cell,
	uint16_t checksum);
/* What stands there on this one. */
PH_MUST_CHECK bool ph_words_own(struct ph_text *out,
	const struct ph_print *print, const struct ph_form_item *cell,
	const struct ph_handout *handout);

/* ---- design ---- */

struct ph_design {
	bool made;
	struct ph_form form;
	PangoLayout **fixed; /* one an item; NULL: nothing fixed */
	uint16_t checksum;
};
/* The style of an item: an option's by where it stands to its box. */
const struct ph_style *ph_design_style(
	const struct ph_form *form, const struct ph_form_item *item);
PH_MUST_CHECK bool ph_design_make(struct ph_design *design,
	struct ph_type *type, const struct ph_print *print, unsigned slot,
	bool coded, struct ph_error *err);
void ph_design_release(struct ph_design *design);

#endif
