/* SPDX-License-Identifier: MIT */
/* A form while answers are applied to it: what holds, what is open, and the
 * version that comes of it. */
#include "apply.h"

#include <stdio.h>
#include <string.h>

struct apply_words *apply_form_words(struct apply_form *form, int field)
{
	return &form->words[field == PH_REVIEW_CODE ? PH_FIELDS_MAX : field];
}

void apply_form_release(struct apply_form *form)
{
	for (size_t i = 0; i <= PH_FIELDS_MAX; i++)
		apply_words_release(&form->words[i]);
}

static bool is_reason(const struct apply_form *form, const char *reason)
{
	return strcmp(form->state.reason, reason) == 0;
}

/* A form without a code that is `read`, or in doubt for its marks alone,
 * carries none. */
static bool is_code_in_doubt(const struct apply_form *form)
{
	if (form->state.status == PH_STATUS_READ
		|| is_reason(form, PH_REASON_MARK))
		return false;
	return !*form->state.code || is_reason(form, "codes-disagree")
	       || is_reason(form, REASON_DISAGREE);
}

/* A code that the register does not have, or that follows no grammar, is for a
 * person to look at, however surely it was read. */
static bool check_code(struct apply_form *form, struct ph_error *err)
{
	const struct ph_review_apply *apply = form->apply;
	const char *code = form->state.code;
	bool known, loaded;

	form->code_open = is_code_in_doubt(form);
	if (form->code_open || !*code)
		return true;
	if (!ph_ledger_knows_dossier(apply->ledger, code, &known, &loaded, err))
		return false;
	form->code_open =
		!known
		&& (loaded
			|| !ph_code_judge(apply->rules, code, apply->today)
				    .valid);
	return true;
}

static bool take_word(void *context, const struct ph_judgement_row *row)
{
	struct apply_form *form = context;
	const char *field = row->judgement.field;
	int at = *field ? ph_fields_find(&form->apply->rules->fields, field)
			: PH_REVIEW_CODE;

	/* A question that the rule set does not ask is not answered here. */
	return (*field && at < 0)
	       || apply_words_add(
		       apply_form_words(form, at), row->id, &row->judgement);
}

bool apply_form_load(
	struct apply_form *form, int64_t newest, struct ph_error *err)
{
	const struct ph_review_apply *apply = form->apply;

	memset(form->answers, PH_ABSENT, sizeof(form->answers));
	return ph_ledger_sheet_state(apply->ledger, newest,
		       &apply->rules->fields, &form->state, err)
	       && check_code(form, err)
	       && ph_ledger_each_judgement_of(
		       apply->ledger, newest, take_word, form, err);
}

static bool has_answers(const struct apply_form *form)
{
	for (size_t i = 0; i < form->apply->rules->fields.count; i++)
		if (form->state.answers[i] != PH_ABSENT)
			return true;
	return false;
}

/* A photograph that tells neither a code nor an answer is no form yet, and that
 * it carries no code does not make it one: its paper is keyed. */
static bool is_nothing(const struct apply_form *form)
{
	return form->state.status == PH_STATUS_UNREAD && !*form->state.code
	       && !has_answers(form);
}

bool apply_form_holds(
	const struct apply_form *form, int field, const struct apply_word *word)
{
	if (field != PH_REVIEW_CODE)
		return form->state.answers[field] == word->answer;
	if (word->answer == PH_BLANK && is_nothing(form))
		return true;
	if (is_code_in_doubt(form))
		return false;
	if (word->answer == PH_BLANK)
		return !*form->state.code;
	return word->answer == PH_ABSENT
	       && strcmp(form->state.code, word->code) == 0;
}

bool apply_form_is_open(const struct apply_form *form, int field)
{
	if (form->state.excluded)
		return false;
	if (field == PH_REVIEW_CODE)
		return form->code_open;
	return form->state.answers[field] == PH_DOUBTFUL
	       || form->state.answers[field] == PH_MULTIPLE;
}

static void set_answer(struct apply_form *form, int field, int8_t answer)
{
	form->state.answers[field] = form->answers[field] = answer;
	form->changed = true;
}

static bool is_mark_in_doubt(const struct apply_form *form)
{
	for (size_t i = 0; i < form->apply->rules->fields.count; i++)
		if (form->state.answers[i] == PH_DOUBTFUL)
			return true;
	return false;
}

static void set_status(
	struct apply_form *form, enum ph_status status, const char *reason)
{
	form->state.status = status;
	snprintf(form->state.reason, sizeof(form->state.reason), "%s", reason);
}

/* Where the code is sure, a form is as sure as its marks are; that a code was
 * given settles also what a photograph could not tell, as it does when it is
 * typed into a table of records. */
static void judge(struct apply_form *form)
{
	if (is_mark_in_doubt(form))
		set_status(form, PH_STATUS_DOUBTFUL, PH_REASON_MARK);
	else
		set_status(form, PH_STATUS_READ, "");
}

void apply_form_say(
	struct apply_form *form, int field, const struct apply_word *word)
{
	bool doubt = is_code_in_doubt(form);

	if (field != PH_REVIEW_CODE) {
		set_answer(form, field, word->answer);
		if (!doubt)
			judge(form);
		return;
	}
	memcpy(form->state.code, word->code, sizeof(form->state.code));
	form->code_open = false;
	form->changed = form->code_changed = true;
	judge(form);
}

void apply_form_doubt(struct apply_form *form, int field)
{
	if (field != PH_REVIEW_CODE) {
		bool doubt = is_code_in_doubt(form);

		set_answer(form, field, PH_DOUBTFUL);
		if (!doubt)
			judge(form);
		return;
	}
	*form->state.code = '\0';
	set_status(form, PH_STATUS_DOUBTFUL, REASON_DISAGREE);
	form->code_open = true;
	form->changed = form->code_changed = true;
}

/* "unsure: cs1, cs3" */
static bool write_detail(const struct apply_form *form, struct ph_text *out)
{
	const struct ph_fields *fields = &form->apply->rules->fields;
	const char *before = "unsure: ";

	for (size_t i = 0; i < fields->count; i++) {
		if (form->state.answers[i] != PH_DOUBTFUL)
			continue;
		if (!ph_text_appendf(out, "%s%s", before, fields->id[i]))
			return false;
		before = ", ";
	}
	return true;
}

bool apply_form_amend(
	struct apply_form *form, int64_t *result, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text detail = { 0 };
	struct ph_amendment amendment = {
		.sheet = form->state.sheet,
		.code = form->code_changed ? form->state.code : NULL,
		.answers = form->answers,
		.status = form->state.status,
		.reason = form->state.reason,
	};

	*result = 0;
	if (!form->changed)
		return true;
	if (is_reason(form, REASON_DISAGREE)) {
		amendment.detail = "two persons read different codes";
	} else if (!is_code_in_doubt(form)) {
		if (!write_detail(form, &detail))
			return ph_error_memory(err);
		amendment.detail = ph_text_get(&detail);
	}
	return ph_ledger_amend(form->apply->ledger, &amendment,
		&form->apply->rules->fields, result, err);
}
