/* SPDX-License-Identifier: MIT */
/* Where a batch's facts stand in a table: found by halving, without an index
 * on the batch, which each import would have to pay for. */
#include "each_event.h"

bool ph_range_open(struct ph_ledger *l, struct ph_range *range,
	const struct ph_relation *relation, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text sql = { 0 };

	*range = (struct ph_range){ 0 };
	if (!ph_text_appendf(&sql,
		    "SELECT batch FROM %s WHERE id >= ? ORDER BY id LIMIT 1",
		    relation->table))
		return ph_error_memory(err);
	return ph_sql_prepare(l, ph_text_get(&sql), &range->at, err);
}

void ph_range_release(struct ph_range *range)
{
	sqlite3_finalize(range->at);
	range->at = NULL;
}

static bool look(struct ph_ledger *l, struct ph_range *range, int64_t id,
	int64_t *batch, struct ph_error *err)
{
	bool there;

	ph_sql_int(l, range->at, 1, id);
	if (!ph_sql_row(l, range->at, &there, err))
		return false;
	*batch = there ? sqlite3_column_int64(range->at, 0) : INT64_MAX;
	ph_sql_done(range->at);
	return true;
}

bool ph_range_seek(struct ph_ledger *l, struct ph_range *range, int64_t batch,
	struct ph_error *err)
{
	int64_t low = range->next, high, step = 1, found;

	if (range->batch >= batch)
		return true;
	do { /* by ever wider steps, as most batches are small */
		high = low + step;
		step *= 2;
		if (!look(l, range, high, &found, err))
			return false;
		if (found < batch)
			low = high;
	} while (found < batch);
	range->batch = found;
	while (high - low > 1) {
		int64_t middle = low + (high - low) / 2;

		if (!look(l, range, middle, &found, err))
			return false;
		if (found < batch) {
			low = middle;
		} else {
			high = middle;
			range->batch = found;
		}
	}
	range->next = high;
	return true;
}

static const char batches[] =
	"SELECT ifnull(min(id), 1), ifnull(max(id), 0) FROM batch"
	" WHERE (?1 IS NULL OR id = ?1)"
	" AND (?2 IS NULL OR date(at, '+7 hours') >= ?2)"
	" AND (?3 IS NULL OR date(at, '+7 hours') <= ?3)";

bool ph_trail_batches(struct ph_ledger *l, const struct ph_trail_query *query,
	int64_t *first, int64_t *last, struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;
	char from[PH_DATE_SIZE], to[PH_DATE_SIZE];
	bool row;

	if (!ph_sql_take(l, batches, &s, err))
		return false;
	ph_sql_id(l, s, 1, query->batch);
	ph_sql_text(l, s, 2, ph_day_format(query->from, from));
	ph_sql_text(l, s, 3, ph_day_format(query->to, to));
	if (!ph_sql_row(l, s, &row, err))
		return false;
	*first = sqlite3_column_int64(s, 0);
	*last = sqlite3_column_int64(s, 1);
	return true;
}
