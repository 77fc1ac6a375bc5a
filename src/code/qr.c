/* SPDX-License-Identifier: MIT */
/*
 * QR codes by their finders: each code's modules are sampled through a grid of
 * our own and drawn again as zbar likes them best, so that only the decoding
 * is left to it.
 */
#include "code_internal.h"

#include <math.h>
#include <string.h>

/* One grid under trial. */
struct trial {
	struct ph_hunt *hunt;
	const struct ph_grid *grid;
	bool mirrored, sensible, read;
};

static bool take(const struct ph_code_found *seen, void *context)
{
	struct trial *trial = context;
	struct ph_code_found code = *seen;
	double size = trial->grid->size;
	double left = INFINITY, top = INFINITY, right = -INFINITY;
	double bottom = -INFINITY;

	for (int i = 0; i < 4; i++) {
		bool far = i == 1 || i == 2, low = i >= 2;
		struct ph_point p = ph_grid_map(trial->grid,
			(trial->mirrored ? low : far) ? size : 0,
			(trial->mirrored ? far : low) ? size : 0);

		if (!(fabs(p.x) < 1e6) || !(fabs(p.y) < 1e6))
			return true;
		code.corner[i] = (struct ph_code_corner){ p.x, p.y };
		left = fmin(left, p.x);
		top = fmin(top, p.y);
		right = fmax(right, p.x);
		bottom = fmax(bottom, p.y);
	}
	code.cornered = true;
	code.x = (int)floor(left);
	code.y = (int)floor(top);
	code.width = (int)ceil(right) - code.x;
	code.height = (int)ceil(bottom) - code.y;
	trial->read = true;
	return trial->hunt->tell(&code, trial->hunt->context);
}

static const struct {
	unsigned reach, sharpen;
} variants[] = { { 7, 0 }, { 5, 2 }, { 200, 0 }, { 4, 5 }, { 12, 1 } };

static bool make_sense(struct trial *trial)
{
	struct ph_modules *modules = trial->hunt->modules;

	trial->mirrored = false;
	ph_modules_repair(modules);
	if (ph_modules_format(modules))
		return true;
	ph_modules_mirror(modules);
	ph_modules_repair(modules);
	trial->mirrored = ph_modules_format(modules);
	return trial->mirrored;
}

static bool try_modules(struct trial *trial, unsigned count)
{
	struct ph_modules *modules = trial->hunt->modules;

	for (unsigned i = 0; i < count && !trial->read; i++) {
		PH_AUTO(ph_image_release) struct ph_image drawn = { 0 };

		ph_modules_decide(
			modules, variants[i].reach, variants[i].sharpen);
		if (!make_sense(trial))
			continue;
		trial->sensible = true;
		if (!ph_modules_draw(modules, &drawn)
			|| !ph_scanner_scan(trial->hunt->scanner, &drawn, PH_QR,
				take, trial))
			return false;
	}
	return true;
}

/* Modules of this many pixels and more are sampled on a smaller level. */
#define MODULE_LEAST 2.5

/* The level to sample modules on. A rung that searches a smaller level does not
 * ask for the whole photo. */
static unsigned choose_level(const struct ph_hunt *hunt,
	const struct ph_qr_effort *effort, double module)
{
	unsigned level = ph_levels_choose(module, MODULE_LEAST);
	unsigned least = hunt->levels.given < effort->level ? hunt->levels.given
							    : effort->level;

	return level < least ? least : level;
}

/* What a code's modules are sampled from. */
struct view {
	const struct ph_image *grey;
	double scale;
};

static bool try_grid(struct ph_hunt *hunt, struct ph_grid *grid,
	const struct view *view, const struct ph_qr_effort *effort, bool sure,
	bool *read)
{
	struct trial trial = { .hunt = hunt, .grid = grid };

	ph_grid_align(grid, view->grey, view->scale);
	ph_modules_sample(hunt->modules, grid, view->grey, view->scale);
	if (!try_modules(&trial, effort->variants))
		return false;
	if (!trial.read && (trial.sensible || sure)) {
		ph_grid_creep(grid, view->grey, view->scale);
		ph_modules_sample(hunt->modules, grid, view->grey, view->scale);
		if (!try_modules(&trial, effort->variants))
			return false;
	}
	*read = trial.read;
	return true;
}

/* Finders this much like one are worth the longer looks. */
#define SURE 0.7

static bool try_triple(struct ph_hunt *hunt, const struct ph_triple *triple,
	const struct ph_qr_effort *effort, unsigned *tries)
{
	const struct ph_finder *first =
		triple->finder[0] ? triple->finder[0] : triple->finder[1];
	unsigned level = choose_level(hunt, effort, first->module);
	const struct ph_image *grey = ph_levels_get(&hunt->levels, &level);
	struct view view = { grey, 1u << level };
	struct ph_grid grids[PH_GRIDS_MOST];
	bool read = false;
	unsigned count;

	if (!grey)
		return false;
	count = ph_grids_find(grids, triple, grey, view.scale, effort->flipped);
	for (unsigned i = 0; i < count && !read && !ph_hunt_is_late(hunt);
		i++) {
		++*tries;
		if (!try_grid(hunt, &grids[i], &view, effort,
			    triple->likeness > SURE, &read))
			return false;
	}
	for (int i = 0; read && i < PH_ROLES; i++)
		if (triple->finder[i])
			triple->finder[i]->used = true;
	return true;
}

static bool is_used(const struct ph_triple *triple)
{
	for (int i = 0; i < PH_ROLES; i++)
		if (triple->finder[i] && triple->finder[i]->used)
			return true;
	return false;
}

static bool square_all(struct ph_hunt *hunt, const struct ph_qr_effort *effort)
{
	struct ph_finder *finder;

	ph_list_for (finder, &hunt->finders.list) {
		unsigned level = choose_level(hunt, effort, finder->module);
		const struct ph_image *grey =
			ph_levels_get(&hunt->levels, &level);

		if (!grey)
			return false;
		ph_finder_square(finder, grey, 1u << level, effort->flipped);
	}
	return true;
}

static bool try_all(struct ph_hunt *hunt, const struct ph_qr_effort *effort)
{
	struct ph_triples triples = { 0 };
	const struct ph_triple *triple;
	unsigned tries = 0, looked = 0;
	bool fine = ph_triples_make(
		&triples, &hunt->finders, effort->likeness, effort->pairs);

	ph_list_for (triple, &triples.list) {
		if (!fine || tries >= effort->tries
			|| looked++ >= 4 * effort->tries
			|| ph_hunt_is_late(hunt))
			break;
		if (hunt->enough
			&& (triple->likeness <= SURE
				|| triple->strangeness > 3))
			break;
		if (!is_used(triple))
			fine = try_triple(hunt, triple, effort, &tries);
	}
	ph_list_release(&triples.list);
	return fine;
}

bool ph_hunt_qr(struct ph_hunt *hunt, const struct ph_qr_effort *effort)
{
	PH_AUTO(ph_image_release) struct ph_image binary = { 0 };
	unsigned level = effort->level;
	const struct ph_image *grey = ph_levels_get(&hunt->levels, &level);

	if (!grey)
		return false;
	ph_list_release(&hunt->finders.list);
	return ph_binary_make(&binary, grey, effort->reach, effort->offset,
		       effort->flipped)
	       && ph_finders_find(&hunt->finders, &binary, 1u << level, 2)
	       && square_all(hunt, effort) && try_all(hunt, effort);
}
