/* SPDX-License-Identifier: MIT */
#include "chain_verify.h"

static const char instant_of[] = "SELECT datetime(at, '+7 hours') FROM "
				 "main.batch NOT INDEXED WHERE id = ?";

static bool find_instant(struct verifying *v, int64_t batch, struct ph_text *at)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;
	bool row;

	if (!ph_sql_take(v->l, instant_of, &s, v->err))
		return false;
	ph_sql_int(v->l, s, 1, batch);
	if (!ph_sql_row(v->l, s, &row, v->err))
		return false;
	return !row || ph_text_puts(at, ph_sql_column(s, 0))
	       || ph_error_memory(v->err);
}

bool chain_tell(struct verifying *v, enum ph_chain_fault_kind kind,
	const char *table, int64_t id, int64_t batch)
{
	PH_AUTO(ph_text_release) struct ph_text at = { 0 };
	struct ph_chain_fault fault = {
		.kind = kind, .table = table, .id = id, .batch = batch
	};

	if (!find_instant(v, batch, &at))
		return false;
	fault.at = ph_text_get(&at);
	v->state->faults++;
	v->stopped = !v->fault(v->context, &fault);
	return !v->stopped;
}

bool chain_tell_row(struct verifying *v, enum ph_chain_fault_kind kind)
{
	return chain_tell(v, kind, "chain", v->row.id, v->row.batch);
}

bool chain_settle(struct verifying *v, bool link_was_altered)
{
	const struct doubt doubt = v->doubt;

	v->doubt.open = false;
	if (!doubt.open)
		return true;
	if (link_was_altered || doubt.table == PH_CHAIN_TABLES)
		return chain_tell(
			v, PH_CHAIN_ALTERED, "chain", doubt.row, doubt.batch);
	return chain_tell(v, PH_CHAIN_ALTERED, chain_tables[doubt.table].name,
		doubt.id, doubt.batch);
}

bool chain_compare(
	struct verifying *v, int table, int64_t id, const uint8_t *stored)
{
	uint8_t link[PH_CHAIN_SIZE], other[PH_CHAIN_SIZE];
	bool altered_link = false;

	chain_fact_link(&v->fact, v->before, link);
	memcpy(v->before, stored, PH_CHAIN_SIZE);
	if (memcmp(link, stored, PH_CHAIN_SIZE) == 0) {
		v->state->facts += table < PH_CHAIN_TABLES;
		return chain_settle(v, false);
	}
	if (v->doubt.open) {
		chain_fact_link(&v->fact, v->doubt.link, other);
		altered_link = !memcmp(other, stored, PH_CHAIN_SIZE);
		if (!chain_settle(v, altered_link))
			return false;
	}
	if (altered_link) {
		v->state->facts += table < PH_CHAIN_TABLES;
		return true;
	}
	v->doubt = (struct doubt){ .open = true,
		.table = table,
		.id = id,
		.row = v->row.id,
		.batch = v->row.batch };
	memcpy(v->doubt.link, link, PH_CHAIN_SIZE);
	return true;
}

const char *ph_chain_fault_name(enum ph_chain_fault_kind kind)
{
	static const char *const names[] = {
		[PH_CHAIN_ALTERED] = "altered",
		[PH_CHAIN_REMOVED] = "removed",
		[PH_CHAIN_ADDED] = "added",
		[PH_CHAIN_DISORDER] = "disorder",
		[PH_CHAIN_UNGUARDED] = "unguarded",
		[PH_CHAIN_TRIGGER] = "trigger",
		[PH_CHAIN_SCHEMA] = "schema",
		[PH_CHAIN_DAMAGED] = "damaged",
		[PH_CHAIN_DANGLING] = "dangling",
	};

	return names[kind];
}
