/* SPDX-License-Identifier: MIT */
/* What persons have said, of all forms. */
#include "question.h"

#include <string.h>

struct loading {
	review_said_list *list;
	struct ph_review_kept *kept;
	const struct ph_review_ask *ask;
	struct ph_error *err;
	bool failed;
};

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
	if (!said || !review_keep_said(loading->kept, &said->judgement)) {
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
		low++)
		review_words_add(&words, &list->at[low].judgement);
	return words;
}
