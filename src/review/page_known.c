/* SPDX-License-Identifier: MIT */
#include "page.h"

#include <phieu/json.h>

#include <string.h>

struct name {
	char *id, *name;
};
typedef PH_LIST(struct name) name_list;

struct page_names {
	name_list officers, units; /* by id */
	bool failed;
};

static void release(name_list *list)
{
	struct name *name;

	ph_list_for (name, list) {
		free(name->id);
		free(name->name);
	}
	ph_list_release(list);
}

void page_names_destroy(struct page_names *names)
{
	if (!names)
		return;
	release(&names->officers);
	release(&names->units);
	free(names);
}

static bool add(struct page_names *names, name_list *list, const char *id,
	const char *text)
{
	struct name *name = ph_list_push(list);

	if (name) {
		name->id = ph_copy(id, strlen(id));
		name->name = ph_copy(text, strlen(text));
	}
	names->failed |= !name || !name->id || !name->name;
	return !names->failed;
}

static bool take_officer(void *context, const struct ph_officer *row)
{
	struct page_names *names = context;

	return add(names, &names->officers, row->officer, row->name);
}

static bool take_unit(void *context, const struct ph_unit *row)
{
	struct page_names *names = context;

	return add(names, &names->units, row->unit, row->name);
}

static int compare(const void *left, const void *right)
{
	const struct name *a = left, *b = right;

	return strcmp(a->id, b->id);
}

static void sort(name_list *list)
{
	if (list->count)
		qsort(list->at, list->count, sizeof(*list->at), compare);
}

bool page_names_load(struct page_names **names, struct ph_ledger *ledger,
	struct ph_error *err)
{
	*names = ph_alloc(1, sizeof(**names));
	if (!*names)
		return ph_error_memory(err);
	if (!ph_ledger_each_officer(
		    ledger, INT64_MAX, take_officer, *names, err)
		|| !ph_ledger_each_unit(
			ledger, INT64_MAX, take_unit, *names, err))
		return false;
	sort(&(*names)->officers);
	sort(&(*names)->units);
	return !(*names)->failed || ph_error_memory(err);
}

/* The id itself where no register names it. */
static const char *find(const name_list *list, const char *id)
{
	char *key = (char *)(uintptr_t)id;
	const struct name wanted = { .id = key };
	const struct name *name =
		list->count ? bsearch(&wanted, list->at, list->count,
			sizeof(*list->at), compare)
			    : NULL;

	return name && *name->name ? name->name : id;
}

bool page_write_dossier(struct ph_text *out, const char *key,
	const struct page_names *names, const struct ph_dossier *dossier,
	bool rated)
{
	char received[PH_DATE_SIZE], due[PH_DATE_SIZE], returned[PH_DATE_SIZE];
	const char *const cells[] = {
		dossier->code,
		find(&names->officers, dossier->officer),
		dossier->field,
		ph_date_iso(dossier->received, received),
		ph_date_iso(dossier->due, due),
		ph_date_iso(dossier->returned, returned),
		find(&names->units, dossier->unit),
	};
	bool fine = ph_json_open(out, key, '[');

	for (size_t i = 0; fine && i < sizeof(cells) / sizeof(*cells); i++)
		fine = ph_json_string(out, NULL, cells[i]);
	return fine && ph_json_bool(out, NULL, rated)
	       && ph_json_close(out, ']');
}

/* ---- the register ---- */

struct listed {
	int64_t code_id;
	ph_date received;
	bool rated;
	char *json; /* once it is among those that are written */
};

struct walk {
	const struct ph_review_kept *kept;
	const struct page_names *names;
	PH_LIST(struct listed) list;
	bool failed;
};

static bool take_listed(void *context, const struct ph_dossier_row *row)
{
	struct walk *walk = context;
	struct listed *listed;

	if (row->code_id < 0 || (size_t)row->code_id >= walk->kept->code_count)
		return true;
	listed = ph_list_push(&walk->list);
	walk->failed = !listed;
	if (!listed)
		return false;
	listed->code_id = row->code_id;
	listed->received = row->dossier.received;
	listed->rated = walk->kept->codes[row->code_id].rated;
	return true;
}

/* Those without a rating first, the newest first; codes are numbered as they
 * come. */
static int by_age(const void *left, const void *right)
{
	const struct listed *a = left, *b = right;

	if (a->rated != b->rated)
		return a->rated ? 1 : -1;
	if (a->received != b->received)
		return a->received > b->received ? -1 : 1;
	return a->code_id > b->code_id ? -1 : a->code_id < b->code_id;
}

static int by_code(const void *left, const void *right)
{
	const struct listed *a = left, *b = right;

	return a->code_id < b->code_id ? -1 : a->code_id > b->code_id;
}

static bool take_words(void *context, const struct ph_dossier_row *row)
{
	PH_AUTO(ph_text_release) struct ph_text text = { 0 };
	struct walk *walk = context;
	const struct listed wanted = { .code_id = row->code_id };
	struct listed *listed = bsearch(&wanted, walk->list.at,
		walk->list.count, sizeof(*walk->list.at), by_code);

	if (!listed || listed->json)
		return true;
	walk->failed = !page_write_dossier(
		&text, NULL, walk->names, &row->dossier, listed->rated);
	listed->json = PH_TAKE(text.bytes);
	return !walk->failed;
}

static bool load_words(
	struct walk *walk, struct ph_ledger *ledger, struct ph_error *err)
{
	size_t size = sizeof(*walk->list.at);

	if (!walk->list.count)
		return true;
	qsort(walk->list.at, walk->list.count, size, by_age);
	if (walk->list.count > PAGE_DOSSIERS_MAX)
		walk->list.count = PAGE_DOSSIERS_MAX;
	qsort(walk->list.at, walk->list.count, size, by_code);
	if (!ph_ledger_each_dossier(
		    ledger, INT64_MAX, true, take_words, walk, err))
		return false;
	qsort(walk->list.at, walk->list.count, size, by_age);
	return true;
}

bool page_write_dossiers(struct ph_text *out, const struct ph_review_page *page,
	const struct page_names *names, struct ph_error *err)
{
	struct walk walk = { .kept = page->queue->kept, .names = names };
	struct ph_ledger *ledger = page->ask->ledger;
	struct listed *listed;
	bool fine = ph_ledger_each_dossier(
			    ledger, INT64_MAX, false, take_listed, &walk, err)
		    && load_words(&walk, ledger, err);

	ph_list_for (listed, &walk.list) {
		walk.failed |=
			(listed != walk.list.at && !ph_text_puts(out, ","))
			|| !ph_text_puts(
				out, listed->json ? listed->json : "[]");
		free(listed->json);
	}
	ph_list_release(&walk.list);
	return fine && (!walk.failed || ph_error_memory(err));
}
