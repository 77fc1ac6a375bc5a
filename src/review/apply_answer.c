/* SPDX-License-Identifier: MIT */
/* One answer to one question: is it wanted, and what does it change? */
#include "apply.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

bool apply_object(struct applying *a, size_t answer, enum answer_cell cell,
	enum ph_code code, const char *text, struct ph_error *err)
{
	if (!a->faults)
		return ph_error_set(err, code, "%s", text);
	ph_faults_add(a->faults, a->rows[answer].line,
		a->rows[answer].column[cell], "%s", text);
	return true;
}

struct ph_judgement apply_judgement(
	const struct applying *a, const struct ph_review_answer *answer)
{
	const struct ph_fields *fields = &a->apply->rules->fields;
	bool of_code = answer->field == PH_REVIEW_CODE;

	return (struct ph_judgement){
		.sheet = answer->sheet,
		.field = of_code ? "" : fields->id[answer->field],
		.answer = answer->answer,
		.code = answer->code,
		.pass = answer->pass,
		.by = ph_text_get(&a->by),
		.at = answer->at,
	};
}

struct finding_same {
	const struct ph_judgement *wanted;
	bool found;
};

static bool look_for_same(void *context, const struct ph_judgement_row *row)
{
	struct finding_same *finding = context;
	const struct ph_judgement *a = finding->wanted, *b = &row->judgement;

	finding->found |=
		a->sheet == b->sheet && a->pass == b->pass
		&& a->answer == b->answer && strcmp(a->field, b->field) == 0
		&& (a->answer != PH_ABSENT || strcmp(a->code, b->code) == 0)
		&& strcmp(a->by, b->by) == 0 && strcmp(a->at, b->at) == 0;
	return !finding->found;
}

/* The very same was applied before. */
static bool is_known(struct applying *a, const struct ph_judgement *wanted,
	bool *known, struct ph_error *err)
{
	struct finding_same finding = { .wanted = wanted };

	if (!ph_ledger_each_judgement_of(a->apply->ledger, wanted->sheet,
		    look_for_same, &finding, err))
		return false;
	*known = finding.found;
	return true;
}

/* Whether this pass of the question is still to be answered. */
static bool is_wanted(struct apply_form *form, int field, unsigned pass)
{
	const struct apply_words *words = apply_form_words(form, field);
	const struct apply_word *one = &words->pass[0];
	const struct apply_word *last =
		words->pass[2].id ? &words->pass[2] : one;
	bool open = apply_form_is_open(form, field);

	if (form->state.excluded)
		return false;
	switch (pass) {
	case 1:
		return open && !apply_words_pending(words)
		       && !(last->id && last->answer != PH_DOUBTFUL
			       && apply_form_holds(form, field, last));
	case 2:
		return one->id && !words->pass[1].id
		       && (one->answer == PH_DOUBTFUL
				       ? open
				       : apply_form_holds(form, field, one));
	default:
		return open && apply_words_pending(words);
	}
}

static bool is_same_person(const struct applying *a, const char *by, bool *same)
{
	PH_AUTO(ph_text_release) struct ph_text folded = { 0 };

	/* What codes are compared by: a name's case and white space at its
	 * ends do not matter, its diacritics do. */
	if (!ph_utf8_code(&folded, by, strlen(by)))
		return false;
	*same = strcmp(ph_text_get(&folded), ph_text_get(&a->by_folded)) == 0;
	return true;
}

static void tell_stale(struct applying *a, size_t i)
{
	const struct ph_review_answer *answer = &a->answers[i];

	a->count->stale++;
	ph_log(a->apply->log, PH_LOG_WARNING,
		"sheet %" PRId64 ", %s: pass %u is not open any more, the "
		"answer was not applied",
		answer->sheet,
		answer->field == PH_REVIEW_CODE
			? "code"
			: a->apply->rules->fields.id[answer->field],
		answer->pass);
}

/* The answer before this one, of the same table, to the same question. */
static const struct ph_review_answer *find_twin(
	const struct applying *a, const struct target *target)
{
	const struct ph_review_answer *answer = &a->answers[target->answer];

	for (; target > a->targets.at && target[-1].newest == target->newest;
		target--) {
		const struct ph_review_answer *twin =
			&a->answers[target[-1].answer];

		if (target[-1].became != TARGET_FRESH
			&& twin->field == answer->field
			&& twin->pass == answer->pass)
			return twin;
	}
	return NULL;
}

/* Not open any more; was it answered further up? */
static bool pass_over(
	struct applying *a, const struct target *target, struct ph_error *err)
{
	const struct ph_review_answer *answer = &a->answers[target->answer];
	const struct ph_review_answer *twin = find_twin(a, target);

	if (!twin) {
		tell_stale(a, target->answer);
		return true;
	}
	if (twin->answer == answer->answer
		&& (answer->answer != PH_ABSENT
			|| strcmp(twin->code, answer->code) == 0)) {
		a->count->same++;
		return true;
	}
	return apply_object(a, target->answer, ANSWER_SHEET, PH_BAD_DATA,
		"this question has another answer further up: keep one of the "
		"two",
		err);
}

/* Makes the form what the answer says. *changes: it is not what it was. */
static void take(struct applying *a, struct apply_form *form, int field,
	const struct ph_judgement *j, bool *changes)
{
	struct apply_words *words = apply_form_words(form, field);
	struct apply_word *word = &words->pass[j->pass - 1];
	bool given_up = word->answer == PH_DOUBTFUL;
	bool equal = j->pass == 2 && apply_word_equal(&words->pass[0], word);

	*changes = false;
	a->count->agreed += equal;
	a->count->differ += j->pass == 2 && !equal;
	if (j->pass == 2) {
		/* A `?` is open as it is; another mark, or a code, is not. */
		*changes =
			!equal
			&& (field == PH_REVIEW_CODE
				|| form->state.answers[field] != PH_DOUBTFUL);
		if (*changes)
			apply_form_doubt(form, field);
	} else if (!given_up && !apply_form_holds(form, field, word)) {
		*changes = true;
		apply_form_say(form, field, word);
	}
}

bool apply_answer(struct applying *a, struct apply_form *form,
	struct target *target, struct ph_error *err)
{
	const struct ph_review_answer *answer = &a->answers[target->answer];
	struct ph_judgement j = apply_judgement(a, answer);
	struct apply_words *words = apply_form_words(form, answer->field);
	bool known, changes, same_person = false;

	if (!is_known(a, &j, &known, err))
		return false;
	if (known) {
		a->count->same++;
		return true;
	}
	if (!is_wanted(form, answer->field, answer->pass))
		return pass_over(a, target, err);
	if (answer->pass == 2
		&& !is_same_person(a, words->pass[0].by, &same_person))
		return ph_error_memory(err);
	if (same_person)
		return apply_object(a, target->answer, ANSWER_PASS, PH_USAGE,
			"the same person gave the first answer: a second pass "
			"is another person's",
			err);
	if (!apply_words_add(words, INT64_MAX, &j))
		return ph_error_memory(err);
	take(a, form, answer->field, &j, &changes);
	target->became = changes ? TARGET_CHANGES : TARGET_SAID;
	return true;
}
