/* SPDX-License-Identifier: MIT */
#include "light.h"

#include <math.h>

static double pick(struct rng *rng, const struct range *range)
{
	return rng_uniform(rng, range->low, range->high);
}

static void init_shadow(struct light *light, const struct level *level,
	const struct rect *page, struct rng *rng)
{
	double angle = rng_uniform(rng, 0, 2 * M_PI);

	light->shadow = pick(rng, &level->shadow);
	light->edge_x = page->w * rng_uniform(rng, 0.15, 0.85);
	light->edge_y = page->h * rng_uniform(rng, 0.15, 0.85);
	light->edge_cos = cos(angle);
	light->edge_sin = sin(angle);
	light->soft = rng_uniform(rng, 4, 45);
	light->arm = rng_chance(rng, 0.4) ? rng_uniform(rng, 35, 80) : 0;
}

void light_init(struct light *light, const struct level *level,
	const struct rect *page, struct rng *rng)
{
	double warmth = level->scanner ? 0 : rng_normal(rng, 0.09);
	double strength = pick(rng, &level->light);
	double direction = rng_uniform(rng, 0, 2 * M_PI);
	double uneven = level->scanner ? 0 : rng_uniform(rng, 0, 0.2);

	warmth = fmin(fmax(warmth, -0.12), 0.2);
	light->gain[0] = strength * (1 + warmth * 0.6);
	light->gain[1] = strength;
	light->gain[2] = strength * (1 - warmth * 1.4);
	light->slope_x = uneven * cos(direction);
	light->slope_y = uneven * sin(direction);
	light->sun_x = 0.9 * cos(direction);
	light->sun_y = 0.9 * sin(direction);
	init_shadow(light, level, page, rng);
	light->glare = pick(rng, &level->glare);
	light->glare_x = page->w * rng_uniform(rng, 0, 1);
	light->glare_y = page->h * rng_uniform(rng, 0, 1);
	light->glare_size = rng_uniform(rng, 15, 40);
	light->vignette = pick(rng, &level->vignette);
}

static double step(double x)
{
	double t = fmin(fmax(x + 0.5, 0), 1);

	return t * t * (3 - 2 * t);
}

/* How deep in the shadow a place is: 0 out of it, 1 within. */
static double shade_at(const struct light *light, double x, double y)
{
	double dx = x - light->edge_x, dy = y - light->edge_y;
	double along = -dx * light->edge_sin + dy * light->edge_cos;
	double across = dx * light->edge_cos + dy * light->edge_sin;
	double depth;

	across += 7 * sin(along / 31) + 3 * sin(along / 11 + 1);
	depth = step(across / light->soft);
	if (light->arm > 0)
		depth *= 1 - step((across - light->arm) / light->soft);
	return depth;
}

static double glare_at(const struct light *light, double x, double y)
{
	double dx = (x - light->glare_x) / light->glare_size;
	double dy = (y - light->glare_y) / light->glare_size;

	if (light->glare <= 0)
		return 0;
	return light->glare * exp(-dx * dx - dy * dy);
}

void light_apply(const struct light *light, double x, double y, double dx,
	double dy, double corner, float rgb[3])
{
	/* Lambert: the surface leans towards the light or away from it. */
	double lean = (1 - dx * light->sun_x - dy * light->sun_y)
		      / sqrt(1 + dx * dx + dy * dy);
	double even = 1 + light->slope_x * (x / 150 - 0.5)
		      + light->slope_y * (y / 150 - 0.7);
	double shade = light->shadow > 0
			       ? 1 - light->shadow * shade_at(light, x, y)
			       : 1;
	double fall = 1 - light->vignette * corner * corner;
	double all = fmin(fmax(lean, 0.35), 1.3) * even * shade * fall;
	double glare = glare_at(light, x, y) * fall;

	for (int c = 0; c < 3; c++)
		rgb[c] = (float)(rgb[c] * light->gain[c] * all + glare);
}
