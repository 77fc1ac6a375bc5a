/* SPDX-License-Identifier: MIT */
#include "rules_tt01.h"

static void an_edit_costs_ten_and_a_confusion_less(void **state)
{
	static const struct {
		const char *a, *b;
		unsigned cost;
	} cases[] = {
		{ "H56-231027-0361", "H56-231027-0361", 0 },
		{ "H56-231027-0361", "H56-231027-0369", 10 },
		{ "H56-231027-0361", "H56-231027-361", 10 },
		{ "H56-231027-0361", "H56-231027-00361", 10 },
		{ "H56-231027-0361", "H56-231027-O361", 2 },
		{ "H56-231027-0361", "H56-23I027-036I", 4 },
		{ "H56-231027-0361", "HS6-231027-0361", 3 },
		{ "H56-231027-0361", "H65-231027-0361", 8 },  /* 5/6 twice */
		{ "H56-231027-0372", "H56-231027-0327", 10 }, /* a swap */
		{ "", "AB", 20 },
		{ "AB", "", 20 },
		{ "", "", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_int_equal(
			ph_code_distance(rules, cases[i].a, cases[i].b, 100),
			cases[i].cost);
		assert_int_equal(
			ph_code_distance(rules, cases[i].b, cases[i].a, 100),
			cases[i].cost);
	}
}

static void beyond_the_limit_is_limit_plus_one(void **state)
{
	(void)state;
	assert_int_equal(ph_code_distance(rules, "ABC", "XYZ", 29), 30);
	assert_int_equal(ph_code_distance(rules, "ABC", "XYZ", 30), 30);
	assert_int_equal(ph_code_distance(rules, "ABC", "XYW", 20), 21);
	assert_int_equal(ph_code_distance(rules, "A", "ABCDEFG", 20), 21);
	assert_int_equal(ph_code_distance(rules, "0", "O", 1), 2);
	assert_int_equal(ph_code_distance(rules, "\xff", "A", 10), 10);
}

/* The band and the early end must not change a result. */
static void a_limit_never_changes_what_lies_within(void **state)
{
	static const char *const codes[] = { "H56-231027-0361", "H5-23107-0361",
		"H65-231O27-03I6", "000.H56-231027-361", "H56-32107-20361",
		"G22.99-251225-020175", "38.98.H29-210519-0013", "" };
	enum {
		COUNT = sizeof(codes) / sizeof(*codes)
	};

	(void)state;
	for (int i = 0; i < COUNT; i++)
		for (int j = 0; j < COUNT; j++) {
			unsigned whole = ph_code_distance(
				rules, codes[i], codes[j], 2000);

			for (unsigned limit = 0; limit < 120; limit += 3)
				assert_int_equal(
					ph_code_distance(rules, codes[i],
						codes[j], limit),
					whole <= limit ? whole : limit + 1);
		}
}

static void the_nearest_stand_first_and_ties_by_text(void **state)
{
	struct ph_nearest nearest = {
		.rules = rules, .wanted = "H56-231027-0361", .limit = 20
	};

	(void)state;
	ph_nearest_offer(&nearest, "H56-231027-0399"); /* 20 */
	ph_nearest_offer(&nearest, "H56-231027-0369"); /* 10 */
	ph_nearest_offer(&nearest, "H56-231027-0362"); /* 10 */
	ph_nearest_offer(&nearest, "H56-231027-0999"); /* too far */
	ph_nearest_offer(&nearest, "H56-231027-0362"); /* again */
	assert_int_equal(nearest.count, 3);
	assert_string_equal(nearest.code[0], "H56-231027-0362");
	assert_string_equal(nearest.code[1], "H56-231027-0369");
	assert_string_equal(nearest.code[2], "H56-231027-0399");
	ph_nearest_offer(&nearest, "H56-231027-O361"); /* 2 */
	assert_int_equal(nearest.count, 3);
	assert_string_equal(nearest.code[0], "H56-231027-O361");
	assert_int_equal(nearest.distance[0], 2);
	assert_string_equal(nearest.code[2], "H56-231027-0369");
}

static void a_code_too_long_is_far(void **state)
{
	char longer[PH_CODE_SIZE + 40];
	struct ph_nearest nearest = {
		.rules = rules, .wanted = "H56", .limit = 5000
	};

	(void)state;
	memset(longer, 'A', sizeof(longer) - 1);
	longer[sizeof(longer) - 1] = '\0';
	assert_int_equal(ph_code_distance(rules, longer, longer, 50), 51);
	ph_nearest_offer(&nearest, longer);
	assert_int_equal(nearest.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_edit_costs_ten_and_a_confusion_less),
		cmocka_unit_test(beyond_the_limit_is_limit_plus_one),
		cmocka_unit_test(a_limit_never_changes_what_lies_within),
		cmocka_unit_test(the_nearest_stand_first_and_ties_by_text),
		cmocka_unit_test(a_code_too_long_is_far),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
