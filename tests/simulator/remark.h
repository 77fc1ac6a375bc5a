/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_REMARK_H
#define SIMULATOR_REMARK_H

#include "hand.h"

/* Words by hand in the lines for them, in a margin, across the print: not
 * over boxes and codes. */
void remark_write(const struct hand *hand, const struct sheet *sheet);

/* Words that begin or end at a box and just touch it. */
void remark_touch(const struct hand *hand, const struct sheet *sheet,
	const struct rect *box);

#endif
