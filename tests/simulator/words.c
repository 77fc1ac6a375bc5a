/* SPDX-License-Identifier: MIT */
#include "hand.h"

#include <math.h>

/* Digits in a cell of 1 × 1, as lines through points; x below −1 lifts the
 * pen. */
#define UP             \
	{              \
		-9, -9 \
	}
enum {
	DIGIT_POINTS = 12
};
static const struct point digits[10][DIGIT_POINTS] = {
	{ { 0.6, 0.15 }, { 0.3, 0.3 }, { 0.28, 0.7 }, { 0.5, 0.88 },
		{ 0.72, 0.65 }, { 0.7, 0.3 }, { 0.55, 0.14 }, UP },
	{ { 0.36, 0.34 }, { 0.54, 0.14 }, { 0.53, 0.5 }, { 0.5, 0.9 }, UP },
	{ { 0.3, 0.32 }, { 0.48, 0.14 }, { 0.68, 0.3 }, { 0.5, 0.6 },
		{ 0.28, 0.86 }, { 0.5, 0.84 }, { 0.76, 0.86 }, UP },
	{ { 0.3, 0.2 }, { 0.55, 0.14 }, { 0.66, 0.32 }, { 0.45, 0.47 },
		{ 0.7, 0.62 }, { 0.6, 0.85 }, { 0.28, 0.82 }, UP },
	{ { 0.52, 0.12 }, { 0.38, 0.4 }, { 0.26, 0.62 }, { 0.78, 0.6 }, UP,
		{ 0.62, 0.42 }, { 0.6, 0.65 }, { 0.56, 0.92 }, UP },
	{ { 0.7, 0.15 }, { 0.36, 0.16 }, { 0.34, 0.45 }, { 0.62, 0.46 },
		{ 0.7, 0.7 }, { 0.5, 0.88 }, { 0.28, 0.8 }, UP },
	{ { 0.64, 0.14 }, { 0.4, 0.36 }, { 0.3, 0.7 }, { 0.5, 0.88 },
		{ 0.68, 0.7 }, { 0.5, 0.54 }, { 0.34, 0.66 }, UP },
	{ { 0.28, 0.18 }, { 0.5, 0.17 }, { 0.74, 0.16 }, { 0.58, 0.5 },
		{ 0.44, 0.9 }, UP },
	{ { 0.6, 0.2 }, { 0.4, 0.18 }, { 0.38, 0.4 }, { 0.64, 0.6 },
		{ 0.6, 0.86 }, { 0.36, 0.84 }, { 0.36, 0.62 }, { 0.62, 0.4 },
		{ 0.6, 0.2 }, UP },
	{ { 0.66, 0.32 }, { 0.46, 0.14 }, { 0.34, 0.34 }, { 0.5, 0.5 },
		{ 0.66, 0.34 }, { 0.66, 0.6 }, { 0.52, 0.9 }, UP },
};

void hand_digit(const struct hand *hand, int digit, const struct rect *cell)
{
	double size = rng_uniform(hand->rng, 0.7, 1.0);
	double lean = hand->slant + rng_normal(hand->rng, 0.06);
	struct point placed[DIGIT_POINTS];
	size_t count = 0;

	for (size_t i = 0; i < DIGIT_POINTS; i++) {
		const struct point *p = &digits[digit][i];
		double x = (p->x - 0.5 + rng_normal(hand->rng, 0.025)) * size;
		double y = (p->y - 0.5 + rng_normal(hand->rng, 0.025)) * size;

		if (p->x < -1 || (p->x == 0 && p->y == 0)) {
			if (count > 1)
				ink_stroke(&hand->paper, &hand->nib,
					&hand->motion, hand->rng, placed,
					count);
			count = 0;
			continue;
		}
		placed[count++] = (struct point){
			cell->x + cell->w * (0.5 + x - y * lean),
			cell->y + cell->h * (0.5 + y)
		};
	}
}

/* One word: joined strokes up and down, some tall, some with a tail. */
static double scrawl_word(
	const struct hand *hand, struct point from, double height)
{
	struct rng *rng = hand->rng;
	size_t turns = 4 + rng_below(rng, 9);
	struct point points[16];
	double x = from.x;

	for (size_t i = 0; i < turns; i++) {
		double tall = rng_chance(rng, 0.22) ? 0.9 : 0.5;
		double low = rng_chance(rng, 0.08) ? 0.35 : 0;
		double y = i % 2 ? -tall : low;

		points[i].x = x - y * height * (0.2 - hand->slant);
		points[i].y = from.y + height * (y + rng_normal(rng, 0.06));
		x += height * rng_uniform(rng, 0.18, 0.36);
	}
	ink_stroke(&hand->paper, &hand->nib, &hand->motion, rng, points, turns);
	/* Vietnamese: marks above the letters. */
	for (int i = (int)rng_below(rng, 3); i > 0; i--) {
		double at = rng_uniform(rng, from.x, x);
		double up = from.y - height * rng_uniform(rng, 0.75, 1.15);
		struct point accent[2] = { { at, up },
			{ at + height * rng_uniform(rng, 0.1, 0.25),
				up - height * rng_uniform(rng, -0.15, 0.2) } };

		ink_stroke(&hand->paper, &hand->nib, &hand->motion, rng, accent,
			2);
	}
	return x;
}

void hand_scrawl(
	const struct hand *hand, struct point from, double width, double height)
{
	double end = from.x + width;
	double climb = rng_normal(hand->rng, 0.03);
	double begin = from.x, base = from.y;

	while (from.x < end - height) {
		from.y = base + climb * (from.x - begin);
		from.x = scrawl_word(hand, from, height)
			 + height * rng_uniform(hand->rng, 0.35, 0.8);
	}
}

void hand_sign(const struct hand *hand, struct point at, double width)
{
	struct rng *rng = hand->rng;
	int count = 9 + (int)rng_below(rng, 8);
	struct point points[20];

	for (int i = 0; i < count; i++) {
		double swing = width * (i < count - 1 ? 0.16 : 0.02);

		points[i].x = at.x + width * i / (count - 1.0)
			      + rng_normal(rng, width * 0.07);
		points[i].y = at.y + (i % 2 ? -1 : 1) * swing
			      + rng_normal(rng, width * 0.06);
	}
	ink_stroke(&hand->paper, &hand->nib, &hand->motion, rng, points, count);
}
