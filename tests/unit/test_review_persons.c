/* SPDX-License-Identifier: MIT */
/* Whose answer it may be, what a slip leaves behind, and that nothing is taken
 * which is not asked. */
#include "test_review_place.h"

#define NOON ",2026-09-30T12:00:00Z\n"

/* ---- a photo that tells nothing is no form: its paper will be keyed ---- */

static void no_code_makes_no_form_of_a_photo_that_tells_nothing(void **state)
{
	SCENE(s, OF_NOTHING);

	APPLIES(s, "Lan", "1," PHOTO ",code,none,,1" AT);
	counts(s, 1, 0, 0, 0);
	HOLDS(s, "- unread blurred -,-,-,-,-");
	APPLIES(s, "Minh", "1," PHOTO ",code,code," CODE ",1" LATER);
	counts(s, 0, 0, 1, 0);
	APPLIES(s, "Minh", "1," PHOTO ",code,code," CODE ",2" LATER);
	counts(s, 1, 0, 0, 0);
	assert_int_equal(s->count.differ, 1);
	HOLDS(s, "- unread blurred -,-,-,-,-");
	APPLIES(s, "Hoa", "1," PHOTO ",code,none,,3" LATER);
	counts(s, 1, 0, 0, 0);
	HOLDS(s, "- unread blurred -,-,-,-,-");
	SAYS(s, "SELECT count(*) FROM sheet", "1");
	/* It is settled now. */
	APPLIES(s, "Mai", "1," PHOTO ",code,code," CODE ",1" LATER);
	counts(s, 0, 0, 1, 0);
}

static void nor_does_a_code_that_a_second_doubts(void **state)
{
	SCENE(s, OF_NOTHING);

	APPLIES(s, "Lan", "1," PHOTO ",code,code," CODE ",1" AT);
	HOLDS(s, CODE " read - -,-,-,-,-");
	APPLIES(s, "Minh", "1," PHOTO ",code,none,,2" LATER);
	HOLDS(s, "- unread blurred -,-,-,-,-");
	SAYS(s, "SELECT detail FROM ratings", "x");
	APPLIES(s, "Hoa", "1," PHOTO ",code,none,,3" LATER);
	HOLDS(s, "- unread blurred -,-,-,-,-");
}

static void nor_a_code_given_by_a_slip(void **state)
{
	SCENE(s, OF_NOTHING);

	APPLIES(s, "Lan", "1," PHOTO ",code,code," CODE ",1" AT);
	APPLIES(s, "Lan", "1," PHOTO ",code,none,,1" LATER);
	counts(s, 1, 0, 0, 1);
	HOLDS(s, "- unread blurred -,-,-,-,-");
	SAYS(s, "SELECT detail FROM ratings", "x");
}

static void nor_what_had_a_code_alone(void **state)
{
	SCENE(s, RECORDS "a.jpg,1," HASH ",h56," CODE
			 ",qr,unread,blurred,?,?,?,?,?,qr,x,1,,\n");

	bench_begin(&s->bench, "d");
	bench_load(&s->bench, "dossiers", "code\n" OTHER "\n");
	bench_commit(&s->bench);
	APPLIES(s, "Lan", "1," PHOTO ",code,none,,1" AT);
	counts(s, 1, 0, 0, 1);
	HOLDS(s, "- unread blurred -,-,-,-,-");
}

/* ---- a third ---- */

static void a_third_is_neither_of_the_two(void **state)
{
	static const char *const names[] = { "Lan", " MINH " };
	SCENE(s, OF_SURE_CODE);

	APPLIES(s, "Lan", "1," PHOTO ",cs3,2,,1" AT);
	APPLIES(s, "Minh", "1," PHOTO ",cs3,1,,2" LATER);
	for (size_t i = 0; i < 2; i++) {
		apply(s, names[i], HEAD "1," PHOTO ",cs3,1,,3" LATER);
		assert_faults(&s->bench,
			"x.csv:2:6: the same person gave one of the two "
			"answers: a third pass is a third person's\n");
	}
	HOLDS(s, CODE " doubtful doubtful-mark 2,?,!,?,2");
	APPLIES(s, "Hoa", "1," PHOTO ",cs3,1,,3" LATER);
	HOLDS(s, CODE " doubtful doubtful-mark 2,1,!,?,2");
}

/* ---- slips ---- */

static void a_slip_is_mended_by_who_made_it(void **state)
{
	SCENE(s, OF_SURE_CODE);

	APPLIES(s, "Lan", "1," PHOTO ",cs3,2,,1" AT);
	APPLIES(s, "lan ", "1," PHOTO ",cs3,1,,1" LATER);
	counts(s, 1, 0, 0, 1);
	HOLDS(s, CODE " doubtful doubtful-mark 2,1,!,?,2");
	SAYS(s, "SELECT count(*) FROM judgement", "2");
}

static void an_older_answer_does_not_undo_a_mended_slip(void **state)
{
	SCENE(s, OF_SURE_CODE);

	APPLIES(s, "Lan", "1," PHOTO ",cs3,2,,1" AT);
	APPLIES(s, "Lan", "1," PHOTO ",cs3,1,,1" NOON);
	APPLIES(s, "Lan", "1," PHOTO ",cs3,2,,1" AT);
	counts(s, 0, 1, 0, 0);
	APPLIES(s, "Lan", "1," PHOTO ",cs3,0,,1" LATER);
	counts(s, 0, 0, 1, 0);
	HOLDS(s, CODE " doubtful doubtful-mark 2,1,!,?,2");
}

static void what_a_second_has_judged_is_no_slip_any_more(void **state)
{
	SCENE(s, OF_SURE_CODE);

	APPLIES(s, "Lan", "1," PHOTO ",cs3,2,,1" AT);
	APPLIES(s, "Lan", "1," PHOTO ",cs3,1,,1" LATER);
	APPLIES(s, "Minh", "1," PHOTO ",cs3,1,,2" LATER);
	assert_int_equal(s->count.agreed, 1);
	APPLIES(s, "Lan", "1," PHOTO ",cs3,0,,1" NOON);
	counts(s, 0, 0, 1, 0);
	HOLDS(s, CODE " doubtful doubtful-mark 2,1,!,?,2");
}

static void the_slip_of_another_is_for_the_second_pass(void **state)
{
	SCENE(s, OF_SURE_CODE);

	APPLIES(s, "Lan", "1," PHOTO ",cs3,2,,1" AT);
	APPLIES(s, "Minh", "1," PHOTO ",cs3,1,,1" LATER);
	counts(s, 0, 0, 1, 0);
	assert_non_null(strstr(ph_text_get(&s->bench.notes.text), "--second"));
}

static void a_mark_that_proves_unreadable_is_in_doubt_as_before(void **state)
{
	SCENE(s, OF_SURE_CODE);

	APPLIES(s, "Lan",
		"1," PHOTO ",cs3,2,,1" AT "1," PHOTO ",cs4,several,,1" AT);
	APPLIES(s, "Lan",
		"1," PHOTO ",cs3,1,,1" LATER "1," PHOTO ",cs4,1,,1" LATER);
	HOLDS(s, CODE " doubtful doubtful-mark 2,1,1,?,2");
	APPLIES(s, "Lan",
		"1," PHOTO ",cs3,unreadable,,1" NOON "1," PHOTO
		",cs4,unreadable,,1" NOON);
	HOLDS(s, CODE " doubtful doubtful-mark 2,?,!,?,2");
}

static void a_code_that_proves_unreadable_is_in_doubt_as_before(void **state)
{
	SCENE(s, OF_TWO_CODES);

	APPLIES(s, "Lan", "1," PHOTO ",code,code," CODE ",1" AT);
	APPLIES(s, "Lan", "1," PHOTO ",code,code," OTHER ",1" LATER);
	HOLDS(s, OTHER " read - 2,1,0,1,2");
	APPLIES(s, "Lan", "1," PHOTO ",code,unreadable,,1" NOON);
	HOLDS(s, "- doubtful codes-disagree 2,1,0,1,2");
	SAYS(s, "SELECT detail FROM ratings", "x");
}

/* ---- what is not asked is not taken ---- */

static void what_a_decision_settled_takes_no_answer(void **state)
{
	SCENE(s, OF_NO_CODE "b.jpg,1," HASH_2 ",h56," CODE
			    ",qr,read,,2,1,0,1,2,qr,,1,," PLACE "\n");
	struct ph_error err;

	APPLIES(s, "Lan",
		"1," PHOTO ",code,code," CODE ",1" AT "1," PHOTO
		",cs3,2,,1" AT);
	counts(s, 2, 0, 0, 1);
	bench_begin(&s->bench, "settle");
	assert_true(ph_ledger_add_decision(
		s->bench.ledger, 2, "counts", "Lan", NULL, &err));
	bench_commit(&s->bench);
	APPLIES(s, "Minh", "1," PHOTO ",cs3,1,,2" LATER);
	counts(s, 0, 0, 1, 0);
	APPLIES(s, "Lan", "1," PHOTO ",cs3,1,,1" LATER);
	counts(s, 0, 0, 1, 0);
}

static void what_was_keyed_takes_no_answer(void **state)
{
	SCENE(s, OF_SURE_CODE);

	bench_begin(&s->bench, "keyed");
	bench_load(&s->bench, NULL, "code,cs3\n" CODE ",2\n");
	bench_commit(&s->bench);
	APPLIES(s, "Lan", "1," PHOTO ",cs3,1,,1" AT "1," PHOTO ",cs7,1,,1" AT);
	counts(s, 1, 0, 1, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			no_code_makes_no_form_of_a_photo_that_tells_nothing),
		cmocka_unit_test(nor_does_a_code_that_a_second_doubts),
		cmocka_unit_test(nor_a_code_given_by_a_slip),
		cmocka_unit_test(nor_what_had_a_code_alone),
		cmocka_unit_test(a_third_is_neither_of_the_two),
		cmocka_unit_test(a_slip_is_mended_by_who_made_it),
		cmocka_unit_test(an_older_answer_does_not_undo_a_mended_slip),
		cmocka_unit_test(what_a_second_has_judged_is_no_slip_any_more),
		cmocka_unit_test(the_slip_of_another_is_for_the_second_pass),
		cmocka_unit_test(
			a_mark_that_proves_unreadable_is_in_doubt_as_before),
		cmocka_unit_test(
			a_code_that_proves_unreadable_is_in_doubt_as_before),
		cmocka_unit_test(what_a_decision_settled_takes_no_answer),
		cmocka_unit_test(what_was_keyed_takes_no_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
