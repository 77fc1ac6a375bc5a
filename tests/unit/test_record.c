/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <phieu/record.h>

#include <math.h>
#include <string.h>

static void a_cell_becomes_an_answer(void **state)
{
	static const struct {
		const char *cell;
		int8_t answer;
	} cases[] = {
		{ "2", 2 },
		{ "0", 0 },
		{ "100", 100 },
		{ "", PH_BLANK },
		{ "?", PH_DOUBTFUL },
		{ "!", PH_MULTIPLE },
		{ "-", PH_ABSENT },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		int8_t answer = 77;

		assert_true(ph_answer_parse(
			cases[i].cell, strlen(cases[i].cell), &answer));
		assert_int_equal(answer, cases[i].answer);
	}
}

static void what_is_no_answer_is_refused(void **state)
{
	static const char *const cells[] = { "101", "-1", "2.0", "2,0", "x",
		"??", " 2", "0002", "1e1", "٢" };
	int8_t answer;

	(void)state;
	for (size_t i = 0; i < sizeof(cells) / sizeof(*cells); i++)
		assert_false(
			ph_answer_parse(cells[i], strlen(cells[i]), &answer));
}

static void an_answer_becomes_its_cell_again(void **state)
{
	char out[8];

	(void)state;
	assert_string_equal(ph_answer_format(2, out), "2");
	assert_string_equal(ph_answer_format(100, out), "100");
	assert_string_equal(ph_answer_format(PH_BLANK, out), "");
	assert_string_equal(ph_answer_format(PH_DOUBTFUL, out), "?");
	assert_string_equal(ph_answer_format(PH_MULTIPLE, out), "!");
	assert_string_equal(ph_answer_format(PH_ABSENT, out), "?");
}

static void a_place_is_written_and_read_again(void **state)
{
	static const char *const wrong[] = { "", "1,2", "1,2 3,4 5,6 7",
		"1,2 3,4 5,6 7,8 ", "1,2 3,4 5,6 7,x", "1;2 3,4 5,6 7,8",
		"99999999,2 3,4 5,6 7,8", "-,2 3,4 5,6 7,8", ",2 3,4 5,6 7,8" };
	const struct ph_corners given = { { -10.04, 4000.25, 1e30, NAN },
		{ 0, 5.96, -0.5, 7 } };
	struct ph_corners read;
	char text[PH_PLACE_SIZE];

	(void)state;
	assert_string_equal(ph_place_format(&given, text),
		"-10,0 4000.3,6 10000000,-0.5 -10000000,7");
	assert_true(ph_place_parse(text, &read));
	assert_true(read.x[0] == -10 && read.y[2] == -0.5 && read.y[3] == 7);
	assert_true(read.x[1] > 4000.29 && read.x[1] < 4000.31);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		assert_false(ph_place_parse(wrong[i], &read));
	assert_false(ph_place_parse(NULL, &read));
}

static void two_places_are_the_same_when_they_hold_each_other(void **state)
{
	static const struct {
		const char *place;
		bool same;
	} cases[] = {
		{ "100,100 900,100 900,1200 100,1200", true },
		{ "120,90 880,130 905,1230 90,1180", true },
		/* upside down, as found by another reader */
		{ "900,1200 100,1200 100,100 900,100", true },
		{ "1000,100 1800,100 1800,1200 1000,1200", false },
		/* the sheet that holds two forms */
		{ "100,100 1800,100 1800,1200 100,1200", false },
		{ "100,1300 900,1300 900,2400 100,2400", false },
	};
	struct ph_corners a, b;

	(void)state;
	assert_true(ph_place_parse(cases[0].place, &a));
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_true(ph_place_parse(cases[i].place, &b));
		assert_int_equal(ph_place_same(&a, &b), cases[i].same);
		assert_int_equal(ph_place_same(&b, &a), cases[i].same);
	}
}

static void a_confidence_never_becomes_more_than_it_is(void **state)
{
	static const struct {
		float given;
		int ten_thousandths;
	} cases[] = { { 0, 0 }, { 0.5F, 5000 }, { 0.99999F, 9999 },
		{ 1, 10000 }, { 7, 10000 }, { -1, 0 }, { NAN, 0 },
		{ INFINITY, 10000 } };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_int_equal(ph_guess_confidence(&(const struct ph_guess){
					 .confidence = cases[i].given }),
			cases[i].ten_thousandths);
}

static void a_cleared_record_knows_nothing(void **state)
{
	struct ph_record record;

	(void)state;
	memset(&record, 0x5a, sizeof(record));
	ph_record_clear(&record);
	for (size_t i = 0; i < PH_FORM_FIELDS_MAX; i++)
		assert_int_equal(record.answers[i], PH_ABSENT);
	assert_int_equal(record.date, PH_NO_DATE);
	assert_null(record.code);
	assert_int_equal(record.page, 0);
	assert_false(record.hashed);
}

static void a_field_is_found_by_its_id(void **state)
{
	struct ph_fields fields = { 2, { "cs1", "cs7" } };

	(void)state;
	assert_int_equal(ph_fields_find(&fields, "cs7"), 1);
	assert_int_equal(ph_fields_find(&fields, "cs"), -1);
	assert_int_equal(ph_fields_find(&fields, "cs77"), -1);
}

static void each_word_of_the_contract_is_found_again(void **state)
{
	enum ph_channel channel;
	enum ph_status status;
	enum ph_code_from from;

	(void)state;
	for (int i = PH_CHANNEL_SCAN; i <= PH_CHANNEL_ONLINE; i++) {
		assert_true(ph_channel_find(ph_channel_name(i), &channel));
		assert_int_equal(channel, i);
	}
	for (int i = PH_STATUS_READ; i <= PH_STATUS_UNREAD; i++) {
		assert_true(ph_status_find(ph_status_name(i), &status));
		assert_int_equal(status, i);
	}
	for (int i = PH_FROM_NONE; i <= PH_FROM_BOTH; i++) {
		assert_true(ph_code_from_find(ph_code_from_name(i), &from));
		assert_int_equal(from, i);
	}
}

static void an_unknown_word_is_refused(void **state)
{
	enum ph_channel channel;
	enum ph_status status;
	enum ph_code_from from;

	(void)state;
	assert_false(ph_channel_find("paper", &channel));
	assert_false(ph_status_find("", &status));
	assert_false(ph_code_from_find("QR", &from));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_cell_becomes_an_answer),
		cmocka_unit_test(what_is_no_answer_is_refused),
		cmocka_unit_test(an_answer_becomes_its_cell_again),
		cmocka_unit_test(a_place_is_written_and_read_again),
		cmocka_unit_test(
			two_places_are_the_same_when_they_hold_each_other),
		cmocka_unit_test(a_confidence_never_becomes_more_than_it_is),
		cmocka_unit_test(a_cleared_record_knows_nothing),
		cmocka_unit_test(a_field_is_found_by_its_id),
		cmocka_unit_test(each_word_of_the_contract_is_found_again),
		cmocka_unit_test(an_unknown_word_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
