/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_CAMERA_H
#define SIMULATOR_CAMERA_H

#include "layout.h"
#include "level.h"
#include "picture.h"

/*
 * Photographs the page: a pinhole camera with a little radial distortion
 * before a paper that may curl, on a desk, in the level's light. The page is
 * changed (it is shrunk to what the photo can show). The photo is the
 * caller's to release.
 */
bool camera_shoot(struct picture *photo, struct picture *page,
	const struct layout *layout, const struct level *level, int long_side,
	struct rng *rng);

#endif
