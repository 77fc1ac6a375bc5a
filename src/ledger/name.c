/* SPDX-License-Identifier: MIT */
#include "ledger_internal.h"

static const char first_batch[] =
	"SELECT id, at, command FROM batch ORDER BY id LIMIT 1";
static const char its_settings[] =
	"SELECT key, value FROM setting WHERE batch = ? ORDER BY id";

static bool add_settings(struct ph_ledger *l, int64_t batch,
	struct ph_text *words, struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;
	bool row;

	if (!ph_sql_take(l, its_settings, &s, err))
		return false;
	ph_sql_int(l, s, 1, batch);
	while (ph_sql_row(l, s, &row, err)) {
		if (!row)
			return true;
		if (!ph_text_appendf(words, "%s=%s\n", ph_sql_column(s, 0),
			    ph_sql_column(s, 1)))
			return ph_error_memory(err);
	}
	return false;
}

bool ph_ledger_name(struct ph_ledger *l, char name[PH_LEDGER_NAME_SIZE],
	struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;
	PH_AUTO(ph_text_release) struct ph_text words = { 0 };
	char hex[PH_HASH_HEX_SIZE];
	uint8_t hash[PH_HASH_SIZE];
	bool row;

	if (!ph_sql_take(l, first_batch, &s, err)
		|| !ph_sql_row(l, s, &row, err))
		return false;
	if (row) {
		if (!ph_text_appendf(&words, "%s %s\n", ph_sql_column(s, 1),
			    ph_sql_column(s, 2)))
			return ph_error_memory(err);
		if (!add_settings(
			    l, sqlite3_column_int64(s, 0), &words, err))
			return false;
	}
	ph_hash(ph_text_get(&words), words.length, hash);
	memcpy(name, ph_hash_hex(hash, hex), PH_LEDGER_NAME_SIZE - 1);
	name[PH_LEDGER_NAME_SIZE - 1] = '\0';
	return true;
}
