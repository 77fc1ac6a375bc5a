/* SPDX-License-Identifier: MIT */
/* A question, or the code, cut out of a photo and laid flat. */
#include "intake_internal.h"

#include <math.h>
#include <string.h>

/* Millimetres around the boxes and their words: a mark may run out. */
static const double margin_mm = 4.0;
/* Where it is not known where the words stand: those of the last option. */
static const double words_mm = 30.0;
static const double kept_px_per_mm = 8.0;
/* Around a QR code, whose place in a bent photo is not exact. */
static const double hidden_mm = 2.0;

enum {
	HIDDEN = 0xc0, /* grey: something stood here */
};

/* Millimetres of a page to the quadrangle of its corners (Heckbert 1989,
 * "Fundamentals of texture mapping", 2.2.3). false: it is none. */
static bool find_warp(
	struct ph_warp *warp, const struct ph_corners *c, double w, double h)
{
	double dx1 = c->x[1] - c->x[2], dy1 = c->y[1] - c->y[2];
	double dx2 = c->x[3] - c->x[2], dy2 = c->y[3] - c->y[2];
	double sx = c->x[0] - c->x[1] + c->x[2] - c->x[3];
	double sy = c->y[0] - c->y[1] + c->y[2] - c->y[3];
	double det = dx1 * dy2 - dx2 * dy1;
	double g, k;

	*warp = (struct ph_warp){ .h[8] = 1 };
	if (!(fabs(det) > 1) || !(w > 0) || !(h > 0))
		return false;
	g = (sx * dy2 - dx2 * sy) / det;
	k = (dx1 * sy - sx * dy1) / det;
	warp->h[0] = (c->x[1] - c->x[0] + g * c->x[1]) / w;
	warp->h[1] = (c->x[3] - c->x[0] + k * c->x[3]) / h;
	warp->h[2] = c->x[0];
	warp->h[3] = (c->y[1] - c->y[0] + g * c->y[1]) / w;
	warp->h[4] = (c->y[3] - c->y[0] + k * c->y[3]) / h;
	warp->h[5] = c->y[0];
	warp->h[6] = g / w;
	warp->h[7] = k / h;
	return g > -1 && k > -1 && g + k > -1;
}

static const struct ph_paper *find_paper(
	const struct ph_crops *crops, const char *id)
{
	for (size_t i = 0; i < crops->form_count; i++)
		if (strcmp(ph_paper_form(crops->forms[i].paper)->id, id) == 0)
			return crops->forms[i].paper;
	return NULL;
}

/* Paper bends: where the form's tags are found again, they know better than
 * its corners. */
static bool place(const struct ph_crops *crops, const struct ph_crop *crop,
	const struct ph_placements *found, struct ph_placement *placement)
{
	const struct ph_paper *paper = find_paper(crops, crop->form);
	const struct ph_form_item *page =
		paper ? ph_form_page(ph_paper_form(paper)) : NULL;
	struct ph_corners corners;

	for (size_t i = 0; i < found->count; i++) {
		ph_placement_corners(&found->at[i], &corners);
		if (strcmp(ph_paper_form(found->at[i].paper)->id, crop->form)
				== 0
			&& ph_place_same(&corners, &crop->corners)) {
			*placement = found->at[i];
			return true;
		}
	}
	*placement = (struct ph_placement){ .paper = paper };
	return page
	       && find_warp(&placement->warp, &crop->corners, page->w, page->h);
}

static bool is_box(const struct ph_form_item *item, const char *field)
{
	return (item->kind == PH_FORM_BOX || item->kind == PH_FORM_DIGIT)
	       && strcmp(item->field, field) == 0;
}

/* The question's words, and those of its options ("cs1 2"). */
static bool is_text(const struct ph_form_item *item, const char *field)
{
	size_t length = strlen(field);

	return item->kind == PH_FORM_TEXT
	       && strncmp(item->value, field, length) == 0
	       && (item->value[length] == '\0' || item->value[length] == ' ');
}

/* Not the QR code: its payload may hold a citizen's number, and a picture of
 * it is as good as the payload. */
static bool is_code(const struct ph_form_item *item)
{
	return item->kind == PH_FORM_BARCODE
	       || (item->kind == PH_FORM_TEXT
		       && strcmp(item->field, "code") == 0);
}

/* Millimetres of the form. */
struct area {
	double x, y, right, bottom;
	bool boxes, texts;
};

static void cover(struct area *area, const struct ph_form_item *item)
{
	area->x = fmin(area->x, item->x);
	area->y = fmin(area->y, item->y);
	area->right = fmax(area->right, item->x + item->w);
	area->bottom = fmax(area->bottom, item->y + item->h);
}

/* All boxes of the question with their words, or all that tells the code. */
static bool find_area(
	const struct ph_form *form, const char *field, struct area *area)
{
	const struct ph_form_item *page = ph_form_page(form);

	*area = (struct area){ INFINITY, INFINITY, -INFINITY, -INFINITY };
	for (size_t i = 0; i < form->count; i++) {
		const struct ph_form_item *item = &form->items[i];
		bool box = *field ? is_box(item, field) : is_code(item);
		bool text = *field && is_text(item, field);

		area->boxes |= box;
		area->texts |= text;
		if (box || text)
			cover(area, item);
	}
	if (!page || !area->boxes)
		return false;
	if (*field && !area->texts)
		area->right += words_mm;
	area->x = fmax(area->x - margin_mm, 0);
	area->y = fmax(area->y - margin_mm, 0);
	area->right = fmin(area->right + margin_mm, page->w);
	area->bottom = fmin(area->bottom + margin_mm, page->h);
	return area->right > area->x && area->bottom > area->y;
}

static bool crop_area(const struct ph_form *form, const struct ph_crop *crop,
	struct area *area)
{
	const struct ph_form_item *page = ph_form_page(form);

	if (!crop->whole)
		return find_area(form, crop->field, area);
	if (page)
		*area = (struct area){ .right = page->w, .bottom = page->h };
	return page;
}

bool ph_crop_spot(const struct ph_crops *crops, const char *form,
	const char *field, double spot[4])
{
	const struct ph_paper *paper = find_paper(crops, form);
	const struct ph_form_item *page =
		paper ? ph_form_page(ph_paper_form(paper)) : NULL;
	struct area area;

	if (!page || !find_area(ph_paper_form(paper), field, &area))
		return false;
	spot[0] = area.x / page->w;
	spot[1] = area.y / page->h;
	spot[2] = (area.right - area.x) / page->w;
	spot[3] = (area.bottom - area.y) / page->h;
	return true;
}

enum ph_crop_place ph_crop_find(
	const struct ph_crops *crops, const char *form, const char *field)
{
	const struct ph_paper *paper = find_paper(crops, form);
	struct area area;

	if (!paper)
		return PH_CROP_UNKNOWN;
	return find_area(ph_paper_form(paper), field, &area) ? PH_CROP_THERE
							     : PH_CROP_NONE;
}

/* A length of the crop in pixels, inside it. */
static unsigned to_pixels(double mm, double px_per_mm, unsigned size)
{
	return (unsigned)fmin(fmax(mm * px_per_mm, 0), size);
}

static void hide(struct ph_image *cut, const struct area *area,
	const struct ph_form_item *item, double px_per_mm)
{
	double x = item->x - area->x - hidden_mm;
	double y = item->y - area->y - hidden_mm;
	double across = item->w + 2 * hidden_mm, down = item->h + 2 * hidden_mm;
	unsigned left = to_pixels(x, px_per_mm, cut->width);
	unsigned right = to_pixels(x + across, px_per_mm, cut->width);
	unsigned top = to_pixels(y, px_per_mm, cut->height);
	unsigned bottom = to_pixels(y + down, px_per_mm, cut->height);

	for (unsigned row = top; row < bottom; row++)
		memset(cut->pixels + (size_t)row * cut->width + left, HIDDEN,
			right - left);
}

static void hide_payloads(struct ph_image *cut, const struct area *area,
	const struct ph_form *form, double px_per_mm)
{
	for (size_t i = 0; i < form->count; i++)
		if (form->items[i].kind == PH_FORM_QR)
			hide(cut, area, &form->items[i], px_per_mm);
}

bool ph_crop_cut(struct ph_image *cut, bool *there,
	const struct ph_crops *crops, const struct ph_crop *crop,
	const struct ph_image *image, const struct ph_placements *found,
	struct ph_error *err)
{
	double px_per_mm =
		crop->px_per_mm > 0 ? crop->px_per_mm : kept_px_per_mm;
	struct ph_placement placement;
	struct area area;

	*there = place(crops, crop, found, &placement)
		 && crop_area(ph_paper_form(placement.paper), crop, &area);
	if (!*there)
		return true;
	if (!ph_omr_flatten(cut, image, &placement, area.x, area.y,
		    area.right - area.x, area.bottom - area.y, px_per_mm, err))
		return false;
	hide_payloads(cut, &area, ph_paper_form(placement.paper), px_per_mm);
	return true;
}
