/* SPDX-License-Identifier: MIT */
#include "frame.h"

#include <math.h>

static const double degree = M_PI / 180;

/* The photo's outline that a set of places takes. */
struct bounds {
	double x0, y0, x1, y1;
};

static struct bounds bounds_of(
	const struct camera *camera, const struct point_mm *places, int count)
{
	struct bounds b = { 1e9, 1e9, -1e9, -1e9 };

	for (int i = 0; i < count; i++) {
		double px, py;

		camera_project(camera,
			(struct vec){ places[i].x, places[i].y, 0 }, &px, &py);
		b.x0 = fmin(b.x0, px);
		b.x1 = fmax(b.x1, px);
		b.y0 = fmin(b.y0, py);
		b.y1 = fmax(b.y1, py);
	}
	return b;
}

static double pick_roll(const struct level *level, struct rng *rng)
{
	double roll = pick(rng, &level->roll);

	if (rng_chance(rng, level->any_way))
		return rng_uniform(rng, 0, 360);
	if (rng_chance(rng, level->turned))
		roll += 90.0 * (1 + rng_below(rng, 3));
	return roll;
}

/* A photo's sides: 4:3 as phones take them, seldom 16:9, and lying when what
 * is photographed lies. */
static void pick_sides(struct camera *camera, const struct level *level,
	int long_side, bool lying, struct rng *rng)
{
	double side = long_side ? long_side : pick(rng, &level->long_side);
	double ratio = rng_chance(rng, 0.12) ? 9 / 16.0 : 3 / 4.0;
	int longer = (int)lround(side), shorter = (int)lround(side * ratio);

	/* Chat programs know two sizes. */
	if (level->chat && !long_side)
		longer = rng_chance(rng, 0.4) ? 2048 : 1600;
	shorter = (int)lround(longer * ratio);
	if (rng_chance(rng, level->turned > 0 ? 0.15 : 0.03))
		lying = !lying;
	camera->width = lying ? longer : shorter;
	camera->height = lying ? shorter : longer;
}

/* Moves what is seen to somewhere else in the photo. */
static void shift(struct camera *camera, struct bounds b, struct rng *rng)
{
	double margin = 0.008 * camera->height;
	double x0 = b.x0 - margin, x1 = camera->width - margin - b.x1;
	double y0 = b.y0 - margin, y1 = camera->height - margin - b.y1;
	double u = 0.5 + 0.3 * rng_normal(rng, 1);
	double v = 0.5 + 0.3 * rng_normal(rng, 1);

	u = fmin(fmax(u, 0), 1);
	v = fmin(fmax(v, 0), 1);
	camera->mid_x += u * (x0 + x1) - x0;
	camera->mid_y += v * (y0 + y1) - y0;
}

void frame_phone(struct camera *camera, const struct level *level,
	const struct frame_subject *subject, int long_side, struct rng *rng)
{
	double tilt = pick(rng, &level->tilt) * degree;
	double azimuth = rng_uniform(rng, 0, 2 * M_PI);
	double roll = pick_roll(level, rng) * degree;
	double fill = pick(rng, &level->fill), distance, pixels;
	bool sideways = fabs(sin(roll)) > 0.75;
	struct bounds b;

	*camera = (struct camera){ 0 };
	pick_sides(camera, level, long_side, subject->lying != sideways, rng);
	pixels = (double)camera->width * camera->height;
	/* 24 to 29 mm as on film. */
	camera->focal = fmax(camera->width, camera->height)
			* rng_uniform(rng, 0.68, 0.80);
	camera->k1 = rng_uniform(rng, -0.025, 0.02);
	camera->mid_x = camera->width / 2.0;
	camera->mid_y = camera->height / 2.0;
	distance = camera->focal
		   * sqrt(subject->area * cos(tilt) / (fill * pixels));
	for (int i = 0; i < 200; i++) {
		double margin = 0.01 * camera->height;

		camera_aim(camera, distance, tilt, azimuth, roll);
		b = bounds_of(camera, subject->outline, subject->points);
		if (b.x1 - b.x0 < camera->width - 2 * margin
			&& b.y1 - b.y0 < camera->height - 2 * margin)
			break;
		distance *= 1.02;
	}
	shift(camera, b, rng);
}

void frame_scanner(struct camera *camera, const struct level *level,
	const struct frame_subject *subject, int long_side, struct rng *rng)
{
	double side = long_side ? long_side : pick(rng, &level->long_side);
	double roll = pick_roll(level, rng), dots = side / 297;
	bool sideways = fabs(sin(roll * degree)) > 0.75;
	bool glass = rng_chance(rng, 0.3);
	double w = sideways ? subject->height : subject->width;
	double h = sideways ? subject->width : subject->height;

	/* Many scanners cut the picture to the paper, or nearly. */
	if (glass) {
		w = fmax(w, w > h ? 297 : 210);
		h = fmax(h, w > h ? 210 : 297);
	}
	w *= rng_uniform(rng, 1.0, 1.03);
	h *= rng_uniform(rng, 1.0, 1.03);
	if (long_side)
		dots = long_side / fmax(w, h);
	*camera = (struct camera){ .width = (int)lround(w * dots),
		.height = (int)lround(h * dots) };
	camera->mid_x = camera->width / 2.0;
	camera->mid_y = camera->height / 2.0;
	/* No perspective: very far away. */
	camera->focal = 1e6 * dots;
	camera_aim(camera, 1e6, 0, 0, roll * degree);
	if (glass)
		shift(camera,
			bounds_of(camera, subject->outline, subject->points),
			rng);
}

int frame_orientation(
	struct camera *camera, const struct level *level, struct rng *rng)
{
	static const int ways[] = { 1, 1, 1, 1, 1, 6, 6, 8, 3 };
	int way = ways[rng_below(rng, 9)];

	if (level->scanner || level->chat)
		return 1;
	camera_turn(camera, way);
	return way;
}
