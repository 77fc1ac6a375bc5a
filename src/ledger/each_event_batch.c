/* SPDX-License-Identifier: MIT */
#include "each_event.h"

static const char see_batch[] =
	"SELECT datetime(at, '+7 hours'), command, source, by, source_sha256,"
	" (?2 IS NULL OR date(at, '+7 hours') >= ?2)"
	" AND (?3 IS NULL OR date(at, '+7 hours') <= ?3)"
	" FROM batch WHERE id = ?1";

static const char no_batch[] = "%s: batch %lld is missing: run "
			       "phieu log --verify";

void ph_batch_forget(struct ph_batch_seen *seen)
{
	ph_sql_done(seen->s);
	seen->batch = 0;
}

void ph_batch_seen_release(struct ph_batch_seen *seen)
{
	sqlite3_finalize(seen->s);
	seen->s = NULL;
}

static void read_batch(struct ph_batch_seen *seen)
{
	seen->at = ph_sql_column(seen->s, 0);
	seen->command = ph_sql_column(seen->s, 1);
	seen->source = ph_sql_column(seen->s, 2);
	seen->by = ph_sql_column(seen->s, 3);
	seen->source_sha256 = sqlite3_column_bytes(seen->s, 4) == PH_HASH_SIZE
				      ? sqlite3_column_blob(seen->s, 4)
				      : NULL;
	seen->wanted = sqlite3_column_int(seen->s, 5);
}

bool ph_batch_see(struct ph_ledger *l, struct ph_batch_seen *seen,
	const struct ph_trail_query *query, int64_t batch, struct ph_error *err)
{
	char from[PH_DATE_SIZE], to[PH_DATE_SIZE];
	bool there;

	if (seen->batch == batch)
		return true;
	if (!seen->s && !ph_sql_prepare(l, see_batch, &seen->s, err))
		return false;
	ph_batch_forget(seen);
	ph_sql_int(l, seen->s, 1, batch);
	ph_sql_text(l, seen->s, 2, ph_day_format(query->from, from));
	ph_sql_text(l, seen->s, 3, ph_day_format(query->to, to));
	if (!ph_sql_row(l, seen->s, &there, err))
		return false;
	if (!there)
		return ph_error_set(
			err, PH_BAD_DATA, no_batch, l->path, (long long)batch);
	read_batch(seen);
	seen->batch = batch;
	return true;
}

struct counting {
	struct ph_range ranges[PH_EVENT_KINDS];
	struct ph_batch_seen seen;
};

static void counting_release(struct counting *counting)
{
	for (size_t i = 0; i < PH_EVENT_KINDS; i++)
		ph_range_release(&counting->ranges[i]);
	ph_batch_seen_release(&counting->seen);
}
PH_CLEANUP_VALUE(struct counting, counting_release)

/* How many facts of each kind a batch has; batches come in their order. */
static bool count(struct ph_ledger *l, struct counting *counting,
	struct ph_batch_row *row, struct ph_error *err)
{
	for (size_t i = 0; i < PH_EVENT_KINDS; i++) {
		struct ph_range *range = &counting->ranges[i];
		int64_t before;

		if (!ph_range_seek(l, range, row->batch, err))
			return false;
		before = range->next;
		if (!ph_range_seek(l, range, row->batch + 1, err))
			return false;
		row->facts[i] = range->next - before;
	}
	return true;
}

static bool each(struct ph_ledger *l, const struct ph_trail_query *query,
	struct counting *counting, int64_t first, int64_t last,
	bool (*row)(void *context, const struct ph_batch_row *row),
	void *context, struct ph_error *err)
{
	const struct ph_batch_seen *seen = &counting->seen;

	for (int64_t batch = first; batch <= last; batch++) {
		struct ph_batch_row read = { .batch = batch };

		if (!ph_batch_see(l, &counting->seen, query, batch, err))
			return false;
		if (!seen->wanted)
			continue;
		if (!count(l, counting, &read, err))
			return false;
		read.at = seen->at;
		read.command = seen->command;
		read.source = seen->source;
		read.by = seen->by;
		read.source_sha256 = seen->source_sha256;
		if (!row(context, &read))
			break;
	}
	return true;
}

bool ph_ledger_each_batch(struct ph_ledger *l,
	const struct ph_trail_query *query,
	bool (*row)(void *context, const struct ph_batch_row *row),
	void *context, struct ph_error *err)
{
	PH_AUTO(counting_release) struct counting counting = { 0 };
	int64_t first, last;

	if (query->of != PH_TRAIL_ALL)
		return ph_error_set(
			err, PH_BUG, "%s: batches are of nothing", l->path);
	if (!ph_trail_batches(l, query, &first, &last, err))
		return false;
	for (size_t i = 0; i < PH_EVENT_KINDS; i++)
		if (!ph_range_open(
			    l, &counting.ranges[i], &ph_relations[i], err))
			return false;
	return each(l, query, &counting, first, last, row, context, err);
}
