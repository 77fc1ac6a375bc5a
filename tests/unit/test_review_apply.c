/* SPDX-License-Identifier: MIT */
/* What persons answer, applied to the ledger. */
#include "test_review_place.h"

/* ---- the first pass ---- */

static void the_answers_of_a_form_make_one_version_of_it(void **state)
{
	SCENE(s, OF_SURE_CODE);

	APPLIES(s, "Lan",
		"1," PHOTO ",cs3,2,,1" AT "1," PHOTO ",cs7,blank,,1" AT
		"1," PHOTO ",cs4,0,,1" AT);
	counts(s, 3, 0, 0, 1);
	SAYS(s, "SELECT count(*) FROM sheet", "2");
	SAYS(s, "SELECT count(*) FROM judgement WHERE result_id = 2", "3");
	HOLDS(s, CODE " read - 2,2,0,,2");
	SAYS(s, "SELECT ifnull(detail, '-') FROM ratings", "-");
	SAYS(s, "SELECT code_from FROM ratings", "qr");
	SAYS(s, "SELECT count(*) FROM marks", "5");
}

static void a_form_stays_doubtful_while_a_mark_is(void **state)
{
	SCENE(s, OF_SURE_CODE);

	APPLIES(s, "Lan", "1," PHOTO ",cs3,2,,1" AT);
	HOLDS(s, CODE " doubtful doubtful-mark 2,2,!,?,2");
	SAYS(s, "SELECT detail FROM ratings", "unsure: cs7");
	/* From the page of before: the question is open still. */
	APPLIES(s, "Lan", "1," PHOTO ",cs7,1,,1" AT);
	counts(s, 1, 0, 0, 1);
	HOLDS(s, CODE " read - 2,2,!,1,2");
	SAYS(s,
		"SELECT sheet_id || ' ' || result_id FROM judgement"
		" ORDER BY id DESC",
		"1 3");
}

static void several_marks_are_confirmed_without_a_new_version(void **state)
{
	SCENE(s, OF_SURE_CODE);

	APPLIES(s, "Lan", "1," PHOTO ",cs4,several,,1" AT);
	counts(s, 1, 0, 0, 0);
	SAYS(s, "SELECT count(*) FROM sheet", "1");
	APPLIES(s, "Minh", "1," PHOTO ",cs4,1,,1" LATER);
	counts(s, 0, 0, 1, 0);
	/* A doubtful mark may be several, too. */
	APPLIES(s, "Lan", "1," PHOTO ",cs3,several,,1" AT);
	HOLDS(s, CODE " doubtful doubtful-mark 2,!,!,?,2");
	APPLIES(s, "Minh", "1," PHOTO ",cs3,2,,1" LATER);
	counts(s, 0, 0, 1, 0);
}

static void what_cannot_be_read_changes_no_sheet(void **state)
{
	SCENE(s, OF_SURE_CODE);

	APPLIES(s, "Lan", "1," PHOTO ",cs3,unreadable,,1" AT);
	counts(s, 1, 0, 0, 0);
	SAYS(s, "SELECT count(*) FROM sheet", "1");
	SAYS(s, "SELECT answer FROM judgements", "?");
	/* It may be looked at once more. */
	APPLIES(s, "Lan", "1," PHOTO ",cs3,1,,1" LATER);
	counts(s, 1, 0, 0, 1);
	HOLDS(s, CODE " doubtful doubtful-mark 2,1,!,?,2");
}

static void a_code_settles_the_form(void **state)
{
	static const struct {
		const char *records, *before, *after;
	} cases[] = {
		{ OF_NO_CODE, "- unread no-code 2,?,0,1,2",
			CODE " doubtful doubtful-mark 2,?,0,1,2" },
		{ OF_TWO_CODES, "- doubtful codes-disagree 2,1,0,1,2",
			CODE " read - 2,1,0,1,2" },
		{ OF_NOTHING, "- unread blurred -,-,-,-,-",
			CODE " read - -,-,-,-,-" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		SCENE(s, cases[i].records);

		HOLDS(s, cases[i].before);
		/* Lower case, and a dash as Word writes it. */
		APPLIES(s, "Lan",
			"1," PHOTO ",code,code,000.17.22.h56–260902-0038,1" AT);
		counts(s, 1, 0, 0, 1);
		HOLDS(s, cases[i].after);
		SAYS(s, "SELECT ifnull(code_from, '-') FROM ratings", "-");
		APPLIES(s, "Minh", "1," PHOTO ",code,code," OTHER ",1" LATER);
		counts(s, 0, 0, 1, 0);
	}
}

static void marks_of_a_form_without_a_code_leave_it_unread(void **state)
{
	SCENE(s, OF_NO_CODE);

	APPLIES(s, "Lan", "1," PHOTO ",cs3,2,,1" AT);
	HOLDS(s, "- unread no-code 2,2,0,1,2");
	SAYS(s, "SELECT detail FROM ratings", "no code");
	APPLIES(s, "Lan", "1," PHOTO ",code,code," CODE ",1" AT);
	HOLDS(s, CODE " read - 2,2,0,1,2");
}

static void a_form_that_carries_no_code_is_a_ballot(void **state)
{
	SCENE(s, OF_NO_CODE);

	APPLIES(s, "Lan",
		"1," PHOTO ",cs3,2,,1" AT "1," PHOTO ",code,none,,1" AT);
	counts(s, 2, 0, 0, 1);
	HOLDS(s, "- read - 2,2,0,1,2");
	APPLIES(s, "Minh", "1," PHOTO ",code,code," CODE ",1" LATER);
	counts(s, 0, 0, 1, 0);
}

static void a_ballot_is_not_asked_for_a_code(void **state)
{
	SCENE(s, OF_BALLOT);

	APPLIES(s, "Lan", "1," PHOTO ",code,code," CODE ",1" AT);
	counts(s, 0, 0, 1, 0);
	APPLIES(s, "Lan", "1," PHOTO ",cs3,2,,1" AT);
	HOLDS(s, "- read - 2,2,0,1,2");
}

static void a_code_that_the_register_lacks_is_open(void **state)
{
	SCENE(s, OF_SURE_CODE);

	APPLIES(s, "Lan", "1," PHOTO ",code,code," OTHER ",1" AT);
	counts(s, 0, 0, 1, 0); /* there is no register */
	bench_begin(&s->bench, "d");
	bench_load(&s->bench, "dossiers", "code\n" OTHER "\n");
	bench_commit(&s->bench);
	APPLIES(s, "Lan", "1," PHOTO ",code,code," OTHER ",1" AT);
	counts(s, 1, 0, 0, 1);
	HOLDS(s, OTHER " doubtful doubtful-mark 2,?,!,?,2");
	assert_int_equal(s->count.unknown, 0);
	APPLIES(s, "Minh", "1," PHOTO ",code,code," CODE ",1" LATER);
	counts(s, 0, 0, 1, 0);
}

static void a_code_that_was_read_may_be_confirmed(void **state)
{
	SCENE(s, OF_SURE_CODE);

	bench_begin(&s->bench, "d");
	bench_load(&s->bench, "dossiers", "code\n" OTHER "\n");
	bench_commit(&s->bench);
	APPLIES(s, "Lan", "1," PHOTO ",code,code," CODE ",1" AT);
	assert_int_equal(s->count.unknown, 1); /* told, but not asked again */
	counts(s, 1, 0, 0, 0);
	APPLIES(s, "Minh", "1," PHOTO ",code,code," OTHER ",1" LATER);
	counts(s, 0, 0, 1, 0);
	SAYS(s, "SELECT code_from FROM ratings", "qr");
}

/* ---- what is stale, or the same ---- */

static void the_same_table_again_changes_nothing(void **state)
{
	SCENE(s, OF_NO_CODE);
#define TABLE                                                           \
	"1," PHOTO ",cs3,2,,1" AT "1," PHOTO ",code,code," CODE ",1" AT \
	"1," PHOTO ",cs4,several,,1" AT
	APPLIES(s, "Lan", TABLE);
	counts(s, 2, 0, 1, 1); /* cs4 has one mark */
	APPLIES(s, "Lan", TABLE);
	counts(s, 0, 2, 1, 0);
	SAYS(s, "SELECT count(*) FROM batch", "2");
	SAYS(s, "SELECT count(*) FROM judgement", "2");
	SAYS(s, "SELECT count(*) FROM sheet", "2");
}

static void what_was_never_asked_is_not_said_to_be_settled(void **state)
{
	static const struct {
		const char *row;
		unsigned unasked;
		const char *why;
	} cases[] = {
		{ "1," PHOTO ",cs1,0,,1" LATER, 1,
			"cs1: pass 1 was never asked, the answer was not "
			"applied: nothing is in doubt" },
		{ "1," PHOTO ",cs7,0,,2" LATER, 1,
			"cs7: pass 2 was never asked, the answer was not "
			"applied: there is no first answer" },
		{ "1," PHOTO ",cs7,0,,3" LATER, 1,
			"cs7: pass 3 was never asked, the answer was not "
			"applied: there are no two answers" },
		{ "1," PHOTO ",cs3,0,,3" LATER, 1,
			"cs3: pass 3 was never asked" },
		{ "1," PHOTO ",cs3,0,,1" LATER, 0,
			"cs3: pass 1 is not open any more" },
	};
	SCENE(s, OF_SURE_CODE);
	char table[200];

	APPLIES(s, "Lan", "1," PHOTO ",cs3,2,,1" AT);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		snprintf(table, sizeof(table), HEAD "%s", cases[i].row);
		apply(s, "Minh", table);
		counts(s, 0, 0, 1, 0);
		assert_int_equal(s->count.unasked, cases[i].unasked);
		if (!strstr(ph_text_get(&s->bench.notes.text), cases[i].why))
			fail_msg("no %s in %s", cases[i].why,
				ph_text_get(&s->bench.notes.text));
	}
}

static void a_clock_may_be_a_day_ahead(void **state)
{
	SCENE(s, OF_SURE_CODE);

	APPLIES(s, "Lan", "1," PHOTO ",cs3,2,,1,2026-10-02T16:59:59Z\n");
	assert_int_equal(s->count.applied, 1);
}

static void the_photo_again_does_not_undo_it(void **state)
{
	SCENE(s, OF_SURE_CODE);

	APPLIES(s, "Lan", "1," PHOTO ",cs3,2,,1" AT);
	for (int correct = 0; correct < 2; correct++) {
		s->bench.intake.replace = correct;
		bench_begin(&s->bench, "again");
		bench_load(&s->bench, NULL, OF_SURE_CODE);
		bench_commit(&s->bench);
		assert_int_equal(s->bench.count.same, 1);
		HOLDS(s, CODE " doubtful doubtful-mark 2,2,!,?,2");
	}
	SAYS(s, "SELECT count(*) FROM sheet", "2");
}

static void what_was_corrected_meanwhile_is_told_and_left(void **state)
{
	SCENE(s, OF_SURE_CODE);
	const char *edited = RECORDS "a.jpg,1," HASH ",h56," CODE
				     ",qr,doubtful,doubtful-mark,"
				     "2,0,!,?,2,qr,x,1," MARKS "," PLACE "\n";

	s->bench.intake.replace = true;
	bench_begin(&s->bench, "edited");
	bench_load(&s->bench, NULL, edited);
	bench_commit(&s->bench);
	assert_int_equal(s->bench.count.changed, 1);
	APPLIES(s, "Lan", "1," PHOTO ",cs3,2,,1" AT "1," PHOTO ",cs7,1,,1" AT);
	counts(s, 1, 0, 1, 1);
	HOLDS(s, CODE " read - 2,0,!,1,2");
	assert_non_null(strstr(ph_text_get(&s->bench.notes.text),
		"sheet 1, cs3: pass 1 is not open any more"));
}

static void a_form_that_was_put_aside_takes_no_answer(void **state)
{
	SCENE(s, OF_SURE_CODE);
	struct ph_error err;

	bench_begin(&s->bench, "settle");
	assert_true(ph_ledger_add_decision(
		s->bench.ledger, 1, "excluded", "Lan", NULL, &err));
	bench_commit(&s->bench);
	APPLIES(s, "Lan", "1," PHOTO ",cs3,2,,1" AT);
	counts(s, 0, 0, 1, 0);
	SAYS(s, "SELECT count(*) FROM judgement", "0");
}

/* ---- the second pass, and the third ---- */

static void a_second_person_who_agrees_changes_nothing(void **state)
{
	SCENE(s, OF_SURE_CODE);

	APPLIES(s, "Lan",
		"1," PHOTO ",cs3,2,,1" AT "1," PHOTO ",cs4,several,,1" AT
		"1," PHOTO ",cs7,unreadable,,1" AT);
	APPLIES(s, "Minh",
		"1," PHOTO ",cs3,2,,2" LATER "1," PHOTO ",cs4,several,,2" LATER
		"1," PHOTO ",cs7,unreadable,,2" LATER);
	counts(s, 3, 0, 0, 0);
	assert_int_equal(s->count.agreed, 3);
	assert_int_equal(s->count.differ, 0);
	HOLDS(s, CODE " doubtful doubtful-mark 2,2,!,?,2");
	/* It was said twice: a third second is too late. */
	APPLIES(s, "Hoa", "1," PHOTO ",cs3,1,,2" LATER);
	counts(s, 0, 0, 1, 0);
}

static void one_who_differs_opens_the_question_again(void **state)
{
	static const struct {
		const char *first, *second;
	} cases[] = {
		{ "2", "1" },
		{ "2", "unreadable" },
		{ "blank", "0" },
		{ "several", "2" },
		{ "unreadable", "1" },
	};
	char row[200];

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		SCENE(s, OF_SURE_CODE);

		snprintf(row, sizeof(row), HEAD "1," PHOTO ",cs3,%s,,1" AT,
			cases[i].first);
		apply(s, "Lan", row);
		counts(s, 1, 0, 0, i < 4);
		snprintf(row, sizeof(row), HEAD "1," PHOTO ",cs3,%s,,2" LATER,
			cases[i].second);
		apply(s, "Minh", row);
		counts(s, 1, 0, 0, i < 4);
		assert_int_equal(s->count.differ, 1);
		HOLDS(s, CODE " doubtful doubtful-mark 2,?,!,?,2");
		/* The first pass is over: it is a third's now. */
		APPLIES(s, "Hoa", "1," PHOTO ",cs3,0,,1" LATER);
		counts(s, 0, 0, 1, 0);
		APPLIES(s, "Hoa", "1," PHOTO ",cs3,0,,3" LATER);
		counts(s, 1, 0, 0, 1);
		HOLDS(s, CODE " doubtful doubtful-mark 2,0,!,?,2");
		APPLIES(s, "Hoa", "1," PHOTO ",cs3,1,,3" AT);
		counts(s, 0, 0, 1, 0);
		/* The whole, once more. */
		apply(s, "Minh", row);
		counts(s, 0, 1, 0, 0);
		HOLDS(s, CODE " doubtful doubtful-mark 2,0,!,?,2");
	}
}

static void a_confirmed_pair_of_marks_is_doubted_too(void **state)
{
	SCENE(s, OF_SURE_CODE);

	APPLIES(s, "Lan", "1," PHOTO ",cs4,several,,1" AT);
	APPLIES(s, "Minh", "1," PHOTO ",cs4,0,,2" LATER);
	counts(s, 1, 0, 0, 1);
	HOLDS(s, CODE " doubtful doubtful-mark 2,?,?,?,2");
	APPLIES(s, "Hoa", "1," PHOTO ",cs4,several,,3" LATER);
	HOLDS(s, CODE " doubtful doubtful-mark 2,?,!,?,2");
	APPLIES(s, "Lan", "1," PHOTO ",cs4,0,,1" LATER);
	counts(s, 0, 0, 1, 0);
}

static void of_a_code_no_one_is_right_until_a_third_says(void **state)
{
	static const char *const seconds[] = { "code,code," OTHER ",2",
		"code,none,,2", "code,unreadable,,2" };
	char row[200];

	for (size_t i = 0; i < 3; i++) {
		SCENE(s, OF_TWO_CODES);

		APPLIES(s, "Lan", "1," PHOTO ",code,code," CODE ",1" AT);
		HOLDS(s, CODE " read - 2,1,0,1,2");
		snprintf(row, sizeof(row), HEAD "1," PHOTO ",%s" LATER,
			seconds[i]);
		apply(s, "Minh", row);
		counts(s, 1, 0, 0, 1);
		assert_int_equal(s->count.differ, 1);
		HOLDS(s, "- doubtful persons-disagree 2,1,0,1,2");
		APPLIES(s, "Hoa", "1," PHOTO ",code,code," OTHER ",3" LATER);
		counts(s, 1, 0, 0, 1);
		HOLDS(s, OTHER " read - 2,1,0,1,2");
		SAYS(s, "SELECT ifnull(detail, '-') FROM ratings", "-");
	}
}

static void a_ballot_that_a_second_finds_a_code_on_is_open(void **state)
{
	SCENE(s, OF_NO_CODE);

	APPLIES(s, "Lan", "1," PHOTO ",code,none,,1" AT);
	HOLDS(s, "- doubtful doubtful-mark 2,?,0,1,2");
	APPLIES(s, "Minh", "1," PHOTO ",code,code," CODE ",2" LATER);
	HOLDS(s, "- doubtful persons-disagree 2,?,0,1,2");
	/* A mark is answered beside it. */
	APPLIES(s, "Lan", "1," PHOTO ",cs3,2,,1" LATER);
	HOLDS(s, "- doubtful persons-disagree 2,2,0,1,2");
	APPLIES(s, "Hoa", "1," PHOTO ",code,none,,3" LATER);
	HOLDS(s, "- read - 2,2,0,1,2");
}

static void a_third_may_not_be_able_to_read_it_either(void **state)
{
	SCENE(s, OF_SURE_CODE);

	APPLIES(s, "Lan", "1," PHOTO ",cs3,2,,1" AT);
	APPLIES(s, "Minh", "1," PHOTO ",cs3,1,,2" AT);
	APPLIES(s, "Hoa", "1," PHOTO ",cs3,unreadable,,3" AT);
	counts(s, 1, 0, 0, 0);
	HOLDS(s, CODE " doubtful doubtful-mark 2,?,!,?,2");
	APPLIES(s, "Hoa", "1," PHOTO ",cs3,2,,3" LATER);
	counts(s, 1, 0, 0, 1);
	HOLDS(s, CODE " doubtful doubtful-mark 2,2,!,?,2");
}

static void nobody_is_their_own_second(void **state)
{
	static const char *const names[] = { "Nguyễn Văn Ân",
		"nguyễn văn ÂN ", /* precomposed or not */
		"Nguye\xcc\x82\xcc\x83n Va\xcc\x86n A\xcc\x82n" };
	SCENE(s, OF_SURE_CODE);

	APPLIES(s, "Nguyễn Văn Ân", "1," PHOTO ",cs3,2,,1" AT);
	for (size_t i = 0; i < 3; i++) {
		apply(s, names[i], HEAD "1," PHOTO ",cs3,1,,2" LATER);
		assert_faults(&s->bench,
			"x.csv:2:6: the same person gave the first answer: a "
			"second pass is another person's\n");
	}
	HOLDS(s, CODE " doubtful doubtful-mark 2,2,!,?,2");
	/* A colleague of nearly the same name. */
	APPLIES(s, "Nguyễn Văn An", "1," PHOTO ",cs3,2,,2" LATER);
	assert_int_equal(s->count.agreed, 1);
}

static void there_is_no_second_word_before_a_first(void **state)
{
	SCENE(s, OF_SURE_CODE);

	APPLIES(s, "Lan", "1," PHOTO ",cs3,2,,2" AT "1," PHOTO ",cs3,2,,3" AT);
	counts(s, 0, 0, 2, 0);
	HOLDS(s, CODE " doubtful doubtful-mark 2,?,!,?,2");
}

/* ---- faults ---- */

static void what_is_wrong_is_told_and_nothing_is_applied(void **state)
{
	static const struct {
		const char *row, *fault;
	} cases[] = {
		{ "x," PHOTO ",cs3,2,,1" AT,
			"2:1: «sheet»: x is not the number"
			" of a sheet: leave the cell as it was written\n" },
		{ "9," PHOTO ",cs3,2,,1" AT,
			"2:1: the ledger has no sheet 9:"
			" were these answers given to another ledger?\n" },
		{ "1,8011223344556677,cs3,2,,1" AT,
			"2:2: sheet 1 is of another"
			" photo: were these answers given to another "
			"ledger?\n" },
		{ "1,,cs3,2,,1" AT,
			"2:2: sheet 1 is of another photo: were"
			" these answers given to another ledger?\n" },
		{ "1,00112233,cs3,2,,1" AT,
			"2:2: «photo»: not the first 16"
			" hexadecimal digits of a SHA-256: leave the cell as it"
			" was written\n" },
		{ "1," PHOTO ",cs9,2,,1" AT,
			"2:3: «field»: cs9 is no question"
			" of the rule set tt01-2018, nor «code»\n" },
		{ "1," PHOTO ",cs3,7,,1" AT,
			"2:4: «answer»: 7 is not one of"
			" 2, 1, 0, blank, several, unreadable\n" },
		{ "1," PHOTO ",cs3,,,1" AT,
			"2:4: «answer»:  is not one of"
			" 2, 1, 0, blank, several, unreadable\n" },
		{ "1," PHOTO ",cs3,?,,1" AT,
			"2:4: «answer»: ? is not one of"
			" 2, 1, 0, blank, several, unreadable\n" },
		{ "1," PHOTO ",cs3,2," CODE ",1" AT,
			"2:5: «code»: a code is an"
			" answer to «code» alone: empty this cell\n" },
		{ "1," PHOTO ",code,2,,1" AT, "2:4: «answer»: 2 is not one of"
					      " code, none, unreadable\n" },
		{ "1," PHOTO ",code,code,,1" AT,
			"2:5: «code»: empty: the"
			" answer «code» needs the code; without one it is"
			" «none»\n" },
		{ "1," PHOTO ",cs3,2,,4" AT,
			"2:6: «pass»: 4 is not one of 1, 2, 3\n" },
		{ "1," PHOTO ",cs3,2,,1,30/9/2026\n",
			"2:7: «at»: 30/9/2026 is"
			" not a time: write it as 2026-09-30T16:59:59Z\n" },
		/* Today is the first; the third begins in Viet Nam. */
		{ "1," PHOTO ",cs3,2,,1,2026-10-02T17:00:00Z\n",
			"2:7: «at»: 2026-10-02T17:00:00Z has not come yet: set"
			" the clock of the computer on which the answers were"
			" given, and write the day on which they were\n" },
		{ "1," PHOTO ",cs3,2,,1" AT "1," PHOTO ",cs3,1,,1" LATER,
			"3:1: this question has another answer further up: keep"
			" one of the two\n" },
	};
	SCENE(s, OF_SURE_CODE);

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char table[600], fault[400];

		snprintf(table, sizeof(table), HEAD "%s1," PHOTO ",cs7,1,,1" AT,
			cases[i].row);
		snprintf(fault, sizeof(fault), "x.csv:%s", cases[i].fault);
		apply(s, "Lan", table);
		assert_faults(&s->bench, fault);
		SAYS(s, "SELECT count(*) FROM judgement", "0");
		SAYS(s, "SELECT count(*) FROM sheet", "1");
	}
}

static void a_code_that_follows_no_grammar_is_a_fault(void **state)
{
	SCENE(s, OF_NO_CODE);

	apply(s, "Lan", HEAD "1," PHOTO ",code,code,H56,1" AT);
	assert_non_null(strstr(ph_text_get(&s->bench.faults),
		"x.csv:2:5: «code»: H56 is no dossier code: "));
	SAYS(s, "SELECT count(*) FROM judgement", "0");
}

static void every_fault_of_a_table_is_told(void **state)
{
	SCENE(s, OF_SURE_CODE);

	apply(s, "Lan",
		HEAD "1," PHOTO ",cs3,7,,1" AT "1," PHOTO ",cs7,2,,0" AT);
	assert_non_null(strstr(ph_text_get(&s->bench.faults), "x.csv:2:4: "));
	assert_non_null(strstr(ph_text_get(&s->bench.faults), "x.csv:3:6: "));
	apply(s, "Lan",
		HEAD "8," PHOTO ",cs3,2,,1" AT "9," PHOTO ",cs7,1,,1" AT);
	assert_non_null(strstr(ph_text_get(&s->bench.faults), "x.csv:2:1: "));
	assert_non_null(strstr(ph_text_get(&s->bench.faults), "x.csv:3:1: "));
	apply(s, "Lan", "sheet,field\n1,cs3\n");
	assert_non_null(strstr(ph_text_get(&s->bench.faults), "x.csv:1: "));
}

static void equal_answers_to_one_question_are_one(void **state)
{
	SCENE(s, OF_SURE_CODE);

	APPLIES(s, "Lan",
		"1," PHOTO ",cs3,2,,1" AT "1," PHOTO ",cs3,2,,1" LATER);
	counts(s, 1, 1, 0, 1);
}

static void columns_go_by_vietnamese_names_too(void **state)
{
	SCENE(s, OF_SURE_CODE);

	apply(s, "Lan",
		"Phiếu số;Ảnh;Câu hỏi;Trả lời;Mã hồ sơ;Lượt;Thời điểm\n"
		"1;" PHOTO ";cs3;2;;1;2026-09-30T10:00:00Z\n");
	assert_faults(&s->bench, "");
	counts(s, 1, 0, 0, 1);
}

/* ---- answers that are at hand ---- */

static void answers_at_hand_are_applied_as_a_table_is(void **state)
{
	SCENE(s, OF_SURE_CODE);
	struct ph_review_apply apply = apply_of(s, "Lan");
	struct ph_review_answer answer = {
		.sheet = 1,
		.photo = PHOTO,
		.field = 1,
		.answer = 2,
		.pass = 1,
		.at = "2026-09-30T10:00:00Z",
	};
	struct ph_error err;

	bench_begin(&s->bench, "tui");
	assert_true(
		ph_review_apply_answers(&apply, &answer, 1, &s->count, &err));
	answer.pass = 2;
	assert_false(
		ph_review_apply_answers(&apply, &answer, 1, &s->count, &err));
	assert_int_equal(err.code, PH_USAGE);
	answer.sheet = 9;
	assert_false(
		ph_review_apply_answers(&apply, &answer, 1, &s->count, &err));
	assert_int_equal(err.code, PH_NO_INPUT);
	apply.by = " ";
	assert_false(
		ph_review_apply_answers(&apply, &answer, 1, &s->count, &err));
	assert_int_equal(err.code, PH_USAGE);
	bench_commit(&s->bench);
	assert_int_equal(s->count.applied, 1);
	HOLDS(s, CODE " doubtful doubtful-mark 2,2,!,?,2");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_answers_of_a_form_make_one_version_of_it),
		cmocka_unit_test(a_form_stays_doubtful_while_a_mark_is),
		cmocka_unit_test(
			several_marks_are_confirmed_without_a_new_version),
		cmocka_unit_test(what_cannot_be_read_changes_no_sheet),
		cmocka_unit_test(a_code_settles_the_form),
		cmocka_unit_test(
			marks_of_a_form_without_a_code_leave_it_unread),
		cmocka_unit_test(a_form_that_carries_no_code_is_a_ballot),
		cmocka_unit_test(a_ballot_is_not_asked_for_a_code),
		cmocka_unit_test(a_code_that_the_register_lacks_is_open),
		cmocka_unit_test(a_code_that_was_read_may_be_confirmed),
		cmocka_unit_test(the_same_table_again_changes_nothing),
		cmocka_unit_test(
			what_was_never_asked_is_not_said_to_be_settled),
		cmocka_unit_test(a_clock_may_be_a_day_ahead),
		cmocka_unit_test(the_photo_again_does_not_undo_it),
		cmocka_unit_test(what_was_corrected_meanwhile_is_told_and_left),
		cmocka_unit_test(a_form_that_was_put_aside_takes_no_answer),
		cmocka_unit_test(a_second_person_who_agrees_changes_nothing),
		cmocka_unit_test(one_who_differs_opens_the_question_again),
		cmocka_unit_test(a_confirmed_pair_of_marks_is_doubted_too),
		cmocka_unit_test(of_a_code_no_one_is_right_until_a_third_says),
		cmocka_unit_test(
			a_ballot_that_a_second_finds_a_code_on_is_open),
		cmocka_unit_test(a_third_may_not_be_able_to_read_it_either),
		cmocka_unit_test(nobody_is_their_own_second),
		cmocka_unit_test(there_is_no_second_word_before_a_first),
		cmocka_unit_test(what_is_wrong_is_told_and_nothing_is_applied),
		cmocka_unit_test(a_code_that_follows_no_grammar_is_a_fault),
		cmocka_unit_test(every_fault_of_a_table_is_told),
		cmocka_unit_test(equal_answers_to_one_question_are_one),
		cmocka_unit_test(columns_go_by_vietnamese_names_too),
		cmocka_unit_test(answers_at_hand_are_applied_as_a_table_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
