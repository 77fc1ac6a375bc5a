/* SPDX-License-Identifier: MIT */
/* Processes that are killed while they hold a ledger. */
#ifndef PHIEU_TEST_LEDGER_KILL_H
#define PHIEU_TEST_LEDGER_KILL_H

#include "test_ledger_place.h"

#include <signal.h>
#include <time.h>

/* Tells so by a file "held", and waits to be killed. */
MAYBE int hang(struct place *p)
{
	char mark[300];
	FILE *file;

	snprintf(mark, sizeof(mark), "%s/held", p->folder);
	file = fopen(mark, "w");
	if (!file || fclose(file))
		return 1;
	pause();
	return 0;
}

MAYBE void await_held(struct place *p)
{
	const struct timespec tick = { .tv_nsec = 2000000 };
	char mark[300];

	snprintf(mark, sizeof(mark), "%s/held", p->folder);
	for (int i = 0; access(mark, F_OK); i++) {
		assert_true(i < 5000);
		nanosleep(&tick, NULL);
	}
}

MAYBE void kill_in(struct place *p, int (*work)(struct place *p))
{
	pid_t child = in_child(p, work);

	await_held(p);
	kill(child, SIGKILL);
	assert_int_equal(child_status(child), -SIGKILL);
}

/* A connection that keeps a few pages only writes before it commits. */
MAYBE int overwrite_and_hang(struct place *p)
{
	static const char sql[] =
		"PRAGMA cache_size = 2; PRAGMA cache_spill = 2; BEGIN;"
		"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1"
		" FROM n WHERE i < 100000)"
		"INSERT INTO code (code) SELECT 'x' || i FROM n;";
	sqlite3 *db;

	if (sqlite3_open(p->file, &db)
		|| sqlite3_exec(db, sql, NULL, NULL, NULL))
		return 1;
	return hang(p);
}

#endif
