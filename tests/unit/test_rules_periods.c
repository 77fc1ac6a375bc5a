/* SPDX-License-Identifier: MIT */
#include "rules_tt01.h"

static void a_period_has_its_first_and_last_day(void **state)
{
	static const struct {
		const char *rule, *text, *name, *from, *to;
	} cases[] = {
		{ "calendar", "2026-Q1", "2026-Q1", "2026-01-01",
			"2026-03-31" },
		{ "calendar", "2026-q3", "2026-Q3", "2026-07-01",
			"2026-09-30" },
		{ "calendar", "2026", "2026", "2026-01-01", "2026-12-31" },
		{ "report", "2026-Q1", "2026-Q1", "2025-12-15", "2026-03-14" },
		{ "report", "2026-Q2", "2026-Q2", "2026-03-15", "2026-06-14" },
		{ "report", "2026-Q3", "2026-Q3", "2026-06-15", "2026-09-14" },
		{ "report", "2026-Q4", "2026-Q4", "2026-09-15", "2026-12-14" },
		{ "report", "2026", "2026", "2025-12-15", "2026-12-14" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct ph_period period;
		struct ph_error err;

		assert_true(ph_period_parse(
			rules, cases[i].rule, cases[i].text, &period, &err));
		assert_string_equal(period.name, cases[i].name);
		assert_int_equal(period.from, day(cases[i].from));
		assert_int_equal(period.to, day(cases[i].to));
	}
}

static void an_unknown_period_names_those_that_are_known(void **state)
{
	static const char *const bad[] = { "2026-Q5", "2026-H1", "26-Q1", "",
		"2026-", "2026Q1", "2026-year", "2026-Q1x", "0000-Q1",
		"2026-ABCDEFGHIJ", "20261" };
	struct ph_period period;
	struct ph_error err;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		assert_false(ph_period_parse(
			rules, "calendar", bad[i], &period, &err));
		assert_int_equal(err.code, PH_USAGE);
	}
	assert_false(
		ph_period_parse(rules, "calendar", "2026-Q5", &period, &err));
	assert_string_equal(err.text,
		"period «2026-Q5»: not known; by rule calendar it is one like "
		"2026-Q1, 2026-Q2, 2026-Q3, 2026-Q4, 2026");
}

static void an_unknown_rule_names_those_that_are_known(void **state)
{
	struct ph_period period;
	struct ph_error err;

	(void)state;
	assert_false(
		ph_period_parse(rules, "weekly", "2026-Q1", &period, &err));
	assert_int_equal(err.code, PH_CONFIG);
	assert_string_equal(err.text,
		"period-rule «weekly»: rule set tt01-2018 knows: calendar, "
		"report");
}

static void a_date_lies_in_its_shortest_period(void **state)
{
	static const struct {
		const char *rule, *date, *name;
	} cases[] = {
		{ "calendar", "2026-09-30", "2026-Q3" },
		{ "calendar", "2026-10-01", "2026-Q4" },
		{ "calendar", "2024-02-29", "2024-Q1" },
		{ "report", "2026-12-14", "2026-Q4" },
		{ "report", "2026-12-15", "2027-Q1" },
		{ "report", "2027-01-01", "2027-Q1" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct ph_period period;

		assert_true(ph_period_of(
			rules, cases[i].rule, day(cases[i].date), &period));
		assert_string_equal(period.name, cases[i].name);
	}
}

/* Defect 6: a real system lost what came after 00:00 of the last day. */
static void the_last_day_belongs_to_its_quarter_until_midnight(void **state)
{
	struct ph_period period;

	(void)state;
	assert_true(ph_period_of(
		rules, "calendar", day("30/09/2026 23:59:59"), &period));
	assert_string_equal(period.name, "2026-Q3");
	assert_int_equal(period.to, day("2026-09-30 16:45"));
}

static void no_date_lies_in_no_period(void **state)
{
	struct ph_period period;

	(void)state;
	assert_false(ph_period_of(rules, "calendar", PH_NO_DATE, &period));
	assert_false(ph_period_of(rules, "weekly", day("2026-01-01"), &period));
}

static void every_day_lies_in_exactly_one_quarter(void **state)
{
	static const char *const by[] = { "calendar", "report" };
	struct ph_period period, last;

	(void)state;
	for (int i = 0; i < 2; i++) {
		assert_true(
			ph_period_of(rules, by[i], day("2023-12-31"), &last));
		for (ph_date d = day("2024-01-01"); d < day("2029-01-01");
			d++) {
			assert_true(ph_period_of(rules, by[i], d, &period));
			assert_true(period.from <= d && d <= period.to);
			if (strcmp(period.name, last.name) != 0)
				assert_int_equal(period.from, last.to + 1);
			last = period;
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_period_has_its_first_and_last_day),
		cmocka_unit_test(an_unknown_period_names_those_that_are_known),
		cmocka_unit_test(an_unknown_rule_names_those_that_are_known),
		cmocka_unit_test(a_date_lies_in_its_shortest_period),
		cmocka_unit_test(
			the_last_day_belongs_to_its_quarter_until_midnight),
		cmocka_unit_test(no_date_lies_in_no_period),
		cmocka_unit_test(every_day_lies_in_exactly_one_quarter),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
