/* SPDX-License-Identifier: MIT */
/* What the registers tell of the forms that are asked about. */
#include "queue.h"

#include <string.h>

enum {
	NEAR = 2 * PH_EDIT_COST, /* as in the findings of validate */
	NAMED_MAX = 4,           /* codes that disagree on one form */
};

/* The question about a form's code, and what may be right. */
struct guessing {
	struct ph_review_item *item;
	size_t count;
	struct ph_nearest unrated, rated;
};

struct known {
	struct ph_review_queue *queue;
	const struct review_codes *codes;
	PH_LIST(struct guessing) guessings;
	bool failed;
};

static const char *keep(struct known *known, const char *text)
{
	const char *kept = review_keep(known->queue->kept, text);

	known->failed |= !kept;
	return kept;
}

static void suggest(
	struct known *known, struct guessing *guessing, const char *code)
{
	const char **at = guessing->item->suggestions;

	for (size_t i = 0; i < guessing->count; i++)
		if (strcmp(at[i], code) == 0)
			return;
	if (guessing->count == PH_SUGGESTIONS_MAX)
		return;
	at[guessing->count] = keep(known, code);
	guessing->count += at[guessing->count] != NULL;
}

/* Codes of a form that disagree: its detail names them. */
static void suggest_named(struct known *known, struct guessing *guessing,
	const struct ph_review_form *form)
{
	char codes[NAMED_MAX][PH_CODE_SIZE];
	size_t count = ph_code_find(known->codes->ask->rules, form->detail,
		strlen(form->detail), ph_date_today(), codes, NAMED_MAX);

	for (size_t i = 0; i < count && i < NAMED_MAX; i++)
		suggest(known, guessing, codes[i]);
}

static bool begin_guessing(struct known *known,
	const struct ph_review_form *form, struct ph_review_item *item)
{
	const struct ph_rules *rules = known->codes->ask->rules;
	struct guessing *guessing = ph_list_push(&known->guessings);

	if (!guessing)
		return false;
	guessing->item = item;
	guessing->unrated = (struct ph_nearest){
		.rules = rules,
		.wanted = form->code,
		.limit = NEAR,
	};
	guessing->rated = guessing->unrated;
	for (size_t i = 0; i < 2; i++)
		if (item->said[i].pass && *item->said[i].code)
			suggest(known, guessing, item->said[i].code);
	if (item->answer == PH_MULTIPLE)
		suggest_named(known, guessing, form);
	return !known->failed;
}

static bool begin(struct known *known)
{
	const struct ph_review_queue *queue = known->queue;

	for (size_t i = 0; i < queue->form_count; i++) {
		const struct ph_review_form *form = &queue->forms[i];
		struct ph_review_item *item = &queue->items[form->first];

		if (item->field == PH_REVIEW_CODE
			&& !begin_guessing(known, form, item))
			return false;
	}
	return true;
}

static void offer(struct known *known, const struct ph_dossier_row *row)
{
	const struct review_code *code =
		review_code_of(known->codes, row->code_id);
	struct guessing *guessing;

	ph_list_for (guessing, &known->guessings) {
		if (!*guessing->unrated.wanted)
			continue;
		ph_nearest_offer(code && code->rated ? &guessing->rated
						     : &guessing->unrated,
			row->dossier.code);
	}
}

static void take_known(struct known *known, struct ph_review_form *form,
	const struct ph_dossier *dossier)
{
	form->dossier = *dossier;
	form->dossier.code = keep(known, dossier->code);
	form->dossier.unit = keep(known, dossier->unit);
	form->dossier.officer = keep(known, dossier->officer);
	form->dossier.field = keep(known, dossier->field);
}

/* Forms by their codes, so that the register is gone through once. */
struct by_code {
	int64_t code_id;
	struct ph_review_form *form;
};

static int compare(const void *left, const void *right)
{
	const struct by_code *a = left, *b = right;

	return a->code_id < b->code_id ? -1 : a->code_id > b->code_id;
}

struct walk {
	struct known *known;
	struct by_code *forms;
	size_t count;
};

static bool take_dossier(void *context, const struct ph_dossier_row *row)
{
	struct walk *walk = context;
	size_t low = 0, high = walk->count;

	offer(walk->known, row);
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (walk->forms[middle].code_id < row->code_id)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < walk->count && walk->forms[low].code_id == row->code_id;
		low++)
		take_known(walk->known, walk->forms[low].form, &row->dossier);
	return !walk->known->failed;
}

static bool take_officer(void *context, const struct ph_officer *officer)
{
	struct known *known = context;
	const char *name = NULL;

	for (size_t i = 0; i < known->queue->form_count; i++) {
		struct ph_review_form *form = &known->queue->forms[i];

		if (!*form->dossier.officer
			|| strcmp(form->dossier.officer, officer->officer) != 0)
			continue;
		if (!name)
			name = keep(known, officer->name);
		if (!name)
			return false;
		form->officer_name = name;
	}
	return true;
}

static void finish(struct known *known)
{
	struct guessing *guessing;

	ph_list_for (guessing, &known->guessings) {
		for (size_t i = 0; i < guessing->unrated.count; i++)
			suggest(known, guessing, guessing->unrated.code[i]);
		for (size_t i = 0; i < guessing->rated.count; i++)
			suggest(known, guessing, guessing->rated.code[i]);
	}
}

static bool walk_registers(
	struct known *known, struct by_code *forms, struct ph_error *err)
{
	struct ph_ledger *ledger = known->codes->ask->ledger;
	struct ph_review_queue *queue = known->queue;
	struct walk walk = { known, forms, queue->form_count };

	for (size_t i = 0; i < queue->form_count; i++)
		forms[i] = (struct by_code){ queue->forms[i].code_id,
			&queue->forms[i] };
	qsort(forms, queue->form_count, sizeof(*forms), compare);
	if (!ph_ledger_each_dossier(
		    ledger, INT64_MAX, true, take_dossier, &walk, err)
		|| (!known->failed
			&& !ph_ledger_each_officer(
				ledger, INT64_MAX, take_officer, known, err)))
		return false;
	finish(known);
	return !known->failed || ph_error_memory(err);
}

bool review_add_known(struct ph_review_queue *queue,
	const struct review_codes *codes, struct ph_error *err)
{
	struct known known = { .queue = queue, .codes = codes };
	struct by_code *forms;
	bool fine;

	if (!queue->form_count)
		return true;
	forms = ph_alloc(queue->form_count, sizeof(*forms));
	fine = (forms && begin(&known)) ? walk_registers(&known, forms, err)
					: ph_error_memory(err);
	free(forms);
	ph_list_release(&known.guessings);
	return fine;
}
