/* SPDX-License-Identifier: MIT */
#include "test_keying_place.h"

#include <fcntl.h>

#define DESK                                    \
	PH_AUTO(desk_release) struct desk desk; \
	struct desk *d = &desk;                 \
	(void)state;                            \
	desk_init(d)

static void a_draft_is_resumed_with_all_its_rows(void **state)
{
	DESK;
	type(d, A "\n21.*/\n" B "\n22222\n");
	desk_close(d);
	desk_open(d, "first");
	assert_rows(d, A " 21.!?\n" B " 22222\n");
	assert_string_equal(ph_draft_row(d->draft, 0)->box, "H1");
	assert_string_equal(ph_draft_row(d->draft, 0)->by, "An");
	assert_int_equal(ph_draft_row(d->draft, 0)->date, day("2026-09-30"));
}

static void rows_are_taken_back_after_a_resume(void **state)
{
	DESK;
	type(d, A "\n11111\n" B "\n22222\n");
	desk_close(d);
	desk_open(d, "first");
	type(d, "<<" C "\n00000\n");
	desk_close(d);
	desk_open(d, "first");
	assert_rows(d, A " 11111\n" C " 00000\n");
}

static void only_its_owner_may_read_it(void **state)
{
	DESK;
	struct stat st;

	assert_int_equal(stat(ph_draft_path(d->draft), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(stat(ph_text_get(&d->folder), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
}

static void half_a_row_of_a_power_cut_is_dropped(void **state)
{
	DESK;
	char path[600];
	FILE *file;

	type(d, A "\n11111\n");
	snprintf(path, sizeof(path), "%s", ph_draft_path(d->draft));
	desk_close(d);
	file = fopen(path, "a");
	assert_non_null(file);
	fputs("000.17.22.H56-260702-00", file);
	fclose(file);
	desk_open(d, "first");
	assert_rows(d, A " 11111\n");
	type(d, B "\n22222\n");
	desk_close(d);
	desk_open(d, "first");
	assert_rows(d, A " 11111\n" B " 22222\n");
}

static void an_empty_file_of_a_killed_beginning_is_begun_anew(void **state)
{
	DESK;
	char path[600];

	snprintf(path, sizeof(path), "%s", ph_draft_path(d->draft));
	desk_close(d);
	assert_int_equal(truncate(path, 0), 0);
	desk_open(d, "first");
	type(d, A "\n11111\n");
	assert_rows(d, A " 11111\n");
}

static void the_count_by_hand_is_kept_with_the_draft(void **state)
{
	DESK;

	assert_int_equal(ph_draft_counted(d->draft), 0);
	DOES(ph_draft_set_counted(d->draft, 42, &d->err));
	type(d, A "\n11111\n");
	desk_close(d);
	desk_open(d, "first");
	assert_int_equal(ph_draft_counted(d->draft), 42);
	DOES(ph_draft_remove(d->draft, &d->err));
	desk_close(d);
	desk_open(d, "first");
	assert_int_equal(ph_draft_counted(d->draft), 0);
}

static void the_list_of_drafts_says_how_many_forms_and_whose(void **state)
{
	DESK;
	PH_AUTO(ph_draft_names_release) struct ph_draft_names names = { 0 };

	type(d, A "\n11111\n" B "\n22222\n");
	DOES(ph_draft_names_read(&names, ph_text_get(&d->folder), &d->err));
	assert_int_equal(names.list.count, 1);
	assert_int_equal(names.list.at[0].forms, 2);
	assert_string_equal(names.list.at[0].by, "An");
}

static void what_is_not_asked_is_absent(void **state)
{
	DESK;
	struct ph_totals totals;

	d->keying.asked_count = 2;
	d->keying.asked[0] = 3;
	d->keying.asked[1] = 0;
	type(d, A "\n12\n" B "\n0~<10\n");
	assert_rows(d, A " 2--1-\n" B " 0--1-\n");
	totals = ph_keying_totals(d->draft, 5);
	assert_int_equal(totals.doubtful, 0);
	assert_int_equal(totals.blanks, 0);
	assert_int_equal(totals.points, 4);
	desk_close(d);
	desk_open(d, "first");
	ph_keying_ask_like(&d->keying, ph_draft_row(d->draft, 0)->answers);
	assert_int_equal(d->keying.asked_count, 2);
	assert_int_equal(d->keying.asked[1], 3);
}

static void two_sessions_do_not_write_one_draft(void **state)
{
	DESK;
	struct ph_draft *other = NULL;

	assert_false(ph_draft_open(&other, ph_text_get(&d->folder), "first",
		d->bench.rules, &d->err));
	assert_int_equal(d->err.code, PH_BUSY);
	DOES(ph_draft_open(&other, ph_text_get(&d->folder), "second",
		d->bench.rules, &d->err));
	ph_draft_close(other);
}

static void other_questions_are_refused(void **state)
{
	DESK;
	struct ph_draft *other = NULL;
	struct ph_rules *rules = load_set(VUNG_CAO);

	assert_false(ph_draft_open(&other, ph_text_get(&d->folder), "second",
			     rules, &d->err)
		     && ph_draft_open(&other, ph_text_get(&d->folder), "second",
			     d->bench.rules, &d->err));
	ph_draft_close(PH_TAKE(other));
	assert_false(ph_draft_open(&other, ph_text_get(&d->folder), "second",
		d->bench.rules, &d->err));
	assert_int_equal(d->err.code, PH_BAD_DATA);
	ph_rules_destroy(rules);
}

static void a_name_is_a_files_name(void **state)
{
	static const char *const bad[] = { "", "..", ".a", "-a", "a/b", "đợt",
		"a b", "a\n" };

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_false(ph_draft_name_fits(bad[i]));
	assert_true(ph_draft_name_fits("2026-11-22_H1.b"));
}

static void drafts_are_listed(void **state)
{
	DESK;
	PH_AUTO(ph_draft_names_release) struct ph_draft_names names = { 0 };

	desk_close(d);
	desk_open(d, "second");
	DOES(ph_draft_names_read(&names, ph_text_get(&d->folder), &d->err));
	assert_int_equal(names.list.count, 2);
	DOES(ph_draft_remove(d->draft, &d->err));
	ph_draft_names_release(&names);
	DOES(ph_draft_names_read(&names, ph_text_get(&d->folder), &d->err));
	assert_int_equal(names.list.count, 1);
	assert_string_equal(names.list.at[0].name, "first");
	desk_close(d);
	desk_open(d, PH_DRAFT_VERIFY "3");
	ph_draft_names_release(&names);
	DOES(ph_draft_names_read(&names, ph_text_get(&d->folder), &d->err));
	assert_int_equal(names.list.count, 1);
}

static int64_t import(struct desk *d, size_t *added)
{
	struct ph_intake_count count = { 0 };
	int64_t batch = 0;

	DOES(ph_keying_import(
		&d->bench.intake, d->draft, "first", &count, &batch, &d->err));
	*added = count.added;
	return batch;
}

static void a_draft_becomes_one_batch_once(void **state)
{
	DESK;
	size_t added;
	int64_t batch;

	type(d, A "\n21012\n-\n22222\n-\n22222\n");
	batch = import(d, &added);
	assert_true(batch > 0);
	assert_int_equal(added, 3);
	assert_int_equal(import(d, &added), batch);
	assert_int_equal(added, 0);
}

/* Equal ballots without a code, of two sessions, are two. */
static void equal_ballots_of_two_batches_are_two(void **state)
{
	DESK;
	size_t added;

	type(d, "-\n22222\n");
	import(d, &added);
	DOES(ph_draft_remove(d->draft, &d->err));
	desk_close(d);
	sleep(1); /* another session has another beginning, to the second */
	desk_open(d, "first");
	type(d, "-\n22222\n");
	import(d, &added);
	assert_int_equal(added, 1);
}

static void a_full_disk_takes_no_row(void **state)
{
	DESK;
	struct ph_error err;
	const char *keys = A "\n22222";

	/* As a disk that is full: the file is closed beneath it. */
	type(d, keys);
	for (int fd = 3; fd < 64; fd++) {
		struct stat a, b;

		if (fstat(fd, &a) == 0 && stat(ph_draft_path(d->draft), &b) == 0
			&& a.st_ino == b.st_ino) {
			int full = open("/dev/full", O_RDWR);

			assert_true(dup2(full, fd) == fd);
			close(full);
		}
	}
	assert_false(ph_keying_type(&d->keying, PH_TYPED_ENTER, &err));
	assert_int_equal(err.code, PH_WRITE_FAILED);
	assert_int_equal(ph_draft_count(d->draft), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_draft_is_resumed_with_all_its_rows),
		cmocka_unit_test(rows_are_taken_back_after_a_resume),
		cmocka_unit_test(only_its_owner_may_read_it),
		cmocka_unit_test(half_a_row_of_a_power_cut_is_dropped),
		cmocka_unit_test(
			an_empty_file_of_a_killed_beginning_is_begun_anew),
		cmocka_unit_test(the_count_by_hand_is_kept_with_the_draft),
		cmocka_unit_test(
			the_list_of_drafts_says_how_many_forms_and_whose),
		cmocka_unit_test(what_is_not_asked_is_absent),
		cmocka_unit_test(two_sessions_do_not_write_one_draft),
		cmocka_unit_test(other_questions_are_refused),
		cmocka_unit_test(a_name_is_a_files_name),
		cmocka_unit_test(drafts_are_listed),
		cmocka_unit_test(a_draft_becomes_one_batch_once),
		cmocka_unit_test(equal_ballots_of_two_batches_are_two),
		cmocka_unit_test(a_full_disk_takes_no_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
