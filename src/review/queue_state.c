/* SPDX-License-Identifier: MIT */
/* What holds of a question, and whether it is open. */
#include "queue.h"

#include <string.h>

bool review_is_doubt(int8_t answer)
{
	return answer == PH_DOUBTFUL || answer == PH_MULTIPLE;
}

static bool has_answers(const struct review_codes *codes, const int8_t *answers)
{
	for (size_t i = 0; i < codes->ask->rules->fields.count; i++)
		if (answers[i] != PH_ABSENT)
			return true;
	return false;
}

/* Where there is no register, a code that follows no grammar is no more to be
 * believed than one that it lacks. */
static bool is_strange(
	const struct review_codes *codes, int64_t code_id, const char *code)
{
	const struct review_code *known = review_code_of(codes, code_id);

	if (!known || known->registered)
		return false;
	return codes->registered
	       || !ph_code_judge(codes->ask->rules, code, ph_date_today())
			   .valid;
}

struct review_state review_code_state(
	const struct review_codes *codes, const struct ph_scanned_row *row)
{
	const struct ph_placed_row *form = &row->form;
	struct review_state state = {
		.answer = PH_ABSENT,
		.code = form->code,
		.nothing = form->status == PH_STATUS_UNREAD && !*form->code
			   && !has_answers(codes, form->answers),
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
struct review_state review_mark_state(const struct review_codes *codes,
	const struct ph_scanned_row *row, int field)
{
	const struct review_code *code = review_code_of(codes, row->code_id);
	int8_t answer = row->form.answers[field];

	return (struct review_state){
		.open = review_is_doubt(answer)
			&& !(code && code->keyed & UINT32_C(1) << field),
		.answer = answer,
	};
}
