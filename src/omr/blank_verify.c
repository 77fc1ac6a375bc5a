/* SPDX-License-Identifier: MIT */
/*
 * Two questions to a placement. Where else could it be: each patch that occurs
 * once on the blank is looked for 24 mm around, and must be best where the
 * placement has it; one table row beside, boxes and lines would still match,
 * these patches would not. And is it exact where it matters: around each box
 * the blank must be found within a fraction of a millimetre.
 */
#include "blank_internal.h"

#include <math.h>

/* At 1 px/mm: a pixel and a half, and the paper's curl. */
static const double SAME_MM = 2;
static const double EXACT_MM = 0.8;
/* How far from a box print still tells where it is. */
static const double AROUND_MM = 12;
/* Marks in and around a box cost it about a third. */
static const float SEEN = 0.35f;

/* A patch this well seen at another place is printed there. */
static const float ELSEWHERE = 0.65f;

static bool patch_visible(const struct ph_shot *shot,
	const struct ph_warp *warp, double x, double y, double half)
{
	return ph_shot_sees(shot, ph_warp_map(warp, x - half, y - half))
	       && ph_shot_sees(shot, ph_warp_map(warp, x + half, y - half))
	       && ph_shot_sees(shot, ph_warp_map(warp, x - half, y + half))
	       && ph_shot_sees(shot, ph_warp_map(warp, x + half, y + half));
}

static struct ph_match look(const struct ph_shot *shot,
	const struct ph_blank *blank, const struct ph_warp *warp, double x,
	double y, const struct ph_search *search)
{
	const struct ph_plane *plane = &blank->plane[search->plane];
	unsigned size = search->side + 2 * search->reach;
	double half = size / 2 / plane->scale;
	uint8_t grey[PH_SEARCH_WINDOW * PH_SEARCH_WINDOW];
	int16_t window[PH_SEARCH_WINDOW * PH_SEARCH_WINDOW];
	struct ph_match match;

	/* What lies outside the photo counts as paper. */
	(void)ph_shot_window(
		shot, warp, x - half, y - half, size, size, plane->scale, grey);
	ph_plane_contrast(window, grey, size, size, plane->scale);
	ph_plane_match(&match, plane, x, y, search, window);
	return match;
}

static void ask_unique(struct ph_evidence *evidence, const struct ph_shot *shot,
	const struct ph_blank *blank, const struct ph_warp *warp)
{
	static const struct ph_search wide = { .plane = 0, 16, 24 };

	for (size_t i = 0; i < blank->spot_count; i++) {
		const struct ph_spot *spot = &blank->spots[i];
		struct ph_match match;

		if (!spot->unique
			|| !patch_visible(shot, warp, spot->x, spot->y, 8))
			continue;
		match = look(shot, blank, warp, spot->x, spot->y, &wide);
		evidence->unique++;
		if (hypot(match.dx, match.dy) < SAME_MM)
			evidence->agreeing += match.score > SEEN;
		else
			evidence->against += match.score > ELSEWHERE;
	}
}

static bool is_box(const struct ph_form_item *item)
{
	return item->kind == PH_FORM_BOX || item->kind == PH_FORM_DIGIT;
}

static void ask_near_at(struct ph_evidence *evidence,
	const struct ph_shot *shot, const struct ph_blank *blank,
	const struct ph_warp *warp, double x, double y)
{
	static const struct ph_search fine = { .plane = 1, 24, 6 };
	struct ph_match match;

	if (!patch_visible(shot, warp, x, y, 6))
		return;
	match = look(shot, blank, warp, x, y, &fine);
	evidence->near++;
	evidence->near_agreeing +=
		match.score > SEEN && hypot(match.dx, match.dy) < EXACT_MM;
}

static bool is_near_box(const struct ph_form *form, const struct ph_spot *spot)
{
	for (size_t i = 0; i < form->count; i++)
		if (is_box(&form->items[i])
			&& hypot(form->items[i].x + form->items[i].w / 2
					   - spot->x,
				   form->items[i].y + form->items[i].h / 2
					   - spot->y)
				   < AROUND_MM)
			return true;
	return false;
}

/* At the boxes, where marks hide a part, and at the print around them. */
static void ask_near(struct ph_evidence *evidence, const struct ph_shot *shot,
	const struct ph_paper *paper, const struct ph_warp *warp)
{
	const struct ph_blank *blank = paper->derived;
	const struct ph_form *form = paper->form;

	for (size_t i = 0; i < form->count; i++) {
		const struct ph_form_item *item = &form->items[i];

		if (is_box(item))
			ask_near_at(evidence, shot, blank, warp,
				floor(item->x + item->w / 2 + 0.5),
				floor(item->y + item->h / 2 + 0.5));
	}
	for (size_t i = 0; i < blank->spot_count; i++)
		if (blank->spots[i].sure && is_near_box(form, &blank->spots[i]))
			ask_near_at(evidence, shot, blank, warp,
				blank->spots[i].x, blank->spots[i].y);
}

/* Of none at all, all agree. */
static double share_of(unsigned part, unsigned whole)
{
	return whole ? (double)part / whole : 1;
}

/* Between two nodes of the mesh. */
static double strain_between(
	const struct ph_warp *warp, unsigned a, unsigned b, double apart)
{
	return hypot(warp->dx[a] - warp->dx[b], warp->dy[a] - warp->dy[b])
	       / apart;
}

static double strain_of(const struct ph_warp *warp)
{
	double across = warp->width / (warp->columns - 1.0), most = 0;
	double down = warp->height / (warp->rows - 1.0);
	unsigned columns = warp->columns;

	for (unsigned y = 0; y + 1 < warp->rows; y++)
		for (unsigned x = 0; x + 1 < columns; x++) {
			unsigned at = y * columns + x;

			most = fmax(
				most, strain_between(warp, at, at + 1, across));
			most = fmax(most,
				strain_between(warp, at, at + columns, down));
		}
	return most;
}

void ph_blank_verify(struct ph_evidence *evidence, const struct ph_shot *shot,
	const struct ph_paper *paper, const struct ph_warp *warp)
{
	*evidence = (struct ph_evidence){ 0 };
	ask_unique(evidence, shot, paper->derived, warp);
	ask_near(evidence, shot, paper, warp);
	evidence->strain = strain_of(warp);
	evidence->trust = fmin(share_of(evidence->agreeing, evidence->unique),
		share_of(evidence->near_agreeing, evidence->near));
}
