/* SPDX-License-Identifier: MIT */
#include "ledger_internal.h"

#include <phieu/list.h>

#include <errno.h>
#include <sys/stat.h>

/* synchronous EXTRA and the rollback journal are what the door promises: EXTRA
 * syncs the folder too once the journal is gone, which is the commit. With
 * secure_delete a purged path is overwritten. */
#define PRAGMAS                        \
	"PRAGMA foreign_keys = ON;"    \
	"PRAGMA trusted_schema = OFF;" \
	"PRAGMA cell_size_check = ON;" \
	"PRAGMA synchronous = EXTRA;"  \
	"PRAGMA secure_delete = ON;"   \
	"PRAGMA temp_store = MEMORY;"

/* Ceilings, in KiB. 256 MiB hold all pages that an import of a million rows
 * touches, so that its cost a row stays flat; a reader passes once over a
 * table, and what it keeps costs it time (10 % with 256 MiB). */
#define READ_CACHE "PRAGMA cache_size = -16384"
#define WRITE_CACHE "PRAGMA cache_size = -262144"

static pthread_once_t once = PTHREAD_ONCE_INIT;

/* SQLite's count of its own memory costs an import 14 % and nobody asks for
 * it. Refused, without harm, when SQLite is in use already. */
static void configure(void)
{
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

/* SQLite takes ":memory:" and "file:…" for more than names of files. */
static char *plain_name(const char *path)
{
	PH_AUTO(ph_text_release) struct ph_text name = { 0 };
	bool plain = path[0] == '/' || path[0] == '.';

	if (!ph_text_appendf(&name, "%s%s", plain ? "" : "./", path))
		return NULL;
	return ph_copy(ph_text_get(&name), name.length);
}

static bool open_database(
	struct ph_ledger *l, const char *name, int flags, struct ph_error *err)
{
	int result = sqlite3_open_v2(name, &l->db,
		flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);

	if (result == SQLITE_OK)
		return true;
	if (!l->db)
		return ph_error_memory(err);
	errno = sqlite3_system_errno(l->db);
	return ph_error_errno(
		err, PH_NO_INPUT, "%s: cannot be opened", l->path);
}

static bool open_file(struct ph_ledger *l, int flags, struct ph_error *err)
{
	char *name = plain_name(l->path);
	bool fine;

	if (!name)
		return ph_error_memory(err);
	fine = open_database(l, name, flags, err);
	free(name);
	return fine;
}

static void configure_connection(struct ph_ledger *l)
{
	sqlite3_db_config(l->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(l->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(l->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	sqlite3_busy_timeout(l->db, PH_LEDGER_BUSY_MS);
}

bool ph_ledger_set_up(struct ph_ledger *l, struct ph_error *err)
{
	return ph_sql_exec(l, PRAGMAS, err)
	       && ph_sql_exec(l,
		       l->mode == PH_LEDGER_READ ? READ_CACHE : WRITE_CACHE,
		       err);
}

static bool name_ledger(
	struct ph_ledger **ledger, const char *path, struct ph_error *err)
{
	struct ph_ledger *l;

	pthread_once(&once, configure);
	l = *ledger = ph_alloc(1, sizeof(*l));
	if (!l)
		return ph_error_memory(err);
	l->path = ph_copy(path, strlen(path));
	return l->path || ph_error_memory(err);
}

bool ph_ledger_imagine(struct ph_ledger **ledger, struct ph_error *err)
{
	PH_AUTO(ph_ledger_close) struct ph_ledger *l = NULL;

	if (!name_ledger(&l, ":memory:", err)
		|| !open_database(l, l->path, SQLITE_OPEN_READWRITE, err))
		return false;
	l->mode = PH_LEDGER_WRITE;
	configure_connection(l);
	*ledger = PH_TAKE(l);
	return true;
}

bool ph_ledger_connect(struct ph_ledger **ledger, const char *path, int flags,
	struct ph_error *err)
{
	PH_AUTO(ph_ledger_close) struct ph_ledger *l = NULL;

	if (!name_ledger(&l, path, err))
		return false;
	l->mode =
		flags & SQLITE_OPEN_READONLY ? PH_LEDGER_READ : PH_LEDGER_WRITE;
	if (!open_file(l, flags, err))
		return false;
	configure_connection(l);
	*ledger = PH_TAKE(l);
	return true;
}

void ph_ledger_close(struct ph_ledger *l)
{
	if (!l)
		return;
	for (size_t i = 0; i < l->slot_count; i++)
		sqlite3_finalize(l->slots[i].statement);
	sqlite3_finalize(l->insert_sheet);
	sqlite3_close(l->db); /* an open transaction is rolled back */
	ph_text_release(&l->content);
	ph_occurrences_release(&l->occurrences);
	free(l->by);
	free(l->path);
	free(l);
}

void ph_ledger_set_wait(struct ph_ledger *l, int busy_ms)
{
	sqlite3_busy_timeout(l->db, busy_ms);
}

bool ph_ledger_head(
	struct ph_ledger *l, struct ph_head *head, struct ph_error *err)
{
	return ph_sql_number(
		       l, "PRAGMA application_id", &head->application_id, err)
	       && ph_sql_number(l, "PRAGMA user_version", &head->version, err)
	       && ph_sql_number(l, "SELECT count(*) FROM sqlite_schema",
		       &head->tables, err);
}

static bool check_file(const char *path, struct ph_error *err)
{
	struct stat st;

	if (stat(path, &st) && errno == ENOENT)
		return ph_error_set(err, PH_NO_INPUT,
			"%s: no ledger here; phieu init makes one", path);
	if (stat(path, &st))
		return ph_error_errno(err, PH_NO_INPUT, "%s", path);
	if (!S_ISREG(st.st_mode))
		return ph_error_set(
			err, PH_NO_INPUT, "%s: is not a file", path);
	return true;
}

static bool check_head(const struct ph_ledger *l, const struct ph_head *head,
	struct ph_error *err)
{
	if (!head->application_id && !head->version && !head->tables)
		return ph_error_set(err, PH_CONFIG,
			"%s: a ledger that was not finished; run phieu init",
			l->path);
	if (head->application_id != PH_LEDGER_APPLICATION_ID)
		return ph_error_set(
			err, PH_BAD_DATA, "%s: is not a phieu ledger", l->path);
	if (head->version > PH_SCHEMA_VERSION)
		return ph_error_set(err, PH_CONFIG,
			"%s: written by a newer phieu (schema %lld, this one "
			"knows %d): use that one",
			l->path, (long long)head->version, PH_SCHEMA_VERSION);
	return true;
}

/* Another tool may have left the file in WAL, which does not work on shares;
 * for any other ledger this does nothing. */
static const char no_wal[] = "PRAGMA journal_mode = DELETE";

/* The version may have moved while we waited for the lock. */
bool ph_ledger_upgrade(struct ph_ledger *l, struct ph_error *err)
{
	struct ph_head head;

	if (!ph_sql_exec(l, "BEGIN IMMEDIATE", err)
		|| !ph_ledger_head(l, &head, err) || !check_head(l, &head, err)
		|| !ph_ledger_migrate(l, head.version, err))
		return false;
	l->schema = (int)head.version;
	return ph_sql_exec(l, "COMMIT", err);
}

static bool open_write(struct ph_ledger **ledger, const char *path,
	enum ph_ledger_mode mode, struct ph_error *err)
{
	PH_AUTO(ph_ledger_close) struct ph_ledger *l = NULL;
	struct ph_head head;

	if (!ph_ledger_connect(&l, path, SQLITE_OPEN_READWRITE, err)
		|| !ph_ledger_set_up(l, err) || !ph_ledger_head(l, &head, err)
		|| !check_head(l, &head, err) || !ph_sql_exec(l, no_wal, err))
		return false;
	l->schema = (int)head.version;
	if (head.version < PH_SCHEMA_VERSION
		&& !(mode == PH_LEDGER_TRY ? ph_ledger_copy_older(&l, err)
					   : ph_ledger_upgrade(l, err)))
		return false;
	*ledger = PH_TAKE(l);
	return true;
}

/* A journal that a killed command left can be undone by a connection that may
 * write only. */
static void recover(const char *path)
{
	PH_AUTO(ph_ledger_close) struct ph_ledger *l = NULL;
	struct ph_error unused;

	if (ph_ledger_connect(&l, path, SQLITE_OPEN_READWRITE, &unused)
		&& ph_ledger_set_up(l, &unused))
		return; /* set_up has read the file: that undoes it */
}

static bool open_read(
	struct ph_ledger **ledger, const char *path, struct ph_error *err)
{
	PH_AUTO(ph_ledger_close) struct ph_ledger *l = NULL;
	struct ph_head head;

	if (!ph_ledger_connect(&l, path, SQLITE_OPEN_READONLY, err))
		return false;
	if (!ph_ledger_set_up(l, err)) {
		if (sqlite3_extended_errcode(l->db) != SQLITE_READONLY_ROLLBACK)
			return false;
		recover(path);
		if (!ph_ledger_set_up(l, err))
			return false;
	}
	if (!ph_ledger_head(l, &head, err) || !check_head(l, &head, err))
		return false;
	l->schema = (int)head.version;
	if (head.version < PH_SCHEMA_VERSION && !ph_ledger_copy_older(&l, err))
		return false;
	*ledger = PH_TAKE(l);
	return true;
}

int ph_ledger_schema(const struct ph_ledger *l, int *found)
{
	*found = l->schema;
	return PH_SCHEMA_VERSION;
}

bool ph_ledger_open(struct ph_ledger **ledger, const char *path,
	enum ph_ledger_mode mode, struct ph_error *err)
{
	*ledger = NULL;
	if (!check_file(path, err))
		return false;
	if (mode == PH_LEDGER_READ)
		return open_read(ledger, path, err);
	return open_write(ledger, path, mode, err);
}
