/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_COMPOSE_H
#define SIMULATOR_COMPOSE_H

#include "develop.h"
#include "scene.h"
#include "sheet.h"

/* One paper for a photo: the forms that are printed on it, filled in. */
enum {
	MAX_PAPERS = 4,
	MAX_SLOTS = 2,
	NOTE_SIZE = 96
};

struct print {
	struct art art;
	double x, y; /* where the art begins on the page, mm */
	const struct sheet *forms[MAX_SLOTS];
	int form_count;
	struct rect page; /* as it went through the printer */
	struct rect part; /* what lies there: the page, or the half cut out */
};

struct picture_plan {
	struct scene scene;
	int first; /* layer that is a paper of a form; the rest follow */
	struct finish finish;
	int orientation;      /* EXIF: 1, 3, 6 or 8 */
	char note[NOTE_SIZE]; /* what is special: "folded shadow corner" */
};

/* Where a place of the n-th paper's page, in mm, is in the upright photo. */
void plan_show(const struct picture_plan *plan, const struct print *prints,
	int n, double x, double y, double *px, double *py);

/* Lays the papers on a desk, lights them and points a camera at them. No box
 * is covered or cut off. `long_side` 0: the level's own. */
bool compose(struct picture_plan *plan, const struct print *prints, int count,
	const struct level *level, int long_side, struct rng *rng);

#endif
