/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_FORM_CODE_H
#define SIMULATOR_FORM_CODE_H

#include "raster.h"
#include "sheet.h"

/* Print into the rectangle of a page with so many pixels a mm. */
bool draw_qr(struct grey *page, double dots, const struct rect *at,
	const char *payload);
bool draw_code128(struct grey *page, double dots, const struct rect *at,
	const char *text);

#endif
