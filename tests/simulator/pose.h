/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_POSE_H
#define SIMULATOR_POSE_H

#include "layout.h"
#include "level.h"
#include "random.h"

/* Millimetres; x to the right and y down the page, z up from the desk. */
struct vec {
	double x, y, z;
};

/* Paper that lifts from the desk on one side and waves a little. */
struct curl {
	double height, wave; /* mm */
	double nx, ny;       /* the way it rises, for places as page shares */
	double start;        /* where it begins to rise, a share of the way */
	double phase;
};

struct pose {
	struct rect page;
	struct curl curl;
	struct vec eye, right, down, forward;
	double focal; /* pixels */
	double k1;    /* radial distortion at the photo's corners */
	int width, height;
};

void pose_init(struct pose *pose, const struct level *level,
	const struct rect *page, int long_side, struct rng *rng);

/* Height of the paper; 0 beyond it. */
double pose_height(const struct pose *pose, double x, double y);

/* Its slope: what the height changes over a millimetre to the right, down. */
void pose_slope(
	const struct pose *pose, double x, double y, double *dx, double *dy);

/* Where on the page (or the desk) a pixel looks. */
struct vec pose_trace(const struct pose *pose, double px, double py);

/* Where in the photo a place of the desk's plane appears. */
void pose_project(
	const struct pose *pose, double x, double y, double *px, double *py);

#endif
