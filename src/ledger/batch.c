/* SPDX-License-Identifier: MIT */
#include "ledger_internal.h"

#include <phieu/list.h>

#include <stdlib.h>

static const char add_batch[] =
	"INSERT INTO batch (at, command, source, source_sha256, by)"
	" VALUES (?, ?, ?, ?, ?)";
static const char newest_batch[] = "SELECT max(id) FROM batch";

bool ph_ledger_set_person(
	struct ph_ledger *l, const char *by, struct ph_error *err)
{
	char *copy = by && *by ? ph_copy(by, strlen(by)) : NULL;

	if (by && *by && !copy)
		return ph_error_memory(err);
	free(l->by);
	l->by = copy;
	return true;
}

bool ph_ledger_writable(struct ph_ledger *l, struct ph_error *err)
{
	return l->in_batch
	       || ph_error_set(err, PH_BUG, "%s: no batch is open", l->path);
}

void ph_ledger_fact(struct ph_ledger *l)
{
	l->facts++;
}

static bool add(struct ph_ledger *l, const char *command, const char *source,
	struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;
	char at[PH_INSTANT_SIZE];

	if (!ph_sql_take(l, add_batch, &s, err))
		return false;
	ph_sql_text(l, s, 1, ph_instant_now(at));
	ph_sql_text(l, s, 2, command);
	ph_sql_text(l, s, 3, source);
	if (l->source_hashed)
		ph_sql_blob(l, s, 4, l->source_sha256, PH_HASH_SIZE);
	ph_sql_text(l, s, 5, l->by);
	if (!ph_sql_run(l, s, err))
		return false;
	l->batch = sqlite3_last_insert_rowid(l->db);
	return true;
}

bool ph_ledger_begin(struct ph_ledger *l, const char *command,
	const char *source, const uint8_t *source_sha256, struct ph_error *err)
{
	if (l->mode != PH_LEDGER_WRITE || l->in_batch)
		return ph_error_set(
			err, PH_BUG, "%s: cannot begin a batch", l->path);
	if (!ph_sql_exec(l, "BEGIN IMMEDIATE", err))
		return false;
	l->in_batch = true;
	l->facts = 0;
	l->source_hashed = source_sha256 != NULL;
	if (source_sha256)
		memcpy(l->source_sha256, source_sha256, PH_HASH_SIZE);
	ph_occurrences_release(&l->occurrences);
	l->page = (struct ph_page){ 0 };
	l->map.offered.count = 0;
	if (ph_chain_begin(l, err) && add(l, command, source, err)
		&& ph_ledger_load_fields(l, &l->fields, err))
		return true;
	ph_ledger_rollback(l);
	return false;
}

bool ph_ledger_commit(struct ph_ledger *l, struct ph_error *err)
{
	if (!ph_ledger_writable(l, err))
		return false;
	if (!l->facts) {
		ph_ledger_rollback(l);
		return true;
	}
	if (!ph_chain_seal(l, err) || !ph_sql_exec(l, "COMMIT", err)) {
		ph_ledger_rollback(l);
		return false;
	}
	l->in_batch = false;
	return true;
}

/* Its result does not matter: what is not committed is undone by the next
 * reader if not now. */
void ph_ledger_rollback(struct ph_ledger *l)
{
	l->in_batch = false;
	if (!sqlite3_get_autocommit(l->db))
		sqlite3_exec(l->db, "ROLLBACK", NULL, NULL, NULL);
}

int64_t ph_ledger_batch(const struct ph_ledger *l)
{
	PH_AUTO(ph_sql_finalize) sqlite3_stmt *s = NULL;

	if (l->in_batch)
		return l->batch;
	if (sqlite3_prepare_v3(l->db, newest_batch, -1, 0, &s, NULL)
			!= SQLITE_OK
		|| sqlite3_step(s) != SQLITE_ROW)
		return 0;
	return sqlite3_column_int64(s, 0);
}

bool ph_ledger_snapshot(struct ph_ledger *l, struct ph_error *err)
{
	int64_t batch;

	if (!sqlite3_get_autocommit(l->db))
		return true;
	/* BEGIN alone takes no lock: the first read does. */
	return ph_sql_exec(l, "BEGIN", err)
	       && ph_sql_number(l, newest_batch, &batch, err);
}
