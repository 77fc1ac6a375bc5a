/* SPDX-License-Identifier: MIT */
/* The pictures of all forms, cut in parallel, in the queue's order. */
#include "page.h"

#include <phieu/pool.h>

#include <string.h>

struct cutting {
	struct ph_text *out;
	const struct ph_review_page *page;
	struct page_pictures *pictures;
	PH_LIST(struct picture_job) jobs;
	struct ph_error *err;
	bool failed;
};

void page_pictures_release(struct page_pictures *pictures)
{
	free(pictures->forms);
	free(pictures->cards);
	*pictures = (struct page_pictures){ 0 };
}

static bool same_page(
	const struct ph_review_form *a, const struct ph_review_form *b)
{
	return a->page == b->page
	       && memcmp(a->sha256, b->sha256, PH_HASH_SIZE) == 0;
}

static bool plan(struct cutting *cutting)
{
	const struct ph_review_queue *queue = cutting->page->queue;
	struct picture_job *job = NULL;

	for (size_t i = 0; i < queue->form_count; i++) {
		if (job && same_page(&queue->forms[i], &queue->forms[i - 1])) {
			job->count++;
			continue;
		}
		job = ph_list_push(&cutting->jobs);
		if (!job)
			return false;
		job->first = i;
		job->count = 1;
		job->first_item = queue->forms[i].first;
	}
	return true;
}

static void *enter(void *context)
{
	struct cutting *cutting = context;

	return ph_viewer_create(cutting->page->crops);
}

static void leave(void *worker, void *context)
{
	(void)context;
	ph_viewer_destroy(worker);
}

static void *work(void *worker, size_t i, void *context)
{
	struct cutting *cutting = context;

	return picture_set_make(cutting->page, worker, &cutting->jobs.at[i]);
}

static void drop(void *result, void *context)
{
	(void)context;
	picture_set_destroy(result);
}

/* Its number among all, or NO_PICTURE. */
static int put(struct cutting *cutting, struct ph_text *picture)
{
	struct page_pictures *pictures = cutting->pictures;
	bool fine;

	if (!picture->length)
		return NO_PICTURE;
	fine = (!pictures->count || ph_text_puts(cutting->out, ","))
	       && ph_text_append(
		       cutting->out, ph_text_get(picture), picture->length);
	if (!fine)
		cutting->failed = !ph_error_memory(cutting->err);
	ph_text_release(picture);
	return pictures->count++;
}

static void put_card(struct cutting *cutting, size_t form, size_t item,
	struct ph_text *picture)
{
	const struct ph_review_page *page = cutting->page;
	const struct ph_rules *rules = page->ask->rules;
	struct card_picture *card = &cutting->pictures->cards[item];
	int field = page->queue->items[item].field;
	const char *id = field == PH_REVIEW_CODE ? "" : rules->fields.id[field];

	card->at = field == PH_REVIEW_CODE ? cutting->pictures->forms[form].code
					   : put(cutting, picture);
	card->placed = *page->queue->forms[form].place
		       && ph_crop_spot(page->crops,
			       page->queue->forms[form].form, id, card->spot);
}

static void put_form(struct cutting *cutting, const struct picture_job *job,
	struct picture_set *set, size_t i, int *whole)
{
	size_t at = job->first + i;
	const struct ph_review_form *form = &cutting->page->queue->forms[at];
	struct form_pictures *own = &cutting->pictures->forms[at];

	own->small = put(cutting, &set->small[i]);
	own->code = put(cutting, &set->code[i]);
	if (own->small == NO_PICTURE) {
		if (*whole == NO_PICTURE)
			*whole = put(cutting, &set->whole);
		own->small = *whole;
	}
	for (size_t j = form->first; j < form->first + form->count; j++)
		put_card(cutting, at, j, &set->card[j - job->first_item]);
}

static bool emit(void *result, size_t i, void *context)
{
	struct cutting *cutting = context;
	const struct picture_job *job = &cutting->jobs.at[i];
	struct picture_set *set = result;
	int whole = NO_PICTURE;

	if (!set)
		cutting->failed = !ph_error_memory(cutting->err);
	else if (set->err.code != PH_OK) {
		*cutting->err = set->err;
		cutting->failed = true;
	}
	for (size_t form = 0; !cutting->failed && form < job->count; form++)
		put_form(cutting, job, set, form, &whole);
	picture_set_destroy(set);
	ph_log_progress(cutting->page->log, job->first + job->count,
		cutting->page->queue->form_count);
	return !cutting->failed;
}

static bool run(struct cutting *cutting, struct ph_error *err)
{
	size_t threads = cutting->page->threads ? cutting->page->threads
						: ph_pool_processors();
	const struct ph_pool_job pool = {
		.count = cutting->jobs.count,
		.threads = threads,
		.window = 2 * threads,
		.enter = enter,
		.leave = leave,
		.work = work,
		.emit = emit,
		.drop = drop,
		.context = cutting,
	};

	return !cutting->jobs.count || ph_pool_run(&pool, err);
}

bool page_write_pictures(struct ph_text *out, const struct ph_review_page *page,
	struct page_pictures *pictures, struct ph_error *err)
{
	const struct ph_review_queue *queue = page->queue;
	struct cutting cutting = {
		.out = out,
		.page = page,
		.pictures = pictures,
		.err = err,
	};
	bool fine;

	pictures->forms = ph_alloc(queue->form_count, sizeof(*pictures->forms));
	pictures->cards = ph_alloc(queue->item_count, sizeof(*pictures->cards));
	fine = pictures->forms && pictures->cards && plan(&cutting);
	fine = fine ? run(&cutting, err) : ph_error_memory(err);
	ph_list_release(&cutting.jobs);
	return fine;
}
