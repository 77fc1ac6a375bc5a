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
		"cs1,cs3,hl,seen,detail\n"
		"\"hòm \"\"1\"\"/a, b.jpg\",2," HASH ",," CODE ",both,read,,"
		"2,!,,qr code128,\n"
		"none.jpg,1,,,,,unread,not-found,?,?,?,,cannot be opened\n");
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
		"\"seen\":[\"qr\",\"code128\"],\"detail\":\"\"}\n"
		"{\"photo\":\"none.jpg\",\"page\":1,"
		"\"sha256\":\"\",\"form\":\"\",\"code\":\"\","
		"\"code_from\":\"\",\"status\":\"unread\","
		"\"reason\":\"not-found\","
		"\"answers\":{\"cs1\":\"?\",\"cs3\":\"?\",\"hl\":\"?\"},"
		"\"seen\":[],\"detail\":\"cannot be opened\"}\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(records_are_rows_of_a_table),
		cmocka_unit_test(records_are_lines_of_json),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
