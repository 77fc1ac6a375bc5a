/* SPDX-License-Identifier: MIT */
#include "omr_internal.h"

#include <phieu/list.h>

#include <math.h>
#include <stdlib.h>

/* Long side, pixels, of the image in which tags are looked for first, and then
 * if need be: a tag of 10 mm on an A4 page that fills it is 30 pixels wide in
 * the one, 60 in the other. 15 and 60 ms. */
static const double FIRST_SIDE = 1200, SECOND_SIDE = 2100;
/* And how wide a tag should be where one is looked for by itself, pixels. */
static const double CLOSE_SIDE = 45;
/* What two tags alone must be confirmed with by the boxes' outlines. */
static const double CONFIRMED = 0.5;

struct ph_omr {
	struct ph_tagger *tagger;
};

/* One call of ph_omr_find. */
struct search {
	struct ph_omr *omr;
	const struct ph_image *photo;
	const struct ph_paper *const *papers;
	size_t count;
	struct ph_tags tags;
	struct ph_groups groups;
	struct ph_tags_seen *seen;
};

void ph_omr_destroy(struct ph_omr *omr)
{
	if (!omr)
		return;
	ph_tagger_destroy(omr->tagger);
	free(omr);
}

struct ph_omr *ph_omr_create(void)
{
	struct ph_omr *omr = ph_alloc(1, sizeof(*omr));

	if (!omr)
		return NULL;
	omr->tagger = ph_tagger_create();
	if (omr->tagger)
		return omr;
	free(omr);
	return NULL;
}

static bool regroup(struct search *search, struct ph_error *err)
{
	search->groups.count = 0;
	return ph_group_tags(&search->tags, search->papers, search->count,
		&search->groups, search->seen, err);
}

static bool look_whole(
	struct search *search, unsigned factor, struct ph_error *err)
{
	struct ph_window whole = { 0, 0, search->photo->width,
		search->photo->height };

	return ph_tags_look(search->omr->tagger, search->photo, whole, factor,
		       &search->tags, err)
	       && regroup(search, err);
}

/* A span of pixels around a middle, within the photo; 0: outside. */
static unsigned span(double middle, double half, unsigned size, unsigned *start)
{
	double from = fmax(middle - half, 0), to = fmin(middle + half, size);

	if (!(to - from >= 1))
		return 0;
	*start = (unsigned)from;
	return (unsigned)to - *start;
}

/* Looks where a missing tag must be, large and at its own scale. */
static bool look_close(struct search *search, const double h[9],
	const struct ph_form_item *anchor, double reach, struct ph_error *err)
{
	struct ph_warp warp = { .columns = 0 };
	double x = anchor->x + anchor->w / 2, y = anchor->y + anchor->h / 2;
	struct ph_point at = ph_homography_map(h, x, y);
	struct ph_window window = { 0 };
	double scale, side;
	unsigned factor;

	memcpy(warp.h, h, sizeof(warp.h));
	scale = ph_warp_scale(&warp, x, y);
	if (!(scale > 0.5) || !(scale < 1000))
		return true;
	side = reach * scale;
	window.width = span(at.x, side, search->photo->width, &window.x);
	window.height = span(at.y, side, search->photo->height, &window.y);
	if (!window.width || !window.height)
		return true;
	factor = (unsigned)fmax(1, anchor->w * scale / CLOSE_SIDE);
	return ph_tags_look(search->omr->tagger, search->photo, window, factor,
		&search->tags, err);
}

/* The corners that found sets lack: from three tags the fourth's place is
 * known well, from two less so. */
static bool look_for_missing(struct search *search, struct ph_error *err)
{
	size_t before = search->tags.count;

	for (size_t i = 0; i < search->groups.count; i++) {
		const struct ph_group group = search->groups.at[i];

		for (int c = 0; c < PH_FORM_CORNERS; c++)
			if (group.corner[c] < 0
				&& !look_close(search, group.h,
					ph_paper_anchor(
						group.paper, (enum ph_corner)c),
					group.seen == 3 ? 15 : 25, err))
				return false;
	}
	return search->tags.count == before || regroup(search, err);
}

static unsigned factor_to(const struct ph_image *photo, double side)
{
	double longer =
		photo->width > photo->height ? photo->width : photo->height;

	return (unsigned)fmax(1, ceil(longer / side));
}

/* Tags this narrow in an image leave others unseen that lie further
 * off, or in a shadow, pixels. */
static const double NARROW = 18;

static bool any_narrow(const struct search *search, unsigned factor)
{
	for (size_t i = 0; i < search->tags.count; i++) {
		const struct ph_point *c = search->tags.at[i].corner;
		double side = 0;

		for (int k = 0; k < PH_FORM_CORNERS; k++) {
			const struct ph_point *next =
				&c[(k + 1) % PH_FORM_CORNERS];

			side = fmax(side,
				hypot(next->x - c[k].x, next->y - c[k].y));
		}
		if (side < NARROW * factor)
			return true;
	}
	return false;
}

/* Whether a finer image may show more. */
static bool unsatisfied(const struct search *search, unsigned factor)
{
	return !search->groups.count || search->seen->alone
	       || any_narrow(search, factor);
}

static bool look(struct search *search, struct ph_error *err)
{
	unsigned first = factor_to(search->photo, FIRST_SIDE);
	unsigned second = factor_to(search->photo, SECOND_SIDE);

	if (!look_whole(search, first, err))
		return false;
	if (second < first && unsatisfied(search, first)
		&& !look_whole(search, second, err))
		return false;
	/* Several sheets in one photo, far off: worth the time they take. */
	if (second > 1 && second < first && any_narrow(search, second)
		&& !look_whole(search, 1, err))
		return false;
	return look_for_missing(search, err);
}

/* ---- from groups to placements ---- */

/* Two tags tell the far half of the page badly: the printed boxes must. */
static bool confirm(const struct ph_image *photo,
	struct ph_placement *placement, bool *confirmed, struct ph_error *err)
{
	PH_AUTO(ph_reading_release) struct ph_reading reading = { 0 };

	if (!ph_refine(photo, placement, &reading, err))
		return false;
	*confirmed = placement->trust >= CONFIRMED;
	placement->trust *= 0.8;
	return true;
}

/* The tags' own corners, where the homography of all misses them by curl. */
static void bend_to_tags(struct ph_placement *placement,
	const struct ph_group *group, const struct ph_tags *tags)
{
	const struct ph_form_item *page = ph_form_page(placement->paper->form);
	struct ph_tie ties[4 * PH_FORM_CORNERS];
	size_t count = 0;

	for (int i = 0; i < PH_FORM_CORNERS; i++) {
		if (group->corner[i] < 0)
			continue;
		placement->corners |= 1U << i;
		ph_anchor_ties(&ties[count],
			ph_paper_anchor(placement->paper, (enum ph_corner)i),
			&tags->at[group->corner[i]]);
		count += PH_FORM_CORNERS;
	}
	for (size_t i = 0; i < count; i++)
		ties[i].weight = PH_TIE_CERTAIN;
	/* Without it boxes are looked for from the homography. */
	if (page)
		(void)ph_fit_mesh(
			&placement->warp, page->w, page->h, ties, count);
}

/* The sheet that lies there has been placed already: its tags fell into two
 * sets, each of which suffices. */
static bool placed_before(
	const struct ph_placements *found, const struct ph_placement *placement)
{
	const struct ph_form_item *page = ph_form_page(placement->paper->form);
	struct ph_point at;

	if (!page)
		return false;
	at = ph_warp_map(&placement->warp, page->w / 2, page->h / 2);
	for (size_t i = 0; i < found->count; i++) {
		struct ph_point on =
			ph_warp_unmap(&found->at[i].warp, at.x, at.y);

		if (fabs(on.x - page->w / 2) < page->w / 3
			&& fabs(on.y - page->h / 2) < page->h / 3)
			return true;
	}
	return false;
}

static bool add_placement(struct search *search, const struct ph_group *group,
	struct ph_placements *found, struct ph_error *err)
{
	struct ph_placement one = {
		.paper = group->paper,
		.by = PH_PLACED_BY_ANCHORS,
		.coded = group->coded,
		.anchors = group->seen,
		.trust = group->seen / 4.0,
	};
	struct ph_placement *place;
	bool confirmed = true;

	memcpy(one.warp.h, group->h, sizeof(one.warp.h));
	bend_to_tags(&one, group, &search->tags);
	if (placed_before(found, &one))
		return true;
	if (group->seen < 3 && !confirm(search->photo, &one, &confirmed, err))
		return false;
	if (!confirmed) {
		search->seen->alone += group->seen;
		return true;
	}
	place = ph_list_push(found);
	if (!place)
		return ph_error_memory(err);
	*place = one;
	return true;
}

static struct ph_point middle(const struct ph_placement *placement)
{
	const struct ph_form_item *page =
		ph_form_page(ph_paper_form(placement->paper));

	return ph_homography_map(placement->warp.h, page ? page->w / 2 : 0,
		page ? page->h / 2 : 0);
}

static int by_y(const void *a, const void *b)
{
	double one = middle(a).y, other = middle(b).y;

	return (one > other) - (one < other);
}

static int by_x(const void *a, const void *b)
{
	double one = middle(a).x, other = middle(b).x;

	return (one > other) - (one < other);
}

/* Rows from top to bottom, each from left to right: a form is of a row when
 * its middle is less than half its height below the row's first. */
static void sort(struct ph_placements *found)
{
	size_t from = 0;

	if (found->count < 2)
		return;
	qsort(found->at, found->count, sizeof(*found->at), by_y);
	while (from < found->count) {
		const struct ph_form_item *page =
			ph_form_page(ph_paper_form(found->at[from].paper));
		struct ph_point first = middle(&found->at[from]);
		struct ph_point top = ph_homography_map(
			found->at[from].warp.h, page ? page->w / 2 : 0, 0);
		double half = hypot(first.x - top.x, first.y - top.y);
		size_t to = from + 1;

		while (to < found->count
			&& middle(&found->at[to]).y < first.y + half)
			to++;
		qsort(&found->at[from], to - from, sizeof(*found->at), by_x);
		from = to;
	}
}

bool ph_omr_find(struct ph_omr *omr, const struct ph_image *photo,
	const struct ph_paper *const *papers, size_t count,
	struct ph_placements *found, struct ph_tags_seen *seen,
	struct ph_error *err)
{
	struct search search = {
		.omr = omr,
		.photo = photo,
		.papers = papers,
		.count = count,
		.seen = seen,
	};
	bool done, any = false;

	found->count = 0;
	*seen = (struct ph_tags_seen){ 0 };
	for (size_t i = 0; i < count; i++)
		any = any || papers[i]->has_tags;
	if (!any)
		return true;
	done = look(&search, err);
	for (size_t i = 0; i < search.groups.count && done; i++)
		done = add_placement(&search, &search.groups.at[i], found, err);
	sort(found);
	ph_list_release(&search.tags);
	ph_list_release(&search.groups);
	return done;
}
