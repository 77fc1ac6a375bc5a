/* SPDX-License-Identifier: MIT */
#include "omr_internal.h"

#include <phieu/list.h>

#include <math.h>

/* The id of an anchor; false: its value is no tag's. */
static bool anchor_id(const struct ph_form_item *anchor, unsigned *id)
{
	char *end;
	long value;

	if (anchor->value[0] < '0' || anchor->value[0] > '9')
		return false;
	value = strtol(anchor->value, &end, 10);
	*id = (unsigned)value;
	return !*end && value < 100000;
}

static bool find_anchors(struct ph_paper *paper)
{
	for (int i = 0; i < PH_FORM_CORNERS; i++) {
		const struct ph_form_item *anchor =
			ph_paper_anchor(paper, (enum ph_corner)i);

		if (!anchor || !(anchor->w > 0) || !(anchor->h > 0)
			|| !anchor_id(anchor, &paper->tag[i]))
			return false;
	}
	return true;
}

/* The blank at PH_BLANK_SCALE, its width being the page's. */
static bool keep_blank(struct ph_paper *paper, const struct ph_image *blank)
{
	const struct ph_form_item *page = ph_form_page(paper->form);
	struct ph_placement flat = { .paper = paper };
	struct ph_error err;
	double scale, height;

	if (!page || !(page->w > 0) || !blank->width || !blank->height)
		return true;
	scale = blank->width / page->w;
	height = blank->height / scale;
	flat.warp.h[0] = flat.warp.h[4] = scale;
	flat.warp.h[8] = 1;
	return ph_omr_flatten(&paper->blank, blank, &flat, 0, 0, page->w,
		height, PH_BLANK_SCALE, &err);
}

void ph_paper_destroy(struct ph_paper *paper)
{
	if (!paper)
		return;
	ph_blank_destroy(paper->derived);
	ph_image_release(&paper->blank);
	free(paper);
}

struct ph_paper *ph_paper_create(
	const struct ph_form *form, const struct ph_image *blank)
{
	PH_AUTO(ph_paper_destroy)
	struct ph_paper *paper = ph_alloc(1, sizeof(*paper));

	if (!paper)
		return NULL;
	paper->form = form;
	paper->has_tags = find_anchors(paper);
	if (!paper->has_tags
		&& ((blank && !keep_blank(paper, blank))
			|| !ph_blank_derive(paper)))
		return NULL;
	return PH_TAKE(paper);
}

const struct ph_form *ph_paper_form(const struct ph_paper *paper)
{
	return paper->form;
}

bool ph_paper_has_anchors(const struct ph_paper *paper)
{
	return paper->has_tags;
}

void ph_placements_release(struct ph_placements *placements)
{
	ph_list_release(placements);
}

void ph_reading_release(struct ph_reading *reading)
{
	free(reading->marks);
	free(reading->boxes);
	*reading = (struct ph_reading){ 0 };
}
