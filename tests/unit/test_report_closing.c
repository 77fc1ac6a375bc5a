/* SPDX-License-Identifier: MIT */
/* A form belongs to one period: the one it was closed with. */
#include "scene.h"

static void reload(struct scene *s, const char *code, const char *returned)
{
	struct ph_dossier d = { .code = code,
		.unit = OUR_UNIT,
		.officer = "B",
		.received = day("2026-09-05"),
		.due = day("2026-09-10"),
		.returned = day(returned) };
	enum ph_added added;

	scene_begin(s);
	FINE(ph_ledger_add_dossier(s->ledger, &d, &added, &err));
	scene_commit(s);
}

static void decide(struct scene *s, int64_t sheet, const char *verdict)
{
	scene_begin(s);
	FINE(ph_ledger_add_decision(s->ledger, sheet, verdict, "An", "", &err));
	scene_commit(s);
}

static void a_register_that_changes_moves_no_closed_form(void **state)
{
	key(*state, D3, "22222", NULL); /* placed by its return, 10 September */
	scene_close_q3(*state);
	reload(*state, D3, "2026-10-02");
	assert_line(*state, "mau-03", "2026-Q3", "2,Trần Thị B,Công chức,1,");
	assert_line(*state, "mau-03", "2026-Q4", "2,Trần Thị B,Công chức,0,");
	assert_line(*state, "mau-03", "2026", "2,Trần Thị B,Công chức,1,");
}

static void what_comes_into_a_closed_period_is_a_finding(void **state)
{
	scene_close_q3(*state);
	key(*state, D3, "22222", "2026-09-20");
	assert_finds(*state, "period-closed");
	assert_line(*state, "mau-03", "2026-Q3", "2,Trần Thị B,Công chức,0,");
	assert_line(*state, "mau-03", "2026", "2,Trần Thị B,Công chức,0,");
	decide(*state, 1, "excluded");
	assert_does_not_find(*state, "period-closed");
}

static void a_photograph_keyed_after_the_closing_is_told(void **state)
{
	scene_sheet(*state, PH_CHANNEL_SCAN, D3, "", "2026-09-20");
	scene_close_q3(*state);
	key(*state, D3, "22222", NULL);
	assert_finds(*state, "period-closed");
	assert_line(*state, "mau-03", "2026-Q4", "2,Trần Thị B,Công chức,0,");
}

static void a_second_rating_after_the_closing_counts_nowhere(void **state)
{
	key(*state, D3, "22222", "2026-09-20");
	scene_close_q3(*state);
	key(*state, D3, "00000", "2026-10-05");
	decide(*state, 2, "counts");
	assert_finds(*state, "period-closed");
	assert_line(
		*state, "mau-03", "2026-Q3", "2,Trần Thị B,Công chức,1,2.0,");
	assert_line(*state, "mau-03", "2026-Q4", "2,Trần Thị B,Công chức,0,");
	assert_line(*state, "mau-03", "2026", "2,Trần Thị B,Công chức,1,2.0,");
}

static void a_decision_after_the_closing_changes_nothing(void **state)
{
	key(*state, D3, "22222", "2026-09-20");
	scene_close_q3(*state);
	decide(*state, 1, "excluded");
	assert_finds(*state, "period-closed");
	assert_line(*state, "mau-03", "2026-Q3", "2,Trần Thị B,Công chức,1,");
}

/* The newest version of a sheet gets another code, as a person's word gives it
 * one. */
static void recode(struct scene *s, int64_t sheet, const char *code)
{
	struct ph_amendment a = {
		.sheet = sheet,
		.code = code,
		.reason = "",
		.detail = "",
	};
	int64_t result;

	scene_begin(s);
	FINE(ph_ledger_amend(s->ledger, &a, &s->rules->fields, &result, &err));
	scene_commit(s);
}

/* D4 was returned in Q4: by that day its forms are of Q4. */
static void place_by_return(struct scene *s)
{
	scene_set(s, "date-field", "returned");
	reload(s, D4, "2026-10-10");
}

static void assert_b_has(struct scene *s, const char *period, const char *cells)
{
	char line[64];

	snprintf(line, sizeof(line), "2,Trần Thị B,Công chức,%s", cells);
	assert_line(s, "mau-03", period, line);
}

static bool note_late(void *context, const struct ph_finding *finding)
{
	int64_t *late = context;

	if (strcmp(finding->kind, "period-closed") == 0)
		*late = *late ? -1 : finding->sheet;
	return true;
}

/* The sheet that a period finds late; 0: none, -1: several. */
static int64_t late_in(struct scene *s, const char *period)
{
	struct ph_finding_count count;
	struct scene_question q;
	int64_t late = 0;

	scene_ask(s, period, &q);
	FINE(ph_report_findings(&q.query, note_late, &late, &count, &err));
	ph_settings_release(&q.settings);
	return late;
}

static void a_closed_form_that_gets_another_code_counts_once(void **state)
{
	struct scene *s = *state;

	place_by_return(s);
	key(s, D3, "22222", "2026-09-20");
	scene_close_q3(s);
	recode(s, 1, D4);
	assert_b_has(s, "2026-Q3", "1,2.0,");
	assert_b_has(s, "2026-Q4", "0,");
	assert_b_has(s, "2026", "1,2.0,");
	assert_int_equal(late_in(s, "2026-Q3"), 0);
	assert_int_equal(late_in(s, "2026-Q4"), 2);
}

static void however_often_it_is_corrected(void **state)
{
	struct scene *s = *state;

	place_by_return(s);
	key(s, D3, "22222", "2026-09-20");
	scene_close_q3(s);
	recode(s, 1, "");
	recode(s, 2, D4);
	assert_b_has(s, "2026-Q4", "0,");
	assert_int_equal(late_in(s, "2026-Q4"), 3);
	decide(s, 3, "counts");
	assert_b_has(s, "2026-Q4", "0,");
	assert_int_equal(late_in(s, "2026-Q4"), 3);
	decide(s, 3, "excluded");
	assert_int_equal(late_in(s, "2026-Q4"), 0);
	assert_int_equal(late_in(s, "2026"), 0);
	assert_b_has(s, "2026", "1,2.0,");
}

static void the_other_dossiers_own_form_still_counts(void **state)
{
	struct scene *s = *state;

	place_by_return(s);
	key(s, D3, "22222", "2026-09-20");
	scene_close_q3(s);
	key(s, D4, "00000", "2026-10-12");
	key(s, D4, "11111", "2026-10-13");
	decide(s, 2, "counts");
	recode(s, 1, D4);
	decide(s, 4, "counts");
	assert_b_has(s, "2026-Q4", "1,0.0,");
	assert_int_equal(late_in(s, "2026-Q4"), 4);
}

/* What was corrected before the closing is not what was closed. */
static void a_form_corrected_before_the_closing_is_not_late(void **state)
{
	struct scene *s = *state;

	place_by_return(s);
	key(s, D3, "22222", "2026-09-20");
	key(s, D3, "11111", "2026-09-21");
	recode(s, 1, D4);
	scene_close_q3(s);
	recode(s, 3, "");
	recode(s, 4, D4);
	assert_b_has(s, "2026-Q3", "1,1.0,");
	assert_b_has(s, "2026-Q4", "1,2.0,");
	assert_int_equal(late_in(s, "2026-Q4"), 0);
}

/* A photograph that told nothing was counted nowhere. */
static void a_photograph_read_after_the_closing_counts(void **state)
{
	struct scene *s = *state;
	struct ph_record record;
	enum ph_added added;
	int8_t answers[PH_FIELDS_MAX];
	struct ph_amendment a = { .sheet = 1,
		.code = D4,
		.answers = answers,
		.reason = "",
		.detail = "" };
	int64_t result;

	place_by_return(s);
	ph_record_clear(&record);
	record.channel = PH_CHANNEL_SCAN;
	record.status = PH_STATUS_UNREAD;
	record.reason = "no-code";
	record.photo = "a.jpg";
	record.page = 1;
	record.hashed = true;
	record.date = day("2026-09-20");
	scene_begin(s);
	FINE(ph_ledger_add_sheet(
		s->ledger, &record, &s->rules->fields, false, &added, &err));
	scene_commit(s);
	scene_close_q3(s);
	scene_answers("22222", answers);
	scene_begin(s);
	FINE(ph_ledger_amend(s->ledger, &a, &s->rules->fields, &result, &err));
	scene_commit(s);
	assert_b_has(s, "2026-Q4", "1,2.0,");
	assert_int_equal(late_in(s, "2026-Q4"), 0);
}

static void a_box_holds_a_corrected_form_once(void **state)
{
	struct scene *s = *state;
	enum ph_added added;

	place_by_return(s);
	key(s, D3, "22222", "2026-09-20");
	scene_begin(s);
	FINE(ph_ledger_add_box(
		s->ledger, day("2026-09-20"), NULL, 1, &added, &err));
	scene_commit(s);
	scene_close_q3(s);
	assert_does_not_find(s, "box-count");
	recode(s, 1, D4);
	assert_does_not_find(s, "box-count");
}

static void score(struct scene *s, const char *unit, const char *criterion)
{
	enum ph_added added;

	scene_begin(s);
	FINE(ph_ledger_add_unit_score(s->ledger,
		&(struct ph_unit_score){ unit, "2026-Q3", criterion, 2 },
		&added, &err));
	scene_commit(s);
}

static void a_unit_score_after_the_closing_is_told(void **state)
{
	score(*state, OUR_UNIT, "cs6");
	scene_close_q3(*state);
	assert_does_not_find(*state, "unit-score-late");
	score(*state, OUR_UNIT, "cs5");
	assert_finds(*state, "unit-score-late");
}

static void units_above_each_other_count_a_form_once(void **state)
{
	struct scene *s = *state;
	enum ph_added added;

	scene_begin(s);
	FINE(ph_ledger_add_unit(s->ledger,
		&(struct ph_unit){ OUR_UNIT, "UBND phường", "X" }, &added,
		&err));
	FINE(ph_ledger_add_unit(s->ledger,
		&(struct ph_unit){ "X", "Bộ phận", OUR_UNIT }, &added, &err));
	scene_commit(s);
	key(s, D3, "22222", "2026-09-20");
	assert_line(s, "mau-05", "2026-Q3", "1,UBND phường,1,2.0,");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_register_that_changes_moves_no_closed_form),
		TEST(what_comes_into_a_closed_period_is_a_finding),
		TEST(a_photograph_keyed_after_the_closing_is_told),
		TEST(a_second_rating_after_the_closing_counts_nowhere),
		TEST(a_unit_score_after_the_closing_is_told),
		TEST(units_above_each_other_count_a_form_once),
		TEST(a_decision_after_the_closing_changes_nothing),
		TEST(a_closed_form_that_gets_another_code_counts_once),
		TEST(however_often_it_is_corrected),
		TEST(the_other_dossiers_own_form_still_counts),
		TEST(a_form_corrected_before_the_closing_is_not_late),
		TEST(a_photograph_read_after_the_closing_counts),
		TEST(a_box_holds_a_corrected_form_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
