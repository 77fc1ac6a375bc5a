/* SPDX-License-Identifier: MIT */
#include "ink.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	MAX_DABS = 4096
};

/* A place on the way of the tip: its radius, and how much ink it leaves. */
struct dab {
	float x, y, radius, ink; /* pixels */
};

/* The ink of one stroke, before it goes to the paper. */
struct mask {
	int x, y, width, height;
	float *ink;
};

static const struct nib nibs[] = {
	{ "blue", { 0.012, 0.025, 0.28 }, 0.48, 0.93, 0.06 },
	{ "black", { 0.009, 0.009, 0.012 }, 0.46, 0.92, 0.06 },
	{ "red", { 0.50, 0.012, 0.018 }, 0.48, 0.90, 0.06 },
	{ "pencil", { 0.10, 0.10, 0.11 }, 0.50, 0.72, 0.75 },
	{ "marker", { 0.012, 0.015, 0.13 }, 1.5, 0.96, 0.03 },
};

const struct nib *nib_find(const char *word)
{
	for (size_t i = 0; i < sizeof(nibs) / sizeof(nibs[0]); i++)
		if (strcmp(nibs[i].word, word) == 0)
			return &nibs[i];
	return NULL;
}

/* Catmull-Rom between b and c. */
static double spline(double a, double b, double c, double d, double t)
{
	double curve = 2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a);

	return b + 0.5 * t * (c - a + t * curve);
}

static struct point between(
	const struct point *p, size_t count, size_t i, double t)
{
	const struct point *a = &p[i ? i - 1 : 0], *b = &p[i], *c = &p[i + 1];
	const struct point *d = &p[i + 2 < count ? i + 2 : i + 1];

	return (struct point){ spline(a->x, b->x, c->x, d->x, t),
		spline(a->y, b->y, c->y, d->y, t) };
}

/* Slow unsteadiness: a walk that is drawn back to the line. */
struct sway {
	double x, y, press;
};

static void sway_on(struct sway *sway, double tremor, struct rng *rng)
{
	sway->x = 0.93 * sway->x + rng_normal(rng, 0.37 * tremor);
	sway->y = 0.93 * sway->y + rng_normal(rng, 0.37 * tremor);
	sway->press = 0.95 * sway->press + rng_normal(rng, 0.03);
}

/* The tip comes down quickly and lifts off over `taper`. */
static double lift(double along, double taper)
{
	double down = fmin(1, 0.75 + along / 0.16);
	double off = taper > 0 ? fmin(1, (1 - along) / taper) : 1;

	return down * (0.30 + 0.70 * off);
}

static size_t lead(const struct paper_under *paper, const struct nib *nib,
	const struct motion *motion, struct rng *rng,
	const struct point *points, size_t count, struct dab *dabs)
{
	const double step = 0.14; /* mm */
	struct sway sway = { 0 };
	size_t made = 0;

	for (size_t i = 0; i + 1 < count; i++) {
		double length = hypot(points[i + 1].x - points[i].x,
			points[i + 1].y - points[i].y);
		int parts = (int)(length / step) + 1;

		for (int j = 0; j <= parts && made < MAX_DABS; j++) {
			double t = (double)j / parts;
			double along = (i + t) / (double)(count - 1);
			struct point at = between(points, count, i, t);
			double press = motion->press * (1 + sway.press)
				       * lift(along, motion->taper);

			sway_on(&sway, motion->tremor, rng);
			dabs[made++] = (struct dab){
				.x = (float)((at.x + sway.x - paper->x)
					     * paper->dots),
				.y = (float)((at.y + sway.y - paper->y)
					     * paper->dots),
				.radius = (float)(nib->width / 2 * paper->dots
						  * sqrt(fmax(press, 0.08))),
				.ink = (float)fmin(
					nib->density * (0.4 + 0.6 * press), 1),
			};
		}
	}
	return made;
}

static bool mask_init(struct mask *mask, const struct raster *raster,
	const struct dab *dabs, size_t count)
{
	float x0 = 1e9f, y0 = 1e9f, x1 = -1e9f, y1 = -1e9f;

	for (size_t i = 0; i < count; i++) {
		float reach = dabs[i].radius + 2;

		x0 = fminf(x0, dabs[i].x - reach);
		y0 = fminf(y0, dabs[i].y - reach);
		x1 = fmaxf(x1, dabs[i].x + reach);
		y1 = fmaxf(y1, dabs[i].y + reach);
	}
	mask->x = (int)fmaxf(x0, 0);
	mask->y = (int)fmaxf(y0, 0);
	mask->width = (int)fminf(x1, (float)raster->width) - mask->x;
	mask->height = (int)fminf(y1, (float)raster->height) - mask->y;
	mask->ink = NULL;
	if (mask->width <= 0 || mask->height <= 0)
		return false;
	mask->ink =
		calloc((size_t)mask->width * mask->height, sizeof(*mask->ink));
	return mask->ink;
}

static int clamp(int value, int low, int high)
{
	return value < low ? low : value > high ? high : value;
}

/* Lays the part between two dabs; the most ink of all parts counts. */
static void lay_part(
	struct mask *mask, const struct dab *a, const struct dab *b)
{
	float reach = fmaxf(a->radius, b->radius) + 1;
	int x0 = clamp(
		(int)(fminf(a->x, b->x) - reach) - mask->x, 0, mask->width);
	int x1 = clamp(
		(int)(fmaxf(a->x, b->x) + reach) + 1 - mask->x, 0, mask->width);
	int y0 = clamp(
		(int)(fminf(a->y, b->y) - reach) - mask->y, 0, mask->height);
	int y1 = clamp((int)(fmaxf(a->y, b->y) + reach) + 1 - mask->y, 0,
		mask->height);
	float dx = b->x - a->x, dy = b->y - a->y;
	float square = dx * dx + dy * dy;
	float scale = square > 1e-6f ? 1 / square : 0;

	for (int y = y0; y < y1; y++)
		for (int x = x0; x < x1; x++) {
			float px = x + mask->x + 0.5f - a->x;
			float py = y + mask->y + 0.5f - a->y;
			float t = (px * dx + py * dy) * scale;
			float *to = &mask->ink[y * mask->width + x];
			float away, edge;

			t = t < 0 ? 0 : t > 1 ? 1 : t;
			px -= t * dx;
			py -= t * dy;
			away = sqrtf(px * px + py * py);
			edge = a->radius + t * (b->radius - a->radius) - away
			       + 0.5f;
			edge = edge < 0 ? 0 : edge > 1 ? 1 : edge;
			edge *= a->ink + t * (b->ink - a->ink);
			if (edge > *to)
				*to = edge;
		}
}

/* The paper's grain, which a pencil leaves white in its valleys. */
static float grain_at(int x, int y)
{
	double fine = lattice_value(11, x / 2, y / 2);
	double rough = lattice_value(12, x / 5, y / 4);

	return (float)(0.65 * fine + 0.35 * rough);
}

static void blot(const struct raster *raster, const struct mask *mask,
	const struct nib *nib)
{
	for (int y = 0; y < mask->height; y++) {
		uint8_t *px =
			raster->px
			+ 4 * ((size_t)(y + mask->y) * raster->width + mask->x);

		for (int x = 0; x < mask->width; x++, px += 4) {
			float ink = mask->ink[y * mask->width + x];

			if (ink <= 0)
				continue;
			ink *= 1
			       - (float)nib->grit
					 * grain_at(x + mask->x, y + mask->y);
			for (int c = 0; c < 3; c++) {
				float left = 1 - ink * (1 - (float)nib->rgb[c]);

				px[c] = (uint8_t)(px[c] * left + 0.5f);
			}
		}
	}
}

void ink_stroke(const struct paper_under *paper, const struct nib *nib,
	const struct motion *motion, struct rng *rng,
	const struct point *points, size_t count)
{
	static struct dab dabs[MAX_DABS];
	size_t made = lead(paper, nib, motion, rng, points, count, dabs);
	struct mask mask;

	if (!mask_init(&mask, paper->raster, dabs, made))
		return;
	for (size_t i = 0; i + 1 < made; i++)
		lay_part(&mask, &dabs[i], &dabs[i + 1]);
	blot(paper->raster, &mask, nib);
	free(mask.ink);
}
