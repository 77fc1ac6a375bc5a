/* SPDX-License-Identifier: MIT */
#include "bend.h"

#include <math.h>

static void init_creases(struct bend *bend, struct rng *rng)
{
	bend->crease_count = 1 + (int)rng_below(rng, 2);
	for (int i = 0; i < bend->crease_count; i++) {
		struct crease *crease = &bend->creases[i];
		double askew = rng_normal(rng, 0.03);
		bool across = (i + rng_below(rng, 2)) % 2;

		crease->nx = across ? 1 : askew;
		crease->ny = across ? askew : 1;
		/* In half, or in three as a letter. */
		crease->at = rng_chance(rng, 0.7) ? 0 : 1 / 6.0;
		crease->at += rng_normal(rng, 0.02);
		crease->height = rng_uniform(rng, 1.0, 6.0);
		if (rng_chance(rng, 0.5))
			crease->height *= -0.7;
	}
}

void bend_init(struct bend *bend, const struct level *level, struct rng *rng)
{
	double angle = rng_uniform(rng, 0, 2 * M_PI);

	*bend = (struct bend){ .flat = level->scanner };
	/* Most papers lie nearly flat, whatever they could do. */
	bend->curl = level->curl_mm.low
		     + (level->curl_mm.high - level->curl_mm.low)
			       * pow(rng_uniform(rng, 0, 1), 1.5);
	bend->wave = bend->curl * rng_uniform(rng, 0, 0.12);
	bend->nx = cos(angle);
	bend->ny = sin(angle);
	bend->start = rng_uniform(rng, -0.1, 0.3);
	bend->phase = rng_uniform(rng, 0, 6.28);
	bend->crumple = pick(rng, &level->crumple_mm);
	for (int i = 0; i < WAVES; i++) {
		double way = rng_uniform(rng, 0, M_PI);
		double often = rng_uniform(rng, 5, 26);

		bend->crumple_x[i] = often * cos(way);
		bend->crumple_y[i] = often * sin(way);
		bend->crumple_at[i] = rng_uniform(rng, 0, 6.28);
	}
	if (rng_chance(rng, level->folded))
		init_creases(bend, rng);
}

double bend_height(const struct bend *bend, double u, double v)
{
	double rise = 0.5 + u * bend->nx + v * bend->ny - bend->start;
	double turn = 7 * (u * bend->ny - v * bend->nx) + bend->phase;
	double height;

	if (bend->flat)
		return 0;
	rise = fmin(fmax(rise, 0) / (1.2 - bend->start), 1.4);
	height = bend->curl * rise * rise + bend->wave * (1 + sin(turn));
	for (int i = 0; i < bend->crease_count; i++) {
		const struct crease *crease = &bend->creases[i];
		double away =
			2 * fabs(u * crease->nx + v * crease->ny - crease->at);

		height += crease->height > 0
				  ? crease->height * fmax(1 - away, -0.2)
				  : -crease->height * fmin(away, 1.3);
	}
	if (bend->crumple > 0)
		for (int i = 0; i < WAVES; i++)
			height += bend->crumple
				  * sin(u * bend->crumple_x[i]
					  + v * bend->crumple_y[i]
					  + bend->crumple_at[i]);
	return height;
}
