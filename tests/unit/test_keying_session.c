/* SPDX-License-Identifier: MIT */
#include "test_keying_place.h"

#define DESK                                    \
	PH_AUTO(desk_release) struct desk desk; \
	struct desk *d = &desk;                 \
	(void)state;                            \
	desk_init(d)

static void a_row_is_a_code_and_its_answers(void **state)
{
	DESK;
	type(d, A "\n2~1~.~*~/~");
	assert_rows(d, A " 21.!?\n");
	assert_int_equal(d->keying.told, PH_TOLD_TAKEN);
}

static void a_pasted_stream_is_taken_by_its_line_ends(void **state)
{
	DESK;
	type(d, A "\n21012\n" B "\n22222\n-\n00000\n-\n00000\n");
	assert_rows(d, A " 21012\n" B " 22222\n 00000\n 00000\n");
}

static void the_dossier_is_known_at_once(void **state)
{
	DESK;
	type(d, A "\n");
	assert_int_equal(d->keying.stage, PH_STAGE_ANSWERS);
	assert_string_equal(
		d->keying.sight.officer_name, "Nguyễn Thị Minh Hạnh");
	assert_int_equal(d->keying.sight.due, day("2026-07-06"));
}

static void a_wrong_key_is_refused_and_the_row_goes_on(void **state)
{
	DESK;
	type(d, A "\n2~7");
	assert_int_equal(d->keying.told, PH_TOLD_WRONG_KEY);
	type(d, "~1~1~1~1~");
	assert_rows(d, A " 21111\n");
}

/* At each place of a row: none of a scan's characters becomes an answer. */
static void a_scan_in_the_middle_of_a_row_gives_no_answer(void **state)
{
	static const char *const ends[] = { "\n", "~", "\n~", "~\n" };
	static const char *const scans[] = { B, C, "2222222",
		"G22.99-251225-020175", "0.1.2.0.1-2", "https://a/?MHS=" B };

	static const char *const rows[] = { "", A " 01111\n", A " 00111\n",
		A " 00011\n", A " 00001\n" };

	DESK;

	for (size_t i = 0; i < 6 * 4 * 4; i++) {
		size_t given = i % 4 + 1;

		type(d, A "\n");
		for (size_t j = 0; j < given; j++)
			type(d, "0~");
		type(d, scans[i / 16]);
		type(d, ends[i / 4 % 4]);
		assert_rows(d, "");
		assert_int_equal(d->keying.stage, PH_STAGE_HALT);
		type(d, "c~");
		for (size_t j = given; j < 5; j++)
			type(d, "1~");
		assert_rows(d, rows[given]);
		type(d, "<<"); /* the row, then its code */
	}
}

static void at_a_halt_nothing_is_taken_but_a_word(void **state)
{
	DESK;
	type(d, A "\n2~1~" B "\n22222\n" C "\n22222\n");
	assert_int_equal(d->keying.stage, PH_STAGE_HALT);
	assert_int_equal(d->keying.lost, 4);
	assert_rows(d, "");
	type(d, "k~" C "\n22222\n");
	assert_rows(d, C " 22222\n");
}

static void a_code_that_is_not_registered_is_never_taken_silently(void **state)
{
	DESK;
	type(d, NEAR_B "\n22222\n" A "\n");
	assert_rows(d, "");
	assert_int_equal(d->keying.stage, PH_STAGE_DOUBT);
	assert_int_equal(d->keying.sight.doubts, PH_DOUBT_UNKNOWN);
	assert_string_equal(d->keying.sight.nearest.code[0], B);
	type(d, "1~");
	assert_string_equal(d->keying.row.code, B);
	type(d, "22222\n" NEAR_B "\nc~11111\n" NEAR_B "\nk~");
	assert_rows(d, B " 22222\n" NEAR_B " 11111\n");
	assert_int_equal(d->keying.stage, PH_STAGE_CODE);
}

static void a_malformed_code_asks(void **state)
{
	DESK;
	type(d, "000.17.22.H56-261341-0006\n");
	assert_true(d->keying.sight.doubts & PH_DOUBT_MALFORMED);
	assert_non_null(d->keying.sight.what);
}

static void a_form_that_is_rated_already_asks(void **state)
{
	DESK;
	bench_begin(&d->bench, "keyed");
	bench_load(
		&d->bench, NULL, "code,cs1,cs3,cs4,cs7,hl\n" A ",2,2,2,2,2\n");
	bench_commit(&d->bench);
	desk_close(d);
	desk_open(d, "first");
	type(d, A "\n");
	assert_int_equal(d->keying.sight.doubts, PH_DOUBT_RATED);
	assert_int_equal(d->keying.sight.keyed, 1);
	type(d, "k~" B "\n22222\n" B "\n");
	assert_int_equal(d->keying.sight.doubts, PH_DOUBT_TWICE);
	assert_int_equal(d->keying.sight.earlier, 1);
}

static void a_qr_code_gives_its_code_and_nothing_else_is_kept(void **state)
{
	DESK;
	type(d, "https://x.vn/tra-cuu?SGT=079123456789&MHS=" A "\n");
	assert_string_equal(d->keying.row.code, A);
	for (size_t i = 0; i < sizeof(d->keying.line); i++)
		assert_int_equal(d->keying.line[i], 0);
	type(d, "22222\nhttps://x.vn/?id=079123456789\n");
	assert_int_equal(d->keying.told, PH_TOLD_NO_CODE);
	type(d, "https://x.vn/?a=" A "&b=" B "\n");
	assert_int_equal(d->keying.told, PH_TOLD_SEVERAL);
	assert_int_equal(d->keying.stage, PH_STAGE_CODE);
}

static void a_digit_too_many_does_not_join_the_next_scan(void **state)
{
	DESK;
	type(d, A "\n2~2~2~2~2~2~" B "\n");
	assert_int_equal(d->keying.told, PH_TOLD_MIXED);
	assert_rows(d, A " 22222\n");
	type(d, B "\n");
	assert_string_equal(d->keying.row.code, B);
}

static void enter_once_more_begins_no_ballot(void **state)
{
	DESK;
	type(d, A "\n2~2~2~2~2~\n\n\n");
	assert_rows(d, A " 22222\n");
	assert_int_equal(d->keying.stage, PH_STAGE_CODE);
}

static void one_step_back_at_a_time(void **state)
{
	DESK;
	type(d, A "\n2~1~<0~1~1~1~");
	assert_rows(d, A " 20111\n");
	type(d, B "\n22222\n<");
	assert_rows(d, A " 20111\n");
	assert_string_equal(d->keying.row.code, B);
	assert_int_equal(d->keying.told, PH_TOLD_TAKEN_BACK);
	type(d, "11111\n");
	assert_rows(d, A " 20111\n" B " 11111\n");
	type(d, "<<<<<");
	assert_rows(d, "");
	type(d, "<");
	assert_int_equal(d->keying.told, PH_TOLD_NOTHING_LEFT);
}

static void back_mends_a_typed_code(void **state)
{
	DESK;
	type(d, A);
	DOES(ph_keying_type(&d->keying, 0xe9, &d->err)); /* two bytes */
	type(d, "<\n");
	assert_string_equal(d->keying.row.code, A);
}

static void lower_case_and_dashes_are_normalised(void **state)
{
	DESK;
	type(d, " 000.17.22.h56-260701-0006 \n");
	assert_string_equal(d->keying.row.code, A);
}

static void a_line_that_has_no_end_is_dropped(void **state)
{
	DESK;
	for (int i = 0; i < 3000; i++)
		type(d, "7");
	type(d, "\n" A "\n22222\n");
	assert_rows(d, A " 22222\n");
}

static void totals_are_of_what_was_taken(void **state)
{
	DESK;
	struct ph_totals totals;

	type(d, A "\n21.*/\n-\n22222\n" B "\n11111\n<");
	totals = ph_keying_totals(d->draft, 5);
	assert_int_equal(totals.forms, 2);
	assert_int_equal(totals.points, 13);
	assert_int_equal(totals.by_field[0], 4);
	assert_int_equal(totals.blanks, 1);
	assert_int_equal(totals.doubtful, 2);
	assert_int_equal(totals.without_code, 1);
}

/* Whatever is typed, only keyed codes and allowed answers are taken. */
static void no_sequence_of_keys_makes_a_wrong_row(void **state)
{
	DESK;
	static const char *const pieces[] = { A "\n", B "\n", NEAR_B "\n",
		"~2~", "1~", "0~", "2", "\n", "~", "<", "~c~", "~k~", "~1~",
		"x", "~-\n", "22222\n", ".", "*~", "\x1b", "/?", "https://a/" };
	unsigned seed = 11;
	size_t taken = 0;

	for (int i = 0; i < 1500; i++) {
		seed = seed * 1103515245u + 12345u;
		type(d, pieces[(seed >> 16)
				% (sizeof(pieces) / sizeof(*pieces))]);
		assert_true(d->keying.given + d->keying.burst <= 5);
		taken += d->keying.told == PH_TOLD_TAKEN;
	}
	assert_true(taken > 3);
	for (size_t i = 0; i < ph_draft_count(d->draft); i++) {
		const struct ph_keyed *row = ph_draft_row(d->draft, i);

		for (size_t f = 0; f < 5; f++)
			assert_true(row->answers[f] <= 2
				    && row->answers[f] >= PH_MULTIPLE
				    && row->answers[f] != PH_ABSENT);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_row_is_a_code_and_its_answers),
		cmocka_unit_test(a_pasted_stream_is_taken_by_its_line_ends),
		cmocka_unit_test(the_dossier_is_known_at_once),
		cmocka_unit_test(a_wrong_key_is_refused_and_the_row_goes_on),
		cmocka_unit_test(a_scan_in_the_middle_of_a_row_gives_no_answer),
		cmocka_unit_test(at_a_halt_nothing_is_taken_but_a_word),
		cmocka_unit_test(
			a_code_that_is_not_registered_is_never_taken_silently),
		cmocka_unit_test(a_malformed_code_asks),
		cmocka_unit_test(a_form_that_is_rated_already_asks),
		cmocka_unit_test(
			a_qr_code_gives_its_code_and_nothing_else_is_kept),
		cmocka_unit_test(a_digit_too_many_does_not_join_the_next_scan),
		cmocka_unit_test(enter_once_more_begins_no_ballot),
		cmocka_unit_test(one_step_back_at_a_time),
		cmocka_unit_test(back_mends_a_typed_code),
		cmocka_unit_test(lower_case_and_dashes_are_normalised),
		cmocka_unit_test(a_line_that_has_no_end_is_dropped),
		cmocka_unit_test(totals_are_of_what_was_taken),
		cmocka_unit_test(no_sequence_of_keys_makes_a_wrong_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
