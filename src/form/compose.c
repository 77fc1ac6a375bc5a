/* SPDX-License-Identifier: MIT */
/*
 * From a template and the questions to the places of all that is printed.
 *
 * From the top: the office and the title between the two upper tags; the help
 * beside the QR code; the barcode over the whole width, because a phone reads
 * wide bars farther off; the code; the questions, one below the other, their
 * boxes in common columns; remarks; thanks between the two lower tags.
 * Texts are given cells; print makes them fit. All boxes stand on whole tenths
 * of a millimetre, so that the checksum survives a layout CSV.
 */
#include "compose.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Millimetres. */
static const double edge = 10;     /* trim to tags: printers and hands */
static const double tag_quiet = 3; /* white around a tag, at least 1 cell */
/* A QR code's quiet zone at its coarsest, 4 modules of version 3 (29). */
static const double qr_quiet_share = 4.0 / 29;
static const double cut = 0.5; /* half of what a cut takes */

double ph_template_offset(const struct ph_template *from, unsigned slot)
{
	return slot == 2 ? from->width + cut : 0;
}

double ph_template_sheet_width(const struct ph_template *from)
{
	return from->slots == 2 ? 2 * (from->width + cut) : from->width;
}

static double tenth(double mm)
{
	return round(mm * 10) / 10;
}

void plan_add(struct plan *plan, enum ph_form_kind kind, const char *field,
	const char *value, const double at[4])
{
	struct ph_form_item item = { .page = 1, .slot = 1, .kind = kind };

	snprintf(item.field, sizeof(item.field), "%s", field);
	snprintf(item.value, sizeof(item.value), "%s", value);
	item.x = tenth(at[0]);
	item.y = tenth(at[1]);
	item.w = tenth(at[2]);
	item.h = tenth(at[3]);
	if (!ph_form_add(plan->form, &item))
		plan->failed = true;
}

void plan_text(struct plan *plan, const char *field, const char *value,
	const double at[4])
{
	plan_add(plan, PH_FORM_TEXT, field, value, at);
}

double plan_clamp(double value, double least, double most)
{
	return fmin(fmax(value, least), most);
}

/* ---- all but the questions ---- */

static void add_tags(struct plan *plan, unsigned slot)
{
	static const char *const names[] = { "tl", "tr", "br", "bl" };
	const struct ph_template *from = plan->from;
	double size = from->tag_mm;
	double far_x = from->width - edge - size;
	double far_y = from->height - edge - size;

	for (int i = 0; i < PH_FORM_CORNERS; i++) {
		bool right = i == PH_TOP_RIGHT || i == PH_BOTTOM_RIGHT;
		bool low = i == PH_BOTTOM_RIGHT || i == PH_BOTTOM_LEFT;
		char id[16];

		snprintf(id, sizeof(id), "%u",
			ph_tag_id(from->tag_group, slot, plan->coded, i));
		plan_add(plan, PH_FORM_ANCHOR, names[i], id,
			AT(right ? far_x : edge, low ? far_y : edge, size,
				size));
	}
}

static bool has(const struct plan *plan, enum ph_form_word word)
{
	return plan->from->words[word][0] != '\0';
}

/* The office and the title, between the upper tags. Returns where it ends. */
static double add_title(struct plan *plan)
{
	const struct ph_template *from = plan->from;
	double u = plan->grow, y = edge;
	double x = edge + from->tag_mm + tag_quiet;
	double w = from->width - 2 * x;
	double aside = plan->left + from->qr_mm * (1 + qr_quiet_share) + 1;

	if (has(plan, PH_WORD_HEADING)) {
		plan_text(plan, "office", "", AT(x, y, 0.42 * w, 10 * u));
		plan_text(plan, "heading", "",
			AT(x + 0.45 * w, y, 0.55 * w, 10 * u));
		y += 13 * u;
	} else {
		plan_text(plan, "office", "", AT(x, y, w, 5 * u));
		y += 6 * u;
	}
	plan_text(plan, "title", "", AT(x, y, w, 7.5 * u));
	y += 7.5 * u;
	if (has(plan, PH_WORD_SUBTITLE)) {
		plan_text(plan, "subtitle", "",
			AT(aside, y, from->width - 2 * aside, 5.5 * u));
		y += 5.5 * u;
	}
	return y;
}

/* The QR code on the right, the officer and the help beside it. */
static double add_help(struct plan *plan, double y)
{
	const struct ph_template *from = plan->from;
	double u = plan->grow, size = from->qr_mm;
	double quiet = size * qr_quiet_share;
	double w = plan->right - plan->left - size - quiet - box_clear;
	double line = from->officer ? 6.5 * u : 0;

	y = fmax(y + 1.5 * u, edge + from->tag_mm + quiet + 1.25);
	plan_add(plan, PH_FORM_QR, "", "",
		AT(plan->right - size, y, size, size));
	if (from->officer)
		plan_text(plan, "officer", "", AT(plan->left, y, w, 5.5 * u));
	plan_text(plan, "help", "", AT(plan->left, y + line, w, size - line));
	return y + size + quiet;
}

/* A form without a code has the barcode's place to write one on. */
static double add_code(struct plan *plan, double y)
{
	double u = plan->grow, bars = 9.5 * u, print = 6 * u;
	double x = plan->left, w = plan->right - plan->left;

	y += 0.5 * u;
	if (plan->coded) {
		/* its quiet zones reach into the margins */
		plan_add(plan, PH_FORM_BARCODE, "", "",
			AT(x + 2, y, w - 4, bars));
		plan_text(plan, "code", "", AT(x, y + bars + u, w, print));
	} else {
		plan_text(plan, "code", "", AT(x, y, w, bars + u + print));
	}
	return y + bars + u + print;
}

static void add_foot(struct plan *plan)
{
	const struct ph_template *from = plan->from;
	double x = edge + from->tag_mm + tag_quiet, w = from->width - 2 * x;
	double y = from->height - edge - from->tag_mm;

	if (plan->remarks > 0)
		plan_text(plan, "remarks", "",
			AT(plan->left, plan->bottom, plan->right - plan->left,
				plan->remarks));
	plan_text(plan, "foot", "", AT(x, y, w, from->tag_mm - 3.4));
	plan_text(plan, "version", "", AT(x, y + from->tag_mm - 3.2, w, 3.2));
}

/* ---- the whole ---- */

static bool check(const struct plan *plan, struct ph_error *err)
{
	const struct ph_question *list = plan->questions;

	if (!plan->count)
		return ph_error_set(err, PH_CONFIG,
			"form %s: the rule set asks nothing on it",
			plan->from->id);
	for (size_t i = 0; i < plan->count; i++) {
		if (!list[i].options)
			return ph_error_set(err, PH_CONFIG,
				"form %s: %s has no options", plan->from->id,
				list[i].field);
		for (size_t j = 0; j < i; j++)
			if (strcmp(list[i].field, list[j].field) == 0)
				return ph_error_set(err, PH_CONFIG,
					"form %s: %s stands twice",
					plan->from->id, list[i].field);
	}
	return true;
}

static bool compose(struct plan *plan, unsigned slot, struct ph_error *err)
{
	const struct ph_template *from = plan->from;
	double margin = edge + plan_clamp(0.08 * (from->width - 148), 0, 5);

	plan->grow = plan_clamp(from->width / 148, 0.9, 1.2);
	plan->left = margin;
	plan->right = from->width - margin;
	plan_add(plan, PH_FORM_PAGE, "", "",
		AT(0, 0, from->width, from->height));
	add_tags(plan, slot);
	plan->top = add_code(plan, add_help(plan, add_title(plan)))
		    + 3.5 * plan->grow;
	plan->bottom = from->height - edge - from->tag_mm - tag_quiet;
	if (!plan_share(plan, err))
		return false;
	plan_questions(plan);
	add_foot(plan);
	return !plan->failed || ph_error_memory(err);
}

/* The page, anchors, codes, boxes, then texts, as readers expect them. */
static bool sort_by_kind(struct ph_form *out, const struct ph_form *in)
{
	memcpy(out->id, in->id, sizeof(out->id));
	for (int kind = 0; kind < PH_FORM_KINDS; kind++)
		for (size_t i = 0; i < in->count; i++)
			if ((int)in->items[i].kind == kind
				&& !ph_form_add(out, &in->items[i]))
				return false;
	return true;
}

bool ph_form_compose(struct ph_form *form, const struct ph_template *from,
	const struct ph_question *questions, size_t count, unsigned slot,
	bool coded, struct ph_error *err)
{
	PH_AUTO(ph_form_release) struct ph_form made = { 0 };
	struct ph_form sorted = { 0 };
	struct plan plan = {
		.form = &made,
		.from = from,
		.questions = questions,
		.count = count,
		.coded = coded,
	};

	memcpy(made.id, from->id, sizeof(made.id));
	if (!check(&plan, err) || !compose(&plan, slot, err))
		return false;
	if (!sort_by_kind(&sorted, &made)) {
		ph_form_release(&sorted);
		return ph_error_memory(err);
	}
	ph_form_release(form);
	*form = sorted;
	return true;
}
