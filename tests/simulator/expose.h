/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_EXPOSE_H
#define SIMULATOR_EXPOSE_H

#include "scene.h"

enum {
	FILM_CELL = 16 /* pixels: the largest cell */
};

/* One layer as the photo shows it, at the corners of cells of the photo. */
struct grid {
	const struct art *art;
	int x0, y0, x1, y1; /* cells of the photo that may show it */
	struct sight *nodes, *row;
	struct rect part; /* what is paper, mm of the art */
	bool opaque, wraps;
};

struct film {
	const struct scene *scene;
	int cell;                          /* pixels */
	int across, down;                  /* cells */
	struct grid grids[MAX_LAYERS + 1]; /* the desk first */
	int count;
};

/* The node at the top left of a cell. */
struct sight *grid_node(const struct grid *grid, int x, int y);

/* Prepares what the rows need. Places between the nodes are interpolated. */
bool film_init(struct film *film, const struct scene *scene);
void film_release(struct film *film);

/* One row of the photo in linear light, three floats a pixel. There is room
 * for one cell more than the photo is wide. */
void film_row(struct film *film, int y, float *rgb);

#endif
