/* SPDX-License-Identifier: MIT */
/* What persons have said, and what is to be asked after it. */
#include "queue.h"

#include <string.h>

struct loading {
	review_said_list *list;
	struct ph_review_kept *kept;
	const struct ph_review_ask *ask;
	struct ph_error *err;
	bool failed;
};

static bool keep_words(
	struct ph_review_kept *kept, struct ph_judgement *judgement)
{
	judgement->field = review_keep(kept, judgement->field);
	judgement->code = review_keep(kept, judgement->code);
	judgement->by = review_keep(kept, judgement->by);
	judgement->at = review_keep(kept, judgement->at);
	return judgement->field && judgement->code && judgement->by
	       && judgement->at;
}

static bool take(void *context, const struct ph_judgement_row *row)
{
	struct loading *loading = context;
	const char *field = row->judgement.field;
	int at = PH_REVIEW_CODE;
	struct review_said *said;

	if (field && *field) {
		at = ph_fields_find(&loading->ask->rules->fields, field);
		if (at < 0)
			return true;
	}
	said = ph_list_push(loading->list);
	if (said) {
		said->id = row->id;
		said->field = at;
		said->judgement = row->judgement;
	}
	if (!said || !keep_words(loading->kept, &said->judgement)) {
		loading->failed = true;
		return ph_error_memory(loading->err);
	}
	loading->failed = !ph_ledger_newest(loading->ask->ledger,
		row->judgement.sheet, &said->newest, loading->err);
	return !loading->failed;
}

static int compare(const void *left, const void *right)
{
	const struct review_said *a = left, *b = right;

	if (a->newest != b->newest)
		return a->newest < b->newest ? -1 : 1;
	if (a->field != b->field)
		return a->field < b->field ? -1 : 1;
	return a->id < b->id ? -1 : a->id > b->id;
}

bool review_load_said(review_said_list *list, struct ph_review_kept *kept,
	const struct ph_review_ask *ask, struct ph_error *err)
{
	struct loading loading = {
		.list = list,
		.kept = kept,
		.ask = ask,
		.err = err,
	};

	if (!ph_ledger_each_judgement(
		    ask->ledger, INT64_MAX, take, &loading, err)
		|| loading.failed)
		return false;
	if (list->count)
		qsort(list->at, list->count, sizeof(*list->at), compare);
	return true;
}

struct review_words review_find_words(
	const review_said_list *list, int64_t newest, int field)
{
	const struct review_said wanted = { .newest = newest, .field = field };
	struct review_words words = { 0 };
	size_t low = 0, high = list->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare(&list->at[middle], &wanted) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < list->count && list->at[low].newest == newest
		&& list->at[low].field == field;
		low++) {
		const struct ph_judgement *said = &list->at[low].judgement;

		for (size_t i = said->pass; i < 3; i++)
			words.pass[i] = NULL;
		if (said->pass >= 1 && said->pass <= 3)
			words.pass[said->pass - 1] = said;
	}
	return words;
}

static bool agree(const struct ph_judgement *a, const struct ph_judgement *b)
{
	return a->answer == b->answer
	       && (a->answer != PH_ABSENT || strcmp(a->code, b->code) == 0);
}

/* Whether a word is what the ledger says now. */
static bool holds(
	const struct ph_judgement *said, const struct review_state *state)
{
	if (!state->code)
		return said->answer == state->answer;
	if (said->answer == PH_BLANK && state->nothing)
		return true;
	if (state->answer != PH_ABSENT)
		return false;
	if (said->answer == PH_BLANK)
		return !*state->code;
	return said->answer == PH_ABSENT
	       && strcmp(said->code, state->code) == 0;
}

static bool is_given_up(const struct ph_judgement *said)
{
	return said && said->answer == PH_DOUBTFUL;
}

static unsigned second_pass(
	const struct review_state *state, const struct review_words *words)
{
	const struct ph_judgement *one = words->pass[0];

	if (!one || words->pass[1])
		return 0;
	return (is_given_up(one) ? state->open : holds(one, state)) ? 2 : 0;
}

unsigned review_pass(const struct ph_review_ask *ask,
	const struct review_state *state, const struct review_words *words,
	bool *unreadable)
{
	const struct ph_judgement *one = words->pass[0], *two = words->pass[1],
				  *three = words->pass[2];
	const struct ph_judgement *last = three ? three : one;
	bool differ = one && two && !agree(one, two);

	*unreadable = false;
	if (ask->second)
		return second_pass(state, words);
	if (!state->open)
		return 0;
	if (differ && !three)
		return 3;
	if (is_given_up(last)) {
		*unreadable = !ask->again;
		return !ask->again ? 0 : two ? 3 : 1;
	}
	/* What was answered may be open again, by another reading. */
	return last && holds(last, state) ? 0 : 1;
}
