/* SPDX-License-Identifier: MIT */
#include <phieu/list.h>
#include <phieu/pool.h>

#include <pthread.h>
#include <sched.h>

struct slot {
	void *result;
	bool ready;
};

/* Jobs are taken in order, and job i is only taken once job i - window has
 * been emitted, so slot i % window is always free for it. */
struct pool {
	const struct ph_pool_job *job;
	struct slot *slots;
	size_t window, taken, emitted;
	bool stopped;
	pthread_mutex_t lock;
	pthread_cond_t ready, room;
};

/* false: no jobs are left. */
static bool take_job(struct pool *pool, size_t *i)
{
	bool got;

	pthread_mutex_lock(&pool->lock);
	while (!pool->stopped && pool->taken < pool->job->count
		&& pool->taken >= pool->emitted + pool->window)
		pthread_cond_wait(&pool->room, &pool->lock);
	got = !pool->stopped && pool->taken < pool->job->count;
	if (got)
		*i = pool->taken++;
	pthread_mutex_unlock(&pool->lock);
	return got;
}

static void *run_worker(void *argument)
{
	struct pool *pool = argument;
	const struct ph_pool_job *job = pool->job;
	void *state = job->enter ? job->enter(job->context) : NULL;
	size_t i;

	while (take_job(pool, &i)) {
		struct slot *slot = &pool->slots[i % pool->window];
		void *result = job->work(state, i, job->context);

		pthread_mutex_lock(&pool->lock);
		*slot = (struct slot){ .result = result, .ready = true };
		pthread_cond_signal(&pool->ready);
		pthread_mutex_unlock(&pool->lock);
	}
	if (job->leave)
		job->leave(state, job->context);
	return NULL;
}

static void *await(struct pool *pool, size_t i)
{
	struct slot *slot = &pool->slots[i % pool->window];
	void *result;

	pthread_mutex_lock(&pool->lock);
	while (!slot->ready)
		pthread_cond_wait(&pool->ready, &pool->lock);
	result = slot->result;
	*slot = (struct slot){ 0 };
	pool->emitted = i + 1;
	pthread_cond_broadcast(&pool->room);
	pthread_mutex_unlock(&pool->lock);
	return result;
}

static void stop(struct pool *pool)
{
	pthread_mutex_lock(&pool->lock);
	pool->stopped = true;
	pthread_cond_broadcast(&pool->room);
	pthread_mutex_unlock(&pool->lock);
}

static bool emit_all(struct pool *pool)
{
	const struct ph_pool_job *job = pool->job;

	for (size_t i = 0; i < job->count; i++)
		if (!job->emit(await(pool, i), i, job->context))
			return false;
	return true;
}

static void drop_rest(struct pool *pool)
{
	for (size_t i = 0; i < pool->window; i++)
		if (pool->slots[i].ready && pool->job->drop)
			pool->job->drop(
				pool->slots[i].result, pool->job->context);
}

static bool run(struct pool *pool, pthread_t *threads, struct ph_error *err)
{
	size_t started = 0;
	bool fine = true;

	while (started < pool->job->threads
		&& pthread_create(&threads[started], NULL, run_worker, pool)
			   == 0)
		started++;
	if (started)
		fine = emit_all(pool);
	stop(pool);
	for (size_t i = 0; i < started; i++)
		pthread_join(threads[i], NULL);
	if (!started)
		return ph_error_set(err, PH_BUG, "no thread could be started");
	return fine;
}

bool ph_pool_run(const struct ph_pool_job *job, struct ph_error *err)
{
	struct pool pool = { .job = job,
		.window =
			job->window > job->threads ? job->window : job->threads,
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.ready = PTHREAD_COND_INITIALIZER,
		.room = PTHREAD_COND_INITIALIZER };
	pthread_t *threads = ph_alloc(job->threads, sizeof(*threads));
	bool fine = false;

	pool.slots = ph_alloc(pool.window, sizeof(*pool.slots));
	if (!threads || !pool.slots || !job->threads)
		ph_error_memory(err);
	else
		fine = run(&pool, threads, err);
	if (pool.slots)
		drop_rest(&pool);
	free(pool.slots);
	free(threads);
	return fine;
}

size_t ph_pool_processors(void)
{
	cpu_set_t set;
	int count = sched_getaffinity(0, sizeof(set), &set) == 0
			    ? CPU_COUNT(&set)
			    : 1;

	return count > 0 ? (size_t)count : 1;
}
