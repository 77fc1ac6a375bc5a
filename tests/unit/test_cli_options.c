/* SPDX-License-Identifier: MIT */
#include "options.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct values {
	bool flag;
	const char *text, *choice;
	int64_t number;
	ph_date date;
	struct option_list list;
};

static const struct cli_option options[] = {
	{ 'f', "flag", NULL, "", OPTION_FLAG, offsetof(struct values, flag) },
	{ 't', "text", "TEXT", "", OPTION_STRING,
		offsetof(struct values, text) },
	{ 0, "choice", "WHAT", "", OPTION_CHOICE,
		offsetof(struct values, choice), .choices = "vi|ids" },
	{ 0, "number", "N", "", OPTION_NUMBER, offsetof(struct values, number),
		.least = 1 },
	{ 0, "date", "DATE", "", OPTION_DATE, offsetof(struct values, date) },
	{ 'l', "list", "ONE", "", OPTION_LIST, offsetof(struct values, list) },
	{ 0 },
};

static const struct command command = {
	.name = "try",
	.operands = "",
	.options = options,
	.options_size = sizeof(struct values),
	.common = COMMON_JSON,
};

enum {
	WORDS_MAX = 20
};

/* A command line, parsed: argv is split at spaces. */
struct line {
	char text[256];
	char *argv[WORDS_MAX + 1];
	int argc;
	struct common common;
	struct values values;
	size_t first;
	struct ph_error err;
};

static bool parse(struct line *line, const char *text)
{
	char *rest = line->text, *word;

	*line = (struct line){ 0 };
	snprintf(line->text, sizeof(line->text), "%s", text);
	while ((word = strsep(&rest, " ")) && line->argc < WORDS_MAX)
		line->argv[line->argc++] = word;
	options_clear(common_options, &line->common);
	return options_parse(&command, line->argc, line->argv, &line->common,
		&line->values, &line->first, &line->err);
}

static void what_is_not_given_is_told_apart_from_zero(void **state)
{
	struct line line;

	(void)state;
	assert_true(parse(&line, "try"));
	assert_false(line.values.flag);
	assert_null(line.values.text);
	assert_int_equal(line.values.number, NOT_GIVEN);
	assert_int_equal(line.values.date, PH_NO_DATE);
	assert_int_equal(line.common.jobs, NOT_GIVEN);
}

static void each_type_is_read(void **state)
{
	struct line line;

	(void)state;
	assert_true(parse(&line, "try -f -t a --choice=ids --number 12 "
				 "--date 30/09/2026"));
	assert_true(line.values.flag);
	assert_string_equal(line.values.text, "a");
	assert_string_equal(line.values.choice, "ids");
	assert_int_equal(line.values.number, 12);
	assert_int_equal(line.values.date, ph_date_make(2026, 9, 30));
}

static void options_and_operands_may_be_mixed(void **state)
{
	struct line line;

	(void)state;
	assert_true(parse(&line, "try a -f b --json -q c"));
	assert_true(line.values.flag && line.common.json && line.common.quiet);
	assert_int_equal(line.argc - (int)line.first, 3);
	assert_string_equal(line.argv[line.first], "a");
	assert_string_equal(line.argv[line.first + 2], "c");
}

static void what_follows_two_dashes_is_an_operand(void **state)
{
	struct line line;

	(void)state;
	assert_true(parse(&line, "try -- -f"));
	assert_false(line.values.flag);
	assert_string_equal(line.argv[line.first], "-f");
}

static void a_list_keeps_all_its_values(void **state)
{
	struct line line;

	(void)state;
	assert_true(parse(&line, "try --list a -l b -f --list=c"));
	assert_int_equal(line.values.list.count, 3);
	assert_string_equal(line.values.list.at[0], "a");
	assert_string_equal(line.values.list.at[2], "c");
	assert_false(parse(&line, "try -la -la -la -la -la -la -la -la -la "
				  "-la -la -la -la -la -la -la -la"));
	assert_int_equal(line.err.code, PH_USAGE);
}

static void the_last_of_two_values_holds(void **state)
{
	struct line line;

	(void)state;
	assert_true(parse(&line, "try -t a --text b"));
	assert_string_equal(line.values.text, "b");
}

static void what_is_wrong_is_said_in_one_line(void **state)
{
	static const struct {
		const char *line, *text;
	} cases[] = {
		{ "try --nope", "--nope is not an option of try" },
		{ "try -x", "-x is not an option of try" },
		{ "try -fx", "-x is not an option of try" },
		{ "try -t", "--text wants TEXT" },
		{ "try --text", "--text wants TEXT" },
		{ "try --flag=1", "--flag takes no value" },
		{ "try --choice en", "--choice en: not one of vi|ids" },
		{ "try --choice vi|ids", "--choice vi|ids: not one of vi|ids" },
		{ "try --number 0",
			"--number 0: not a whole number from 1 on" },
		{ "try --number=-1",
			"--number -1: not a whole number from 1 on" },
		{ "try --number +1",
			"--number +1: not a whole number from 1 on" },
		{ "try --number 1x",
			"--number 1x: not a whole number from 1 on" },
		{ "try --number 99999999999999999999",
			"--number 99999999999999999999: not a whole number "
			"from 1 on" },
		{ "try --date 2026-02-30",
			"--date 2026-02-30: not a date; 2026-09-30 or "
			"30/09/2026 is one" },
		{ "try -n", "-n is not an option of try" },
		{ "try -j 2", "-j is not an option of try" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct line line;

		assert_false(parse(&line, cases[i].line));
		assert_int_equal(line.err.code, PH_USAGE);
		assert_string_equal(line.err.text, cases[i].text);
	}
}

static void options_before_the_command_stop_at_its_name(void **state)
{
	char *argv[] = { "phieu", "-q", "-L", "x", "scan", "-v", NULL };
	struct common common = { 0 };
	struct ph_error err;
	size_t used;

	(void)state;
	assert_true(options_parse_before(6, argv, &common, &used, &err));
	assert_int_equal(used, 4);
	assert_true(common.quiet);
	assert_false(common.verbose);
	assert_string_equal(common.ledger, "x");
}

static void every_option_of_every_command_has_a_help_and_one_meaning(
	void **state)
{
	(void)state;
	for (size_t i = 0; commands[i]; i++) {
		const struct cli_option *at = commands[i]->options;

		assert_non_null(commands[i]->run);
		assert_non_null(commands[i]->operands);
		for (; at && at->name; at++) {
			assert_true(*at->help);
			assert_true(!at->argument == (at->type == OPTION_FLAG));
			assert_true(
				!at->choices == (at->type != OPTION_CHOICE));
			assert_true(at->offset < commands[i]->options_size);
			for (const struct cli_option *other = common_options;
				other->name; other++) {
				assert_string_not_equal(at->name, other->name);
				assert_true(!at->letter
					    || at->letter != other->letter);
			}
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_not_given_is_told_apart_from_zero),
		cmocka_unit_test(each_type_is_read),
		cmocka_unit_test(options_and_operands_may_be_mixed),
		cmocka_unit_test(what_follows_two_dashes_is_an_operand),
		cmocka_unit_test(a_list_keeps_all_its_values),
		cmocka_unit_test(the_last_of_two_values_holds),
		cmocka_unit_test(what_is_wrong_is_said_in_one_line),
		cmocka_unit_test(options_before_the_command_stop_at_its_name),
		cmocka_unit_test(
			every_option_of_every_command_has_a_help_and_one_meaning),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
