/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_FORM_TEXT_H
#define SIMULATOR_FORM_TEXT_H

#include <cairo.h>

#include "layout.h"

enum weight {
	PLAIN,
	BOLD
};
enum align {
	LEFT,
	CENTRE,
	RIGHT
};

struct face {
	const char *family;
	double size; /* mm */
	enum weight weight;
	enum align align;
};

/* Sets text in the rectangle, wrapped to its width and centred in its height.
 */
void draw_text(cairo_t *cr, const struct rect *at, const struct face *face,
	const char *text);

#endif
