/* SPDX-License-Identifier: MIT */
/*
 * What counts, and for whom. Officer A has dossiers D1 (returned a day early)
 * and D2 (two days late), B has D3 and D4 (on time). Columns of mau-03:
 * no,name,title,forms,cs1,cs2,cs3,cs4,cs7,total,band.
 */
#include "scene.h"

/* D1 2,2,2,2 and D2 1,1,1,0; index 2 from the dates: early 2, late 0.
 * cs1 (2+1)/2 = 1.5, cs2 (2+0)/2 = 1.0, cs3 1.5, cs4 1.5, cs7 1.0: 6.5 */
static void an_officers_row_is_the_laws_formula(void **state)
{
	key(*state, D1, "22222", "2026-09-15");
	key(*state, D2, "11102", "2026-09-15");
	assert_line(*state, "mau-03", "2026-Q3",
		"1,Nguyễn Văn A,Công chức,2,1.5,1.0,1.5,1.5,1.0,6.5,"
		"hoàn thành 100% nhiệm vụ,,");
}

/* Defect 2: a system added index 6 to the officer's total as well. */
static void an_officers_total_holds_only_1_2_3_4_7(void **state)
{
	struct scene *s = *state;
	enum ph_added added;

	scene_begin(s);
	for (const char *const *c = (const char *const[]){ "cs5", "cs6", "cs8",
		     "cs9", NULL };
		*c; c++)
		FINE(ph_ledger_add_unit_score(s->ledger,
			&(struct ph_unit_score){ OUR_UNIT, "2026-Q3", *c, 2 },
			&added, &err));
	scene_commit(s);
	key(s, D1, "22222", "2026-09-15");
	assert_line(s, "mau-03", "2026-Q3",
		"1,Nguyễn Văn A,Công chức,1,2.0,2.0,2.0,2.0,2.0,10.0,");
	assert_line(s, "mau-02", "2026-Q3", "Tổng cộng,,18,1,18.0,Xuất sắc,");
}

/* Defect 4: unanswered questions were saved as 2 points. */
static void a_blank_question_has_no_points(void **state)
{
	key(*state, D1, ".2222", "2026-09-15");
	key(*state, D2, "02202", "2026-09-15");
	assert_line(*state, "mau-03", "2026-Q3",
		"1,Nguyễn Văn A,Công chức,2,0.0,1.0,2.0,2.0,1.0,6.0,");
}

static void a_question_nobody_answered_is_left_out_and_named(void **state)
{
	key(*state, D3, ".222.", "2026-09-15");
	assert_line(*state, "mau-03", "2026-Q3",
		"2,Trần Thị B,Công chức,1,,1.0,2.0,2.0,2.0,7.0,"
		"hoàn thành 100% nhiệm vụ (tạm tính),Không tính: Chỉ số 1,");
}

static void two_marks_and_doubtful_marks_have_no_points(void **state)
{
	key(*state, D3, "!?222", "2026-09-15");
	assert_line(*state, "mau-03", "2026-Q3",
		"2,Trần Thị B,Công chức,1,,1.0,,2.0,2.0,5.0,");
	assert_finds(*state, "two-marks");
	assert_finds(*state, "doubtful-mark");
}

/* Defect 6: the quarter's last day was lost after 00:00. */
static void the_last_day_of_the_quarter_counts(void **state)
{
	key(*state, D3, "22222", "2026-09-30 23:59");
	key(*state, D4, "22222", "2026-07-01 00:00");
	assert_line(*state, "mau-03", "2026-Q3", "2,Trần Thị B,Công chức,1,");
	assert_finds(*state, "date-impossible"); /* D4 before it was received */
}

static void the_day_after_belongs_to_the_next_quarter(void **state)
{
	key(*state, D3, "22222", "2026-10-01");
	assert_line(*state, "mau-03", "2026-Q3", "2,Trần Thị B,Công chức,0,,");
	assert_line(*state, "mau-03", "2026-Q4", "2,Trần Thị B,Công chức,1,");
}

static void the_report_rule_cuts_at_the_14th(void **state)
{
	scene_set(*state, "period-rule", "report");
	key(*state, D3, "22222", "2026-09-14");
	key(*state, D4, "22222", "2026-09-15");
	assert_line(*state, "mau-03", "2026-Q3", "2,Trần Thị B,Công chức,1,");
	assert_line(*state, "mau-03", "2026-Q4", "2,Trần Thị B,Công chức,1,");
	assert_line(*state, "mau-03", "2026", "2,Trần Thị B,Công chức,2,");
}

static void a_photograph_and_its_keyed_entry_are_one_form(void **state)
{
	scene_sheet(*state, PH_CHANNEL_SCAN, D3, "", "2026-09-15");
	assert_finds(*state, "not-keyed");
	key(*state, D3, "22222", "2026-09-15");
	assert_does_not_find(*state, "not-keyed");
	assert_does_not_find(*state, "second-rating");
	assert_line(
		*state, "mau-03", "2026-Q3", "2,Trần Thị B,Công chức,1,2.0,");
}

static void what_the_photograph_says_fills_what_was_not_keyed(void **state)
{
	scene_sheet(*state, PH_CHANNEL_SCAN, D3, "1??1?", "2026-09-15");
	key(*state, D3, "-22-2", "2026-09-15");
	assert_does_not_find(*state, "keyed-against-scan");
	assert_line(*state, "mau-03", "2026-Q3",
		"2,Trần Thị B,Công chức,1,1.0,1.0,2.0,2.0,1.0,7.0,");
}

static void keyed_against_scanned_is_not_counted(void **state)
{
	scene_sheet(*state, PH_CHANNEL_SCAN, D3, "12222", "2026-09-15");
	key(*state, D3, "22222", "2026-09-15");
	assert_finds(*state, "keyed-against-scan");
	assert_line(*state, "mau-03", "2026-Q3", "2,Trần Thị B,Công chức,0,,");
}

static void of_two_ratings_neither_counts_until_settled(void **state)
{
	struct scene *s = *state;

	key(s, D3, "22222", "2026-09-15");
	key(s, D3, "00000", "2026-09-15");
	assert_finds(s, "second-rating");
	assert_line(s, "mau-03", "2026-Q3", "2,Trần Thị B,Công chức,0,,");
	scene_begin(s);
	FINE(ph_ledger_add_decision(s->ledger, 2, "counts", "An", "", &err));
	scene_commit(s);
	assert_does_not_find(s, "second-rating");
	assert_line(s, "mau-03", "2026-Q3",
		"2,Trần Thị B,Công chức,1,0.0,1.0,0.0,0.0,0.0,1.0,"
		"hoàn thành dưới 70% nhiệm vụ,");
}

static void decide(struct scene *s, int64_t sheet, const char *verdict)
{
	scene_begin(s);
	FINE(ph_ledger_add_decision(s->ledger, sheet, verdict, "An", "", &err));
	scene_commit(s);
}

static void the_newest_decision_holds(void **state)
{
	struct scene *s = *state;

	key(s, D3, "22222", "2026-09-15");
	key(s, D3, "00000", "2026-09-15");
	decide(s, 2, "counts");
	decide(s, 1, "counts");
	assert_line(s, "mau-03", "2026-Q3",
		"2,Trần Thị B,Công chức,1,2.0,1.0,2.0,2.0,2.0,9.0,");
	decide(s, 1, "excluded");
	decide(s, 2, "excluded");
	assert_line(s, "mau-03", "2026-Q3", "2,Trần Thị B,Công chức,0,,");
}

static void excluding_the_second_rating_settles_too(void **state)
{
	struct scene *s = *state;

	key(s, D3, "22222", "2026-09-15");
	key(s, D3, "00000", "2026-09-15");
	scene_begin(s);
	FINE(ph_ledger_add_decision(s->ledger, 2, "excluded", "An", "", &err));
	scene_commit(s);
	assert_does_not_find(s, "second-rating");
	assert_line(s, "mau-03", "2026-Q3",
		"2,Trần Thị B,Công chức,1,2.0,1.0,2.0,2.0,2.0,9.0,");
}

static void a_paper_form_of_a_dossier_rated_online_shows(void **state)
{
	scene_sheet(*state, PH_CHANNEL_ONLINE, D3, "1111-", "2026-09-15");
	assert_line(*state, "mau-03", "2026-Q3", "2,Trần Thị B,Công chức,0,,");
	key(*state, D3, "22222", "2026-09-15");
	assert_finds(*state, "paper-against-online");
	assert_line(
		*state, "mau-03", "2026-Q3", "2,Trần Thị B,Công chức,1,2.0,");
}

static void online_ratings_count_when_the_setting_says_so(void **state)
{
	scene_set(*state, "online", "count");
	scene_sheet(*state, PH_CHANNEL_ONLINE, D3, "1111-", "2026-09-15");
	assert_line(
		*state, "mau-03", "2026-Q3", "2,Trần Thị B,Công chức,1,1.0,");
	key(*state, D3, "22222", "2026-09-15");
	assert_finds(*state, "second-rating");
	assert_line(*state, "mau-03", "2026-Q3", "2,Trần Thị B,Công chức,0,,");
}

static void a_ballot_without_a_code_counts_for_satisfaction(void **state)
{
	key(*state, "", "22222", "2026-09-15");
	assert_finds(*state, "no-code");
	assert_line(*state, "mau-02", "2026-Q3",
		"1,Tổng thời gian giải quyết so với thời gian quy định,2,0,,");
	assert_line(*state, "mau-02", "2026-Q3",
		",Mức độ hài lòng chung: Rất hài lòng,,1,100.0,");
}

static void an_unknown_code_is_not_counted(void **state)
{
	key(*state, "000.17.22.H56-260904-0113", "22222", "2026-09-15");
	assert_finds(*state, "unknown-code");
	assert_line(*state, "mau-02", "2026-Q3",
		"3,Số lần phải liên hệ với nơi tiếp nhận để hoàn thiện hồ "
		"sơ,2,0,,");
}

/* Two forms answered of four dossiers returned: cs1 (2+2)/4 = 1.0; index 2
 * over all four: (2+0+1+1)/4 = 1.0. */
static void the_letter_of_the_law_divides_by_dossiers(void **state)
{
	scene_set(*state, "denominator", "dossiers");
	key(*state, D1, "22222", "2026-09-15");
	key(*state, D3, "22222", "2026-09-15");
	assert_line(*state, "mau-02", "2026-Q3",
		"1,Tổng thời gian giải quyết so với thời gian quy định,2,4,"
		"1.0,");
	assert_line(*state, "mau-05", "2026-Q3",
		"1,UBND phường,2,1.0,1.0,1.0,1.0,,,1.0,,,5.0,");
}

static void index_1_can_come_from_the_dates(void **state)
{
	scene_set(*state, "computed", "cs1");
	key(*state, D2, "22222", "2026-09-15");
	assert_line(*state, "mau-03", "2026-Q3",
		"1,Nguyễn Văn A,Công chức,1,0.0,0.0,2.0,2.0,2.0,6.0,");
}

static void a_scanned_rating_beside_an_online_one_is_a_second(void **state)
{
	scene_set(*state, "online", "count");
	scene_sheet(*state, PH_CHANNEL_ONLINE, D3, "1111-", "2026-09-15");
	scene_sheet(*state, PH_CHANNEL_SCAN, D3, "22222", "2026-09-15");
	assert_finds(*state, "second-rating");
	assert_line(*state, "mau-03", "2026-Q3", "2,Trần Thị B,Công chức,0,,");
}

static void an_unusual_code_is_told(void **state)
{
	key(*state, "000.17.22.H56-180902-0038", "22222", "2026-09-15");
	assert_finds(*state, "odd-code");
}

/* One question that the reader was not sure of. */
static void add_marked(struct scene *s, const char *code, const char *marks,
	enum ph_status status, const char *reason)
{
	struct ph_record record;
	enum ph_added added;

	ph_record_clear(&record);
	record.channel = PH_CHANNEL_SCAN;
	record.code = code;
	record.code_from = *code ? PH_FROM_QR : PH_FROM_NONE;
	record.status = status;
	record.reason = reason;
	record.photo = "a.jpg";
	record.form = "a5";
	record.page = record.part = 1;
	record.hashed = true;
	record.date = day("2026-09-15");
	scene_answers(marks, record.answers);
	scene_begin(s);
	FINE(ph_ledger_add_sheet(
		s->ledger, &record, &s->rules->fields, false, &added, &err));
	scene_commit(s);
}

static void a_doubtful_mark_takes_its_question_alone_out(void **state)
{
	add_marked(*state, D3, "2?22-", PH_STATUS_DOUBTFUL, PH_REASON_MARK);
	assert_finds(*state, "doubtful-mark");
	assert_does_not_find(*state, "doubtful-photo");
	assert_does_not_find(*state, "not-keyed");
	assert_line(*state, "mau-03", "2026-Q3",
		"2,Trần Thị B,Công chức,1,2.0,1.0,,2.0,2.0,7.0,");
}

static void a_form_whose_marks_were_not_read_waits_for_them(void **state)
{
	add_marked(*state, D3, "-----", PH_STATUS_DOUBTFUL, "blurred");
	assert_finds(*state, "doubtful-photo");
	assert_finds(*state, "not-keyed");
}

/* Its code is all that is in doubt: satisfaction counts, points do not. */
static void a_form_without_its_code_waits_for_it(void **state)
{
	add_marked(*state, "", "22222", PH_STATUS_UNREAD, "no-code");
	assert_finds(*state, "unread-photo");
}

static void a_photographed_ballot_and_a_keyed_one_are_two_papers(void **state)
{
	struct scene *s = *state;
	enum ph_added added;

	scene_sheet(s, PH_CHANNEL_SCAN, "", "22222", "2026-09-15");
	key(s, "", "11111", "2026-09-15");
	scene_begin(s);
	FINE(ph_ledger_add_box(
		s->ledger, day("2026-09-15"), NULL, 2, &added, &err));
	scene_commit(s);
	assert_does_not_find(s, "box-count");
	scene_begin(s);
	FINE(ph_ledger_add_box(
		s->ledger, day("2026-09-15"), NULL, 1, &added, &err));
	scene_commit(s);
	assert_finds(s, "box-count");
}

/* What status says of the third quarter, as JSON: `says` stands in it. */
static void assert_status(struct scene *s, const char *says)
{
	PH_AUTO(ph_text_release) struct ph_text out = { 0 };
	struct scene_question q;

	scene_ask(s, "2026-Q3", &q);
	FINE(ph_report_status(&q.query, true, &out, &err));
	ph_settings_release(&q.settings);
	if (!strstr(ph_text_get(&out), says))
		fail_msg("no %s in %s", says, ph_text_get(&out));
}

static bool note_repeated(void *context, const struct ph_finding *finding)
{
	int64_t *sheet = context;

	if (strcmp(finding->kind, "repeated-photo") == 0)
		*sheet = finding->sheet;
	return true;
}

/* The sheet that repeated-photo is about; 0: it does not strike. */
static int64_t repeated_sheet(struct scene *s)
{
	struct ph_finding_count count;
	struct scene_question q;
	int64_t sheet = 0;

	scene_ask(s, "2026-Q3", &q);
	FINE(ph_report_findings(&q.query, note_repeated, &sheet, &count, &err));
	ph_settings_release(&q.settings);
	return sheet;
}

/* The form photographed twice, or two papers: a person says which. */
static void a_photograph_without_answers_beside_a_rated_one_is_told(
	void **state)
{
	scene_sheet(*state, PH_CHANNEL_SCAN, D3, "22222", "2026-09-15");
	assert_int_equal(repeated_sheet(*state), 0);
	scene_sheet(*state, PH_CHANNEL_SCAN, D3, "", "2026-09-15");
	assert_int_equal(repeated_sheet(*state), 2);
	assert_does_not_find(*state, "second-rating");
	assert_status(*state,
		"\"forms_received\":2,\"photographed\":2,\"keyed\":0,"
		"\"online\":0,\"counted\":1,\"without_code\":0,"
		"\"not_keyed\":1,");
	assert_line(
		*state, "mau-03", "2026-Q3", "2,Trần Thị B,Công chức,1,2.0,");
}

static void it_is_told_in_whatever_order_the_two_came(void **state)
{
	scene_sheet(*state, PH_CHANNEL_SCAN, D3, "", "2026-09-15");
	scene_sheet(*state, PH_CHANNEL_SCAN, D3, "22222", "2026-09-15");
	assert_int_equal(repeated_sheet(*state), 1);
	assert_status(*state, "\"not_keyed\":1,");
}

static void a_decision_settles_a_repeated_photograph(void **state)
{
	struct scene *s = *state;

	for (int chosen = 0; chosen < 2; chosen++) {
		scene_sheet(s, PH_CHANNEL_SCAN, chosen ? D4 : D3, "22222",
			"2026-09-15");
		scene_sheet(
			s, PH_CHANNEL_SCAN, chosen ? D4 : D3, "", "2026-09-15");
		assert_int_equal(repeated_sheet(s), chosen ? 4 : 2);
		scene_begin(s);
		FINE(ph_ledger_add_decision(s->ledger, chosen ? 3 : 2,
			chosen ? "counts" : "excluded", "Lan", NULL, &err));
		scene_commit(s);
		assert_int_equal(repeated_sheet(s), 0);
		assert_status(s, "\"not_keyed\":0,");
		/* One paper, then two of which the person chose one. */
		assert_status(s, chosen ? "\"forms_received\":3,"
					: "\"forms_received\":1,");
	}
}

static void each_paper_without_answers_waits_for_them(void **state)
{
	scene_sheet(*state, PH_CHANNEL_SCAN, D3, "", "2026-09-15");
	assert_status(*state, "\"not_keyed\":1,");
	scene_sheet(*state, PH_CHANNEL_SCAN, D3, "", "2026-09-15");
	assert_status(*state, "\"forms_received\":2,");
	assert_status(*state, "\"not_keyed\":2,");
	key(*state, D3, "22222", "2026-09-15");
	assert_status(*state, "\"forms_received\":2,");
	assert_status(*state, "\"keyed\":1,");
	assert_status(*state, "\"not_keyed\":1,");
	assert_int_equal(repeated_sheet(*state), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_officers_row_is_the_laws_formula),
		TEST(an_officers_total_holds_only_1_2_3_4_7),
		TEST(a_blank_question_has_no_points),
		TEST(a_question_nobody_answered_is_left_out_and_named),
		TEST(two_marks_and_doubtful_marks_have_no_points),
		TEST(a_doubtful_mark_takes_its_question_alone_out),
		TEST(a_form_whose_marks_were_not_read_waits_for_them),
		TEST(a_form_without_its_code_waits_for_it),
		TEST(a_photograph_without_answers_beside_a_rated_one_is_told),
		TEST(it_is_told_in_whatever_order_the_two_came),
		TEST(a_decision_settles_a_repeated_photograph),
		TEST(each_paper_without_answers_waits_for_them),
		TEST(a_photographed_ballot_and_a_keyed_one_are_two_papers),
		TEST(the_last_day_of_the_quarter_counts),
		TEST(the_day_after_belongs_to_the_next_quarter),
		TEST(the_report_rule_cuts_at_the_14th),
		TEST(a_photograph_and_its_keyed_entry_are_one_form),
		TEST(what_the_photograph_says_fills_what_was_not_keyed),
		TEST(keyed_against_scanned_is_not_counted),
		TEST(of_two_ratings_neither_counts_until_settled),
		TEST(the_newest_decision_holds),
		TEST(excluding_the_second_rating_settles_too),
		TEST(a_paper_form_of_a_dossier_rated_online_shows),
		TEST(online_ratings_count_when_the_setting_says_so),
		TEST(a_scanned_rating_beside_an_online_one_is_a_second),
		TEST(an_unusual_code_is_told),
		TEST(a_ballot_without_a_code_counts_for_satisfaction),
		TEST(an_unknown_code_is_not_counted),
		TEST(the_letter_of_the_law_divides_by_dossiers),
		TEST(index_1_can_come_from_the_dates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
