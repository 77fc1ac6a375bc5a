/* SPDX-License-Identifier: MIT */
/* Whatever is done to a fact behind phieu's back is found, and named. */
#include "test_ledger_chain.h"

/* Of each column of each table, whatever there are, so that a new one cannot
 * be forgotten; photo_path may be purged and is not sealed. */
static const char each_column[] =
	"SELECT t.name, c.name, c.type FROM sqlite_schema t,"
	" pragma_table_info(t.name) c WHERE t.type = 'table'"
	" AND t.name NOT LIKE 'sqlite%' AND t.name NOT IN"
	" ('photo_path', 'chain')";
static const char each_table[] =
	"SELECT name, (SELECT name FROM pragma_table_info(t.name) LIMIT 1),"
	" '' FROM sqlite_schema t WHERE type = 'table' AND name NOT LIKE"
	" 'sqlite%' AND name NOT IN ('photo_path', 'chain')";

static void a_ledger_that_nobody_touched_is_whole(void **state)
{
	PLACE(p);
	struct finds finds;
	uint8_t head[PH_CHAIN_SIZE];

	(void)state;
	make_full(p);
	verify(p, &finds);
	assert_string_equal(said(&finds), "");
	assert_int_equal(finds.state.faults, 0);
	assert_int_equal(finds.state.facts,
		place_sql(p, "SELECT sum(facts) FROM chain"));
	DOES(ph_ledger_chain_head(p->ledger, head, &p->err));
	assert_memory_equal(head, finds.state.head, PH_CHAIN_SIZE);
	finds_release(&finds);
}

static bool is_key(const char *table, const char *column)
{
	return strcmp(column, "id") == 0
		       ? strcmp(table, "field") != 0
		       : strcmp(column, "sheet_id") == 0
				 && strcmp(table, "mark") == 0;
}

/* Some other value of the column's type, NULL where something stands and
 * something where NULL stands. */
static void alter(struct place *p, const char *table, const char *column,
	const char *type)
{
	char sql[400];

	if (strcmp(type, "INTEGER") == 0)
		snprintf(sql, sizeof(sql), "coalesce(%s, 0) + 1000", column);
	else if (strcmp(type, "REAL") == 0)
		snprintf(sql, sizeof(sql), "%s / 2", column);
	else if (strcmp(type, "BLOB") == 0)
		snprintf(sql, sizeof(sql), "coalesce(zeroblob(3), x'00')");
	else
		snprintf(sql, sizeof(sql), "coalesce(%s, '') || 'x'", column);
	raw_sql(p, "UPDATE %s SET %s = %s WHERE rowid_of = 1", table, column,
		sql);
}

static void every_column_of_every_fact_is_sealed(void **state)
{
	PLACE(p);
	PH_AUTO(ph_text_release) struct ph_text columns = { 0 };
	char *rest = NULL;
	int count = 0;

	(void)state;
	make_full(p);
	list_names(p, each_column, &columns);
	keep_file(p);
	for (char *line = strtok_r(columns.bytes, "\n", &rest); line;
		line = strtok_r(NULL, "\n", &rest)) {
		char table[40], column[40], type[40], want[100];

		assert_int_equal(
			sscanf(line, "%39s %39s %39s", table, column, type), 3);
		if (is_key(table, column)
			|| (strcmp(table, "field") == 0
				&& strcmp(column, "position") == 0))
			continue;
		alter(p, table, column, type);
		snprintf(want, sizeof(want), "%s 1 altered\n", table);
		must_find(p, want, column);
		restore_file(p);
		count++;
	}
	assert_true(count > 100);
}

static void every_removed_fact_is_named(void **state)
{
	PLACE(p);
	PH_AUTO(ph_text_release) struct ph_text tables = { 0 };
	char *rest = NULL;
	int count = 0;

	(void)state;
	make_full(p);
	list_names(p, each_table, &tables);
	keep_file(p);
	for (char *line = strtok_r(tables.bytes, "\n", &rest); line;
		line = strtok_r(NULL, "\n", &rest)) {
		char table[40], key[40], want[100];

		assert_int_equal(sscanf(line, "%39s %39s", table, key), 2);
		raw_sql(p, "DELETE FROM %s WHERE rowid_of = 1", table);
		snprintf(want, sizeof(want), "%s 1 removed\n", table);
		must_find(p, want, "");
		restore_file(p);
		count++;
	}
	assert_int_equal(count, 18);
}

/* What is done with sqlite3, its triggers off, and what is found then. */
static const struct {
	const char *done, *found;
} touched[] = {
	{ "UPDATE sheet SET a1 = NULL WHERE id = 2", "sheet 2 altered\n" },
	/* The first of a batch, the last one, and neighbours. */
	{ "UPDATE batch SET command = 'x' WHERE id = 2", "batch 2 altered\n" },
	{ "UPDATE closing_file SET bytes = x'00'", "closing_file 1 altered\n" },
	{ "UPDATE setting SET value = 'x' WHERE id IN (1, 2)",
		"setting 1 altered\nsetting 2 altered\n" },
	{ "DELETE FROM setting WHERE id IN (1, 2)",
		"setting 1 removed\nsetting 2 removed\n" },
	{ "UPDATE setting SET value = 'x' WHERE id = 2;"
	  "DELETE FROM setting WHERE id = 1",
		"setting 1 removed\nsetting 2 altered\n" },
	/* Exchanged. */
	{ "UPDATE setting SET id = -1 WHERE id = 1;"
	  "UPDATE setting SET id = 1 WHERE id = 2;"
	  "UPDATE setting SET id = 2 WHERE id = -1",
		"setting 1 altered\nsetting 2 altered\n" },
	/* Moved elsewhere. */
	{ "UPDATE setting SET id = 9 WHERE id = 1",
		"setting 1 removed\nsetting 9 added\n" },
	/* Marks are one fact with their sheet's number. */
	{ "DELETE FROM mark WHERE sheet_id = 1 AND position = 2",
		"mark 1 altered\n" },
	{ "INSERT INTO mark VALUES (1, 9, 2, 1.0)", "mark 1 altered\n" },
	{ "INSERT INTO mark VALUES (3, 1, 2, 1.0)", "mark 3 added\n" },
	/* Added behind, before, and as a register's newer version. */
	{ "INSERT INTO setting VALUES (50, 1, 'rules', 'x')",
		"setting 50 added\n" },
	{ "INSERT INTO setting VALUES (-7, 1, 'rules', 'x')",
		"setting -7 added\n" },
	{ "INSERT INTO setting VALUES (9223372036854775807, 1, 'a', 'x')",
		"setting 9223372036854775807 added\n" },
	{ "INSERT INTO unit VALUES (7, 1, 2, 'u1', 'x', NULL)",
		"unit 7 added\n" },
	{ "UPDATE code SET code = 'H56-240823-9999' WHERE id = 2",
		"code 2 altered\n" },
	{ "INSERT INTO code VALUES (77, 'x')", "code 77 added\n" },
	/* A path may go without a trace, as phieu purge does. */
	{ "DELETE FROM photo_path", "" },
	/* The chain itself. */
	{ "UPDATE chain SET batch = 1 WHERE id = 3",
		"chain 3 disorder\nchain 3 altered\n" },
	{ "UPDATE chain SET batch = 7 WHERE id = 3", "chain 3 altered\n" },
	{ "UPDATE chain SET facts = facts + 1 WHERE id = 2",
		"chain 2 altered\n" },
	{ "UPDATE chain SET relations = 'batch 1 x' WHERE id = 3",
		"chain 3 altered\nbatch 2 added\npurge 1 added\n" },
	{ "UPDATE chain SET relations = replace(relations, 'batch 2 1',"
	  " 'batch 2 9000000000') WHERE id = 3",
		"chain 3 altered\nbatch 2 added\npurge 1 added\n" },
	{ "UPDATE chain SET head = zeroblob(16) WHERE id = 2",
		"chain 2 altered\n" },
	{ "UPDATE chain SET head = x'00' WHERE id = 3", "chain 3 altered\n" },
	{ "UPDATE chain SET links = CAST(x'00' ||"
	  " substr(links, 2) AS BLOB) WHERE id = 2",
		"chain 2 altered\n" },
	{ "UPDATE chain SET links = CAST(substr(links, 1,"
	  " length(links) - 16) || zeroblob(16) AS BLOB) WHERE id = 2",
		"chain 2 altered\n" },
	{ "UPDATE chain SET links = zeroblob(0) WHERE id = 3",
		"chain 3 altered\nbatch 2 added\npurge 1 added\n" },
	{ "DELETE FROM chain WHERE id = 3", "batch 2 added\npurge 1 added\n" },
	{ "UPDATE chain SET id = -1 WHERE id = 2;"
	  "UPDATE chain SET id = 2 WHERE id = 3;"
	  "UPDATE chain SET id = 3 WHERE id = -1",
		"disorder" },
	{ "DROP TRIGGER sheet_no_update", "sheet 0 unguarded\n" },
	{ "DROP TRIGGER chain_no_delete", "chain 0 unguarded\n" },
	{ "DROP TRIGGER sheet_no_update;"
	  "CREATE TRIGGER sheet_no_update BEFORE UPDATE ON sheet"
	  " WHEN old.id > 99 BEGIN SELECT raise(ABORT, 'no'); END",
		"sheet 0 trigger\nsheet 0 unguarded\n" },
	{ "CREATE TRIGGER lose BEFORE INSERT ON sheet"
	  " BEGIN SELECT raise(IGNORE); END",
		"sheet 0 trigger\n" },
};

static void what_was_touched_is_named(void **state)
{
	PLACE(p);

	(void)state;
	make_full(p);
	keep_file(p);
	for (size_t i = 0; i < sizeof(touched) / sizeof(touched[0]); i++) {
		raw_sql(p, "%s", touched[i].done);
		must_find(p, touched[i].found, touched[i].done);
		restore_file(p);
	}
}

static void without_a_chain_all_is_added(void **state)
{
	PLACE(p);
	struct finds finds;
	uint8_t head[PH_CHAIN_SIZE];

	(void)state;
	make_full(p);
	raw_sql(p, "DELETE FROM chain");
	place_open(p, PH_LEDGER_READ);
	verify(p, &finds);
	assert_non_null(strstr(said(&finds), "chain 1 removed\nbatch 1 added"));
	assert_int_equal(finds.state.facts, 0);
	finds_release(&finds);
	DOES(ph_ledger_chain_head(p->ledger, head, &p->err));
	assert_int_equal(head[0] | head[PH_CHAIN_SIZE - 1], 0);
}

/* Who verifies may stop at the first fault. */
static void verifying_can_be_stopped(void **state)
{
	PLACE(p);
	struct finds finds;

	(void)state;
	make_full(p);
	raw_sql(p, "UPDATE setting SET value = 'x'");
	place_open(p, PH_LEDGER_READ);
	finds = (struct finds){ .most = 1 };
	DOES(ph_ledger_chain_verify(
		p->ledger, take_find, &finds, &finds.state, &p->err));
	assert_string_equal(said(&finds), "setting 1 altered\n");
	finds_release(&finds);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_ledger_that_nobody_touched_is_whole),
		cmocka_unit_test(every_column_of_every_fact_is_sealed),
		cmocka_unit_test(every_removed_fact_is_named),
		cmocka_unit_test(what_was_touched_is_named),
		cmocka_unit_test(without_a_chain_all_is_added),
		cmocka_unit_test(verifying_can_be_stopped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
