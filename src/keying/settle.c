/* SPDX-License-Identifier: MIT */
#include "batch.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
	SECOND = 2,
	THIRD = 3,
};

bool ph_rekeyed_settle(const struct ph_rekeyed *rekeyed, struct ph_draft *draft,
	const struct ph_difference *difference, int8_t answer, const char *by,
	struct ph_error *err)
{
	const struct ph_first *first = &rekeyed->firsts.at[difference->first];
	struct ph_keyed row = {
		.date = PH_NO_DATE,
		.sheet = first->origin,
		.field = difference->field,
	};

	memcpy(row.code, first->code, sizeof(row.code));
	memset(row.answers, PH_ABSENT, sizeof(row.answers));
	row.answers[difference->field] = answer;
	if ((size_t)snprintf(row.by, sizeof(row.by), "%s", by)
		>= sizeof(row.by))
		return ph_error_set(err, PH_USAGE, "the name is too long");
	return ph_draft_add(draft, &row, err);
}

/* The word of one row on one question. */
static bool judge(const struct ph_rekeyed *rekeyed, int64_t sheet, size_t field,
	const struct ph_keyed *row, unsigned pass, int64_t result,
	size_t *added, struct ph_error *err)
{
	char at[PH_INSTANT_SIZE];
	const struct ph_judgement judgement = {
		.sheet = sheet,
		.field = rekeyed->rules->fields.id[field],
		.answer = row->answers[field],
		.pass = pass,
		.by = row->by,
		.at = ph_keyed_at(row, at),
		.result = result,
	};
	enum ph_added became;

	if (!ph_ledger_add_judgement(rekeyed->ledger, &judgement, &became, err))
		return false;
	*added += became == PH_ADDED;
	return true;
}

/* What holds now and is wrong, by what settled it. */
static bool amend(const struct ph_rekeyed *rekeyed, size_t at,
	const struct ph_differences *differences, int64_t *result,
	struct ph_error *err)
{
	int8_t answers[PH_FORM_FIELDS_MAX];
	const struct ph_first *first = &rekeyed->firsts.at[at];
	const struct ph_amendment amendment = {
		.sheet = first->sheet,
		.answers = answers,
		.status = PH_STATUS_READ,
	};
	const struct ph_difference *d;
	bool differs = false;

	*result = 0;
	memset(answers, PH_ABSENT, sizeof(answers));
	ph_list_for (d, &differences->list) {
		if (d->kind != PH_DIFFERENCE_ANSWER || d->first != at
			|| !d->settled || d->settlement == d->answers[0])
			continue;
		answers[d->field] = d->settlement;
		differs = true;
	}
	return !differs
	       || ph_ledger_amend(rekeyed->ledger, &amendment,
		       &rekeyed->rules->fields, result, err);
}

static const struct ph_keyed *third_of(const struct ph_draft *draft,
	const struct ph_first *first, const struct ph_difference *d)
{
	for (size_t i = ph_draft_count(draft); i-- > 0;) {
		const struct ph_keyed *row = ph_draft_row(draft, i);

		if (row->sheet == first->origin && row->field == d->field)
			return row;
	}
	return NULL;
}

static bool judge_thirds(const struct ph_rekeyed *rekeyed, size_t at,
	const struct ph_draft *draft, const struct ph_differences *differences,
	int64_t result, size_t *added, struct ph_error *err)
{
	const struct ph_first *first = &rekeyed->firsts.at[at];
	const struct ph_difference *d;

	ph_list_for (d, &differences->list) {
		const struct ph_keyed *row;

		if (d->kind != PH_DIFFERENCE_ANSWER || d->first != at
			|| !d->settled)
			continue;
		row = third_of(draft, first, d);
		if (row
			&& !judge(rekeyed, first->sheet, (size_t)d->field, row,
				THIRD,
				d->settlement == d->answers[0] ? 0 : result,
				added, err))
			return false;
	}
	return true;
}

static bool apply_form(const struct ph_rekeyed *rekeyed, size_t at,
	const struct ph_draft *draft, const struct ph_differences *differences,
	size_t *amended, size_t *added, struct ph_error *err)
{
	const struct ph_first *first = &rekeyed->firsts.at[at];
	const struct ph_keyed *row;
	int64_t result;

	if (!first->row)
		return true;
	row = ph_draft_row(draft, first->row - 1);
	for (size_t i = 0; i < rekeyed->rules->fields.count; i++)
		if (!judge(rekeyed, first->sheet, i, row, SECOND, 0, added,
			    err))
			return false;
	if (!amend(rekeyed, at, differences, &result, err))
		return false;
	*amended += result != 0;
	return judge_thirds(
		rekeyed, at, draft, differences, result, added, err);
}

static bool apply(const struct ph_rekeyed *rekeyed,
	const struct ph_draft *draft, const struct ph_differences *differences,
	size_t *amended, size_t *added, struct ph_error *err)
{
	for (size_t i = 0; i < rekeyed->firsts.count; i++)
		if (!apply_form(rekeyed, i, draft, differences, amended, added,
			    err))
			return false;
	return true;
}

bool ph_rekeyed_apply(const struct ph_rekeyed *rekeyed, struct ph_draft *draft,
	const struct ph_differences *differences, size_t *amended,
	int64_t *batch, struct ph_error *err)
{
	PH_AUTO(ph_draft_source_release) struct ph_draft_source source = { 0 };
	struct ph_ledger *ledger = rekeyed->ledger;
	char name[64];
	size_t added = 0;

	*amended = 0;
	if (!ph_draft_source_open(&source, draft, ledger, err))
		return false;
	*batch = source.batch;
	if (source.batch)
		return true;
	snprintf(name, sizeof(name), "batch %" PRId64 " keyed again",
		rekeyed->batch);
	if (!ph_ledger_begin(ledger, "key", name, source.sha256, err))
		return false;
	*batch = ph_ledger_batch(ledger);
	if (apply(rekeyed, draft, differences, amended, &added, err)
		&& ph_ledger_commit(ledger, err)) {
		if (!added && !*amended)
			*batch = 0;
		return true;
	}
	ph_ledger_rollback(ledger);
	return false;
}
