/* SPDX-License-Identifier: MIT */
#include "hand.h"

#include <math.h>

/* Points are in boxes from the box's middle. */
static const struct point cross_falling[] = { { -0.44, -0.45 }, { 0.02, -0.02 },
	{ 0.45, 0.46 } };
static const struct point cross_rising[] = { { 0.45, -0.46 }, { 0.02, 0.0 },
	{ -0.45, 0.45 } };

/* Where marks are made: a middle, and the length of a box. */
struct frame {
	struct point at;
	double w, h, turn;
};

static struct frame frame_of(
	const struct hand *hand, const struct rect *box, double size)
{
	struct rng *rng = hand->rng;
	double usual = hand->size;

	if (hand->overflow)
		usual = fmax(usual, 1) * rng_uniform(rng, 1.5, 2.1);
	size *= usual * exp(rng_normal(rng, 0.10));
	return (struct frame){
		.at = { box->x + box->w / 2 + hand->aim.x
				+ rng_normal(rng, hand->care),
			box->y + box->h / 2 + hand->aim.y
				+ rng_normal(rng, hand->care) },
		.w = box->w * size,
		.h = box->h * size,
		.turn = hand->slant + rng_normal(rng, 0.07),
	};
}

static struct point put(const struct hand *hand, const struct frame *frame,
	struct point p, double jitter)
{
	double x = (p.x + rng_normal(hand->rng, jitter)) * frame->w;
	double y = (p.y + rng_normal(hand->rng, jitter)) * frame->h;

	return (struct point){ frame->at.x + x * cos(frame->turn)
				       - y * sin(frame->turn),
		frame->at.y + x * sin(frame->turn) + y * cos(frame->turn) };
}

static void draw(
	const struct hand *hand, const struct point *points, size_t count)
{
	struct motion motion = hand->motion;

	motion.press *= exp(rng_normal(hand->rng, 0.10));
	ink_stroke(&hand->paper, &hand->nib, &motion, hand->rng, points, count);
}

static void draw_in(const struct hand *hand, const struct frame *frame,
	const struct point *points, size_t count)
{
	struct point placed[STROKE_POINTS];

	for (size_t i = 0; i < count; i++)
		placed[i] = put(hand, frame, points[i], 0.045);
	draw(hand, placed, count);
}

/* A short way down, a sharp or a round turn, a long way up. */
static size_t lead_tick(const struct hand *hand, const struct frame *frame,
	struct point end, bool placed, struct point *to)
{
	struct rng *rng = hand->rng;
	double start = rng_uniform(rng, -0.62, -0.30);
	double high = rng_uniform(rng, -0.28, 0.12);
	double low = rng_uniform(rng, 0.28, 0.50);
	double turn = rng_uniform(rng, -0.24, 0.0);
	double bow = rng_uniform(rng, -0.08, 0.14);
	struct point foot = { turn, low };

	to[0] = put(hand, frame, (struct point){ start, high }, 0.03);
	to[1] = put(hand, frame,
		(struct point){ 0.55 * turn + 0.45 * start - 0.02,
			0.5 * (high + low) + 0.04 },
		0.03);
	to[2] = put(hand, frame, foot, 0.02);
	if (!placed)
		end = put(hand, frame, end, 0.06);
	to[3] = (struct point){ to[2].x + 0.12 * (end.x - to[2].x),
		to[2].y + 0.16 * (end.y - to[2].y) };
	to[4] = (struct point){ to[2].x + (0.5 + bow) * (end.x - to[2].x),
		to[2].y + 0.5 * (end.y - to[2].y) };
	to[5] = end;
	return 6;
}

static void draw_tick(const struct hand *hand, const struct frame *frame)
{
	double tail = fmin(hand->tail * exp(rng_normal(hand->rng, 0.15)),
		16 / frame->h); /* mm: no arm reaches further by chance */
	double angle = rng_uniform(hand->rng, 0.65, 1.15);
	struct point points[6];
	struct point end = { -0.12 + 1.1 * tail * cos(angle),
		0.40 - 1.1 * tail * sin(angle) };
	size_t count = lead_tick(hand, frame, end, false, points);

	for (size_t i = 0; hand->mirrored && i < count; i++)
		points[i].x = 2 * frame->at.x - points[i].x;
	draw(hand, points, count);
}

/* Two lines, or one line that loops back as hurried hands do. */
static void draw_cross(const struct hand *hand, const struct frame *frame)
{
	static const struct point looped[] = { { -0.44, -0.42 }, { 0.0, 0.02 },
		{ 0.42, 0.42 }, { 0.56, 0.16 }, { 0.46, -0.38 }, { 0.02, 0.04 },
		{ -0.46, 0.46 } };

	if (rng_chance(hand->rng, 0.12)) {
		draw_in(hand, frame, looped, 7);
		return;
	}
	draw_in(hand, frame, cross_falling, 3);
	draw_in(hand, frame, cross_rising, 3);
}

static void draw_slash(const struct hand *hand, const struct frame *frame)
{
	bool falling = rng_chance(hand->rng, 0.12);

	draw_in(hand, frame, falling ? cross_falling : cross_rising, 3);
}

/* A ball of thread, of that radius in boxes. */
static void draw_dot(const struct hand *hand, const struct frame *frame)
{
	double radius =
		rng_uniform(hand->rng, 0.13, 0.26) / (hand->overflow ? 1.8 : 1);
	struct point points[24];

	for (int i = 0; i < 24; i++) {
		double angle = i * 0.8, r = radius * (1 - i / 26.0);

		points[i] = (struct point){ r * cos(angle), r * sin(angle) };
	}
	draw_in(hand, frame, points, 24);
}

static void draw_ring(const struct hand *hand, const struct frame *frame)
{
	double start = rng_uniform(hand->rng, 0, 2 * M_PI);
	double wide = rng_uniform(hand->rng, 0.62, 0.98);
	double tall = rng_uniform(hand->rng, 0.60, 0.90);
	int turns = rng_chance(hand->rng, 0.15) ? 25 : 14;
	struct point points[STROKE_POINTS];

	for (int i = 0; i < turns; i++) {
		double angle = start - i * 2 * M_PI / 12.6;
		double out = 1 + 0.01 * i;

		points[i] = (struct point){ out * wide * cos(angle),
			out * tall * sin(angle) };
	}
	draw_in(hand, frame, points, turns);
}

/* To and fro across the box, from its top to its bottom. */
static void draw_hatching(const struct hand *hand, const struct frame *frame,
	double share, double margin)
{
	double pitch = hand->nib.width * share / frame->h;
	size_t lines =
		(size_t)fmin(fmax((1 - 2 * margin) / pitch, 4), STROKE_POINTS);
	struct point points[STROKE_POINTS];

	for (size_t i = 0; i < lines; i++) {
		double down = (1 - 2 * margin) * i / (lines - 1.0);

		points[i].x = (i % 2 ? 0.5 : -0.5) * (1 - 2 * margin);
		points[i].y = margin - 0.5 + down;
	}
	draw_in(hand, frame, points, lines);
}

void hand_mark(const struct hand *hand, enum shape shape,
	const struct rect *box, double size)
{
	struct frame frame = frame_of(hand, box, size);

	if (shape == TICK)
		draw_tick(hand, &frame);
	if (shape == CROSS)
		draw_cross(hand, &frame);
	if (shape == SLASH)
		draw_slash(hand, &frame);
	if (shape == DOT)
		draw_dot(hand, &frame);
	if (shape == CIRCLE) {
		frame.w = box->w * rng_uniform(hand->rng, 0.95, 1.3);
		frame.h = box->h * rng_uniform(hand->rng, 0.95, 1.3);
		draw_ring(hand, &frame);
	}
	if (shape == FILLED) {
		frame.w = box->w;
		frame.h = box->h;
		frame.turn = rng_uniform(hand->rng, -0.5, 0.5);
		draw_hatching(
			hand, &frame, rng_uniform(hand->rng, 0.9, 1.6), 0.10);
	}
}

void hand_reach(const struct hand *hand, enum shape shape,
	const struct rect *box, struct point to)
{
	struct frame frame = frame_of(hand, box, 1);
	struct point points[6];
	size_t count = lead_tick(hand, &frame, to, true, points);

	if (shape == TICK) {
		draw(hand, points, count);
		return;
	}
	points[0] = put(hand, &frame, (struct point){ -0.45, 0.45 }, 0.06);
	points[2] = to;
	points[1] = (struct point){ (points[0].x + to.x) / 2,
		(points[0].y + to.y) / 2 - 0.1 * box->h };
	draw(hand, points, 3);
}

void hand_blacken(const struct hand *hand, const struct rect *box)
{
	struct hand firm = *hand;
	struct frame frame = {
		.at = { box->x + box->w / 2, box->y + box->h / 2 },
		.w = box->w * rng_uniform(hand->rng, 0.98, 1.15),
		.h = box->h * rng_uniform(hand->rng, 0.98, 1.15),
	};

	firm.motion.press = fmax(firm.motion.press, 1);
	draw_hatching(&firm, &frame, 0.62, 0.03);
	frame.turn = rng_uniform(hand->rng, 0.6, 1.6);
	draw_hatching(&firm, &frame, 0.8, 0.06);
}

void hand_strike(const struct hand *hand, const struct rect *box)
{
	struct frame frame = frame_of(hand, box, 1);
	struct point points[12];
	int lines = 4 + (int)rng_below(hand->rng, 6);

	frame.w = box->w * rng_uniform(hand->rng, 1.3, 1.9);
	frame.h = box->h * rng_uniform(hand->rng, 0.6, 1.0);
	for (int i = 0; i < lines; i++)
		points[i] = (struct point){ i % 2 ? 0.5 : -0.5,
			-0.4 + 0.8 * i / (lines - 1.0) };
	draw_in(hand, &frame, points, lines);
}

void hand_rest(const struct hand *hand, const struct rect *box)
{
	struct hand light = *hand;
	double length = rng_uniform(hand->rng, 0.15, 0.9); /* mm */
	double angle = rng_uniform(hand->rng, 0, 2 * M_PI);
	double x = box->x + box->w * rng_uniform(hand->rng, 0.2, 0.8);
	double y = box->y + box->h * rng_uniform(hand->rng, 0.2, 0.8);
	struct point points[2] = { { x, y },
		{ x + length * cos(angle), y + length * sin(angle) } };

	light.motion.press *= 0.5;
	light.nib.width *= fmin(1, 0.6 / light.nib.width);
	draw(&light, points, 2);
}
