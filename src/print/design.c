/* SPDX-License-Identifier: MIT */
/* A composed form with all the text on it that no dossier changes. */
#include "print_internal.h"

#include <phieu/list.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

void ph_design_release(struct ph_design *design)
{
	for (size_t i = 0; design->fixed && i < design->form.count; i++)
		g_clear_object(&design->fixed[i]);
	free(design->fixed);
	ph_form_release(&design->form);
	*design = (struct ph_design){ 0 };
}

/* An option stands beside its box or under it. */
static bool is_below(
	const struct ph_form *form, const struct ph_form_item *option)
{
	for (size_t i = 0; i < form->count; i++) {
		const struct ph_form_item *box = &form->items[i];
		char value[2 * PH_FORM_VALUE_SIZE];

		if (box->kind != PH_FORM_BOX)
			continue;
		snprintf(value, sizeof(value), "%s %s", box->field, box->value);
		if (strcmp(value, option->value) == 0)
			return option->x < box->x + box->w;
	}
	return false;
}

const struct ph_style *ph_design_style(
	const struct ph_form *form, const struct ph_form_item *item)
{
	if (strcmp(item->field, "option") == 0 && is_below(form, item))
		return ph_style_find("option-below");
	return ph_style_find(item->field);
}

/* All questions are set in one size, and so are all options: that which fits
 * the longest. Texts of other cells stand alone. */
struct setting {
	struct ph_design *design;
	struct ph_type *type;
	struct ph_text *texts; /* one an item */
};

static bool is_group(const char *field)
{
	return strcmp(field, "question") == 0 || strcmp(field, "option") == 0;
}

static double fit(const struct setting *set, size_t i, struct ph_error *err)
{
	const struct ph_form_item *cell = &set->design->form.items[i];
	const char *text = ph_text_get(&set->texts[i]);
	double points = ph_type_fit(set->type,
		ph_design_style(&set->design->form, cell), text, cell->w,
		cell->h);

	if (points <= 0)
		ph_error_set(err, PH_CONFIG,
			"form %s: the text «%s» does not fit its place of %.0f "
			"× %.0f mm, or has letters that the font lacks: "
			"shorten it",
			set->design->form.id, text, cell->w, cell->h);
	return points;
}

/* 0: one of them does not fit. */
static double fit_group(
	const struct setting *set, const char *field, struct ph_error *err)
{
	const struct ph_form *form = &set->design->form;
	double least = 100;

	for (size_t i = 0; i < form->count && least > 0; i++)
		if (set->texts[i].length
			&& strcmp(form->items[i].field, field) == 0)
			least = fmin(least, fit(set, i, err));
	return least;
}

static bool set_texts(const struct setting *set, struct ph_error *err)
{
	struct ph_design *design = set->design;
	const struct ph_form *form = &design->form;
	double question = fit_group(set, "question", err);
	double option = question > 0 ? fit_group(set, "option", err) : 0;

	for (size_t i = 0; option > 0 && i < form->count; i++) {
		const struct ph_form_item *cell = &form->items[i];
		double points;

		if (!set->texts[i].length)
			continue;
		points = !is_group(cell->field)  ? fit(set, i, err)
			 : cell->field[0] == 'q' ? question
						 : option;
		if (points <= 0)
			return false;
		design->fixed[i] =
			ph_type_set(set->type, ph_design_style(form, cell),
				ph_text_get(&set->texts[i]), cell->w, points);
	}
	return option > 0;
}

static bool make_texts(const struct setting *set, const struct ph_print *print,
	struct ph_error *err)
{
	const struct ph_form *form = &set->design->form;

	for (size_t i = 0; i < form->count; i++)
		if (form->items[i].kind == PH_FORM_TEXT
			&& !ph_words_fixed(&set->texts[i], print,
				&form->items[i], set->design->checksum))
			return ph_error_memory(err);
	return set_texts(set, err);
}

bool ph_design_make(struct ph_design *design, struct ph_type *type,
	const struct ph_print *print, unsigned slot, bool coded,
	struct ph_error *err)
{
	struct ph_print_questions questions;
	struct setting set = { design, type, NULL };
	bool fine;

	ph_print_ask(&questions, print->rules, print->form);
	if (!ph_form_compose(&design->form, print->form, questions.at,
		    questions.count, slot, coded, err))
		return false;
	design->checksum = ph_form_checksum(&design->form);
	design->fixed = ph_alloc(design->form.count, sizeof(*design->fixed));
	set.texts = ph_alloc(design->form.count, sizeof(*set.texts));
	fine = design->fixed && set.texts ? make_texts(&set, print, err)
					  : ph_error_memory(err);
	for (size_t i = 0; set.texts && i < design->form.count; i++)
		ph_text_release(&set.texts[i]);
	free(set.texts);
	design->made = fine;
	return fine;
}
