/* SPDX-License-Identifier: MIT */
/* Names of persons, and what a terminal may be sent. */
#include <phieu/text.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void a_name_is_kept_in_one_form(void **state)
{
	static const char *const cases[][2] = {
		{ "Lê An", "Lê An" },
		{ "  Lê  \t An ", "Lê An" },
		{ "Lê\u00a0An\u3000", "Lê An" },
		{ "Le\u0302 An", "Lê An" },
		{ "L\u200bê", "L ê" },
		{ " \u00a0", "" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		PH_AUTO(ph_text_release) struct ph_text name = { 0 };

		assert_true(
			ph_utf8_name(&name, cases[i][0], strlen(cases[i][0])));
		assert_string_equal(ph_text_get(&name), cases[i][1]);
	}
}

static bool same(const char *a, const char *b)
{
	PH_AUTO(ph_text_release) struct ph_text x = { 0 };
	PH_AUTO(ph_text_release) struct ph_text y = { 0 };

	assert_true(ph_utf8_person(&x, a, strlen(a)));
	assert_true(ph_utf8_person(&y, b, strlen(b)));
	return strcmp(ph_text_get(&x), ph_text_get(&y)) == 0;
}

static void a_person_is_one_however_the_name_is_spaced(void **state)
{
	(void)state;
	assert_true(same("Lê  An", "Lê An"));
	assert_true(same(" lê\u00a0AN", "Lê An"));
	assert_false(same("Le An", "Lê An"));
	assert_false(same("LêAn", "Lê An"));
}

static void what_is_no_text_is_shown_by_its_bytes(void **state)
{
	static const char *const cases[][2] = {
		{ "Lê An;1\n\tx\r\n", "Lê An;1\n\tx\r\n" },
		{ "a\033[31mb\a", "a\\x1b[31mb\\x07" },
		{ "a\rb\x7f", "a\\x0db\\x7f" },
		{ "\xc2\x9b"
		  "31m",
			"\\xc2\\x9b31m" },
		{ "\u202egpj", "\\xe2\\x80\\xaegpj" },
		{ "\xff\xc3", "\\xff\\xc3" },
		{ "\ufeffphoto", "\ufeffphoto" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		PH_AUTO(ph_text_release) struct ph_text shown = { 0 };

		assert_true(
			ph_utf8_show(&shown, cases[i][0], strlen(cases[i][0])));
		assert_string_equal(ph_text_get(&shown), cases[i][1]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_name_is_kept_in_one_form),
		cmocka_unit_test(a_person_is_one_however_the_name_is_spaced),
		cmocka_unit_test(what_is_no_text_is_shown_by_its_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
