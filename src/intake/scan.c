/* SPDX-License-Identifier: MIT */
#include "intake_internal.h"

#include <phieu/list.h>
#include <phieu/pool.h>

/* One page to scan: a job of the pool. */
struct item {
	struct ph_document *document;
	unsigned page;
};

struct run {
	struct ph_scanning scanning;
	struct ph_document *documents;
	size_t count; /* documents initialised */
	PH_LIST(struct item) items;
	struct ph_error *err;
};

static void run_release(struct run *run)
{
	for (size_t i = 0; i < run->count; i++)
		ph_document_release(&run->documents[i]);
	free(run->documents);
	ph_list_release(&run->items);
	pthread_mutex_destroy(&run->scanning.calling);
}
PH_CLEANUP_VALUE(struct run, run_release)

static bool add_pages(struct run *run, struct ph_document *document)
{
	for (unsigned page = 1; page <= document->pages; page++) {
		struct item *item = ph_list_push(&run->items);

		if (!item)
			return false;
		*item = (struct item){ document, page };
	}
	return true;
}

/* Every page before the first is read: the total of the progress. */
static bool list_pages(struct run *run)
{
	const struct ph_scan *scan = run->scanning.scan;
	const struct ph_paths *paths = scan->paths;

	run->documents = ph_alloc(paths->count, sizeof(*run->documents));
	if (!run->documents)
		return false;
	while (run->count < paths->count) {
		struct ph_document *document = &run->documents[run->count];

		ph_document_init(
			document, paths->at[run->count], &scan->limits);
		run->count++;
		if (!add_pages(run, document))
			return false;
	}
	return true;
}

static void *enter(void *context)
{
	const struct run *run = context;

	return ph_reader_create(run->scanning.scan);
}

static void leave(void *worker, void *context)
{
	(void)context;
	ph_reader_destroy(worker);
}

static void *work(void *worker, size_t i, void *context)
{
	struct run *run = context;
	const struct item *item = &run->items.at[i];

	return ph_photo_read(
		&run->scanning, worker, item->document, item->page);
}

static bool emit(void *result, size_t i, void *context)
{
	struct run *run = context;
	const struct ph_scan *scan = run->scanning.scan;
	struct ph_photo *photo = result;
	bool go_on = true;

	if (!photo)
		return ph_error_memory(run->err);
	pthread_mutex_lock(&run->scanning.calling);
	for (size_t part = 0; part < photo->count && go_on; part++)
		go_on = scan->emit(scan->context, ph_part_record(photo, part));
	pthread_mutex_unlock(&run->scanning.calling);
	ph_photo_destroy(photo);
	ph_log_progress(scan->log, i + 1, run->items.count);
	return go_on;
}

static void drop(void *result, void *context)
{
	(void)context;
	ph_photo_destroy(result);
}

static bool run_pool(struct run *run, struct ph_error *err)
{
	size_t threads = run->scanning.scan->threads;
	struct ph_pool_job job = {
		.count = run->items.count,
		.enter = enter,
		.leave = leave,
		.work = work,
		.emit = emit,
		.drop = drop,
		.context = run,
	};

	job.threads = threads ? threads : ph_pool_processors();
	if (job.threads > job.count)
		job.threads = job.count;
	/* Results are small; a page that takes long must not idle the other
	 * workers, nor let them run far ahead of what is shown. */
	job.window = 4 * job.threads;
	return ph_pool_run(&job, err);
}

bool ph_intake_scan(const struct ph_scan *scan, struct ph_error *err)
{
	PH_AUTO(run_release)
	struct run run = {
		.scanning = { scan, PTHREAD_MUTEX_INITIALIZER },
		.err = err,
	};

	if (!scan->paths->count)
		return true;
	if (!list_pages(&run))
		return ph_error_memory(err);
	return run_pool(&run, err);
}
