/* SPDX-License-Identifier: MIT */
/* The questions: rows one below the other, their boxes in common columns. */
#include "compose.h"

#include <math.h>
#include <stdio.h>

enum {
	COLUMNS_MAX = 16,
};

/* Millimetres. Rows of boxes must lie 10 apart; text needs more. */
static const double pitch_least = 14.5;
static const double beside_least = 22; /* a column with text by its box */
static const double below_least = 15;  /* a column with text under it */

static size_t columns_of(const struct plan *plan)
{
	size_t most = 1;

	for (size_t i = 0; i < plan->count; i++)
		if (plan->questions[i].options > most)
			most = plan->questions[i].options;
	return most;
}

/* Rows as high as there is room, but not so high that they fall apart; what is
 * left over goes to the remarks. */
static bool share_height(struct plan *plan, struct ph_error *err)
{
	double u = plan->grow, room = plan->bottom - plan->top;
	double remarks = plan->from->remarks ? 20 * u : 0;

	plan->pitch = fmin((room - remarks) / (double)plan->count, 28 * u);
	if (plan->pitch < pitch_least)
		return ph_error_set(err, PH_CONFIG,
			"form %s: %zu questions do not fit: there is room for "
			"%d",
			plan->from->id, plan->count,
			(int)fmax(0, (room - remarks) / pitch_least));
	if (plan->from->remarks) {
		plan->bottom = plan->top + plan->pitch * (double)plan->count;
		plan->remarks =
			fmin(room - plan->pitch * (double)plan->count, 90 * u);
	}
	return true;
}

static bool share_width(struct plan *plan, struct ph_error *err)
{
	double span = plan->right - plan->left;

	plan->columns = columns_of(plan);
	plan->column = span / (double)plan->columns;
	plan->below = plan->column < 30
		      && (plan->pitch >= 23 || plan->column < beside_least);
	if (plan->columns <= COLUMNS_MAX && plan->column >= below_least
		&& (!plan->below || plan->pitch >= 20))
		return true;
	return ph_error_set(err, PH_CONFIG,
		"form %s: a question with %zu options does not fit: there is "
		"room for %d",
		plan->from->id, plan->columns,
		(int)(span / (plan->pitch >= 20 ? below_least : beside_least)));
}

static void add_box(struct plan *plan, const struct ph_question *q, size_t i,
	double x, double y)
{
	double size = plan->from->box_mm;
	char value[16];

	snprintf(value, sizeof(value), "%d", q->points[i]);
	plan_add(plan, PH_FORM_BOX, q->field, value, AT(x, y, size, size));
}

static void add_option(struct plan *plan, const struct ph_question *q, size_t i,
	const double at[4])
{
	char value[PH_FORM_VALUE_SIZE];

	snprintf(value, sizeof(value), "%s %d", q->field, q->points[i]);
	plan_text(plan, "option", value, at);
}

/* Fewer options than columns take every second or third column. */
static double column_of(
	const struct plan *plan, const struct ph_question *q, size_t i)
{
	size_t step = plan->columns / q->options;

	return plan->left + plan->column * (double)(i * step);
}

/* `y` to `y + h`: where boxes and options go, the question's cell above. */
static void add_options_beside(
	struct plan *plan, const struct ph_question *q, double y, double h)
{
	double size = plan->from->box_mm;
	double step = plan->column * (double)(plan->columns / q->options);
	double gap = plan->column < 30 ? 1.8 : 2.4;

	h = fmin(h, 13 * plan->grow);
	for (size_t i = 0; i < q->options; i++) {
		double x = column_of(plan, q, i) + 0.5;

		add_box(plan, q, i, x, y + (h - size) / 2);
		add_option(plan, q, i,
			AT(x + size + gap, y, step - size - gap - 3, h));
	}
}

static void add_options_below(
	struct plan *plan, const struct ph_question *q, double y, double h)
{
	double size = plan->from->box_mm, under = size + box_clear + 0.3;

	h = fmin(h, size + 13 * plan->grow);
	for (size_t i = 0; i < q->options; i++) {
		double x = column_of(plan, q, i);

		add_box(plan, q, i, x + (plan->column - size) / 2, y);
		add_option(plan, q, i,
			AT(x + 0.75, y + under, plan->column - 1.5, h - under));
	}
}

static void add_question(struct plan *plan, size_t i)
{
	const struct ph_question *q = &plan->questions[i];
	double y = plan->top + plan->pitch * (double)i;
	double h = plan->pitch - plan_clamp(0.1 * plan->pitch, 1.5, 3);
	double size = plan->from->box_mm;
	double tall =
		plan_clamp((plan->below ? 0.3 : 0.4) * h, 4.5, 10 * plan->grow);
	double gap = plan->below ? box_clear + 0.3 : 1;
	double index = 14 * plan->grow;

	/* no box nearer than box_clear to the question above it */
	if (!plan->below)
		tall = fmin(tall, h - size - 2 * (box_clear - gap) - gap);
	plan_text(plan, "question", q->field,
		AT(plan->left, y, plan->right - plan->left - index - 2, tall));
	plan_text(plan, "index", q->field,
		AT(plan->right - index, y, index, tall));
	if (plan->below)
		add_options_below(plan, q, y + tall + gap, h - tall - gap);
	else
		add_options_beside(plan, q, y + tall + gap, h - tall - gap);
}

bool plan_share(struct plan *plan, struct ph_error *err)
{
	return share_height(plan, err) && share_width(plan, err);
}

void plan_questions(struct plan *plan)
{
	for (size_t i = 0; i < plan->count; i++)
		add_question(plan, i);
}
