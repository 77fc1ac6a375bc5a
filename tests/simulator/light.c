/* SPDX-License-Identifier: MIT */
#include "light.h"

#include <math.h>

static void init_shadow(struct shadow *shadow, const struct level *level,
	double reach, struct rng *rng)
{
	static const enum shadow_kind usual[] = { SHADOW_EDGE, SHADOW_EDGE,
		SHADOW_EDGE, SHADOW_BAND, SHADOW_BAND, SHADOW_PHONE,
		SHADOW_PHONE, SHADOW_BLINDS };
	double angle = rng_uniform(rng, 0, 2 * M_PI);

	shadow->kind = usual[rng_below(rng, 8)];
	shadow->dark = pick(rng, &level->shadow);
	shadow->x = reach * rng_uniform(rng, -0.6, 0.6);
	shadow->y = reach * rng_uniform(rng, -0.6, 0.6);
	shadow->cos = cos(angle);
	shadow->sin = sin(angle);
	/* Some lamps are small and near: nearly sharp edges. */
	shadow->soft = rng_chance(rng, 0.3) ? rng_uniform(rng, 1.5, 5)
					    : rng_uniform(rng, 5, 50);
	shadow->wide = rng_uniform(rng, 30, 80);
	shadow->tall = rng_uniform(rng, 70, 150);
	shadow->waver =
		shadow->kind == SHADOW_PHONE || shadow->kind == SHADOW_BLINDS
			? 0
			: rng_uniform(rng, 0, 8);
	if (shadow->kind == SHADOW_BLINDS) {
		shadow->wide = rng_uniform(rng, 14, 40);
		shadow->dark *= 0.7;
	}
}

static void init_glare(struct light *light, const struct level *level,
	double reach, struct rng *rng)
{
	double angle = rng_uniform(rng, 0, M_PI);

	if (!rng_chance(rng, level->glare))
		return;
	light->glare = rng_uniform(rng, 0.05, 0.30);
	light->glare_x = reach * rng_uniform(rng, -0.8, 0.8);
	light->glare_y = reach * rng_uniform(rng, -0.8, 0.8);
	light->glare_cos = cos(angle);
	light->glare_sin = sin(angle);
	light->glare_wide = rng_uniform(rng, 10, 30);
	light->glare_long = light->glare_wide * rng_uniform(rng, 1, 3.5);
}

static int pick_count(double average, struct rng *rng)
{
	int count = (int)average;

	return count + rng_chance(rng, average - count);
}

void light_init(struct light *light, const struct level *level, double reach,
	struct rng *rng)
{
	double strength = pick(rng, &level->light);
	double warmth = rng_normal(rng, level->cast);
	double green = rng_normal(rng, level->cast * 0.4);
	double direction = rng_uniform(rng, 0, 2 * M_PI);
	double uneven = level->scanner ? 0 : rng_uniform(rng, 0, 0.35);

	*light = (struct light){ 0 };
	warmth = fmin(fmax(warmth, -0.2), 0.3);
	light->gain[0] = strength * (1 + warmth * 0.6);
	light->gain[1] = strength * (1 + fmin(fmax(green, -0.1), 0.1));
	light->gain[2] = strength * (1 - warmth * 1.4);
	light->slope_x = uneven * cos(direction) / (2 * reach);
	light->slope_y = uneven * sin(direction) / (2 * reach);
	light->sun_x = 0.9 * cos(direction);
	light->sun_y = 0.9 * sin(direction);
	light->vignette = pick(rng, &level->vignette);
	light->shadow_count =
		pick_count(level->shadows * rng_uniform(rng, 0.4, 1.6), rng);
	for (int i = 0; i < light->shadow_count; i++)
		init_shadow(&light->shadows[i], level, reach, rng);
	init_glare(light, level, reach, rng);
}

static double step(double x)
{
	double t = fmin(fmax(x + 0.5, 0), 1);

	return t * t * (3 - 2 * t);
}

/* How deep in the shadow a place is: 0 out of it, 1 within. */
static double depth_at(const struct shadow *shadow, double x, double y)
{
	double dx = x - shadow->x, dy = y - shadow->y;
	double along = -dx * shadow->sin + dy * shadow->cos;
	double across = dx * shadow->cos + dy * shadow->sin;
	double soft = 1 / shadow->soft;

	if (shadow->waver > 0)
		across += shadow->waver
			  * (sin(along / 31) + 0.4 * sin(along / 11 + 1));
	switch (shadow->kind) {
	case SHADOW_BAND:
		return step(across * soft)
		       * (1 - step((across - shadow->wide) * soft));
	case SHADOW_PHONE:
		return (1 - step((fabs(across) - shadow->wide) * soft))
		       * (1 - step((fabs(along) - shadow->tall) * soft));
	case SHADOW_BLINDS:
		across = fabs(remainder(across, shadow->wide));
		return 1 - step((across - shadow->wide / 4) * soft);
	case SHADOW_EDGE:
		break;
	}
	return step(across * soft);
}

static double glare_at(const struct light *light, double x, double y)
{
	double dx = x - light->glare_x, dy = y - light->glare_y;
	double along = dx * light->glare_cos + dy * light->glare_sin;
	double across = dy * light->glare_cos - dx * light->glare_sin;

	if (light->glare <= 0)
		return 0;
	along /= light->glare_long;
	across /= light->glare_wide;
	return light->glare * exp(-along * along - across * across);
}

void light_at(const struct light *light, double x, double y, double corner,
	float rgba[4])
{
	double all = 1 + light->slope_x * x + light->slope_y * y;
	double fall = 1 - light->vignette * corner * corner;
	double left = 1;

	for (int i = 0; i < light->shadow_count; i++)
		left *= 1
			- light->shadows[i].dark
				  * depth_at(&light->shadows[i], x, y);
	/* Walls and sky still light the darkest place. */
	all = fmax(all, 0.4) * fall * fmax(left, 0.2);
	for (int c = 0; c < 3; c++)
		rgba[c] = (float)(light->gain[c] * all);
	rgba[3] = (float)(glare_at(light, x, y) * fall);
}

double light_lean(const struct light *light, double dx, double dy)
{
	double lean = (1 - dx * light->sun_x - dy * light->sun_y)
		      / sqrt(1 + dx * dx + dy * dy);

	return fmin(fmax(lean, 0.35), 1.3);
}
