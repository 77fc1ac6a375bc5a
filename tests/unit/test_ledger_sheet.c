/* SPDX-License-Identifier: MIT */
#include "test_ledger_seen.h"

static void a_row_is_read_as_it_was_added(void **state)
{
	PLACE(p);
	PH_AUTO(ph_text_release) struct ph_text code = { 0 };
	struct ph_record r = keyed("H56.14-240823-0001", "cb1");
	struct seen seen;

	(void)state;
	place_make(p);
	r.answers[0] = 0;
	r.answers[1] = PH_BLANK;
	r.answers[2] = PH_DOUBTFUL;
	r.answers[3] = PH_MULTIPLE;
	r.date = ph_date_make(2026, 9, 30);
	r.box = "H1";
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
	read_sheets(p, INT64_MAX, &p->fields, &seen);
	assert_int_equal(seen.count, 1);
	assert_memory_equal(seen.rows[0].answers, r.answers, 4);
	assert_int_equal(seen.rows[0].answers[4], PH_ABSENT);
	assert_int_equal(seen.rows[0].date, r.date);
	assert_int_equal(seen.rows[0].channel, PH_CHANNEL_KEYED);
	assert_int_equal(seen.rows[0].status, PH_STATUS_READ);
	assert_int_equal(seen.rows[0].code_from, PH_FROM_NONE);
	assert_int_equal(seen.rows[0].replaces, 0);
	assert_int_equal(seen.rows[0].photo_id, 0);
	assert_string_equal(seen.officers[0], "cb1");
	assert_string_equal(seen.boxes[0], "H1");
	assert_true(ph_date_today() - seen.rows[0].entered <= 1);
	DOES(ph_ledger_code(p->ledger, seen.rows[0].code_id, &code, &p->err));
	assert_string_equal(ph_text_get(&code), "H56.14-240823-0001");
}

static void a_photo_is_read_as_it_was_added(void **state)
{
	static const enum ph_code_from froms[] = { PH_FROM_NONE, PH_FROM_QR,
		PH_FROM_CODE128, PH_FROM_CODE39, PH_FROM_BOTH };
	static const enum ph_status statuses[] = { PH_STATUS_UNREAD,
		PH_STATUS_READ, PH_STATUS_DOUBTFUL, PH_STATUS_READ,
		PH_STATUS_READ };
	PLACE(p);
	struct seen seen;

	(void)state;
	place_make(p);
	place_begin(p, 1);
	for (uint8_t i = 0; i < 5; i++) {
		struct ph_record r = scanned(i + 1, i ? "H56-240823-0001" : "");

		r.code_from = froms[i];
		r.status = statuses[i];
		assert_int_equal(offer(p, &r, false), PH_ADDED);
	}
	place_commit(p);
	read_sheets(p, INT64_MAX, &p->fields, &seen);
	assert_int_equal(seen.count, 5);
	for (size_t i = 0; i < 5; i++) {
		assert_int_equal(seen.rows[i].channel, PH_CHANNEL_SCAN);
		assert_int_equal(seen.rows[i].code_from, froms[i]);
		assert_int_equal(seen.rows[i].status, statuses[i]);
		assert_int_equal(seen.rows[i].photo_id, i + 1);
		assert_int_equal(seen.rows[i].code_id, i ? 1 : 0);
	}
}

static void the_same_row_again_changes_nothing(void **state)
{
	PLACE(p);
	struct ph_record r = keyed("H56.14-240823-0001", "cb1");

	(void)state;
	place_make(p);
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
	assert_int_equal(offer_alone(p, &r, false), PH_SAME);
	assert_int_equal(offer_alone(p, &r, true), PH_SAME);
	place_open(p, PH_LEDGER_WRITE);
	assert_int_equal(offer_alone(p, &r, false), PH_SAME);
}

/* Each says something else than the first, though some share their bytes when
 * they are put in a row. */
static void a_row_that_differs_in_anything_is_another(void **state)
{
	PLACE(p);
	struct ph_record first = keyed("H56-240823-0001", "cb1"), r;
	char lengthy[400];

	(void)state;
	place_make(p);
	place_begin(p, 1);
	assert_int_equal(offer(p, &first, false), PH_ADDED);
#define OFFER(change)                                            \
	do {                                                     \
		r = first;                                       \
		change;                                          \
		assert_int_equal(offer(p, &r, false), PH_ADDED); \
		assert_int_equal(offer(p, &r, false), PH_SAME);  \
	} while (0)
	OFFER(r.code = "H56-240823-0002");
	OFFER(r.officer = "cb2");
	OFFER(r.officer = "");
	OFFER(r.box = "cb1"; r.officer = NULL);
	OFFER(r.serial = "cb1"; r.officer = NULL);
	OFFER(r.box = "cb"; r.officer = "1");
	OFFER(r.channel = PH_CHANNEL_ONLINE);
	OFFER(r.date = 0);
	OFFER(r.date = 1);
	OFFER(r.answers[0] = 1);
	OFFER(r.answers[0] = PH_ABSENT);
	OFFER(r.answers[0] = PH_BLANK);
	OFFER(r.answers[0] = PH_DOUBTFUL);
	OFFER(r.answers[0] = PH_MULTIPLE);
	memset(lengthy, 'x', sizeof(lengthy));
	lengthy[399] = '\0';
	OFFER(r.serial = lengthy);
	lengthy[398] = '\0';
	OFFER(r.serial = lengthy);
	lengthy[255] = '\0';
	OFFER(r.serial = lengthy);
	lengthy[254] = '\0';
	OFFER(r.serial = lengthy);
#undef OFFER
	place_commit(p);
}

static void equal_ballots_without_a_code_are_counted_once_a_file(void **state)
{
	PLACE(p);
	struct ph_record r = keyed("", "cb1");
	static const struct {
		uint8_t source;
		int ballots;
		enum ph_added expected[3];
	} imports[] = {
		{ 1, 2, { PH_ADDED, PH_ADDED } },
		{ 1, 2, { PH_SAME, PH_SAME } },
		{ 2, 3, { PH_REPEATED, PH_REPEATED, PH_ADDED } },
		{ 2, 3, { PH_REPEATED, PH_REPEATED, PH_SAME } },
		{ 1, 3, { PH_SAME, PH_SAME, PH_REPEATED } },
		{ 0, 1, { PH_REPEATED } },
	};

	(void)state;
	place_make(p);
	for (size_t i = 0; i < sizeof(imports) / sizeof(imports[0]); i++) {
		place_begin(p, imports[i].source);
		for (int j = 0; j < imports[i].ballots; j++)
			assert_int_equal(
				offer(p, &r, false), imports[i].expected[j]);
		place_commit(p);
	}
	assert_int_equal(place_sql(p, "SELECT count(*) FROM sheet"), 3);
}

static void a_serial_tells_equal_ballots_apart(void **state)
{
	PLACE(p);
	struct ph_record r = keyed("", "cb1");

	(void)state;
	place_make(p);
	r.serial = "1";
	place_begin(p, 1);
	assert_int_equal(offer(p, &r, false), PH_ADDED);
	place_commit(p);
	r.serial = "2";
	place_begin(p, 2);
	assert_int_equal(offer(p, &r, false), PH_ADDED);
	place_commit(p);
}

static void many_ballots_without_a_code_keep_their_numbers(void **state)
{
	PLACE(p);
	struct ph_record r = keyed("", "cb1");
	enum {
		BALLOTS = 5000
	};

	(void)state;
	place_make(p);
	for (int round = 0; round < 2; round++) {
		place_begin(p, 1);
		for (int i = 0; i < BALLOTS; i++) {
			r.date = i % (BALLOTS / 2);
			assert_int_equal(offer(p, &r, false),
				round ? PH_SAME : PH_ADDED);
		}
		place_commit(p);
	}
}

static void sheets_are_read_as_of_a_batch(void **state)
{
	PLACE(p);
	struct ph_record r = keyed("H56-240823-0001", "cb1");
	struct seen seen;
	int64_t first;

	(void)state;
	place_make(p);
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
	first = ph_ledger_batch(p->ledger);
	r.officer = "cb2";
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
	read_sheets(p, first, &p->fields, &seen);
	assert_int_equal(seen.count, 1);
	assert_string_equal(seen.officers[0], "cb1");
	read_sheets(p, 0, &p->fields, &seen);
	assert_int_equal(seen.count, 0);
	read_sheets(p, INT64_MAX, &p->fields, &seen);
	assert_int_equal(seen.count, 2);
}

static void codes_are_numbered_from_one_without_gaps(void **state)
{
	PLACE(p);
	static const char *const codes[] = { "A", "B", "A", "C", "B", "D" };
	static const int64_t ids[] = { 1, 2, 1, 3, 2, 4 };
	PH_AUTO(ph_text_release) struct ph_text text = { 0 };
	int64_t id;

	(void)state;
	place_make(p);
	place_begin(p, 1);
	for (size_t i = 0; i < 6; i++) {
		struct ph_record r = keyed(codes[i], "cb1");

		r.date = (ph_date)i;
		assert_int_equal(offer(p, &r, false), PH_ADDED);
		DOES(ph_ledger_code_find(p->ledger, codes[i], &id, &p->err));
		assert_int_equal(id, ids[i]);
	}
	place_commit(p);
	DOES(ph_ledger_code_max(p->ledger, &id, &p->err));
	assert_int_equal(id, 4);
	DOES(ph_ledger_code_find(p->ledger, "E", &id, &p->err));
	assert_int_equal(id, 0);
	DOES(ph_ledger_code_find(p->ledger, "", &id, &p->err));
	assert_int_equal(id, 0);
	REFUSES(ph_ledger_code(p->ledger, 5, &text, &p->err), PH_NO_INPUT,
		"no code has the number 5");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_row_is_read_as_it_was_added),
		cmocka_unit_test(a_photo_is_read_as_it_was_added),
		cmocka_unit_test(the_same_row_again_changes_nothing),
		cmocka_unit_test(a_row_that_differs_in_anything_is_another),
		cmocka_unit_test(
			equal_ballots_without_a_code_are_counted_once_a_file),
		cmocka_unit_test(a_serial_tells_equal_ballots_apart),
		cmocka_unit_test(
			many_ballots_without_a_code_keep_their_numbers),
		cmocka_unit_test(sheets_are_read_as_of_a_batch),
		cmocka_unit_test(codes_are_numbered_from_one_without_gaps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
