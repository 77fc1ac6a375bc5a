/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_SCENE_H
#define SIMULATOR_SCENE_H

#include "bend.h"
#include "camera.h"
#include "light.h"
#include "raster.h"

enum {
	MAX_LAYERS = 12
};

/* Something flat that lies on the desk, over the layers before it. */
struct layer {
	const struct art *art;
	struct rect part;          /* of the art, mm, that is seen */
	double x, y;               /* where its middle lies on the desk */
	double cos, sin;           /* its turn */
	double zoom, off_x, off_y; /* how the printer missed: 1, 0, 0 */
	struct bend bend;
	float tint[3];
	bool opaque;  /* the art has no holes */
	double shade; /* how dark its own shadow is at its edge */
};

struct scene {
	struct layer layers[MAX_LAYERS];
	int count;
	const struct art *desk; /* repeats itself */
	float desk_tint[3];
	double desk_cos, desk_sin, desk_x, desk_y;
	struct camera camera;
	struct light light;
};

/* A new layer of that art, flat and plain; NULL: there are too many. */
struct layer *scene_add(
	struct scene *scene, const struct art *art, struct rect part);

/* From a place of the desk to one of the layer's art, and back, mm. */
struct point_mm {
	double x, y;
};
struct point_mm layer_place(const struct layer *layer, double x, double y);
struct point_mm layer_desk(const struct layer *layer, double x, double y);

/* Where on the desk, with its height, a place of the layer's art lies; the
 * place is of what was printed, before the printer missed. */
struct vec layer_lies(const struct layer *layer, double x, double y);

/* Where a pixel looks if this layer's surface were endless: its art's place in
 * mm, and the light there in four numbers as light_at gives them. */
struct sight {
	float x, y, pad[2];
	float light[4];
};
void scene_look(const struct scene *scene, const struct layer *layer, double px,
	double py, struct sight *sight);

/* The same for the desk, whose art is placed by desk_x, desk_y. */
void scene_look_desk(
	const struct scene *scene, double px, double py, struct sight *sight);

#endif
