/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <phieu/form.h>

#include <string.h>

static const char code[] = "H29.12-240801-0001";

static void says(const char *url, const char *given, const char *expected)
{
	PH_AUTO(ph_text_release) struct ph_text out = { 0 };

	assert_true(ph_form_payload(&out, url, given, "a5", 0x1f3c));
	assert_string_equal(ph_text_get(&out), expected);
}

static void a_payload_is_the_code_or_the_address(void **state)
{
	(void)state;
	says("", code, "H29.12-240801-0001 phieu=a5.1f3c");
	says(NULL, code, "H29.12-240801-0001 phieu=a5.1f3c");
	says("", "", "phieu=a5.1f3c");
	says("https://x.vn/?MHS={code}", "", "phieu=a5.1f3c");
	says("https://x.vn/?MHS={code}", code,
		"https://x.vn/?MHS=H29.12-240801-0001&phieu=a5.1f3c");
	says("https://x.vn/{code}", code,
		"https://x.vn/H29.12-240801-0001?phieu=a5.1f3c");
	says("https://x.vn/{code}/{code}#top", "A",
		"https://x.vn/A/A?phieu=a5.1f3c#top");
	says("https://x.vn/#{code}?a", "A", "https://x.vn/?phieu=a5.1f3c#A?a");
	says("https://x.vn/?a={code}", "HS2026/1 %",
		"https://x.vn/?a=HS2026%2F1%20%25&phieu=a5.1f3c");
	says("https://x.vn/?a={cod}{code}", "A",
		"https://x.vn/?a={cod}A&phieu=a5.1f3c");
}

/* NULL: names no form. */
static void names(const char *payload, const char *expected)
{
	char form[PH_FORM_ID_SIZE] = "";
	uint16_t checksum = 0;
	bool found =
		ph_form_payload_find(payload, strlen(payload), form, &checksum);

	assert_int_equal(found, expected != NULL);
	if (!expected)
		return;
	assert_string_equal(form, expected);
	assert_int_equal(checksum, 0x1f3c);
}

static void the_form_is_found_again(void **state)
{
	(void)state;
	names("H29.12-240801-0001 phieu=a5.1f3c", "a5");
	names("phieu=a4-tinh-x.1F3C", "a4-tinh-x");
	names("https://x.vn/?MHS=A&phieu=a5.1f3c#top", "a5");
	names("https://x.vn/?phieu=a5.1f3c&MHS=A", "a5");
	names("phieu=? phieu=a5.1f3c", "a5");
	names("H29.12-240801-0001", NULL);
	names("", NULL);
	names("phieu=", NULL);
	names("phieu=.1f3c", NULL);
	names("phieu=a5", NULL);
	names("phieu=a5.1f3", NULL);
	names("phieu=a5.1f3g", NULL);
	names("phieu=a5.1f3cc", NULL);
	names("phieu=A5.1f3c", NULL);
	names("xphieu=a5.1f3c", NULL);
	names("phieu=abcdefghijklmnopqrstuvw.1f3c", "abcdefghijklmnopqrstuvw");
	names("phieu=abcdefghijklmnopqrstuvwx.1f3c", NULL);
}

static void a_payload_cut_anywhere_is_read_in_its_bounds(void **state)
{
	static const char payload[] = "phieu=a5.1f3c";
	char form[PH_FORM_ID_SIZE];
	uint16_t checksum;

	(void)state;
	for (size_t length = 0; length < sizeof(payload) - 1; length++) {
		char *cut = malloc(length + 1);

		assert_non_null(cut);
		memcpy(cut, payload, length);
		cut[length] = 'c'; /* not to be looked at */
		assert_false(
			ph_form_payload_find(cut, length, form, &checksum));
		free(cut);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_payload_is_the_code_or_the_address),
		cmocka_unit_test(the_form_is_found_again),
		cmocka_unit_test(a_payload_cut_anywhere_is_read_in_its_bounds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
