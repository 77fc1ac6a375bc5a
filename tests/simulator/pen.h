/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_PEN_H
#define SIMULATOR_PEN_H

#include "answers.h"
#include "ink.h"

enum {
	DID_SIZE = 40
};

/* What stands on the form now. */
struct filled {
	char truth[MAX_FIELDS][WISH_SIZE]; /* the points, "", or "!" */
	char did[MAX_FIELDS][DID_SIZE];    /* "-": the form does not ask it */
	const char *pen;
	bool remark;
};

/*
 * Fills in the form by hand. The wish's style is a list of words: a shape
 * (tick cross slash dot filled circle, mixed), a pen (blue black red pencil
 * marker), what happens (overflow corrected struck hesitation beside small
 * reach remark), and plain: nothing happens by chance. Any word but a pen
 * implies plain. False, and a line on stderr, for an unknown word.
 */
bool pen_fill(const struct paper_under *paper, const struct sheet *sheet,
	const struct sheet_list *list, const struct wish *wish, struct rng *rng,
	struct filled *filled);

#endif
