/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_DEVELOP_H
#define SIMULATOR_DEVELOP_H

#include "expose.h"

/* What lens, sensor and the phone's own program make of the light. */
struct finish {
	double blur;     /* sigma, pixels */
	double shake;    /* pixels */
	double angle;    /* of the shake, radians */
	double contrast; /* an S-curve, 0 is none */
	double sharpen;  /* amount of the lost detail put back */
	int halo;        /* pixels: how wide */
	double grain;    /* deviation, of 255 */
	double coarse;   /* share of the grain that is of several pixels */
	bool grey;       /* a scanner without colour */
};

/* Takes the picture, row by row. The pixels are the caller's to release. */
bool develop(struct pixels *photo, struct film *film,
	const struct finish *finish, struct rng *rng);

#endif
