/* SPDX-License-Identifier: MIT */
#include "marks.h"

#include <math.h>

/* What is taken as sure: the target is one wrong mark in 20,000. */
static const double sure = 0.995;
static const double alike_share = 1.35, unlike_most = 0.9;

/* What a question may say, with its probability. */
struct outcomes {
	double blank, multiple;
	double unclear; /* blackened boxes alone: which is meant? */
	double answer[PH_CHOICES_MAX];
};

/* Boxes are taken as independent. A blackened box is withdrawn beside a mark,
 * but is itself the answer where nothing else stands. */
static struct outcomes weigh(
	const struct ph_choices *choices, const struct ph_chance *chances)
{
	struct outcomes out = { .blank = 1 };
	double unmarked = 1, alone = 0, known = 0;

	for (size_t i = 0; i < choices->count; i++) {
		const struct ph_chance *box = &chances[choices->at[i]];
		double others = 1, clear = 1;

		for (size_t j = 0; j < choices->count; j++) {
			const struct ph_chance *other =
				&chances[choices->at[j]];

			if (i == j)
				continue;
			others *= other->empty + other->full;
			clear *= other->empty;
		}
		out.answer[i] = box->mark * others + box->full * clear;
		alone += box->full * clear;
		known += out.answer[i];
		out.blank *= box->empty;
		unmarked *= box->empty + box->full;
	}
	out.unclear = fmax(unmarked - out.blank - alone, 0);
	out.multiple = fmax(1 - known - out.blank - out.unclear, 0);
	return out;
}

/* A mark that missed its box: a question that seems blank is not surely so. */
static double beside(
	const struct ph_choices *choices, const struct ph_chance *chances)
{
	double none = 1;

	for (size_t i = 0; i < choices->count; i++)
		none *= 1 - chances[choices->at[i]].beside;
	return 1 - none;
}

/* Two standing marks are of one hand: alike. One that has much more ink than
 * the other may be struck out. Of 15 struck-out marks 13 are doubtful with this
 * rule, 12 without; of 25 pairs, which need a person anyway, 6 and 1. */
static bool are_alike(const struct ph_choices *choices,
	const struct ph_chance *chances, const struct ph_box_seen *boxes)
{
	double most = 0, least = INFINITY;

	for (size_t i = 0; i < choices->count; i++) {
		double ink = boxes[choices->at[i]].ink;

		if (chances[choices->at[i]].empty > 0.5)
			continue;
		most = fmax(most, ink);
		least = fmin(least, ink);
	}
	return most <= alike_share * least;
}

static int8_t points_of(const struct ph_box_seen *box)
{
	int8_t points;

	if (!ph_answer_parse(
		    box->item->value, strlen(box->item->value), &points)
		|| points < 0)
		return PH_DOUBTFUL;
	return points;
}

void ph_mark_decide(struct ph_mark *mark, const struct ph_choices *choices,
	const struct ph_chance *chances, const struct ph_box_seen *boxes)
{
	struct outcomes out = weigh(choices, chances);
	double best = out.blank * (1 - beside(choices, chances));
	size_t chosen = choices->count;

	mark->guess = PH_BLANK;
	if (out.multiple > best) {
		best = out.multiple;
		mark->guess = PH_MULTIPLE;
	}
	for (size_t i = 0; i < choices->count; i++)
		if (out.answer[i] > best) {
			best = out.answer[i];
			chosen = i;
			mark->guess = points_of(&boxes[choices->at[i]]);
		}
	if (mark->guess == PH_MULTIPLE && !are_alike(choices, chances, boxes))
		best = fmin(best, unlike_most);
	mark->confidence = (float)fmin(best, 1);
	mark->answer = best >= sure ? mark->guess : PH_DOUBTFUL;
	for (size_t i = 0; chosen < choices->count && i < choices->count; i++)
		mark->withdrawn |=
			i != chosen && chances[choices->at[i]].full > 0.5;
}
