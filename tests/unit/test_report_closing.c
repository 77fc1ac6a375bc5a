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
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
