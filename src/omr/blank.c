/* SPDX-License-Identifier: MIT */
#include "blank_internal.h"

#include <math.h>

enum {
	POSES = 4,
	TURNS = 4,
	AGREEING = 8,
};
/* mm: half a module of a QR code. */
static const double CODE_SIGMA = 0.35;

/* 220 simulated photos of another office's form at five levels and ten real
 * ones of a checkbox sheet, each with its codes and without any: agreeing 0.90
 * to 1.00, against 0 to 0.05, near 0.85 to 1.00, strain up to 0.10; a hand over
 * a third of the page leaves agreeing 0.65. Blanks that share a head or a table
 * with the form in the photo: near below 0.6, or against from 0.08, or strain
 * from 0.18. */
static const double AGREEING_SHARE = 0.6;
static const double AGAINST_SHARE = 0.05;
static const double NEAR_SHARE = 0.7;
static const double STRAIN = 0.14;

struct attempt {
	struct ph_warp warp;
	struct ph_evidence evidence;
	bool grown;
};

static bool try_ties(struct attempt *attempt, const struct ph_shot *shot,
	const struct ph_paper *paper, const struct ph_tie *ties, size_t count)
{
	*attempt = (struct attempt){ .grown = false };
	if (!ph_blank_grow(
		    &attempt->warp, &attempt->grown, shot, paper, ties, count))
		return false;
	if (attempt->grown)
		ph_blank_verify(
			&attempt->evidence, shot, paper, &attempt->warp);
	return true;
}

static bool is_there(const struct attempt *attempt)
{
	const struct ph_evidence *is = &attempt->evidence;

	return attempt->grown && is->strain < STRAIN && is->agreeing >= AGREEING
	       && is->agreeing >= is->unique * AGREEING_SHARE
	       && is->against <= 2 + is->unique * AGAINST_SHARE
	       && is->near_agreeing + 1 >= is->near * NEAR_SHARE;
}

/* Corners of the code, the k-th of them being the top left of the printed
 * symbol. */
static void code_ties(struct ph_tie ties[4], const struct ph_code_place *code,
	const struct ph_form_item *item, int k)
{
	for (int i = 0; i < 4; i++) {
		double side = hypot(
			code->corner[i].x - code->corner[(i + 1) % 4].x,
			code->corner[i].y - code->corner[(i + 1) % 4].y);
		double sigma = fmax(CODE_SIGMA * side / item->w, 0.5);

		ties[i].on.x = item->x + (i == 1 || i == 2 ? item->w : 0);
		ties[i].on.y = item->y + (i > 1 ? item->h : 0);
		ties[i].at = code->corner[(i + k) % 4];
		ties[i].weight = 1 / (sigma * sigma);
	}
}

static bool try_code(struct attempt *attempt, const struct ph_shot *shot,
	const struct ph_paper *paper, const struct ph_code_place *code)
{
	const struct ph_form_item *item =
		ph_form_find(paper->form, PH_FORM_QR, NULL);

	for (int k = 0; item && k < TURNS && !is_there(attempt); k++) {
		struct ph_tie ties[4];

		code_ties(ties, code, item, k);
		if (!try_ties(attempt, shot, paper, ties, 4))
			return false;
	}
	return true;
}

static bool try_corners(struct attempt *attempt, const struct ph_shot *shot,
	const struct ph_paper *paper, const struct ph_code_place *codes,
	size_t count)
{
	struct ph_pose poses[POSES];
	size_t found = 0;

	if (!ph_poses_by_landmarks(
		    poses, POSES, &found, shot, paper, codes, count))
		return false;
	for (size_t i = 0; i < found && !is_there(attempt); i++)
		if (!try_ties(attempt, shot, paper, poses[i].ties,
			    poses[i].count))
			return false;
	return true;
}

bool ph_omr_place(struct ph_omr *omr, const struct ph_image *photo,
	const struct ph_paper *paper, const struct ph_code_place *codes,
	size_t count, bool *placed, struct ph_placement *placement,
	struct ph_error *err)
{
	PH_AUTO(ph_shot_release) struct ph_shot shot = { 0 };
	struct attempt attempt = { .grown = false };
	bool by_code = false;

	(void)omr;
	*placed = false;
	*placement = (struct ph_placement){ .paper = paper, .coded = true };
	if (!paper->derived || !photo->width || !photo->height)
		return true;
	if (!ph_shot_make(&shot, photo))
		return ph_error_memory(err);
	for (size_t i = 0; i < count && !is_there(&attempt); i++)
		if (codes[i].qr && codes[i].exact) {
			if (!try_code(&attempt, &shot, paper, &codes[i]))
				return ph_error_memory(err);
			by_code = is_there(&attempt);
		}
	if (!is_there(&attempt)
		&& !try_corners(&attempt, &shot, paper, codes, count))
		return ph_error_memory(err);
	*placed = is_there(&attempt);
	placement->by = by_code ? PH_PLACED_BY_CODES : PH_PLACED_BY_PRINT;
	placement->warp = attempt.warp;
	placement->trust = attempt.evidence.trust;
	return true;
}
