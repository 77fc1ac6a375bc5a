/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_PEN_H
#define SIMULATOR_PEN_H

#include <cairo.h>

#include "layout.h"
#include "random.h"

enum {
	DID_SIZE = 96
};

/*
 * Fills in the form by hand, in millimetres. The form's style is a list of
 * words: a shape (tick cross slash dot filled circle), a pen (blue black red
 * pencil marker), and overflow, corrected, remark, mixed; what is not said
 * is left to chance. did tells, question by question, what was done. False,
 * and a line on stderr, for an unknown word.
 */
bool pen_fill(cairo_t *cr, const struct layout *layout, const struct form *form,
	struct rng *rng, char did[DID_SIZE]);

#endif
