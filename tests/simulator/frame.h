/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_FRAME_H
#define SIMULATOR_FRAME_H

#include "camera.h"
#include "level.h"
#include "scene.h"

enum {
	MAX_OUTLINE = 64
};

/* What is to be in the picture, around the desk's origin. */
struct frame_subject {
	struct point_mm outline[MAX_OUTLINE];
	int points;
	double width, height, area; /* mm, of the papers */
	bool lying;                 /* wider than high */
};

/* A phone held over the papers: all of the outline is in the picture. */
void frame_phone(struct camera *camera, const struct level *level,
	const struct frame_subject *subject, int long_side, struct rng *rng);

/* A flatbed: no perspective. */
void frame_scanner(struct camera *camera, const struct level *level,
	const struct frame_subject *subject, int long_side, struct rng *rng);

/* How the file says that it is to be turned, EXIF's 1, 3, 6 or 8. */
int frame_orientation(
	struct camera *camera, const struct level *level, struct rng *rng);

#endif
