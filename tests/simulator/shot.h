/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_SHOT_H
#define SIMULATOR_SHOT_H

#include "codec.h"
#include "compose.h"
#include "pen.h"

/* Takes a printed page, or the part of it that is cut out, as paper to write
 * on. Released by print_release. */
bool print_take(struct print *print, const struct grey *page, double dots,
	struct rect part, struct rng *rng);
void print_release(struct print *print);

/* Fills in one form of it by hand. */
bool print_fill(struct print *print, const struct sheet *sheet,
	const struct sheet_list *list, const struct wish *wish, struct rng *rng,
	struct filled *filled);

/* How photographs are taken. */
struct order {
	const struct level *level;
	int long_side;           /* 0: the level's own */
	unsigned long max_bytes; /* 0: any */
};

/* Photographs the papers; the plan tells how. */
bool shot_take(const struct order *order, struct print *prints, int count,
	struct rng *rng, struct jpeg *jpeg, struct picture_plan *plan);

#endif
