/* SPDX-License-Identifier: MIT */
#include "test_keying_place.h"

#include <unistd.h>

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
	if (!*keys)
		return;
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
			"not-in-batch,," C ",,,,open\n"
			"not-rekeyed,2," B ",,,,open\n");
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
}

static void resume(struct again *a)
{
	struct desk *d = &a->desk;

	desk_close(d);
	ph_rekeyed_release(&a->rekeyed);
	a->rekeyed = (struct ph_rekeyed){ 0 };
	desk_open(d, "verify");
	DOES(ph_rekeyed_load(&a->rekeyed, d->bench.ledger, d->bench.rules,
		a->batch, &d->err));
	d->keying.rekeyed = &a->rekeyed;
	d->keying.by = "Bình";
	compare(a);
}

struct words {
	size_t count;
	int64_t sheets;
	char last[PH_INSTANT_SIZE];
};

static bool note_word(void *context, const struct ph_judgement_row *row)
{
	struct words *words = context;

	words->count++;
	words->sheets |= (int64_t)1 << row->judgement.sheet;
	snprintf(words->last, sizeof(words->last), "%s", row->judgement.at);
	return true;
}

static struct words words_of(struct again *a)
{
	struct desk *d = &a->desk;
	struct words words = { 0 };

	DOES(ph_ledger_each_judgement(
		d->bench.ledger, INT64_MAX, note_word, &words, &d->err));
	return words;
}

static void each_word_is_written_once_on_the_sheet_that_was_keyed(void **state)
{
	AGAIN(A "\n22222\n");
	int8_t mended[PH_FORM_FIELDS_MAX];
	struct ph_amendment later = {
		.answers = mended,
		.status = PH_STATUS_READ,
	};
	struct ph_sheet_state now;
	int64_t newest;
	size_t amended;

	type(d, A "\n12221\n");
	compare(a);
	settle(a, 0, 1);
	assert_true(apply(a, &amended) > 0);
	assert_int_equal(amended, 1);
	assert_int_equal(words_of(a).count, 6);

	/* Another person mends what was settled. */
	memset(mended, PH_ABSENT, sizeof(mended));
	mended[0] = 0;
	DOES(ph_ledger_newest(d->bench.ledger, 1, &later.sheet, &d->err));
	DOES(ph_ledger_begin(d->bench.ledger, "review", NULL, NULL, &d->err));
	DOES(ph_ledger_amend(d->bench.ledger, &later, &d->bench.rules->fields,
		&newest, &d->err));
	DOES(ph_ledger_commit(d->bench.ledger, &d->err));

	resume(a);
	assert_int_equal(a->differences.open, 1);
	settle(a, 1, 2);
	assert_true(apply(a, &amended) > 0);
	assert_int_equal(amended, 0);
	assert_int_equal(words_of(a).count, 7);
	assert_int_equal(words_of(a).sheets, 1 << 1);
	DOES(ph_ledger_newest(d->bench.ledger, 1, &newest, &d->err));
	DOES(ph_ledger_sheet_state(d->bench.ledger, newest,
		&d->bench.rules->fields, &now, &d->err));
	assert_int_equal(now.answers[0], 0);
	assert_table(a, "answer,1," A ",cs1,2,1,1\n"
			"answer,1," A ",hl,2,1,2\n");
}

static void a_word_has_the_time_at_which_it_was_said(void **state)
{
	AGAIN(A "\n22222\n");
	char row[PH_INSTANT_SIZE];
	size_t amended;

	type(d, A "\n12222\n");
	ph_keyed_at(ph_draft_row(d->draft, 0), row);
	sleep(1);
	compare(a);
	settle(a, 0, 1);
	apply(a, &amended);
	assert_true(strcmp(words_of(a).last, row) > 0);
}

static void a_paper_that_is_missing_closes_its_form(void **state)
{
	AGAIN(A "\n22222\n" B "\n22222\n");
	size_t amended;

	type(d, A "\n22222\n");
	compare(a);
	assert_int_equal(a->differences.open, 1);
	DOES(ph_rekeyed_miss(&a->rekeyed, d->draft, &a->differences.list.at[0],
		"Bình", &d->err));
	compare(a);
	assert_int_equal(a->differences.open, 0);
	assert_table(a, "not-rekeyed,2," B ",,,,missing\n");
	apply(a, &amended);
	assert_int_equal(amended, 0);
	resume(a);
	assert_int_equal(a->differences.open, 0);
	type(d, B "\n22222\n");
	compare(a);
	assert_table(a, "");
}

static void a_row_that_is_dropped_is_no_form(void **state)
{
	AGAIN(A "\n22222\n");

	type(d, A "\n22222\n" B "\nc~11111\n");
	DOES(ph_draft_drop(d->draft, 2, "Bình", &d->err));
	resume(a);
	assert_int_equal(a->differences.open, 0);
	assert_table(a, "not-in-batch,," B ",,,,dropped\n");
	assert_int_equal(ph_draft_forms(d->draft, SIZE_MAX), 1);
	assert_int_equal(ph_keying_totals(d->draft, 5).forms, 1);
}

static void backspace_drops_a_row_that_words_stand_behind(void **state)
{
	AGAIN(A "\n22222\n");

	type(d, A "\n12222\n");
	compare(a);
	settle(a, 0, 1);
	resume(a);
	type(d, "<");
	assert_int_equal(d->keying.told, PH_TOLD_TAKEN_BACK);
	assert_string_equal(d->keying.row.code, A);
	assert_int_equal(ph_draft_forms(d->draft, SIZE_MAX), 0);
	type(d, "22222\n");
	compare(a);
	assert_table(a, "not-in-batch,," A ",,,,dropped\n");
}

static void a_code_that_was_keyed_wrong_is_settled_and_amended(void **state)
{
	AGAIN(A "\n22222\n");
	struct ph_sheet_state now;
	int64_t newest;
	size_t amended;

	type(d, B "\nc~22221\n");
	compare(a);
	assert_int_equal(a->differences.open, 2);
	DOES(ph_rekeyed_pair(
		d->draft, 1, &a->rekeyed.firsts.at[0], B, "Bình", &d->err));
	compare(a);
	assert_table(a, "code,1," A ",," A "," B "," B "\n"
			"answer,1," A ",hl,2,1,open\n");
	settle(a, 1, 1);
	apply(a, &amended);
	assert_int_equal(amended, 1);
	assert_int_equal(words_of(a).count, 5 + 1 + 2);
	DOES(ph_ledger_newest(d->bench.ledger, 1, &newest, &d->err));
	DOES(ph_ledger_sheet_state(d->bench.ledger, newest,
		&d->bench.rules->fields, &now, &d->err));
	assert_string_equal(now.code, B);
	assert_int_equal(now.answers[4], 1);
	resume(a);
	assert_int_equal(a->differences.open, 0);
}

static void a_pairing_can_be_taken_back(void **state)
{
	AGAIN(A "\n22222\n");

	type(d, B "\nc~22222\n");
	compare(a);
	DOES(ph_rekeyed_pair(
		d->draft, 1, &a->rekeyed.firsts.at[0], A, "Bình", &d->err));
	resume(a);
	assert_int_equal(a->differences.open, 0);
	DOES(ph_rekeyed_pair(d->draft, 1, NULL, "", "Bình", &d->err));
	resume(a);
	assert_int_equal(a->differences.open, 2);
}

static void what_the_batch_was_not_asked_is_not_asked_again(void **state)
{
	AGAIN("");
	struct ph_intake_count count = { 0 };
	size_t amended;

	d->keying.asked_count = 4;
	d->keying.rekeyed = NULL;
	type(d, A "\n2222\n");
	assert_rows(d, A " 2222-\n");
	DOES(ph_keying_import(&d->bench.intake, d->draft, "later", &count,
		&a->batch, &d->err));
	DOES(ph_draft_remove(d->draft, &d->err));
	resume(a);
	ph_rekeyed_ask(&a->rekeyed, &d->keying);
	assert_int_equal(d->keying.asked_count, 4);
	type(d, A "\n2222\n");
	compare(a);
	assert_table(a, "");
	apply(a, &amended);
	assert_int_equal(words_of(a).count, 4);
}

static void a_batch_that_is_none_is_refused(void **state)
{
	static const int64_t none[] = { 1, 99 };
	AGAIN(A "\n22222\n");

	for (size_t i = 0; i < 2; i++) {
		PH_AUTO(ph_rekeyed_release) struct ph_rekeyed other = { 0 };

		assert_false(ph_rekeyed_load(&other, d->bench.ledger,
			d->bench.rules, none[i], &d->err));
		assert_int_equal(d->err.code, PH_NO_INPUT);
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
		cmocka_unit_test(
			each_word_is_written_once_on_the_sheet_that_was_keyed),
		cmocka_unit_test(a_word_has_the_time_at_which_it_was_said),
		cmocka_unit_test(a_paper_that_is_missing_closes_its_form),
		cmocka_unit_test(a_row_that_is_dropped_is_no_form),
		cmocka_unit_test(backspace_drops_a_row_that_words_stand_behind),
		cmocka_unit_test(
			a_code_that_was_keyed_wrong_is_settled_and_amended),
		cmocka_unit_test(a_pairing_can_be_taken_back),
		cmocka_unit_test(
			what_the_batch_was_not_asked_is_not_asked_again),
		cmocka_unit_test(a_batch_that_is_none_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
