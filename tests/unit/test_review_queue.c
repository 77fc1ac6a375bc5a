/* SPDX-License-Identifier: MIT */
/* Which questions are asked, in which pass, and what stands beside them. */
#include "test_intake_make.h"

#include <phieu/review.h>

#define HASH "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define HASH_2 \
	"112233445566778899aabbccddeeff00112233445566778899aabbccddeeff00"
#define PHOTO "0011223344556677"
#define HEAD "sheet,photo,field,answer,code,pass,at\n"
#define AT ",2026-09-30T10:00:00Z\n"
#define LATER ",2026-09-30T11:00:00Z\n"
#define RECORDS                                                    \
	"photo,page,sha256,form,code,code_from,status,reason,cs1," \
	"cs3,cs4,cs7,hl,seen,detail,part,marks,place\n"
#define PLACE "\"10,10 90,10 90,120 10,120\""
#define MARKS "cs1=2@0.99 cs3=1@0.7 cs4=!@0.9"
#define SURE_CODE(photo, hash, code)                                          \
	photo ",1," hash ",h56," code ",qr,doubtful,doubtful-mark,2,?,!,1,2," \
	      "qr,\"unsure: cs3\",1," MARKS "," PLACE "\n"
#define NO_CODE                                                \
	"a.jpg,1," HASH ",h56,,,unread,no-code,2,?,0,1,2,,no " \
	"code,1," MARKS "," PLACE "\n"
#define TWO_CODES                                                      \
	"a.jpg,1," HASH ",h56,,,doubtful,codes-disagree,2,1,0,1,2,qr," \
	"QR: " CODE "; Code 128: " OTHER ",1," MARKS "," PLACE "\n"
#define NOTHING "a.jpg,1," HASH ",,,,unread,blurred,?,?,?,?,?,,x,,,\n"
#define NEAR_CODE "000.17.22.H56-260902-0088"
#define DOSSIERS "code,unit,officer,field,received,due,returned\n"

struct scene {
	struct bench bench;
	struct ph_review_queue queue;
	struct ph_text lines;
};

static void scene_release(struct scene *s)
{
	ph_review_queue_release(&s->queue);
	ph_text_release(&s->lines);
	bench_release(&s->bench);
}
PH_CLEANUP_VALUE(struct scene, scene_release)

static void load(struct scene *s, const char *kind, const char *csv)
{
	if (kind || s->bench.count.rows)
		bench_begin(&s->bench, csv);
	bench_load(&s->bench, kind, csv);
	assert_faults(&s->bench, "");
	bench_commit(&s->bench);
}

#define SCENE(s, records)                          \
	PH_AUTO(scene_release) struct scene scene; \
	struct scene *s = &scene;                  \
	(void)state;                               \
	*s = (struct scene){ 0 };                  \
	bench_init(&s->bench);                     \
	load(s, NULL, RECORDS records)

static void applies(struct scene *s, const char *by, const char *csv)
{
	PH_AUTO(ph_faults_release) struct ph_faults faults;
	PH_AUTO(ph_table_close) struct ph_table *table = NULL;
	const struct ph_review_apply apply = {
		.ledger = s->bench.ledger,
		.rules = s->bench.rules,
		.labels = s->bench.labels,
		.by = by,
		.today = s->bench.intake.today,
	};
	struct ph_review_count count = { 0 };
	struct ph_error err;

	ph_faults_init(&faults, "x.csv");
	bench_begin(&s->bench, csv);
	if (!ph_table_open_bytes(
		    &table, "x.csv", csv, strlen(csv), &faults, &err)
		|| !ph_review_apply_table(&apply, table, &count, &faults, &err))
		fail_msg("%s", err.text);
	assert_int_equal(faults.count, 0);
	assert_int_equal(count.stale, 0);
	bench_commit(&s->bench);
}
#define SAYS(s, by, rows) applies(s, by, HEAD rows)

enum how {
	FIRST,
	SECOND,
	AGAIN,
};

/* "cs3 1 ?", each on a line; a code's with its suggestions. */
static void asks(struct scene *s, enum how how, const char *lines)
{
	const struct ph_review_ask ask = {
		.ledger = s->bench.ledger,
		.rules = s->bench.rules,
		.second = how == SECOND,
		.again = how == AGAIN,
	};
	struct ph_error err;
	char cell[8];

	ph_review_queue_release(&s->queue);
	ph_text_clear(&s->lines);
	if (!ph_review_queue_make(&s->queue, &ask, &err))
		fail_msg("%s", err.text);
	for (size_t i = 0; i < s->queue.item_count; i++) {
		const struct ph_review_item *item = &s->queue.items[i];
		bool code = item->field == PH_REVIEW_CODE;

		assert_true(ph_text_appendf(&s->lines, "%s %u %s",
			code ? "code" : s->bench.rules->fields.id[item->field],
			item->pass,
			item->answer == PH_ABSENT
				? "-"
				: ph_answer_format(item->answer, cell)));
		for (size_t j = 0; item->suggestions[j]; j++)
			assert_true(ph_text_appendf(
				&s->lines, " %s", item->suggestions[j]));
		assert_true(ph_text_puts(&s->lines, "\n"));
	}
	assert_string_equal(ph_text_get(&s->lines), lines);
}

static void marks_in_doubt_are_asked_in_the_papers_order(void **state)
{
	SCENE(s, SURE_CODE("a.jpg", HASH, CODE));

	asks(s, FIRST, "cs3 1 ?\ncs4 1 !\n");
	assert_int_equal(s->queue.form_count, 1);
	assert_string_equal(s->queue.forms[0].code, CODE);
	assert_string_equal(s->queue.forms[0].path, "a.jpg");
	assert_int_equal(s->queue.items[0].guess.answer, 1);
	assert_int_equal(
		ph_guess_confidence(&s->queue.items[0].guess) / 100, 70);
	assert_int_equal(s->queue.items[1].guess.answer, PH_MULTIPLE);
	asks(s, SECOND, "");
}

static void a_code_that_was_not_read_comes_first(void **state)
{
	SCENE(s, NO_CODE);

	asks(s, FIRST, "code 1 ?\ncs3 1 ?\n");
}

static void codes_that_disagree_are_suggested(void **state)
{
	SCENE(s, TWO_CODES);

	asks(s, FIRST, "code 1 ! " CODE " " OTHER "\n");
}

static void a_photo_without_a_form_is_asked_for_its_code(void **state)
{
	SCENE(s, NOTHING);

	asks(s, FIRST, "code 1 ?\n");
	assert_string_equal(s->queue.forms[0].place, "");
	assert_string_equal(s->queue.forms[0].reason, "blurred");
	SAYS(s, "Lan", "1," PHOTO ",code,none,,1" AT);
	asks(s, FIRST, "");
}

static void a_code_that_no_register_has_is_asked_once_there_is_one(void **state)
{
	SCENE(s, "a.jpg,1," HASH ",h56," CODE
		 ",qr,read,,2,1,0,1,2,qr,,1,," PLACE "\n");

	asks(s, FIRST, "");
	load(s, "dossiers", DOSSIERS OTHER ",,,,,,\n" NEAR_CODE ",,,,,,\n");
	asks(s, FIRST, "code 1 - " NEAR_CODE "\n");
	SAYS(s, "Lan", "1," PHOTO ",code,code," CODE ",1" AT);
	asks(s, FIRST, "");
	load(s, "dossiers", DOSSIERS CODE ",,,,,,\n");
	asks(s, AGAIN, "");
}

/* Both are one digit away. */
static void dossiers_without_a_rating_are_suggested_first(void **state)
{
	SCENE(s, "a.jpg,1," HASH ",h56,000.17.22.H56-260902-0078"
		 ",qr,read,,2,1,0,1,2,qr,,1,," PLACE "\n");

	load(s, "dossiers", DOSSIERS CODE ",,,,,,\n" NEAR_CODE ",,,,,,\n");
	asks(s, FIRST, "code 1 - " CODE " " NEAR_CODE "\n");
	load(s, NULL, "code,cs1\n" CODE ",2\n");
	asks(s, FIRST, "code 1 - " NEAR_CODE " " CODE "\n");
}

static void the_dossier_and_its_officer_stand_beside_the_form(void **state)
{
	SCENE(s, SURE_CODE("a.jpg", HASH, CODE));

	load(s, "officers", "officer,name,title,unit\nA,Nguyễn Văn An,,\n");
	load(s, "dossiers",
		DOSSIERS CODE ",H56,A,Đất đai,2026-09-01,2026-09-10,\n");
	asks(s, FIRST, "cs3 1 ?\ncs4 1 !\n");
	assert_string_equal(s->queue.forms[0].officer_name, "Nguyễn Văn An");
	assert_string_equal(s->queue.forms[0].dossier.field, "Đất đai");
	assert_int_equal(
		s->queue.forms[0].dossier.due, ph_date_make(2026, 9, 10));
}

static void what_was_answered_is_not_asked_again(void **state)
{
	SCENE(s, SURE_CODE("a.jpg", HASH, CODE));

	SAYS(s, "Lan",
		"1," PHOTO ",cs3,2,,1" AT "1," PHOTO ",cs4,several,,1" AT);
	asks(s, FIRST, "");
	assert_int_equal(s->queue.unreadable, 0);
}

static void what_cannot_be_read_is_asked_only_when_wanted(void **state)
{
	SCENE(s, SURE_CODE("a.jpg", HASH, CODE));

	SAYS(s, "Lan", "1," PHOTO ",cs3,unreadable,,1" AT);
	asks(s, FIRST, "cs4 1 !\n");
	assert_int_equal(s->queue.unreadable, 1);
	asks(s, AGAIN, "cs3 1 ?\ncs4 1 !\n");
	SAYS(s, "Minh", "1," PHOTO ",cs3,unreadable,,2" LATER);
	asks(s, FIRST, "cs4 1 !\n");
	asks(s, AGAIN, "cs3 3 ?\ncs4 1 !\n");
}

static void the_second_pass_sees_nothing_of_the_first(void **state)
{
	SCENE(s, NO_CODE);

	load(s, "dossiers", DOSSIERS CODE ",,,Đất đai,,,\n");
	SAYS(s, "Lan",
		"1," PHOTO ",cs3,2,,1" AT "1," PHOTO ",code,code," CODE
		",1" AT);
	asks(s, FIRST, "");
	asks(s, SECOND, "code 2 ?\ncs3 2 ?\n");
	assert_string_equal(s->queue.forms[0].code, "");
	assert_int_equal(s->queue.forms[0].code_id, 0);
	assert_string_equal(s->queue.forms[0].dossier.code, "");
	assert_string_equal(s->queue.forms[0].reason, "no-code");
	assert_string_equal(s->queue.forms[0].detail, "no code");
	assert_int_equal(s->queue.forms[0].answers[1], PH_DOUBTFUL);
	assert_int_equal(s->queue.forms[0].answers[0], 2);
	assert_int_equal(s->queue.items[0].said[0].pass, 0);
}

/* A newer number would tell that the first person changed something. */
static void the_second_pass_names_forms_as_the_first_did(void **state)
{
	SCENE(s, NO_CODE);

	SAYS(s, "Lan", "1," PHOTO ",cs3,2,,1" AT);
	SAYS(s, "Lan", "2," PHOTO ",code,code," CODE ",1" LATER);
	asks(s, SECOND, "code 2 ?\ncs3 2 ?\n");
	assert_int_equal(s->queue.forms[0].sheet, 1);
	assert_int_equal(s->queue.items[0].sheet, 1);
	assert_int_equal(s->queue.items[1].sheet, 1);
	assert_string_equal(s->queue.forms[0].detail, "no code");
	assert_int_equal(s->queue.items[1].guess.answer, 1);
	/* It goes to the newest: Minh agrees. */
	SAYS(s, "Minh", "1," PHOTO ",code,code," CODE ",2" LATER);
	asks(s, SECOND, "cs3 2 ?\n");
}

static void a_slip_that_was_mended_shows_neither_word(void **state)
{
	SCENE(s, NO_CODE);

	SAYS(s, "Lan", "1," PHOTO ",code,code," CODE ",1" AT);
	SAYS(s, "Lan", "2," PHOTO ",code,code," OTHER ",1" LATER);
	asks(s, SECOND, "code 2 ?\n");
	assert_int_equal(s->queue.forms[0].sheet, 1);
	assert_string_equal(s->queue.forms[0].code, "");
	assert_int_equal(s->queue.items[0].answer, PH_DOUBTFUL);
}

static void a_photo_without_a_form_stays_none_whoever_differs(void **state)
{
	SCENE(s, NOTHING);

	SAYS(s, "Lan", "1," PHOTO ",code,none,,1" AT);
	SAYS(s, "Minh", "1," PHOTO ",code,code," CODE ",2" LATER);
	asks(s, FIRST, "code 3 ? " CODE "\n");
	SAYS(s, "Hoa", "1," PHOTO ",code,none,,3" LATER);
	asks(s, FIRST, "");
	asks(s, SECOND, "");
}

static void what_was_settled_is_asked_in_no_pass(void **state)
{
	SCENE(s, NO_CODE SURE_CODE("b.jpg", HASH_2, CODE));
	struct ph_error err;

	SAYS(s, "Lan", "1," PHOTO ",code,code," CODE ",1" AT);
	asks(s, SECOND, "code 2 ?\n");
	bench_begin(&s->bench, "x");
	assert_true(ph_ledger_add_decision(
		s->bench.ledger, 2, "counts", "Lan", "", &err));
	bench_commit(&s->bench);
	asks(s, SECOND, "");
	asks(s, AGAIN, "cs3 1 ?\ncs4 1 !\n");
}

static void where_both_agree_nothing_is_asked(void **state)
{
	SCENE(s, SURE_CODE("a.jpg", HASH, CODE));

	SAYS(s, "Lan", "1," PHOTO ",cs3,2,,1" AT "1," PHOTO ",cs4,0,,1" AT);
	asks(s, SECOND, "cs3 2 ?\ncs4 2 !\n");
	SAYS(s, "Minh", "1," PHOTO ",cs3,2,,2" LATER);
	asks(s, SECOND, "cs4 2 !\n");
	asks(s, FIRST, "");
}

static void where_both_differ_a_third_sees_both(void **state)
{
	SCENE(s, NO_CODE);

	SAYS(s, "Lan", "1," PHOTO ",code,code," CODE ",1" AT);
	SAYS(s, "Minh", "1," PHOTO ",code,code," OTHER ",2" LATER);
	asks(s, FIRST, "code 3 ? " CODE " " OTHER "\ncs3 1 ?\n");
	assert_string_equal(s->queue.items[0].said[0].by, "Lan");
	assert_string_equal(s->queue.items[0].said[1].by, "Minh");
	assert_string_equal(s->queue.items[0].said[1].code, OTHER);
	SAYS(s, "Hoa", "1," PHOTO ",code,code," OTHER ",3" LATER);
	asks(s, FIRST, "cs3 1 ?\n");
}

static void what_nobody_has_to_look_at_is_not_asked(void **state)
{
	SCENE(s, SURE_CODE("a.jpg", HASH, CODE)
			 SURE_CODE("b.jpg", HASH_2, CODE));
	struct ph_error err;

	asks(s, FIRST, "cs3 1 ?\ncs4 1 !\ncs3 1 ?\ncs4 1 !\n");
	bench_begin(&s->bench, "x");
	assert_true(ph_ledger_add_decision(
		s->bench.ledger, 2, "counts", "Lan", "", &err));
	bench_commit(&s->bench);
	asks(s, FIRST, "cs3 1 ?\ncs4 1 !\n");
	assert_int_equal(s->queue.forms[0].sheet, 2);
	bench_begin(&s->bench, "y");
	assert_true(ph_ledger_add_decision(
		s->bench.ledger, 2, "excluded", "Lan", "", &err));
	assert_true(ph_ledger_add_decision(
		s->bench.ledger, 1, "excluded", "Lan", "", &err));
	bench_commit(&s->bench);
	asks(s, FIRST, "");
}

static void what_was_keyed_from_the_paper_is_not_asked(void **state)
{
	SCENE(s, SURE_CODE("a.jpg", HASH, CODE));

	load(s, NULL, "code,cs3\n" CODE ",2\n");
	asks(s, FIRST, "cs4 1 !\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks_in_doubt_are_asked_in_the_papers_order),
		cmocka_unit_test(a_code_that_was_not_read_comes_first),
		cmocka_unit_test(codes_that_disagree_are_suggested),
		cmocka_unit_test(a_photo_without_a_form_is_asked_for_its_code),
		cmocka_unit_test(
			a_code_that_no_register_has_is_asked_once_there_is_one),
		cmocka_unit_test(dossiers_without_a_rating_are_suggested_first),
		cmocka_unit_test(
			the_dossier_and_its_officer_stand_beside_the_form),
		cmocka_unit_test(what_was_answered_is_not_asked_again),
		cmocka_unit_test(what_cannot_be_read_is_asked_only_when_wanted),
		cmocka_unit_test(the_second_pass_sees_nothing_of_the_first),
		cmocka_unit_test(the_second_pass_names_forms_as_the_first_did),
		cmocka_unit_test(a_slip_that_was_mended_shows_neither_word),
		cmocka_unit_test(
			a_photo_without_a_form_stays_none_whoever_differs),
		cmocka_unit_test(what_was_settled_is_asked_in_no_pass),
		cmocka_unit_test(where_both_agree_nothing_is_asked),
		cmocka_unit_test(where_both_differ_a_third_sees_both),
		cmocka_unit_test(what_nobody_has_to_look_at_is_not_asked),
		cmocka_unit_test(what_was_keyed_from_the_paper_is_not_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
