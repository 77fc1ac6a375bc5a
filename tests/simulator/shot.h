/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_SHOT_H
#define SIMULATOR_SHOT_H

#include "codec.h"
#include "layout.h"
#include "level.h"
#include "pen.h"

/* How one photograph is to be taken. */
struct order {
	const struct form *form;
	const struct layout *layout;
	const struct level *level;
	int long_side;           /* 0: the level's own */
	unsigned long max_bytes; /* 0: any */
	uint64_t seed, stream;
};

/* Prints, fills in and photographs one form. */
bool shot_take(
	const struct order *order, struct jpeg *jpeg, char did[DID_SIZE]);

#endif
