/* SPDX-License-Identifier: MIT */
/* A made-up province with rules of its own: everything follows the files. */
#include "rules_set.h"

static struct ph_rules *rules;

static int set_up(void **state)
{
	(void)state;
	rules = load_set(VUNG_CAO);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	ph_rules_destroy(rules);
	return 0;
}

static struct ph_code_match judge(const char *code)
{
	return ph_code_judge(rules, code, day("2026-12-31"));
}

static void it_has_four_criteria_of_five_points(void **state)
{
	(void)state;
	assert_int_equal(rules->criterion_count, 4);
	assert_int_equal(rules->fields.count, 3);
	assert_string_equal(rules->fields.id[2], "than-thien");
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(rules->criteria[i].max, 5);
	assert_int_equal(
		ph_rules_criterion(rules, "truc-tuyen")->scope, PH_SCOPE_UNIT);
}

static void its_codes_are_its_own(void **state)
{
	(void)state;
	assert_true(judge("HS2026/00123-AB").valid);
	assert_false(judge("HS2026/00123-AB").odd);
	assert_int_equal(judge("HS2026/00123-AB").date, PH_NO_DATE);
	assert_true(judge("HS2019/00123-AB").odd);
	assert_false(judge("HS2027/00123-AB").valid);
	assert_false(judge("HS2026/0123-AB").valid);
	assert_false(judge("HS2026/00123-ABC").valid);
	assert_false(judge("H56.14-240823-0001").valid);
}

static void two_grammars_stand_side_by_side(void **state)
{
	(void)state;
	assert_true(judge("VC.1234").valid);
	assert_true(judge("VC.123").odd);
	assert_string_equal(judge("VC.123").what, "mã cũ chỉ có ba chữ số");
	assert_false(judge("VC.12").valid);
	assert_string_equal(judge("VC.12").what, "từ ba đến sáu chữ số");
	assert_string_equal(
		judge("HS2026-00123").what, "sau năm phải là dấu gạch chéo");
}

static void its_codes_are_found_in_payloads(void **state)
{
	static const char payload[] =
		"https://vungcao.gov.vn/?ma=hs2026%2F00123-ab&cu=VC.1234";
	char codes[2][PH_CODE_SIZE];

	(void)state;
	assert_int_equal(ph_code_find(rules, payload, strlen(payload),
				 day("2026-12-31"), codes, 2),
		2);
	assert_string_equal(codes[0], "HS2026/00123-AB");
	assert_string_equal(codes[1], "VC.1234");
}

static void its_confusions_cost_what_it_says(void **state)
{
	(void)state;
	assert_int_equal(ph_code_distance(rules, "HS0", "HSO", 50), 1);
	assert_int_equal(ph_code_distance(rules, "HS1", "HSI", 50), 10);
}

static void its_periods_are_halves_quarters_and_years(void **state)
{
	struct ph_period period;
	struct ph_error err;

	(void)state;
	assert_true(
		ph_period_parse(rules, "nua-nam", "2026-h2", &period, &err));
	assert_string_equal(period.name, "2026-H2");
	assert_int_equal(period.from, day("2026-07-01"));
	assert_true(ph_period_of(rules, "nua-nam", day("2026-05-05"), &period));
	assert_string_equal(period.name, "2026-Q2");
	assert_false(
		ph_period_parse(rules, "calendar", "2026-Q1", &period, &err));
}

static void the_last_of_a_month_follows_the_leap_year(void **state)
{
	struct ph_period period;
	struct ph_error err;

	(void)state;
	assert_true(
		ph_period_parse(rules, "hai-thang", "2024-B1", &period, &err));
	assert_int_equal(period.to, day("2024-02-29"));
	assert_true(
		ph_period_parse(rules, "hai-thang", "2025-B1", &period, &err));
	assert_int_equal(period.to, day("2025-02-28"));
}

/* 22 / 5 = 4.4, 3.5 and 4.6 make 12.5, just enough. */
static void its_bands_and_points_make_its_scores(void **state)
{
	const struct ph_tally tallies[PH_CRITERIA_MAX] = { { 22, 5 }, { 7, 2 },
		{ 23, 5 }, { 4, 1 } };
	struct ph_score score;

	(void)state;
	ph_score_make(&score, rules, PH_SUBJECT_OFFICER, tallies);
	assert_int_equal(score.total, 125);
	assert_int_equal(score.max, 15);
	assert_string_equal(score.band->label, "Đạt");
	ph_score_make(&score, rules, PH_SUBJECT_UNIT, tallies);
	assert_int_equal(score.total, 165);
	assert_int_equal(score.max, 20);
	assert_string_equal(score.band->label, "Hạng A");
}

static void its_severities_decide_what_counts(void **state)
{
	static const int8_t answers[] = { 3, 4, 5 };
	struct ph_case c = { .has_code = true,
		.register_loaded = true,
		.keyed = 1,
		.dated = true,
		.today = PH_NO_DATE,
		.date = PH_NO_DATE,
		.received = PH_NO_DATE,
		.due = PH_NO_DATE,
		.returned = PH_NO_DATE,
		.answers = answers };
	struct ph_verdict verdict = ph_check_case(rules, &c);

	(void)state;
	assert_true(verdict.checks >> PH_CHECK_UNKNOWN_CODE & 1);
	assert_true(verdict.counted);               /* a warning here */
	assert_false(verdict.satisfaction_counted); /* never asked */
	c.dated = false;
	assert_false(ph_check_case(rules, &c).counted); /* an error here */
}

static void its_contradictions_and_timings_are_its_own(void **state)
{
	static const int8_t answers[] = { 3, 4, 5 };
	struct ph_case c = { .has_code = true,
		.keyed = 1,
		.today = day("2026-12-31"),
		.date = PH_NO_DATE,
		.received = PH_NO_DATE,
		.due = day("2026-05-01"),
		.returned = day("2026-05-02"),
		.answers = answers };
	struct ph_verdict verdict = ph_check_case(rules, &c);

	(void)state;
	assert_int_equal(verdict.fields_contradicted, 1 << 2);
	assert_int_equal(verdict.fields_computed, 1 << 0);
	assert_string_equal(
		ph_rules_contradiction(rules, "than-thien", 5, PH_TIMING_LATE),
		"rất tốt mà trễ hẹn");
}

static void its_words_and_settings_are_its_own(void **state)
{
	const struct ph_setting *rule = ph_rules_setting(rules, "period-rule");

	(void)state;
	assert_string_equal(rule->value, "nua-nam");
	assert_false(ph_setting_allows(rule, "calendar"));
	assert_string_equal(
		ph_rules_setting(rules, "denominator")->value, "dossiers");
	assert_int_equal(strncmp(ph_rules_check(rules, 0)->message,
				 "Vùng Cao: ", strlen("Vùng Cao: ")),
		0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_has_four_criteria_of_five_points),
		cmocka_unit_test(its_codes_are_its_own),
		cmocka_unit_test(two_grammars_stand_side_by_side),
		cmocka_unit_test(its_codes_are_found_in_payloads),
		cmocka_unit_test(its_confusions_cost_what_it_says),
		cmocka_unit_test(its_periods_are_halves_quarters_and_years),
		cmocka_unit_test(the_last_of_a_month_follows_the_leap_year),
		cmocka_unit_test(its_bands_and_points_make_its_scores),
		cmocka_unit_test(its_severities_decide_what_counts),
		cmocka_unit_test(its_contradictions_and_timings_are_its_own),
		cmocka_unit_test(its_words_and_settings_are_its_own),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
