/* SPDX-License-Identifier: MIT */
/* An answer to what is not open: settled meanwhile, or never asked? */
#include "apply.h"

#include <inttypes.h>

struct asking {
	const struct applying *a;
	int field;
	bool open;
};

static bool take_open(void *context, const struct ph_scanned_row *row)
{
	struct asking *asking = context;

	asking->open =
		review_state_of(&asking->a->codes, row, asking->field).open;
	return true;
}

/* Was this pass of the question ever to be answered, as the person saw the
 * form? */
static bool was_asked(const struct applying *a,
	const struct ph_review_answer *answer, const struct review_words *words,
	bool *asked, struct ph_error *err)
{
	struct asking asking = { .a = a, .field = answer->field };

	*asked = words->pass[0].pass > 0;
	if (answer->pass == 3)
		*asked = words->pass[2].pass || review_words_pending(words);
	if (answer->pass > 1 || *asked)
		return true;
	if (!ph_ledger_each_scanned(a->apply->ledger, answer->sheet,
		    &a->apply->rules->fields, take_open, &asking, err))
		return false;
	*asked = asking.open;
	return true;
}

static const char *why_unasked(unsigned pass)
{
	return pass == 2   ? "there is no first answer"
	       : pass == 3 ? "there are no two answers that differ"
			   : "nothing is in doubt there; if what holds is "
			     "wrong, key the form and say with 'phieu settle' "
			     "that it counts";
}

/* Whose word stands, and what is left to do. */
static const char *why_stale(const struct apply_form *form,
	const struct review_words *words, const struct ph_review_answer *answer)
{
	struct review_state state = apply_form_state(form, answer->field);

	return state.settled
		       ? "a decision, or a form that was keyed, settles it"
	       : review_words_pending(words)
		       ? "two persons differ: a third answers in pass 3"
	       : answer->pass == 1 && words->pass[0].pass
			       && !words->pass[1].pass
		       ? "another person answered it first: who sees it "
			 "otherwise says so with --second"
		       : "if what holds is wrong, key the form and say with "
			 "'phieu settle' that it counts";
}

bool apply_tell_stale(struct applying *a, struct apply_form *form, size_t at,
	struct ph_error *err)
{
	const struct ph_review_answer *answer = &a->answers[at];
	const struct review_words *words =
		apply_form_words(form, answer->field);
	bool asked;

	if (!was_asked(a, answer, words, &asked, err))
		return false;
	a->count->stale++;
	a->count->unasked += !asked;
	ph_log(a->apply->log, PH_LOG_WARNING,
		"sheet %" PRId64 ", %s: pass %u %s, the answer was not "
		"applied: %s",
		answer->sheet,
		answer->field == PH_REVIEW_CODE
			? "code"
			: a->apply->rules->fields.id[answer->field],
		answer->pass,
		asked ? "is not open any more" : "was never asked",
		asked ? why_stale(form, words, answer)
		      : why_unasked(answer->pass));
	return true;
}
