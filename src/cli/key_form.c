/* SPDX-License-Identifier: MIT */
/* What is not printed on a form is not keyed: which questions does it ask? */
#include "form_sets.h"
#include "key.h"

#include <phieu/form.h>
#include <phieu/print.h>

#include <string.h>

static bool ask(struct ph_keying *k, const char *field)
{
	int at = ph_fields_find(&k->rules->fields, field);

	if (at < 0)
		return false;
	for (size_t i = 0; i < k->asked_count; i++)
		if (k->asked[i] == at)
			return true;
	k->asked[k->asked_count++] = (uint8_t)at;
	return true;
}

/* "cs1,cs3": keyed in this order. */
static bool ask_fields(
	struct ph_keying *k, const char *fields, struct ph_error *err)
{
	while (*fields) {
		size_t length = strcspn(fields, ",");
		char field[PH_FIELD_SIZE] = "";

		if (length < sizeof(field))
			memcpy(field, fields, length);
		if (!ask(k, field))
			return ph_error_set(err, PH_USAGE,
				"--fields: «%.*s» is no question of rule set "
				"%s: 'phieu rules' lists them",
				(int)length, fields, k->rules->id);
		fields += length + (fields[length] == ',');
	}
	return k->asked_count
	       || ph_error_set(err, PH_USAGE, "--fields: no question in it");
}

static bool load_template(
	struct key_session *s, const struct form_set *set, struct ph_error *err)
{
	struct ph_print_questions asked;
	struct ph_template from;

	if (!ph_template_load(&from, set->folder, &s->ctx->faults, err))
		return false;
	ph_print_ask(&asked, s->ctx->rules, &from);
	for (size_t i = 0; i < asked.count; i++)
		ask(&s->keying, asked.at[i].field);
	return true;
}

static bool load_layout(
	struct key_session *s, const struct form_set *set, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text path = { 0 };
	PH_AUTO(ph_form_release) struct ph_form form = { 0 };

	if (!ph_text_appendf(&path, "%s/layout.csv", set->folder))
		return ph_error_memory(err);
	if (!ph_form_load(&form, ph_text_get(&path), &s->ctx->faults, err))
		return false;
	for (size_t i = 0; i < form.count; i++)
		if (form.items[i].kind == PH_FORM_BOX
			|| form.items[i].kind == PH_FORM_DIGIT)
			ask(&s->keying, form.items[i].field);
	return true;
}

static bool ask_form(
	struct key_session *s, const char *name, struct ph_error *err)
{
	PH_AUTO(form_set_release) struct form_set set = { 0 };

	if (!form_set_find(&set, s->ctx, name, err)
		|| !(set.composed ? load_template(s, &set, err)
				  : load_layout(s, &set, err)))
		return false;
	return s->keying.asked_count
	       || ph_error_set(err, PH_CONFIG,
		       "form %s asks no question of rule set %s: name what is "
		       "keyed with --fields",
		       name, s->ctx->rules->id);
}

bool key_find_asked(struct key_session *s, const char *fields, const char *form,
	struct ph_error *err)
{
	size_t count = ph_draft_count(s->draft);

	s->keying.asked_count = 0;
	if (fields)
		return ask_fields(&s->keying, fields, err);
	if (!form && count) {
		ph_keying_ask_like(
			&s->keying, ph_draft_row(s->draft, count - 1)->answers);
		return true;
	}
	return ask_form(s, form ? form : DEFAULT_FORM, err);
}
