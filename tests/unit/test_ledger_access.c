/* SPDX-License-Identifier: MIT */
#include "test_ledger_kill.h"

enum {
	NOBODY = 65534
};

/* Permissions do not bind root: the rest is done as another user. */
static int as_nobody(struct place *p, bool file_too)
{
	if (geteuid())
		return 0;
	if (chown(p->folder, NOBODY, NOBODY)
		|| (file_too && chown(p->file, NOBODY, NOBODY)))
		return -1;
	return setegid(NOBODY) || seteuid(NOBODY);
}

static int read_in_closed_folder(struct place *p)
{
	uint8_t sha256[PH_HASH_SIZE] = { 0 };
	bool known;

	if (as_nobody(p, true) || chmod(p->folder, 0500)
		|| !ph_ledger_open(&p->ledger, p->file, PH_LEDGER_READ, &p->err)
		|| !ph_ledger_snapshot(p->ledger, &p->err)
		|| !ph_ledger_knows_photo(
			p->ledger, sha256, 1, &known, &p->err))
		return 1;
	ph_ledger_close(p->ledger);
	return 0;
}

static void a_read_only_folder_can_be_read(void **state)
{
	PLACE(p);

	(void)state;
	place_make(p);
	place_close(p);
	assert_int_equal(child_status(in_child(p, read_in_closed_folder)), 0);
}

static int write_in_closed_folder(struct place *p)
{
	if (as_nobody(p, true) || chmod(p->folder, 0500)
		|| !ph_ledger_open(
			&p->ledger, p->file, PH_LEDGER_WRITE, &p->err))
		return 1;
	if (ph_ledger_begin(p->ledger, "import", NULL, NULL, &p->err)
		&& ph_ledger_set(p->ledger, "a", "b", &p->err)
		&& ph_ledger_commit(p->ledger, &p->err))
		return 2;
	ph_ledger_close(p->ledger);
	return strstr(p->err.text, "make the folder writable")
		       ? (int)p->err.code
		       : 3;
}

static void a_read_only_folder_refuses_the_journal(void **state)
{
	PLACE(p);

	(void)state;
	place_make(p);
	place_close(p);
	assert_int_equal(child_status(in_child(p, write_in_closed_folder)),
		PH_CANNOT_CREATE);
}

static int read_beside_journal(struct place *p)
{
	if (as_nobody(p, true) || chmod(p->file, 0400)
		|| chmod(p->folder, 0500))
		return 1;
	if (ph_ledger_open(&p->ledger, p->file, PH_LEDGER_READ, &p->err))
		return 2;
	return strstr(p->err.text, "interrupted command") ? (int)p->err.code
							  : 3;
}

static void a_journal_that_cannot_be_undone_is_told(void **state)
{
	PLACE(p);

	(void)state;
	place_make(p);
	place_close(p);
	kill_in(p, overwrite_and_hang);
	assert_int_equal(chmod(p->journal, 0644), 0);
	assert_int_equal(child_status(in_child(p, read_beside_journal)),
		PH_WRITE_FAILED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_read_only_folder_can_be_read),
		cmocka_unit_test(a_read_only_folder_refuses_the_journal),
		cmocka_unit_test(a_journal_that_cannot_be_undone_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
