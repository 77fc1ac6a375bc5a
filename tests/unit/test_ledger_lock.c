/* SPDX-License-Identifier: MIT */
#include "test_ledger_kill.h"

#include <sys/resource.h>

static int64_t sheets(struct place *p)
{
	return place_sql(p, "SELECT count(*) FROM sheet");
}

/* Holds the file's lock. */
static int hold(struct place *p)
{
	sqlite3 *db;

	if (sqlite3_open(p->file, &db)
		|| sqlite3_exec(db, "BEGIN EXCLUSIVE", NULL, NULL, NULL))
		return 1;
	return hang(p);
}

static void a_lock_of_another_process_is_told_after_the_wait(void **state)
{
	PLACE(p);
	uint8_t sha256[PH_HASH_SIZE] = { 0 };
	pid_t child;
	bool known;
	double start;

	(void)state;
	place_make(p);
	child = in_child(p, hold);
	await_held(p);
	ph_ledger_set_wait(p->ledger, 50);
	start = ph_seconds();
	REFUSES(ph_ledger_begin(p->ledger, "import", NULL, NULL, &p->err),
		PH_BUSY, "locked by another process; try again");
	assert_true(ph_seconds() - start < 5);
	REFUSES(ph_ledger_knows_photo(p->ledger, sha256, 1, &known, &p->err),
		PH_BUSY, "try again");
	kill(child, SIGKILL);
	child_status(child);
	place_begin(p, 1);
	place_commit(p);
}

static int write_and_hang(struct place *p)
{
	struct ph_record r = keyed("", "cb1");
	char serial[16];
	enum ph_added added;

	if (!ph_ledger_open(&p->ledger, p->file, PH_LEDGER_WRITE, &p->err)
		|| !ph_ledger_begin(
			p->ledger, "import", "a.csv", NULL, &p->err))
		return 1;
	r.serial = serial;
	for (int i = 0; i < 500; i++) {
		snprintf(serial, sizeof(serial), "%d", i);
		if (!ph_ledger_add_sheet(
			    p->ledger, &r, &p->fields, false, &added, &p->err))
			return 1;
	}
	return hang(p);
}

static void a_killed_import_leaves_nothing(void **state)
{
	PLACE(p);
	struct ph_record r = keyed("H56.14-240823-0001", "cb1");

	(void)state;
	place_make(p);
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
	place_close(p);
	kill_in(p, write_and_hang);
	place_open(p, PH_LEDGER_READ);
	DOES(ph_ledger_check(p->ledger, &p->err));
	assert_int_equal(ph_ledger_batch(p->ledger), 1);
	assert_int_equal(sheets(p), 1);
}

static void a_reader_undoes_what_a_killed_command_has_written(void **state)
{
	PLACE(p);

	(void)state;
	place_make(p);
	place_close(p);
	kill_in(p, overwrite_and_hang);
	assert_int_equal(access(p->journal, F_OK), 0);
	place_open(p, PH_LEDGER_READ);
	assert_int_not_equal(access(p->journal, F_OK), 0);
	DOES(ph_ledger_check(p->ledger, &p->err));
	assert_int_equal(place_sql(p, "SELECT count(*) FROM code"), 1);
}

static int fill(struct place *p)
{
	struct rlimit limit = { 2 << 20, 2 << 20 };
	struct ph_record r = keyed("", "cb1");
	char serial[16];
	enum ph_added added;
	bool ok = true;

	signal(SIGXFSZ, SIG_IGN);
	if (setrlimit(RLIMIT_FSIZE, &limit)
		|| !ph_ledger_open(
			&p->ledger, p->file, PH_LEDGER_WRITE, &p->err)
		|| !ph_ledger_begin(p->ledger, "import", NULL, NULL, &p->err))
		return 1;
	r.serial = serial;
	for (int i = 0; i < 50000 && ok; i++) {
		snprintf(serial, sizeof(serial), "%d", i);
		ok = ph_ledger_add_sheet(
			p->ledger, &r, &p->fields, false, &added, &p->err);
	}
	ok = ok && ph_ledger_commit(p->ledger, &p->err);
	ph_ledger_close(p->ledger);
	return ok ? 1 : (int)p->err.code;
}

static void a_full_disk_is_told_and_the_ledger_is_as_it_was(void **state)
{
	PLACE(p);
	struct ph_record r = keyed("H56.14-240823-0001", "cb1");

	(void)state;
	place_make(p);
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
	place_close(p);
	assert_int_equal(child_status(in_child(p, fill)), PH_WRITE_FAILED);
	place_open(p, PH_LEDGER_WRITE);
	DOES(ph_ledger_check(p->ledger, &p->err));
	assert_int_equal(sheets(p), 1);
	r.officer = "cb2";
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
}

static void a_batch_without_facts_leaves_no_trace(void **state)
{
	PLACE(p);
	struct ph_record r = keyed("H56.14-240823-0001", "cb1");

	(void)state;
	place_make(p);
	place_begin(p, 1);
	place_commit(p);
	assert_int_equal(ph_ledger_batch(p->ledger), 0);
	place_begin(p, 1);
	assert_int_equal(ph_ledger_batch(p->ledger), 1);
	assert_int_equal(offer(p, &r, false), PH_ADDED);
	ph_ledger_rollback(p->ledger);
	assert_int_equal(ph_ledger_batch(p->ledger), 0);
	assert_int_equal(sheets(p), 0);
	assert_int_equal(place_sql(p, "SELECT count(*) FROM field"), 0);
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
	assert_int_equal(offer_alone(p, &r, false), PH_SAME);
	assert_int_equal(ph_ledger_batch(p->ledger), 1);
}

static void nothing_is_written_outside_a_batch(void **state)
{
	PLACE(p);

	(void)state;
	place_make(p);
	REFUSES(ph_ledger_set(p->ledger, "a", "b", &p->err), PH_BUG,
		"no batch is open");
	place_open(p, PH_LEDGER_READ);
	REFUSES(ph_ledger_begin(p->ledger, "import", NULL, NULL, &p->err),
		PH_BUG, "cannot begin");
}

/* What is committed by another process during it is not seen. */
static void a_snapshot_is_one_state(void **state)
{
	PLACE(p);
	struct ph_ledger *reader;
	sqlite3 *other;

	(void)state;
	place_make(p);
	DOES(ph_ledger_open(&reader, p->file, PH_LEDGER_READ, &p->err));
	DOES(ph_ledger_snapshot(reader, &p->err));
	assert_int_equal(sqlite3_open(p->file, &other), SQLITE_OK);
	assert_int_equal(sqlite3_exec(other,
				 "INSERT INTO batch (at, command) VALUES"
				 " ('2026-01-01T00:00:00Z', 'x')",
				 NULL, NULL, NULL),
		SQLITE_BUSY);
	ph_ledger_close(reader);
	sqlite3_close(other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_lock_of_another_process_is_told_after_the_wait),
		cmocka_unit_test(a_killed_import_leaves_nothing),
		cmocka_unit_test(
			a_reader_undoes_what_a_killed_command_has_written),
		cmocka_unit_test(
			a_full_disk_is_told_and_the_ledger_is_as_it_was),
		cmocka_unit_test(a_batch_without_facts_leaves_no_trace),
		cmocka_unit_test(nothing_is_written_outside_a_batch),
		cmocka_unit_test(a_snapshot_is_one_state),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
