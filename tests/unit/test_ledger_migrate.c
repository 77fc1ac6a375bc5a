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

static bool count_up(void *context, const struct ph_sheet_row *row)
{
	(void)row;
	++*(int *)context;
	return true;
}

static void must_be_schema(struct place *p, int wanted)
{
	int found;

	assert_int_equal(ph_ledger_schema(p->ledger, &found), 3);
	assert_int_equal(found, wanted);
}

static void who_reads_leaves_the_file_as_it_is(void **state)
{
	PLACE(p);
	int count = 0;

	(void)state;
	make_first(p);
	assert_int_equal(chmod(p->file, 0400), 0);
	assert_int_equal(chmod(p->folder, 0500), 0);
	place_open(p, PH_LEDGER_READ);
	must_be_schema(p, 1);
	DOES(ph_ledger_snapshot(p->ledger, &p->err));
	DOES(ph_ledger_each_sheet(
		p->ledger, INT64_MAX, &p->fields, count_up, &count, &p->err));
	assert_int_equal(count, 1);
	assert_int_equal(ph_ledger_batch(p->ledger), 1);
	REFUSES(ph_ledger_begin(p->ledger, "import", NULL, NULL, &p->err),
		PH_BUG, "");
	place_close(p);
	assert_int_equal(place_sql(p, "PRAGMA user_version"), 1);
}

static void what_is_tried_does_not_migrate(void **state)
{
	PLACE(p);
	struct ph_record r = scanned(1, "H56-240823-0002");

	(void)state;
	make_first(p);
	place_open(p, PH_LEDGER_TRY);
	must_be_schema(p, 1);
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
	place_close(p);
	assert_int_equal(place_sql(p, "PRAGMA user_version"), 1);
	assert_int_equal(place_sql(p, "SELECT count(*) FROM sheet"), 1);
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
	must_be_schema(p, 1);
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
		cmocka_unit_test(who_reads_leaves_the_file_as_it_is),
		cmocka_unit_test(what_is_tried_does_not_migrate),
		cmocka_unit_test(who_writes_migrates_and_nothing_is_lost),
		cmocka_unit_test(a_photo_of_the_older_ledger_is_still_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
