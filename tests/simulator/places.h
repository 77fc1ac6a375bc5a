/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_PLACES_H
#define SIMULATOR_PLACES_H

#include <stdio.h>

#include "compose.h"

/* Where the printed things are in the upright photo:
 * photo,page,slot,kind,field,value,x1,y1,…,x4,y4 (pixels; top left, top right,
 * bottom right, bottom left); page is the print run's. */
void places_head(FILE *file);
void places_write(FILE *file, const char *photo,
	const struct picture_plan *plan, const struct print *prints, int count);

#endif
