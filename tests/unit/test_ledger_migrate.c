/* SPDX-License-Identifier: MIT */
/* Ledgers as older versions left them, opened by this one. */
#include "test_ledger_place.h"

#include <phieu/output.h>

/* The first schema as it was written, with a sheet in it. */
static const char filling[] =
	"INSERT INTO batch VALUES (1, '2026-09-30T01:00:00Z', 'import', "
	"'photos',"
	" NULL);"
	"INSERT INTO code VALUES (1, 'H56-240823-0001');"
	"INSERT INTO field VALUES (1, 1, 'cs1');"
	"INSERT INTO photo VALUES (1, 1, CAST(zeroblob(31) || x'07' AS BLOB));"
	"INSERT INTO photo_path VALUES (1, 'a.jpg');"
	"INSERT INTO sheet (batch, identity, channel, code_id, photo_id, page,"
	" status, a1) VALUES (1, zeroblob(16), 'scan', 1, 1, 1, 'read', 2);"
	"CREATE VIEW ratings AS SELECT id AS sheet FROM sheet;"
	"CREATE TRIGGER sheet_no_update BEFORE UPDATE ON sheet"
	" BEGIN SELECT raise(ABORT, 'evidence'); END;"
	"PRAGMA application_id = 1885890917; PRAGMA user_version = 1";

static char *load_first_schema(void)
{
	const char *root = getenv("PH_TEST_SOURCE");
	char path[600], *bytes;
	struct ph_error err;
	size_t length;

	snprintf(path, sizeof(path), "%s/src/ledger/migration_001.sql",
		root ? root : ".");
	if (!ph_file_load(path, 1 << 20, &bytes, &length, &err))
		fail_msg("%s", err.text);
	return bytes;
}

static void make_first(struct place *p)
{
	char *schema = load_first_schema(), *text = NULL;
	sqlite3 *db;

	place_init(p);
	assert_int_equal(sqlite3_open(p->file, &db), SQLITE_OK);
	if (sqlite3_exec(db, schema, NULL, NULL, &text) != SQLITE_OK
		|| sqlite3_exec(db, filling, NULL, NULL, &text) != SQLITE_OK)
		fail_msg("%s", text);
	sqlite3_close(db);
	free(schema);
}

static void who_reads_is_told_what_migrates(void **state)
{
	PLACE(p);
	struct ph_ledger *l;

	(void)state;
	make_first(p);
	REFUSES(ph_ledger_open(&l, p->file, PH_LEDGER_READ, &p->err), PH_CONFIG,
		"brings it up to date");
	assert_int_equal(place_sql(p, "PRAGMA user_version"), 1);
}

static void who_writes_migrates_and_nothing_is_lost(void **state)
{
	PLACE(p);
	struct ph_record r = scanned(1, "H56-240823-0002");
	const struct ph_guess marks[] = { { 2, 0.9F }, { 2, 0.9F }, { 2, 0.9F },
		{ 2, 0.9F } };

	(void)state;
	make_first(p);
	place_open(p, PH_LEDGER_WRITE);
	assert_int_equal(place_sql(p, "PRAGMA user_version"), 3);
	assert_int_equal(place_sql(p, "SELECT count(*) FROM ratings"
				      " WHERE cs1 = 2 AND part IS NULL"
				      " AND place IS NULL"),
		1);
	assert_int_equal(place_sql(p, "SELECT count(*) FROM marks"), 0);
	r.marks = marks;
	r.part = 1;
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
	assert_int_equal(place_sql(p, "SELECT count(*) FROM mark"), 4);
	DOES(ph_ledger_check(p->ledger, &p->err));
}

static void a_photo_of_the_older_ledger_is_still_known(void **state)
{
	PLACE(p);
	struct ph_record r = scanned(0, "H56-240823-0001");

	(void)state;
	make_first(p);
	place_open(p, PH_LEDGER_WRITE);
	r.sha256[31] = 7;
	r.part = 1;
	r.place = "0,0 10,0 10,10 0,10";
	assert_int_equal(offer_alone(p, &r, false), PH_DIFFERS);
	assert_int_equal(offer_alone(p, &r, true), PH_CHANGED);
	assert_int_equal(offer_alone(p, &r, false), PH_SAME);
	assert_int_equal(place_sql(p, "SELECT count(*) FROM ratings"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_reads_is_told_what_migrates),
		cmocka_unit_test(who_writes_migrates_and_nothing_is_lost),
		cmocka_unit_test(a_photo_of_the_older_ledger_is_still_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
