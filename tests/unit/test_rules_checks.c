/* SPDX-License-Identifier: MIT */
/* Which checks strike a form, and whether it counts. */
#include "rules_set.h"

static struct ph_rules *rules;

/* cs1, cs3, cs4, cs7, hl */
static const int8_t good[] = { 1, 2, 2, 1, 2 };
static struct ph_period quarter = { .name = "2026-Q3" };

static int set_up(void **state)
{
	(void)state;
	rules = load_set(TT01);
	quarter.from = day("2026-07-01");
	quarter.to = day("2026-09-30");
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	ph_rules_destroy(rules);
	return 0;
}

/* A form that nothing is wrong with. */
static struct ph_case fine_form(void)
{
	return (struct ph_case){
		.has_code = true,
		.known = true,
		.register_loaded = true,
		.scans = 1,
		.scan_ratings = 1,
		.today = day("2026-10-05"),
		.date = day("2026-09-20"),
		.received = day("2026-09-01"),
		.due = day("2026-09-10"),
		.returned = day("2026-09-10"),
		.dated = true,
		.period = &quarter,
		.answers = good,
	};
}

#define BIT(check) (UINT64_C(1) << (check))

static void strikes(const struct ph_case *c, uint64_t checks, bool counted,
	bool satisfaction)
{
	struct ph_verdict verdict = ph_check_case(rules, c);

	if (verdict.checks != checks)
		for (int i = 0; i < PH_CHECKS; i++)
			if ((verdict.checks ^ checks) & BIT(i))
				print_error("%s %s\n",
					checks & BIT(i) ? "missing" : "extra",
					ph_check_name(i));
	assert_true(verdict.checks == checks);
	assert_int_equal(verdict.counted, counted);
	assert_int_equal(verdict.satisfaction_counted, satisfaction);
}

static void a_good_form_counts_without_a_finding(void **state)
{
	struct ph_case c = fine_form();

	(void)state;
	strikes(&c, 0, true, true);
	c.period = NULL;
	strikes(&c, 0, true, true);
}

static void a_doubtful_code_spoils_the_score_not_satisfaction(void **state)
{
	struct ph_case c = fine_form();

	(void)state;
	c.known = false;
	strikes(&c, BIT(PH_CHECK_UNKNOWN_CODE), false, true);
	c.malformed = true;
	strikes(&c, BIT(PH_CHECK_MALFORMED_CODE), false, true);
	c = fine_form();
	c.codes_disagree = true;
	strikes(&c, BIT(PH_CHECK_CODES_DISAGREE), false, true);
	c = fine_form();
	c.odd = true;
	strikes(&c, BIT(PH_CHECK_ODD_CODE), true, true);
}

static void without_a_register_no_code_is_unknown(void **state)
{
	struct ph_case c = fine_form();

	(void)state;
	c.known = c.register_loaded = false;
	strikes(&c, 0, true, true);
}

static void a_ballot_without_a_code_counts_for_satisfaction(void **state)
{
	struct ph_case c = fine_form();

	(void)state;
	c.has_code = c.known = false;
	c.received = c.due = c.returned = PH_NO_DATE;
	strikes(&c, BIT(PH_CHECK_NO_CODE), false, true);
}

static void a_second_rating_waits_for_a_person(void **state)
{
	struct ph_case c = fine_form();

	(void)state;
	c.scans = c.scan_ratings = 2;
	strikes(&c, BIT(PH_CHECK_SECOND_RATING), false, false);
	c.settled = true;
	strikes(&c, 0, true, true);
	c = fine_form();
	c.scan_ratings = 0;
	c.keyed = 2;
	strikes(&c, BIT(PH_CHECK_SECOND_RATING), false, false);
	c = fine_form();
	c.keyed = 1; /* a second person's check is no second rating */
	strikes(&c, 0, true, true);
}

static void keyed_against_scan_waits_for_a_person(void **state)
{
	struct ph_case c = fine_form();

	(void)state;
	c.keyed = 1;
	c.keyed_against_scan = true;
	strikes(&c, BIT(PH_CHECK_KEYED_AGAINST_SCAN), false, false);
	c.settled = true;
	strikes(&c, 0, true, true);
}

static void paper_against_online_is_told_and_counts(void **state)
{
	struct ph_case c = fine_form();

	(void)state;
	c.online = 1;
	c.paper_against_online = true;
	strikes(&c, BIT(PH_CHECK_PAPER_AGAINST_ONLINE), true, true);
}

static void photos_without_answers_want_keying(void **state)
{
	static const int8_t none[] = { PH_ABSENT, PH_ABSENT, PH_ABSENT,
		PH_ABSENT, PH_ABSENT };
	struct ph_case c = fine_form();

	(void)state;
	c.scan_ratings = 0;
	c.answers = none;
	strikes(&c, BIT(PH_CHECK_NOT_KEYED), false, false);
	c.scans = 2;
	strikes(&c, BIT(PH_CHECK_NOT_KEYED) | BIT(PH_CHECK_REPEATED_PHOTO),
		false, false);
	c.scan_ratings = 1;
	c.answers = fine_form().answers;
	strikes(&c, BIT(PH_CHECK_REPEATED_PHOTO), true, true);
	c.settled = true;
	strikes(&c, 0, true, true);
	c = fine_form();
	c.doubtful_photo = true;
	strikes(&c, BIT(PH_CHECK_DOUBTFUL_PHOTO), false, true);
}

static void of_an_unread_photo_nothing_else_is_said(void **state)
{
	struct ph_case c = { .scans = 1, .unread_photo = true, .dated = true };

	(void)state;
	c.today = c.date = c.received = c.due = c.returned = PH_NO_DATE;
	strikes(&c, BIT(PH_CHECK_UNREAD_PHOTO), false, false);
}

static void impossible_dates_are_told(void **state)
{
	struct ph_case c = fine_form();

	(void)state;
	c.date = day("2026-10-06"); /* tomorrow */
	strikes(&c, BIT(PH_CHECK_DATE_IMPOSSIBLE), false, true);
	c.date = day("2026-08-31"); /* before it was received */
	strikes(&c, BIT(PH_CHECK_DATE_IMPOSSIBLE), false, true);
	c = fine_form();
	c.returned = day("2026-08-31");
	c.due = PH_NO_DATE;
	strikes(&c, BIT(PH_CHECK_DATE_IMPOSSIBLE), false, true);
	c = fine_form();
	c.date = c.received = PH_NO_DATE;
	strikes(&c, 0, true, true);
}

static void a_return_outside_the_period_is_told(void **state)
{
	struct ph_case c = fine_form();

	(void)state;
	c.returned = c.due = c.date = day("2026-10-01");
	strikes(&c, BIT(PH_CHECK_DATE_OUTSIDE), true, true);
	c.returned = c.due = c.date = day("2026-09-30");
	strikes(&c, 0, true, true);
	c.returned = c.due = c.date = day("2026-07-01");
	c.received = day("2026-06-01");
	strikes(&c, 0, true, true);
	c.returned = c.due = c.date = day("2026-06-30");
	strikes(&c, BIT(PH_CHECK_DATE_OUTSIDE), true, true);
}

static void other_flags_strike_their_check(void **state)
{
	struct ph_case c = fine_form();

	(void)state;
	c.dated = false;
	strikes(&c, BIT(PH_CHECK_NO_DATE), true, true);
	c = fine_form();
	c.other_unit = true;
	strikes(&c, BIT(PH_CHECK_OTHER_UNIT), false, false);
	c = fine_form();
	c.officer_unknown = true;
	strikes(&c, BIT(PH_CHECK_OFFICER_UNKNOWN), true, true);
	c = fine_form();
	c.officer_differs = true;
	strikes(&c, BIT(PH_CHECK_OFFICER_DIFFERS), false, true);
	c = fine_form();
	c.period_closed = true;
	strikes(&c, BIT(PH_CHECK_PERIOD_CLOSED), false, false);
}

/* Defect 4: questions without an answer were saved as 2 points. */
static void a_blank_or_unsure_answer_is_no_points(void **state)
{
	static const int8_t blank[] = { PH_BLANK, PH_BLANK, PH_BLANK, PH_BLANK,
		PH_BLANK };
	static const int8_t unsure[] = { PH_DOUBTFUL, PH_MULTIPLE, PH_BLANK,
		PH_DOUBTFUL, PH_MULTIPLE };
	struct ph_case c = fine_form();
	struct ph_verdict verdict;

	(void)state;
	c.answers = blank;
	strikes(&c, BIT(PH_CHECK_BLANK_FORM), false, false);
	c.answers = unsure;
	strikes(&c, BIT(PH_CHECK_TWO_MARKS) | BIT(PH_CHECK_DOUBTFUL_MARK),
		false, false);
	verdict = ph_check_case(rules, &c);
	assert_int_equal(verdict.fields_two, 1 << 1 | 1 << 4);
	assert_int_equal(verdict.fields_doubtful, 1 << 0 | 1 << 3);
}

static void one_sure_answer_is_enough_to_count(void **state)
{
	static const int8_t one[] = { PH_BLANK, PH_BLANK, 0, PH_BLANK,
		PH_BLANK };
	static const int8_t only_hl[] = { PH_BLANK, PH_BLANK, PH_BLANK,
		PH_BLANK, 0 };
	struct ph_case c = fine_form();

	(void)state;
	c.answers = one;
	strikes(&c, 0, true, false);
	c.answers = only_hl;
	strikes(&c, 0, false, true);
}

/* Điều 13 khoản 7: 2 points want an early return, 1 one in time. */
static void index_7_can_contradict_the_return(void **state)
{
	static const int8_t seven_2[] = { 1, 2, 2, 2, 2 };
	struct ph_case c = fine_form();

	(void)state;
	c.answers = seven_2; /* returned on the day */
	strikes(&c, BIT(PH_CHECK_CONTRADICTION), true, true);
	assert_int_equal(ph_check_case(rules, &c).fields_contradicted, 1 << 3);
	assert_non_null(
		ph_rules_contradiction(rules, "cs7", 2, PH_TIMING_ON_TIME));
	assert_non_null(
		ph_rules_contradiction(rules, "cs7", 2, PH_TIMING_LATE));
	assert_non_null(
		ph_rules_contradiction(rules, "cs7", 1, PH_TIMING_LATE));
	assert_null(ph_rules_contradiction(rules, "cs7", 2, PH_TIMING_EARLY));
	assert_null(ph_rules_contradiction(rules, "cs7", 0, PH_TIMING_LATE));
	assert_null(ph_rules_contradiction(rules, "cs7", 2, PH_TIMING_NONE));
	assert_null(ph_rules_contradiction(rules, "cs3", 2, PH_TIMING_LATE));
}

static void index_1_is_compared_with_the_dates(void **state)
{
	static const int8_t one_2[] = { 2, 2, 2, 1, 2 };
	struct ph_case c = fine_form();

	(void)state;
	c.answers = one_2; /* returned on the day: 1 */
	strikes(&c, BIT(PH_CHECK_COMPUTED_DIFFERS), true, true);
	assert_int_equal(ph_check_case(rules, &c).fields_computed, 1 << 0);
	c.returned = PH_NO_DATE;
	strikes(&c, 0, true, true);
}

static void every_kind_has_words_and_the_agreed_severity(void **state)
{
	static const struct {
		enum ph_check check;
		const char *name, *severity;
	} cases[] = {
		{ PH_CHECK_MALFORMED_CODE, "malformed-code", "error" },
		{ PH_CHECK_ODD_CODE, "odd-code", "warning" },
		{ PH_CHECK_NO_CODE, "no-code", "info" },
		{ PH_CHECK_NOT_KEYED, "not-keyed", "warning" },
		{ PH_CHECK_PERIOD_CLOSED, "period-closed", "error" },
		{ PH_CHECK_BOX_COUNT, "box-count", "warning" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct ph_check_rule *rule =
			ph_rules_check(rules, cases[i].check);

		assert_string_equal(
			ph_check_name(cases[i].check), cases[i].name);
		assert_string_equal(
			ph_severity_name(rule->severity), cases[i].severity);
	}
	for (int i = 0; i < PH_CHECKS; i++)
		assert_true(strlen(ph_rules_check(rules, i)->message) > 10);
}

static void placeholders_are_filled_from_words(void **state)
{
	static const struct ph_word words[] = { { "code", "H56" },
		{ "what", "" }, { "unit", NULL } };
	PH_AUTO(ph_text_release) struct ph_text out = { 0 };

	(void)state;
	assert_true(ph_message_fill(
		&out, "«{code}» {what} {unit} {other} { {code", words, 3));
	assert_string_equal(out.bytes, "«H56» … … … { {code");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_good_form_counts_without_a_finding),
		cmocka_unit_test(
			a_doubtful_code_spoils_the_score_not_satisfaction),
		cmocka_unit_test(without_a_register_no_code_is_unknown),
		cmocka_unit_test(
			a_ballot_without_a_code_counts_for_satisfaction),
		cmocka_unit_test(a_second_rating_waits_for_a_person),
		cmocka_unit_test(keyed_against_scan_waits_for_a_person),
		cmocka_unit_test(paper_against_online_is_told_and_counts),
		cmocka_unit_test(photos_without_answers_want_keying),
		cmocka_unit_test(of_an_unread_photo_nothing_else_is_said),
		cmocka_unit_test(impossible_dates_are_told),
		cmocka_unit_test(a_return_outside_the_period_is_told),
		cmocka_unit_test(other_flags_strike_their_check),
		cmocka_unit_test(a_blank_or_unsure_answer_is_no_points),
		cmocka_unit_test(one_sure_answer_is_enough_to_count),
		cmocka_unit_test(index_7_can_contradict_the_return),
		cmocka_unit_test(index_1_is_compared_with_the_dates),
		cmocka_unit_test(every_kind_has_words_and_the_agreed_severity),
		cmocka_unit_test(placeholders_are_filled_from_words),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
