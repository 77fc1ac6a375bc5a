/* SPDX-License-Identifier: MIT */
#include "stroke.h"

#include <math.h>
#include <string.h>

static const struct {
	const char *word;
	struct nib nib;
} nibs[] = {
	{ "blue", { { 0.10, 0.16, 0.58 }, 0.52, 0.92, 0 } },
	{ "black", { { 0.08, 0.08, 0.10 }, 0.50, 0.93, 0 } },
	{ "red", { { 0.75, 0.10, 0.14 }, 0.52, 0.90, 0 } },
	{ "pencil", { { 0.33, 0.33, 0.35 }, 0.55, 0.88, 0.3 } },
	{ "marker", { { 0.10, 0.12, 0.40 }, 1.25, 0.95, 0 } },
};

const struct nib *nib_find(const char *word)
{
	for (size_t i = 0; i < sizeof(nibs) / sizeof(nibs[0]); i++)
		if (strcmp(nibs[i].word, word) == 0)
			return &nibs[i].nib;
	return NULL;
}

static double spline(double a, double b, double c, double d, double t)
{
	return b
	       + 0.5 * t
			 * (c - a
				 + t
					   * (2 * a - 5 * b + 4 * c - d
						   + t
							     * (3 * (b - c) + d
								     - a)));
}

static struct point between(
	const struct point *p, size_t count, size_t i, double t)
{
	const struct point *a = &p[i ? i - 1 : 0], *b = &p[i], *c = &p[i + 1];
	const struct point *d = &p[i + 2 < count ? i + 2 : i + 1];

	return (struct point){ spline(a->x, b->x, c->x, d->x, t),
		spline(a->y, b->y, c->y, d->y, t) };
}

static void dab(cairo_t *cr, const struct nib *nib, struct rng *rng,
	struct point at, double pressure)
{
	double spread = nib->grit > 0 ? nib->width * 0.35 : 0;
	double radius = nib->width / 2 * pressure;

	if (rng_chance(rng, nib->grit))
		return;
	if (nib->grit > 0)
		radius *= 0.45;
	cairo_arc(cr, at.x + rng_normal(rng, spread),
		at.y + rng_normal(rng, spread), radius, 0, 2 * M_PI);
	cairo_fill(cr);
}

/* The hand presses less where a line starts and ends. */
static double pressure_at(double along)
{
	double edge = fmin(along, 1 - along) / 0.12;

	return 0.62 + 0.38 * fmin(1, edge);
}

static void draw_dabs(cairo_t *cr, const struct nib *nib, struct rng *rng,
	const struct point *points, size_t count)
{
	const double step = nib->grit > 0 ? 0.035 : 0.06; /* mm */
	double wobble = rng_uniform(rng, 0, 6.28);

	for (size_t i = 0; i + 1 < count; i++) {
		double length = hypot(points[i + 1].x - points[i].x,
			points[i + 1].y - points[i].y);
		int dabs = (int)(length / step) + 2;

		for (int j = 0; j < dabs; j++) {
			double t = (double)j / dabs;
			double along = ((double)i + t) / (double)(count - 1);
			double shake = 1 + 0.10 * sin(wobble + 9 * along);

			dab(cr, nib, rng, between(points, count, i, t),
				pressure_at(along) * shake);
		}
	}
}

void stroke_draw(cairo_t *cr, const struct nib *nib, struct rng *rng,
	const struct point *points, size_t count)
{
	cairo_save(cr);
	cairo_push_group(cr);
	cairo_set_source_rgb(cr, nib->rgb[0], nib->rgb[1], nib->rgb[2]);
	draw_dabs(cr, nib, rng, points, count);
	cairo_pop_group_to_source(cr);
	cairo_set_operator(cr, CAIRO_OPERATOR_MULTIPLY);
	cairo_paint_with_alpha(cr, nib->opacity);
	cairo_restore(cr);
}
