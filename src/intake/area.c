/* SPDX-License-Identifier: MIT */
/* The part of a page that a form covers. */
#include "intake_internal.h"

#include <math.h>

void ph_area_find(struct ph_point area[4], const struct ph_placement *placement,
	double around)
{
	const struct ph_form_item *page =
		ph_form_page(ph_paper_form(placement->paper));
	double right = (page ? page->w : 0) + around;
	double bottom = (page ? page->h : 0) + around;

	area[0] = ph_warp_map(&placement->warp, -around, -around);
	area[1] = ph_warp_map(&placement->warp, right, -around);
	area[2] = ph_warp_map(&placement->warp, right, bottom);
	area[3] = ph_warp_map(&placement->warp, -around, bottom);
}

/* Its middle lies left of all sides, or right of all. */
bool ph_area_holds(
	const struct ph_point area[4], const struct ph_code_place *place)
{
	double x = 0, y = 0;
	int left = 0, right = 0;

	for (size_t i = 0; i < 4; i++) {
		x += place->corner[i].x / 4;
		y += place->corner[i].y / 4;
	}
	for (size_t i = 0; i < 4; i++) {
		const struct ph_point *a = &area[i], *b = &area[(i + 1) % 4];
		double side =
			(b->x - a->x) * (y - a->y) - (b->y - a->y) * (x - a->x);

		left += side >= 0;
		right += side <= 0;
	}
	return left == 4 || right == 4;
}

/* The shoelace formula. */
double ph_area_size(const struct ph_point area[4])
{
	double twice = 0;

	for (size_t i = 0; i < 4; i++) {
		const struct ph_point *a = &area[i], *b = &area[(i + 1) % 4];

		twice += a->x * b->y - b->x * a->y;
	}
	return fabs(twice) / 2;
}
