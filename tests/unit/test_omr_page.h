/* SPDX-License-Identifier: MIT */
/*
 * A drawn form, photographed: for tests of the omr room. The page is drawn at
 * PAGE_SCALE pixels a millimetre; the camera is a homography, before which the
 * paper may curl.
 */
#ifndef PHIEU_TEST_OMR_PAGE_H
#define PHIEU_TEST_OMR_PAGE_H

#include <phieu/image.h>
#include <phieu/omr.h>

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
	PAGE_SCALE = 16,
};

/* Millimetres into every direction that a point is displaced by. */
typedef struct ph_point page_curl(double x, double y);

struct page_shot {
	unsigned width, height;
	double h[9];     /* mm to pixels */
	page_curl *curl; /* NULL: flat */
	double blur;     /* pixels, radius of a box */
	double noise;    /* grey levels, half the range */
	double dim;      /* 1: paper is white at one side, black at the other */
	unsigned seed;
};

static inline void page_fill(struct ph_image *page, double x, double y,
	double w, double h, uint8_t grey)
{
	long x0 = lround(x * PAGE_SCALE), x1 = lround((x + w) * PAGE_SCALE);
	long y0 = lround(y * PAGE_SCALE), y1 = lround((y + h) * PAGE_SCALE);

	for (long j = y0 < 0 ? 0 : y0; j < y1 && j < (long)page->height; j++)
		for (long i = x0 < 0 ? 0 : x0; i < x1 && i < (long)page->width;
			i++)
			page->pixels[j * (long)page->width + i] = grey;
}

static inline void page_box(struct ph_image *page, double x, double y, double w,
	double h, double line, uint8_t grey)
{
	page_fill(page, x, y, w, line, grey);
	page_fill(page, x, y + h - line, w, line, grey);
	page_fill(page, x, y, line, h, grey);
	page_fill(page, x + w - line, y, line, h, grey);
}

static inline void page_tag(
	struct ph_image *page, const struct ph_form_item *item)
{
	bool cells[PH_TAG_CELLS][PH_TAG_CELLS];
	double side = item->w / PH_TAG_CELLS;

	if (!ph_omr_tag_cells((unsigned)strtoul(item->value, NULL, 10), cells))
		return;
	for (int y = 0; y < PH_TAG_CELLS; y++)
		for (int x = 0; x < PH_TAG_CELLS; x++)
			page_fill(page, item->x + x * side, item->y + y * side,
				side, side, cells[y][x] ? 20 : 245);
}

/* Draws tags and boxes; false: out of memory. */
static inline bool page_draw(
	struct ph_image *page, const struct ph_form *form, double line)
{
	const struct ph_form_item *sheet = ph_form_page(form);

	if (!ph_image_make(page, (unsigned)(sheet->w * PAGE_SCALE),
		    (unsigned)(sheet->h * PAGE_SCALE)))
		return false;
	memset(page->pixels, 245, (size_t)page->width * page->height);
	for (size_t i = 0; i < form->count; i++) {
		const struct ph_form_item *item = &form->items[i];

		if (item->kind == PH_FORM_ANCHOR)
			page_tag(page, item);
		else if (item->kind == PH_FORM_BOX
			 || item->kind == PH_FORM_DIGIT)
			page_box(page, item->x, item->y, item->w, item->h, line,
				40);
	}
	return true;
}

/* An A5 form, tags of group 1, four questions of three boxes. */
static inline bool page_form(struct ph_form *form)
{
	static const char *const corners[] = { "tl", "tr", "br", "bl" };
	static const char *const fields[] = { "cs1", "cs3", "cs4", "cs7" };
	struct ph_form_item page = { .page = 1, .slot = 1, .w = 148, .h = 210 };
	bool made = ph_form_add(form, &page);

	for (int i = 0; i < 4 && made; i++) {
		struct ph_form_item tag = { .page = 1,
			.slot = 1,
			.kind = PH_FORM_ANCHOR,
			.x = i == 1 || i == 2 ? 128 : 10,
			.y = i >= 2 ? 190 : 10,
			.w = 10,
			.h = 10 };

		snprintf(tag.field, sizeof(tag.field), "%s", corners[i]);
		snprintf(tag.value, sizeof(tag.value), "%u",
			ph_tag_id(1, 1, true, (enum ph_corner)i));
		made = ph_form_add(form, &tag);
	}
	for (int i = 0; i < 12 && made; i++) {
		struct ph_form_item box = { .page = 1,
			.slot = 1,
			.kind = PH_FORM_BOX,
			.x = 20 + 45 * (i % 3),
			.y = 60 + 32 * (i / 3),
			.w = 5,
			.h = 5 };

		snprintf(box.field, sizeof(box.field), "%s", fields[i / 3]);
		snprintf(box.value, sizeof(box.value), "%d", 2 - i % 3);
		made = ph_form_add(form, &box);
	}
	return made;
}

/* The camera looks at the middle of a w × h mm page: turned by `degrees`,
 * `scale` pixels a millimetre, its middle at (x, y) pixels; `tilt` is how much
 * nearer an edge is than the middle. */
static inline void page_pose(double h[9], double w, double height,
	double degrees, double scale, double x, double y, double tilt_x,
	double tilt_y)
{
	double c = cos(degrees * M_PI / 180), s = sin(degrees * M_PI / 180);
	double p = tilt_x / (w / 2), q = tilt_y / (height / 2);
	double m[9] = { scale * c + x * p, -scale * s + x * q, x,
		scale * s + y * p, scale * c + y * q, y, p, q, 1 };

	for (int i = 0; i < 3; i++) {
		h[3 * i] = m[3 * i];
		h[3 * i + 1] = m[3 * i + 1];
		h[3 * i + 2] = m[3 * i + 2] - m[3 * i] * w / 2
			       - m[3 * i + 1] * height / 2;
	}
}

/* Where a place of the form stands in the photo, in truth. */
static inline struct ph_point page_truth(
	const struct page_shot *shot, double x, double y)
{
	struct ph_point d =
		shot->curl ? shot->curl(x, y) : (struct ph_point){ 0, 0 };
	const double *h = shot->h;
	double w = h[6] * (x + d.x) + h[7] * (y + d.y) + h[8];

	return (struct ph_point){
		(h[0] * (x + d.x) + h[1] * (y + d.y) + h[2]) / w,
		(h[3] * (x + d.x) + h[4] * (y + d.y) + h[5]) / w,
	};
}

static inline double page_random(unsigned *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) / 16777216.0;
}

static inline void page_invert(double out[9], const double h[9])
{
	double det;

	for (int i = 0; i < 9; i++) {
		int r = i / 3, c = i % 3;

		out[i] = h[3 * ((c + 1) % 3) + (r + 1) % 3]
				 * h[3 * ((c + 2) % 3) + (r + 2) % 3]
			 - h[3 * ((c + 1) % 3) + (r + 2) % 3]
				   * h[3 * ((c + 2) % 3) + (r + 1) % 3];
	}
	det = h[0] * out[0] + h[1] * out[3] + h[2] * out[6];
	for (int i = 0; i < 9; i++)
		out[i] /= det;
}

/* The page's grey under a pixel of the photo; -1: beside the page. */
static inline double page_look(const struct ph_image *page,
	const struct page_shot *shot, const double inverse[9], double px,
	double py)
{
	double w = inverse[6] * px + inverse[7] * py + inverse[8];
	double fx = (inverse[0] * px + inverse[1] * py + inverse[2]) / w;
	double fy = (inverse[3] * px + inverse[4] * py + inverse[5]) / w;
	double x = fx, y = fy;

	if (!(w > 0))
		return -1;
	for (int i = 0; i < 3 && shot->curl; i++) {
		struct ph_point d = shot->curl(x, y);

		x = fx - d.x;
		y = fy - d.y;
	}
	x *= PAGE_SCALE;
	y *= PAGE_SCALE;
	if (!(x >= 0) || !(y >= 0) || !(x < page->width) || !(y < page->height))
		return -1;
	return page->pixels[(size_t)y * page->width + (size_t)x];
}

/* Adds the page to the photo, which is a desk already. */
static inline void page_lay(struct ph_image *photo, const struct ph_image *page,
	const struct page_shot *shot)
{
	enum {
		FINE = 4,
	};
	double inverse[9];
	unsigned seed = shot->seed + 1;

	page_invert(inverse, shot->h);
	for (unsigned y = 0; y < photo->height; y++)
		for (unsigned x = 0; x < photo->width; x++) {
			double sum = 0, spread = 1 + 2 * shot->blur, grey;
			uint8_t *at =
				photo->pixels + (size_t)y * photo->width + x;
			int seen = 0;

			if (page_look(page, shot, inverse, x + 0.5, y + 0.5)
				< 0)
				continue;
			for (int i = 0; i < FINE * FINE; i++) {
				double u = ((i % FINE + 0.5) / FINE - 0.5)
					   * spread;
				double v = ((i / FINE + 0.5) / FINE - 0.5)
					   * spread;

				grey = page_look(page, shot, inverse,
					x + 0.5 + u, y + 0.5 + v);
				if (grey >= 0) {
					sum += grey;
					seen++;
				}
			}
			grey = seen ? sum / seen : 245;
			grey *= 1 - shot->dim * x / photo->width;
			grey += shot->noise * (2 * page_random(&seed) - 1);
			*at = (uint8_t)(grey < 0 ? 0 : grey > 255 ? 255 : grey);
		}
}

static inline bool page_desk(
	struct ph_image *photo, unsigned width, unsigned height)
{
	if (!ph_image_make(photo, width, height))
		return false;
	for (size_t i = 0; i < (size_t)width * height; i++)
		photo->pixels[i] = (uint8_t)(90 + i * 7 % 13);
	return true;
}

#endif
