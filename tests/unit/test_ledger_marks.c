/* SPDX-License-Identifier: MIT */
#include "test_ledger_place.h"

/* Three spots of one photo, and the first again by another reader. */
#define LEFT "100,100 900,110 890,1200 90,1190"
#define RIGHT "1000,100 1800,110 1790,1200 990,1190"
#define BELOW "100,1400 900,1410 890,2500 90,2490"
#define LEFT_AGAIN "108,95 905,102 893,1206 88,1196"

static const struct ph_guess sure[] = { { 2, 0.9999F }, { 1, 0.71F },
	{ PH_BLANK, 0.98F }, { PH_MULTIPLE, 0.6F } };

/* A form that was found at a place. */
static struct ph_record placed(
	unsigned part, const char *place, const char *code)
{
	struct ph_record r = scanned(1, code);

	r.part = part;
	r.place = place;
	r.marks = sure;
	if (!*code) {
		r.status = PH_STATUS_UNREAD;
		r.reason = "no-code";
	}
	return r;
}

static int64_t current(struct place *p)
{
	return place_sql(p, "SELECT count(*) FROM ratings");
}

struct heard {
	size_t count;
	struct ph_guess guess[8];
	char field[8][PH_FIELD_SIZE];
};

static bool hear(void *context, const char *field, const struct ph_guess *guess)
{
	struct heard *heard = context;

	assert_true(heard->count < 8);
	snprintf(heard->field[heard->count], PH_FIELD_SIZE, "%s", field);
	heard->guess[heard->count++] = *guess;
	return true;
}

static void what_the_reader_saw_is_kept_beside_the_answer(void **state)
{
	PLACE(p);
	struct ph_record r = placed(1, LEFT, "H56-240823-0001");
	struct heard heard = { 0 };

	(void)state;
	place_make(p);
	r.answers[1] = PH_DOUBTFUL;
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
	DOES(ph_ledger_each_mark(p->ledger, 1, hear, &heard, &p->err));
	assert_int_equal(heard.count, 4);
	for (size_t i = 0; i < 4; i++) {
		assert_string_equal(heard.field[i], p->fields.id[i]);
		assert_int_equal(heard.guess[i].answer, sure[i].answer);
		assert_true(heard.guess[i].confidence <= sure[i].confidence);
		assert_true(heard.guess[i].confidence
			    > sure[i].confidence - 0.0002F);
	}
	assert_int_equal(place_sql(p, "SELECT count(*) FROM marks"
				      " WHERE field = 'cs3' AND answer = '?'"
				      " AND guess = 1 AND code ="
				      " 'H56-240823-0001'"),
		1);
	assert_int_equal(place_sql(p, "SELECT count(*) FROM ratings"
				      " WHERE part = 1 AND place = '" LEFT "'"),
		1);
}

static void what_was_not_looked_at_has_no_mark(void **state)
{
	PLACE(p);
	struct ph_record r = placed(1, LEFT, "H56-240823-0001");
	const struct ph_guess some[] = { { 2, 0.9F }, { PH_ABSENT, 0 },
		{ PH_ABSENT, 0 }, { 0, 2.0F } };

	(void)state;
	place_make(p);
	r.marks = some;
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
	assert_int_equal(place_sql(p, "SELECT count(*) FROM mark"), 2);
	assert_int_equal(place_sql(p, "SELECT max(confidence) FROM mark"), 1);
}

/* Another reader is as sure of the same: nothing new is said. */
static void confidence_is_no_part_of_what_a_sheet_says(void **state)
{
	PLACE(p);
	struct ph_record r = placed(1, LEFT, "H56-240823-0001");

	(void)state;
	place_make(p);
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
	r.marks = NULL;
	r.part = 2;
	r.place = LEFT_AGAIN;
	assert_int_equal(offer_alone(p, &r, true), PH_SAME);
	assert_int_equal(place_sql(p, "SELECT count(*) FROM mark"), 4);
}

static void forms_without_a_code_are_told_apart_by_their_spots(void **state)
{
	PLACE(p);
	struct ph_record a = placed(1, LEFT, ""), b = placed(2, RIGHT, "");

	(void)state;
	place_make(p);
	place_begin(p, 1);
	assert_int_equal(offer(p, &a, false), PH_ADDED);
	assert_int_equal(offer(p, &b, false), PH_ADDED);
	place_commit(p);
	assert_int_equal(current(p), 2);
	/* Found in another order, a little off. */
	a.part = 2;
	a.place = LEFT_AGAIN;
	b.part = 1;
	place_begin(p, 1);
	assert_int_equal(offer(p, &b, false), PH_SAME);
	assert_int_equal(offer(p, &a, false), PH_SAME);
	place_commit(p);
	assert_int_equal(current(p), 2);
}

/* Rows of a table that does not say where the forms lie. */
static void without_spots_they_are_told_apart_by_their_number(void **state)
{
	PLACE(p);
	struct ph_record a = placed(1, NULL, ""), b = placed(2, NULL, "");

	(void)state;
	place_make(p);
	for (int round = 0; round < 2; round++) {
		place_begin(p, 1);
		assert_int_equal(
			offer(p, &a, false), round ? PH_SAME : PH_ADDED);
		assert_int_equal(
			offer(p, &b, false), round ? PH_SAME : PH_ADDED);
		place_commit(p);
	}
	assert_int_equal(current(p), 2);
}

static void a_code_goes_to_the_form_at_its_spot(void **state)
{
	PLACE(p);
	struct ph_record a = placed(1, LEFT, ""), b = placed(2, RIGHT, "");
	struct ph_record typed = placed(1, RIGHT, "H56-240823-0002");

	(void)state;
	place_make(p);
	place_begin(p, 1);
	assert_int_equal(offer(p, &a, false), PH_ADDED);
	assert_int_equal(offer(p, &b, false), PH_ADDED);
	place_commit(p);
	assert_int_equal(offer_alone(p, &typed, false), PH_DIFFERS);
	assert_int_equal(offer_alone(p, &typed, true), PH_CHANGED);
	assert_int_equal(
		place_sql(p, "SELECT replaces FROM sheet WHERE id = 3"), 2);
	assert_int_equal(current(p), 2);
	/* A run that reads less than a person knows changes nothing. */
	assert_int_equal(offer_alone(p, &b, false), PH_SAME);
	assert_int_equal(offer_alone(p, &a, false), PH_SAME);
}

static void a_form_that_is_found_later_is_one_more(void **state)
{
	PLACE(p);
	struct ph_record a = placed(1, LEFT, ""), b = placed(1, BELOW, "");
	struct ph_record c = placed(2, RIGHT, "");

	(void)state;
	place_make(p);
	place_begin(p, 1);
	assert_int_equal(offer(p, &a, false), PH_ADDED);
	place_commit(p);
	/* Its number was another form's. */
	assert_int_equal(offer_alone(p, &b, false), PH_DIFFERS);
	assert_int_equal(offer_alone(p, &b, true), PH_ADDED);
	assert_int_equal(offer_alone(p, &c, true), PH_ADDED);
	assert_int_equal(current(p), 3);
	for (int round = 0; round < 2; round++) {
		assert_int_equal(offer_alone(p, &c, round), PH_SAME);
		assert_int_equal(offer_alone(p, &a, round), PH_SAME);
		assert_int_equal(offer_alone(p, &b, round), PH_SAME);
	}
}

/* A copy beside its original: two pieces of paper, to be settled. */
static void one_code_twice_in_a_photo_is_two_sheets(void **state)
{
	PLACE(p);
	struct ph_record a = placed(1, LEFT, "H56-240823-0001");
	struct ph_record b = placed(2, RIGHT, "H56-240823-0001");

	(void)state;
	place_make(p);
	b.answers[0] = 0;
	for (int round = 0; round < 2; round++) {
		place_begin(p, 1);
		assert_int_equal(
			offer(p, &a, false), round ? PH_SAME : PH_ADDED);
		assert_int_equal(
			offer(p, &b, false), round ? PH_SAME : PH_ADDED);
		place_commit(p);
	}
	assert_int_equal(current(p), 2);
}

static void a_correction_stays_where_its_form_lies(void **state)
{
	PLACE(p);
	struct ph_record r = placed(2, RIGHT, "H56-240823-0001");

	(void)state;
	place_make(p);
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
	r.answers[0] = 0;
	r.part = 0;
	r.place = NULL;
	r.marks = NULL;
	assert_int_equal(offer_alone(p, &r, true), PH_CHANGED);
	assert_int_equal(
		place_sql(p, "SELECT count(*) FROM ratings WHERE part = 2"
			     " AND place = '" RIGHT "' AND cs1 = 0"),
		1);
}

static bool say(void *context, const struct ph_placed_row *row)
{
	char text[8];

	return ph_text_appendf(context, "%d %s %u.%u %s %s %s %s\n",
		(int)row->sheet, row->path, row->page, row->part, row->form,
		row->code, ph_status_name(row->status),
		ph_answer_format(row->answers[0], text));
}

static void placed_forms_are_told_as_they_are_now(void **state)
{
	PLACE(p);
	PH_AUTO(ph_text_release) struct ph_text text = { 0 };
	struct ph_record a = placed(1, LEFT, ""), b = placed(2, RIGHT, "");
	struct ph_record other = scanned(2, "H56-240823-0009");

	(void)state;
	place_make(p);
	place_begin(p, 1);
	assert_int_equal(offer(p, &a, false), PH_ADDED);
	assert_int_equal(offer(p, &b, false), PH_ADDED);
	assert_int_equal(offer(p, &other, false), PH_ADDED);
	place_commit(p);
	b.code = "H56-240823-0001";
	b.status = PH_STATUS_READ;
	b.answers[0] = PH_DOUBTFUL;
	assert_int_equal(offer_alone(p, &b, true), PH_CHANGED);
	DOES(ph_ledger_each_placed(
		p->ledger, a.sha256, &p->fields, say, &text, &p->err));
	assert_string_equal(ph_text_get(&text),
		"1 photos/a.jpg 1.1 h56  unread 2\n"
		"4 photos/a.jpg 1.2 h56 H56-240823-0001 read ?\n");
	ph_text_clear(&text);
	DOES(ph_ledger_each_placed(
		p->ledger, other.sha256, &p->fields, say, &text, &p->err));
	assert_string_equal(ph_text_get(&text), "");
	DOES(ph_ledger_each_placed(
		p->ledger, NULL, &p->fields, say, &text, &p->err));
	assert_true(text.length > 0);
}

static void a_photo_is_of_the_day_on_which_it_came(void **state)
{
	PLACE(p);
	struct ph_record r = placed(1, LEFT, "H56-240823-0001");
	const uint8_t unknown[8] = { 9 };
	ph_date day;

	(void)state;
	place_make(p);
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
	DOES(ph_ledger_photo_day(p->ledger, r.sha256, 8, &day, &p->err));
	assert_int_equal(day, ph_date_today());
	DOES(ph_ledger_photo_day(p->ledger, unknown, 8, &day, &p->err));
	assert_int_equal(day, PH_NO_DATE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_the_reader_saw_is_kept_beside_the_answer),
		cmocka_unit_test(what_was_not_looked_at_has_no_mark),
		cmocka_unit_test(confidence_is_no_part_of_what_a_sheet_says),
		cmocka_unit_test(
			forms_without_a_code_are_told_apart_by_their_spots),
		cmocka_unit_test(
			without_spots_they_are_told_apart_by_their_number),
		cmocka_unit_test(a_code_goes_to_the_form_at_its_spot),
		cmocka_unit_test(a_form_that_is_found_later_is_one_more),
		cmocka_unit_test(one_code_twice_in_a_photo_is_two_sheets),
		cmocka_unit_test(a_correction_stays_where_its_form_lies),
		cmocka_unit_test(placed_forms_are_told_as_they_are_now),
		cmocka_unit_test(a_photo_is_of_the_day_on_which_it_came),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
