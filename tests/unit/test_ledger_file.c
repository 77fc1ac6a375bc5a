/* SPDX-License-Identifier: MIT */
/* What a command reads is what the tables hold, and the tables, their indexes
 * and views are what phieu makes. */
#include "test_ledger_chain.h"

static void verify_file(struct place *p, struct finds *finds)
{
	*finds = (struct finds){ 0 };
	DOES(ph_ledger_file_verify(
		p->ledger, take_find, finds, &finds->state, &p->err));
	assert_int_equal(finds->state.faults > 0, *said(finds) != '\0');
}

static void must_find_in_file(
	struct place *p, const char *want, const char *done)
{
	struct finds finds;

	place_open(p, PH_LEDGER_READ);
	verify_file(p, &finds);
	if (strcmp(said(&finds), want) != 0)
		fail_msg("%s: finds \"%s\", not \"%s\"", done, said(&finds),
			want);
	finds_release(&finds);
}

static void a_new_ledger_is_as_phieu_makes_it(void **state)
{
	PLACE(p);

	(void)state;
	place_make(p);
	must_find_in_file(p, "", "without questions");
}

static void a_ledger_with_questions_is_as_phieu_makes_it(void **state)
{
	PLACE(p);

	(void)state;
	make_full(p);
	must_find_in_file(p, "", "with questions");
}

/* The text of an index is changed and changed back: each `sql` is run by a
 * connection of its own, which reads the schema anew. */
static void forge_index(struct place *p, const char *sql)
{
	raw_sql(p, "CREATE TABLE was AS SELECT sql FROM sqlite_schema"
		   " WHERE name = 'setting_key'");
	raw_sql(p,
		"PRAGMA writable_schema = ON;"
		"UPDATE sqlite_schema SET sql = sql || ' %s'"
		" WHERE name = 'setting_key'",
		sql);
	raw_sql(p, "REINDEX setting_key");
	raw_sql(p, "PRAGMA writable_schema = ON;"
		   "UPDATE sqlite_schema SET sql = (SELECT sql FROM was)"
		   " WHERE name = 'setting_key'");
	raw_sql(p, "DROP TABLE was");
}

static void an_index_that_hides_rows_is_found(void **state)
{
	PLACE(p);
	struct finds finds;

	(void)state;
	make_full(p);
	forge_index(p, "WHERE key <> ''rules''");
	place_open(p, PH_LEDGER_READ);
	verify(p, &finds);
	assert_string_equal(said(&finds), "");
	finds_release(&finds);
	must_find_in_file(p, "setting 0 damaged\n", "a forged index");
}

static const struct {
	const char *done, *found;
} touched[] = {
	{ "DROP INDEX setting_key", "setting_key 0 schema\n" },
	{ "DROP INDEX setting_key;"
	  "CREATE INDEX setting_key ON setting (key) WHERE key <> 'rules'",
		"setting_key 0 schema\n" },
	{ "CREATE INDEX more ON setting (value)", "more 0 schema\n" },
	{ "CREATE TABLE aaa (x)", "aaa 0 schema\n" },
	{ "CREATE TABLE zzz (x)", "zzz 0 schema\n" },
	{ "DROP VIEW ratings; CREATE VIEW ratings AS SELECT 1 AS sheet",
		"ratings 0 schema\n" },
	{ "DROP VIEW settings", "settings 0 schema\n" },
	{ "ALTER TABLE setting ADD COLUMN more TEXT", "setting 0 schema\n" },
	{ "UPDATE sheet SET code_id = 999; DELETE FROM setting",
		"sheet 1 dangling\n" },
};

static void what_is_not_as_phieu_makes_it_is_named(void **state)
{
	PLACE(p);

	(void)state;
	make_full(p);
	keep_file(p);
	for (size_t i = 0; i < sizeof(touched) / sizeof(touched[0]); i++) {
		raw_sql(p, "%s", touched[i].done);
		must_find_in_file(p, touched[i].found, touched[i].done);
		restore_file(p);
	}
}

static void looking_can_be_stopped(void **state)
{
	PLACE(p);
	struct finds finds = { .most = 1 };

	(void)state;
	make_full(p);
	raw_sql(p, "DROP VIEW ratings; DROP VIEW settings");
	place_open(p, PH_LEDGER_READ);
	DOES(ph_ledger_file_verify(
		p->ledger, take_find, &finds, &finds.state, &p->err));
	assert_string_equal(said(&finds), "ratings 0 schema\n");
	finds_release(&finds);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_new_ledger_is_as_phieu_makes_it),
		cmocka_unit_test(a_ledger_with_questions_is_as_phieu_makes_it),
		cmocka_unit_test(an_index_that_hides_rows_is_found),
		cmocka_unit_test(what_is_not_as_phieu_makes_it_is_named),
		cmocka_unit_test(looking_can_be_stopped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
