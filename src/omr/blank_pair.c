/* SPDX-License-Identifier: MIT */
/*
 * First poses without a code: each corner of the photo is paired with the
 * corner of the blank that is most alike, in each of the four directions that
 * print may lie. One pair tells place, size and direction; pairs that agree
 * with it, more loosely the farther they are, vote for it (after Lowe 2004,
 * 7.3, without bins).
 */
#include "blank_internal.h"

#include <phieu/list.h>

#include <math.h>

enum {
	LONG_SIDE = 800, /* of the photo when corners are looked for */
	IN_PHOTO = 1000,
	PAIRS_MAX = 500,
	SEEDS = 250,
	TURNS = 4,
	ENOUGH = 6, /* pairs for a pose */
};
/* Distances to the best and to the next place: above, the pair tells nothing.
 */
static const double RATIO = 0.97;
static const double PLACE_MM = 8; /* another place is farther off */

struct pair {
	const struct ph_landmark *photo, *blank;
	double angle, size; /* mm to px: turned by, times */
	double ratio;
};

static int32_t alike(const int16_t *a, const int16_t *b)
{
	int32_t sum = 0;

	for (int i = 0; i < PH_LANDMARK_SIZE; i++)
		sum += (int32_t)a[i] * b[i];
	return sum;
}

/* The descriptor as it would be a right angle further. */
static void turn(int16_t *out, const int16_t *in)
{
	for (int row = 0; row < 4; row++)
		for (int column = 0; column < 4; column++)
			for (int way = 0; way < 8; way++)
				out[(row * 4 + column) * 8 + way] =
					in[(column * 4 + 3 - row) * 8
						+ ((way + 2) & 7)];
}

static bool same_place(const struct ph_landmark *a, const struct ph_landmark *b)
{
	return hypot(a->x - b->x, a->y - b->y) < PLACE_MM;
}

/* The best partner of a corner; ratio 1 when there is none. */
static struct pair pair_of(
	const struct ph_landmark *corner, const struct ph_landmarks *blank)
{
	struct pair best = { .photo = corner, .ratio = 1 };
	int16_t about[TURNS][PH_LANDMARK_SIZE];
	int32_t first = 0, second = 0;
	int turned = 0;

	memcpy(about[0], corner->about, sizeof(about[0]));
	for (int k = 1; k < TURNS; k++)
		turn(about[k], about[k - 1]);
	for (size_t i = 0; i < blank->count; i++)
		for (int k = 0; k < TURNS; k++) {
			const struct ph_landmark *at = &blank->at[i];
			int32_t now = alike(about[k], at->about);

			if (now <= second)
				continue;
			if (now <= first) {
				if (k != turned || !same_place(at, best.blank))
					second = now;
				continue;
			}
			if (best.blank
				&& (k != turned || !same_place(at, best.blank)))
				second = first;
			first = now;
			turned = k;
			best.blank = at;
		}
	if (!best.blank || first >= 1000000)
		return best;
	best.ratio = sqrt((1e6 - first) / (1e6 - second));
	best.angle = corner->angle + turned * M_PI_2 - best.blank->angle;
	best.size = best.blank->scale / corner->scale;
	return best;
}

static int by_ratio(const void *a, const void *b)
{
	const struct pair *one = a, *two = b;

	return (one->ratio > two->ratio) - (one->ratio < two->ratio);
}

/* Tilt makes sizes, directions and places drift away from the seed's. */
static bool agree(const struct pair *seed, const struct pair *pair)
{
	double x = pair->blank->x - seed->blank->x;
	double y = pair->blank->y - seed->blank->y;
	double c = cos(seed->angle) * seed->size;
	double s = sin(seed->angle) * seed->size;
	double turned = remainder(pair->angle - seed->angle, 2 * M_PI);
	double off = hypot(pair->photo->x - seed->photo->x - (c * x - s * y),
		pair->photo->y - seed->photo->y - (s * x + c * y));

	return fabs(turned) < 0.5 && fabs(log(pair->size / seed->size)) < 0.45
	       && off < seed->size * (5 + 0.2 * hypot(x, y));
}

static double votes_for(
	const struct pair *seed, const struct pair *pairs, size_t count)
{
	double votes = 0;

	for (size_t i = 0; i < count; i++)
		if (agree(seed, &pairs[i]))
			votes += 1.02 - pairs[i].ratio;
	return votes;
}

static struct ph_tie tie_of(const struct pair *pair, double sigma_mm)
{
	double sigma = sigma_mm * pair->size;

	return (struct ph_tie){ { pair->blank->x, pair->blank->y },
		{ pair->photo->x, pair->photo->y }, 1 / (sigma * sigma) };
}

static size_t ties_near(struct ph_tie *ties, size_t room,
	const struct pair *pairs, size_t count, const struct pair *seed,
	const struct ph_fit *fit, double most_mm)
{
	size_t found = 0;

	for (size_t i = 0; i < count && found < room; i++) {
		const struct pair *pair = &pairs[i];
		double turned = remainder(pair->angle - seed->angle, 2 * M_PI);
		struct ph_point at;

		if (!fit && !agree(seed, pair))
			continue;
		if (fit) {
			at = ph_homography_map(
				fit->h, pair->blank->x, pair->blank->y);
			if (fabs(turned) > 0.7
				|| hypot(at.x - pair->photo->x,
					   at.y - pair->photo->y)
					   > most_mm * pair->size)
				continue;
		}
		ties[found++] = tie_of(pair, 1.5);
	}
	return found;
}

/* The pairs of one pose, narrowed in a few rounds; false: too few. */
static bool settle(struct ph_pose *pose, struct ph_fit *fit,
	const struct pair *seed, const struct pair *pairs, size_t count)
{
	static const double most[] = { 12, 8, 5, 4 };
	size_t room = sizeof(pose->ties) / sizeof(pose->ties[0]);

	pose->count = ties_near(pose->ties, room, pairs, count, seed, NULL, 0);
	for (int i = 0; i < 4; i++) {
		if (pose->count < ENOUGH
			|| !ph_fit_robust(
				fit, pose->ties, pose->count, i ? fit : NULL))
			return false;
		pose->count = ties_near(
			pose->ties, room, pairs, count, seed, fit, most[i]);
	}
	return pose->count >= ENOUGH
	       && ph_fit_robust(fit, pose->ties, pose->count, fit);
}

static bool is_known(const struct ph_fit *fits, size_t count,
	const struct ph_fit *fit, double scale)
{
	for (size_t i = 0; i < count; i++) {
		struct ph_point a =
			ph_homography_map(fits[i].h, fit->x, fit->y);
		struct ph_point b = ph_homography_map(fit->h, fit->x, fit->y);
		struct ph_point c =
			ph_homography_map(fits[i].h, fit->x + 50, fit->y);
		struct ph_point d =
			ph_homography_map(fit->h, fit->x + 50, fit->y);

		if (hypot(a.x - b.x, a.y - b.y) < 6 * scale
			&& hypot(c.x - d.x, c.y - d.y) < 9 * scale)
			return true;
	}
	return false;
}

bool ph_pose_fits_codes(const double h[9], const struct ph_form *form,
	const struct ph_code_place *codes, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct ph_form_item *item = ph_form_find(
			form, codes[i].qr ? PH_FORM_QR : PH_FORM_BARCODE, NULL);
		const struct ph_point *c = codes[i].corner;
		double x = (c[0].x + c[1].x + c[2].x + c[3].x) / 4;
		double y = (c[0].y + c[1].y + c[2].y + c[3].y) / 4;
		struct ph_point at, end;

		if (!item)
			continue;
		at = ph_homography_map(
			h, item->x + item->w / 2, item->y + item->h / 2);
		end = ph_homography_map(h, item->x, item->y);
		/* A barcode's box may hold a part of it alone. */
		if (!(hypot(at.x - x, at.y - y)
			    < 1.2 * hypot(at.x - end.x, at.y - end.y)))
			return false;
	}
	return true;
}

static size_t choose(struct ph_pose *poses, size_t room,
	const struct pair *pairs, double *votes, size_t count,
	const struct ph_form *form, const struct ph_code_place *codes,
	size_t code_count)
{
	struct ph_fit fits[8];
	size_t found = 0;

	room = room < 8 ? room : 8;
	for (int tried = 0; tried < 12 && found < room; tried++) {
		size_t best = 0;

		for (size_t i = 1; i < count && i < SEEDS; i++)
			if (votes[i] > votes[best])
				best = i;
		if (!count || !(votes[best] > 0))
			break;
		votes[best] = 0;
		if (settle(&poses[found], &fits[found], &pairs[best], pairs,
			    count)
			&& !is_known(
				fits, found, &fits[found], pairs[best].size)
			&& ph_pose_fits_codes(
				fits[found].h, form, codes, code_count))
			found++;
	}
	return found;
}

static bool photo_corners(
	struct ph_landmarks *corners, const struct ph_shot *shot)
{
	const struct ph_image *photo = &shot->level[0];
	unsigned side =
		photo->width > photo->height ? photo->width : photo->height;
	unsigned factor = (side + LONG_SIDE / 2) / LONG_SIDE, level = 0;
	PH_AUTO(ph_image_release) struct ph_image small = { 0 };

	factor = factor ? factor : 1;
	while (level + 1 < shot->levels && factor % 2 == 0) {
		factor /= 2;
		level++;
	}
	if (!ph_image_shrink(&small, &shot->level[level], factor))
		return false;
	return ph_landmarks_find(
		corners, &small, 1.0 / (factor << level), IN_PHOTO);
}

bool ph_poses_by_landmarks(struct ph_pose *poses, size_t room, size_t *count,
	const struct ph_shot *shot, const struct ph_paper *paper,
	const struct ph_code_place *codes, size_t code_count)
{
	struct ph_landmarks seen = { 0 };
	struct pair *pairs;
	double *votes;
	size_t kept = 0;
	bool done = photo_corners(&seen, shot);

	*count = 0;
	pairs = ph_alloc(seen.count + 1, sizeof(*pairs));
	votes = ph_alloc(seen.count + 1, sizeof(*votes));
	done = done && pairs && votes;
	for (size_t i = 0; done && i < seen.count; i++) {
		pairs[kept] = pair_of(&seen.at[i], &paper->derived->corners);
		kept += pairs[kept].ratio < RATIO;
	}
	if (done) {
		qsort(pairs, kept, sizeof(*pairs), by_ratio);
		kept = kept < PAIRS_MAX ? kept : PAIRS_MAX;
		for (size_t i = 0; i < kept && i < SEEDS; i++)
			votes[i] = votes_for(&pairs[i], pairs, kept);
		*count = choose(poses, room, pairs, votes, kept, paper->form,
			codes, code_count);
	}
	ph_list_release(&seen);
	free(pairs);
	free(votes);
	return done;
}
