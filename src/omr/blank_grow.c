/* SPDX-License-Identifier: MIT */
/*
 * Four corners of a code say little about the page's other end: 0.3 mm on
 * 20 mm are 10 mm there. So patches of the blank are looked for only where the
 * fit so far is sure enough to find them within reach, and each that is found
 * carries the sureness further out.
 */
#include "blank_internal.h"

#include <phieu/list.h>

#include <math.h>

enum {
	ROUNDS = 12,
	ENOUGH = 6, /* patches found, for a page to be there */
};
/* mm: a patch of the coarse search, paper's curl included. */
static const double SIGMA = 0.4;
/* mm: once the mesh has taken up the curl. */
static const double SIGMA_FINE = 0.15;
/* Curl and lens, for each mm away from the nearest tie. */
static const double CURL = 0.012;
static const float GOOD = 0.5f;
static const float MARGIN = 0.08f;

static const struct ph_search far = { .plane = 0, 16, 12 };
static const struct ph_search coarse = { .plane = 1, 24, 8 };
static const struct ph_search fine = { .plane = 2, 40, 6 };

struct growth {
	const struct ph_shot *shot;
	const struct ph_blank *blank;
	struct ph_fit fit;
	struct ph_tie *ties; /* the first ones, then those of the spots */
	size_t first, count;
	struct ph_point *looked; /* where each spot was looked for last, mm off
				  * the bare fit; NaN: never */
	bool *found;
};

/* What the ties around say that the homography leaves off there, mm; and how
 * far the nearest one is. */
static struct ph_point drift(
	const struct growth *growth, double x, double y, double *nearest)
{
	double sum = 1, dx = 0, dy = 0, inverse[9];

	*nearest = 1000;
	if (!ph_homography_invert(inverse, growth->fit.h))
		return (struct ph_point){ 0, 0 };
	for (size_t i = 0; i < growth->count; i++) {
		const struct ph_tie *tie = &growth->ties[i];
		double away = hypot(tie->on.x - x, tie->on.y - y);
		struct ph_point flat;
		double share;

		*nearest = fmin(*nearest, away);
		if (away > 60 || i < growth->first)
			continue;
		flat = ph_homography_map(inverse, tie->at.x, tie->at.y);
		if (hypot(flat.x - tie->on.x, flat.y - tie->on.y) > 5)
			continue;
		share = exp(-away * away / (2 * 20 * 20));
		dx += share * (flat.x - tie->on.x);
		dy += share * (flat.y - tie->on.y);
		sum += share;
	}
	return (struct ph_point){ dx / sum, dy / sum };
}

/* Looks for one spot with its place moved by `moved`; true: found. */
static bool look(const struct growth *growth, const struct ph_warp *warp,
	const struct ph_spot *spot, const struct ph_search *search,
	struct ph_point moved, struct ph_match *match)
{
	const struct ph_plane *plane = &growth->blank->plane[search->plane];
	unsigned size = search->side + 2 * search->reach;
	double half = size / 2 / plane->scale;
	uint8_t grey[PH_SEARCH_WINDOW * PH_SEARCH_WINDOW];
	int16_t window[PH_SEARCH_WINDOW * PH_SEARCH_WINDOW];

	if (!ph_shot_window(growth->shot, warp, spot->x + moved.x - half,
		    spot->y + moved.y - half, size, size, plane->scale, grey))
		return false;
	ph_plane_contrast(window, grey, size, size, plane->scale);
	ph_plane_match(match, plane, spot->x, spot->y, search, window);
	return match->score > GOOD && match->score > match->second + MARGIN
	       && fmax(fabs(match->dx), fabs(match->dy)) * plane->scale
			  < search->reach - 0.5;
}

static void add_tie(struct growth *growth, const struct ph_spot *spot,
	const struct ph_warp *warp, struct ph_point moved,
	const struct ph_match *match, double sigma_mm)
{
	struct ph_tie *tie = &growth->ties[growth->count++];
	double sigma =
		sigma_mm * fmax(ph_warp_scale(warp, spot->x, spot->y), 1e-3);

	tie->on = (struct ph_point){ spot->x, spot->y };
	tie->at = ph_warp_map(warp, spot->x + moved.x + match->dx,
		spot->y + moved.y + match->dy);
	tie->weight = 1 / (sigma * sigma);
}

/* The search that reaches as far as the fit may be off; NULL: none does. */
static const struct ph_search *reach_for(double sigma_mm)
{
	if (sigma_mm * 2.5 < 3.5)
		return &coarse;
	return sigma_mm * 2.5 < 11 ? &far : NULL;
}

/* Tries one spot at what is known now; true: it became a tie. */
static bool try_spot(
	struct growth *growth, const struct ph_warp *warp, size_t index)
{
	const struct ph_spot *spot = &growth->blank->spots[index];
	double nearest, scale = ph_warp_scale(warp, spot->x, spot->y);
	struct ph_point moved = drift(growth, spot->x, spot->y, &nearest);
	struct ph_point now =
		ph_warp_map(warp, spot->x + moved.x, spot->y + moved.y);
	double sigma = hypot(ph_fit_sigma(&growth->fit, spot->x, spot->y)
				     / fmax(scale, 1e-3),
		CURL * nearest);
	const struct ph_search *search = reach_for(sigma);
	struct ph_match match;

	if (!search || !ph_shot_sees(growth->shot, now)
		|| hypot(now.x - growth->looked[index].x,
			   now.y - growth->looked[index].y)
			   < scale)
		return false;
	growth->looked[index] = now;
	if (!look(growth, warp, spot, search, moved, &match))
		return false;
	if (search == &far) {
		moved.x += match.dx;
		moved.y += match.dy;
		if (!look(growth, warp, spot, &coarse, moved, &match))
			return false;
	}
	add_tie(growth, spot, warp, moved, &match, SIGMA);
	return growth->found[index] = true;
}

/* One round over all spots; how many were found. */
static size_t spread(struct growth *growth)
{
	struct ph_warp warp = { .columns = 0 };
	size_t found = 0;

	memcpy(warp.h, growth->fit.h, sizeof(warp.h));
	for (size_t i = 0; i < growth->blank->spot_count; i++)
		if (!growth->found[i] && growth->blank->spots[i].sure)
			found += try_spot(growth, &warp, i);
	return found;
}

/* All spots once more, finely, around where the warp has them now. */
static void look_again(struct growth *growth, const struct ph_warp *warp,
	const struct ph_search *search, double sigma)
{
	struct ph_point still = { 0, 0 };

	growth->count = 0;
	for (size_t i = 0; i < growth->blank->spot_count; i++) {
		const struct ph_spot *spot = &growth->blank->spots[i];
		struct ph_match match;

		if ((spot->sure || search == &fine)
			&& look(growth, warp, spot, search, still, &match))
			add_tie(growth, spot, warp, still, &match, sigma);
	}
}

static bool bend(struct growth *growth, struct ph_warp *warp)
{
	if (growth->count < ENOUGH
		|| !ph_fit_robust(&growth->fit, growth->ties, growth->count,
			&growth->fit))
		return false;
	memcpy(warp->h, growth->fit.h, sizeof(warp->h));
	warp->columns = warp->rows = 0;
	for (size_t i = 0; i < growth->count; i++) {
		/* The mesh weighs by share, not by σ in pixels. */
		growth->ties[i].weight = 1;
	}
	return ph_fit_mesh(warp, growth->blank->width, growth->blank->height,
		growth->ties, growth->count);
}

static bool grow(struct growth *growth, struct ph_warp *warp)
{
	const struct ph_fit *from = NULL;

	for (int i = 0; i < ROUNDS; i++) {
		if (!ph_fit_robust(
			    &growth->fit, growth->ties, growth->count, from))
			return false;
		from = &growth->fit;
		if (!spread(growth))
			break;
	}
	/* The first ties were only a way in. */
	memmove(growth->ties, growth->ties + growth->first,
		(growth->count - growth->first) * sizeof(*growth->ties));
	growth->count -= growth->first;
	growth->first = 0;
	if (!bend(growth, warp))
		return false;
	look_again(growth, warp, &coarse, SIGMA);
	if (!bend(growth, warp))
		return false;
	look_again(growth, warp, &fine, SIGMA_FINE);
	return bend(growth, warp);
}

bool ph_blank_grow(struct ph_warp *warp, bool *grown,
	const struct ph_shot *shot, const struct ph_paper *paper,
	const struct ph_tie *first, size_t count)
{
	const struct ph_blank *blank = paper->derived;
	struct growth growth = {
		.shot = shot, .blank = blank, .first = count, .count = count
	};
	bool done;

	*warp = (struct ph_warp){ .columns = 0 };
	*grown = false;
	growth.ties =
		ph_alloc(count + blank->spot_count + 1, sizeof(*growth.ties));
	growth.looked = ph_alloc(blank->spot_count + 1, sizeof(*growth.looked));
	growth.found = ph_alloc(blank->spot_count + 1, sizeof(bool));
	done = growth.ties && growth.looked && growth.found;
	if (done) {
		memcpy(growth.ties, first, count * sizeof(*first));
		for (size_t i = 0; i < blank->spot_count; i++)
			growth.looked[i].x = growth.looked[i].y = -1e6;
		*grown = grow(&growth, warp);
	}
	free(growth.ties);
	free(growth.looked);
	free(growth.found);
	return done;
}
