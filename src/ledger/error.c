/* SPDX-License-Identifier: MIT */
#include "ledger_internal.h"

/* The first line that fits holds: extended results stand before the primary
 * ones that they belong to. */
static const struct meaning {
	int result;
	enum ph_code code;
	const char *text;
} meanings[] = {
	{ SQLITE_BUSY, PH_BUSY, "locked by another process; try again" },
	{ SQLITE_LOCKED, PH_BUSY, "locked by another process; try again" },
	{ SQLITE_PROTOCOL, PH_BUSY, "locked by another process; try again" },
	{ SQLITE_FULL, PH_WRITE_FAILED,
		"the disk is full; the ledger is as it was" },
	{ SQLITE_IOERR_READ, PH_NO_INPUT, "cannot be read" },
	{ SQLITE_IOERR_SHORT_READ, PH_NO_INPUT, "cannot be read to its end" },
	{ SQLITE_IOERR_NOMEM, PH_BUG, "out of memory" },
	{ SQLITE_IOERR, PH_WRITE_FAILED,
		"cannot be written; the ledger is as it was" },
	{ SQLITE_READONLY_DIRECTORY, PH_CANNOT_CREATE,
		"its journal cannot be created: make the folder writable" },
	{ SQLITE_READONLY_DBMOVED, PH_WRITE_FAILED,
		"was moved or replaced while it was open" },
	{ SQLITE_READONLY_ROLLBACK, PH_WRITE_FAILED,
		"an interrupted command must be undone first, which needs the "
		"file and its folder to be writable: run any phieu command as "
		"the owner" },
	{ SQLITE_READONLY, PH_WRITE_FAILED,
		"is read-only: make the file writable" },
	{ SQLITE_CANTOPEN, PH_CANNOT_CREATE,
		"its journal cannot be created: make the folder writable" },
	{ SQLITE_NOTADB, PH_BAD_DATA, "is not a phieu ledger" },
	{ SQLITE_PERM, PH_NO_INPUT, "may not be opened" },
	{ SQLITE_NOMEM, PH_BUG, "out of memory" },
	{ SQLITE_CONSTRAINT_NOTNULL, PH_BAD_DATA,
		"a value that must be given is missing" },
	{ SQLITE_TOOBIG, PH_BAD_DATA, "a value is too long to be kept" },
};

static const struct meaning *find(int result)
{
	const size_t count = sizeof(meanings) / sizeof(meanings[0]);

	for (size_t i = 0; i < count; i++) {
		const struct meaning *m = &meanings[i];

		if (m->result == result || m->result == (result & 0xff))
			return m;
	}
	return NULL;
}

bool ph_sql_fail(struct ph_ledger *l, int result, struct ph_error *err)
{
	const struct meaning *m = find(result);

	/* Some failures end the transaction: nothing may follow as if it were
	 * still open. */
	if (sqlite3_get_autocommit(l->db))
		l->in_batch = false;
	if (m)
		return ph_error_set(err, m->code, "%s: %s", l->path, m->text);
	if ((result & 0xff) == SQLITE_CORRUPT)
		return ph_error_set(err, PH_BAD_DATA,
			"%s: is damaged (%s): go back to a copy", l->path,
			sqlite3_errmsg(l->db));
	return ph_error_set(err, PH_BUG, "%s: %s (SQLite result %d)", l->path,
		sqlite3_errmsg(l->db), result);
}
