/* SPDX-License-Identifier: MIT */
#include "marks.h"

#include <phieu/list.h>

#include <math.h>

/* What a person should see around the boxes of a question. */
static const double view_mm = 6;
/* A digit cell is empty when that is as sure as any other answer. */
static const double sure_empty = 0.995;

static void choose(struct ph_choices *choices, const struct ph_reading *reading,
	const char *field)
{
	*choices = (struct ph_choices){ 0 };
	for (size_t i = 0; i < reading->box_count; i++)
		if (!strcmp(reading->boxes[i].item->field, field)) {
			if (choices->count < PH_CHOICES_MAX)
				choices->at[choices->count++] = i;
			else
				choices->more = true;
		}
}

/* The text of an option: "field points". */
static bool is_label(const struct ph_form_item *item, const char *field)
{
	size_t length = strlen(field);

	return item->kind == PH_FORM_TEXT && !strcmp(item->field, "option")
	       && !strncmp(item->value, field, length)
	       && item->value[length] == ' ';
}

/* Where to look, within the page. */
static void frame_view(struct ph_mark *mark, const struct ph_choices *choices,
	const struct ph_reading *reading, const struct ph_form *form)
{
	const struct ph_form_item *page = ph_form_page(form);
	double left = INFINITY, top = INFINITY, right = 0, bottom = 0;

	for (size_t i = 0; i < choices->count; i++) {
		const struct ph_form_item *item =
			reading->boxes[choices->at[i]].item;

		left = fmin(left, item->x - view_mm);
		top = fmin(top, item->y - view_mm);
		right = fmax(right, item->x + item->w + view_mm);
		bottom = fmax(bottom, item->y + item->h + view_mm);
	}
	for (size_t i = 0; i < form->count; i++) {
		const struct ph_form_item *item = &form->items[i];

		if (!is_label(item, mark->field))
			continue;
		left = fmin(left, item->x);
		top = fmin(top, item->y);
		right = fmax(right, item->x + item->w);
		bottom = fmax(bottom, item->y + item->h);
	}
	if (page) {
		left = fmax(left, 0);
		top = fmax(top, 0);
		right = fmin(right, page->w);
		bottom = fmin(bottom, page->h);
	}
	mark->x = left;
	mark->y = top;
	mark->w = right - left;
	mark->h = bottom - top;
}

/* A written digit is a person's to read: only an empty cell is sure. */
static void decide_digits(struct ph_mark *mark,
	const struct ph_choices *choices, const struct ph_chance *chances,
	const struct ph_box_seen *boxes)
{
	const char *digits = boxes[choices->at[0]].item->value;
	double empty = 1;

	for (size_t i = 0; i < choices->count; i++)
		empty *= chances[choices->at[i]].empty
			 * (1 - chances[choices->at[i]].beside);
	mark->answer = empty >= sure_empty ? PH_BLANK : PH_DOUBTFUL;
	if (empty >= 0.5 || !*digits) {
		mark->guess = PH_BLANK;
		mark->confidence = (float)empty;
		return;
	}
	mark->guess =
		(int8_t)(*digits >= '0' && *digits <= '9' ? *digits - '0' : 0);
	mark->confidence = (float)((1 - empty) / (double)strlen(digits));
}

static bool is_first(const struct ph_reading *reading, size_t box)
{
	for (size_t i = 0; i < box; i++)
		if (!strcmp(reading->boxes[i].item->field,
			    reading->boxes[box].item->field))
			return false;
	return true;
}

static void decide_all(struct ph_reading *reading,
	const struct ph_chance *chances, const struct ph_form *form)
{
	for (size_t i = 0; i < reading->box_count; i++) {
		const struct ph_form_item *item = reading->boxes[i].item;
		struct ph_choices choices;
		struct ph_mark *mark;

		if (!is_first(reading, i))
			continue;
		mark = &reading->marks[reading->mark_count++];
		snprintf(mark->field, sizeof(mark->field), "%s", item->field);
		choose(&choices, reading, item->field);
		frame_view(mark, &choices, reading, form);
		if (item->kind == PH_FORM_DIGIT)
			decide_digits(mark, &choices, chances, reading->boxes);
		else
			ph_mark_decide(mark, &choices, chances, reading->boxes);
		if (choices.more) /* what was not looked at may be marked */
			mark->answer = PH_DOUBTFUL;
	}
}

/* Kept, so that another threshold needs no second look at the photo. */
static void note(struct ph_box_seen *box, const struct ph_ink *ink,
	const struct ph_chance *chance)
{
	double all = ink->area + ink->foreign;

	box->ink = (float)ink->cover;
	box->depth = (float)ink->depth;
	box->own = all > 0 ? (float)(ink->area / all) : 1;
	box->mark = (float)(chance->mark + chance->full);
	box->full = (float)chance->full;
}

static bool measure(struct ph_ink *inks, struct ph_chance *chances,
	struct ph_canvases *canvases, const struct ph_form *form,
	const struct ph_reading *reading)
{
	if (!ph_rims_find(canvases))
		return false;
	for (size_t i = 0; i < canvases->count; i++)
		if (!ph_strokes_find(&canvases->at[i], canvases->frames,
			    canvases->frame_count, form))
			return false;
	return ph_ink_measure(inks, canvases)
	       && ph_chances_judge(chances, inks, canvases->frames,
		       reading->boxes, reading->box_count);
}

bool ph_marks_read(const struct ph_image *photo,
	const struct ph_placement *placement, struct ph_reading *reading,
	struct ph_error *err)
{
	PH_AUTO(ph_canvases_release) struct ph_canvases canvases = { 0 };
	const struct ph_form *form = ph_paper_form(placement->paper);
	size_t count = reading->box_count;
	struct ph_chance *chances;
	struct ph_ink *inks;
	bool done;

	free(reading->marks);
	reading->mark_count = 0;
	reading->marks = ph_alloc(count ? count : 1, sizeof(*reading->marks));
	if (!reading->marks)
		return ph_error_memory(err);
	if (!count)
		return true;
	if (!ph_canvases_make(&canvases, photo, placement, reading, err))
		return false;
	inks = ph_alloc(count, sizeof(*inks));
	chances = ph_alloc(count, sizeof(*chances));
	done = inks && chances
	       && measure(inks, chances, &canvases, form, reading);
	for (size_t i = 0; done && i < count; i++)
		note(&reading->boxes[i], &inks[i], &chances[i]);
	if (done)
		decide_all(reading, chances, form);
	free(inks);
	free(chances);
	return done || ph_error_memory(err);
}
