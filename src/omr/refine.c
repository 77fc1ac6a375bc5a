/* SPDX-License-Identifier: MIT */
/*
 * Boxes to their printed outlines. Every box is looked for around where the
 * warp has it; those that surely show bend the warp, and with it the place
 * where the others are looked for, until nothing more is found; then once more
 * closely. A box may only lie where its neighbours let it.
 */
#include "omr_internal.h"

#include <phieu/list.h>

#include <math.h>

enum {
	ROUNDS = 5,
	PRIOR_STEP = 25, /* mm between ties that stand for the warp so far */
};

/* How boxes are looked for: how far off, mm; pixels a millimetre of the crop,
 * at most; and how much more a place a millimetre further off must score, for
 * a blot beside the box may show as many sides as the box. */
struct look {
	double reach, finest, pull;
};
/* First: a sheet that curls leaves up to 3 mm in its middle; then where the
 * mesh has them; then where they must be. */
static const struct look WIDE = { 2.5, 6, 0.03 }, CLOSE = { 0.8, 9, 0.25 },
			 HOME = { 0.25, 9, 0.25 };
/* A box is surely where three of its four sides show along most of their
 * length, and where nothing like it stands within reach. */
static const float SURE = 0.62f, ALONE = 0.12f;
/* A box that lies this far off what its neighbours say is mistaken, mm; a
 * crease or a curled edge lets one with a plain outline lie further. */
static const double ASTRAY = 0.6, ASTRAY_PLAIN = 2;
/* Weights of ties, a box's being 1: a tag's corner is sharper; a warp without
 * tags says little where boxes tell better. */
static const double TAG_WEIGHT = PH_TIE_CERTAIN, PRIOR_WEIGHT = 0.02;
/* An outline as clear as this is beyond doubt. */
static const float PLAIN = 0.8f;

struct site {
	const struct ph_form_item *item;
	struct ph_trace_place place;
	struct ph_point at; /* the middle of the box found, in the photo */
	bool sure;
};

struct refining {
	const struct ph_image *photo;
	struct ph_placement *placement;
	struct site *sites;
	size_t count;
	struct ph_tie *ties; /* room for sites and what stands for the rest */
	size_t fixed;        /* ties that stay, first in the list */
};

static struct ph_point middle(const struct ph_form_item *item)
{
	return (struct ph_point){ item->x + item->w / 2,
		item->y + item->h / 2 };
}

/* ---- ties that stay ---- */

static void tie_anchors(struct refining *job)
{
	const struct ph_placement *placement = job->placement;

	for (int i = 0; i < PH_FORM_CORNERS; i++) {
		const struct ph_form_item *anchor =
			ph_paper_anchor(placement->paper, (enum ph_corner)i);
		struct ph_tie *ties = &job->ties[job->fixed];
		struct ph_tag tag = { 0 };

		if (!anchor || !(placement->corners & 1U << i))
			continue;
		ph_anchor_ties(ties, anchor, &tag);
		for (int k = 0; k < PH_FORM_CORNERS; k++) {
			ties[k].at = ph_warp_map(
				&placement->warp, ties[k].on.x, ties[k].on.y);
			ties[k].weight = TAG_WEIGHT;
		}
		job->fixed += PH_FORM_CORNERS;
	}
}

static void tie_warp(struct refining *job, const struct ph_form_item *page)
{
	for (double y = 0; y <= page->h; y += PRIOR_STEP)
		for (double x = 0; x <= page->w; x += PRIOR_STEP)
			job->ties[job->fixed++] = (struct ph_tie){
				.on = { x, y },
				.at = ph_warp_map(&job->placement->warp, x, y),
				.weight = PRIOR_WEIGHT,
			};
}

static bool prepare(struct refining *job)
{
	const struct ph_form *form = ph_paper_form(job->placement->paper);
	const struct ph_form_item *page = ph_form_page(form);
	bool prior = page && !job->placement->corners;
	size_t across = prior ? (size_t)(page->w / PRIOR_STEP) + 1 : 0;
	size_t down = prior ? (size_t)(page->h / PRIOR_STEP) + 1 : 0;

	job->sites = ph_alloc(form->count + 1, sizeof(*job->sites));
	job->ties =
		ph_alloc(form->count + across * down + 16, sizeof(*job->ties));
	if (!job->sites || !job->ties)
		return false;
	for (size_t i = 0; i < form->count; i++)
		if (form->items[i].kind == PH_FORM_BOX
			|| form->items[i].kind == PH_FORM_DIGIT)
			job->sites[job->count++].item = &form->items[i];
	tie_anchors(job);
	if (prior)
		tie_warp(job, page);
	return true;
}

/* ---- one round ---- */

/* How far a site lies off the warp, mm of the form. */
static struct ph_point left_over(
	const struct refining *job, const struct site *site)
{
	struct ph_point on = middle(site->item);
	struct ph_point is =
		ph_warp_unmap(&job->placement->warp, site->at.x, site->at.y);

	return (struct ph_point){ is.x - on.x, is.y - on.y };
}

/* Where its neighbours have it, in this reach; where it was found surely. */
static double reach_of(
	const struct refining *job, const struct site *site, double reach)
{
	struct ph_point off = { 0, 0 };

	if (site->sure)
		off = left_over(job, site);
	return fmin(fmax(reach, hypot(off.x, off.y) + 0.4), WIDE.reach);
}

static bool locate(struct refining *job, struct site *site,
	const struct look *look, double reach, struct ph_error *err)
{
	PH_AUTO(ph_trace_release) struct ph_trace trace = { 0 };
	const struct ph_warp *warp = &job->placement->warp;
	struct ph_point on = middle(site->item);
	double scale = ph_warp_scale(warp, on.x, on.y);

	scale = fmin(fmax(scale, 4), look->finest);
	if (!ph_trace_make(&trace, job->photo, job->placement, site->item,
		    reach, scale, err))
		return false;
	site->place = ph_trace_search(&trace, site->item, reach, look->pull);
	site->at = ph_warp_map(
		warp, on.x + site->place.shift.x, on.y + site->place.shift.y);
	site->sure = site->place.score >= SURE
		     && site->place.score - site->place.rival >= ALONE;
	return true;
}

/* A box of which a side or two is spoilt says less. */
static double weight_of(const struct site *site)
{
	double clear = (site->place.score - SURE) / (1 - SURE);

	return fmax(clear * clear, 0.05);
}

static size_t collect_ties(struct refining *job)
{
	size_t count = job->fixed;

	for (size_t i = 0; i < job->count; i++)
		if (job->sites[i].sure)
			job->ties[count++] = (struct ph_tie){
				.on = middle(job->sites[i].item),
				.at = job->sites[i].at,
				.weight = weight_of(&job->sites[i]),
			};
	return count;
}

/* Two tags leave the far half of the page open: there the boxes tell. */
static void refit_homography(struct refining *job, size_t ties)
{
	double h[9];

	if (job->placement->corners && job->placement->anchors < 3
		&& ph_fit_homography(h, job->ties, ties))
		memcpy(job->placement->warp.h, h, sizeof(h));
}

/* A degenerate warp stays as it is; quality tells. */
static void bend(struct refining *job)
{
	const struct ph_form_item *page =
		ph_form_page(ph_paper_form(job->placement->paper));
	size_t ties = collect_ties(job);

	if (!page || !ties)
		return;
	refit_homography(job, ties);
	(void)ph_fit_mesh(
		&job->placement->warp, page->w, page->h, job->ties, ties);
}

static bool round_of(struct refining *job, const struct look *look,
	size_t *sure, struct ph_error *err)
{
	*sure = 0;
	for (size_t i = 0; i < job->count; i++) {
		struct site *site = &job->sites[i];

		if (!locate(job, site, look, reach_of(job, site, look->reach),
			    err))
			return false;
		*sure += site->sure;
	}
	bend(job);
	return true;
}

/* ---- the outcome ---- */

static bool settle(
	struct refining *job, struct ph_reading *reading, struct ph_error *err)
{
	double plain = 0;

	for (size_t i = 0; i < job->count; i++) {
		struct site *site = &job->sites[i];
		struct ph_point off = left_over(job, site);
		struct ph_box_seen *box = &reading->boxes[i];

		if (hypot(off.x, off.y) > (site->place.score >= PLAIN
						   ? ASTRAY_PLAIN
						   : ASTRAY)) {
			/* Judged where its neighbours have it. */
			if (!locate(job, site, &HOME, HOME.reach, err))
				return false;
			off = left_over(job, site);
		}
		*box = (struct ph_box_seen){
			.item = site->item,
			.outline = site->place.score,
		};
		if (site->place.score >= SURE)
			box->shift = off;
		plain += fmin(site->place.score / PLAIN, 1);
	}
	job->placement->trust = job->count ? plain / (double)job->count : 0;
	return true;
}

static bool run(
	struct refining *job, struct ph_reading *reading, struct ph_error *err)
{
	size_t sure = 0, before;

	if (!prepare(job))
		return ph_error_memory(err);
	for (int i = 0; i < ROUNDS && (i == 0 || sure < job->count); i++) {
		before = sure;
		if (!round_of(job, &WIDE, &sure, err))
			return false;
		if (i && sure <= before)
			break;
	}
	if (!round_of(job, &CLOSE, &sure, err))
		return false;
	free(reading->boxes);
	reading->boxes = ph_alloc(job->count + 1, sizeof(*reading->boxes));
	if (!reading->boxes)
		return ph_error_memory(err);
	reading->box_count = job->count;
	return settle(job, reading, err);
}

bool ph_refine(const struct ph_image *photo, struct ph_placement *placement,
	struct ph_reading *reading, struct ph_error *err)
{
	struct refining job = { .photo = photo, .placement = placement };
	bool done = run(&job, reading, err);

	free(job.sites);
	free(job.ties);
	return done;
}
