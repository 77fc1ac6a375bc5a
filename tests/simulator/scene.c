/* SPDX-License-Identifier: MIT */
#include "scene.h"

#include <math.h>

struct layer *scene_add(
	struct scene *scene, const struct art *art, struct rect part)
{
	struct layer *layer = &scene->layers[scene->count];

	if (scene->count == MAX_LAYERS)
		return NULL;
	scene->count++;
	*layer = (struct layer){ .art = art,
		.part = part,
		.cos = 1,
		.zoom = 1,
		.bend.flat = true,
		.tint = { 1, 1, 1 },
		.opaque = true };
	return layer;
}

struct point_mm layer_place(const struct layer *layer, double x, double y)
{
	double dx = x - layer->x, dy = y - layer->y;

	return (struct point_mm){
		layer->part.x + layer->part.w / 2 + dx * layer->cos
			+ dy * layer->sin,
		layer->part.y + layer->part.h / 2 + dy * layer->cos
			- dx * layer->sin,
	};
}

struct point_mm layer_desk(const struct layer *layer, double x, double y)
{
	double dx = x - layer->part.x - layer->part.w / 2;
	double dy = y - layer->part.y - layer->part.h / 2;

	return (struct point_mm){
		layer->x + dx * layer->cos - dy * layer->sin,
		layer->y + dy * layer->cos + dx * layer->sin,
	};
}

static double height_at(const struct layer *layer, struct point_mm at)
{
	return bend_height(&layer->bend,
		(at.x - layer->part.x) / layer->part.w - 0.5,
		(at.y - layer->part.y) / layer->part.h - 0.5);
}

struct vec layer_lies(const struct layer *layer, double x, double y)
{
	struct point_mm at = { x * layer->zoom + layer->off_x,
		y * layer->zoom + layer->off_y };
	struct point_mm desk = layer_desk(layer, at.x, at.y);

	return (struct vec){ desk.x, desk.y, height_at(layer, at) };
}

/* What the height changes over a millimetre to the right and down. */
static void slope_at(const struct layer *layer, struct point_mm at, double here,
	double *dx, double *dy)
{
	*dx = height_at(layer, (struct point_mm){ at.x + 1, at.y }) - here;
	*dy = height_at(layer, (struct point_mm){ at.x, at.y + 1 }) - here;
}

/* How far outside the layer a place of its own is, 0 within. */
static double outside(const struct layer *layer, struct point_mm at)
{
	const struct rect *part = &layer->part;
	double x = fmax(part->x - at.x, at.x - part->x - part->w);
	double y = fmax(part->y - at.y, at.y - part->y - part->h);

	return hypot(fmax(x, 0), fmax(y, 0));
}

/* The shadows of the layers above at a place of the desk. */
static double shaded(const struct scene *scene, int above, double x, double y)
{
	double left = 1;

	for (int i = above; i < scene->count; i++) {
		const struct layer *layer = &scene->layers[i];

		/* Falls to the side that is away from the light. */
		left *= 1
			- layer->shade
				  * exp(-outside(layer,
						layer_place(layer,
							x + scene->light.sun_x,
							y + scene->light.sun_y))
					  / 2.5);
	}
	return left;
}

static double corner_of(const struct camera *camera, double px, double py)
{
	double u = px / camera->width * 2 - 1, v = py / camera->height * 2 - 1;

	return hypot(u, v) / M_SQRT2;
}

static void dim(float light[4], double share)
{
	for (int c = 0; c < 3; c++)
		light[c] *= (float)share;
}

void scene_look(const struct scene *scene, const struct layer *layer, double px,
	double py, struct sight *sight)
{
	const struct camera *camera = &scene->camera;
	struct vec ray = camera_ray(camera, px, py), at;
	struct point_mm place = { 0 };
	double z = 0, last, dx, dy;

	/* Slopes stay below a half, so each round halves the miss. */
	for (int i = 0; i < 6; i++) {
		at = camera_meet(camera, &ray, z);
		place = layer_place(layer, at.x, at.y);
		last = z;
		z = height_at(layer, place);
		if (fabs(z - last) < 0.05)
			break;
	}
	light_at(&scene->light, at.x, at.y, corner_of(camera, px, py),
		sight->light);
	if (!layer->bend.flat) {
		slope_at(layer, place, z, &dx, &dy);
		dim(sight->light, light_lean(&scene->light, dx, dy));
	}
	if (layer < &scene->layers[scene->count - 1])
		dim(sight->light,
			shaded(scene, (int)(layer - scene->layers) + 1, at.x,
				at.y));
	for (int c = 0; c < 3; c++)
		sight->light[c] *= layer->tint[c];
	sight->x = (float)((place.x - layer->off_x) / layer->zoom);
	sight->y = (float)((place.y - layer->off_y) / layer->zoom);
}

void scene_look_desk(
	const struct scene *scene, double px, double py, struct sight *sight)
{
	struct vec ray = camera_ray(&scene->camera, px, py);
	struct vec at = camera_meet(&scene->camera, &ray, 0);

	light_at(&scene->light, at.x, at.y, corner_of(&scene->camera, px, py),
		sight->light);
	dim(sight->light, shaded(scene, 0, at.x, at.y));
	for (int c = 0; c < 3; c++)
		sight->light[c] *= scene->desk_tint[c];
	sight->x = (float)(scene->desk_x + at.x * scene->desk_cos
			   + at.y * scene->desk_sin);
	sight->y = (float)(scene->desk_y + at.y * scene->desk_cos
			   - at.x * scene->desk_sin);
}
