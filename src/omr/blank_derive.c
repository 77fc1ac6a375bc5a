/* SPDX-License-Identifier: MIT */
#include "blank_internal.h"

#include <phieu/list.h>

#include <math.h>

enum {
	SPOT_MM = 12, /* side of its patch */
	SPOTS_MAX = 480,
	CORNERS_MAX = 700, /* at each size of the blank */
};
/* A page is divided into about this many cells, a spot in each. */
static const double CELLS = 440;
/* Papers larger than A2 are not photographed in one piece. */
static const double PAGE_MAX = 600;
static const double PAGE_MIN = 40;
/* The lesser direction's mean squared gradient: below, a patch slides along
 * its lines, or is empty. */
static const double STRENGTH = 20;
/* A second place within reach that is as alike as this can be taken for the
 * first one when the photo is poor. */
static const float ALIKE = 0.75f;
static const float ALIKE_FAR = 0.65f;

/* Mean squares of the gradients in a square around (x, y), to the lesser
 * eigenvalue of their tensor. */
static double strength(
	const struct ph_plane *plane, unsigned x, unsigned y, unsigned side)
{
	double xx = 0, xy = 0, yy = 0, area = (double)side * side;

	for (unsigned row = y - side / 2 + 1; row + 1 < y + side / 2; row++) {
		const int16_t *at = plane->at + (size_t)row * plane->width;

		for (unsigned i = x - side / 2 + 1; i + 1 < x + side / 2; i++) {
			int gx = at[i + 1] - at[i - 1];
			int gy = at[i + plane->width]
				 - at[(ptrdiff_t)i - plane->width];

			xx += gx * gx;
			xy += gx * gy;
			yy += gy * gy;
		}
	}
	return ((xx + yy) - sqrt((xx - yy) * (xx - yy) + 4 * xy * xy))
	       / (8 * area);
}

/* The best spot of a cell; false: nothing that holds in both directions. */
static bool spot_in(struct ph_spot *spot, const struct ph_plane *plane,
	unsigned left, unsigned top, unsigned cell)
{
	unsigned scale = (unsigned)plane->scale, half = SPOT_MM / 2;
	double best = STRENGTH;

	*spot = (struct ph_spot){ 0 };
	for (unsigned y = top; y < top + cell; y += 2)
		for (unsigned x = left; x < left + cell; x += 2) {
			double now;

			if (x < half || y < half
				|| (x + half) * scale > plane->width
				|| (y + half) * scale > plane->height)
				continue;
			now = strength(
				plane, x * scale, y * scale, SPOT_MM * scale);
			if (now > best) {
				best = now;
				spot->x = x;
				spot->y = y;
			}
		}
	return best > STRENGTH;
}

/* A window of the blank itself; beyond its edge is paper. */
static void own_window(int16_t *out, const struct ph_plane *plane, double x,
	double y, const struct ph_search *search)
{
	int size = (int)(search->side + 2 * search->reach);
	int left = (int)(x * plane->scale) - size / 2;
	int top = (int)(y * plane->scale) - size / 2;

	for (int row = top; row < top + size; row++)
		for (int column = left; column < left + size; column++)
			*out++ = row >= 0 && column >= 0
						 && row < (int)plane->height
						 && column < (int)plane->width
					 ? plane->at[(size_t)row * plane->width
						     + (size_t)column]
					 : 0;
}

static bool stands_out(const struct ph_blank *blank, const struct ph_spot *spot,
	const struct ph_search *search, float most)
{
	int16_t window[PH_SEARCH_WINDOW * PH_SEARCH_WINDOW];
	struct ph_match match;
	const struct ph_plane *plane = &blank->plane[search->plane];

	own_window(window, plane, spot->x, spot->y, search);
	ph_plane_match(&match, plane, spot->x, spot->y, search, window);
	return match.score > 0.9f && match.second < most;
}

static bool find_spots(struct ph_blank *blank)
{
	static const struct ph_search close = { .plane = 1, 24, 8 };
	static const struct ph_search wide = { .plane = 0, 16, 24 };

	double area = blank->width * blank->height;
	unsigned cell = (unsigned)fmax(sqrt(area / CELLS), 8);

	blank->spots = ph_alloc(SPOTS_MAX, sizeof(*blank->spots));
	if (!blank->spots)
		return false;
	for (unsigned y = 0; y < blank->height; y += cell)
		for (unsigned x = 0; x < blank->width; x += cell) {
			struct ph_spot spot;

			if (blank->spot_count == SPOTS_MAX
				|| !spot_in(
					&spot, &blank->plane[1], x, y, cell))
				continue;
			spot.sure = stands_out(blank, &spot, &close, ALIKE);
			spot.unique =
				spot.sure
				&& stands_out(blank, &spot, &wide, ALIKE_FAR);
			blank->unique_count += spot.unique;
			blank->spots[blank->spot_count++] = spot;
		}
	return true;
}

static bool make_planes(struct ph_blank *blank, const struct ph_image *picture)
{
	for (unsigned i = 0; i < PH_BLANK_PLANES; i++) {
		unsigned factor = 1u << (PH_BLANK_PLANES - 1 - i);
		PH_AUTO(ph_image_release) struct ph_image small = { 0 };

		if (!ph_image_shrink(&small, picture, factor)
			|| !ph_plane_make(&blank->plane[i], &small,
				(double)PH_BLANK_SCALE / factor))
			return false;
	}
	return true;
}

/* The picture at `scale` px/mm, the mean of what falls on each pixel. */
static bool resize(struct ph_image *out, const struct ph_image *in, double by)
{
	if (!ph_image_make(out, (unsigned)(in->width * by),
		    (unsigned)(in->height * by)))
		return false;
	for (unsigned y = 0; y < out->height; y++)
		for (unsigned x = 0; x < out->width; x++) {
			unsigned left = (unsigned)(x / by);
			unsigned right = (unsigned)((x + 1) / by);
			unsigned top = (unsigned)(y / by);
			unsigned bottom = (unsigned)((y + 1) / by);
			unsigned sum = 0, area = 0;

			for (unsigned v = top; v < bottom && v < in->height;
				v++)
				for (unsigned u = left;
					u < right && u < in->width; u++, area++)
					sum += in->pixels[(size_t)v * in->width
							  + u];
			out->pixels[(size_t)y * out->width + x] =
				(uint8_t)(area ? sum / area : 255);
		}
	return true;
}

/* At sizes a quarter apart: a photo shows the page at any size, and a
 * descriptor forgives an eighth. */
static bool find_corners(struct ph_blank *blank, const struct ph_image *picture)
{
	for (double scale = 3.2; scale > 0.75; scale /= 1.26) {
		PH_AUTO(ph_image_release) struct ph_image small = { 0 };

		if (!resize(&small, picture, scale / PH_BLANK_SCALE)
			|| !ph_landmarks_find(
				&blank->corners, &small, scale, CORNERS_MAX))
			return false;
	}
	return true;
}

bool ph_blank_derive(struct ph_paper *paper)
{
	const struct ph_form_item *page = ph_form_page(paper->form);
	PH_AUTO(ph_blank_destroy) struct ph_blank *blank = NULL;
	const struct ph_image *picture = &paper->blank;

	if (!page || !picture->pixels || !(page->w > PAGE_MIN)
		|| !(page->h > PAGE_MIN) || !(page->w < PAGE_MAX)
		|| !(page->h < PAGE_MAX)
		|| picture->height > PAGE_MAX * PH_BLANK_SCALE)
		return true;
	blank = ph_alloc(1, sizeof(*blank));
	if (!blank)
		return false;
	blank->width = page->w;
	blank->height = page->h;
	if (!make_planes(blank, picture) || !find_spots(blank)
		|| !find_corners(blank, picture))
		return false;
	paper->derived = PH_TAKE(blank);
	return true;
}

void ph_blank_destroy(struct ph_blank *blank)
{
	if (!blank)
		return;
	for (unsigned i = 0; i < PH_BLANK_PLANES; i++)
		ph_plane_release(&blank->plane[i]);
	free(blank->spots);
	ph_list_release(&blank->corners);
	free(blank);
}
