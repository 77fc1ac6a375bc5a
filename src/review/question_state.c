/* SPDX-License-Identifier: MIT */
/* What holds of a question, and whether it is open. */
#include "question.h"

#include <string.h>

bool review_is_doubt(int8_t answer)
{
	return answer == PH_DOUBTFUL || answer == PH_MULTIPLE;
}

bool review_is_nothing(
	const struct review_codes *codes, const struct ph_placed_row *form)
{
	if (*form->code)
		return false;
	for (size_t i = 0; i < codes->ask->rules->fields.count; i++)
		if (form->answers[i] != PH_ABSENT)
			return false;
	return true;
}

/* A code that the register does not have is for a person to look at, however
 * surely it was read; where there is no register, one that follows no grammar
 * is no more to be believed. */
static bool is_strange(
	const struct review_codes *codes, int64_t code_id, const char *code)
{
	const struct review_code *known = review_code_of(codes, code_id);

	if (!known || known->registered)
		return false;
	return codes->registered
	       || !ph_code_judge(codes->ask->rules, code, codes->today).valid;
}

static struct review_state code_state(
	const struct review_codes *codes, const struct ph_scanned_row *row)
{
	const struct ph_placed_row *form = &row->form;
	struct review_state state = {
		.answer = PH_ABSENT,
		.code = form->code,
		.nothing = review_is_nothing(codes, form),
		.open = true,
	};

	if (form->status != PH_STATUS_READ
		&& strcmp(form->reason, "codes-disagree") == 0)
		state.answer = PH_MULTIPLE;
	else if (ph_crop_wanted(form, PH_REVIEW_CODE))
		state.answer = PH_DOUBTFUL;
	else
		state.open = is_strange(codes, row->code_id, form->code);
	return state;
}

/* What a person typed from the paper needs no second look. */
static struct review_state mark_state(const struct review_codes *codes,
	const struct ph_scanned_row *row, int field)
{
	const struct review_code *code = review_code_of(codes, row->code_id);
	int8_t answer = row->form.answers[field];

	return (struct review_state){
		.settled = code && code->keyed & UINT32_C(1) << field,
		.open = review_is_doubt(answer),
		.answer = answer,
	};
}

struct review_state review_state_of(const struct review_codes *codes,
	const struct ph_scanned_row *row, int field)
{
	struct review_state state = field == PH_REVIEW_CODE
					    ? code_state(codes, row)
					    : mark_state(codes, row, field);

	state.settled |=
		review_is_settled(codes, row->form.sheet, row->code_id);
	return state;
}
