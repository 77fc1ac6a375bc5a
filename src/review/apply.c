/* SPDX-License-Identifier: MIT */
/* Answers into the ledger, those of one form together. */
#include "apply.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void applying_release(struct applying *a)
{
	ph_text_release(&a->by);
	ph_text_release(&a->by_folded);
	review_codes_release(&a->codes);
	ph_list_release(&a->targets);
}
PH_CLEANUP_VALUE(struct applying, applying_release)

/* ---- which form an answer is of ---- */

static bool is_of_photo(
	const struct ph_review_answer *answer, const struct ph_sheet_state *of)
{
	char hash[PH_HASH_HEX_SIZE];

	if (!of->hashed)
		return !*answer->photo;
	ph_hash_hex(of->sha256, hash);
	return strlen(answer->photo) == sizeof(answer->photo) - 1
	       && strncmp(hash, answer->photo, sizeof(answer->photo) - 1) == 0;
}

static bool find_target(struct applying *a, size_t i, struct ph_error *err)
{
	const struct ph_review_answer *answer = &a->answers[i];
	struct ph_sheet_state seen;
	struct target *target;
	char text[120];

	if (!ph_ledger_sheet_state(a->apply->ledger, answer->sheet,
		    &a->apply->rules->fields, &seen, err)) {
		if (err->code != PH_NO_INPUT)
			return false;
		snprintf(text, sizeof(text),
			"the ledger has no sheet %" PRId64
			": were these answers given to another ledger?",
			answer->sheet);
		return apply_object(a, i, ANSWER_SHEET, PH_NO_INPUT, text, err);
	}
	if (!is_of_photo(answer, &seen)) {
		snprintf(text, sizeof(text),
			"sheet %" PRId64 " is of another photo: were these "
			"answers given to another ledger?",
			answer->sheet);
		return apply_object(a, i, ANSWER_PHOTO, PH_BAD_DATA, text, err);
	}
	target = ph_list_push(&a->targets);
	if (!target)
		return ph_error_memory(err);
	target->answer = i;
	return ph_ledger_newest(
		a->apply->ledger, answer->sheet, &target->newest, err);
}

static int compare(const void *left, const void *right)
{
	const struct target *a = left, *b = right;

	if (a->newest != b->newest)
		return a->newest < b->newest ? -1 : 1;
	return a->answer < b->answer ? -1 : a->answer > b->answer;
}

/* ---- one form ---- */

static bool record(struct applying *a, const struct target *target,
	int64_t result, struct ph_error *err)
{
	struct ph_judgement j = apply_judgement(a, &a->answers[target->answer]);
	enum ph_added added;

	if (target->became == TARGET_FRESH)
		return true;
	if (target->became == TARGET_CHANGES)
		j.result = result;
	if (!ph_ledger_add_judgement(a->apply->ledger, &j, &added, err))
		return false;
	a->count->applied += added == PH_ADDED;
	a->count->same += added == PH_SAME;
	return true;
}

static bool apply_to_form(struct applying *a, struct target *targets,
	size_t target_count, struct ph_error *err)
{
	PH_AUTO(apply_form_release)
	struct apply_form form = { .codes = &a->codes };
	int64_t result;

	if (!apply_form_load(&form, targets->newest, err))
		return false;
	for (size_t i = 0; i < target_count; i++)
		if (!apply_answer(a, &form, &targets[i], err))
			return false;
	/* The batch will be rolled back: go on for the faults alone. */
	if (a->faults && a->faults->count)
		return true;
	if (!apply_form_amend(&form, &result, err))
		return false;
	a->count->forms += result != 0;
	for (size_t i = 0; i < target_count; i++)
		if (!record(a, &targets[i], result, err))
			return false;
	return true;
}

static bool name_person(struct applying *a, struct ph_error *err)
{
	const char *by = a->apply->by ? a->apply->by : "";

	if (ph_utf8_check(by, strlen(by)) != strlen(by))
		return ph_error_set(
			err, PH_USAGE, "the person's name is not UTF-8");
	if (!ph_utf8_name(&a->by, by, strlen(by))
		|| !ph_utf8_person(&a->by_folded, by, strlen(by)))
		return ph_error_memory(err);
	return a->by_folded.length
	       || ph_error_set(err, PH_USAGE,
		       "answers need the name of the person who gave them");
}

bool apply_all(const struct ph_review_apply *apply,
	const struct ph_review_answer *answers, const struct answer_row *rows,
	size_t answer_count, struct ph_review_count *count,
	struct ph_faults *faults, struct ph_error *err)
{
	PH_AUTO(applying_release)
	struct applying a = {
		.apply = apply,
		.answers = answers,
		.rows = rows,
		.count = count,
		.faults = faults,
		.ask = { .ledger = apply->ledger, .rules = apply->rules },
	};
	size_t next;

	/* As the ledger stands before: forms do not bear on each other. */
	a.codes.ask = &a.ask;
	a.codes.today = apply->today;
	if (!name_person(&a, err) || !review_load_codes(&a.codes, err))
		return false;
	for (size_t i = 0; i < answer_count; i++)
		if (!find_target(&a, i, err))
			return false;
	if (a.targets.count)
		qsort(a.targets.at, a.targets.count, sizeof(*a.targets.at),
			compare);
	for (size_t i = 0; i < a.targets.count; i = next) {
		for (next = i + 1;
			next < a.targets.count
			&& a.targets.at[next].newest == a.targets.at[i].newest;
			next++)
			;
		if (!apply_to_form(&a, a.targets.at + i, next - i, err))
			return false;
	}
	return true;
}

bool ph_review_apply_answers(const struct ph_review_apply *apply,
	const struct ph_review_answer *answers, size_t answer_count,
	struct ph_review_count *count, struct ph_error *err)
{
	count->rows += answer_count;
	return apply_all(apply, answers, NULL, answer_count, count, NULL, err);
}
