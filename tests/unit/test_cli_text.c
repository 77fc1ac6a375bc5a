/* SPDX-License-Identifier: MIT */
#include "command.h"
#include "progress.h"
#include "wrap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* ---- suggestions ---- */

static void a_slip_of_the_fingers_finds_its_command(void **state)
{
	static const char *const cases[][2] = {
		{ "exprot", "export" },
		{ "improt", "import" },
		{ "scna", "scan" },
		{ "validat", "validate" },
		{ "stauts", "status" },
		{ "complete", "completion" },
		{ "frobnicate", "" },
		{ "x", "" },
		{ "", "" },
	};
	char near[32];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_string_equal(
			command_nearest(cases[i][0], near, sizeof(near)),
			cases[i][1]);
}

static void a_very_long_word_is_near_to_nothing(void **state)
{
	char word[5000], near[32];

	(void)state;
	memset(word, 'a', sizeof(word) - 1);
	word[sizeof(word) - 1] = '\0';
	assert_string_equal(command_nearest(word, near, sizeof(near)), "");
}

static void a_word_is_among_words_whole_or_not_at_all(void **state)
{
	(void)state;
	assert_true(word_among("vi", "vi|ids"));
	assert_true(word_among("ids", "vi|ids"));
	assert_false(word_among("v", "vi|ids"));
	assert_false(word_among("vi|ids", "vi|ids"));
	assert_false(word_among("", "vi|ids"));
}

/* ---- wrapping ---- */

static void a_line_breaks_before_column_81(void **state)
{
	PH_AUTO(ph_text_release) struct ph_text text = { 0 };
	char words[256];

	(void)state;
	/* 39 + 1 + 40 columns fit, one more does not. */
	memset(words, 'a', 39);
	words[39] = ' ';
	memset(words + 40, 'b', 40);
	words[80] = '\0';
	assert_true(wrap_words(&text, words, 0, 2));
	assert_string_equal(strchr(ph_text_get(&text), 'b') - 3,
		"\n  bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n");
	ph_text_clear(&text);
	assert_true(wrap_words(&text, words, 0, 0));
	assert_int_equal(text.length, 81);
	assert_int_equal(text.bytes[39], ' ');
}

static void letters_with_marks_take_one_column(void **state)
{
	PH_AUTO(ph_text_release) struct ph_text text = { 0 };

	(void)state;
	/* 16 × "ộộộộ " is 79 columns. */
	assert_true(wrap_words(&text,
		"ộộộộ ộộộộ ộộộộ ộộộộ ộộộộ ộộộộ ộộộộ ộộộộ "
		"ộộộộ ộộộộ ộộộộ ộộộộ ộộộộ ộộộộ ộộộộ ộộộộ",
		0, 0));
	assert_ptr_equal(
		strchr(ph_text_get(&text), '\n'), text.bytes + text.length - 1);
}

static void a_wide_term_has_a_line_of_its_own(void **state)
{
	PH_AUTO(ph_text_release) struct ph_text text = { 0 };

	(void)state;
	assert_true(wrap_term(&text, "-a", "short", 8));
	assert_true(wrap_term(&text, "--very-long", "long", 8));
	assert_string_equal(ph_text_get(&text), "  -a    short\n"
						"  --very-long\n"
						"        long\n");
}

/* ---- the bar ---- */

static void the_bar_shows_count_share_rate_and_time_left(void **state)
{
	char line[128];

	(void)state;
	progress_format(line, sizeof(line), 60, 25, 100, 10);
	assert_int_equal(strlen(line), 60);
	assert_string_equal(line,
		"[#######.....................] 25/100  25%  2.5/s  0:30 left");
}

static void the_bar_fits_any_width(void **state)
{
	char line[256];

	(void)state;
	for (size_t width = 1; width < sizeof(line); width++) {
		progress_format(line, sizeof(line), width, 3, 7, 1.5);
		assert_int_equal(strlen(line), width);
	}
}

static void without_a_total_there_is_a_count(void **state)
{
	char line[128];

	(void)state;
	progress_format(line, sizeof(line), 20, 12, 0, 4);
	assert_string_equal(line, "12  3.0/s           ");
	progress_format(line, sizeof(line), 40, 0, 10, 0);
	assert_non_null(strstr(line, "0/10  0%"));
	assert_null(strstr(line, "left"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_slip_of_the_fingers_finds_its_command),
		cmocka_unit_test(a_very_long_word_is_near_to_nothing),
		cmocka_unit_test(a_word_is_among_words_whole_or_not_at_all),
		cmocka_unit_test(a_line_breaks_before_column_81),
		cmocka_unit_test(letters_with_marks_take_one_column),
		cmocka_unit_test(a_wide_term_has_a_line_of_its_own),
		cmocka_unit_test(the_bar_shows_count_share_rate_and_time_left),
		cmocka_unit_test(the_bar_fits_any_width),
		cmocka_unit_test(without_a_total_there_is_a_count),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
