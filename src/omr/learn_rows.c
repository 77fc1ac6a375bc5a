/* SPDX-License-Identifier: MIT */
/*
 * Rows, columns and reading order of the outlines that were found, and which
 * of them can be for a tick or a digit.
 */
#include "learn_internal.h"

#include <math.h>
#include <string.h>

/* Millimetres, of the outer edge. */
static const double box_least = 2.3, box_most = 12.5;
static const double cell_width_most = 42, cell_height_most = 22;
static const double digit_width_least = 8, digit_height_least = 4;
static const double lone_digit_least = 6; /* when digits were asked for */
static const double aligned = 0.8;        /* of a column's left edges */

enum {
	DROPPED = PH_FORM_KINDS
};

void ph_outlines_release(struct ph_outlines *outlines)
{
	ph_list_release(&outlines->list);
}

static double middle_of(const struct ph_outline *box)
{
	return box->y + box->h / 2;
}

static int by_height(const void *a, const void *b)
{
	double left = middle_of(a), right = middle_of(b);

	return (left > right) - (left < right);
}

static int by_reading(const void *a, const void *b)
{
	const struct ph_outline *left = a, *right = b;

	if (left->row != right->row)
		return left->row > right->row ? 1 : -1;
	return (left->x > right->x) - (left->x < right->x);
}

static bool is_small(const struct ph_outline *box)
{
	return box->w <= box_most && box->h <= box_most;
}

static bool same_size(const struct ph_outline *a, const struct ph_outline *b)
{
	return fabs(a->w - b->w) <= 0.12 * fmax(a->w, b->w) + 0.2
	       && fabs(a->h - b->h) <= 0.12 * fmax(a->h, b->h) + 0.2;
}

static bool same_column(const struct ph_outline *a, const struct ph_outline *b)
{
	return fabs(a->x - b->x) <= aligned && fabs(a->w - b->w) <= aligned;
}

static void drop_dropped(struct ph_outlines *outlines)
{
	size_t kept = 0;

	for (size_t i = 0; i < outlines->list.count; i++)
		if (outlines->list.at[i].kind != (enum ph_form_kind)DROPPED)
			outlines->list.at[kept++] = outlines->list.at[i];
	outlines->list.count = kept;
}

/* In one row when the middles are nearer than 0.4 of the lower box. */
static void find_rows(struct ph_outlines *outlines)
{
	struct ph_outline *at = outlines->list.at;
	double sum = 0, height = 0;
	unsigned row = 0, count = 0;

	if (!outlines->list.count)
		return;
	qsort(at, outlines->list.count, sizeof(*at), by_height);
	for (size_t i = 0; i < outlines->list.count; i++) {
		double mid = middle_of(&at[i]);

		if (!row || mid - sum / count > 0.4 * fmin(height, at[i].h)) {
			row++;
			sum = count = 0;
			height = at[i].h;
		}
		sum += mid;
		count++;
		height = fmin(height, at[i].h);
		at[i].row = row;
	}
	qsort(at, outlines->list.count, sizeof(*at), by_reading);
}

/* How many others of the list stand for it in its row, or in its column. */
static unsigned count_peers(
	const struct ph_outlines *in, const struct ph_outline *box, bool across)
{
	const struct ph_outline *other;
	unsigned count = 0;

	ph_list_for (other, &in->list) {
		if (other == box)
			continue;
		if (across)
			count +=
				other->row == box->row && same_size(other, box);
		else
			count += other->row != box->row
				 && same_column(other, box);
	}
	return count;
}

static bool is_alone(const struct ph_outlines *in, const struct ph_outline *box)
{
	const struct ph_outline *other;

	ph_list_for (other, &in->list) {
		/* A wider cell beside it is for remarks. */
		if (other != box && other->row == box->row
			&& other->w < 1.3 * box->w)
			return false;
	}
	return true;
}

static bool is_digit(const struct ph_outlines *in, const struct ph_outline *box,
	const struct ph_learn_wish *wish)
{
	if (!is_alone(in, box) || box->h < digit_height_least)
		return false;
	if (wish->digits && box->w >= lone_digit_least)
		return true;
	return box->attached && box->w >= digit_width_least
	       && count_peers(in, box, false) > 0;
}

static enum ph_form_kind judge(const struct ph_outlines *in,
	const struct ph_outline *box, const struct ph_learn_wish *wish)
{
	bool beside = count_peers(in, box, true) > 0;

	if (is_digit(in, box, wish))
		return PH_FORM_DIGIT;
	if (!is_small(box))
		return wish->cells && beside ? PH_FORM_BOX
					     : (enum ph_form_kind)DROPPED;
	/* One empty cell of a table, with none like it, is a table's. */
	if (box->attached && !beside && !count_peers(in, box, false))
		return (enum ph_form_kind)DROPPED;
	return PH_FORM_BOX;
}

static void drop_odd_sizes(struct ph_outlines *outlines)
{
	struct ph_outline *box;

	ph_list_for (box, &outlines->list) {
		bool fits = box->w >= box_least && box->h >= box_least
			    && box->w <= cell_width_most
			    && box->h <= cell_height_most;

		box->kind = fits && (is_small(box) || box->attached)
				    ? PH_FORM_BOX
				    : (enum ph_form_kind)DROPPED;
	}
	drop_dropped(outlines);
}

/* Does the next question begin at i? */
static bool begins(const struct ph_outline *at, size_t i, double pitch)
{
	return !same_column(&at[i], &at[i - 1])
	       || at[i].y - at[i - 1].y > 1.5 * pitch;
}

/* The smallest step down a column; 0: boxes stand side by side somewhere. */
static double find_pitch(const struct ph_outline *at, size_t count)
{
	double pitch = HUGE_VAL;

	for (size_t i = 1; i < count; i++) {
		if (at[i].row == at[i - 1].row || at[i].kind != PH_FORM_BOX)
			return 0;
		if (same_column(&at[i], &at[i - 1]))
			pitch = fmin(pitch, at[i].y - at[i - 1].y);
	}
	return pitch;
}

/*
 * Options that stand below each other, one a row: a wider gap begins the next
 * question. Only when that is the whole form's manner: at least two questions,
 * each of two boxes and more.
 */
static void join_columns(struct ph_outlines *outlines)
{
	struct ph_outline *at = outlines->list.at;
	size_t count = outlines->list.count, run = 1, groups = 1;
	double pitch = find_pitch(at, count);
	unsigned row = 1;

	for (size_t i = 1; i < count; i++, run++) {
		if (!begins(at, i, pitch))
			continue;
		if (run < 2)
			return;
		groups++;
		run = 0;
	}
	if (pitch <= 0 || groups < 2 || run < 2)
		return;
	for (size_t i = 0; i < count; i++) {
		/* Rows are told by places alone, which do not change. */
		row += i && begins(at, i, pitch);
		at[i].row = row;
	}
}

void ph_outlines_arrange(
	struct ph_outlines *outlines, const struct ph_learn_wish *wish)
{
	struct ph_outline *box;

	drop_odd_sizes(outlines);
	find_rows(outlines);
	ph_list_for (box, &outlines->list)
		box->kind = judge(outlines, box, wish);
	drop_dropped(outlines);
	find_rows(outlines);
	join_columns(outlines);
}
