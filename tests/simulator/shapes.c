/* SPDX-License-Identifier: MIT */
#include "shapes.h"

#include <math.h>

enum {
	MAX_POINTS = 64
};

/* One mark under way: a frame on the page and what draws there. */
struct hand {
	cairo_t *cr;
	const struct nib *nib;
	struct rng *rng;
	double x, y, w, h; /* mm; shape points are fractions of it */
};

static const struct point tick[] = { { 0.10, 0.52 }, { 0.26, 0.72 },
	{ 0.38, 0.93 }, { 0.62, 0.45 }, { 1.02, -0.12 } };
static const struct point falling[] = { { 0.06, 0.05 }, { 0.50, 0.48 },
	{ 0.95, 0.96 } };
static const struct point rising[] = { { 0.95, 0.04 }, { 0.52, 0.50 },
	{ 0.05, 0.95 } };

static void draw_points(
	const struct hand *hand, const struct point *points, size_t count)
{
	struct point placed[MAX_POINTS];

	for (size_t i = 0; i < count; i++) {
		double dx = rng_normal(hand->rng, 0.035);
		double dy = rng_normal(hand->rng, 0.035);

		placed[i].x = hand->x + hand->w * (points[i].x + dx);
		placed[i].y = hand->y + hand->h * (points[i].y + dy);
	}
	stroke_draw(hand->cr, hand->nib, hand->rng, placed, count);
}

static void draw_spiral(const struct hand *hand, double radius)
{
	struct point points[24];

	for (int i = 0; i < 24; i++) {
		double angle = i * 0.8, r = radius * (1 - i / 26.0);

		points[i] = (struct point){ 0.5 + r * cos(angle),
			0.5 + r * sin(angle) };
	}
	draw_points(hand, points, 24);
}

static void draw_ring(const struct hand *hand)
{
	double start = rng_uniform(hand->rng, 0, 6.28);
	struct point points[15];

	for (int i = 0; i < 15; i++) {
		double angle = start + i * 2 * M_PI / 13;

		points[i] = (struct point){ 0.5 + 0.66 * cos(angle),
			0.5 + 0.62 * sin(angle) };
	}
	draw_points(hand, points, 15);
}

/* To and fro across the box, from its top to its bottom. */
static void draw_hatching(const struct hand *hand, size_t lines, double margin)
{
	struct point points[MAX_POINTS];

	for (size_t i = 0; i < lines; i++) {
		double down = margin + (1 - 2 * margin) * i / (lines - 1.0);

		points[i].x = i % 2 ? 1 - margin : margin;
		points[i].y = down;
	}
	draw_points(hand, points, lines);
}

static size_t lines_to_cover(
	const struct rect *box, const struct nib *nib, double share)
{
	double lines = box->h / nib->width / share;

	return (size_t)fmax(4, fmin(MAX_POINTS, lines));
}

const char *shape_word(enum shape shape)
{
	static const char *const words[SHAPES] = { "tick", "cross", "slash",
		"dot", "filled", "circle" };

	return words[shape];
}

void shape_draw(cairo_t *cr, enum shape shape, const struct rect *box,
	const struct nib *nib, struct rng *rng, bool overflow)
{
	double size = overflow ? rng_uniform(rng, 1.5, 2.0)
			       : rng_uniform(rng, 0.78, 1.12);
	double w = box->w * size, h = box->h * size;
	struct hand hand = {
		.cr = cr,
		.nib = nib,
		.rng = rng,
		.w = w,
		.h = h,
		.x = box->x + (box->w - w) / 2 + rng_normal(rng, 0.25),
		.y = box->y + (box->h - h) / 2 + rng_normal(rng, 0.25),
	};

	if (shape == TICK)
		draw_points(&hand, tick, 5);
	if (shape == CROSS)
		draw_points(&hand, falling, 3);
	if (shape == CROSS || shape == SLASH)
		draw_points(&hand, rising, 3);
	if (shape == DOT)
		draw_spiral(&hand, 0.20);
	if (shape == CIRCLE)
		draw_ring(&hand);
	if (shape == FILLED)
		draw_hatching(&hand, lines_to_cover(box, nib, 1.2), 0.10);
}

void shape_blacken(cairo_t *cr, const struct rect *box, const struct nib *nib,
	struct rng *rng)
{
	struct hand hand = { .cr = cr,
		.nib = nib,
		.rng = rng,
		.x = box->x,
		.y = box->y,
		.w = box->w,
		.h = box->h };

	draw_hatching(&hand, lines_to_cover(box, nib, 0.62), 0.02);
	draw_hatching(&hand, lines_to_cover(box, nib, 0.8), 0.05);
}

void shape_scrawl(cairo_t *cr, const struct rect *at, const struct nib *nib,
	struct rng *rng)
{
	double x = at->x, end = at->x + at->w;

	while (x < end - 4) {
		struct hand hand = { .cr = cr,
			.nib = nib,
			.rng = rng,
			.x = x,
			.y = at->y,
			.h = at->h };
		size_t turns = 5 + rng_below(rng, 8);
		struct point points[16];

		hand.w = 1.1 * (double)turns;
		for (size_t i = 0; i < turns; i++) {
			double tall = rng_chance(rng, 0.2) ? 0.1 : 0.4;

			points[i].x = (i + 0.5 * (i % 2)) / (turns + 1.0);
			points[i].y = i % 2 ? tall : 0.85;
		}
		draw_points(&hand, points, turns);
		x += hand.w + 2.2;
	}
}
