/* SPDX-License-Identifier: MIT */
#include "holder.h"

#include <math.h>

#include "props.h"

enum {
	TRIES = 24
};

/* A place of the desk on the page that the n-th paper was printed from. */
static struct point_mm on_page(const struct picture_plan *plan,
	const struct print *prints, int n, struct point_mm desk)
{
	const struct layer *layer = &plan->scene.layers[plan->first + n];
	struct point_mm at = layer_place(layer, desk.x, desk.y);

	at.x = (at.x - layer->off_x) / layer->zoom + prints[n].x;
	at.y = (at.y - layer->off_y) / layer->zoom + prints[n].y;
	return at;
}

bool hides_mark(const struct picture_plan *plan, const struct print *prints,
	int count, struct point_mm at, double around)
{
	for (int i = 0; i < count; i++) {
		struct point_mm page = on_page(plan, prints, i, at);
		struct rect spot = { page.x - around, page.y - around,
			2 * around, 2 * around };

		for (int k = 0; k < prints[i].form_count; k++)
			if (sheet_touches(prints[i].forms[k], spot, true))
				return true;
	}
	return false;
}

static bool covers(const struct picture_plan *plan, const struct layer *thing,
	const struct print *prints, int count)
{
	const struct rect *part = &thing->part;

	for (double y = 0; y <= part->h; y += 3)
		for (double x = 0; x <= part->w; x += 3)
			if (hides_mark(plan, prints, count,
				    layer_desk(thing, part->x + x, part->y + y),
				    4))
				return true;
	return false;
}

/* Lays the thing's tip over the paper's edge, pointing inwards. */
static void lay_at_edge(
	struct layer *thing, const struct layer *paper, struct rng *rng)
{
	bool corner = rng_chance(rng, 0.7);
	double u = corner ? rng_below(rng, 2) : rng_uniform(rng, 0, 1);
	double v = rng_below(rng, 2);
	struct point_mm at =
		layer_desk(paper, paper->part.x + u * paper->part.w,
			paper->part.y + v * paper->part.h);
	double in =
		atan2(paper->y - at.y, paper->x - at.x) + rng_normal(rng, 0.4);
	double deep = rng_uniform(rng, 7, 24);
	double back = thing->part.h / 2 - deep;

	/* The tip is the art's top: its "up" shall point to `in`. */
	thing->cos = cos(in + M_PI / 2);
	thing->sin = sin(in + M_PI / 2);
	thing->x = at.x - back * cos(in);
	thing->y = at.y - back * sin(in);
}

static const char *cover(struct picture_plan *plan, const struct print *prints,
	int count, struct rng *rng)
{
	enum prop prop = rng_chance(rng, 0.65) ? PROP_FINGER : PROP_CLIP;
	struct scene *scene = &plan->scene;
	const struct art *art = prop_art(prop);
	struct layer *thing = NULL;

	if (art)
		thing = scene_add(scene, art,
			(struct rect){ 0, 0, art->mip[0].width / art->dots,
				art->mip[0].height / art->dots });
	if (!thing)
		return NULL;
	thing->opaque = false;
	thing->shade = 0.3;
	for (int c = 0; c < 3; c++)
		thing->tint[c] = (float)rng_uniform(rng, 0.75, 1.1);
	for (int i = 0; i < TRIES; i++) {
		int at = plan->first + (int)rng_below(rng, (unsigned)count);

		lay_at_edge(thing, &scene->layers[at], rng);
		if (!covers(plan, thing, prints, count))
			return prop == PROP_FINGER ? "finger" : "clip";
	}
	scene->count--;
	return NULL;
}

static bool in_photo(const struct picture_plan *plan,
	const struct print *prints, int n, struct rect at, double margin)
{
	const struct camera *camera = &plan->scene.camera;

	for (int i = 0; i < 4; i++) {
		double x, y;

		plan_show(plan, prints, n, at.x + (i % 2) * at.w,
			at.y + (i / 2) * at.h, &x, &y);
		if (x < margin || y < margin || x > camera->width - margin
			|| y > camera->height - margin)
			return false;
	}
	return true;
}

/* Whether all boxes and QR codes of all papers are in the photo. */
static bool shows_all(
	const struct picture_plan *plan, const struct print *prints, int n)
{
	double margin = 0.015 * plan->scene.camera.height;

	for (int k = 0; k < prints[n].form_count; k++) {
		const struct sheet *sheet = prints[n].forms[k];

		for (size_t j = 0; j < sheet->count; j++) {
			const struct item *item = &sheet->items[j];

			if ((item->kind == ITEM_BOX || item->kind == ITEM_DIGIT
				    || item->kind == ITEM_QR)
				&& !in_photo(plan, prints, n, item->at, margin))
				return false;
		}
	}
	return true;
}

static int corners_out(
	const struct picture_plan *plan, const struct print *prints, int n)
{
	const struct rect *part = &prints[n].part;
	int out = 0;

	for (int k = 0; k < 4; k++) {
		struct rect corner = { part->x + (k % 2) * part->w,
			part->y + (k / 2) * part->h, 0, 0 };

		out += !in_photo(plan, prints, n, corner, 0);
	}
	return out;
}

static const char *cut_off(struct picture_plan *plan,
	const struct print *prints, int count, struct rng *rng)
{
	struct camera *camera = &plan->scene.camera;
	double x = camera->mid_x, y = camera->mid_y;

	for (int i = 0; i < TRIES; i++) {
		bool good = true;
		int out = 0;

		camera->mid_x = x + rng_normal(rng, 0.15) * camera->width;
		camera->mid_y = y + rng_normal(rng, 0.15) * camera->height;
		for (int n = 0; n < count; n++) {
			out += corners_out(plan, prints, n);
			good = good && shows_all(plan, prints, n);
		}
		if (good && (out == 1 || (out == 2 && rng_chance(rng, 0.4))))
			return "cut";
	}
	camera->mid_x = x;
	camera->mid_y = y;
	return NULL;
}

const char *hold(struct picture_plan *plan, const struct print *prints,
	int count, struct rng *rng)
{
	if (rng_chance(rng, 0.4))
		return cut_off(plan, prints, count, rng);
	return cover(plan, prints, count, rng);
}
