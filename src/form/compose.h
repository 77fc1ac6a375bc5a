/* SPDX-License-Identifier: MIT */
/* A form being composed; what compose.c and compose_questions.c share. */
#ifndef PHIEU_FORM_COMPOSE_H
#define PHIEU_FORM_COMPOSE_H

#include <phieu/form.h>

/* White around boxes that no print may enter, mm: a mark runs out of its box,
 * and a box that was found a little off must not have letters in it. */
static const double box_clear = 1.5;

/* Millimetres. */
struct plan {
	struct ph_form *form;
	const struct ph_template *from;
	const struct ph_question *questions;
	size_t count;
	bool coded, failed;
	double grow;        /* larger paper has larger type */
	double left, right; /* the margins' inner edges */
	double top, bottom; /* of the questions */
	double remarks;     /* height, under the questions; 0: none */
	size_t columns;
	double column, pitch;
	bool below; /* texts under their boxes, not beside */
};

/* x, y, w, h */
#define AT(x, y, w, h) ((const double[4]){ x, y, w, h })

/* Rounded to tenths; a failure is kept in the plan. */
void plan_add(struct plan *plan, enum ph_form_kind kind, const char *field,
	const char *value, const double at[4]);
void plan_text(struct plan *plan, const char *field, const char *value,
	const double at[4]);
double plan_clamp(double value, double least, double most);

/* Sets columns, pitch, below and remarks; PH_CONFIG when there is not room
 * enough between top and bottom. */
PH_MUST_CHECK bool plan_share(struct plan *plan, struct ph_error *err);
void plan_questions(struct plan *plan);

#endif
