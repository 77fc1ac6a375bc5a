/* SPDX-License-Identifier: MIT */
#include "expose.h"

#include <math.h>
#include <stdlib.h>

struct sight *grid_node(const struct grid *grid, int x, int y)
{
	return grid->nodes + (size_t)(y - grid->y0) * (grid->x1 - grid->x0 + 1)
	       + (x - grid->x0);
}

/* The cells that a layer may be in: its outline with some room. */
static void find_cells(
	const struct film *film, const struct layer *layer, struct grid *grid)
{
	double x0 = 1e9, y0 = 1e9, x1 = -1e9, y1 = -1e9;

	for (int i = 0; i < 64; i++) {
		double u = (i % 8) / 7.0, v = (i / 8) / 7.0;
		struct point_mm at =
			layer_desk(layer, layer->part.x + u * layer->part.w,
				layer->part.y + v * layer->part.h);
		double z = bend_height(&layer->bend, u - 0.5, v - 0.5);
		double px, py;

		camera_project(&film->scene->camera,
			(struct vec){ at.x, at.y, z }, &px, &py);
		x0 = fmin(x0, px);
		x1 = fmax(x1, px);
		y0 = fmin(y0, py);
		y1 = fmax(y1, py);
	}
	/* The distortion moves a place by up to 3 % of the photo. */
	x0 -= 0.03 * film->scene->camera.width;
	x1 += 0.03 * film->scene->camera.width;
	y0 -= 0.03 * film->scene->camera.height;
	y1 += 0.03 * film->scene->camera.height;
	grid->x0 = (int)fmin(fmax(x0 / film->cell, 0), film->across);
	grid->x1 = (int)fmax(fmin(x1 / film->cell + 1, film->across), 0);
	grid->y0 = (int)fmin(fmax(y0 / film->cell, 0), film->down);
	grid->y1 = (int)fmax(fmin(y1 / film->cell + 1, film->down), 0);
}

static bool make_nodes(
	const struct film *film, const struct layer *layer, struct grid *grid)
{
	int across = grid->x1 - grid->x0 + 1, down = grid->y1 - grid->y0 + 1;

	if (across < 2 || down < 2)
		return true;
	grid->nodes = calloc((size_t)across * down, sizeof(*grid->nodes));
	grid->row = calloc((size_t)across, sizeof(*grid->row));
	if (!grid->nodes || !grid->row)
		return false;
	for (int y = grid->y0; y <= grid->y1; y++)
		for (int x = grid->x0; x <= grid->x1; x++)
			if (layer)
				scene_look(film->scene, layer, x * film->cell,
					y * film->cell, grid_node(grid, x, y));
			else
				scene_look_desk(film->scene, x * film->cell,
					y * film->cell, grid_node(grid, x, y));
	return true;
}

static bool add_grid(struct film *film, const struct layer *layer)
{
	struct grid *grid = &film->grids[film->count++];

	*grid = (struct grid){ .x1 = film->across, .y1 = film->down };
	grid->art = layer ? layer->art : film->scene->desk;
	if (layer) {
		grid->opaque = layer->opaque;
		grid->part = (struct rect){
			(layer->part.x - layer->off_x) / layer->zoom,
			(layer->part.y - layer->off_y) / layer->zoom,
			layer->part.w / layer->zoom,
			layer->part.h / layer->zoom,
		};
		find_cells(film, layer, grid);
	}
	grid->wraps = !layer;
	return make_nodes(film, layer, grid);
}

bool film_init(struct film *film, const struct scene *scene)
{
	bool small = scene->camera.width + scene->camera.height < 4200;

	*film = (struct film){ .scene = scene,
		.cell = small ? FILM_CELL / 2 : FILM_CELL };
	film->across = (scene->camera.width + film->cell - 1) / film->cell;
	film->down = (scene->camera.height + film->cell - 1) / film->cell;
	if (!add_grid(film, NULL)) {
		film_release(film);
		return false;
	}
	for (int i = 0; i < scene->count; i++)
		if (!add_grid(film, &scene->layers[i])) {
			film_release(film);
			return false;
		}
	return true;
}

void film_release(struct film *film)
{
	for (int i = 0; i < film->count; i++) {
		free(film->grids[i].nodes);
		free(film->grids[i].row);
	}
	film->count = 0;
}
