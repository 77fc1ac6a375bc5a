/* SPDX-License-Identifier: MIT */
/*
 * Scores by TT 01/2018 Điều 15 khoản 2: an index is the sum of its points
 * over the number of dossiers, rounded to one decimal; a total is the sum of
 * the rounded indices. The numbers in the comments were worked out by hand.
 */
#include "rules_tt01.h"

static void tally(
	struct ph_tally *tallies, const char *id, int64_t sum, int64_t n)
{
	const struct ph_criterion *criterion = ph_rules_criterion(rules, id);

	assert_non_null(criterion);
	tallies[criterion - rules->criteria] = (struct ph_tally){ sum, n };
}

static int64_t tenths_of(const struct ph_score *score, const char *id)
{
	return score->tenths[ph_rules_criterion(rules, id) - rules->criteria];
}

/* Seven dossiers: 13 / 7 = 1.857… → 1.9, 9 / 7 = 1.285… → 1.3,
 * 8 / 7 = 1.142… → 1.1, 14 / 7 = 2.0, and index 7 answered on six of them:
 * 7 / 6 = 1.166… → 1.2. Together 1.9 + 1.3 + 1.1 + 2.0 + 1.2 = 7.5. */
static void an_officer_of_seven_dossiers_has_7_5(void **state)
{
	struct ph_tally tallies[PH_CRITERIA_MAX] = { 0 };
	struct ph_score score;

	(void)state;
	tally(tallies, "cs1", 13, 7);
	tally(tallies, "cs2", 9, 7);
	tally(tallies, "cs3", 8, 7);
	tally(tallies, "cs4", 14, 7);
	tally(tallies, "cs7", 7, 6);
	ph_score_make(&score, rules, PH_SUBJECT_OFFICER, tallies);
	assert_int_equal(tenths_of(&score, "cs1"), 19);
	assert_int_equal(tenths_of(&score, "cs2"), 13);
	assert_int_equal(tenths_of(&score, "cs3"), 11);
	assert_int_equal(tenths_of(&score, "cs4"), 20);
	assert_int_equal(tenths_of(&score, "cs7"), 12);
	assert_int_equal(score.total, 75);
	assert_int_equal(score.max, 10);
	assert_int_equal(score.used, 5);
	assert_false(score.provisional);
	assert_string_equal(score.band->label, "hoàn thành 100% nhiệm vụ");
}

static void full_marks(struct ph_tally *tallies)
{
	static const char *const ids[] = { "cs1", "cs2", "cs3", "cs4", "cs5",
		"cs6", "cs7", "cs8", "cs9" };

	memset(tallies, 0, PH_CRITERIA_MAX * sizeof(*tallies));
	for (size_t i = 0; i < sizeof(ids) / sizeof(*ids); i++)
		tally(tallies, ids[i], 2, 1);
}

static const struct ph_band *unit_band(int64_t tenths)
{
	return ph_rules_band(rules, PH_SUBJECT_UNIT, tenths);
}

static const struct ph_band *officer_band(int64_t tenths)
{
	return ph_rules_band(rules, PH_SUBJECT_OFFICER, tenths);
}

/* Defect 1: bands tested as `> 15` and `< 15` made 15,0 the worst. */
static void exactly_15_0_is_xuat_sac(void **state)
{
	struct ph_tally tallies[PH_CRITERIA_MAX];
	struct ph_score score;

	(void)state;
	full_marks(tallies); /* 18; 2 + 1 less make 15 */
	tally(tallies, "cs5", 0, 1);
	tally(tallies, "cs9", 1, 1);
	ph_score_make(&score, rules, PH_SUBJECT_UNIT, tallies);
	assert_int_equal(score.total, 150);
	assert_int_equal(score.max, 18);
	assert_string_equal(score.band->label, "Xuất sắc");
}

static void each_band_begins_at_its_own_threshold(void **state)
{
	(void)state;
	assert_string_equal(unit_band(180)->label, "Xuất sắc");
	assert_string_equal(unit_band(149)->label, "Tốt");
	assert_string_equal(unit_band(120)->label, "Tốt");
	assert_string_equal(unit_band(119)->label, "Khá");
	assert_string_equal(unit_band(90)->label, "Khá");
	assert_string_equal(unit_band(89)->label, "Trung bình");
	assert_string_equal(unit_band(60)->label, "Trung bình");
	assert_string_equal(unit_band(59)->label, "Yếu");
	assert_string_equal(unit_band(0)->label, "Yếu");
	assert_string_equal(
		officer_band(50)->label, "hoàn thành 100% nhiệm vụ");
	assert_string_equal(officer_band(49)->label,
		"hoàn thành từ 70% đến dưới 100% nhiệm vụ");
	assert_string_equal(officer_band(35)->label,
		"hoàn thành từ 70% đến dưới 100% nhiệm vụ");
	assert_string_equal(
		officer_band(34)->label, "hoàn thành dưới 70% nhiệm vụ");
}

/* Defect 2: an officer's total took index 6 in. */
static void an_officer_is_scored_by_1_2_3_4_7_alone(void **state)
{
	struct ph_tally tallies[PH_CRITERIA_MAX];
	struct ph_score score;

	(void)state;
	full_marks(tallies);
	tally(tallies, "hl", 2, 1);
	ph_score_make(&score, rules, PH_SUBJECT_OFFICER, tallies);
	assert_int_equal(score.total, 100);
	assert_int_equal(score.used, 5);
	ph_score_make(&score, rules, PH_SUBJECT_UNIT, tallies);
	assert_int_equal(score.total, 180);
	assert_int_equal(score.used, 9);
}

/* Defect 3: two decimals here, truncation there. */
static void an_index_is_rounded_half_up_to_one_decimal(void **state)
{
	static const struct {
		int64_t sum, n, tenths;
	} cases[] = {
		{ 0, 5, 0 }, { 1, 20, 1 }, /* 0.05 → 0.1 */
		{ 1, 21, 0 },              /* 0.047… → 0.0 */
		{ 5, 4, 13 },              /* 1.25 → 1.3 */
		{ 23, 20, 12 },    /* 1.15 → 1.2, 1.149… in binary */
		{ 7, 4, 18 },      /* 1.75 → 1.8 */
		{ 2, 3, 7 },       /* 0.666… → 0.7 */
		{ 4999, 2500, 20 } /* 1.9996 → 2.0 */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_int_equal(ph_score_tenths(cases[i].sum, cases[i].n),
			cases[i].tenths);
}

/* 5 / 4 = 1.25 → 1.3, twice: 2.6. The unrounded sum would be 2.5. */
static void a_total_adds_the_rounded_indices(void **state)
{
	struct ph_tally tallies[PH_CRITERIA_MAX] = { 0 };
	struct ph_score score;

	(void)state;
	tally(tallies, "cs1", 5, 4);
	tally(tallies, "cs3", 5, 4);
	ph_score_make(&score, rules, PH_SUBJECT_OFFICER, tallies);
	assert_int_equal(score.total, 26);
}

/* Defect 5: nine indices that make 15 exactly missed it by 1e-15 when added
 * as binary fractions. 1.7 × 5 + 1.6 × 3 + 1.7 = 15.0. */
static void nine_fractions_that_make_15_are_15(void **state)
{
	static const char *const a[] = { "cs1", "cs2", "cs3", "cs4", "cs7",
		"cs5" };
	static const char *const b[] = { "cs6", "cs8", "cs9" };
	struct ph_tally tallies[PH_CRITERIA_MAX] = { 0 };
	struct ph_score score;

	(void)state;
	for (size_t i = 0; i < 6; i++)
		tally(tallies, a[i], 17, 10);
	for (size_t i = 0; i < 3; i++)
		tally(tallies, b[i], 16, 10);
	ph_score_make(&score, rules, PH_SUBJECT_UNIT, tallies);
	assert_int_equal(score.total, 150);
	assert_string_equal(score.band->label, "Xuất sắc");
}

static void an_index_without_data_is_left_out(void **state)
{
	struct ph_tally tallies[PH_CRITERIA_MAX];
	struct ph_score score;
	ptrdiff_t cs8;

	(void)state;
	full_marks(tallies);
	tally(tallies, "cs8", 0, 0);
	tally(tallies, "cs9", 0, 0);
	ph_score_make(&score, rules, PH_SUBJECT_UNIT, tallies);
	assert_int_equal(score.total, 140);
	assert_int_equal(score.max, 18); /* not rescaled */
	assert_int_equal(score.missing, 2);
	assert_true(score.provisional);
	assert_string_equal(score.band->label, "Tốt");
	cs8 = ph_rules_criterion(rules, "cs8") - rules->criteria;
	assert_true(score.wanted[cs8]);
	assert_false(score.has[cs8]);
}

static void without_any_data_there_is_no_band(void **state)
{
	struct ph_tally tallies[PH_CRITERIA_MAX] = { 0 };
	struct ph_score score;

	(void)state;
	tally(tallies, "hl", 2, 1); /* asked, never scored */
	ph_score_make(&score, rules, PH_SUBJECT_UNIT, tallies);
	assert_null(score.band);
	assert_int_equal(score.used, 0);
	assert_int_equal(score.total, 0);
}

static void ties_share_a_rank_1_2_2_4(void **state)
{
	const int64_t totals[] = { 120, 150, 90, 120 };
	unsigned ranks[4];

	(void)state;
	ph_rank(totals, 4, ranks);
	assert_int_equal(ranks[0], 2);
	assert_int_equal(ranks[1], 1);
	assert_int_equal(ranks[2], 4);
	assert_int_equal(ranks[3], 2);
	ph_rank(totals, 0, ranks);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_officer_of_seven_dossiers_has_7_5),
		cmocka_unit_test(exactly_15_0_is_xuat_sac),
		cmocka_unit_test(each_band_begins_at_its_own_threshold),
		cmocka_unit_test(an_officer_is_scored_by_1_2_3_4_7_alone),
		cmocka_unit_test(an_index_is_rounded_half_up_to_one_decimal),
		cmocka_unit_test(a_total_adds_the_rounded_indices),
		cmocka_unit_test(nine_fractions_that_make_15_are_15),
		cmocka_unit_test(an_index_without_data_is_left_out),
		cmocka_unit_test(without_any_data_there_is_no_band),
		cmocka_unit_test(ties_share_a_rank_1_2_2_4),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
