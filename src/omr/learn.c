/* SPDX-License-Identifier: MIT */
#include "learn_internal.h"

#include <math.h>
#include <stdio.h>

static const double scale_least = 6.5; /* pixels a millimetre, for measuring */
static const double scale_most = 13;
static const double region_least = 1.5; /* mm, inside the lines */
static const double region_wide = 43, region_high = 23;
static const double window_mm = 3;

/* Steps below the local mean that count as a line. The small one takes in
 * hair lines of a 70 dpi picture, the large ones leave out a scan's grain. */
static const int steps[] = { 10, 25, 50 };

static bool make_sheet(
	struct ph_sheet *sheet, const struct ph_image *blank, double width_mm)
{
	double scale = blank->width / width_mm;
	unsigned factor = (unsigned)fmin(scale / scale_least, 200);

	if (scale < scale_least) {
		sheet->scale = scale * 2;
		return ph_image_double(&sheet->grey, blank);
	}
	factor = scale > scale_most ? factor : 1;
	sheet->scale = scale / factor;
	return ph_image_shrink(&sheet->grey, blank, factor);
}

/* Found by another step already? */
static bool is_known(
	const struct ph_outlines *outlines, const struct ph_outline *box)
{
	const struct ph_outline *other;

	ph_list_for (other, &outlines->list) {
		double x = other->x + other->w / 2 - box->x - box->w / 2;
		double y = other->y + other->h / 2 - box->y - box->h / 2;

		if (fabs(x) < box->w / 3 && fabs(y) < box->h / 3)
			return true;
	}
	return false;
}

static bool find_outlines(
	struct ph_outlines *outlines, const struct ph_sheet *sheet, int step)
{
	PH_AUTO(ph_image_release) struct ph_image binary = { 0 };
	PH_AUTO(ph_regions_release) struct ph_regions regions = { { 0 } };
	const struct ph_region *region;
	double s = sheet->scale;

	if (!ph_image_threshold(
		    &binary, &sheet->grey, (unsigned)(window_mm * s), step)
		|| !ph_regions_find(&regions, &binary, region_least * s,
			region_wide * s, region_high * s))
		return false;
	ph_list_for (region, &regions.list) {
		struct ph_outline box, *made;

		if (!ph_outline_measure(&box, sheet, region)
			|| is_known(outlines, &box))
			continue;
		made = ph_list_push(&outlines->list);
		if (!made)
			return false;
		*made = box;
	}
	return true;
}

static bool add_page(
	struct ph_form *form, const struct ph_image *blank, double width_mm)
{
	const struct ph_form_item page = {
		.page = 1,
		.slot = 1,
		.kind = PH_FORM_PAGE,
		.w = width_mm,
		.h = width_mm * blank->height / blank->width,
	};

	return ph_form_add(form, &page);
}

static bool add_boxes(struct ph_form *form, const struct ph_outlines *outlines,
	const struct ph_learn_wish *wish)
{
	const struct ph_outline *box;

	ph_list_for (box, &outlines->list) {
		struct ph_form_item item = {
			.page = 1,
			.slot = 1,
			.kind = box->kind,
			.x = box->x,
			.y = box->y,
			.w = box->w,
			.h = box->h,
		};

		snprintf(item.field, sizeof(item.field), "q%u", box->row);
		if (box->kind == PH_FORM_DIGIT)
			snprintf(item.value, sizeof(item.value), "%s",
				wish->digits ? wish->digits : "012");
		if (!ph_form_add(form, &item))
			return false;
	}
	return true;
}

bool ph_omr_learn(struct ph_form *form, const struct ph_image *blank,
	const struct ph_learn_wish *wish, struct ph_error *err)
{
	PH_AUTO(ph_image_release) struct ph_image grey = { 0 };
	PH_AUTO(ph_outlines_release) struct ph_outlines outlines = { { 0 } };
	struct ph_sheet sheet = { { 0 } };
	bool fine = make_sheet(&sheet, blank, wish->width_mm);

	for (size_t i = 0; fine && i < sizeof(steps) / sizeof(*steps); i++)
		fine = find_outlines(&outlines, &sheet, steps[i]);
	grey = sheet.grey;
	if (!fine)
		return ph_error_memory(err);
	ph_outlines_arrange(&outlines, wish);
	return (add_page(form, blank, wish->width_mm)
		       && add_boxes(form, &outlines, wish))
	       || ph_error_memory(err);
}
