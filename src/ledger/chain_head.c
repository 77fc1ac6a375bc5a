/* SPDX-License-Identifier: MIT */
#include "chain.h"

static const char find_head[] =
	"SELECT c.batch, datetime(b.at, '+7 hours'), b.command,"
	" (SELECT period FROM closing NOT INDEXED WHERE batch = c.batch),"
	" (SELECT count(*) FROM chain n NOT INDEXED WHERE n.id > c.id)"
	" FROM chain c NOT INDEXED LEFT JOIN batch b NOT INDEXED"
	" ON b.id = c.batch WHERE c.head = ?";

void ph_chain_passed_release(struct ph_chain_passed *passed)
{
	ph_text_release(&passed->command);
	ph_text_release(&passed->period);
}

bool ph_ledger_chain_head(
	struct ph_ledger *l, uint8_t head[PH_CHAIN_SIZE], struct ph_error *err)
{
	int64_t id;

	return chain_newest(l, &id, head, err);
}

bool ph_ledger_chain_find(struct ph_ledger *l,
	const uint8_t head[PH_CHAIN_SIZE], struct ph_chain_passed *passed,
	struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;

	ph_text_clear(&passed->command);
	ph_text_clear(&passed->period);
	if (!ph_sql_take(l, find_head, &s, err))
		return false;
	ph_sql_blob(l, s, 1, head, PH_CHAIN_SIZE);
	if (!ph_sql_row(l, s, &passed->found, err))
		return false;
	if (!passed->found)
		return true;
	passed->batch = sqlite3_column_int64(s, 0);
	snprintf(passed->at, sizeof(passed->at), "%s", ph_sql_column(s, 1));
	passed->later = sqlite3_column_int64(s, 4);
	return (ph_text_puts(&passed->command, ph_sql_column(s, 2))
		       && ph_text_puts(&passed->period, ph_sql_column(s, 3)))
	       || ph_error_memory(err);
}
