/* SPDX-License-Identifier: MIT */
#include "test_ledger_seen.h"

static void a_new_field_gets_a_column_and_a_name(void **state)
{
	PLACE(p);
	struct ph_record r = keyed("H56-240823-0001", "cb1");
	struct ph_fields more = { 3, { "hl", "cs1", "odd \"id" } };
	struct ph_fields asked = { 3, { "unknown", "hl", "cs7" } };
	struct seen seen;

	(void)state;
	place_make(p);
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
	place_begin(p, 1);
	memcpy(r.answers, (int8_t[]){ 1, 0, PH_BLANK }, 3);
	p->fields = more;
	assert_int_equal(offer(p, &r, false), PH_ADDED);
	place_commit(p);
	assert_int_equal(
		place_sql(p, "SELECT cs1 * 100 + cs3 * 10 + (hl IS NULL)"
			     " FROM ratings WHERE sheet = 1"),
		221);
	assert_int_equal(
		place_sql(p, "SELECT cs1 * 100 + (cs3 IS NULL) * 10 + hl"
			     " FROM ratings WHERE sheet = 2"
			     " AND \"odd \"\"id\" = ''"),
		11);
	read_sheets(p, INT64_MAX, &asked, &seen);
	assert_int_equal(seen.rows[0].answers[0], PH_ABSENT);
	assert_int_equal(seen.rows[0].answers[1], PH_ABSENT);
	assert_int_equal(seen.rows[0].answers[2], 2);
	assert_int_equal(seen.rows[1].answers[1], 1);
	assert_int_equal(seen.rows[1].answers[2], PH_ABSENT);
}

static void the_order_of_the_fields_does_not_matter(void **state)
{
	PLACE(p);
	struct ph_record r = keyed("H56-240823-0001", "cb1");

	(void)state;
	place_make(p);
	memcpy(r.answers, (int8_t[]){ 0, 1, 2, 1 }, 4);
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
	p->fields = (struct ph_fields){ 4, { "cs7", "cs4", "cs3", "cs1" } };
	memcpy(r.answers, (int8_t[]){ 1, 2, 1, 0 }, 4);
	assert_int_equal(offer_alone(p, &r, false), PH_SAME);
}

static void a_seventeenth_field_is_refused(void **state)
{
	PLACE(p);
	struct ph_record r = keyed("H56-240823-0001", "cb1");
	struct ph_fields many = { .count = PH_FIELDS_MAX };
	enum ph_added added;

	(void)state;
	place_make(p);
	for (int i = 0; i < PH_FIELDS_MAX; i++)
		snprintf(many.id[i], PH_FIELD_SIZE, "q%d", i);
	p->fields = many;
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
	snprintf(many.id[0], PH_FIELD_SIZE, "other");
	place_begin(p, 1);
	REFUSES(ph_ledger_add_sheet(
			p->ledger, &r, &many, false, &added, &p->err),
		PH_CONFIG, "other would be question 17");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_new_field_gets_a_column_and_a_name),
		cmocka_unit_test(the_order_of_the_fields_does_not_matter),
		cmocka_unit_test(a_seventeenth_field_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
