/* SPDX-License-Identifier: MIT */
#include "papers.h"

#include "form_sets.h"

#include <sys/stat.h>

#include <string.h>

void papers_form_destroy(struct papers_form *form)
{
	if (!form)
		return;
	ph_paper_destroy(form->paper);
	ph_image_release(&form->blank);
	ph_form_release(&form->form);
	free(form);
}

void papers_release(struct papers *papers)
{
	struct papers_form **form;

	ph_list_for (form, &papers->forms)
		papers_form_destroy(*form);
	ph_list_release(&papers->forms);
	ph_list_release(&papers->list);
}

/* ---- questions ---- */

static bool is_answer(const struct ph_form_item *item)
{
	return item->kind == PH_FORM_BOX || item->kind == PH_FORM_DIGIT;
}

/* Names that stand in the header of every table of records. */
static bool is_column(const char *field)
{
	return word_among(field,
		"photo|page|sha256|form|code|code_from|status|reason|seen|"
		"detail|part|marks|place|date|box|officer|serial");
}

static bool add_field(struct papers *papers, const struct ph_form *form,
	const char *field, struct ph_error *err)
{
	struct ph_fields *fields = &papers->fields;

	if (ph_fields_find(fields, field) >= 0)
		return true;
	if (is_column(field))
		return ph_error_set(err, PH_CONFIG,
			"form %s: a question cannot be called %s: that is a "
			"column of every record",
			form->id, field);
	if (fields->count == PH_FORM_FIELDS_MAX)
		return ph_error_set(err, PH_CONFIG,
			"form %s: more than %d questions in all", form->id,
			PH_FORM_FIELDS_MAX);
	memcpy(fields->id[fields->count++], field, strlen(field) + 1);
	return true;
}

static bool add_fields(
	struct papers *papers, const struct ph_form *form, struct ph_error *err)
{
	for (size_t i = 0; i < form->count; i++)
		if (is_answer(&form->items[i])
			&& !add_field(papers, form, form->items[i].field, err))
			return false;
	return true;
}

/* The points of a box, or the digits of a cell, against the rule set's
 * options. */
static bool fits(
	const struct ph_criterion *criterion, const struct ph_form_item *item)
{
	int8_t points;

	if (item->kind == PH_FORM_BOX)
		return ph_answer_parse(
			       item->value, strlen(item->value), &points)
		       && ph_criterion_option(criterion, points);
	for (const char *digit = item->value; *digit; digit++)
		if (!ph_criterion_option(criterion, *digit - '0'))
			return false;
	return true;
}

bool papers_check_points(const struct ph_rules *rules,
	const struct ph_form *form, struct ph_error *err)
{
	size_t known = 0;

	for (size_t i = 0; i < form->count; i++) {
		const struct ph_form_item *item = &form->items[i];
		const struct ph_criterion *criterion =
			is_answer(item) ? ph_rules_criterion(rules, item->field)
					: NULL;

		if (!criterion || criterion->field < 0)
			continue;
		known++;
		if (!fits(criterion, item))
			return ph_error_set(err, PH_CONFIG,
				"form %s: %s «%s»: rule set %s gives no such "
				"points",
				form->id, item->field, item->value, rules->id);
	}
	return known
	       || ph_error_set(err, PH_CONFIG,
		       "form %s asks no question of rule set %s: its layout "
		       "names them in the column field",
		       form->id, rules->id);
}

/* ---- finding ---- */

static bool is_file(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

static bool is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static bool add_set(struct papers *papers, struct context *ctx,
	const struct form_set *set, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text path = { 0 };

	if (set->composed)
		return papers_add_composed(papers, ctx, set->folder, err);
	return ph_text_appendf(&path, "%s/layout.csv", set->folder)
		       ? papers_add_layout(
			       papers, ctx, ph_text_get(&path), set->id, err)
		       : ph_error_memory(err);
}

/* A layout's own name: of its folder, or of the file. */
static bool add_file(struct papers *papers, struct context *ctx,
	const char *path, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text id = { 0 };
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	size_t length = strcspn(name, ".");

	if (slash && strcmp(name, "layout.csv") == 0) {
		for (name = slash; name > path && name[-1] != '/';)
			name--;
		length = (size_t)(slash - name);
	}
	return ph_text_append(&id, name, length) ? papers_add_layout(
		       papers, ctx, path, ph_text_get(&id), err)
						 : ph_error_memory(err);
}

static bool add_named(struct papers *papers, struct context *ctx,
	const char *name, struct ph_error *err)
{
	PH_AUTO(form_set_release) struct form_set set = { 0 };
	PH_AUTO(ph_text_release) struct ph_text folder = { 0 };

	if (is_file(name))
		return add_file(papers, ctx, name, err);
	if (!strchr(name, '/') && is_folder(name)) {
		if (!ph_text_appendf(&folder, "./%s", name))
			return ph_error_memory(err);
		name = ph_text_get(&folder);
	}
	return form_set_find(&set, ctx, name, err)
	       && add_set(papers, ctx, &set, err);
}

/* What nobody asked for by name need not be sound. */
static bool add_all(
	struct papers *papers, struct context *ctx, struct ph_error *err)
{
	PH_AUTO(form_sets_release) struct form_sets sets = { 0 };
	const struct form_set *set;

	if (!form_sets_find(&sets, ctx, err))
		return false;
	ph_list_for (set, &sets.list) {
		struct ph_error why;

		papers->rivals = false;
		if (add_set(papers, ctx, set, &why))
			continue;
		if (why.code == PH_BUG) {
			*err = why;
			return false;
		}
		ph_log(&ctx->console.log,
			papers->rivals ? PH_LOG_NOTE : PH_LOG_DEBUG,
			"form %s is not looked for: %s", set->id, why.text);
	}
	return true;
}

bool papers_load(struct papers *papers, struct context *ctx,
	const struct option_list *names, bool counted, struct ph_error *err)
{
	struct papers_form **form;

	papers->named = names->count > 0;
	for (size_t i = 0; i < names->count; i++)
		if (!add_named(papers, ctx, names->at[i], err))
			return false;
	if (!papers->named)
		return add_all(papers, ctx, err);
	ph_list_for (form, &papers->forms) {
		if (!add_fields(papers, &(*form)->form, err)
			|| (counted
				&& !papers_check_points(
					ctx->rules, &(*form)->form, err)))
			return false;
	}
	return true;
}

void papers_set_up(const struct papers *papers, struct ph_scan *scan)
{
	scan->forms = papers->list.at;
	scan->form_count = papers->list.count;
	scan->asked = papers->named;
}
