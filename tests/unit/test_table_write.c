/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <phieu/table.h>

#include <string.h>

/* One cell as the profile writes it, without BOM and line end. */
static void writes(const struct ph_csv_profile *profile, const char *cell,
	const char *expected)
{
	PH_AUTO(ph_text_release) struct ph_text out = { 0 };
	struct ph_error err;
	struct ph_csv csv;
	size_t begin;

	ph_csv_init(&csv, &out, profile);
	begin = out.length;
	ph_csv_text(&csv, cell);
	assert_true(ph_csv_finish(&csv, &err));
	assert_string_equal(ph_text_get(&out) + begin, expected);
}

static void a_cell_is_quoted_only_when_it_must_be(void **state)
{
	(void)state;
	writes(&ph_csv_plain, "Đất đai", "Đất đai");
	writes(&ph_csv_plain, "a,b", "\"a,b\"");
	writes(&ph_csv_plain, "a;b", "a;b");
	writes(&ph_csv_plain, "say \"hi\"", "\"say \"\"hi\"\"\"");
	writes(&ph_csv_plain, "a\nb", "\"a\nb\"");
	writes(&ph_csv_plain, " a", "\" a\"");
	writes(&ph_csv_plain, NULL, "");
	writes(&ph_csv_excel, "a;b", "\"a;b\"");
	writes(&ph_csv_excel, "a,b", "a,b");
}

static void excel_gets_no_formula(void **state)
{
	(void)state;
	writes(&ph_csv_excel, "=1+1", "'=1+1");
	writes(&ph_csv_excel, "+84", "'+84");
	writes(&ph_csv_excel, "-x", "'-x");
	writes(&ph_csv_excel, "@SUM(A1)", "'@SUM(A1)");
	writes(&ph_csv_excel, "\t=1", "'\t=1");
	writes(&ph_csv_excel, "\r=1", "\"'\r=1\"");
	writes(&ph_csv_excel, "a=1", "a=1");
	writes(&ph_csv_plain, "=1+1", "=1+1");
}

static void row(struct ph_csv *csv)
{
	ph_csv_text(csv, "Nguyễn Văn A");
	ph_csv_number(csv, -5);
	ph_csv_tenths(csv, 45);
	ph_csv_tenths(csv, -5);
	ph_csv_tenths(csv, 150);
	ph_csv_end_row(csv);
}

static void the_plain_profile_is_rfc_4180(void **state)
{
	PH_AUTO(ph_text_release) struct ph_text out = { 0 };
	struct ph_error err;
	struct ph_csv csv;

	(void)state;
	ph_csv_init(&csv, &out, &ph_csv_plain);
	row(&csv);
	assert_true(ph_csv_finish(&csv, &err));
	assert_string_equal(out.bytes, "Nguyễn Văn A,-5,4.5,-0.5,15.0\n");
}

static void the_office_profile_is_what_excel_expects(void **state)
{
	PH_AUTO(ph_text_release) struct ph_text out = { 0 };
	struct ph_error err;
	struct ph_csv csv;

	(void)state;
	ph_csv_init(&csv, &out, &ph_csv_excel);
	row(&csv);
	assert_true(ph_csv_finish(&csv, &err));
	assert_string_equal(
		out.bytes, "\xef\xbb\xbfNguyễn Văn A;-5;4,5;-0,5;15,0\r\n");
}

static void a_decimal_comma_beside_a_comma_is_quoted(void **state)
{
	struct ph_csv_profile odd = { .delimiter = ',', .decimal_comma = true };
	PH_AUTO(ph_text_release) struct ph_text out = { 0 };
	struct ph_csv csv;

	(void)state;
	ph_csv_init(&csv, &out, &odd);
	ph_csv_tenths(&csv, 45);
	assert_string_equal(out.bytes, "\"4,5\"");
}

static void what_was_written_reads_back(void **state)
{
	static const char *const cells[] = { "a;b", "say \"hi\"", "x\ny",
		" outer", "Ủy ban", "" };
	enum {
		COUNT = sizeof(cells) / sizeof(*cells)
	};
	PH_AUTO(ph_text_release) struct ph_text out = { 0 };
	PH_AUTO(ph_table_close) struct ph_table *table = NULL;
	struct ph_faults faults;
	struct ph_error err;
	struct ph_csv csv;

	(void)state;
	ph_csv_init(&csv, &out, &ph_csv_excel);
	for (int i = 0; i < COUNT; i++)
		ph_csv_text(&csv, cells[i]);
	ph_csv_end_row(&csv);
	ph_faults_init(&faults, "x");
	assert_true(ph_table_open_bytes(
		&table, "x", out.bytes, out.length, &faults, &err));
	assert_int_equal(ph_table_width(table), COUNT);
	for (size_t i = 0; i < COUNT; i++)
		assert_string_equal(
			ph_table_header(table, i), i == 3 ? "outer" : cells[i]);
}

static void a_lone_empty_cell_is_a_row_all_the_same(void **state)
{
	PH_AUTO(ph_text_release) struct ph_text out = { 0 };
	struct ph_csv csv;

	(void)state;
	ph_csv_init(&csv, &out, &ph_csv_plain);
	ph_csv_text(&csv, "a");
	ph_csv_end_row(&csv);
	ph_csv_text(&csv, "");
	ph_csv_end_row(&csv);
	assert_string_equal(out.bytes, "a\n\"\"\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_cell_is_quoted_only_when_it_must_be),
		cmocka_unit_test(excel_gets_no_formula),
		cmocka_unit_test(the_plain_profile_is_rfc_4180),
		cmocka_unit_test(the_office_profile_is_what_excel_expects),
		cmocka_unit_test(a_decimal_comma_beside_a_comma_is_quoted),
		cmocka_unit_test(what_was_written_reads_back),
		cmocka_unit_test(a_lone_empty_cell_is_a_row_all_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
