/* SPDX-License-Identifier: MIT */
#include "test_keying_place.h"

struct again {
	struct desk desk;
	struct ph_rekeyed rekeyed;
	struct ph_differences differences;
	int64_t batch;
};

static void again_init(struct again *a, const char *keys)
{
	struct desk *d = &a->desk;
	struct ph_intake_count count = { 0 };

	*a = (struct again){ 0 };
	desk_init(d);
	type(d, keys);
	DOES(ph_ledger_set_person(d->bench.ledger, "An", &d->err));
	DOES(ph_keying_import(&d->bench.intake, d->draft, "first", &count,
		&a->batch, &d->err));
	desk_close(d);
	desk_open(d, "verify");
	DOES(ph_rekeyed_load(&a->rekeyed, d->bench.ledger, d->bench.rules,
		a->batch, &d->err));
	d->keying.rekeyed = &a->rekeyed;
	d->keying.by = "Bình";
}

static void again_release(struct again *a)
{
	ph_rekeyed_release(&a->rekeyed);
	ph_differences_release(&a->differences);
	desk_release(&a->desk);
}
PH_CLEANUP_VALUE(struct again, again_release)

#define AGAIN(keys)                                \
	PH_AUTO(again_release) struct again again; \
	struct again *a = &again;                  \
	struct desk *d = &again.desk;              \
	(void)state;                               \
	again_init(a, keys)

static void compare(struct again *a)
{
	struct desk *d = &a->desk;

	DOES(ph_rekeyed_compare(
		&a->rekeyed, d->draft, &a->differences, &d->err));
}

static void assert_table(struct again *a, const char *rows)
{
	PH_AUTO(ph_text_release) struct ph_text table = { 0 };
	struct desk *d = &a->desk;
	const char *body;

	DOES(ph_rekeyed_table(
		&a->rekeyed, d->draft, &a->differences, &table, &d->err));
	body = strchr(ph_text_get(&table), '\n');
	assert_non_null(body);
	assert_string_equal(body + 1, rows);
}

static void settle(struct again *a, size_t i, int8_t answer)
{
	struct desk *d = &a->desk;

	DOES(ph_rekeyed_settle(&a->rekeyed, d->draft,
		&a->differences.list.at[i], answer, "Bình", &d->err));
	compare(a);
}

static int64_t apply(struct again *a, size_t *amended)
{
	struct desk *d = &a->desk;
	int64_t batch = -1;

	DOES(ph_ledger_set_person(d->bench.ledger, "Bình", &d->err));
	DOES(ph_rekeyed_apply(&a->rekeyed, d->draft, &a->differences, amended,
		&batch, &d->err));
	return batch;
}

static void who_keyed_the_batch_is_known(void **state)
{
	AGAIN(A "\n22222\n");
	assert_string_equal(ph_text_get(&a->rekeyed.by), "An");
	assert_int_equal(a->rekeyed.firsts.count, 1);
	assert_int_equal(ph_draft_count(d->draft), 0);
}

static void equal_keyings_differ_in_nothing(void **state)
{
	AGAIN(A "\n21.*/\n" B "\n22222\n");
	type(d, B "\n22222\n" A "\n21.*/\n");
	compare(a);
	assert_int_equal(a->differences.list.count, 0);
}

static void each_difference_is_listed(void **state)
{
	AGAIN(A "\n22222\n" B "\n22222\n");
	type(d, C "\nc~11111\n" A "\n212.2\n");
	compare(a);
	assert_table(a, "answer,1," A ",cs3,2,1,open\n"
			"answer,1," A ",cs7,2,,open\n"
			"not-rekeyed,2," B ",,,,open\n"
			"not-in-batch,," C ",,,,open\n");
	assert_int_equal(a->differences.open, 4);
}

static void a_code_that_the_batch_lacks_asks(void **state)
{
	AGAIN(A "\n22222\n");
	type(d, B "\n");
	assert_int_equal(d->keying.stage, PH_STAGE_DOUBT);
	assert_int_equal(d->keying.sight.doubts, PH_DOUBT_FOREIGN);
	type(d, "k~" A "\n22222\n" A "\n");
	assert_int_equal(d->keying.sight.doubts, PH_DOUBT_TWICE);
}

static void ballots_without_a_code_are_matched_by_their_answers(void **state)
{
	AGAIN("-\n22222\n-\n11111\n-\n00000\n");
	type(d, "-\n11111\n-\n22220\n-\n00000\n");
	compare(a);
	assert_table(a, "answer,1,,hl,2,0,open\n");
}

static void a_third_word_settles_and_amends(void **state)
{
	AGAIN(A "\n22222\n" B "\n22222\n");
	struct ph_sheet_state now;
	int64_t newest;
	size_t amended;

	type(d, A "\n12222\n" B "\n22221\n");
	compare(a);
	settle(a, 0, 1);
	settle(a, 1, 2);
	assert_int_equal(a->differences.open, 0);
	assert_true(apply(a, &amended) > 0);
	assert_int_equal(amended, 1);
	DOES(ph_ledger_newest(d->bench.ledger, 1, &newest, &d->err));
	assert_int_not_equal(newest, 1);
	DOES(ph_ledger_sheet_state(d->bench.ledger, newest,
		&d->bench.rules->fields, &now, &d->err));
	assert_int_equal(now.answers[0], 1);
	assert_int_equal(now.answers[1], 2);
	assert_string_equal(now.code, A);
	DOES(ph_ledger_newest(d->bench.ledger, 2, &newest, &d->err));
	assert_int_equal(newest, 2);
}

struct said {
	size_t count[4];
};

static bool count_said(void *context, const struct ph_judgement_row *row)
{
	struct said *said = context;

	said->count[row->judgement.pass]++;
	assert_string_equal(row->judgement.by, "Bình");
	return true;
}

static void both_words_are_kept_once(void **state)
{
	AGAIN(A "\n22222\n" B "\n22222\n");
	struct said said = { 0 };
	size_t amended;
	int64_t batch;

	type(d, A "\n12222\n" B "\n22222\n");
	compare(a);
	settle(a, 0, 1);
	batch = apply(a, &amended);
	assert_int_equal(apply(a, &amended), batch);
	DOES(ph_ledger_each_judgement(
		d->bench.ledger, INT64_MAX, count_said, &said, &d->err));
	assert_int_equal(said.count[2], 10);
	assert_int_equal(said.count[3], 1);
}

static void what_was_settled_is_still_settled_after_a_resume(void **state)
{
	AGAIN(A "\n22222\n");
	type(d, A "\n12221\n");
	compare(a);
	settle(a, 0, 1);
	desk_close(d);
	desk_open(d, "verify");
	d->keying.rekeyed = &a->rekeyed;
	compare(a);
	assert_table(a, "answer,1," A ",cs1,2,1,1\n"
			"answer,1," A ",hl,2,1,open\n");
	settle(a, 0, 0);
	assert_table(a, "answer,1," A ",cs1,2,1,0\n"
			"answer,1," A ",hl,2,1,open\n");
	type(d, "<");
	assert_int_equal(d->keying.told, PH_TOLD_NOTHING_LEFT);
}

static void a_batch_that_is_none_is_refused(void **state)
{
	static const int64_t none[] = { 1, 99 };
	AGAIN(A "\n22222\n");

	for (size_t i = 0; i < 2; i++) {
		PH_AUTO(ph_rekeyed_release) struct ph_rekeyed other = { 0 };

		assert_false(ph_rekeyed_load(&other, d->bench.ledger,
			d->bench.rules, none[i], &d->err));
		assert_int_equal(d->err.code, PH_USAGE);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_keyed_the_batch_is_known),
		cmocka_unit_test(equal_keyings_differ_in_nothing),
		cmocka_unit_test(each_difference_is_listed),
		cmocka_unit_test(a_code_that_the_batch_lacks_asks),
		cmocka_unit_test(
			ballots_without_a_code_are_matched_by_their_answers),
		cmocka_unit_test(a_third_word_settles_and_amends),
		cmocka_unit_test(both_words_are_kept_once),
		cmocka_unit_test(
			what_was_settled_is_still_settled_after_a_resume),
		cmocka_unit_test(a_batch_that_is_none_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
