/* SPDX-License-Identifier: MIT */
#include "compose.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "desk.h"
#include "frame.h"
#include "holder.h"
#include "props.h"

static void note(struct picture_plan *plan, const char *word)
{
	size_t used = strlen(plan->note);

	if (used + strlen(word) + 2 < NOTE_SIZE)
		snprintf(plan->note + used, NOTE_SIZE - used, "%s%s",
			used ? " " : "", word);
}

/* Paper is whiter or yellower; seldom is it coloured. */
static void tint_paper(float tint[3], struct rng *rng)
{
	double white = rng_uniform(rng, 0.84, 0.97);
	double warm = rng_normal(rng, 0.015);

	tint[0] = (float)(white * (1 + warm));
	tint[1] = (float)white;
	tint[2] = (float)(white * (1 - warm));
	if (rng_chance(rng, 0.04))
		tint[rng_below(rng, 3)] *= (float)rng_uniform(rng, 0.72, 0.92);
}

/* "Fit to page" shrinks a print; every printer is off by a little. */
static double print_zoom(struct picture_plan *plan, struct rng *rng)
{
	if (rng_chance(rng, 0.06)) {
		note(plan, "shrunk");
		return rng_uniform(rng, 0.93, 0.98);
	}
	return 1 + rng_normal(rng, 0.0015);
}

static void cut(const struct print *print, struct rect *part, struct rng *rng)
{
	double off_x = rng_normal(rng, 0.4), off_y = rng_normal(rng, 0.4);

	if (print->part.w == print->page.w && print->part.h == print->page.h)
		return;
	part->x += off_x;
	part->y += off_y;
	part->w += rng_normal(rng, 0.4);
	part->h += rng_normal(rng, 0.4);
}

static bool lay_paper(struct picture_plan *plan, const struct print *print,
	const struct level *level, struct rng *rng)
{
	struct rect part = print->part;
	double zoom = print_zoom(plan, rng);
	double mid_x = print->page.x + print->page.w / 2;
	double mid_y = print->page.y + print->page.h / 2;
	struct layer *layer;

	cut(print, &part, rng);
	layer = scene_add(&plan->scene, &print->art, part);
	if (!layer)
		return false;
	layer->zoom = zoom;
	layer->off_x =
		mid_x * (1 - zoom) + rng_normal(rng, 0.6) + zoom * print->x;
	layer->off_y =
		mid_y * (1 - zoom) + rng_normal(rng, 0.6) + zoom * print->y;
	layer->shade = rng_uniform(rng, 0.25, 0.6);
	bend_init(&layer->bend, level, rng);
	if (layer->bend.crease_count)
		note(plan, "folded");
	tint_paper(layer->tint, rng);
	return true;
}

/* Places papers beside and below each other, around the origin. */
static void spread(struct scene *scene, int first, bool neat, struct rng *rng)
{
	int count = scene->count - first, columns = count > 1 ? 2 : 1;
	int rows = (count + columns - 1) / columns;
	double gap = rng_uniform(rng, neat ? 3 : 8, 30);

	for (int i = 0; i < count; i++) {
		struct layer *layer = &scene->layers[first + i];
		double turn =
			neat ? rng_normal(rng, 0.02) : rng_normal(rng, 0.07);
		double w = layer->part.w + 0.12 * layer->part.h + gap;
		double h = layer->part.h + 0.12 * layer->part.w + gap;

		if (count == 1)
			turn = 0;
		if (count > 1 && rng_chance(rng, 0.12))
			turn += M_PI;
		layer->cos = cos(turn);
		layer->sin = sin(turn);
		layer->x = (i % columns - (columns - 1) / 2.0) * w;
		layer->y = (i / columns - (rows - 1) / 2.0) * h;
	}
}

static void outline(
	const struct scene *scene, int first, struct frame_subject *subject)
{
	double x0 = 1e9, y0 = 1e9, x1 = -1e9, y1 = -1e9;

	*subject = (struct frame_subject){ 0 };
	for (int i = first; i < scene->count; i++) {
		const struct layer *layer = &scene->layers[i];

		subject->area += layer->part.w * layer->part.h;
		for (int k = 0; k < 4; k++) {
			struct point_mm at = layer_desk(layer,
				layer->part.x + (k % 2) * layer->part.w,
				layer->part.y + (k / 2) * layer->part.h);

			x0 = fmin(x0, at.x);
			x1 = fmax(x1, at.x);
			y0 = fmin(y0, at.y);
			y1 = fmax(y1, at.y);
			subject->outline[subject->points++] = at;
		}
	}
	subject->width = x1 - x0;
	subject->height = y1 - y0;
	subject->lying = subject->width > subject->height;
}

static bool lay_desk(
	struct scene *scene, const struct level *level, struct rng *rng)
{
	static const enum desk_kind usual[] = { DESK_WOOD, DESK_WOOD, DESK_WOOD,
		DESK_LAMINATE, DESK_LAMINATE, DESK_MAT, DESK_CLOTH, DESK_STONE,
		DESK_WHITE, DESK_WHITE };
	enum desk_kind kind = usual[rng_below(rng, 10)];
	double turn = rng_chance(rng, 0.5) ? 0 : M_PI / 2;

	if (level->scanner)
		kind = DESK_LID;
	turn += rng_normal(rng, 0.15);
	scene->desk = desk_art(kind);
	desk_tint(kind, rng, scene->desk_tint);
	scene->desk_cos = cos(turn);
	scene->desk_sin = sin(turn);
	scene->desk_x = rng_uniform(rng, 0, 340);
	scene->desk_y = rng_uniform(rng, 0, 340);
	return scene->desk;
}

/* Other papers below, a pen beside. */
static bool lay_clutter(struct picture_plan *plan, const struct level *level,
	double reach, struct rng *rng)
{
	enum prop prop = rng_chance(rng, 0.7) ? PROP_SHEET : PROP_PEN;
	const struct art *art;
	struct layer *layer;
	double way = rng_uniform(rng, 0, 2 * M_PI);
	double turn = rng_uniform(rng, 0, 2 * M_PI);

	if (!rng_chance(rng, level->clutter))
		return true;
	art = prop_art(prop);
	if (!art)
		return false;
	layer = scene_add(&plan->scene, art,
		(struct rect){ 0, 0, art->mip[0].width / art->dots,
			art->mip[0].height / art->dots });
	if (prop == PROP_SHEET)
		turn = rng_normal(rng, 0.3);
	layer->opaque = prop == PROP_SHEET;
	layer->cos = cos(turn);
	layer->sin = sin(turn);
	layer->x = cos(way) * reach * 0.9;
	layer->y = sin(way) * reach * 0.9;
	layer->shade = 0.5;
	note(plan, "clutter");
	return true;
}

static void choose_finish(
	struct picture_plan *plan, const struct level *level, struct rng *rng)
{
	struct finish *finish = &plan->finish;
	double side = fmax(plan->scene.camera.width, plan->scene.camera.height);
	double blur = pick(rng, &level->blur) * side / 1000;

	/* No lens is sharper than some 0.45 pixels. */
	finish->blur = hypot(blur, 0.45);
	finish->shake = pick(rng, &level->shake) * side / 1000;
	finish->angle = rng_uniform(rng, 0, 2 * M_PI);
	finish->contrast = pick(rng, &level->contrast);
	finish->sharpen = pick(rng, &level->sharpen);
	finish->halo = rng_chance(rng, 0.4) ? 2 : 1;
	finish->grain = pick(rng, &level->grain);
	finish->grey = level->scanner && rng_chance(rng, 0.4);
}

/* A lamp that mirrors in smooth paper: so bright that nothing is seen there,
 * therefore only where nothing must be. */
static void flash(struct picture_plan *plan, const struct print *prints,
	int count, struct rng *rng)
{
	struct light *light = &plan->scene.light;
	double x = light->glare_x, y = light->glare_y;

	if (light->glare <= 0 || !rng_chance(rng, 0.4))
		return;
	for (int i = 0; i < 8; i++) {
		struct point_mm at = { x + rng_normal(rng, 60),
			y + rng_normal(rng, 60) };

		if (hides_mark(
			    plan, prints, count, at, 2.2 * light->glare_long))
			continue;
		light->glare_x = at.x;
		light->glare_y = at.y;
		light->glare = rng_uniform(rng, 0.5, 1.4);
		note(plan, "flash");
		return;
	}
}

static void tell_scene(struct picture_plan *plan)
{
	if (plan->scene.light.shadow_count)
		note(plan, "shadow");
	if (plan->scene.light.glare > 0)
		note(plan, "glare");
	if (plan->orientation != 1)
		note(plan, "exif");
}

void plan_show(const struct picture_plan *plan, const struct print *prints,
	int n, double x, double y, double *px, double *py)
{
	const struct scene *scene = &plan->scene;

	camera_show(&scene->camera,
		layer_lies(&scene->layers[plan->first + n], x - prints[n].x,
			y - prints[n].y),
		px, py);
	camera_upright(&scene->camera, plan->orientation, px, py);
}

bool compose(struct picture_plan *plan, const struct print *prints, int count,
	const struct level *level, int long_side, struct rng *rng)
{
	struct scene *scene = &plan->scene;
	struct frame_subject subject;
	double reach;

	*plan = (struct picture_plan){ .orientation = 1 };
	reach = hypot(prints->part.w, prints->part.h) / 2;
	if (!lay_desk(scene, level, rng)
		|| !lay_clutter(plan, level, reach, rng))
		return false;
	plan->first = scene->count;
	for (int i = 0; i < count; i++)
		if (!lay_paper(plan, &prints[i], level, rng))
			return false;
	spread(scene, plan->first, level->scanner, rng);
	outline(scene, plan->first, &subject);
	if (level->scanner)
		frame_scanner(&scene->camera, level, &subject, long_side, rng);
	else
		frame_phone(&scene->camera, level, &subject, long_side, rng);
	reach = hypot(subject.width, subject.height) / 2;
	light_init(&scene->light, level, reach, rng);
	flash(plan, prints, count, rng);
	if (rng_chance(rng, level->corner)) {
		const char *how = hold(plan, prints, count, rng);

		if (how)
			note(plan, how);
	}
	plan->orientation = frame_orientation(&scene->camera, level, rng);
	choose_finish(plan, level, rng);
	tell_scene(plan);
	return true;
}
