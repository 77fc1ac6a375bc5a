/* SPDX-License-Identifier: MIT */
/* What is read: encodings, delimiters, line ends, cells. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <phieu/hash.h>
#include <phieu/table.h>

#include <stdio.h>
#include <string.h>

/* Everything that a table holds as one string: header and rows as
 * `line:cell|cell`, faults as `! line:column`, or `refused`. */
static const char *dump(const char *bytes, size_t length, struct ph_text *out)
{
	PH_AUTO(ph_table_close) struct ph_table *table = NULL;
	PH_AUTO(ph_faults_release) struct ph_faults faults;
	struct ph_error err;
	struct ph_row row;

	ph_faults_init(&faults, "t.csv");
	ph_text_clear(out);
	if (!ph_table_open_bytes(
		    &table, "t.csv", bytes, length, &faults, &err)) {
		assert_true(ph_text_puts(out, "refused"));
		return out->bytes;
	}
	for (size_t i = 0; i < ph_table_width(table); i++)
		assert_true(ph_text_appendf(
			out, "%s%s", i ? "|" : "", ph_table_header(table, i)));
	while (ph_table_next(table, &row, &faults)) {
		assert_true(ph_text_appendf(out, " %lu:", row.line));
		for (size_t i = 0; i < row.count; i++) {
			assert_int_equal(
				row.cells[i].length, strlen(row.cells[i].text));
			assert_true(ph_text_appendf(
				out, "%s%s", i ? "|" : "", row.cells[i].text));
		}
	}
	for (size_t i = 0; i < faults.kept; i++)
		assert_true(ph_text_appendf(out, " !%lu:%u",
			faults.list[i].line, faults.list[i].column));
	return out->bytes;
}

#define SAME(text, expected) same(text, sizeof(text) - 1, expected)

static void same(const char *bytes, size_t length, const char *expected)
{
	PH_AUTO(ph_text_release) struct ph_text out = { 0 };

	assert_string_equal(dump(bytes, length, &out), expected);
}

static void the_delimiter_is_told_by_the_header(void **state)
{
	(void)state;
	SAME("a,b\n1,2\n", "a|b 2:1|2");
	SAME("a;b\n1,5;2\n", "a|b 2:1,5|2");
	SAME("a\tb\n1;\t2,\n", "a|b 2:1;|2,");
	SAME("a\n1\n", "a 2:1");
	SAME("\"x,y,z\";b\n1;2\n", "x,y,z|b 2:1|2");
	SAME("Ngành, lĩnh vực;b\n1;2\n", "Ngành, lĩnh vực|b 2:1|2");
}

static void excels_sep_line_is_no_data(void **state)
{
	(void)state;
	SAME("sep=;\r\na,b;c\r\n1;2\r\n", "a,b|c 3:1|2");
	SAME("\xef\xbb\xbfSEP=,\na,b\n1,2\n", "a|b 3:1|2");
	SAME("\"sep=|\"\na|b\n1|2\n", "a|b 3:1|2");
}

static void every_line_end_is_one(void **state)
{
	(void)state;
	SAME("a,b\n1,2\n3,4", "a|b 2:1|2 3:3|4");
	SAME("a,b\r\n1,2\r\n3,4\r\n", "a|b 2:1|2 3:3|4");
	SAME("a,b\r1,2\r3,4\r", "a|b 2:1|2 3:3|4");
}

static void blank_lines_and_empty_rows_are_skipped_but_counted(void **state)
{
	(void)state;
	SAME("\n\na,b\n\n1,2\n,\n\"\",\n3,4\n\n", "a|b 5:1|2 8:3|4");
	SAME("a;b\r\n\r\n;;;;\r\n1;2\r\n", "a|b 4:1|2");
}

static void a_quoted_cell_may_span_lines(void **state)
{
	(void)state;
	SAME("a,b\n\"x\ny\n\nz\",2\n3,4\n", "a|b 2:x\ny\n\nz|2 6:3|4");
	SAME("a,b\r\n\"x\r\ny\",2\r\n3,4\r\n", "a|b 2:x\ny|2 4:3|4");
	SAME("a,b\n\"say \"\"hi\"\"\",\"1,2\"\n", "a|b 2:say \"hi\"|1,2");
}

static void a_bom_before_a_quoted_header_is_no_error(void **state)
{
	(void)state;
	SAME("\xef\xbb\xbf\"a\",b\n1,2\n", "a|b 2:1|2");
}

static void utf16_is_read_in_both_orders(void **state)
{
	(void)state;
	SAME("\xff\xfe"
	     "m\0\xe3\0;\0b\0\r\0\n\0"
	     "1\0;\0"
	     "2\0\r\0\n\0",
		"mã|b 2:1|2");
	SAME("\xfe\xff"
	     "\0m\0\xe3\0\t\0b\0\n"
	     "\0001\0\t\x1e\xbf\0\n",
		"mã|b 2:1|ế");
}

static void cells_come_out_nfc(void **state)
{
	(void)state;
	/* e, circumflex, acute → ế; a, tilde → ã */
	SAME("a,b\ne\xcc\x82\xcc\x81,a\xcc\x83\n", "a|b 2:ế|ã");
	SAME("a,b\nNguyễn,Đất đai\n", "a|b 2:Nguyễn|Đất đai");
}

static void outer_white_space_is_cut(void **state)
{
	(void)state;
	SAME("a,b\n  1 x\t,\" 2 \"\n", "a|b 2:1 x|2");
	SAME(" a ,b\n\xc2\xa0"
	     "1\xc2\xa0,\xe2\x80\x8b"
	     "2\n",
		"a|b 2:1|2");
	SAME("a,b\n\" \"\" \",à \n", "a|b 2:\"|à");
}

static void a_header_alone_is_a_table(void **state)
{
	(void)state;
	SAME("a,b", "a|b");
	SAME("a,b\n\n", "a|b");
}

static void what_holds_no_header_is_refused(void **state)
{
	(void)state;
	SAME("", "refused");
	SAME("\n\n ,,\n", "refused");
	SAME("\xef\xbb\xbf", "refused");
	SAME("sep=;", "refused");
	SAME("M\xe3 h\xf4,b\n1,2\n", "refused");
	SAME("\xff\xfe"
	     "a",
		"refused");
	SAME("\xff\xfe\x00\xd8"
	     "a\0",
		"refused");
	SAME("P\0N\0G\0", "refused");
}

static void ragged_rows_are_faults_and_the_rest_is_read(void **state)
{
	(void)state;
	SAME("a,b\n1\n1,2,3\n4,5\n", "a|b 4:4|5 !2:0 !3:0");
}

static void broken_quotes_are_faults_and_the_rest_is_read(void **state)
{
	(void)state;
	SAME("a,b\n1,x\"y\n3,4\n", "a|b 3:3|4 !2:2");
	SAME("a,b\n\"x\"y,2\n3,4\n", "a|b 3:3|4 !2:1");
	SAME("a,b\n1,2\n3,\"4\n5,6\n", "a|b 2:1|2 !3:2");
	SAME("a,b\n\"1\n1\",\"4\n5,6\n", "a|b !3:2");
}

static void a_zero_byte_is_a_fault(void **state)
{
	(void)state;
	SAME("a,b\n1,\0\n3,4\n", "a|b 3:3|4 !2:0");
}

static void a_very_wide_row_is_counted_not_kept(void **state)
{
	PH_AUTO(ph_text_release) struct ph_text wide = { 0 };
	PH_AUTO(ph_text_release) struct ph_text out = { 0 };

	(void)state;
	assert_true(ph_text_puts(&wide, "a,b\n"));
	for (int i = 0; i < 5000; i++)
		assert_true(ph_text_puts(&wide, "x,"));
	assert_true(ph_text_puts(&wide, "\n1,2\n"));
	assert_string_equal(
		dump(wide.bytes, wide.length, &out), "a|b 3:1|2 !2:0");
	assert_string_equal(
		dump(wide.bytes + 4, wide.length - 4, &out), "refused");
}

static void the_hash_is_of_the_bytes_as_read(void **state)
{
	static const char bytes[] = "\xef\xbb\xbf"
				    "a\n1\n";
	struct ph_table *table = NULL;
	struct ph_faults faults;
	struct ph_error err;
	uint8_t hash[PH_HASH_SIZE];

	(void)state;
	ph_faults_init(&faults, "t.csv");
	assert_true(ph_table_open_bytes(
		&table, "t.csv", bytes, sizeof(bytes) - 1, &faults, &err));
	ph_hash(bytes, sizeof(bytes) - 1, hash);
	assert_memory_equal(ph_table_hash(table), hash, PH_HASH_SIZE);
	ph_table_close(table);
	ph_faults_release(&faults);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_delimiter_is_told_by_the_header),
		cmocka_unit_test(excels_sep_line_is_no_data),
		cmocka_unit_test(every_line_end_is_one),
		cmocka_unit_test(
			blank_lines_and_empty_rows_are_skipped_but_counted),
		cmocka_unit_test(a_quoted_cell_may_span_lines),
		cmocka_unit_test(a_bom_before_a_quoted_header_is_no_error),
		cmocka_unit_test(utf16_is_read_in_both_orders),
		cmocka_unit_test(cells_come_out_nfc),
		cmocka_unit_test(outer_white_space_is_cut),
		cmocka_unit_test(a_header_alone_is_a_table),
		cmocka_unit_test(what_holds_no_header_is_refused),
		cmocka_unit_test(ragged_rows_are_faults_and_the_rest_is_read),
		cmocka_unit_test(broken_quotes_are_faults_and_the_rest_is_read),
		cmocka_unit_test(a_zero_byte_is_a_fault),
		cmocka_unit_test(a_very_wide_row_is_counted_not_kept),
		cmocka_unit_test(the_hash_is_of_the_bytes_as_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
