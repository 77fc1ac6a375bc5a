/* SPDX-License-Identifier: MIT */
/* A form while answers are applied to it, and the version that comes of it. */
#include "apply.h"

#include <stdio.h>
#include <string.h>

struct review_words *apply_form_words(struct apply_form *form, int field)
{
	return &form->words[field == PH_REVIEW_CODE ? PH_FIELDS_MAX : field];
}

void apply_form_release(struct apply_form *form)
{
	review_kept_release(&form->kept);
	ph_text_release(&form->detail);
}

static const struct ph_fields *fields_of(const struct apply_form *form)
{
	return &form->codes->ask->rules->fields;
}

/* ---- what is there ---- */

static bool take_row(void *context, const struct ph_scanned_row *row)
{
	struct apply_form *form = context;

	form->there = true;
	form->row = *row;
	snprintf(form->code, sizeof(form->code), "%s", row->form.code);
	snprintf(form->reason, sizeof(form->reason), "%s", row->form.reason);
	form->row.form.code = form->code;
	form->row.form.reason = form->reason;
	form->row.form.path = form->row.form.form = form->row.form.place = "";
	form->row.detail = "";
	return true;
}

struct loading {
	struct apply_form *form;
	bool failed;
};

static bool take_word(void *context, const struct ph_judgement_row *row)
{
	struct loading *loading = context;
	struct apply_form *form = loading->form;
	struct ph_judgement said = row->judgement;
	int at = *said.field ? ph_fields_find(fields_of(form), said.field)
			     : PH_REVIEW_CODE;

	/* A question that the rule set does not ask is not answered here. */
	if (*said.field && at < 0)
		return true;
	loading->failed = !review_keep_said(&form->kept, &said);
	if (!loading->failed)
		review_words_add(apply_form_words(form, at), &said);
	return !loading->failed;
}

bool apply_form_load(
	struct apply_form *form, int64_t newest, struct ph_error *err)
{
	struct ph_ledger *ledger = form->codes->ask->ledger;
	struct loading loading = { .form = form };

	memset(form->answers, PH_ABSENT, sizeof(form->answers));
	if (!ph_ledger_each_scanned(
		    ledger, newest, fields_of(form), take_row, form, err)
		|| !ph_ledger_each_judgement_of(
			ledger, newest, take_word, &loading, err))
		return false;
	return !loading.failed || ph_error_memory(err);
}

struct review_state apply_form_state(const struct apply_form *form, int field)
{
	/* Entries that were typed are nobody's to review. */
	if (!form->there)
		return (struct review_state){ .settled = true };
	return review_state_of(form->codes, &form->row, field);
}

static bool is_code_in_doubt(const struct apply_form *form)
{
	return apply_form_state(form, PH_REVIEW_CODE).answer != PH_ABSENT;
}

/* ---- what becomes of it ---- */

static void set_answer(struct apply_form *form, int field, int8_t answer)
{
	form->row.form.answers[field] = form->answers[field] = answer;
	form->changes++;
}

static void set_code(struct apply_form *form, const char *code)
{
	snprintf(form->code, sizeof(form->code), "%s", code);
	form->row.code_id = 0;
	form->code_changed = true;
	form->changes++;
}

static bool is_mark_in_doubt(const struct apply_form *form)
{
	for (size_t i = 0; i < fields_of(form)->count; i++)
		if (form->row.form.answers[i] == PH_DOUBTFUL)
			return true;
	return false;
}

static void set_status(
	struct apply_form *form, enum ph_status status, const char *reason)
{
	form->row.form.status = status;
	snprintf(form->reason, sizeof(form->reason), "%s", reason);
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

static bool tell(struct apply_form *form, const char *detail)
{
	ph_text_clear(&form->detail);
	form->told = ph_text_puts(&form->detail, detail);
	return form->told;
}

struct looking {
	struct apply_form *form;
	int field;
	bool found, failed;
};

static bool take_unread(void *context, const struct ph_scanned_row *row)
{
	struct looking *looking = context;

	looking->found = row->form.status == PH_STATUS_UNREAD;
	if (!looking->found)
		return true;
	set_status(looking->form, row->form.status, row->form.reason);
	looking->failed = !tell(looking->form, row->detail);
	return true;
}

/* A photograph without a code and without answers is no form, for the reason
 * that it was none before. */
static bool set_unread(struct apply_form *form, struct ph_error *err)
{
	const struct review_codes *codes = form->codes;
	struct looking looking = { .form = form };
	int64_t at = form->row.form.sheet;

	if (form->row.form.status == PH_STATUS_UNREAD)
		return true;
	set_status(form, PH_STATUS_UNREAD, "no-code");
	looking.failed = !tell(form, "");
	while (!looking.found && !looking.failed
		&& (at = review_before(codes, at)) != 0)
		if (!ph_ledger_each_scanned(codes->ask->ledger, at,
			    fields_of(form), take_unread, &looking, err))
			return false;
	return !looking.failed || ph_error_memory(err);
}

static bool say_code(
	struct apply_form *form, const char *code, struct ph_error *err)
{
	set_code(form, code);
	if (review_is_nothing(form->codes, &form->row.form))
		return set_unread(form, err);
	judge(form);
	return true;
}

static void say_mark(struct apply_form *form, int field, int8_t answer)
{
	bool doubt = is_code_in_doubt(form);

	set_answer(form, field, answer);
	if (!doubt)
		judge(form);
}

bool apply_form_say(struct apply_form *form, int field,
	const struct ph_judgement *said, struct ph_error *err)
{
	if (field == PH_REVIEW_CODE)
		return say_code(
			form, said->answer == PH_ABSENT ? said->code : "", err);
	say_mark(form, field, said->answer);
	return true;
}

bool apply_form_doubt(struct apply_form *form, int field, struct ph_error *err)
{
	if (field != PH_REVIEW_CODE) {
		say_mark(form, field, PH_DOUBTFUL);
		return true;
	}
	set_code(form, "");
	if (review_is_nothing(form->codes, &form->row.form))
		return set_unread(form, err);
	set_status(form, PH_STATUS_DOUBTFUL, REASON_DISAGREE);
	return tell(form, "two persons read different codes")
	       || ph_error_memory(err);
}

static bool take_before(void *context, const struct ph_scanned_row *row)
{
	struct looking *looking = context;
	struct apply_form *form = looking->form;
	struct review_state was =
		review_state_of(form->codes, row, looking->field);

	if (looking->field != PH_REVIEW_CODE) {
		say_mark(form, looking->field, was.answer);
		return true;
	}
	set_code(form, row->form.code);
	form->row.code_id = row->code_id;
	if (was.answer == PH_ABSENT && !was.nothing) {
		judge(form);
		return true;
	}
	set_status(form, row->form.status, row->form.reason);
	looking->failed = !tell(form, row->detail);
	return true;
}

bool apply_form_restore(
	struct apply_form *form, int field, struct ph_error *err)
{
	struct looking looking = { .form = form, .field = field };
	int64_t before =
		review_before(form->codes, apply_form_words(form, field)->made);

	/* 0: it changed nothing. */
	if (before
		&& !ph_ledger_each_scanned(form->codes->ask->ledger, before,
			fields_of(form), take_before, &looking, err))
		return false;
	return !looking.failed || ph_error_memory(err);
}

/* "unsure: cs1, cs3" */
static bool tell_marks(struct apply_form *form)
{
	const struct ph_fields *fields = fields_of(form);
	const char *before = "unsure: ";

	ph_text_clear(&form->detail);
	for (size_t i = 0; i < fields->count; i++) {
		if (form->row.form.answers[i] != PH_DOUBTFUL)
			continue;
		if (!ph_text_appendf(
			    &form->detail, "%s%s", before, fields->id[i]))
			return false;
		before = ", ";
	}
	form->told = true;
	return true;
}

bool apply_form_amend(
	struct apply_form *form, int64_t *result, struct ph_error *err)
{
	struct ph_amendment amendment = {
		.sheet = form->row.form.sheet,
		.code = form->code_changed ? form->code : NULL,
		.answers = form->answers,
		.status = form->row.form.status,
		.reason = form->reason,
	};

	*result = 0;
	if (!form->changes)
		return true;
	if (!is_code_in_doubt(form) && !tell_marks(form))
		return ph_error_memory(err);
	if (form->told)
		amendment.detail = ph_text_get(&form->detail);
	return ph_ledger_amend(form->codes->ask->ledger, &amendment,
		fields_of(form), result, err);
}
