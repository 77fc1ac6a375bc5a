/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_HAND_H
#define SIMULATOR_HAND_H

#include "ink.h"
#include "sheet.h"

enum shape {
	TICK,
	CROSS,
	SLASH,
	DOT,
	FILLED,
	CIRCLE,
	SHAPES
};

/* "tick", "cross", … */
const char *shape_word(enum shape shape);

/* One person with a pen over one form. */
struct hand {
	struct paper_under paper;
	struct rng *rng;
	struct nib nib;
	struct motion motion;
	enum shape shape; /* SHAPES: now this, now that */
	double size;      /* of a mark, in boxes */
	double slant;     /* radians */
	double care;      /* how far a mark misses the box's middle, mm */
	struct point aim; /* where it misses to, always, mm */
	bool mirrored;    /* ticks rise to the left */
	double tail;      /* of a tick, in boxes */
	bool overflow;    /* writes far beyond the boxes, always */
};

/* A person by chance; the pen and the shape unless they are given. */
void hand_init(struct hand *hand, const struct paper_under *paper,
	const struct nib *nib, int shape, struct rng *rng);

/* The person's shape for this mark. */
enum shape hand_shape(const struct hand *hand);

/* Marks the box. `size` is in usual marks of this hand. */
void hand_mark(const struct hand *hand, enum shape shape,
	const struct rect *box, double size);

/* A tick or slash whose tail ends at `to`. */
void hand_reach(const struct hand *hand, enum shape shape,
	const struct rect *box, struct point to);

/* Blackens the box wholly, as one takes back a mark. */
void hand_blacken(const struct hand *hand, const struct rect *box);

/* Strikes out what stands in and around the box. */
void hand_strike(const struct hand *hand, const struct rect *box);

/* The pen rested there: a speck or a short line. */
void hand_rest(const struct hand *hand, const struct rect *box);

/* A digit in its cell. */
void hand_digit(const struct hand *hand, int digit, const struct rect *cell);

/* A line of words nobody can read, from x, y on; letters of that height. */
void hand_scrawl(const struct hand *hand, struct point from, double width,
	double height);

/* A signature. */
void hand_sign(const struct hand *hand, struct point at, double width);

#endif
