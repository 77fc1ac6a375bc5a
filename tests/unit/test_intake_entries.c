/* SPDX-License-Identifier: MIT */
#include "test_intake_make.h"

#define HASH "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define HASH2 "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define SCAN                                                   \
	"photo,page,sha256,form,code,code_from,status,reason," \
	"cs1,cs3,cs4,cs7,hl,seen,detail\n"

/* The newest sheet, as one line: channel, status, reason, date, box, officer,
 * answers; "x" for an answer not known. */
struct newest {
	char line[256];
	size_t count;
};

static const char answer_names[] = { '!', '?', '_', 'x' }; /* -4 … -1 */

static bool take_sheet(void *context, const struct ph_sheet_row *row)
{
	struct newest *newest = context;
	char date[PH_DATE_SIZE], answers[8] = "";

	for (size_t i = 0; i < 5; i++)
		answers[i] = row->answers[i] >= 0
				     ? (char)('0' + row->answers[i])
				     : answer_names[row->answers[i] + 4];
	snprintf(newest->line, sizeof(newest->line), "%s %s %s %s %s %s %s",
		ph_channel_name(row->channel), ph_status_name(row->status),
		*row->reason ? row->reason : "-", ph_date_iso(row->date, date),
		*row->box ? row->box : "-", *row->officer ? row->officer : "-",
		answers);
	newest->count++;
	return true;
}

static struct newest find_newest(const struct bench *bench)
{
	struct newest newest = { 0 };
	struct ph_error err;

	if (!ph_ledger_each_sheet(bench->ledger, INT64_MAX,
		    &bench->rules->fields, take_sheet, &newest, &err))
		fail_msg("%s", err.text);
	return newest;
}

/* The line of the only sheet that a table gives. */
static void assert_gives(const char *csv, const char *line)
{
	PH_AUTO(bench_release) struct bench bench;
	struct newest newest;

	bench_init(&bench);
	bench.intake.date = ph_date_make(2026, 9, 30);
	bench.intake.box = "h1";
	bench_load(&bench, NULL, csv);
	assert_faults(&bench, "");
	assert_int_equal(bench.count.added, 1);
	bench_commit(&bench);
	newest = find_newest(&bench);
	assert_int_equal(newest.count, 1);
	assert_string_equal(newest.line, line);
}

static void a_keyed_row_is_a_sheet(void **state)
{
	static const struct {
		const char *csv, *line;
	} cases[] = {
		{ "code,cs1,cs3,cs4,cs7,hl\n" CODE ",2,1,0,2,1\n",
			"keyed read - 2026-09-30 h1 - 21021" },
		/* a column that is missing, an empty cell, doubts */
		{ "code,cs1,cs3,cs4,cs7\n" CODE ",,?,!,2\n",
			"keyed read - 2026-09-30 h1 - _?!2x" },
		{ "code,cs7,date,box,officer\n" CODE ",1,05/08/2026,h2,cb1\n",
			"keyed read - 2026-08-05 h2 cb1 xxx1x" },
		{ "Mã hồ sơ;Chỉ số 1;Số lần phải liên hệ với nơi tiếp nhận để "
		  "hoàn thiện hồ sơ;Ngày\n" CODE ";2;1;5/8/2026\n",
			"keyed read - 2026-08-05 h1 - 21xxx" },
		{ "code,cs1\n,2\n", "keyed read - 2026-09-30 h1 - 2xxxx" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_gives(cases[i].csv, cases[i].line);
}

static void a_scan_record_is_a_sheet(void **state)
{
	static const struct {
		const char *csv, *line;
	} cases[] = {
		/* no marks were read: nothing is known */
		{ SCAN "a.jpg,1," HASH ",," CODE
		       ",qr,read,,?,?,?,?,?,qr code39,\n",
			"scan read - 2026-09-30 h1 - xxxxx" },
		/* a person filled in what was asked */
		{ SCAN "a.jpg,1," HASH ",," CODE ",qr,read,,2,?,,!,1,qr,\n",
			"scan read - 2026-09-30 h1 - 2?_!1" },
		{ SCAN "a.jpg,1," HASH
		       ",,,,unread,no-code,?,?,?,?,?,,nothing\n",
			"scan unread no-code 2026-09-30 h1 - xxxxx" },
		{ SCAN "a.jpg,1," HASH ",,,,doubtful,codes-disagree,"
		       "?,?,?,?,?,qr,\"QR: a; Code 128: b\"\n",
			"scan doubtful codes-disagree 2026-09-30 h1 - xxxxx" },
		/* a person typed the code of a photo that was not read */
		{ SCAN "a.jpg,1," HASH ",," CODE
		       ",,unread,no-code,2,1,0,2,1,,nothing\n",
			"scan read - 2026-09-30 h1 - 21021" },
		/* a row that a person added, without a photo */
		{ SCAN ",,,," CODE ",,,,2,1,,?,1,,\n",
			"keyed read - 2026-09-30 h1 - 21_?1" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_gives(cases[i].csv, cases[i].line);
}

#define MARKED                                                 \
	"photo,page,sha256,form,code,code_from,status,reason," \
	"cs1,cs3,cs4,cs7,hl,part,marks,place\n"
#define WHERE "\"10,20 500,20 500,700 10,700\"\n"
#define SEEN "1,cs1=2@0.99 cs3=1@0.6 cs4=@0.99 cs7=2@0.99," WHERE

/* What is left for a person after marks were read, and what he settles. */
static void marks_that_were_read_wait_for_what_is_in_doubt(void **state)
{
	static const struct {
		const char *csv, *line;
	} cases[] = {
		/* hl is not asked; cs3 is in doubt */
		{ MARKED "a.jpg,1," HASH ",a5," CODE
			 ",qr,doubtful,doubtful-mark,2,?,,2,-," SEEN,
			"scan doubtful doubtful-mark 2026-09-30 h1 - 2?_2x" },
		/* all in doubt is still read */
		{ MARKED "a.jpg,1," HASH ",a5," CODE
			 ",qr,doubtful,doubtful-mark,?,?,?,?,-," SEEN,
			"scan doubtful doubtful-mark 2026-09-30 h1 - ????x" },
		/* a person looked */
		{ MARKED "a.jpg,1," HASH ",a5," CODE
			 ",qr,doubtful,doubtful-mark,2,1,,2,-," SEEN,
			"scan read - 2026-09-30 h1 - 21_2x" },
		{ MARKED "a.jpg,1," HASH
			 ",a5,,,doubtful,doubtful-mark,2,1,,2,-," SEEN,
			"scan read - 2026-09-30 h1 - 21_2x" },
		/* the code is missing: the marks wait for it */
		{ MARKED "a.jpg,1," HASH ",a5,,,unread,no-code,2,1,,2,-," SEEN,
			"scan unread no-code 2026-09-30 h1 - 21_2x" },
		{ MARKED "a.jpg,1," HASH ",a5," CODE
			 ",,unread,no-code,2,1,,2,-," SEEN,
			"scan read - 2026-09-30 h1 - 21_2x" },
		{ MARKED "a.jpg,1," HASH ",a5," CODE
			 ",,unread,no-code,2,?,,2,-," SEEN,
			"scan doubtful doubtful-mark 2026-09-30 h1 - 2?_2x" },
		/* a form whose marks could not be read */
		{ MARKED "a.jpg,1," HASH ",a5," CODE
			 ",qr,doubtful,blurred,?,?,?,?,?,1,," WHERE,
			"scan doubtful blurred 2026-09-30 h1 - xxxxx" },
		{ MARKED "a.jpg,1," HASH ",a5," CODE
			 ",qr,doubtful,blurred,2,1,,2,2,1,," WHERE,
			"scan read - 2026-09-30 h1 - 21_22" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_gives(cases[i].csv, cases[i].line);
}

static bool count_mark(
	void *context, const char *field, const struct ph_guess *guess)
{
	size_t *count = context;

	assert_string_not_equal(field, "hl");
	assert_true(guess->confidence > 0.98F && guess->confidence < 1);
	++*count;
	return true;
}

static void marks_and_place_read_back_as_the_same(void **state)
{
	static const struct ph_guess marks[] = { { 2, 0.9876F },
		{ PH_MULTIPLE, 0.99F }, { PH_BLANK, 0.98765F }, { 0, 0.999F },
		{ PH_ABSENT, 0 } };
	PH_AUTO(bench_release) struct bench bench;
	PH_AUTO(ph_text_release) struct ph_text out = { 0 };
	PH_AUTO(ph_text_release) struct ph_text again = { 0 };
	struct ph_record record;
	struct ph_csv csv;
	struct ph_error err;
	size_t count = 0;

	(void)state;
	bench_init(&bench);
	ph_record_clear(&record);
	record.photo = "a.jpg";
	record.page = 1;
	record.hashed = true;
	record.form = "a5";
	record.code = CODE;
	record.code_from = PH_FROM_QR;
	memcpy(record.answers, "\2\374\376\0\377", 5);
	record.marks = marks;
	record.part = 3;
	record.place = "-1.5,2 300,2 300,400 1,400";
	for (int round = 0; round < 2; round++) {
		ph_csv_init(&csv, round ? &again : &out, &ph_csv_plain);
		ph_record_csv_header(&csv, &bench.rules->fields);
		ph_record_csv_row(&csv, &record, &bench.rules->fields);
	}
	bench_load(&bench, NULL, ph_text_get(&out));
	assert_faults(&bench, "");
	assert_int_equal(bench.count.added, 1);
	assert_true(
		ph_intake_record(&bench.intake, &record, &bench.count, &err));
	assert_int_equal(bench.count.same, 1);
	assert_true(
		ph_ledger_each_mark(bench.ledger, 1, count_mark, &count, &err));
	assert_int_equal(count, 4);
}

static void what_was_written_reads_back_as_the_same(void **state)
{
	PH_AUTO(bench_release) struct bench bench;
	PH_AUTO(ph_text_release) struct ph_text out = { 0 };
	struct ph_record record;
	struct ph_csv csv;
	struct ph_error err;

	(void)state;
	bench_init(&bench);
	ph_record_clear(&record);
	record.photo = "a.jpg";
	record.page = 3;
	record.hashed = true;
	ph_hash("", 0, record.sha256);
	record.code = CODE;
	record.code_from = PH_FROM_BOTH;
	record.seen = 7;
	assert_true(
		ph_intake_record(&bench.intake, &record, &bench.count, &err));
	assert_int_equal(bench.count.added, 1);
	ph_csv_init(&csv, &out, &ph_csv_excel);
	ph_record_csv_header(&csv, &bench.rules->fields);
	ph_record_csv_row(&csv, &record, &bench.rules->fields);
	assert_true(ph_csv_finish(&csv, &err));
	bench_load(&bench, NULL, ph_text_get(&out));
	assert_faults(&bench, "");
	assert_int_equal(bench.count.same, 1);
	assert_string_equal(ph_text_get(&bench.notes.text), "");
}

static void the_same_table_again_changes_nothing(void **state)
{
	static const char csv[] = "code,cs1,hl\n" CODE ",2,1\n" OTHER ",1,1\n"
				  ",2,2\n,2,2\n";
	PH_AUTO(bench_release) struct bench bench;

	(void)state;
	bench_init(&bench);
	bench_load(&bench, NULL, csv);
	assert_int_equal(bench.count.rows, 4);
	assert_int_equal(bench.count.added, 4);
	bench_commit(&bench);
	bench_begin(&bench, "first.csv");
	bench_load(&bench, NULL, csv);
	assert_int_equal(bench.count.same, 4);
	assert_int_equal(bench.count.added, 0);
}

static void codes_are_normalised_and_judged(void **state)
{
	PH_AUTO(bench_release) struct bench bench;
	int64_t code_id;
	struct ph_error err;

	(void)state;
	bench_init(&bench);
	bench_load(&bench, NULL,
		"code,cs1\n"
		"000.17.22.h56–260902–0038,2\n"
		"1.001612.000.00.00.H48,2\n");
	assert_faults(&bench, "");
	assert_int_equal(bench.count.added, 2);
	assert_int_equal(bench.count.malformed, 1);
	assert_true(ph_ledger_code_find(bench.ledger, CODE, &code_id, &err));
	assert_int_not_equal(code_id, 0);
}

static void all_faults_are_listed_at_once(void **state)
{
	static const struct {
		const char *csv, *faults;
	} cases[] = {
		{ "code,date,cs1,Chỉ số 3\n" CODE ",31/02/2026,7,2\n" OTHER
		  ",,2,x\n" CODE ",,2\n",
			"x.csv:2:2: «date»: 31/02/2026 is not a date: write it "
			"as 30/09/2026 or 2026-09-30\n"
			"x.csv:2:3: «cs1»: 7 is not one of 2, 1, 0\n"
			"x.csv:3:4: «Chỉ số 3»: x is not one of 2, 1, 0\n"
			"x.csv:4: " },
		{ "photo,cs1\na.jpg,2\n", "x.csv: neither a column «code»" },
		{ "code,name\n" CODE ",2\n", "x.csv: no column of answers" },
		{ "code,cs1,Chỉ số 1\n" CODE ",2,2\n",
			"x.csv:1:3: «Chỉ số 1»: names the column cs1" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		PH_AUTO(bench_release) struct bench bench;

		bench_init(&bench);
		bench_load(&bench, NULL, cases[i].csv);
		if (strncmp(ph_text_get(&bench.faults), cases[i].faults,
			    strlen(cases[i].faults))
			!= 0)
			fail_msg("%s", ph_text_get(&bench.faults));
		assert_int_equal(bench.count.added, 0);
	}
}

static void every_word_of_a_scan_record_is_checked(void **state)
{
	PH_AUTO(bench_release) struct bench bench;
	const char *faults;

	(void)state;
	bench_init(&bench);
	bench_load(&bench, NULL,
		SCAN "a.jpg,0,12,," CODE ",qrx,seen,,?,?,?,?,?,qr both,\n");
	faults = ph_text_get(&bench.faults);
	assert_non_null(strstr(faults, "x.csv:2:2: «page»: 0 is not a page"));
	assert_non_null(strstr(faults, "«sha256»: not a SHA-256 of 64"));
	assert_non_null(strstr(faults, "«code_from»: qrx is not one of"));
	assert_non_null(strstr(faults, "«status»: seen is not one of"));
	assert_non_null(strstr(faults, "«seen»: both is not one of"));
}

static void a_code_that_is_too_long_is_a_fault(void **state)
{
	static const struct {
		int length;
		const char *faults;
	} cases[] = {
		{ 127, "" },
		{ 128, "x.csv:2:1: «code»: 128 bytes, a dossier code has less "
		       "than 128\n" },
	};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		PH_AUTO(bench_release) struct bench bench;
		char csv[512];

		bench_init(&bench);
		snprintf(csv, sizeof(csv), "code,cs1\n%0*d,2\n",
			cases[i].length, 7);
		bench_load(&bench, NULL, csv);
		assert_faults(&bench, cases[i].faults);
		assert_int_equal(bench.count.added, i == 0);
	}
}

static void a_column_that_is_not_used_is_told_once(void **state)
{
	PH_AUTO(bench_release) struct bench bench;

	(void)state;
	bench_init(&bench);
	bench_load(&bench, NULL, "code,cs1,Ghi chú,Chỉ số 7\n" CODE ",2,x,2\n");
	assert_faults(&bench, "");
	assert_string_equal(ph_text_get(&bench.notes.text),
		"x.csv: column «Ghi chú» is not used\n");
}

static void records_that_a_person_must_look_at_are_counted(void **state)
{
	PH_AUTO(bench_release) struct bench bench;

	(void)state;
	bench_init(&bench);
	bench_load(&bench, NULL,
		SCAN "a.jpg,1," HASH ",,,,unread,no-code,?,?,?,?,?,,\n"
		     "b.jpg,1," HASH2 ",,,,doubtful,codes-disagree,"
		     "?,?,?,?,?,qr,\n"
		     "none.jpg,1,,,,,unread,not-found,?,?,?,?,?,,\n"
		     "c.pdf,1," HASH2 ",,,,unread,helper-missing,"
		     "?,?,?,?,?,,\n");
	assert_faults(&bench, "");
	assert_int_equal(bench.count.rows, 4);
	assert_int_equal(bench.count.unread, 2);
	/* the last two say nothing of a photo: the next scan may */
	assert_int_equal(bench.count.unkept, 2);
	assert_int_equal(bench.count.unopened, 1);
	assert_int_equal(bench.count.added, 2);
}

static void a_known_record_is_the_same_again(void **state)
{
	PH_AUTO(bench_release) struct bench bench;
	struct ph_record record;
	struct ph_error err;

	(void)state;
	bench_init(&bench);
	ph_record_clear(&record);
	record.hashed = true;
	record.page = 1;
	record.reason = "known";
	assert_true(
		ph_intake_record(&bench.intake, &record, &bench.count, &err));
	assert_int_equal(bench.count.same, 1);
	bench_commit(&bench);
	assert_int_equal(find_newest(&bench).count, 0);
}

static void ratings_of_the_portal_are_online_sheets(void **state)
{
	PH_AUTO(bench_release) struct bench bench;

	(void)state;
	bench_init(&bench);
	bench_load(&bench, "online",
		"code,date,cs1,hl\n" CODE ",2026-09-01,2,1\n");
	assert_faults(&bench, "");
	bench_commit(&bench);
	assert_string_equal(
		find_newest(&bench).line, "online read - 2026-09-01 - - 2xxx1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_keyed_row_is_a_sheet),
		cmocka_unit_test(a_scan_record_is_a_sheet),
		cmocka_unit_test(
			marks_that_were_read_wait_for_what_is_in_doubt),
		cmocka_unit_test(marks_and_place_read_back_as_the_same),
		cmocka_unit_test(what_was_written_reads_back_as_the_same),
		cmocka_unit_test(the_same_table_again_changes_nothing),
		cmocka_unit_test(codes_are_normalised_and_judged),
		cmocka_unit_test(all_faults_are_listed_at_once),
		cmocka_unit_test(every_word_of_a_scan_record_is_checked),
		cmocka_unit_test(a_code_that_is_too_long_is_a_fault),
		cmocka_unit_test(a_column_that_is_not_used_is_told_once),
		cmocka_unit_test(
			records_that_a_person_must_look_at_are_counted),
		cmocka_unit_test(a_known_record_is_the_same_again),
		cmocka_unit_test(ratings_of_the_portal_are_online_sheets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
