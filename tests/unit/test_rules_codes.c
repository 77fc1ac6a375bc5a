/* SPDX-License-Identifier: MIT */
/* Whole dossier codes, judged by the grammar of TT 01/2018 Điều 19. */
#include "rules_tt01.h"

static struct ph_code_match judge(const char *code)
{
	return ph_code_judge(rules, code, day("2026-12-31"));
}

/* Seen on real receipts: domain notes, "Dossier code". */
static void real_codes_are_valid(void **state)
{
	static const struct {
		const char *code, *date;
	} cases[] = {
		{ "000.00.06.H56-231027-0361", "2023-10-27" },
		{ "000.17.22.H56-210531-0001", "2021-05-31" },
		{ "000.00.53.H48-220921-0099", "2022-09-21" },
		{ "H56.14-240823-0001", "2024-08-23" },
		{ "H15.50.05.13-261008-0975", "2026-10-08" },
		{ "38.98.H29-210519-0013", "2021-05-19" },
		{ "G22.99-251225-020175", "2025-12-25" },
		{ "G22.99.08-260921-896048", "2026-09-21" },
		{ "H56-240229-1234567", "2024-02-29" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct ph_code_match match = judge(cases[i].code);

		assert_true(match.valid);
		assert_false(match.odd);
		assert_null(match.what);
		assert_int_equal(match.date, day(cases[i].date));
	}
}

static void codes_that_only_look_alike_are_refused(void **state)
{
	static const char *const procedures[] = { "1.001612.000.00.00.H48",
		"1.010708.000.00.00.H56", "2.000635" };

	(void)state;
	for (size_t i = 0; i < 3; i++)
		assert_false(judge(procedures[i]).valid);
	assert_false(judge("000.00.53.H48").valid);         /* agency */
	assert_false(judge("G22.99.3-241219795252").valid); /* payment */
}

static void a_unit_code_keeps_its_shape(void **state)
{
	static const char *const bad[] = {
		"-231027-0361", "000.00..H56-231027-0361", ".H56-231027-0361",
		"H56.-231027-0361", "000.00.06-231027-0361",
		"000.H56.06-231027-0361", /* neither first nor last */
		"Z56-231027-0361", "H5-231027-0361", "H567-231027-0361",
		"H56_1-231027-0361", "h56-231027-0361",
		"H56.123456789.123456789.123456789.12-231027-0361", /* 36 */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		assert_false(judge(bad[i]).valid);
		assert_non_null(judge(bad[i]).what);
	}
	assert_true(judge("H56.123456789.123456789.123456789.1-231027-0361")
			    .valid); /* 35 */
	assert_true(judge("Y99-231027-0361").valid);
	assert_true(judge("A00-231027-0361").valid);
}

static void the_date_must_be_real_and_past(void **state)
{
	static const char *const bad[] = { "H56-230229-0001", "H56-231301-0001",
		"H56-230100-0001", "H56-2310270-0001", "H56-23102-0001",
		"H56-270101-0001", "H56-99A101-0001" };

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		assert_false(judge(bad[i]).valid);
		assert_int_equal(judge(bad[i]).date, PH_NO_DATE);
	}
	assert_true(judge("H56-261231-0001").valid); /* today */
}

static void a_serial_has_4_to_7_digits_not_all_zero(void **state)
{
	(void)state;
	assert_false(judge("H56-231027-001").valid);
	assert_false(judge("H56-231027-00000001").valid);
	assert_false(judge("H56-231027-0000").valid);
	assert_false(judge("H56-231027-0000000").valid);
	assert_false(judge("H56-231027-").valid);
	assert_false(judge("H56-231027-0001X").valid);
	assert_false(judge("H56-231027-0001 ").valid);
	assert_false(judge("").valid);
}

static void an_unusual_code_is_valid_but_odd(void **state)
{
	(void)state;
	assert_true(judge("H56-231027-12345").valid);
	assert_true(judge("H56-231027-12345").odd);
	assert_string_equal(
		judge("H56-231027-12345").what, "số thứ tự có 5 chữ số");
	assert_true(judge("H56-181231-0001").odd);
	assert_false(judge("H56-190101-0001").odd);
}

static void a_wrong_code_says_where_and_what_would_be_right(void **state)
{
	struct ph_code_match match = judge("H56.14-241323-0001");

	(void)state;
	assert_int_equal(match.at, 7);
	assert_string_equal(match.what,
		"sáu chữ số năm tháng ngày tiếp nhận phải là một ngày có thật "
		"và không sau hôm nay");
	assert_int_equal(judge("H56.14-240823-001").at, 14);
	assert_int_equal(judge("H56.14-240823-0001X").at, 18);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(real_codes_are_valid),
		cmocka_unit_test(codes_that_only_look_alike_are_refused),
		cmocka_unit_test(a_unit_code_keeps_its_shape),
		cmocka_unit_test(the_date_must_be_real_and_past),
		cmocka_unit_test(a_serial_has_4_to_7_digits_not_all_zero),
		cmocka_unit_test(an_unusual_code_is_valid_but_odd),
		cmocka_unit_test(
			a_wrong_code_says_where_and_what_would_be_right),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
