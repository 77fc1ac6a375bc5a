/* SPDX-License-Identifier: MIT */
/* Columns by their labels, and faults as a person reads them. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <phieu/table.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct ph_column wanted[] = {
	{ "code", true },
	{ "unit", true },
	{ "due", false },
};

struct listener {
	struct ph_log log;
	char heard[512];
};

static void hear(struct ph_log *log, enum ph_log_level level, const char *line)
{
	struct listener *listener = (struct listener *)log;
	size_t used = strlen(listener->heard);

	(void)level;
	snprintf(listener->heard + used, sizeof(listener->heard) - used, "%s\n",
		line);
}

static struct ph_labels *office_labels(void)
{
	struct ph_labels *labels = ph_labels_create();
	struct ph_error err;
	char path[512];
	const char *root = getenv("PH_TEST_SOURCE");

	snprintf(path, sizeof(path), "%s/data/columns.csv", root ? root : ".");
	assert_non_null(labels);
	if (!ph_labels_load(labels, path, &err))
		fail_msg("%s", err.text);
	return labels;
}

/* Binds a header; faults into `faults`, what was logged into the listener. */
static void bind(const char *header, int at[3], struct listener *listener,
	struct ph_faults *faults)
{
	PH_AUTO(ph_labels_destroy) struct ph_labels *labels = office_labels();
	PH_AUTO(ph_table_close) struct ph_table *table = NULL;
	struct ph_error err;

	*listener = (struct listener){ .log.say = hear };
	ph_faults_init(faults, "dossiers.csv");
	assert_true(ph_table_open_bytes(
		&table, "dossiers.csv", header, strlen(header), faults, &err));
	ph_table_bind(table, wanted, 3, labels, at, &listener->log, faults);
}

static void labels_in_any_language_and_case_name_a_column(void **state)
{
	static const char *const headers[] = {
		"code,unit,due",
		"Mã hồ sơ;Mã đơn vị;Ngày hẹn trả",
		"MÃ SỐ HỒ SƠ;Đơn vị;HẠN TRẢ",
		"ma ho so,don vi,han tra",
		"Số hồ sơ ;Mã cơ quan;Ngày hẹn trả kết quả",
		/* the same in NFD */
		"Ma\xcc\x83 h\x6f\xcc\x82\xcc\x80 sơ;unit;due",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(headers) / sizeof(*headers); i++) {
		struct ph_faults faults;
		struct listener listener;
		int at[3];

		bind(headers[i], at, &listener, &faults);
		assert_int_equal(faults.count, 0);
		assert_int_equal(at[0], 0);
		assert_int_equal(at[1], 1);
		assert_int_equal(at[2], 2);
		assert_string_equal(listener.heard, "");
		ph_faults_release(&faults);
	}
}

static void a_missing_required_column_is_named_with_its_labels(void **state)
{
	PH_AUTO(ph_faults_release) struct ph_faults faults;
	struct listener listener;
	char line[512];
	int at[3];

	(void)state;
	bind("Mã đơn vị;Hạn trả", at, &listener, &faults);
	assert_int_equal(at[0], -1);
	assert_int_equal(faults.count, 1);
	ph_faults_format(&faults, 0, line, sizeof(line));
	assert_string_equal(line,
		"dossiers.csv:1: no column «code», also called «Mã hồ sơ», "
		"«Mã số hồ sơ», «Số hồ sơ», «Mã HS»: add it to the first row");
}

static void a_missing_optional_column_is_none(void **state)
{
	PH_AUTO(ph_faults_release) struct ph_faults faults;
	struct listener listener;
	struct ph_row row = { 0 };
	int at[3];

	(void)state;
	bind("code,unit", at, &listener, &faults);
	assert_int_equal(faults.count, 0);
	assert_int_equal(at[2], -1);
	assert_string_equal(ph_row_get(&row, at[2]), "");
}

static void a_column_named_twice_is_a_fault(void **state)
{
	PH_AUTO(ph_faults_release) struct ph_faults faults;
	struct listener listener;
	char line[512];
	int at[3];

	(void)state;
	bind("\n\ncode,unit,Số hồ sơ", at, &listener, &faults);
	assert_int_equal(faults.count, 1);
	ph_faults_format(&faults, 0, line, sizeof(line));
	assert_string_equal(line,
		"dossiers.csv:3:3: «Số hồ sơ»: names the column code, as "
		"column 1 «code» does: keep one");
}

static void a_column_nobody_wants_is_said_once(void **state)
{
	PH_AUTO(ph_faults_release) struct ph_faults faults;
	struct listener listener;
	int at[3];

	(void)state;
	bind("code,Người nộp,unit,", at, &listener, &faults);
	assert_int_equal(faults.count, 0);
	assert_string_equal(listener.heard,
		"dossiers.csv: column «Người nộp» is not used\n");
}

static void a_fault_in_a_cell_names_line_field_and_header(void **state)
{
	static const char text[] =
		"Mã hồ sơ;name;Đơn vị\n\"a\nb\";c;d\n\n1;2;X\n";
	PH_AUTO(ph_labels_destroy) struct ph_labels *labels = office_labels();
	PH_AUTO(ph_faults_release) struct ph_faults faults;
	PH_AUTO(ph_table_close) struct ph_table *table = NULL;
	struct ph_row row;
	struct ph_error err;
	char line[512];
	int at[3];

	(void)state;
	ph_faults_init(&faults, "officers.csv");
	assert_true(ph_table_open_bytes(
		&table, "officers.csv", text, sizeof(text) - 1, &faults, &err));
	ph_table_bind(table, wanted, 3, labels, at, NULL, &faults);
	assert_true(ph_table_next(table, &row, &faults));
	assert_true(ph_table_next(table, &row, &faults));
	ph_row_fault(table, &row, at[1], &faults, "%s is no unit", "X");
	ph_row_fault(table, &row, -1, &faults, "odd row");
	ph_faults_format(&faults, 0, line, sizeof(line));
	assert_string_equal(line, "officers.csv:5:3: «Đơn vị»: X is no unit");
	ph_faults_format(&faults, 1, line, sizeof(line));
	assert_string_equal(line, "officers.csv:5: odd row");
}

static void what_is_not_utf8_says_how_to_save_it(void **state)
{
	static const char text[] = "a,b\n1,2\nM\xe3,3\n";
	PH_AUTO(ph_faults_release) struct ph_faults faults;
	struct ph_table *table;
	struct ph_error err;
	char line[512];

	(void)state;
	ph_faults_init(&faults, "old.csv");
	assert_false(ph_table_open_bytes(
		&table, "old.csv", text, sizeof(text) - 1, &faults, &err));
	assert_int_equal(err.code, PH_BAD_DATA);
	ph_faults_format(&faults, 0, line, sizeof(line));
	assert_string_equal(line,
		"old.csv:3: not UTF-8: save the file as «CSV UTF-8» in Excel, "
		"or as UTF-8 elsewhere");
}

static void a_missing_file_is_no_input(void **state)
{
	PH_AUTO(ph_faults_release) struct ph_faults faults;
	struct ph_table *table;
	struct ph_error err;

	(void)state;
	ph_faults_init(&faults, "/nowhere/x.csv");
	assert_false(ph_table_open(&table, "/nowhere/x.csv", &faults, &err));
	assert_int_equal(err.code, PH_NO_INPUT);
	assert_non_null(strstr(err.text, "/nowhere/x.csv"));
}

static void a_fault_keeps_the_file_it_was_found_in(void **state)
{
	PH_AUTO(ph_faults_release) struct ph_faults faults;
	char name[16] = "a.csv", line[64];

	(void)state;
	ph_faults_init(&faults, name);
	ph_faults_add(&faults, 2, 3, "x");
	memcpy(name, "b.csv", 6);
	ph_faults_add(&faults, 0, 0, "y");
	ph_faults_format(&faults, 0, line, sizeof(line));
	assert_string_equal(line, "a.csv:2:3: x");
	ph_faults_format(&faults, 1, line, sizeof(line));
	assert_string_equal(line, "b.csv: y");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels_in_any_language_and_case_name_a_column),
		cmocka_unit_test(
			a_missing_required_column_is_named_with_its_labels),
		cmocka_unit_test(a_missing_optional_column_is_none),
		cmocka_unit_test(a_column_named_twice_is_a_fault),
		cmocka_unit_test(a_column_nobody_wants_is_said_once),
		cmocka_unit_test(a_fault_in_a_cell_names_line_field_and_header),
		cmocka_unit_test(what_is_not_utf8_says_how_to_save_it),
		cmocka_unit_test(a_missing_file_is_no_input),
		cmocka_unit_test(a_fault_keeps_the_file_it_was_found_in),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
