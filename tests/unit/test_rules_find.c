/* SPDX-License-Identifier: MIT */
/* Codes in payloads as QR codes and barcodes carry them. */
#include "rules_tt01.h"

#include <phieu/list.h>

/* The bytes stand at the very end of an allocation, so that a sanitizer sees
 * a read beyond them. */
static size_t find(const char *payload, size_t length,
	char (*codes)[PH_CODE_SIZE], size_t room)
{
	char *exact = malloc(length ? length : 1);
	size_t count;

	assert_non_null(exact);
	memcpy(exact, payload, length);
	count = ph_code_find(
		rules, exact, length, day("2026-12-31"), codes, room);
	free(exact);
	return count;
}

static void finds(const char *payload, const char *code)
{
	char codes[2][PH_CODE_SIZE];

	if (find(payload, strlen(payload), codes, 2) != 1
		|| strcmp(codes[0], code) != 0)
		fail_msg("%s: not %s", payload, code);
}

static void finds_none(const char *payload)
{
	char codes[1][PH_CODE_SIZE];

	if (find(payload, strlen(payload), codes, 1) != 0)
		fail_msg("%s: found %s", payload, codes[0]);
}

#define CODE "000.00.06.H56-231027-0361"

static void the_bare_code_is_found(void **state)
{
	(void)state;
	finds(CODE, CODE);
	finds("h56.14-240823-0001", "H56.14-240823-0001");
	finds("  " CODE "\r\n", CODE);
	finds("H56.14\xe2\x80\x93"
	      "240823\xe2\x88\x92"
	      "0001",
		"H56.14-240823-0001");
}

static void a_look_up_url_gives_its_code(void **state)
{
	(void)state;
	finds("https://dvc.example.gov.vn/tra-cuu?SGT=001099012345&MHS=" CODE,
		CODE);
	finds("https://dvc.example.gov.vn/?SoDinhDanh=001099012345&MaHoSo=" CODE
	      "&x=1",
		CODE);
	finds("https://x.gov.vn/?MHS=" CODE, CODE);
	finds("https://x.gov.vn/?mahs=" CODE "#top", CODE);
	finds("https://x.gov.vn/tra-cuu/" CODE, CODE);
	finds("{\"mhs\":\"" CODE "\"}", CODE);
	finds("Mã hồ sơ: " CODE ".", CODE);
	finds("001099012345|" CODE "|Nguyễn Văn A", CODE);
}

static void percent_encoding_is_undone_layer_by_layer(void **state)
{
	(void)state;
	finds("https://x.gov.vn/?u=%2Ftra-cuu%3FMHS%3D" CODE, CODE);
	finds("https://x.gov.vn/?u=%253FMHS%253D" CODE, CODE);
	finds("https://x.gov.vn/?MHS=000%2E00%2e06.H56%2D231027%2d0361", CODE);
	finds("?MHS=%30%30%30.00.06.H56-231027-0361", CODE);
	finds("100%&MHS=" CODE "%", CODE);
}

static void host_and_code_run_together_are_parted(void **state)
{
	(void)state;
	finds("https://dvc.hcm.gov.vnH29.38-210519-0013", "H29.38-210519-0013");
	finds("HTTPS://DVC.HCM.GOV.VNH29.38-210519-0013", "H29.38-210519-0013");
	finds("https://dvc.hcm.gov.vn38.98.H29-210519-0013",
		"38.98.H29-210519-0013");
	finds("dvc.hcm.gov.vn" CODE, CODE);
	finds("https://motcua.vnpt.vn" CODE, CODE);
	finds("https://tracuu.com" CODE, CODE);
	finds("https://dvc.hcm.gov.vn.H29-210519-0013", "H29-210519-0013");
}

static void what_only_looks_alike_is_not_found(void **state)
{
	(void)state;
	finds_none("1.001612.000.00.00.H48");
	finds_none("1.010708.000.00.00.H56");
	finds_none("2.000635");
	finds_none("000.00.53.H48");
	finds_none("G22.99.3-241219795252");
	finds_none("https://x.gov.vn/apiqr/qr"
		   "?id=550e8400-e29b-41d4-a716-446655440000");
	finds_none("001099012345");
	finds_none(CODE "99999"); /* a longer number */
	finds_none(CODE "-1");
	finds_none(CODE "A");
	finds_none("H56-271027-0361"); /* not yet */
	finds_none("");
}

static void an_escape_that_never_ends_gives_no_wrong_code(void **state)
{
	PH_AUTO(ph_text_release) struct ph_text deep = { 0 };

	(void)state;
	assert_true(ph_text_puts(&deep, "?MHS%"));
	for (int i = 0; i < 100; i++)
		assert_true(ph_text_puts(&deep, "25"));
	assert_true(ph_text_puts(&deep, "3D" CODE));
	finds_none(deep.bytes);
}

static void several_codes_are_all_told_once(void **state)
{
	static const char payload[] =
		CODE " H56.14-240823-0001 " CODE " h56.14-240823-0001";
	char codes[3][PH_CODE_SIZE] = { "", "", "untouched" };

	(void)state;
	assert_int_equal(find(payload, strlen(payload), codes, 3), 2);
	assert_string_equal(codes[0], CODE);
	assert_string_equal(codes[1], "H56.14-240823-0001");
	assert_string_equal(codes[2], "untouched");
	assert_true(find(payload, strlen(payload), codes, 1) > 1);
	assert_int_equal(find(payload, strlen(payload), NULL, 0), 4);
}

static void hostile_bytes_do_no_harm(void **state)
{
	static const char bytes[] = "\0\xff\xfe%\xe2\x80%0" CODE "\0\xc3%";
	char codes[1][PH_CODE_SIZE];

	(void)state;
	for (size_t n = 0; n < sizeof(bytes); n++)
		for (size_t from = 0; from <= n; from++)
			find(bytes + from, n - from, codes, 1);
	assert_int_equal(find("\0" CODE "\0", strlen(CODE) + 2, codes, 1), 1);
	assert_string_equal(codes[0], CODE);
	assert_int_equal(
		find("\xff" CODE "\xff", strlen(CODE) + 2, codes, 1), 1);
}

static void a_payload_of_dots_takes_no_time(void **state)
{
	enum {
		SIZE = 1 << 20
	};
	char *dots = malloc(SIZE), codes[1][PH_CODE_SIZE];
	double begun = ph_seconds();

	(void)state;
	assert_non_null(dots);
	for (int i = 0; i < SIZE; i++)
		dots[i] = i % 2 ? '.' : '/';
	assert_int_equal(find(dots, SIZE, codes, 1), 0);
	for (int i = 0; i < SIZE; i++)
		dots[i] = i % 2 ? 'A' : '-';
	assert_int_equal(find(dots, SIZE, codes, 1), 0);
	free(dots);
	assert_true(ph_seconds() - begun < 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_bare_code_is_found),
		cmocka_unit_test(a_look_up_url_gives_its_code),
		cmocka_unit_test(percent_encoding_is_undone_layer_by_layer),
		cmocka_unit_test(host_and_code_run_together_are_parted),
		cmocka_unit_test(what_only_looks_alike_is_not_found),
		cmocka_unit_test(an_escape_that_never_ends_gives_no_wrong_code),
		cmocka_unit_test(several_codes_are_all_told_once),
		cmocka_unit_test(hostile_bytes_do_no_harm),
		cmocka_unit_test(a_payload_of_dots_takes_no_time),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
