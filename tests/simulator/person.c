/* SPDX-License-Identifier: MIT */
#include "hand.h"

#include <math.h>

const char *shape_word(enum shape shape)
{
	static const char *const words[SHAPES] = { "tick", "cross", "slash",
		"dot", "filled", "circle" };

	return words[shape];
}

/* Ticks and crosses are the most of what is seen in ballot boxes. */
static enum shape usual_shape(struct rng *rng)
{
	double t = rng_uniform(rng, 0, 1);

	return t < 0.54   ? TICK
	       : t < 0.84 ? CROSS
	       : t < 0.91 ? SLASH
	       : t < 0.94 ? DOT
	       : t < 0.97 ? FILLED
			  : CIRCLE;
}

static const struct nib *usual_nib(struct rng *rng)
{
	double t = rng_uniform(rng, 0, 1);

	return nib_find(t < 0.60   ? "blue"
			: t < 0.84 ? "black"
			: t < 0.88 ? "red"
			: t < 0.97 ? "pencil"
				   : "marker");
}

void hand_init(struct hand *hand, const struct paper_under *paper,
	const struct nib *nib, int shape, struct rng *rng)
{
	bool shaky = rng_chance(rng, 0.08);

	*hand = (struct hand){ .paper = *paper, .rng = rng };
	hand->nib = nib ? *nib : *usual_nib(rng);
	/* From fine ballpoints to broad gel pens. */
	hand->nib.width *= 0.75 * exp(rng_uniform(rng, 0, 0.85));
	hand->nib.density *= rng_uniform(rng, 0.86, 1.02);
	/* Of pencils some are soft and dark, some hard and faint. */
	if (hand->nib.grit > 0.5)
		hand->nib.density *= rng_uniform(rng, 0.70, 1.15);
	hand->motion.press = rng_uniform(rng, 0.72, 1.25);
	hand->motion.tremor = shaky ? rng_uniform(rng, 0.09, 0.2)
				    : rng_uniform(rng, 0.015, 0.06);
	hand->motion.taper = rng_uniform(rng, 0.05, 0.35);
	hand->shape = shape >= 0 ? (enum shape)shape : usual_shape(rng);
	hand->size = 0.98 * exp(rng_normal(rng, 0.2));
	hand->size = fmin(fmax(hand->size, 0.62), 1.7);
	hand->aim.x = rng_normal(rng, 0.35);
	hand->aim.y = rng_normal(rng, 0.35);
	hand->mirrored = rng_chance(rng, 0.03);
	hand->slant = rng_normal(rng, 0.14);
	hand->care = rng_uniform(rng, 0.12, 0.55);
	hand->tail = rng_uniform(rng, 0.55, 1.35);
	hand->overflow = rng_chance(rng, 0.05);
}

enum shape hand_shape(const struct hand *hand)
{
	enum shape shape = hand->shape;

	while (shape == SHAPES || shape == FILLED) {
		if (hand->shape == FILLED)
			return FILLED;
		shape = usual_shape(hand->rng);
	}
	return shape;
}
