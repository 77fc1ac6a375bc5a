/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_FORM_PAGE_H
#define SIMULATOR_FORM_PAGE_H

#include <cairo.h>

#include "layout.h"

enum {
	PAGE_DPI = 300
};

/*
 * Draws the printed form, in millimetres. Without a form it stays empty: no
 * code, no QR. payload is what the QR says.
 */
bool page_draw(cairo_t *cr, const struct layout *layout,
	const struct form *form, const char *payload);

/* A white page of PAGE_DPI; *cr, in millimetres, is the caller's to destroy. */
cairo_surface_t *page_create(const struct layout *layout, cairo_t **cr);

/* The empty form as PDF or PNG, by the name's ending. */
bool page_save_blank(const struct layout *layout, const char *path);

#endif
