/* SPDX-License-Identifier: MIT */
/* What a loaded rule set holds, and what keeps one from loading at all. */
#include "rules_set.h"

#include <phieu/list.h>

#include <unistd.h>

enum {
	FILES = 12
};

static void the_set_of_tt01_2018_is_whole(void **state)
{
	struct ph_rules *rules = load_set(TT01);

	(void)state;
	assert_string_equal(rules->id, "tt01-2018");
	assert_int_equal(rules->criterion_count, 10);
	assert_int_equal(rules->effective_from, day("2019-01-06"));
	assert_int_equal(rules->effective_to, PH_NO_DATE);
	ph_rules_destroy(rules);
}

static void the_form_asks_1_3_4_7_and_satisfaction(void **state)
{
	static const char *const asked[] = { "cs1", "cs3", "cs4", "cs7", "hl" };
	struct ph_rules *rules = load_set(TT01);

	(void)state;
	assert_int_equal(rules->fields.count, 5);
	for (size_t i = 0; i < 5; i++)
		assert_string_equal(rules->fields.id[i], asked[i]);
	assert_int_equal(ph_rules_criterion(rules, "cs7")->field, 3);
	assert_int_equal(ph_rules_criterion(rules, "cs2")->field, -1);
	ph_rules_destroy(rules);
}

static void every_option_names_article_clause_and_point(void **state)
{
	struct ph_rules *rules = load_set(TT01);
	const struct ph_criterion *cs1 = ph_rules_criterion(rules, "cs1");

	(void)state;
	assert_string_equal(ph_criterion_option(cs1, 2)->source,
		"TT 01/2018/TT-VPCP Điều 13 khoản 1 điểm a");
	assert_null(ph_criterion_option(cs1, 3));
	assert_null(ph_rules_criterion(rules, "cs10"));
	ph_rules_destroy(rules);
}

static void a_timing_earns_its_points(void **state)
{
	struct ph_rules *rules = load_set(TT01);
	const struct ph_criterion *cs2 = ph_rules_criterion(rules, "cs2");
	ph_date due = day("2026-07-10");

	(void)state;
	assert_int_equal(
		ph_criterion_points(cs2, ph_timing_of(due, due - 1)), 2);
	assert_int_equal(ph_criterion_points(cs2, ph_timing_of(due, due)), 1);
	assert_int_equal(
		ph_criterion_points(cs2, ph_timing_of(due, due + 1)), 0);
	assert_int_equal(
		ph_criterion_points(cs2, ph_timing_of(due, PH_NO_DATE)),
		PH_ABSENT);
	assert_int_equal(ph_criterion_points(ph_rules_criterion(rules, "cs3"),
				 PH_TIMING_EARLY),
		PH_ABSENT);
	ph_rules_destroy(rules);
}

static void settings_have_defaults_and_allowed_values(void **state)
{
	struct ph_rules *rules = load_set(TT01);
	const struct ph_setting *rule = ph_rules_setting(rules, "period-rule");

	(void)state;
	assert_string_equal(rule->value, "calendar");
	assert_true(ph_setting_allows(rule, "report"));
	assert_false(ph_setting_allows(rule, "repor"));
	assert_false(ph_setting_allows(rule, "calendar|report"));
	assert_false(ph_setting_allows(rule, ""));
	assert_true(ph_setting_allows(
		ph_rules_setting(rules, "computed"), "cs1,cs2"));
	assert_null(ph_rules_setting(rules, "colour"));
	ph_rules_destroy(rules);
}

static void the_hash_follows_the_files(void **state)
{
	struct ph_rules *a = load_set(TT01), *b = load_set(TT01);
	struct ph_rules *c = load_set(VUNG_CAO);

	(void)state;
	assert_memory_equal(a->sha256, b->sha256, PH_HASH_SIZE);
	assert_memory_not_equal(a->sha256, c->sha256, PH_HASH_SIZE);
	ph_rules_destroy(a);
	ph_rules_destroy(b);
	ph_rules_destroy(c);
}

static void a_word_has_its_text_or_stands_for_itself(void **state)
{
	struct ph_rules *rules = load_set(TT01);

	(void)state;
	assert_string_equal(ph_rules_word(rules, "provisional"), "tạm tính");
	assert_string_equal(ph_rules_word(rules, "colour"), "colour");
	ph_rules_destroy(rules);
}

static void a_set_loads_from_memory_as_from_its_folder(void **state)
{
	PH_AUTO(ph_rules_files_release) struct ph_rules_files files = { 0 };
	PH_AUTO(ph_faults_release) struct ph_faults faults;
	PH_AUTO(ph_rules_destroy) struct ph_rules *kept = NULL;
	PH_AUTO(ph_rules_destroy) struct ph_rules *rules = load_set(TT01);
	struct ph_error err;
	char path[512];

	(void)state;
	ph_faults_init(&faults, "closing");
	assert_true(ph_rules_files_read(&files, source_path(TT01, path), &err));
	assert_int_equal(files.count, FILES);
	assert_true(
		ph_rules_load_files(&kept, "closing", &files, &faults, &err));
	assert_memory_equal(kept->sha256, rules->sha256, PH_HASH_SIZE);
	assert_string_equal(kept->id, "tt01-2018");
}

static void a_fault_in_memory_names_what_was_kept(void **state)
{
	PH_AUTO(ph_rules_files_release) struct ph_rules_files files = { 0 };
	PH_AUTO(ph_faults_release) struct ph_faults faults;
	struct ph_rules *rules = NULL;
	struct ph_error err;
	char line[256];

	(void)state;
	ph_faults_init(&faults, "2026-Q3");
	assert_true(ph_rules_files_add(&files, "rules.csv", "\xff", 1));
	assert_false(
		ph_rules_load_files(&rules, "2026-Q3", &files, &faults, &err));
	assert_int_equal(err.code, PH_CONFIG);
	assert_int_equal(faults.count, FILES);
	ph_faults_format(&faults, 0, line, sizeof(line));
	assert_string_equal(line,
		"2026-Q3/rules.csv:1: not UTF-8: save the file as «CSV UTF-8» "
		"in Excel, or as UTF-8 elsewhere");
}

static void all_faults_are_told_at_once(void **state)
{
	PH_AUTO(ph_faults_release) struct ph_faults faults;
	char folder[] = "/tmp/phieu-rules-XXXXXX";
	struct ph_rules *rules = NULL;
	struct ph_error err;

	(void)state;
	assert_non_null(mkdtemp(folder));
	ph_faults_init(&faults, folder);
	assert_false(ph_rules_load(&rules, folder, &faults, &err));
	rmdir(folder);
	assert_int_equal(faults.count, FILES);
	assert_int_equal(err.code, PH_CONFIG);
	assert_ptr_equal(faults.file, folder);
}

static void a_missing_folder_is_no_input(void **state)
{
	PH_AUTO(ph_faults_release) struct ph_faults faults;
	struct ph_rules *rules = NULL;
	struct ph_error err;

	(void)state;
	ph_faults_init(&faults, "x");
	assert_false(ph_rules_load(&rules, "/nowhere/x", &faults, &err));
	assert_int_equal(err.code, PH_NO_INPUT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_set_of_tt01_2018_is_whole),
		cmocka_unit_test(the_form_asks_1_3_4_7_and_satisfaction),
		cmocka_unit_test(every_option_names_article_clause_and_point),
		cmocka_unit_test(a_timing_earns_its_points),
		cmocka_unit_test(settings_have_defaults_and_allowed_values),
		cmocka_unit_test(the_hash_follows_the_files),
		cmocka_unit_test(a_word_has_its_text_or_stands_for_itself),
		cmocka_unit_test(a_set_loads_from_memory_as_from_its_folder),
		cmocka_unit_test(a_fault_in_memory_names_what_was_kept),
		cmocka_unit_test(all_faults_are_told_at_once),
		cmocka_unit_test(a_missing_folder_is_no_input),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
