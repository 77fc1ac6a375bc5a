/* SPDX-License-Identifier: MIT */
#include "test_ledger_place.h"

static int64_t current(struct place *p)
{
	return place_sql(p, "SELECT count(*) FROM ratings");
}

static void the_same_photo_again_changes_nothing(void **state)
{
	PLACE(p);
	struct ph_record r = scanned(1, "H56-240823-0001");

	(void)state;
	place_make(p);
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
	r.photo = "elsewhere/b.jpg";
	r.detail = "told in other words";
	assert_int_equal(offer_alone(p, &r, false), PH_SAME);
	assert_int_equal(offer_alone(p, &r, true), PH_SAME);
	r.page = 2;
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
	r.sha256[31] = 1;
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
}

static void a_page_is_known_once_it_was_added(void **state)
{
	PLACE(p);
	struct ph_record r = scanned(1, "");
	bool known;

	(void)state;
	place_make(p);
	DOES(ph_ledger_knows_photo(p->ledger, r.sha256, 1, &known, &p->err));
	assert_false(known);
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
	DOES(ph_ledger_knows_photo(p->ledger, r.sha256, 1, &known, &p->err));
	assert_true(known);
	DOES(ph_ledger_knows_photo(p->ledger, r.sha256, 2, &known, &p->err));
	assert_false(known);
}

static void a_photo_that_differs_is_kept_unless_replaced(void **state)
{
	PLACE(p);
	struct ph_record first = scanned(1, "H56-240823-0001");
	struct ph_record second = first, third = first;

	(void)state;
	place_make(p);
	second.answers[0] = 1;
	third.answers[0] = 0;
	assert_int_equal(offer_alone(p, &first, false), PH_ADDED);
	assert_int_equal(offer_alone(p, &second, false), PH_DIFFERS);
	assert_int_equal(offer_alone(p, &second, true), PH_CHANGED);
	assert_int_equal(offer_alone(p, &second, true), PH_SAME);
	assert_int_equal(offer_alone(p, &third, false), PH_DIFFERS);
	assert_int_equal(offer_alone(p, &third, true), PH_CHANGED);
	/* What was corrected is known too: a nightly run offers it again. */
	assert_int_equal(offer_alone(p, &first, false), PH_SAME);
	assert_int_equal(current(p), 1);
	assert_int_equal(place_sql(p, "SELECT cs1 FROM ratings"), 0);
	/* Back to the first reading, on purpose. */
	assert_int_equal(offer_alone(p, &first, true), PH_CHANGED);
	assert_int_equal(current(p), 1);
	assert_int_equal(place_sql(p, "SELECT cs1 FROM ratings"), 2);
	assert_int_equal(place_sql(p, "SELECT count(*) FROM sheet"), 4);
	assert_int_equal(
		place_sql(p, "SELECT replaces FROM sheet WHERE id = 4"), 3);
}

static void several_forms_of_one_photo_are_told_apart_by_code(void **state)
{
	PLACE(p);
	struct ph_record a = scanned(1, "H56-240823-0001");
	struct ph_record b = scanned(1, "H56-240823-0002");

	(void)state;
	place_make(p);
	for (int round = 0; round < 2; round++) {
		place_begin(p, 1);
		assert_int_equal(
			offer(p, &a, false), round ? PH_SAME : PH_ADDED);
		assert_int_equal(
			offer(p, &b, false), round ? PH_SAME : PH_ADDED);
		place_commit(p);
	}
	assert_int_equal(current(p), 2);
}

/* A better reader, or a person, gives the code that was not read: the same
 * form must not count twice. */
static void a_code_that_is_read_later_does_not_make_a_second_sheet(void **state)
{
	PLACE(p);
	struct ph_record raw = scanned(1, "");
	struct ph_record better = scanned(1, "H56-240823-0001");
	struct ph_record other = scanned(1, "H56-240823-0009");

	(void)state;
	place_make(p);
	raw.status = PH_STATUS_UNREAD;
	assert_int_equal(offer_alone(p, &raw, false), PH_ADDED);
	assert_int_equal(offer_alone(p, &better, false), PH_DIFFERS);
	assert_int_equal(offer_alone(p, &better, true), PH_CHANGED);
	assert_int_equal(offer_alone(p, &better, false), PH_SAME);
	assert_int_equal(offer_alone(p, &better, true), PH_SAME);
	assert_int_equal(offer_alone(p, &raw, false), PH_SAME);
	assert_int_equal(offer_alone(p, &other, false), PH_DIFFERS);
	assert_int_equal(offer_alone(p, &other, true), PH_CHANGED);
	assert_int_equal(current(p), 1);
}

static void a_form_found_beside_a_known_one_takes_nothing_away(void **state)
{
	PLACE(p);
	struct ph_record a = scanned(1, "H56-240823-0001");
	struct ph_record b = scanned(1, "H56-240823-0002");

	(void)state;
	place_make(p);
	assert_int_equal(offer_alone(p, &a, false), PH_ADDED);
	place_begin(p, 1);
	assert_int_equal(offer(p, &a, true), PH_SAME);
	assert_int_equal(offer(p, &b, true), PH_ADDED);
	place_commit(p);
	assert_int_equal(current(p), 2);
}

static void of_several_known_forms_none_is_replaced_by_guess(void **state)
{
	PLACE(p);
	struct ph_record a = scanned(1, "H56-240823-0001");
	struct ph_record b = scanned(1, "H56-240823-0002");
	struct ph_record c = scanned(1, "H56-240823-0003");

	(void)state;
	place_make(p);
	place_begin(p, 1);
	assert_int_equal(offer(p, &a, false), PH_ADDED);
	assert_int_equal(offer(p, &b, false), PH_ADDED);
	place_commit(p);
	assert_int_equal(offer_alone(p, &c, true), PH_DIFFERS);
	place_begin(p, 1);
	assert_int_equal(offer(p, &a, true), PH_SAME);
	assert_int_equal(offer(p, &c, true), PH_CHANGED);
	place_commit(p);
	assert_int_equal(current(p), 2);
	assert_int_equal(
		place_sql(p, "SELECT replaces FROM sheet WHERE id = 3"), 2);
}

static void two_forms_of_one_batch_do_not_correct_each_other(void **state)
{
	PLACE(p);
	struct ph_record a = scanned(1, ""), b = a;

	(void)state;
	place_make(p);
	b.answers[0] = 0;
	place_begin(p, 1);
	assert_int_equal(offer(p, &a, true), PH_ADDED);
	assert_int_equal(offer(p, &b, true), PH_DIFFERS);
	place_commit(p);
}

static void the_path_is_kept_until_it_is_purged(void **state)
{
	PLACE(p);
	PH_AUTO(ph_text_release) struct ph_text path = { 0 };
	struct ph_record r = scanned(1, "H56-240823-0001");
	int64_t paths;
	bool known;

	(void)state;
	place_make(p);
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
	DOES(ph_ledger_photo_path(p->ledger, 1, &path, &p->err));
	assert_string_equal(ph_text_get(&path), "photos/a.jpg");
	place_begin(p, 1);
	DOES(ph_ledger_purge(p->ledger, ph_date_today() - 1, &paths, &p->err));
	assert_int_equal(paths, 0);
	DOES(ph_ledger_purge(p->ledger, ph_date_today() + 2, &paths, &p->err));
	assert_int_equal(paths, 1);
	place_commit(p);
	DOES(ph_ledger_photo_path(p->ledger, 1, &path, &p->err));
	assert_string_equal(ph_text_get(&path), "");
	DOES(ph_ledger_knows_photo(p->ledger, r.sha256, 1, &known, &p->err));
	assert_true(known);
	assert_int_equal(current(p), 1);
	assert_int_equal(place_sql(p, "SELECT paths FROM purge"), 1);
	/* It does not come back with the photo. */
	assert_int_equal(offer_alone(p, &r, false), PH_SAME);
	assert_int_equal(place_sql(p, "SELECT count(*) FROM photo_path"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_photo_again_changes_nothing),
		cmocka_unit_test(a_page_is_known_once_it_was_added),
		cmocka_unit_test(a_photo_that_differs_is_kept_unless_replaced),
		cmocka_unit_test(
			several_forms_of_one_photo_are_told_apart_by_code),
		cmocka_unit_test(
			a_code_that_is_read_later_does_not_make_a_second_sheet),
		cmocka_unit_test(
			a_form_found_beside_a_known_one_takes_nothing_away),
		cmocka_unit_test(
			of_several_known_forms_none_is_replaced_by_guess),
		cmocka_unit_test(
			two_forms_of_one_batch_do_not_correct_each_other),
		cmocka_unit_test(the_path_is_kept_until_it_is_purged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
