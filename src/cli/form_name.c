/* SPDX-License-Identifier: MIT */
/* Names for the questions and points for the boxes of a learned form. */
#include "form_files.h"
#include "form_learn.h"

#include <phieu/list.h>

#include <stdio.h>
#include <string.h>

enum {
	WORDS_MAX = 256
};

/* A list "cs1,cs3", cut into its words. */
struct words {
	char *text;
	const char *at[WORDS_MAX];
	size_t count;
};

static void words_release(struct words *words)
{
	free(words->text);
}
PH_CLEANUP_VALUE(struct words, words_release)

static bool words_cut(
	struct words *words, const char *list, struct ph_error *err)
{
	char *next;

	words->text = ph_copy(list, strlen(list));
	next = words->text;
	if (!next)
		return ph_error_memory(err);
	while (next && words->count < WORDS_MAX)
		words->at[words->count++] = strsep(&next, ",");
	return true;
}

/* The end of the question that begins at item i; its boxes follow each other.
 */
static size_t find_end(const struct ph_form *form, size_t i)
{
	size_t end = i + 1;

	while (end < form->count && form_is_answer(&form->items[end])
		&& strcmp(form->items[end].field, form->items[i].field) == 0)
		end++;
	return end;
}

/* The begin of the next question from item i on, or count. */
static size_t find_begin(const struct ph_form *form, size_t i)
{
	while (i < form->count && !form_is_answer(&form->items[i]))
		i++;
	return i;
}

static size_t count_questions(const struct ph_form *form)
{
	size_t count = 0;

	for (size_t i = find_begin(form, 0); i < form->count;
		i = find_begin(form, find_end(form, i)))
		count++;
	return count;
}

static bool check_field(
	const struct words *fields, size_t i, struct ph_error *err)
{
	const char *field = fields->at[i];
	size_t good = strspn(field,
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		"0123456789_-");

	if (!*field || field[good] || good >= PH_FORM_FIELD_SIZE)
		return ph_error_set(err, PH_USAGE,
			"--fields: «%s»: a question's name has letters without "
			"accents, digits, - and _, at most %d",
			field, PH_FORM_FIELD_SIZE - 1);
	for (size_t k = 0; k < i; k++)
		if (strcmp(fields->at[k], field) == 0)
			return ph_error_set(err, PH_USAGE,
				"--fields: «%s» stands there twice", field);
	return true;
}

static bool name_fields(
	struct ph_form *form, const char *list, struct ph_error *err)
{
	PH_AUTO(words_release) struct words fields = { 0 };
	size_t questions = count_questions(form), n = 0;

	if (!words_cut(&fields, list, err))
		return false;
	if (fields.count != questions)
		return ph_error_set(err, PH_BAD_DATA,
			"--fields names %zu questions, but %zu rows of boxes "
			"were found: run it without, and look at boxes.png",
			fields.count, questions);
	for (size_t i = find_begin(form, 0); i < form->count; n++) {
		size_t end = find_end(form, i);

		if (!check_field(&fields, n, err))
			return false;
		for (size_t k = i; k < end; k++)
			snprintf(form->items[k].field,
				sizeof(form->items[k].field), "%s",
				fields.at[n]);
		i = find_begin(form, end);
	}
	return true;
}

static bool is_points(const char *word)
{
	size_t digits = strspn(word, "0123456789");

	return digits && !word[digits] && digits < 4;
}

static bool name_row(struct ph_form *form, size_t i, size_t end,
	const struct words *values, struct ph_error *err)
{
	if (values->count != end - i)
		return ph_error_set(err, PH_BAD_DATA,
			"--values gives %zu points, but %s has %zu boxes: run "
			"it without, and look at boxes.png",
			values->count, form->items[i].field, end - i);
	for (size_t k = i; k < end; k++)
		snprintf(form->items[k].value, sizeof(form->items[k].value),
			"%s", values->at[k - i]);
	return true;
}

static bool name_values(
	struct ph_form *form, const char *list, struct ph_error *err)
{
	PH_AUTO(words_release) struct words values = { 0 };

	if (!words_cut(&values, list, err))
		return false;
	for (size_t i = 0; i < values.count; i++)
		if (!is_points(values.at[i]))
			return ph_error_set(err, PH_USAGE,
				"--values: «%s» are no points, 0 to 100",
				values.at[i]);
	for (size_t i = find_begin(form, 0); i < form->count;) {
		size_t end = find_end(form, i);

		if (form->items[i].kind == PH_FORM_BOX
			&& !name_row(form, i, end, &values, err))
			return false;
		i = find_begin(form, end);
	}
	return true;
}

bool form_name(struct ph_form *form, const struct form_options *options,
	struct ph_error *err)
{
	return (!options->fields || name_fields(form, options->fields, err))
	       && (!options->values || name_values(form, options->values, err));
}

/* ---- what they may be called ---- */

bool form_load_rules(struct context *ctx, struct ph_error *err)
{
	const struct form_options *options = ctx->options;

	if (!options->rules && !ctx->ledger && ctx->ledger_path.length
		&& !ph_ledger_open(&ctx->ledger, ph_text_get(&ctx->ledger_path),
			PH_LEDGER_READ, err))
		return false;
	return context_load_rules(ctx, options->rules, err);
}

/* Does question n, the items from i to before end, have as many boxes as the
 * rule set's has options? */
static bool is_alike(const struct ph_rules *rules, const struct ph_form *form,
	size_t n, size_t i, size_t end)
{
	const struct ph_criterion *criterion =
		ph_rules_criterion(rules, rules->fields.id[n]);

	return criterion
	       && (form->items[i].kind == PH_FORM_DIGIT
		       || criterion->option_count == end - i);
}

static bool fits(const struct ph_rules *rules, const struct ph_form *form)
{
	size_t n = 0;

	if (count_questions(form) != rules->fields.count)
		return false;
	for (size_t i = find_begin(form, 0); i < form->count; n++) {
		size_t end = find_end(form, i);

		if (!is_alike(rules, form, n, i, end))
			return false;
		i = find_begin(form, end);
	}
	return n > 0;
}

/* The points of the first question, as options.csv has them. */
static bool put_values(struct ph_text *out, const struct ph_rules *rules)
{
	const struct ph_criterion *first =
		ph_rules_criterion(rules, rules->fields.id[0]);

	for (size_t i = 0; first && i < first->option_count; i++)
		if (!ph_text_appendf(out, "%s%d", i ? "," : "",
			    first->options[i].points))
			return false;
	return true;
}

bool form_suggest(
	struct context *ctx, const struct ph_form *form, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text fields = { 0 };
	PH_AUTO(ph_text_release) struct ph_text values = { 0 };
	const struct ph_rules *rules;

	if (!form_load_rules(ctx, err))
		return false;
	rules = ctx->rules;
	if (!rules->fields.count || !fits(rules, form))
		return true;
	for (size_t i = 0; i < rules->fields.count; i++)
		if (!ph_text_appendf(
			    &fields, "%s%s", i ? "," : "", rules->fields.id[i]))
			return ph_error_memory(err);
	if (!put_values(&values, rules))
		return ph_error_memory(err);
	console_tell(&ctx->console,
		"%s asks as many questions with as many options: if they stand "
		"in this order, add --force --fields %s --values %s",
		rules->id, ph_text_get(&fields), ph_text_get(&values));
	return true;
}
