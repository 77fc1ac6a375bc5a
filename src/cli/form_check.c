/* SPDX-License-Identifier: MIT */
/* phieu form check. */
#include "form_files.h"
#include "form_learn.h"
#include "form_sets.h"
#include "tag_groups.h"

#include <phieu/record.h>

#include <math.h>
#include <string.h>

/* ---- against the rule set ---- */

enum {
	KIND,
	FIELD,
	VALUE,
	COLUMNS
};

static const struct ph_column columns[COLUMNS] = {
	[KIND] = { "kind", true },
	[FIELD] = { "field", true },
	[VALUE] = { "value", true },
};

struct checking {
	struct context *ctx;
	struct ph_table *table;
	const struct ph_row *row;
	int at[COLUMNS];
};

/* Points of a text that ph_form_load has taken, or of one digit. */
static int read_points(const char *text, size_t length)
{
	int points = 0;

	for (size_t i = 0; i < length && i < 3; i++)
		points = points * 10 + (text[i] - '0');
	return points;
}

static void check_points(const struct checking *in,
	const struct ph_criterion *criterion, const char *text, size_t length)
{
	if (strspn(text, "0123456789") < length || !length
		|| ph_criterion_option(criterion, read_points(text, length)))
		return; /* what is no number was told when it was loaded */
	ph_row_fault(in->table, in->row, in->at[VALUE], &in->ctx->faults,
		"«%.*s»: %s gives no such points to %s", (int)length, text,
		in->ctx->rules->id, criterion->id);
}

static void check_row(const struct checking *in)
{
	const char *kind = ph_row_get(in->row, in->at[KIND]);
	const char *field = ph_row_get(in->row, in->at[FIELD]);
	const char *value = ph_row_get(in->row, in->at[VALUE]);
	const struct ph_rules *rules = in->ctx->rules;
	const struct ph_criterion *criterion = ph_rules_criterion(rules, field);
	bool digit = strcmp(kind, "digit") == 0;

	if ((!digit && strcmp(kind, "box") != 0) || !*field)
		return;
	if (!criterion || criterion->field < 0)
		ph_row_fault(in->table, in->row, in->at[FIELD],
			&in->ctx->faults,
			"«%s» is no question of %s that a form asks", field,
			rules->id);
	else if (digit)
		for (; *value; value++)
			check_points(in, criterion, value, 1);
	else
		check_points(in, criterion, value, strlen(value));
}

static bool check_rows(
	struct context *ctx, const char *folder, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text path = { 0 };
	PH_AUTO(ph_table_close) struct ph_table *table = NULL;
	struct checking in = { .ctx = ctx };
	PH_AUTO(ph_faults_release) struct ph_faults again;
	struct ph_row row;

	ph_faults_init(&again, "");
	if (!ph_text_appendf(&path, "%s/layout.csv", folder))
		return ph_error_memory(err);
	ctx->faults.file = ph_text_get(&path);
	/* Its own faults were told when it was loaded. */
	if (!ph_table_open(&table, ph_text_get(&path), &again, err))
		return false;
	in.table = table;
	in.row = &row;
	ph_table_bind(table, columns, COLUMNS, NULL, in.at, NULL, &again);
	while (ph_table_next(table, &row, &again))
		check_row(&in);
	ctx->faults.file = "";
	return true;
}

/* ---- in itself ---- */

static bool overlap(const struct ph_form_item *a, const struct ph_form_item *b)
{
	double w = fmin(a->x + a->w, b->x + b->w) - fmax(a->x, b->x);
	double h = fmin(a->y + a->h, b->y + b->h) - fmax(a->y, b->y);

	return w > 0 && h > 0 && w * h > 0.3 * fmin(a->w * a->h, b->w * b->h);
}

static void check_places(
	struct context *ctx, const char *folder, const struct ph_form *form)
{
	ctx->faults.file = folder;
	for (size_t i = 0; i < form->count; i++)
		for (size_t k = 0; form_is_answer(&form->items[i]) && k < i;
			k++)
			if (form_is_answer(&form->items[k])
				&& overlap(&form->items[i], &form->items[k]))
				ph_faults_add(&ctx->faults, 0, 0,
					"the box for %s «%s» lies over that "
					"for %s «%s»",
					form->items[i].field,
					form->items[i].value,
					form->items[k].field,
					form->items[k].value);
	if (!form_count_of(form).fields)
		ph_faults_add(&ctx->faults, 0, 0,
			"layout.csv has no row of kind box or digit");
	if (form_count_of(form).fields > PH_FORM_FIELDS_MAX)
		ph_faults_add(&ctx->faults, 0, 0, "more than %d questions",
			PH_FORM_FIELDS_MAX);
	ctx->faults.file = "";
}

/* What need not be wrong. */
static void tell_oddities(struct context *ctx, const struct ph_form *form)
{
	const struct ph_fields *fields = &ctx->rules->fields;

	for (size_t i = 0; i < fields->count; i++)
		if (!ph_form_find(form, PH_FORM_BOX, fields->id[i])
			&& !ph_form_find(form, PH_FORM_DIGIT, fields->id[i]))
			console_tell(&ctx->console,
				"note: %s of %s is not asked", fields->id[i],
				ctx->rules->id);
	for (size_t i = 0; i < form->count; i++) {
		const struct ph_form_item *box = &form->items[i];
		size_t alone = 1;

		for (size_t k = 0; k < form->count; k++)
			if (k != i
				&& strcmp(form->items[k].field, box->field)
					   == 0)
				alone = 0;
		if (box->kind == PH_FORM_BOX && alone)
			console_tell(&ctx->console,
				"note: %s has one box alone", box->field);
	}
	if (!ph_form_find(form, PH_FORM_QR, NULL)
		&& !ph_form_find(form, PH_FORM_BARCODE, NULL)
		&& !ph_form_find(form, PH_FORM_ANCHOR, NULL))
		console_tell(&ctx->console,
			"note: no code and no corner tag: photographs are "
			"laid straight by the printed lines alone");
}

/* A template is printed by phieu; its questions are the rule set's own. */
static bool check_template(
	struct context *ctx, const char *folder, struct ph_error *err)
{
	struct ph_template template;

	if (!ph_template_load(&template, folder, &ctx->faults, err)
		|| !tag_groups_check(ctx, &template, err))
		return false;
	console_tell(&ctx->console,
		"%s: sound: a template, which 'phieu print --form %s' prints",
		folder, template.id);
	return true;
}

static bool check_learned(
	struct context *ctx, const char *folder, struct ph_error *err)
{
	PH_AUTO(ph_form_release) struct ph_form form = { 0 };
	PH_AUTO(ph_image_release) struct ph_image blank = { 0 };
	struct form_count count;

	/* The rule set first: its own faults are told apart from these. */
	if (!form_load_rules(ctx, err)
		|| !form_files_load(ctx, folder, &form, &blank, err)
		|| !check_rows(ctx, folder, err))
		return false;
	check_places(ctx, folder, &form);
	if (!ph_faults_none(&ctx->faults, err))
		return false;
	count = form_count_of(&form);
	console_tell(&ctx->console,
		"%s: sound: %zu questions, %zu boxes, %zu digit cells, %zu "
		"codes",
		folder, count.fields, count.boxes, count.digits, count.codes);
	tell_oddities(ctx, &form);
	return true;
}

bool form_check(struct context *ctx, const char *name, struct ph_error *err)
{
	PH_AUTO(form_set_release) struct form_set set = { 0 };

	if (!form_set_find(&set, ctx, name, err))
		return false;
	return set.composed ? check_template(ctx, set.folder, err)
			    : check_learned(ctx, set.folder, err);
}
