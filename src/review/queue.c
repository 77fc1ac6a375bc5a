/* SPDX-License-Identifier: MIT */
/* Which questions are open. */
#include "queue.h"

#include <string.h>

struct making {
	struct ph_review_queue *queue;
	const struct ph_review_ask *ask;
	review_said_list said;
	struct review_codes codes;
	PH_LIST(struct ph_review_form) forms;
	PH_LIST(struct ph_review_item) items;
	struct ph_error *err;
	bool failed;
};

static void making_release(struct making *making)
{
	ph_list_release(&making->said);
	review_codes_release(&making->codes);
	ph_list_release(&making->forms);
	ph_list_release(&making->items);
}
PH_CLEANUP_VALUE(struct making, making_release)

static bool fail_memory(struct making *making)
{
	making->failed = true;
	return ph_error_memory(making->err);
}

/* ---- a form that is asked ---- */

static void keep_said(
	struct ph_review_item *item, const struct review_words *words)
{
	for (size_t i = 0; i < 2; i++)
		if (item->pass == 3 && words->pass[i].pass)
			item->said[i] = words->pass[i];
}

static bool add_item(struct making *making, const struct ph_scanned_row *row,
	int field, struct ph_review_form *form)
{
	struct review_state state = review_state_of(&making->codes, row, field);
	struct review_words words =
		review_find_words(&making->said, row->form.sheet, field);
	struct ph_review_item *item;
	bool given_up;
	unsigned pass =
		review_pass(&state, &words, making->ask->second, &given_up);

	if (given_up && !making->ask->again) {
		making->queue->unreadable++;
		return true;
	}
	if (!pass)
		return true;
	item = ph_list_push(&making->items);
	if (!item)
		return fail_memory(making);
	form->count++;
	item->sheet = row->form.sheet;
	item->pass = pass;
	item->field = field;
	item->guess.answer = PH_ABSENT;
	item->answer = state.answer;
	keep_said(item, &words);
	return true;
}

static bool fill_form(struct making *making, const struct ph_scanned_row *row,
	struct ph_review_form *form)
{
	struct ph_review_kept *kept = making->queue->kept;
	const struct ph_placed_row *from = &row->form;

	form->sheet = from->sheet;
	memcpy(form->sha256, from->sha256, PH_HASH_SIZE);
	form->path = review_keep(kept, from->path);
	form->page = from->page;
	form->part = from->part;
	form->form = review_keep(kept, from->form);
	form->place = review_keep(kept, from->place);
	form->code = review_keep(kept, from->code);
	form->reason = review_keep(kept, from->reason);
	form->detail = review_keep(kept, row->detail);
	form->code_id = row->code_id;
	form->dossier = (struct ph_dossier){
		.code = "",
		.unit = "",
		.officer = "",
		.field = "",
		.received = PH_NO_DATE,
		.due = PH_NO_DATE,
		.returned = PH_NO_DATE,
	};
	form->officer_name = "";
	memcpy(form->answers, from->answers, sizeof(form->answers));
	return (form->path && form->form && form->place && form->code
		       && form->reason && form->detail)
	       || fail_memory(making);
}

/* ---- the second pass: as the first person saw it ---- */

struct seen {
	struct making *making;
	struct ph_review_form *form;
	int field;
	int8_t answer; /* of the field, or of the code's state */
};

static bool take_why_seen(void *context, const struct ph_scanned_row *row)
{
	struct seen *seen = context;
	struct ph_review_kept *kept = seen->making->queue->kept;

	seen->form->reason = review_keep(kept, row->form.reason);
	seen->form->detail = review_keep(kept, row->detail);
	return (seen->form->reason && seen->form->detail)
	       || fail_memory(seen->making);
}

static bool take_code_seen(void *context, const struct ph_scanned_row *row)
{
	struct seen *seen = context;
	struct ph_review_kept *kept = seen->making->queue->kept;

	seen->answer =
		review_state_of(&seen->making->codes, row, PH_REVIEW_CODE)
			.answer;
	seen->form->code = review_keep(kept, row->form.code);
	seen->form->code_id = row->code_id;
	return seen->form->code || fail_memory(seen->making);
}

static bool take_mark_seen(void *context, const struct ph_scanned_row *row)
{
	struct seen *seen = context;
	int8_t answer = row->form.answers[seen->field];

	seen->answer = review_is_doubt(answer) ? answer : PH_DOUBTFUL;
	seen->form->answers[seen->field] = seen->answer;
	return true;
}

static bool look(struct seen *seen, int64_t sheet,
	bool (*row)(void *context, const struct ph_scanned_row *row))
{
	struct making *making = seen->making;

	making->failed |= !ph_ledger_each_scanned(making->ask->ledger, sheet,
		&making->ask->rules->fields, row, seen, making->err);
	return !making->failed;
}

/* A question that the first person answered, asked again or not. */
static bool hide_answer(
	struct making *making, struct ph_review_form *form, int field)
{
	struct seen seen = {
		.making = making,
		.form = form,
		.field = field,
		.answer = PH_DOUBTFUL,
	};
	struct review_words words =
		review_find_words(&making->said, form->sheet, field);

	if (!words.pass[0].pass)
		return true;
	if (!look(&seen, words.seen,
		    field == PH_REVIEW_CODE ? take_code_seen : take_mark_seen))
		return false;
	for (size_t i = form->first; i < form->first + form->count; i++)
		if (making->items.at[i].field == field)
			making->items.at[i].answer = seen.answer;
	return true;
}

/* Its number, too: a newer one tells that an answer changed something. */
static bool hide(struct making *making, struct ph_review_form *form)
{
	struct seen seen = { .making = making, .form = form };
	int fields = (int)making->ask->rules->fields.count;
	int64_t oldest = form->sheet;

	for (int field = PH_REVIEW_CODE; field < fields; field++) {
		struct review_words words =
			review_find_words(&making->said, form->sheet, field);

		if (!hide_answer(making, form, field))
			return false;
		if (words.seen && words.seen < oldest)
			oldest = words.seen;
	}
	form->sheet = oldest;
	for (size_t i = form->first; i < form->first + form->count; i++)
		making->items.at[i].sheet = oldest;
	return look(&seen, oldest, take_why_seen);
}

/* ---- the whole ---- */

static bool take_guess(
	void *context, const char *field, const struct ph_guess *guess)
{
	struct making *making = context;
	const struct ph_review_form *form =
		&making->forms.at[making->forms.count - 1];
	int at = ph_fields_find(&making->ask->rules->fields, field);

	for (size_t i = form->first; at >= 0 && i < making->items.count; i++)
		if (making->items.at[i].field == at)
			making->items.at[i].guess = *guess;
	return true;
}

static bool take_form(void *context, const struct ph_scanned_row *row)
{
	struct making *making = context;
	int fields = (int)making->ask->rules->fields.count;
	struct ph_review_form form = { .first = making->items.count };
	struct ph_review_form *slot;

	for (int field = PH_REVIEW_CODE; field < fields; field++)
		if (!add_item(making, row, field, &form))
			return false;
	if (!form.count)
		return true;
	if (!fill_form(making, row, &form))
		return false;
	if (making->ask->second && !hide(making, &form))
		return false;
	slot = ph_list_push(&making->forms);
	if (!slot)
		return fail_memory(making);
	*slot = form;
	making->failed = !ph_ledger_each_mark(making->ask->ledger,
		row->form.sheet, take_guess, making, making->err);
	return !making->failed;
}

static bool make(struct making *making, struct ph_error *err)
{
	struct ph_review_queue *queue = making->queue;
	const struct ph_review_ask *ask = making->ask;

	queue->kept = ph_alloc(1, sizeof(*queue->kept));
	if (!queue->kept)
		return ph_error_memory(err);
	making->codes.ask = ask;
	making->codes.today = ph_date_today();
	making->codes.said = &making->said;
	if (!review_load_said(&making->said, queue->kept, ask, err)
		|| !review_load_codes(&making->codes, err)
		|| !ph_ledger_each_scanned(ask->ledger, 0, &ask->rules->fields,
			take_form, making, err)
		|| making->failed)
		return false;
	queue->form_count = making->forms.count;
	queue->forms = PH_TAKE(making->forms.at);
	queue->item_count = making->items.count;
	queue->items = PH_TAKE(making->items.at);
	if (!review_add_known(queue, &making->codes, err))
		return false;
	queue->kept->code_count = making->codes.count;
	queue->kept->registered = making->codes.registered;
	queue->kept->codes = PH_TAKE(making->codes.at);
	return true;
}

void ph_review_queue_release(struct ph_review_queue *queue)
{
	if (queue->kept)
		review_kept_release(queue->kept);
	free(queue->kept);
	free(queue->forms);
	free(queue->items);
	*queue = (struct ph_review_queue){ 0 };
}

bool ph_review_queue_make(struct ph_review_queue *queue,
	const struct ph_review_ask *ask, struct ph_error *err)
{
	PH_AUTO(making_release)
	struct making making = { .queue = queue, .ask = ask, .err = err };

	*queue = (struct ph_review_queue){ 0 };
	if (make(&making, err))
		return true;
	ph_review_queue_release(queue);
	return false;
}
