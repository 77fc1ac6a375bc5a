/* SPDX-License-Identifier: MIT */
#include "photos.h"

#include <phieu/list.h>

#include <malloc.h>
#include <string.h>

enum {
	BATCH_PAGES = 25,
	MEGAPIXEL = 1000000,
	TEXTS = 9 /* strings of a record */
};

static const double batch_s = 2.0;

bool photos_check(const struct context *ctx, const struct photo_options *opt,
	struct ph_error *err)
{
	if (!ctx->operand_count && !opt->files_from)
		return ph_error_set(err, PH_USAGE,
			"%s wants PATH… or --files-from FILE",
			ctx->command->name);
	if (opt->nul_ended && !opt->files_from)
		return ph_error_set(err, PH_USAGE, "-0 goes with --files-from");
	return true;
}

bool photos_gather(struct context *ctx, const struct photo_options *opt,
	struct ph_paths *paths, struct ph_error *err)
{
	struct ph_log *log = &ctx->console.log;

	for (size_t i = 0; i < ctx->operand_count; i++)
		if (!ph_paths_add(paths, ctx->operands[i], log, err))
			return false;
	return !opt->files_from
	       || ph_paths_add_list(
		       paths, opt->files_from, opt->nul_ended, log, err);
}

struct ph_image_limits photos_limits(const struct photo_options *opt)
{
	const int64_t most = (int64_t)(SIZE_MAX / MEGAPIXEL);
	int64_t limit = opt->megapixels < most ? opt->megapixels : most;
	struct ph_image_limits limits = ph_image_limits_default;

	if (limit != NOT_GIVEN)
		limits.pixels = (size_t)limit * MEGAPIXEL;
	return limits;
}

/* Memory that is given back to the system after each photo costs, to be had
 * again, a tenth of reading its codes. Where marks are read it is a fiftieth,
 * and there is more of it to keep. */
static void keep_memory(void)
{
	mallopt(M_MMAP_THRESHOLD, 32 << 20); /* the most that malloc takes */
	mallopt(M_TRIM_THRESHOLD, 128 << 20);
}

void photos_set_up(const struct context *ctx, const struct photo_options *opt,
	const struct ph_paths *paths, const struct papers *papers,
	struct ph_scan *scan)
{
	*scan = (struct ph_scan){
		.paths = paths,
		.rules = ctx->rules,
		.limits = photos_limits(opt),
		.today = ctx->today,
	};
	if (!papers->list.count)
		keep_memory();
	papers_set_up(papers, scan);
	if (ctx->common.jobs != NOT_GIVEN)
		scan->threads = (size_t)ctx->common.jobs;
}

/* ---- a record that outlives the scan's call ---- */

struct kept {
	struct ph_record record;
	struct ph_guess *marks;
	char *texts; /* its strings, one behind the other */
};

static bool keep_marks(
	struct kept *kept, const struct ph_record *record, size_t fields)
{
	if (!record->marks)
		return true;
	kept->marks = ph_alloc(fields, sizeof(*kept->marks));
	if (!kept->marks)
		return false;
	memcpy(kept->marks, record->marks, fields * sizeof(*kept->marks));
	kept->record.marks = kept->marks;
	return true;
}

static bool keep(struct kept *kept, const struct ph_record *record)
{
	struct ph_record *own = &kept->record;
	const char **text[TEXTS] = { &own->photo, &own->form, &own->reason,
		&own->detail, &own->code, &own->box, &own->officer,
		&own->serial, &own->place };
	size_t room = 0;
	char *at;

	*own = *record;
	for (size_t i = 0; i < TEXTS; i++)
		room += *text[i] ? strlen(*text[i]) + 1 : 0;
	kept->texts = at = ph_alloc(room + 1, 1);
	if (!at)
		return false;
	for (size_t i = 0; i < TEXTS; i++) {
		size_t size = *text[i] ? strlen(*text[i]) + 1 : 0;

		if (size)
			*text[i] = memcpy(at, *text[i], size);
		at += size;
	}
	return true;
}

/* ---- from the scan to the ledger ---- */

struct photo_import {
	struct context *ctx;
	const struct ph_intake *intake;
	struct ph_intake_count *count;
	struct kept_crops *crops;
	struct ph_error *err;
	PH_LIST(struct kept) waiting;
	double since;         /* when the first of them came */
	pthread_mutex_t lock; /* workers ask the ledger meanwhile */
};

static void forget(struct photo_import *import)
{
	struct kept *kept;

	ph_list_for (kept, &import->waiting) {
		free(kept->texts);
		free(kept->marks);
	}
	ph_list_release(&import->waiting);
}

static bool add_one(struct photo_import *import, const struct ph_record *record)
{
	size_t differing = import->count->differs;

	if (!ph_intake_record(
		    import->intake, record, import->count, import->err))
		return false;
	if (import->count->differs > differing)
		ph_log(import->intake->log, PH_LOG_NOTE,
			"%s: known with other contents: kept; --correct "
			"replaces it",
			record->photo);
	return true;
}

static bool write_waiting(struct photo_import *import)
{
	const struct kept *kept;

	if (!context_begin(import->ctx, "photos", NULL, import->err))
		return false;
	ph_list_for (kept, &import->waiting) {
		if (!add_one(import, &kept->record))
			return false;
	}
	return context_commit(import->ctx, import->err);
}

static bool flush(struct photo_import *import)
{
	bool fine = true;

	pthread_mutex_lock(&import->lock);
	if (import->waiting.count)
		fine = write_waiting(import);
	pthread_mutex_unlock(&import->lock);
	forget(import);
	return fine;
}

/* The forms of one page go into one batch: a page is known as a whole. */
static bool is_last_of_page(const struct ph_record *record)
{
	return record->part >= record->parts;
}

static bool is_batch(const struct photo_import *import)
{
	return import->waiting.count >= BATCH_PAGES
	       || ph_seconds() - import->since >= batch_s;
}

static bool emit(void *context, const struct ph_record *record)
{
	struct photo_import *import = context;
	size_t fields = import->ctx->rules->fields.count;
	struct kept *kept;

	/* Told at once: it may be the path of a whole folder. */
	if (!record->hashed)
		return ph_intake_record(
			import->intake, record, import->count, import->err);
	if (!kept_crops_note(import->crops, record))
		return ph_error_memory(import->err);
	if (record->reason && strcmp(record->reason, "known") == 0) {
		import->count->rows++;
		import->count->pages++;
		import->count->same++;
	} else {
		if (!import->waiting.count)
			import->since = ph_seconds();
		kept = ph_list_push(&import->waiting);
		if (!kept || !keep(kept, record)
			|| !keep_marks(kept, record, fields))
			return ph_error_memory(import->err);
	}
	return !is_last_of_page(record) || !is_batch(import) || flush(import);
}

/* A ledger that cannot be asked says so again when it is written. */
static bool known(
	void *context, const uint8_t sha256[PH_HASH_SIZE], unsigned page)
{
	struct photo_import *import = context;
	struct ph_error err;
	bool is_known = false, asked;

	pthread_mutex_lock(&import->lock);
	asked = ph_ledger_knows_photo(
		import->ctx->ledger, sha256, page, &is_known, &err);
	pthread_mutex_unlock(&import->lock);
	return asked && is_known;
}

bool photos_import(const struct ph_intake *intake, struct context *ctx,
	const struct photo_options *opt, const struct ph_paths *paths,
	const struct papers *papers, struct kept_crops *crops,
	struct ph_intake_count *count, struct ph_error *err)
{
	struct photo_import import = {
		.ctx = ctx,
		.intake = intake,
		.count = count,
		.crops = crops,
		.err = err,
		.lock = PTHREAD_MUTEX_INITIALIZER,
	};
	struct ph_scan scan;
	bool fine;

	photos_set_up(ctx, opt, paths, papers, &scan);
	scan.log = intake->log;
	scan.emit = emit;
	scan.known = known;
	scan.context = &import;
	fine = ph_intake_scan(&scan, err) && flush(&import);
	forget(&import);
	pthread_mutex_destroy(&import.lock);
	return fine;
}
