/* SPDX-License-Identifier: MIT */
#include "pose.h"

#include <math.h>

static const double degree = M_PI / 180;

static double pick(struct rng *rng, const struct range *range)
{
	return rng_uniform(rng, range->low, range->high);
}

static struct vec cross(struct vec a, struct vec b)
{
	return (struct vec){ a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z,
		a.x * b.y - a.y * b.x };
}

static double dot(struct vec a, struct vec b)
{
	return a.x * b.x + a.y * b.y + a.z * b.z;
}

static struct vec blend(struct vec a, double s, struct vec b, double t)
{
	return (struct vec){ s * a.x + t * b.x, s * a.y + t * b.y,
		s * a.z + t * b.z };
}

static void init_curl(
	struct curl *curl, const struct level *level, struct rng *rng)
{
	double angle = rng_uniform(rng, 0, 2 * M_PI);

	curl->height = pick(rng, &level->curl_mm);
	curl->wave = curl->height * rng_uniform(rng, 0, 0.12);
	curl->nx = cos(angle);
	curl->ny = sin(angle);
	curl->start = rng_uniform(rng, -0.1, 0.3);
	curl->phase = rng_uniform(rng, 0, 6.28);
}

/* Looks at the page's middle from `distance`, tilted and rolled. */
static void aim(struct pose *pose, double distance, double tilt, double azimuth,
	double roll)
{
	struct vec down = { 0, 1, 0 }, right;

	pose->forward = (struct vec){ -sin(tilt) * cos(azimuth),
		-sin(tilt) * sin(azimuth), -cos(tilt) };
	pose->eye = (struct vec){
		pose->page.w / 2 - distance * pose->forward.x,
		pose->page.h / 2 - distance * pose->forward.y,
		-distance * pose->forward.z,
	};
	down = blend(down, 1, pose->forward, -dot(down, pose->forward));
	down = blend(down, 1 / sqrt(dot(down, down)), down, 0);
	right = cross(pose->forward, down);
	pose->right = blend(right, cos(roll), down, sin(roll));
	pose->down = blend(down, cos(roll), right, -sin(roll));
}

static bool holds_page(const struct pose *pose, double margin)
{
	for (int i = 0; i < 4; i++) {
		double px, py;

		pose_project(pose, i % 2 ? pose->page.w : 0,
			i / 2 ? pose->page.h : 0, &px, &py);
		if (px < margin || px > pose->width - margin || py < margin
			|| py > pose->height - margin)
			return false;
	}
	return true;
}

static double pick_roll(const struct level *level, struct rng *rng)
{
	double roll = pick(rng, &level->roll);

	if (rng_chance(rng, level->turned))
		roll += 90.0 * (1 + rng_below(rng, 3));
	return roll;
}

void pose_init(struct pose *pose, const struct level *level,
	const struct rect *page, int long_side, struct rng *rng)
{
	double aspect = level->scanner ? page->w / page->h : 0.75;
	double tilt = pick(rng, &level->tilt) * degree;
	double azimuth = rng_uniform(rng, 0, 2 * M_PI);
	double roll = pick_roll(level, rng) * degree;
	double fill = pick(rng, &level->fill);
	double distance;

	*pose = (struct pose){ .page = *page, .height = long_side };
	init_curl(&pose->curl, level, rng);
	pose->width = (int)lround(long_side * aspect);
	/* 26 mm equivalent for phones; a scanner has no perspective. */
	pose->focal = long_side * (level->scanner ? 60 : 0.75);
	pose->k1 = level->scanner ? 0 : rng_uniform(rng, -0.025, 0.02);
	distance = pose->focal * page->h / (fill * long_side);
	aim(pose, distance, tilt, azimuth, roll);
	while (!holds_page(pose, 0.01 * long_side) && !level->scanner) {
		distance *= 1.02;
		aim(pose, distance, tilt, azimuth, roll);
	}
}

/* How far the paper has begun to rise, and where in its wave. */
static bool place(
	const struct pose *pose, double x, double y, double *rise, double *turn)
{
	const struct curl *curl = &pose->curl;
	double u = x / pose->page.w - 0.5, v = y / pose->page.h - 0.5;

	if (curl->height <= 0 || fabs(u) > 0.5 || fabs(v) > 0.5)
		return false;
	*rise = 0.5 + u * curl->nx + v * curl->ny - curl->start;
	*rise = fmax(*rise, 0) / (1.2 - curl->start);
	*turn = 7 * (u * curl->ny - v * curl->nx) + curl->phase;
	return true;
}

double pose_height(const struct pose *pose, double x, double y)
{
	const struct curl *curl = &pose->curl;
	double rise, turn;

	if (!place(pose, x, y, &rise, &turn))
		return 0;
	return curl->height * rise * rise + curl->wave * (1 + sin(turn));
}

void pose_slope(
	const struct pose *pose, double x, double y, double *dx, double *dy)
{
	const struct curl *curl = &pose->curl;
	double rise, turn, slope, swing;

	*dx = *dy = 0;
	if (!place(pose, x, y, &rise, &turn))
		return;
	slope = 2 * curl->height * rise / (1.2 - curl->start);
	swing = 7 * curl->wave * cos(turn);
	*dx = (slope * curl->nx + swing * curl->ny) / pose->page.w;
	*dy = (slope * curl->ny - swing * curl->nx) / pose->page.h;
}

struct vec pose_trace(const struct pose *pose, double px, double py)
{
	double half = hypot(pose->width, pose->height) / 2;
	double x = px - pose->width / 2.0, y = py - pose->height / 2.0;
	double bend = 1 + pose->k1 * (x * x + y * y) / (half * half);
	struct vec ray = blend(pose->right, x * bend / pose->focal, pose->down,
		y * bend / pose->focal);
	struct vec at = { 0 };
	double z = 0, last;

	ray = blend(ray, 1, pose->forward, 1);
	/* Slopes stay below a half, so each round halves the miss. */
	for (int i = 0; i < 8; i++) {
		at = blend(pose->eye, 1, ray, (z - pose->eye.z) / ray.z);
		last = z;
		z = pose_height(pose, at.x, at.y);
		if (fabs(z - last) < 0.02)
			break;
	}
	return at;
}

void pose_project(
	const struct pose *pose, double x, double y, double *px, double *py)
{
	struct vec to = { x - pose->eye.x, y - pose->eye.y, -pose->eye.z };
	double depth = dot(to, pose->forward);

	*px = pose->width / 2.0 + pose->focal * dot(to, pose->right) / depth;
	*py = pose->height / 2.0 + pose->focal * dot(to, pose->down) / depth;
}
