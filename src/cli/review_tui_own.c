/* SPDX-License-Identifier: MIT */
/* A second answer is another person's, and a third one a third person's: what
 * one has answered oneself is not asked again in vain. */
#include "review_tui.h"

#include <string.h>

struct looking {
	struct ph_text me; /* as persons are compared */
	const char *field;
	bool mine, failed;
};

static bool is_me(struct looking *looking, const char *by)
{
	PH_AUTO(ph_text_release) struct ph_text name = { 0 };

	if (!by)
		return false;
	if (!ph_utf8_person(&name, by, strlen(by)))
		looking->failed = true;
	return strcmp(ph_text_get(&name), ph_text_get(&looking->me)) == 0;
}

/* The newest first answer holds. */
static bool take(void *context, const struct ph_judgement_row *row)
{
	struct looking *looking = context;
	const struct ph_judgement *j = &row->judgement;

	if (j->pass == 1 && strcmp(j->field, looking->field) == 0)
		looking->mine = is_me(looking, j->by);
	return !looking->failed;
}

static bool is_mine(struct tui *tui, const struct ph_review_item *item,
	struct looking *looking, struct ph_error *err)
{
	looking->mine = false;
	looking->field = item->field == PH_REVIEW_CODE
				 ? ""
				 : tui->ctx->rules->fields.id[item->field];
	if (item->pass == 3)
		looking->mine = is_me(looking, item->said[0].by)
				|| is_me(looking, item->said[1].by);
	else if (item->pass == 2
		 && !ph_ledger_each_judgement_of(
			 tui->ctx->ledger, item->sheet, take, looking, err))
		return false;
	return !looking->failed || ph_error_memory(err);
}

static bool leave_out(struct tui *tui, struct ph_review_queue *queue,
	struct looking *looking, struct tui_own *own, struct ph_error *err)
{
	size_t kept = 0;

	for (size_t i = 0; i < queue->form_count; i++) {
		struct ph_review_form *form = &queue->forms[i];
		size_t first = kept;

		for (size_t j = 0; j < form->count; j++) {
			const struct ph_review_item *item =
				&queue->items[form->first + j];

			if (!is_mine(tui, item, looking, err))
				return false;
			if (!looking->mine)
				queue->items[kept++] = *item;
			else if (item->pass == 3)
				own->third++;
			else
				own->second++;
		}
		form->first = first;
		form->count = kept - first;
	}
	queue->item_count = kept;
	return true;
}

bool tui_leave_out_own(struct tui *tui, struct ph_review_queue *queue,
	struct tui_own *own, struct ph_error *err)
{
	struct looking looking = { 0 };
	bool fine;

	*own = (struct tui_own){ 0 };
	fine = ph_utf8_person(&looking.me, tui->by, strlen(tui->by))
		       ? leave_out(tui, queue, &looking, own, err)
		       : ph_error_set(err, PH_USAGE,
			       "--by: a name in UTF-8 is wanted");
	ph_text_release(&looking.me);
	return fine;
}
