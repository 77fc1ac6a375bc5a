/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_PROPS_H
#define SIMULATOR_PROPS_H

#include "raster.h"

/* What else lies about or holds the paper. Made once; NULL: out of memory. */
enum prop {
	PROP_FINGER, /* points up; its tip is at the top */
	PROP_CLIP,   /* black, to be pushed over an edge from above */
	PROP_PEN,
	PROP_SHEET, /* another paper, with lines of print */
	PROPS
};
const struct art *prop_art(enum prop prop);

#endif
