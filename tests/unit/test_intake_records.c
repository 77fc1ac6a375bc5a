/* SPDX-License-Identifier: MIT */
#include "test_intake_make.h"

#define HASH "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static const struct ph_fields fields = { .count = 3,
	.id = { "cs1", "cs3", "hl" } };

/* A record of all there is to say. */
static struct ph_record make_full(void)
{
	struct ph_record record;

	ph_record_clear(&record);
	record.photo = "hòm \"1\"/a, b.jpg";
	record.page = 2;
	record.hashed = true;
	ph_hash("", 0, record.sha256);
	record.code = CODE;
	record.code_from = PH_FROM_BOTH;
	record.seen = 1 | 2;
	record.answers[0] = 2;
	record.answers[1] = PH_MULTIPLE;
	record.answers[2] = PH_BLANK;
	return record;
}

static struct ph_record make_unread(void)
{
	struct ph_record record;

	ph_record_clear(&record);
	record.photo = "none.jpg";
	record.page = 1;
	record.status = PH_STATUS_UNREAD;
	record.reason = "not-found";
	record.detail = "cannot be opened";
	return record;
}

static void records_are_rows_of_a_table(void **state)
{
	PH_AUTO(ph_text_release) struct ph_text out = { 0 };
	struct ph_record full = make_full(), unread = make_unread();
	struct ph_csv csv;
	struct ph_error err;

	(void)state;
	ph_csv_init(&csv, &out, &ph_csv_plain);
	ph_record_csv_header(&csv, &fields);
	ph_record_csv_row(&csv, &full, &fields);
	ph_record_csv_row(&csv, &unread, &fields);
	assert_true(ph_csv_finish(&csv, &err));
	assert_string_equal(ph_text_get(&out),
		"photo,page,sha256,form,code,code_from,status,reason,"
		"cs1,cs3,hl,seen,detail,part,marks,place\n"
		"\"hòm \"\"1\"\"/a, b.jpg\",2," HASH ",," CODE ",both,read,,"
		"2,!,,qr code128,,,,\n"
		"none.jpg,1,,,,,unread,not-found,?,?,?,,cannot be opened"
		",,,\n");
}

static void records_are_lines_of_json(void **state)
{
	PH_AUTO(ph_text_release) struct ph_text out = { 0 };
	struct ph_record full = make_full(), unread = make_unread();

	(void)state;
	assert_true(ph_record_json(&out, &full, &fields));
	assert_true(ph_record_json(&out, &unread, &fields));
	assert_string_equal(ph_text_get(&out),
		"{\"photo\":\"hòm \\\"1\\\"/a, b.jpg\",\"page\":2,"
		"\"sha256\":\"" HASH "\",\"form\":\"\",\"code\":\"" CODE "\","
		"\"code_from\":\"both\",\"status\":\"read\",\"reason\":\"\","
		"\"answers\":{\"cs1\":\"2\",\"cs3\":\"!\",\"hl\":\"\"},"
		"\"seen\":[\"qr\",\"code128\"],\"detail\":\"\",\"part\":0,"
		"\"place\":\"\",\"marks\":[]}\n"
		"{\"photo\":\"none.jpg\",\"page\":1,"
		"\"sha256\":\"\",\"form\":\"\",\"code\":\"\","
		"\"code_from\":\"\",\"status\":\"unread\","
		"\"reason\":\"not-found\","
		"\"answers\":{\"cs1\":\"?\",\"cs3\":\"?\",\"hl\":\"?\"},"
		"\"seen\":[],\"detail\":\"cannot be opened\",\"part\":0,"
		"\"place\":\"\",\"marks\":[]}\n");
}

static const struct ph_guess marks[] = { { 2, 0.99987F },
	{ PH_MULTIPLE, 0.71F }, { PH_ABSENT, 0 } };

/* A form that does not ask the last question. */
static struct ph_record make_marked(void)
{
	struct ph_record record = make_full();

	record.photo = "a.jpg";
	record.form = "a5";
	record.status = PH_STATUS_DOUBTFUL;
	record.reason = PH_REASON_MARK;
	record.answers[1] = PH_DOUBTFUL;
	record.answers[2] = PH_ABSENT;
	record.marks = marks;
	record.part = 2;
	record.place = "1,2 30.5,2 30,40 1,40";
	return record;
}

static void marks_are_told_with_their_confidence(void **state)
{
	PH_AUTO(ph_text_release) struct ph_text out = { 0 };
	struct ph_record marked = make_marked();
	struct ph_csv csv;
	struct ph_error err;

	(void)state;
	ph_csv_init(&csv, &out, &ph_csv_plain);
	ph_record_csv_row(&csv, &marked, &fields);
	assert_true(ph_csv_finish(&csv, &err));
	assert_true(ph_record_json(&out, &marked, &fields));
	assert_string_equal(ph_text_get(&out),
		"a.jpg,2," HASH ",a5," CODE ",both,doubtful,doubtful-mark,"
		"2,?,-,qr code128,,2,cs1=2@0.9998 cs3=!@0.71,"
		"\"1,2 30.5,2 30,40 1,40\"\n"
		"{\"photo\":\"a.jpg\",\"page\":2,"
		"\"sha256\":\"" HASH "\",\"form\":\"a5\",\"code\":\"" CODE
		"\",\"code_from\":\"both\",\"status\":\"doubtful\","
		"\"reason\":\"doubtful-mark\","
		"\"answers\":{\"cs1\":\"2\",\"cs3\":\"?\",\"hl\":\"-\"},"
		"\"seen\":[\"qr\",\"code128\"],\"detail\":\"\",\"part\":2,"
		"\"place\":\"1,2 30.5,2 30,40 1,40\",\"marks\":["
		"{\"field\":\"cs1\",\"guess\":\"2\",\"confidence\":0.9998},"
		"{\"field\":\"cs3\",\"guess\":\"!\",\"confidence\":0.7100}"
		"]}\n");
}

/* More questions than a rule set has, with names of any kind. */
static void as_many_fields_as_a_form_has_are_written(void **state)
{
	PH_AUTO(ph_text_release) struct ph_text out = { 0 };
	static struct ph_guess many_marks[PH_FORM_FIELDS_MAX];
	struct ph_fields many = { .count = PH_FORM_FIELDS_MAX };
	struct ph_record record = make_marked();
	struct ph_csv csv;
	struct ph_error err;
	size_t commas = 0;

	(void)state;
	record.marks = many_marks;
	for (int i = 0; i < PH_FORM_FIELDS_MAX; i++) {
		snprintf(many.id[i], PH_FIELD_SIZE, "câu %d=@%%", i);
		record.answers[i] = (int8_t)(i % 3);
		many_marks[i] = (struct ph_guess){ (int8_t)(i % 3), 0.5F };
	}
	record.place = "";
	ph_csv_init(&csv, &out, &ph_csv_plain);
	ph_record_csv_row(&csv, &record, &many);
	assert_true(ph_csv_finish(&csv, &err));
	for (const char *at = ph_text_get(&out); *at; at++)
		commas += *at == ',';
	assert_int_equal(commas, 12 + PH_FORM_FIELDS_MAX);
	assert_non_null(strstr(ph_text_get(&out), "câu%20127%3D%40%25=1@0.5,"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(records_are_rows_of_a_table),
		cmocka_unit_test(records_are_lines_of_json),
		cmocka_unit_test(marks_are_told_with_their_confidence),
		cmocka_unit_test(as_many_fields_as_a_form_has_are_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
