/* SPDX-License-Identifier: MIT */
/* Both persons' words, and what came of them, into the ledger. */
#include "batch.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
	SECOND = 2,
	THIRD = 3,
};

struct applying {
	const struct ph_rekeyed *rekeyed;
	const struct ph_draft *draft;
	const struct ph_differences *differences;
	size_t amended, added;
};

/* What is said of one form that was keyed twice. */
struct form {
	const struct ph_first *first;
	size_t at; /* in firsts */
	int8_t answers[PH_FORM_FIELDS_MAX];
	const char *code; /* of the amendment, or NULL */
	bool amends;
	int64_t result;
};

/* The word of one row, on one question or the code. */
static struct ph_judgement judge(const struct ph_rekeyed *rekeyed,
	const struct ph_first *first, const struct ph_keyed *row, int field,
	unsigned pass, char at[PH_INSTANT_SIZE])
{
	bool coded = field < 0 && *row->code;

	return (struct ph_judgement){
		.sheet = first->origin,
		.field = field < 0 ? "" : rekeyed->rules->fields.id[field],
		.answer = field >= 0 ? row->answers[field]
			  : coded    ? PH_ABSENT
				     : PH_BLANK,
		.code = coded ? row->code : NULL,
		.pass = pass,
		.by = row->by,
		.at = ph_keyed_at(row, at),
	};
}

static bool say(struct applying *a, const struct ph_judgement *judgement,
	struct ph_error *err)
{
	enum ph_added became;

	if (!ph_ledger_add_judgement(
		    a->rekeyed->ledger, judgement, &became, err))
		return false;
	a->added += became == PH_ADDED;
	return true;
}

struct search {
	const struct ph_judgement *judgement;
	bool found;
};

static const char *given(const char *text)
{
	return text ? text : "";
}

static bool is_it(void *context, const struct ph_judgement_row *row)
{
	struct search *search = context;
	const struct ph_judgement *a = &row->judgement, *b = search->judgement;

	search->found = a->sheet == b->sheet && a->pass == b->pass
			&& a->answer == b->answer
			&& strcmp(given(a->field), given(b->field)) == 0
			&& strcmp(given(a->code), given(b->code)) == 0
			&& strcmp(given(a->by), given(b->by)) == 0
			&& strcmp(given(a->at), given(b->at)) == 0;
	return !search->found;
}

/* A draft that was kept is applied again: a word that the ledger has does not
 * amend a second time, when another may have spoken since. */
static bool is_said(const struct applying *a,
	const struct ph_judgement *judgement, bool *said, struct ph_error *err)
{
	struct search search = { .judgement = judgement };

	if (!ph_ledger_each_judgement_of(
		    a->rekeyed->ledger, judgement->sheet, is_it, &search, err))
		return false;
	*said = search.found;
	return true;
}

/* The row that settled the difference, or NULL; a code's question is -1. */
static const struct ph_keyed *find_third(const struct applying *a,
	const struct ph_first *first, const struct ph_difference *d)
{
	for (size_t i = ph_draft_count(a->draft); i-- > 0;) {
		const struct ph_keyed *row = ph_draft_row(a->draft, i);

		if (d->kind == PH_DIFFERENCE_ANSWER
				? row->kind == PH_KEYED_ANSWER
					  && row->sheet == first->origin
					  && row->field == d->field
				: row->kind == PH_KEYED_PAIRED
					  && row->row == d->row)
			return row;
	}
	return NULL;
}

static bool is_of(const struct ph_difference *d, size_t at)
{
	return (d->kind == PH_DIFFERENCE_ANSWER
		       || d->kind == PH_DIFFERENCE_CODE)
	       && d->first == at && d->settled;
}

static int field_of(const struct ph_difference *d)
{
	return d->kind == PH_DIFFERENCE_CODE ? -1 : d->field;
}

/* Does it make the form something else than it is now? */
static bool changes(const struct form *form, const struct ph_difference *d)
{
	if (d->kind == PH_DIFFERENCE_CODE)
		return strcmp(d->code, form->first->code_now) != 0;
	return d->settlement != form->first->now[d->field];
}

static bool plan(
	const struct applying *a, struct form *form, struct ph_error *err)
{
	const struct ph_difference *d;

	memset(form->answers, PH_ABSENT, sizeof(form->answers));
	ph_list_for (d, &a->differences->list) {
		const struct ph_keyed *row;
		struct ph_judgement judgement;
		char at[PH_INSTANT_SIZE];
		bool said;

		if (!is_of(d, form->at) || !changes(form, d))
			continue;
		row = find_third(a, form->first, d);
		if (!row)
			continue;
		judgement = judge(
			a->rekeyed, form->first, row, field_of(d), THIRD, at);
		if (!is_said(a, &judgement, &said, err))
			return false;
		if (said)
			continue;
		form->amends = true;
		if (d->kind == PH_DIFFERENCE_CODE)
			form->code = d->code;
		else
			form->answers[d->field] = d->settlement;
	}
	return true;
}

static bool amend(struct applying *a, struct form *form, struct ph_error *err)
{
	const struct ph_amendment amendment = {
		.sheet = form->first->sheet,
		.code = form->code,
		.answers = form->answers,
		.status = PH_STATUS_READ,
	};

	if (!form->amends)
		return true;
	a->amended++;
	return ph_ledger_amend(a->rekeyed->ledger, &amendment,
		&a->rekeyed->rules->fields, &form->result, err);
}

static bool say_second(struct applying *a, const struct form *form, int field,
	struct ph_error *err)
{
	const struct ph_keyed *row =
		ph_draft_row(a->draft, form->first->row - 1);
	char at[PH_INSTANT_SIZE];
	struct ph_judgement judgement =
		judge(a->rekeyed, form->first, row, field, SECOND, at);

	return say(a, &judgement, err);
}

static bool say_seconds(
	struct applying *a, const struct form *form, struct ph_error *err)
{
	const struct ph_keyed *row =
		ph_draft_row(a->draft, form->first->row - 1);
	const struct ph_difference *d;

	for (size_t i = 0; i < a->rekeyed->rules->fields.count; i++)
		if (row->answers[i] != PH_ABSENT
			&& !say_second(a, form, (int)i, err))
			return false;
	ph_list_for (d, &a->differences->list)
		if (d->kind == PH_DIFFERENCE_CODE && is_of(d, form->at)
			&& !say_second(a, form, -1, err))
			return false;
	return true;
}

static bool say_thirds(
	struct applying *a, const struct form *form, struct ph_error *err)
{
	const struct ph_difference *d;

	ph_list_for (d, &a->differences->list) {
		const struct ph_keyed *row;
		struct ph_judgement judgement;
		char at[PH_INSTANT_SIZE];

		if (!is_of(d, form->at))
			continue;
		row = find_third(a, form->first, d);
		if (!row)
			continue; /* it was settled elsewhere */
		judgement = judge(
			a->rekeyed, form->first, row, field_of(d), THIRD, at);
		judgement.result = changes(form, d) ? form->result : 0;
		if (!say(a, &judgement, err))
			return false;
	}
	return true;
}

static bool apply(struct applying *a, struct ph_error *err)
{
	for (size_t i = 0; i < a->rekeyed->firsts.count; i++) {
		struct form form = {
			.first = &a->rekeyed->firsts.at[i],
			.at = i,
		};

		if (form.first->row
			&& (!say_seconds(a, &form, err) || !plan(a, &form, err)
				|| !amend(a, &form, err)
				|| !say_thirds(a, &form, err)))
			return false;
	}
	return true;
}

bool ph_rekeyed_apply(const struct ph_rekeyed *rekeyed, struct ph_draft *draft,
	const struct ph_differences *differences, size_t *amended,
	int64_t *batch, struct ph_error *err)
{
	PH_AUTO(ph_draft_source_release) struct ph_draft_source source = { 0 };
	struct applying applying = { rekeyed, draft, differences, 0, 0 };
	struct ph_ledger *ledger = rekeyed->ledger;
	char name[64];

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
	if (apply(&applying, err) && ph_ledger_commit(ledger, err)) {
		*amended = applying.amended;
		if (!applying.added && !applying.amended)
			*batch = 0;
		return true;
	}
	ph_ledger_rollback(ledger);
	return false;
}
