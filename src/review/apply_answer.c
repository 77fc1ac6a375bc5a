/* SPDX-License-Identifier: MIT */
/* One answer to one question: is it wanted, and what does it change? */
#include "apply.h"

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

static bool is_same_person(const struct applying *a, const char *by, bool *same)
{
	PH_AUTO(ph_text_release) struct ph_text folded = { 0 };

	if (!ph_utf8_person(&folded, by, strlen(by)))
		return false;
	*same = strcmp(ph_text_get(&folded), ph_text_get(&a->by_folded)) == 0;
	return true;
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
static bool pass_over(struct applying *a, struct apply_form *form,
	const struct target *target, struct ph_error *err)
{
	const struct ph_review_answer *answer = &a->answers[target->answer];
	const struct ph_review_answer *twin = find_twin(a, target);

	if (!twin)
		return apply_tell_stale(a, form, target->answer, err);
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

/* ---- who may answer ---- */

/* A second pass is another person's; a third is neither's. */
static bool is_barred(struct applying *a, const struct review_words *words,
	unsigned pass, bool *barred)
{
	*barred = false;
	for (unsigned i = 0; i + 1 < pass && !*barred; i++)
		if (words->pass[i].pass
			&& !is_same_person(a, words->pass[i].by, barred))
			return false;
	return true;
}

static const char *why_barred(unsigned pass)
{
	return pass == 2 ? "the same person gave the first answer: a second "
			   "pass is another person's"
			 : "the same person gave one of the two answers: a "
			   "third pass is a third person's";
}

/* A slip of one's own, found before anybody else has judged it: the newer word
 * takes the older one's place while that holds. */
static bool is_revision(struct applying *a, const struct apply_form *form,
	const struct target *target, const struct review_words *words,
	bool *revision)
{
	const struct ph_review_answer *answer = &a->answers[target->answer];
	const struct ph_judgement *one = &words->pass[0];
	struct review_state state = apply_form_state(form, answer->field);

	*revision = false;
	if (answer->pass != 1 || state.settled || !one->pass
		|| words->pass[1].pass || !review_holds(&state, one)
		|| strcmp(answer->at, one->at) <= 0 || find_twin(a, target))
		return true;
	return is_same_person(a, one->by, revision);
}

/* ---- what it changes ---- */

/* A `?` is open as it is, and so is the code of what is no form yet; another
 * mark, or a code, is not. */
static bool is_doubted(const struct review_state *state, int field)
{
	return field == PH_REVIEW_CODE ? state->nothing
				       : state->answer == PH_DOUBTFUL;
}

static bool compare_with_first(struct applying *a, struct apply_form *form,
	int field, const struct review_words *words, struct ph_error *err)
{
	struct review_state state = apply_form_state(form, field);
	bool equal = review_words_equal(&words->pass[0], &words->pass[1]);

	a->count->agreed += equal;
	a->count->differ += !equal;
	return equal || is_doubted(&state, field)
	       || apply_form_doubt(form, field, err);
}

/* Makes the form what the answer says, if it is not that already. */
static bool take(struct applying *a, struct apply_form *form, int field,
	const struct ph_judgement *said, bool revision, struct ph_error *err)
{
	struct review_words *words = apply_form_words(form, field);
	struct review_state state = apply_form_state(form, field);

	review_words_add(words, said);
	if (said->pass == 2)
		return compare_with_first(a, form, field, words, err);
	if (said->answer == PH_DOUBTFUL)
		return !revision || apply_form_restore(form, field, err);
	return review_holds(&state, said)
	       || apply_form_say(form, field, said, err);
}

/* It holds now, but the register does not have it. */
static bool count_unknown(struct applying *a, const struct apply_form *form,
	const struct ph_judgement *said, struct ph_error *err)
{
	bool known = true, loaded = false;

	if (!*said->field && said->answer == PH_ABSENT
		&& strcmp(form->code, said->code) == 0
		&& !ph_ledger_knows_dossier(
			a->apply->ledger, said->code, &known, &loaded, err))
		return false;
	a->count->unknown += loaded && !known;
	return true;
}

/* It is wanted: is it this person's to give? */
static bool accept(struct applying *a, struct apply_form *form,
	struct target *target, const struct ph_judgement *j, bool revision,
	struct ph_error *err)
{
	int field = a->answers[target->answer].field;
	const struct review_words *words = apply_form_words(form, field);
	size_t before = form->changes;
	bool barred;

	if (!is_barred(a, words, j->pass, &barred))
		return ph_error_memory(err);
	if (barred)
		return apply_object(a, target->answer, ANSWER_PASS, PH_USAGE,
			why_barred(j->pass), err);
	if (!take(a, form, field, j, revision, err))
		return false;
	target->became = form->changes == before ? TARGET_SAID : TARGET_CHANGES;
	return count_unknown(a, form, j, err);
}

static bool is_wanted(const struct apply_form *form, int field, unsigned pass,
	const struct review_words *words)
{
	struct review_state state = apply_form_state(form, field);
	bool given_up;

	return review_pass(&state, words, pass == 2, &given_up) == pass;
}

bool apply_answer(struct applying *a, struct apply_form *form,
	struct target *target, struct ph_error *err)
{
	const struct ph_review_answer *answer = &a->answers[target->answer];
	struct ph_judgement j = apply_judgement(a, answer);
	const struct review_words *words =
		apply_form_words(form, answer->field);
	bool known, revision = false;

	if (!is_known(a, &j, &known, err))
		return false;
	if (known) {
		a->count->same++;
		return true;
	}
	if (!is_wanted(form, answer->field, answer->pass, words)) {
		if (!is_revision(a, form, target, words, &revision))
			return ph_error_memory(err);
		if (!revision)
			return pass_over(a, form, target, err);
		if (review_words_equal(&words->pass[0], &j)) {
			a->count->same++;
			return true;
		}
	}
	return accept(a, form, target, &j, revision, err);
}
