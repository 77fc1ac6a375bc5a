/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_FORM_PAGE_H
#define SIMULATOR_FORM_PAGE_H

#include "layout.h"
#include "raster.h"

enum {
	PAGE_DPI = 300
};

/* Draws the printed form; payload is what its QR says. The page is the
 * caller's to release. */
bool page_draw(const struct layout *layout, const struct form *form,
	const char *payload, struct grey *page);

/* The empty form as PDF or PNG, by the name's ending: no code, no QR. */
bool page_save_blank(const struct layout *layout, const char *path);

#endif
