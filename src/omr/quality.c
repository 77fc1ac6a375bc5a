/* SPDX-License-Identifier: MIT */
#include "omr_internal.h"

#include <math.h>

/* Fewest pixels a millimetre, and pixels of a box's side, at which outlines
 * are found and marks are told: a stroke of 0.5 mm is more than a pixel. */
static const double FAR = 2.4, FAR_BOX = 10;
/* Least trust with which boxes are where the description has them: places
 * beside them come to 0.3, and to 0.6 where half of the boxes are right. */
static const double REGISTERED = 0.6;
/* An outline that is not there. A third of all boxes without one, a whole
 * question among them, is another form; glare takes fewer. */
static const float MISSING = 0.6f;
/* Edges wider than this are why outlines are not found, mm. */
static const double BLURRED = 0.55;

static bool is_box(const struct ph_form_item *item)
{
	return item->kind == PH_FORM_BOX || item->kind == PH_FORM_DIGIT;
}

static bool in_photo(const struct ph_image *photo,
	const struct ph_placement *placement, const struct ph_form_item *item)
{
	for (int i = 0; i < 4; i++) {
		struct ph_point at = ph_warp_map(&placement->warp,
			item->x + (i & 1 ? item->w : 0),
			item->y + (i & 2 ? item->h : 0));

		if (!(at.x >= 0) || !(at.y >= 0) || !(at.x <= photo->width)
			|| !(at.y <= photo->height))
			return false;
	}
	return true;
}

static void check_place(const struct ph_image *photo,
	const struct ph_placement *placement, struct ph_reading *reading)
{
	const struct ph_form *form = ph_paper_form(placement->paper);
	unsigned boxes = 0, outside = 0;
	double least = INFINITY, side = INFINITY;

	for (size_t i = 0; i < form->count; i++) {
		const struct ph_form_item *item = &form->items[i];
		double scale;

		if (!is_box(item))
			continue;
		boxes++;
		outside += !in_photo(photo, placement, item);
		scale = ph_warp_scale(&placement->warp, item->x + item->w / 2,
			item->y + item->h / 2);
		least = fmin(least, scale);
		side = fmin(side, scale * fmin(item->w, item->h));
	}
	if (outside) {
		reading->fault = PH_OMR_CUT_OFF;
		snprintf(reading->detail, sizeof(reading->detail),
			"%u of %u boxes lie outside the photo: get the whole "
			"form into the picture",
			outside, boxes);
	} else if (boxes && (least < FAR || side < FAR_BOX)) {
		reading->fault = PH_OMR_FAR;
		snprintf(reading->detail, sizeof(reading->detail),
			"only %u.%u pixels a millimetre: hold the phone closer",
			(unsigned)least, (unsigned)(least * 10) % 10);
	}
}

/* Boxes without an outline; *whole: all those of a question are. Boxes of a
 * question stand together in the list. */
static size_t count_missing(const struct ph_reading *reading, bool *whole)
{
	size_t missing = 0, run = 0, from = 0;

	*whole = false;
	for (size_t i = 0; i < reading->box_count; i++) {
		const struct ph_box_seen *box = &reading->boxes[i];

		if (strcmp(box->item->field,
			    reading->boxes[from].item->field)) {
			from = i;
			run = 0;
		}
		run += box->outline < MISSING;
		missing += box->outline < MISSING;
		if (run == i - from + 1
			&& (i + 1 == reading->box_count
				|| strcmp(box->item->field,
					reading->boxes[i + 1].item->field)))
			*whole = true;
	}
	return missing;
}

/* The part of the photo that shows the page; false: none does. */
static bool page_window(const struct ph_image *photo,
	const struct ph_placement *placement, struct ph_window *window)
{
	const struct ph_form_item *page =
		ph_form_page(ph_paper_form(placement->paper));
	double left = photo->width, top = photo->height, right = 0, bottom = 0;

	for (int i = 0; i < 4 && page; i++) {
		struct ph_point at = ph_warp_map(&placement->warp,
			i & 1 ? page->w : 0, i & 2 ? page->h : 0);

		left = fmin(left, fmax(at.x, 0));
		top = fmin(top, fmax(at.y, 0));
		right = fmax(right, fmin(at.x, photo->width));
		bottom = fmax(bottom, fmin(at.y, photo->height));
	}
	if (!(right - left >= 8) || !(bottom - top >= 8))
		return false;
	*window = (struct ph_window){ (unsigned)left, (unsigned)top,
		(unsigned)(right - left), (unsigned)(bottom - top) };
	return true;
}

/* Why outlines are not found. */
static enum ph_omr_fault reason(
	const struct ph_image *photo, const struct ph_placement *placement)
{
	const struct ph_form_item *page =
		ph_form_page(ph_paper_form(placement->paper));
	struct ph_window window;
	struct ph_sight sight;
	double scale;

	if (!page || !page_window(photo, placement, &window))
		return PH_OMR_ASKEW;
	scale = ph_warp_scale(&placement->warp, page->w / 2, page->h / 2);
	sight = ph_sight_measure(photo, &window, 2.5 * scale);
	if (sight.dark)
		return PH_OMR_DARK;
	return sight.edge > BLURRED * scale ? PH_OMR_BLURRED : PH_OMR_ASKEW;
}

static void check_boxes(const struct ph_image *photo,
	const struct ph_placement *placement, struct ph_reading *reading)
{
	bool whole;
	size_t missing = count_missing(reading, &whole);

	if (placement->trust >= REGISTERED
		&& !(whole && 3 * missing >= reading->box_count))
		return;
	reading->fault = reason(photo, placement);
	snprintf(reading->detail, sizeof(reading->detail),
		"%zu of %zu boxes are not seen where the form has them: %s",
		missing, reading->box_count,
		reading->fault == PH_OMR_DARK ? PH_SIGHT_DARK
		: reading->fault == PH_OMR_BLURRED
			? PH_SIGHT_BLURRED
			: "another form, or another printing of it");
}

void ph_quality_check(const struct ph_image *photo,
	const struct ph_placement *placement, struct ph_reading *reading)
{
	reading->fault = PH_OMR_FINE;
	reading->detail[0] = '\0';
	check_place(photo, placement, reading);
	if (reading->fault == PH_OMR_FINE && reading->box_count)
		check_boxes(photo, placement, reading);
}
