/* SPDX-License-Identifier: MIT */
#include "code_internal.h"

#include <math.h>
#include <string.h>

enum {
	NEAR_MOST = 14,
	TRIPLES_MOST = 4000
};

/* Modules between two finders' centres: version 1 has 14, version 40 has 170;
 * room for what perspective and blur do. */
#define NEAREST 9.0
#define FARTHEST 210.0

/* What a finder adds to its triple's strangeness. */
static double find_doubt(const struct ph_finder *finder)
{
	return (finder->squared ? 1 - finder->likeness : 0.8)
	       + (finder->votes < 2 ? 0.3 : 0);
}

static double distance(const struct ph_finder *a, const struct ph_finder *b)
{
	return hypot(a->at.x - b->at.x, a->at.y - b->at.y);
}

static double ratio(double a, double b)
{
	return a > b ? a / b : b / a;
}

/* Large codes hold chance finders between their own, small ones stand side by
 * side: so both distance and likeness count. */
static double rank(const struct ph_finder *from, const struct ph_finder *other)
{
	return distance(from, other) / (from->module + other->module) / 50
	       + find_doubt(other) * 5;
}

/* The best companions of a size like this one's. */
static size_t find_near(struct ph_finder **near, struct ph_finders *finders,
	const struct ph_finder *from, double likeness)
{
	struct ph_finder *other;
	size_t count = 0;

	ph_list_for (other, &finders->list) {
		double far = distance(from, other);
		double module = (from->module + other->module) / 2;
		size_t i;

		if (other == from || other->used || other->likeness < likeness
			|| ratio(from->module, other->module) > 2.2
			|| far < NEAREST * module || far > FARTHEST * module)
			continue;
		for (i = count < NEAR_MOST ? count : NEAR_MOST;
			i > 0 && rank(from, near[i - 1]) > rank(from, other);
			i--)
			if (i < NEAR_MOST)
				near[i] = near[i - 1];
		if (i < NEAR_MOST)
			near[i] = other;
		if (count < NEAR_MOST)
			count++;
	}
	return count;
}

/* How far the outline's sides are from the directions to the other two, as a
 * sine; 0 when it is not known. */
static double find_skew(const struct ph_finder *finder, double dx, double dy)
{
	double length = hypot(dx, dy), best = 1;

	if (!finder->squared)
		return 0;
	for (int i = 0; i < 4; i++) {
		const struct ph_point *a = &finder->corner[i];
		const struct ph_point *b = &finder->corner[(i + 1) % 4];
		double sx = b->x - a->x, sy = b->y - a->y;
		double sine = fabs(sx * dy - sy * dx) / hypot(sx, sy) / length;

		best = sine < best ? sine : best;
	}
	return best;
}

static double get_likeness(const struct ph_triple *triple)
{
	double least = 1;

	for (int i = 0; i < PH_ROLES; i++)
		if (triple->finder[i])
			least = fmin(least, triple->finder[i]->likeness);
	return least;
}

static bool judge(struct ph_triple *triple, struct ph_finder *a,
	struct ph_finder *b, struct ph_finder *c)
{
	struct ph_point ab = { b->at.x - a->at.x, b->at.y - a->at.y };
	struct ph_point ac = { c->at.x - a->at.x, c->at.y - a->at.y };
	double lb = hypot(ab.x, ab.y), lc = hypot(ac.x, ac.y);
	double cosine = (ab.x * ac.x + ab.y * ac.y) / lb / lc;
	bool clockwise = ab.x * ac.y - ab.y * ac.x > 0;
	double skew;

	if (fabs(cosine) > 0.75 || ratio(lb, lc) > 2.4
		|| ratio(b->module, c->module) > 2.4)
		return false;
	skew = find_skew(a, ab.x, ab.y) + find_skew(a, ac.x, ac.y)
	       + find_skew(b, ab.x, ab.y) + find_skew(c, ac.x, ac.y);
	if (skew > 1.6)
		return false;
	*triple = (struct ph_triple){
		.finder = { a, clockwise ? b : c, clockwise ? c : b },
		.row = clockwise ? ab : ac,
		.column = clockwise ? ac : ab,
		.modules = (lb / (a->module + b->module)
				   + lc / (a->module + c->module))
			   + 7,
		.strangeness = fabs(cosine) + (ratio(lb, lc) - 1)
			       + (ratio(a->module, b->module) - 1)
			       + (ratio(a->module, c->module) - 1) + skew
			       + find_doubt(a) + find_doubt(b) + find_doubt(c),
	};
	triple->likeness = get_likeness(triple);
	return true;
}

/* Two finders without a third: behind every triple, and only good ones. */
#define PAIR_STRANGENESS 10.0
#define PAIR_LIKENESS 0.7

/* As neighbours along a side if their outlines lie that way, else across. The
 * third finder may be on either side: `swapped` exchanges the two. */
static bool judge_pair(struct ph_triple *triple, struct ph_finder *a,
	struct ph_finder *b, int way)
{
	struct ph_point d = { b->at.x - a->at.x, b->at.y - a->at.y };
	double length = hypot(d.x, d.y), module = (a->module + b->module) / 2;
	double skew = find_skew(a, d.x, d.y) + find_skew(b, d.x, d.y);
	bool across = way == 2;

	if (a->likeness < PAIR_LIKENESS || b->likeness < PAIR_LIKENESS
		|| ratio(a->module, b->module) > 1.7
		|| (across ? skew < 0.8 : skew > 0.6))
		return false;
	*triple = (struct ph_triple){
		.modules = length / module / (across ? M_SQRT2 : 1) + 7,
		.likeness = fmin(a->likeness, b->likeness),
		.strangeness = PAIR_STRANGENESS
			       + (across ? M_SQRT2 - skew : skew)
			       + find_doubt(a) + find_doubt(b),
	};
	if (across) {
		triple->finder[PH_TOP_RIGHT] = a;
		triple->finder[PH_BOTTOM_LEFT] = b;
		triple->row =
			(struct ph_point){ (d.y - d.x) / 2, (-d.x - d.y) / 2 };
	} else {
		triple->finder[PH_TOP_LEFT] = a;
		triple->finder[way ? PH_BOTTOM_LEFT : PH_TOP_RIGHT] = b;
		triple->row = way ? (struct ph_point){ d.y, -d.x } : d;
	}
	triple->column = (struct ph_point){ -triple->row.y, triple->row.x };
	return true;
}

static bool add_pairs(struct ph_triples *triples, struct ph_finder *from,
	struct ph_finder **near, size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (int way = 0; way < 3; way++) {
			struct ph_triple triple, *kept;

			if (!judge_pair(&triple, from, near[i], way)
				|| triples->list.count == TRIPLES_MOST)
				continue;
			kept = ph_list_push(&triples->list);
			if (!kept)
				return false;
			*kept = triple;
		}
	return true;
}

static int compare(const void *left, const void *right)
{
	const struct ph_triple *a = left, *b = right;

	return (a->strangeness > b->strangeness)
	       - (a->strangeness < b->strangeness);
}

bool ph_triples_make(struct ph_triples *triples, struct ph_finders *finders,
	double likeness, bool pairs)
{
	struct ph_finder *near[NEAR_MOST], *from;

	ph_list_for (from, &finders->list) {
		size_t count =
			from->used || from->likeness < likeness
				? 0
				: find_near(near, finders, from, likeness);

		if (pairs && !add_pairs(triples, from, near, count))
			return false;
		for (size_t i = 0; i < count; i++)
			for (size_t j = 0; j < i; j++) {
				struct ph_triple triple, *kept;

				if (!judge(&triple, from, near[i], near[j])
					|| triples->list.count == TRIPLES_MOST)
					continue;
				kept = ph_list_push(&triples->list);
				if (!kept)
					return false;
				*kept = triple;
			}
	}
	if (triples->list.count)
		qsort(triples->list.at, triples->list.count,
			sizeof(*triples->list.at), compare);
	return true;
}
