/* SPDX-License-Identifier: MIT */
/* What a person looked at and could not read. */
#include "finding.h"

#include <stdio.h>
#include <string.h>

struct loading {
	unreadable_list *list;
	const struct census *census;
	struct ph_error *err;
	bool failed;
};

static bool take(void *context, const struct ph_judgement_row *row)
{
	struct loading *loading = context;
	struct unreadable *unreadable;

	if (row->judgement.answer != PH_DOUBTFUL)
		return true;
	unreadable = ph_list_push(loading->list);
	if (!unreadable) {
		loading->failed = true;
		return ph_error_memory(loading->err);
	}
	snprintf(unreadable->field, sizeof(unreadable->field), "%s",
		row->judgement.field);
	loading->failed = !ph_ledger_newest(loading->census->query->ledger,
		row->judgement.sheet, &unreadable->sheet, loading->err);
	return !loading->failed;
}

static int compare(const void *left, const void *right)
{
	const struct unreadable *a = left, *b = right;

	if (a->sheet != b->sheet)
		return a->sheet < b->sheet ? -1 : 1;
	return strcmp(a->field, b->field);
}

bool unreadable_load(unreadable_list *list, const struct census *census,
	struct ph_error *err)
{
	struct loading loading = {
		.list = list,
		.census = census,
		.err = err,
	};

	if (!ph_ledger_each_judgement(census->query->ledger,
		    census->query->as_of, take, &loading, err)
		|| loading.failed)
		return false;
	if (list->count)
		qsort(list->at, list->count, sizeof(*list->at), compare);
	return true;
}

bool unreadable_find(
	const unreadable_list *list, int64_t sheet, const char *field)
{
	struct unreadable wanted = { .sheet = sheet };

	snprintf(wanted.field, sizeof(wanted.field), "%s", field);
	return list->count
	       && bsearch(&wanted, list->at, list->count, sizeof(*list->at),
		       compare);
}
