/* SPDX-License-Identifier: MIT */
/* The chain's heads: what they are over, and what they prove. */
#include "test_ledger_chain.h"

#include <phieu/hash.h>

/* As the manual defines it, said again: the link before, then the fact. */
static void must_link(struct place *p, const char *what, const uint8_t *before,
	const char *fact, size_t length, const char *sql)
{
	PH_AUTO(ph_text_release) struct ph_text bytes = { 0 };
	uint8_t hash[PH_HASH_SIZE];
	sqlite3 *db = NULL;
	sqlite3_stmt *s = NULL;

	assert_true(ph_text_append(&bytes, (const char *)before, PH_CHAIN_SIZE)
		    && ph_text_append(&bytes, fact, length));
	ph_hash(ph_text_get(&bytes), bytes.length, hash);
	assert_int_equal(sqlite3_open(p->file, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(s), SQLITE_ROW);
	assert_int_equal(sqlite3_column_bytes(s, 0), PH_CHAIN_SIZE);
	if (memcmp(hash, sqlite3_column_blob(s, 0), PH_CHAIN_SIZE))
		fail_msg("%s: another link", what);
	sqlite3_finalize(s);
	sqlite3_close(db);
}

static void read_link(
	struct place *p, const char *sql, uint8_t link[PH_CHAIN_SIZE])
{
	sqlite3 *db = NULL;
	sqlite3_stmt *s = NULL;

	assert_int_equal(sqlite3_open(p->file, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(s), SQLITE_ROW);
	assert_int_equal(sqlite3_column_bytes(s, 0), PH_CHAIN_SIZE);
	memcpy(link, sqlite3_column_blob(s, 0), PH_CHAIN_SIZE);
	sqlite3_finalize(s);
	sqlite3_close(db);
}

#define LINK(n, row)                                                      \
	"SELECT substr(links, 16 * (" n ") + 1, 16) FROM chain WHERE id " \
	"= " row
#define HEAD(row) "SELECT head FROM chain WHERE id = " row

static void a_link_is_over_what_the_manual_says(void **state)
{
	static const char fact[] = "code 0;code=t0:;";
	static const char row[] = "chain 1;facts=i1:1;relations=t8:code 0 1;";
	static const char set[] =
		"setting 1;batch=i1:1;key=t5:rules;value=t3:h56;";
	uint8_t before[PH_CHAIN_SIZE] = { 0 };
	PLACE(p);

	(void)state;
	place_make(p);
	must_link(p, "the first fact", before, fact, sizeof(fact) - 1,
		LINK("0", "1"));
	read_link(p, LINK("0", "1"), before);
	must_link(p, "the row's head", before, row, sizeof(row) - 1, HEAD("1"));
	place_begin(p, 0);
	DOES(ph_ledger_set(p->ledger, "rules", "h56", &p->err));
	place_commit(p);
	read_link(p, LINK("0", "2"), before);
	must_link(p, "a setting", before, set, sizeof(set) - 1, LINK("1", "2"));
}

/* Reals, blanks and several rows: the marks of sheet 1 come after it. */
static void the_marks_of_a_sheet_are_one_fact(void **state)
{
	static const char marks[] =
		"mark 1;position=i1:1;guess=i1:2;confidence=r8:"
		"\x3f\xe0\x00\x00\x00\x00\x00\x00;"
		"position=i1:2;guess=t0:;confidence=r8:"
		"\x3f\xd0\x00\x00\x00\x00\x00\x00;";
	static const struct ph_guess guesses[] = { { 2, 0.5F },
		{ PH_BLANK, 0.25F }, { PH_ABSENT, 0 }, { PH_ABSENT, 0 } };
	struct ph_record r = scanned(1, "H56-240823-0001");
	uint8_t before[PH_CHAIN_SIZE];
	PLACE(p);

	(void)state;
	place_make(p);
	r.marks = guesses;
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
	read_link(p, LINK("facts - 2", "2"), before);
	must_link(p, "the marks", before, marks, sizeof(marks) - 1,
		LINK("facts - 1", "2"));
}

static void must_pass(struct place *p, const uint8_t head[PH_CHAIN_SIZE],
	int batch, const char *period, int later)
{
	PH_AUTO(ph_chain_passed_release) struct ph_chain_passed passed = { 0 };

	DOES(ph_ledger_chain_find(p->ledger, head, &passed, &p->err));
	assert_true(passed.found);
	assert_int_equal(passed.batch, batch);
	assert_string_equal(ph_text_get(&passed.period), period);
	assert_int_equal(passed.later, later);
	assert_int_equal(
		strlen(passed.at), batch ? strlen("2026-09-30 23:59:59") : 0);
}

static void every_batch_ends_in_a_head_that_is_found_again(void **state)
{
	uint8_t heads[3][PH_CHAIN_SIZE];
	PLACE(p);

	(void)state;
	place_make(p);
	DOES(ph_ledger_chain_head(p->ledger, heads[0], &p->err));
	place_begin(p, 0);
	DOES(ph_ledger_set(p->ledger, "rules", "h56", &p->err));
	place_commit(p);
	DOES(ph_ledger_chain_head(p->ledger, heads[1], &p->err));
	place_begin(p, 0);
	add_closing(p);
	place_commit(p);
	DOES(ph_ledger_chain_head(p->ledger, heads[2], &p->err));
	must_pass(p, heads[0], 0, "", 2);
	must_pass(p, heads[1], 1, "", 1);
	must_pass(p, heads[2], 2, "2026-Q3", 0);
}

/* What the manual says the chain does not prove: who has no head on paper sees
 * nothing of a chain that was cut with its facts. */
static void what_was_cut_off_shows_by_the_head_alone(void **state)
{
	PH_AUTO(ph_chain_passed_release) struct ph_chain_passed passed = { 0 };
	uint8_t head[PH_CHAIN_SIZE];
	PLACE(p);

	(void)state;
	make_full(p);
	DOES(ph_ledger_chain_head(p->ledger, head, &p->err));
	raw_sql(p, "DELETE FROM purge; DELETE FROM batch WHERE id = 2;"
		   " DELETE FROM chain WHERE id = 3");
	must_find(p, "", "cut");
	DOES(ph_ledger_chain_find(p->ledger, head, &passed, &p->err));
	assert_false(passed.found);
}

static int64_t rows(struct place *p)
{
	return place_sql(p, "SELECT count(*) FROM chain");
}

static void what_adds_nothing_leaves_no_link(void **state)
{
	PLACE(p);

	(void)state;
	make_full(p);
	assert_int_equal(rows(p), 3);
	place_begin(p, 0);
	DOES(ph_ledger_set(p->ledger, "rules", "c", &p->err));
	ph_ledger_rollback(p->ledger);
	assert_int_equal(rows(p), 3);
	place_begin(p, 0);
	DOES(ph_ledger_set(p->ledger, "rules", "b", &p->err)); /* as it is */
	place_commit(p);
	assert_int_equal(rows(p), 3);
	must_find(p, "", "nothing");
}

/* Sheets without rare columns are read back without those: every mixture must
 * verify. */
static void all_kinds_of_sheets_verify(void **state)
{
	struct ph_record r = keyed("H56-240823-0001", "cb1");
	PLACE(p);

	(void)state;
	place_make(p);
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
	r.serial = "3";
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
	r.code = "";
	place_begin(p, 2);
	assert_int_equal(offer(p, &r, false), PH_ADDED);
	r.serial = NULL;
	assert_int_equal(offer(p, &r, false), PH_ADDED);
	place_commit(p);
	r = scanned(1, "");
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
	r = scanned(1, "H56-240823-0004");
	assert_int_equal(offer_alone(p, &r, true), PH_CHANGED);
	assert_int_equal(
		place_sql(p, "SELECT count(*) FROM sheet WHERE replaces > 0"),
		1);
	must_find(p, "", "nothing");
}

/* Rows that phieu did not write stay outside, also when it writes on. */
static void what_was_added_stays_outside(void **state)
{
	PLACE(p);

	(void)state;
	make_full(p);
	raw_sql(p, "INSERT INTO setting VALUES (50, 1, 'rules', 'x')");
	place_begin(p, 0);
	DOES(ph_ledger_set(p->ledger, "rules", "c", &p->err));
	place_commit(p);
	must_find(p, "setting 50 added\n", "added");
}

static void a_batch_names_its_person(void **state)
{
	PLACE(p);

	(void)state;
	make_full(p);
	assert_int_equal(
		place_sql(p, "SELECT count(*) FROM history WHERE by = 'an'"),
		2);
	DOES(ph_ledger_set_person(p->ledger, "", &p->err));
	place_begin(p, 0);
	DOES(ph_ledger_set(p->ledger, "rules", "c", &p->err));
	place_commit(p);
	assert_int_equal(
		place_sql(p, "SELECT count(*) FROM batch WHERE by IS NULL"), 1);
}

/* A ledger of version 2: this one's without what the third migration made. */
static void make_second(struct place *p)
{
	make_full(p);
	place_close(p);
	raw_sql(p, "DROP VIEW judgements; DROP VIEW history;"
		   "DROP TABLE judgement; DROP TABLE chain;"
		   "ALTER TABLE batch DROP COLUMN by;"
		   "CREATE VIEW history AS SELECT id FROM batch;"
		   "PRAGMA user_version = 2");
}

static void what_an_older_ledger_holds_is_sealed(void **state)
{
	struct finds finds;
	uint8_t head[PH_CHAIN_SIZE];
	PLACE(p);

	(void)state;
	make_second(p);
	place_open(p, PH_LEDGER_WRITE);
	assert_int_equal(rows(p), 1);
	verify(p, &finds);
	assert_string_equal(said(&finds), "");
	assert_true(finds.state.facts > 25);
	finds_release(&finds);
	DOES(ph_ledger_chain_head(p->ledger, head, &p->err));
	must_pass(p, head, 0, "", 0);
	keep_file(p);
	raw_sql(p, "UPDATE sheet SET a2 = 0 WHERE id = 1");
	must_find(p, "sheet 1 altered\n", "an older fact");
	restore_file(p);
	raw_sql(p, "UPDATE batch SET by = 'x' WHERE id = 1");
	must_find(p, "batch 1 altered\n", "a column that came later");
}

/* Rows that were removed before the chain began leave gaps, not faults. */
static void gaps_of_an_older_ledger_are_no_faults(void **state)
{
	PLACE(p);

	(void)state;
	make_second(p);
	raw_sql(p, "INSERT INTO setting VALUES (9, 1, 'a', 'x');"
		   " INSERT INTO setting VALUES (-4, 1, 'a', 'x')");
	place_open(p, PH_LEDGER_WRITE);
	must_find(p, "", "nothing");
	raw_sql(p, "INSERT INTO setting VALUES (5, 1, 'a', 'x')");
	must_find(p, "setting 5 added\n", "in a gap");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_link_is_over_what_the_manual_says),
		cmocka_unit_test(the_marks_of_a_sheet_are_one_fact),
		cmocka_unit_test(
			every_batch_ends_in_a_head_that_is_found_again),
		cmocka_unit_test(what_was_cut_off_shows_by_the_head_alone),
		cmocka_unit_test(what_adds_nothing_leaves_no_link),
		cmocka_unit_test(all_kinds_of_sheets_verify),
		cmocka_unit_test(what_was_added_stays_outside),
		cmocka_unit_test(a_batch_names_its_person),
		cmocka_unit_test(what_an_older_ledger_holds_is_sealed),
		cmocka_unit_test(gaps_of_an_older_ledger_are_no_faults),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
