/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_FORM_CODE_H
#define SIMULATOR_FORM_CODE_H

#include <cairo.h>

#include "layout.h"

/* Draw into the rectangle; the context's unit is the millimetre. */
bool draw_qr(cairo_t *cr, const struct rect *at, const char *payload);
bool draw_code128(cairo_t *cr, const struct rect *at, const char *text);

#endif
