/* SPDX-License-Identifier: MIT */
/*
 * pool — many jobs in parallel, their results in order, memory bounded.
 *
 * Job i runs `work` on some worker thread; `emit` runs on the calling thread,
 * for i = 0, 1, 2 … in that order. At most `window` results wait at once, so
 * a slow job holds the others back instead of filling memory.
 */
#ifndef PHIEU_POOL_H
#define PHIEU_POOL_H

#include <phieu/error.h>

#include <stddef.h>

struct ph_pool_job {
	size_t count;   /* jobs */
	size_t threads; /* workers; 1 runs all on one worker thread */
	size_t window;  /* results in flight, at least threads */
	/* A worker's own state (a scanner); may be NULL for none. */
	void *(*enter)(void *context);
	void (*leave)(void *worker, void *context);
	/* Returns the result, owned by emit; NULL is handed on as it is. */
	void *(*work)(void *worker, size_t i, void *context);
	/* false stops: jobs not yet begun are skipped, the results under way
	 * go to `drop`. */
	bool (*emit)(void *result, size_t i, void *context);
	void (*drop)(void *result, void *context);
	void *context;
};

/* false: a thread could not be started (err), or emit said stop (err is left
 * to emit's own context). */
PH_MUST_CHECK bool ph_pool_run(
	const struct ph_pool_job *job, struct ph_error *err);

/* Processors that this process may use; at least 1. */
size_t ph_pool_processors(void);

#endif
