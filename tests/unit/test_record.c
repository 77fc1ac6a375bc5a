/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <phieu/record.h>

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

static void a_cleared_record_knows_nothing(void **state)
{
	struct ph_record record;

	(void)state;
	memset(&record, 0x5a, sizeof(record));
	ph_record_clear(&record);
	for (size_t i = 0; i < PH_FIELDS_MAX; i++)
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
		cmocka_unit_test(a_cleared_record_knows_nothing),
		cmocka_unit_test(a_field_is_found_by_its_id),
		cmocka_unit_test(each_word_of_the_contract_is_found_again),
		cmocka_unit_test(an_unknown_word_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
