/* SPDX-License-Identifier: MIT */
#include "omr_internal.h"

#include <phieu/list.h>

#include <math.h>
#include <stdlib.h>

enum {
	SETS_MAX = 5000, /* considered in one photo: dozens of sheets */
};

/* Two tags stand where the form has them when the way from one to the other,
 * by the mean of both tags' own scales, ends this share of its length off: a
 * steep view bends it by less, and another sheet lies further away. */
static const double APART = 0.2;
/* Root mean square over a set's corners, mm, by the tags in it. A corner that
 * curls up stands up to 10 mm off what the other three say: 5; three tags
 * bend with each other more. */
static const double RESIDUAL[PH_FORM_CORNERS + 1] = { 0, 0, 1, 2, 5 };
/* Three tags that fit this much better than all four show which corner curls:
 * the page is as these three have it. */
static const double CURLED = 0.35;

/* A tag of a known form. */
struct member {
	size_t tag;
	const struct ph_paper *paper;
	unsigned key; /* sheets of one paper differ by slot and code */
	bool coded;
	enum ph_corner corner;
	struct ph_point on, at; /* its centre, mm and pixels */
	double step[4]; /* pixels a mm: x of x, x of y, y of x, y of y */
	bool used;
};

struct members {
	struct member *at;
	size_t count, room;
};

const struct ph_form_item *ph_paper_anchor(
	const struct ph_paper *paper, enum ph_corner corner)
{
	static const char *const names[] = {
		[PH_TOP_LEFT] = "tl",
		[PH_TOP_RIGHT] = "tr",
		[PH_BOTTOM_RIGHT] = "br",
		[PH_BOTTOM_LEFT] = "bl",
	};

	return ph_form_find(paper->form, PH_FORM_ANCHOR, names[corner]);
}

void ph_anchor_ties(struct ph_tie ties[PH_FORM_CORNERS],
	const struct ph_form_item *anchor, const struct ph_tag *tag)
{
	for (int i = 0; i < PH_FORM_CORNERS; i++) {
		bool right = i == PH_TOP_RIGHT || i == PH_BOTTOM_RIGHT;
		bool low = i == PH_BOTTOM_RIGHT || i == PH_BOTTOM_LEFT;

		ties[i] = (struct ph_tie){
			.on = { anchor->x + (right ? anchor->w : 0),
				anchor->y + (low ? anchor->h : 0) },
			.at = tag->corner[i],
			.weight = 1,
		};
	}
}

/* ---- whose tag ---- */

static bool own_tag(
	const struct ph_paper *paper, unsigned id, struct member *member)
{
	for (int i = 0; i < PH_FORM_CORNERS; i++)
		if (paper->tag[i] == id) {
			member->paper = paper;
			member->corner = (enum ph_corner)i;
			return true;
		}
	return false;
}

/* The same template in its other half of the sheet, or without a code. */
static bool kin_tag(
	const struct ph_paper *paper, unsigned id, struct member *member)
{
	unsigned group, slot, own_group, own_slot;
	bool coded, own_coded;
	enum ph_corner corner, own_corner;

	if (!ph_tag_parse(id, &group, &slot, &coded, &corner))
		return false;
	for (int i = 0; i < PH_FORM_CORNERS; i++)
		if (!ph_tag_parse(paper->tag[i], &own_group, &own_slot,
			    &own_coded, &own_corner)
			|| own_group != group || own_corner != (unsigned)i)
			return false;
	member->paper = paper;
	member->corner = corner;
	return true;
}

static bool whose(struct member *member, unsigned id,
	const struct ph_paper *const *papers, size_t count)
{
	unsigned group, slot;
	enum ph_corner corner;

	for (size_t i = 0; i < count && !member->paper; i++)
		if (papers[i]->has_tags)
			own_tag(papers[i], id, member);
	for (size_t i = 0; i < count && !member->paper; i++)
		if (papers[i]->has_tags)
			kin_tag(papers[i], id, member);
	if (!ph_tag_parse(id, &group, &slot, &member->coded, &corner)) {
		member->coded = true;
		slot = 1;
	}
	member->key = slot * 2 + member->coded;
	return member->paper;
}

static bool place_member(struct member *member, const struct ph_tag *tag)
{
	const struct ph_form_item *anchor =
		ph_paper_anchor(member->paper, member->corner);
	const struct ph_point *c = tag->corner;

	if (!anchor || !(anchor->w > 0) || !(anchor->h > 0))
		return false;
	member->on = (struct ph_point){ anchor->x + anchor->w / 2,
		anchor->y + anchor->h / 2 };
	for (int i = 0; i < PH_FORM_CORNERS; i++) {
		member->at.x += c[i].x / PH_FORM_CORNERS;
		member->at.y += c[i].y / PH_FORM_CORNERS;
	}
	member->step[0] = (c[1].x - c[0].x + c[2].x - c[3].x) / 2 / anchor->w;
	member->step[1] = (c[3].x - c[0].x + c[2].x - c[1].x) / 2 / anchor->h;
	member->step[2] = (c[1].y - c[0].y + c[2].y - c[3].y) / 2 / anchor->w;
	member->step[3] = (c[3].y - c[0].y + c[2].y - c[1].y) / 2 / anchor->h;
	return true;
}

static bool list_members(struct members *members, const struct ph_tags *tags,
	const struct ph_paper *const *papers, size_t count,
	struct ph_tags_seen *seen, struct ph_error *err)
{
	*seen = (struct ph_tags_seen){ .tags = (unsigned)tags->count };
	for (size_t i = 0; i < tags->count; i++) {
		struct member one = { .tag = i }, *place;

		if (!whose(&one, tags->at[i].id, papers, count)
			|| !place_member(&one, &tags->at[i])) {
			seen->unknown++;
			continue;
		}
		place = ph_list_push(members);
		if (!place)
			return ph_error_memory(err);
		*place = one;
	}
	return true;
}

/* ---- sets ---- */

static double area(const struct member *member)
{
	return fabs(member->step[0] * member->step[3]
		    - member->step[1] * member->step[2]);
}

static bool fit_together(const struct member *a, const struct member *b)
{
	double x = b->on.x - a->on.x, y = b->on.y - a->on.y;
	double step[4], dx, dy, ratio = area(a) / area(b);

	if (a->paper != b->paper || a->key != b->key || a->corner == b->corner
		|| !(ratio > 0.1) || !(ratio < 10))
		return false;
	for (int i = 0; i < 4; i++)
		step[i] = (a->step[i] + b->step[i]) / 2;
	dx = step[0] * x + step[1] * y;
	dy = step[2] * x + step[3] * y;
	return hypot(b->at.x - a->at.x - dx, b->at.y - a->at.y - dy)
	       < APART * hypot(dx, dy);
}

/* Fits the homography of a set without one of its corners (-1: with all) and
 * its residual; false: degenerate. */
static bool fit_without(
	struct ph_group *group, const struct ph_tags *tags, int without)
{
	struct ph_tie ties[4 * PH_FORM_CORNERS];
	double inverse[9], sum = 0;
	size_t count = 0;

	for (int i = 0; i < PH_FORM_CORNERS; i++) {
		if (group->corner[i] < 0 || i == without)
			continue;
		ph_anchor_ties(&ties[count],
			ph_paper_anchor(group->paper, (enum ph_corner)i),
			&tags->at[group->corner[i]]);
		count += PH_FORM_CORNERS;
	}
	if (!ph_fit_homography(group->h, ties, count)
		|| !ph_homography_invert(inverse, group->h))
		return false;
	for (size_t i = 0; i < count; i++) {
		struct ph_point on =
			ph_homography_map(inverse, ties[i].at.x, ties[i].at.y);

		sum += (on.x - ties[i].on.x) * (on.x - ties[i].on.x)
		       + (on.y - ties[i].on.y) * (on.y - ties[i].on.y);
	}
	group->residual = sqrt(sum / (double)count);
	return true;
}

/* Fits the set's homography; false: its tags are not of one sheet. */
static bool fit_set(struct ph_group *group, const struct ph_tags *tags)
{
	struct ph_group best = *group;

	if (!fit_without(group, tags, -1)
		|| !(group->residual <= RESIDUAL[group->seen]))
		return false;
	best.residual = CURLED * group->residual;
	for (int i = 0; i < PH_FORM_CORNERS && group->seen == 4; i++) {
		struct ph_group three = *group;

		if (fit_without(&three, tags, i)
			&& three.residual < best.residual)
			best = three;
	}
	if (best.residual < CURLED * group->residual)
		memcpy(group->h, best.h, sizeof(group->h));
	return true;
}

static bool add_set(struct ph_groups *sets, const struct ph_group *set,
	const struct ph_tags *tags)
{
	struct ph_group one = *set, *place;

	if (one.seen < 2 || sets->count >= SETS_MAX || !fit_set(&one, tags))
		return true;
	place = ph_list_push(sets);
	if (!place)
		return false;
	*place = one;
	return true;
}

/* All sets that hold the given members and any of the corners from `corner`
 * on. `in` are the members of the set so far. */
static bool grow(struct ph_groups *sets, struct ph_group *set, int corner,
	const struct member **in, const struct members *members,
	const struct ph_tags *tags)
{
	const struct member *one;

	if (corner == PH_FORM_CORNERS || sets->count >= SETS_MAX)
		return add_set(sets, set, tags);
	ph_list_for (one, members) {
		bool fits = one->corner == (unsigned)corner;

		for (unsigned i = 0; i < set->seen && fits; i++)
			fits = fit_together(in[i], one);
		if (!fits)
			continue;
		set->corner[corner] = (int)one->tag;
		set->paper = one->paper;
		set->coded = one->coded;
		in[set->seen++] = one;
		if (!grow(sets, set, corner + 1, in, members, tags))
			return false;
		set->seen--;
		set->corner[corner] = -1;
	}
	return grow(sets, set, corner + 1, in, members, tags);
}

static int by_worth(const void *a, const void *b)
{
	const struct ph_group *one = a, *other = b;

	if (one->seen != other->seen)
		return one->seen > other->seen ? -1 : 1;
	return (one->residual > other->residual)
	       - (one->residual < other->residual);
}

static bool take_set(bool *used, const struct ph_group *set)
{
	for (int i = 0; i < PH_FORM_CORNERS; i++)
		if (set->corner[i] >= 0 && used[set->corner[i]])
			return false;
	for (int i = 0; i < PH_FORM_CORNERS; i++)
		if (set->corner[i] >= 0)
			used[set->corner[i]] = true;
	return true;
}

static bool choose(struct ph_groups *groups, struct ph_groups *sets,
	size_t tags, struct ph_tags_seen *seen)
{
	bool *used = ph_alloc(tags + 1, sizeof(*used));
	bool kept = used;

	if (sets->count)
		qsort(sets->at, sets->count, sizeof(*sets->at), by_worth);
	for (size_t i = 0; i < sets->count && kept; i++) {
		struct ph_group *place;

		if (!take_set(used, &sets->at[i]))
			continue;
		seen->alone -= sets->at[i].seen;
		place = ph_list_push(groups);
		kept = place;
		if (kept)
			*place = sets->at[i];
	}
	free(used);
	return kept;
}

bool ph_group_tags(const struct ph_tags *tags,
	const struct ph_paper *const *papers, size_t count,
	struct ph_groups *groups, struct ph_tags_seen *seen,
	struct ph_error *err)
{
	struct members members = { 0 };
	struct ph_groups sets = { 0 };
	struct ph_group none = { .corner = { -1, -1, -1, -1 } };
	const struct member *in[PH_FORM_CORNERS];
	bool done;

	done = list_members(&members, tags, papers, count, seen, err);
	seen->alone = (unsigned)members.count;
	if (done
		&& (!grow(&sets, &none, 0, in, &members, tags)
			|| !choose(groups, &sets, tags->count, seen)))
		done = ph_error_memory(err);
	ph_list_release(&members);
	ph_list_release(&sets);
	return done;
}
