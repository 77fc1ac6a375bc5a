/* SPDX-License-Identifier: MIT */
/* An older ledger that is not to be changed: a copy of it in memory is brought
 * up to date, and takes its place. */
#include "ledger_internal.h"

enum {
	COPY_BYTES_MAX = 512 << 20, /* of memory, and so of a ledger */
	PRAGMA_SIZE = 64
};

static bool make_room(
	struct ph_ledger *to, struct ph_ledger *from, struct ph_error *err)
{
	char pragma[PRAGMA_SIZE];
	int64_t size, count;

	if (!ph_sql_number(from, "PRAGMA page_size", &size, err)
		|| !ph_sql_number(from, "PRAGMA page_count", &count, err))
		return false;
	if (count > COPY_BYTES_MAX / size)
		return ph_error_set(err, PH_CONFIG,
			"%s: written by an older phieu, and too large to be "
			"read as it is: any command that writes, as phieu "
			"import does, brings it up to date; make a copy before",
			from->path);
	/* In memory it cannot be changed later. */
	snprintf(pragma, sizeof(pragma), "PRAGMA page_size = %lld",
		(long long)size);
	return ph_sql_exec(to, pragma, err);
}

static bool copy_pages(
	struct ph_ledger *to, struct ph_ledger *from, struct ph_error *err)
{
	sqlite3_backup *backup =
		sqlite3_backup_init(to->db, "main", from->db, "main");
	int result;

	if (!backup)
		return ph_sql_fail(to, sqlite3_errcode(to->db), err);
	result = sqlite3_backup_step(backup, -1);
	sqlite3_backup_finish(backup);
	return result == SQLITE_DONE || ph_sql_fail(from, result, err);
}

bool ph_ledger_copy_older(struct ph_ledger **ledger, struct ph_error *err)
{
	PH_AUTO(ph_ledger_close) struct ph_ledger *copy = NULL;
	struct ph_ledger *l = *ledger;

	if (!ph_ledger_imagine(&copy, err) || !make_room(copy, l, err)
		|| !copy_pages(copy, l, err) || !ph_ledger_set_up(copy, err)
		|| !ph_ledger_upgrade(copy, err))
		return false;
	free(copy->path);
	copy->path = PH_TAKE(l->path);
	copy->mode = l->mode;
	ph_ledger_close(l);
	*ledger = PH_TAKE(copy);
	return true;
}
