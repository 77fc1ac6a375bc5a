/* SPDX-License-Identifier: MIT */
#include "test_ledger_place.h"

static void write_file(struct place *p, const char *bytes)
{
	FILE *file = fopen(p->file, "wb");

	assert_non_null(file);
	fputs(bytes, file);
	assert_int_equal(fclose(file), 0);
}

static unsigned mode_of(struct place *p)
{
	struct stat st;

	assert_int_equal(stat(p->file, &st), 0);
	return st.st_mode & 07777;
}

static void a_new_ledger_is_for_its_owner_alone_whatever_the_umask(void **state)
{
	static const mode_t masks[] = { 0, 022, 0277, 0777 };

	(void)state;
	for (size_t i = 0; i < sizeof(masks) / sizeof(masks[0]); i++) {
		PLACE(p);
		mode_t old;

		place_init(p);
		old = umask(masks[i]);
		DOES(ph_ledger_create(p->file, &p->err));
		umask(old);
		assert_int_equal(mode_of(p), 0600);
		place_open(p, PH_LEDGER_READ);
		DOES(ph_ledger_check(p->ledger, &p->err));
	}
}

static void a_new_ledger_says_what_it_is(void **state)
{
	PLACE(p);

	(void)state;
	place_make(p);
	assert_int_equal(place_sql(p, "PRAGMA application_id"), 0x70686965);
	assert_int_equal(place_sql(p, "PRAGMA user_version"), 3);
	assert_int_equal(place_sql(p, "SELECT count(*) FROM pragma_table_list"
				      " WHERE type = 'table' AND NOT strict"
				      " AND name NOT LIKE 'sqlite%'"),
		0);
	assert_int_equal(ph_ledger_batch(p->ledger), 0);
}

static void what_is_there_is_not_created_again(void **state)
{
	static const char *const contents[] = { "a text\n", "SQLite format 3",
		NULL };

	(void)state;
	for (size_t i = 0; contents[i]; i++) {
		PLACE(p);

		place_init(p);
		write_file(p, contents[i]);
		REFUSES(ph_ledger_create(p->file, &p->err), PH_CANNOT_CREATE,
			"is there already, and is not a phieu ledger");
	}
	PLACE(p);

	place_make(p);
	REFUSES(ph_ledger_create(p->file, &p->err), PH_CANNOT_CREATE,
		"is there already");
	REFUSES(ph_ledger_create(p->folder, &p->err), PH_CANNOT_CREATE,
		"something is there already");
	REFUSES(ph_ledger_create("/nowhere/phieu.ledger", &p->err),
		PH_CANNOT_CREATE, "/nowhere/phieu.ledger");
}

static void a_ledger_that_was_not_finished_can_be(void **state)
{
	static const char *const made[] = { NULL, "PRAGMA page_size = 4096",
		"VACUUM" };

	(void)state;
	for (size_t i = 0; i < sizeof(made) / sizeof(made[0]); i++) {
		PLACE(p);

		place_init(p);
		write_file(p, "");
		if (made[i])
			place_sql(p, made[i]);
		REFUSES(ph_ledger_open(
				&p->ledger, p->file, PH_LEDGER_READ, &p->err),
			PH_CONFIG, "run phieu init");
		DOES(ph_ledger_create(p->file, &p->err));
		place_open(p, PH_LEDGER_WRITE);
		assert_int_equal(mode_of(p), 0600);
	}
}

static int create(struct place *p)
{
	return ph_ledger_create(p->file, &p->err) ? 0 : (int)p->err.code;
}

static void of_several_creators_one_wins_and_the_others_are_told(void **state)
{
	(void)state;
	for (int round = 0; round < 10; round++) {
		PLACE(p);
		pid_t children[6];
		int won = 0;

		place_init(p);
		for (int i = 0; i < 6; i++)
			children[i] = in_child(p, create);
		for (int i = 0; i < 6; i++) {
			int status = child_status(children[i]);

			won += !status;
			assert_true(!status || status == PH_CANNOT_CREATE);
		}
		assert_int_equal(won, 1);
		place_open(p, PH_LEDGER_WRITE);
	}
}

static void what_is_no_ledger_is_not_opened(void **state)
{
	PLACE(p);
	struct ph_ledger *l;

	(void)state;
	place_init(p);
	REFUSES(ph_ledger_open(&l, p->file, PH_LEDGER_READ, &p->err),
		PH_NO_INPUT, "phieu init makes one");
	assert_null(l);
	REFUSES(ph_ledger_open(&l, p->folder, PH_LEDGER_READ, &p->err),
		PH_NO_INPUT, "is not a file");
	REFUSES(ph_ledger_open(&l, ":memory:", PH_LEDGER_WRITE, &p->err),
		PH_NO_INPUT, ":memory:");
	write_file(p, "mã hồ sơ;điểm\nH56.14-240823-0001;2\n");
	REFUSES(ph_ledger_open(&l, p->file, PH_LEDGER_WRITE, &p->err),
		PH_BAD_DATA, "is not a phieu ledger");
	unlink(p->file);
	place_sql(p, "CREATE TABLE t (a)");
	REFUSES(ph_ledger_open(&l, p->file, PH_LEDGER_WRITE, &p->err),
		PH_BAD_DATA, "is not a phieu ledger");
}

static void a_newer_schema_is_told(void **state)
{
	PLACE(p);
	struct ph_ledger *l;

	(void)state;
	place_make(p);
	place_sql(p, "PRAGMA user_version = 7");
	REFUSES(ph_ledger_open(&l, p->file, PH_LEDGER_WRITE, &p->err),
		PH_CONFIG, "newer phieu (schema 7, this one knows 3)");
}

/* Version 0 with its application_id set and no tables: what a first migration
 * finds. */
static void an_older_ledger_is_migrated_by_who_writes(void **state)
{
	PLACE(p);

	(void)state;
	place_init(p);
	place_sql(p, "PRAGMA application_id = 1885890917");
	place_open(p, PH_LEDGER_WRITE);
	assert_int_equal(place_sql(p, "PRAGMA user_version"), 3);
	DOES(ph_ledger_check(p->ledger, &p->err));
}

static void a_damaged_ledger_is_told(void **state)
{
	PLACE(p);
	struct ph_record r = keyed("H56.14-240823-0001", "cb1");
	FILE *file;

	(void)state;
	place_make(p);
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
	DOES(ph_ledger_check(p->ledger, &p->err));
	place_close(p);
	file = fopen(p->file, "r+b");
	assert_non_null(file);
	assert_int_equal(fseek(file, 16384 * 3, SEEK_SET), 0);
	for (int i = 0; i < 16384 * 30; i++)
		fputc(0x5a, file);
	assert_int_equal(fclose(file), 0);
	place_open(p, PH_LEDGER_READ);
	REFUSES(ph_ledger_check(p->ledger, &p->err), PH_BAD_DATA, "damaged");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_new_ledger_is_for_its_owner_alone_whatever_the_umask),
		cmocka_unit_test(a_new_ledger_says_what_it_is),
		cmocka_unit_test(what_is_there_is_not_created_again),
		cmocka_unit_test(a_ledger_that_was_not_finished_can_be),
		cmocka_unit_test(
			of_several_creators_one_wins_and_the_others_are_told),
		cmocka_unit_test(what_is_no_ledger_is_not_opened),
		cmocka_unit_test(a_newer_schema_is_told),
		cmocka_unit_test(an_older_ledger_is_migrated_by_who_writes),
		cmocka_unit_test(a_damaged_ledger_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
