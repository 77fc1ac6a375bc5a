/* SPDX-License-Identifier: MIT */
/* The trail: which facts it tells, in which order, and what it says of each. */
#include "test_ledger_place.h"

#include <phieu/trail.h>

#define TRAIL(...)                                                \
	&(const struct ph_trail_query)                            \
	{                                                         \
		.from = PH_NO_DATE, .to = PH_NO_DATE, __VA_ARGS__ \
	}

/* What was told, a line a change. */
struct told {
	struct ph_text text;
	size_t events, pauses, limit;
	struct place *place; /* that another writes into at the first pause */
};

static void told_release(struct told *told)
{
	ph_text_release(&told->text);
}
PH_CLEANUP_VALUE(struct told, told_release)

static bool hear(void *context, const struct ph_event *event)
{
	struct told *told = context;

	told->events++;
	if (told->limit)
		return told->events < told->limit;
	if (!ph_text_appendf(&told->text, "%d %s", (int)event->batch,
		    ph_event_kind_name(event->kind)))
		fail();
	if (event->sheet
		&& !ph_text_appendf(&told->text, " %d", (int)event->sheet))
		fail();
	if (event->replaces
		&& !ph_text_appendf(
			&told->text, " of %d", (int)event->replaces))
		fail();
	if (event->replaced_by
		&& !ph_text_appendf(
			&told->text, " now %d", (int)event->replaced_by))
		fail();
	for (size_t i = 0; i < event->change_count; i++) {
		const struct ph_change *change = &event->changes[i];

		if (!ph_text_appendf(&told->text, " %s:%s>%s", change->field,
			    change->before ? change->before : "-",
			    change->after ? change->after : "-"))
			fail();
	}
	if (!ph_text_puts(&told->text, "\n"))
		fail();
	return true;
}

static void tells(
	struct place *p, const struct ph_trail_query *query, const char *wanted)
{
	PH_AUTO(told_release) struct told told = { 0 };

	DOES(ph_ledger_each_event(
		p->ledger, query, hear, NULL, &told, &p->err));
	assert_string_equal(ph_text_get(&told.text), wanted);
}

static void judge(struct place *p, int64_t sheet, const char *field,
	int8_t answer, int64_t result)
{
	struct ph_judgement said = {
		.sheet = sheet,
		.field = field,
		.answer = answer,
		.pass = 1,
		.by = "Lan",
		.at = "2026-09-30T17:30:00Z",
		.result = result,
	};
	enum ph_added added;

	DOES(ph_ledger_add_judgement(p->ledger, &said, &added, &p->err));
	assert_int_equal(added, PH_ADDED);
}

static void load_dossier(struct place *p, const char *code, const char *officer)
{
	struct ph_dossier dossier = { .code = code,
		.officer = officer,
		.received = PH_NO_DATE,
		.due = PH_NO_DATE,
		.returned = PH_NO_DATE };
	enum ph_added added;

	place_begin(p, 1);
	DOES(ph_ledger_add_dossier(p->ledger, &dossier, &added, &p->err));
	place_commit(p);
}

static void facts_come_batch_by_batch_whatever_their_table(void **state)
{
	PLACE(p);
	struct ph_record r = keyed("H56-240823-0001", "A");

	(void)state;
	place_make(p);
	place_begin(p, 1);
	DOES(ph_ledger_set(p->ledger, "unit", "U", &p->err));
	place_commit(p);
	offer_alone(p, &r, false);
	load_dossier(p, "H56-240823-0001", "A");
	place_begin(p, 1);
	DOES(ph_ledger_set(p->ledger, "unit", "V", &p->err));
	place_commit(p);
	tells(p, TRAIL(.batch = 0),
		"1 setting unit:->U\n"
		"2 sheet 1 channel:->keyed status:->read officer:->A cs1:->2"
		" cs3:->2 cs4:->2 cs7:->2\n"
		"3 dossier officer:->A\n"
		"4 setting unit:U>V\n");
}

static void of_a_correction_only_what_changed_is_told(void **state)
{
	PLACE(p);
	struct ph_record r = scanned(7, "H56-240823-0001");

	(void)state;
	place_make(p);
	r.answers[0] = PH_DOUBTFUL;
	r.answers[1] = PH_ABSENT;
	offer_alone(p, &r, false);
	r.answers[0] = 1;
	r.answers[1] = PH_BLANK;
	r.answers[2] = PH_MULTIPLE;
	assert_int_equal(offer_alone(p, &r, true), PH_CHANGED);
	tells(p, TRAIL(.batch = 2),
		"2 sheet 2 of 1 cs1:?>1 cs3:->"
		" cs4:2>!\n");
	tells(p, TRAIL(.batch = 1),
		"1 sheet 1 now 2 channel:->scan code_from:->qr status:->read"
		" form:->h56 cs1:->? cs4:->2 cs7:->2\n");
}

static void a_form_is_told_whole_by_any_of_its_versions(void **state)
{
	PLACE(p);
	struct ph_record r = scanned(7, "H56-240823-0001");
	struct ph_record other = scanned(8, "H56-240823-0002");
	static const char whole[] =
		"1 sheet 1 now 3 channel:->scan code_from:->qr status:->read"
		" form:->h56 cs1:->2 cs3:->2 cs4:->2 cs7:->2\n"
		"3 sheet 3 of 1 now 4 cs1:2>0\n"
		"4 sheet 4 of 3 cs1:0>1\n";

	(void)state;
	place_make(p);
	offer_alone(p, &r, false);
	offer_alone(p, &other, false);
	r.answers[0] = 0;
	offer_alone(p, &r, true);
	r.answers[0] = 1;
	offer_alone(p, &r, true);
	tells(p, TRAIL(.of = PH_TRAIL_SHEET, .sheet = 1), whole);
	tells(p, TRAIL(.of = PH_TRAIL_SHEET, .sheet = 3), whole);
	tells(p, TRAIL(.of = PH_TRAIL_SHEET, .sheet = 4), whole);
	tells(p, TRAIL(.of = PH_TRAIL_CODE, .text = "H56-240823-0001"), whole);
	tells(p, TRAIL(.of = PH_TRAIL_PATH, .text = "photos/a.jpg", .batch = 3),
		"3 sheet 3 of 1 now 4 cs1:2>0\n");
}

static void a_form_whose_code_was_mended_is_of_both_dossiers(void **state)
{
	PLACE(p);
	struct ph_record r = scanned(7, "");
	static const char whole[] = "2 sheet 2 of 1 code:->H56-240823-0001"
				    " code_from:->qr\n";

	(void)state;
	place_make(p);
	offer_alone(p, &r, false);
	r.code = "H56-240823-0001";
	r.code_from = PH_FROM_QR;
	offer_alone(p, &r, true);
	tells(p,
		TRAIL(.of = PH_TRAIL_CODE, .text = "H56-240823-0001",
			.batch = 2),
		whole);
	r.code = "H56-240823-0002";
	offer_alone(p, &r, true);
	tells(p,
		TRAIL(.of = PH_TRAIL_CODE, .text = "H56-240823-0001",
			.batch = 3),
		"3 sheet 3 of 2 code:H56-240823-0001>H56-240823-0002\n");
	tells(p,
		TRAIL(.of = PH_TRAIL_CODE, .text = "H56-240823-0002",
			.batch = 2),
		"2 sheet 2 of 1 now 3 code:->H56-240823-0001 code_from:->qr\n");
}

static void a_photo_is_found_by_the_start_of_its_hash(void **state)
{
	PLACE(p);
	struct ph_record r = scanned(7, "H56-240823-0001");
	const uint8_t seven[] = { 7, 0 }, six[] = { 6 };
	bool known;

	(void)state;
	place_make(p);
	offer_alone(p, &r, false);
	DOES(ph_ledger_trail_known(p->ledger,
		TRAIL(.of = PH_TRAIL_PHOTO, .sha256 = seven, .length = 2),
		&known, &p->err));
	assert_true(known);
	DOES(ph_ledger_trail_known(p->ledger,
		TRAIL(.of = PH_TRAIL_PHOTO, .sha256 = six, .length = 1), &known,
		&p->err));
	assert_false(known);
	tells(p, TRAIL(.of = PH_TRAIL_PHOTO, .sha256 = six, .length = 1), "");
}

static bool hear_photo(void *context, const struct ph_event *event)
{
	struct told *told = context;

	if (event->kind == PH_EVENT_SHEET)
		return ph_text_appendf(&told->text, "sheet %s %d\n",
			event->path, event->sha256[0]);
	return ph_text_appendf(
		&told->text, "%s\n", ph_event_kind_name(event->kind));
}

static void a_purged_photo_keeps_its_hash_and_tells_of_the_purge(void **state)
{
	PLACE(p);
	PH_AUTO(told_release) struct told told = { 0 };
	struct ph_record r = scanned(7, "H56-240823-0001");
	const struct ph_trail_query *query =
		TRAIL(.of = PH_TRAIL_SHEET, .sheet = 1);
	int64_t paths;

	(void)state;
	place_make(p);
	offer_alone(p, &r, false);
	DOES(ph_ledger_each_event(
		p->ledger, query, hear_photo, NULL, &told, &p->err));
	place_begin(p, 1);
	DOES(ph_ledger_purge(p->ledger, ph_date_today() + 1, &paths, &p->err));
	place_commit(p);
	r = scanned(8, "H56-240823-0002");
	offer_alone(p, &r, false);
	DOES(ph_ledger_each_event(
		p->ledger, query, hear_photo, NULL, &told, &p->err));
	assert_string_equal(ph_text_get(&told.text),
		"sheet photos/a.jpg 7\nsheet  7\npurge\n");
	ph_text_clear(&told.text);
	DOES(ph_ledger_each_event(p->ledger,
		TRAIL(.of = PH_TRAIL_SHEET, .sheet = 2), hear_photo, NULL,
		&told, &p->err));
	assert_string_equal(ph_text_get(&told.text), "sheet photos/a.jpg 8\n");
}

static void a_persons_word_is_told_with_what_stood_there(void **state)
{
	PLACE(p);
	struct ph_record r = scanned(7, "H56-240823-0001");

	(void)state;
	place_make(p);
	r.answers[1] = PH_DOUBTFUL;
	offer_alone(p, &r, false);
	r.answers[1] = 1;
	place_begin(p, 1);
	assert_int_equal(offer(p, &r, true), PH_CHANGED);
	judge(p, 1, "cs3", 1, 2);
	place_commit(p);
	place_begin(p, 1);
	DOES(ph_ledger_add_decision(
		p->ledger, 2, "counts", "Lan", "", &p->err));
	DOES(ph_ledger_add_decision(
		p->ledger, 2, "excluded", "Mai", "", &p->err));
	place_commit(p);
	tells(p, TRAIL(.of = PH_TRAIL_SHEET, .sheet = 2, .batch = 2),
		"2 judgement 1 now 2 cs3:?>1\n"
		"2 sheet 2 of 1 cs3:?>1\n");
	tells(p, TRAIL(.of = PH_TRAIL_SHEET, .sheet = 2, .batch = 3),
		"3 decision 2 verdict:->counts\n"
		"3 decision 2 verdict:counts>excluded\n");
}

static bool hear_person(void *context, const struct ph_event *event)
{
	struct told *told = context;

	return ph_text_appendf(
		&told->text, "%s %s\n", event->by, event->said_at);
}

static void what_was_seen_is_told_with_how_sure_it_was(void **state)
{
	PLACE(p);
	struct ph_record r = scanned(7, "H56-240823-0001");
	struct ph_guess seen[] = { { 2, 1 }, { 1, 0.5125F },
		{ PH_BLANK, 0.00019F }, { PH_MULTIPLE, 0 } };

	(void)state;
	place_make(p);
	r.marks = seen;
	r.answers[1] = PH_DOUBTFUL;
	offer_alone(p, &r, false);
	r.answers[1] = 0;
	offer_alone(p, &r, true);
	tells(p, TRAIL(.batch = 0),
		"1 sheet 1 now 2 channel:->scan code_from:->qr status:->read"
		" form:->h56 cs1:->2 cs3:->? cs4:->2 cs7:->2"
		" marks:->cs1=2@1 cs3=1@0.5125 cs4=@0.0001 cs7=!@0\n"
		"2 sheet 2 of 1 cs3:?>0\n");
}

static void the_person_is_the_facts_else_the_batchs(void **state)
{
	PLACE(p);
	PH_AUTO(told_release) struct told told = { 0 };
	struct ph_record r = scanned(7, "H56-240823-0001");

	(void)state;
	place_make(p);
	DOES(ph_ledger_set_person(p->ledger, "Minh", &p->err));
	place_begin(p, 1);
	offer(p, &r, false);
	judge(p, 1, "cs1", 2, 0);
	place_commit(p);
	DOES(ph_ledger_each_event(p->ledger, TRAIL(.batch = 0), hear_person,
		NULL, &told, &p->err));
	assert_string_equal(
		ph_text_get(&told.text), "Lan 2026-10-01 00:30:00\nMinh \n");
}

static void an_officer_has_what_was_his_too(void **state)
{
	PLACE(p);
	struct ph_record his = keyed("H56-240823-0001", ""),
			 others = keyed("H56-240823-0002", ""),
			 keyed_on = keyed("H56-240823-0003", "A");

	(void)state;
	place_make(p);
	load_dossier(p, his.code, "A");
	load_dossier(p, others.code, "B");
	load_dossier(p, his.code, "B");
	offer_alone(p, &his, false);
	offer_alone(p, &others, false);
	offer_alone(p, &keyed_on, false);
	tells(p, TRAIL(.of = PH_TRAIL_OFFICER, .text = "A"),
		"1 dossier officer:->A\n"
		"3 dossier officer:A>B\n"
		"4 sheet 1 channel:->keyed status:->read cs1:->2 cs3:->2"
		" cs4:->2 cs7:->2\n"
		"6 sheet 3 channel:->keyed status:->read officer:->A cs1:->2"
		" cs3:->2 cs4:->2 cs7:->2\n");
}

static void days_and_batches_narrow_a_trail(void **state)
{
	PLACE(p);
	struct ph_record r = keyed("H56-240823-0001", "");
	ph_date today = ph_date_today();
	bool known;

	(void)state;
	place_make(p);
	offer_alone(p, &r, false);
	tells(p,
		&(const struct ph_trail_query){ .of = PH_TRAIL_SHEET,
			.sheet = 1,
			.from = today + 1,
			.to = PH_NO_DATE },
		"");
	tells(p,
		&(const struct ph_trail_query){
			.from = PH_NO_DATE, .to = today - 1 },
		"");
	DOES(ph_ledger_trail_known(
		p->ledger, TRAIL(.batch = 2), &known, &p->err));
	assert_false(known);
	tells(p, TRAIL(.batch = 2), "");
}

static bool count_facts(void *context, const struct ph_batch_row *row)
{
	struct told *told = context;

	if (!ph_text_appendf(&told->text, "%d %s %s:", (int)row->batch,
		    row->command, row->source))
		fail();
	for (size_t i = 0; i < PH_EVENT_KINDS; i++)
		if (row->facts[i]
			&& !ph_text_appendf(&told->text, " %d %s",
				(int)row->facts[i], ph_event_kind_name(i)))
			fail();
	return ph_text_puts(&told->text, "\n");
}

static void batches_are_counted_by_kind(void **state)
{
	PLACE(p);
	PH_AUTO(told_release) struct told told = { 0 };
	struct ph_record r = keyed("H56-240823-0001", "");

	(void)state;
	place_make(p);
	offer_alone(p, &r, false);
	place_begin(p, 1);
	for (int i = 0; i < 37; i++) {
		r.date = i;
		offer(p, &r, false);
	}
	judge(p, 30, "cs1", 2, 0);
	place_commit(p);
	load_dossier(p, r.code, "A");
	r.date = 99;
	offer_alone(p, &r, false);
	DOES(ph_ledger_each_batch(
		p->ledger, TRAIL(.batch = 0), count_facts, &told, &p->err));
	assert_string_equal(ph_text_get(&told.text),
		"1 import a.csv: 1 sheet\n"
		"2 import a.csv: 1 judgement 37 sheet\n"
		"3 import a.csv: 1 dossier\n"
		"4 import a.csv: 1 sheet\n");
	ph_text_clear(&told.text);
	DOES(ph_ledger_each_batch(
		p->ledger, TRAIL(.batch = 2), count_facts, &told, &p->err));
	assert_string_equal(ph_text_get(&told.text),
		"2 import a.csv: 1 judgement 37 sheet\n");
}

/* Another process writes while the reader of the trail takes its time. */
static bool write_meanwhile(void *context)
{
	struct told *told = context;
	struct place *p = told->place;
	struct ph_ledger *mine = p->ledger;
	struct ph_record r = keyed("H56-240823-0009", "");

	if (!told->pauses++) {
		DOES(ph_ledger_open(
			&p->ledger, p->file, PH_LEDGER_WRITE, &p->err));
		ph_ledger_set_wait(p->ledger, 0);
		assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
		place_close(p);
	}
	p->ledger = mine;
	return true;
}

static void a_slow_reader_holds_no_writer_up(void **state)
{
	PLACE(p);
	PH_AUTO(told_release) struct told told = { .limit = SIZE_MAX };
	struct ph_record r = keyed("H56-240823-0001", "");
	size_t facts = 2 * PH_EVENTS_PAGE + 10;

	(void)state;
	place_make(p);
	place_begin(p, 1);
	for (size_t i = 0; i < facts; i++) {
		r.date = (ph_date)i;
		offer(p, &r, false);
	}
	place_commit(p);
	place_open(p, PH_LEDGER_READ);
	DOES(ph_ledger_snapshot(p->ledger, &p->err));
	told.place = p;
	DOES(ph_ledger_each_event(p->ledger, TRAIL(.batch = 0), hear,
		write_meanwhile, &told, &p->err));
	assert_int_equal(told.pauses, 2);
	assert_int_equal(told.events, facts); /* not what came meanwhile */
	told.events = 0;
	DOES(ph_ledger_each_event(p->ledger,
		TRAIL(.of = PH_TRAIL_CODE, .text = r.code), hear,
		write_meanwhile, &told, &p->err));
	assert_int_equal(told.events, facts);
	assert_int_equal(told.pauses, 4);
}

static void a_trail_stops_when_it_is_told_to(void **state)
{
	PLACE(p);
	PH_AUTO(told_release) struct told told = { .limit = 2 };
	struct ph_record r = keyed("H56-240823-0001", "");

	(void)state;
	place_make(p);
	for (int i = 0; i < 4; i++) {
		r.date = i;
		offer_alone(p, &r, false);
	}
	DOES(ph_ledger_each_event(
		p->ledger, TRAIL(.batch = 0), hear, NULL, &told, &p->err));
	assert_int_equal(told.events, 2);
	place_begin(p, 1); /* no statement is left open that would hinder it */
	place_commit(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			facts_come_batch_by_batch_whatever_their_table),
		cmocka_unit_test(of_a_correction_only_what_changed_is_told),
		cmocka_unit_test(a_form_is_told_whole_by_any_of_its_versions),
		cmocka_unit_test(
			a_form_whose_code_was_mended_is_of_both_dossiers),
		cmocka_unit_test(a_photo_is_found_by_the_start_of_its_hash),
		cmocka_unit_test(
			a_purged_photo_keeps_its_hash_and_tells_of_the_purge),
		cmocka_unit_test(a_persons_word_is_told_with_what_stood_there),
		cmocka_unit_test(what_was_seen_is_told_with_how_sure_it_was),
		cmocka_unit_test(the_person_is_the_facts_else_the_batchs),
		cmocka_unit_test(an_officer_has_what_was_his_too),
		cmocka_unit_test(days_and_batches_narrow_a_trail),
		cmocka_unit_test(batches_are_counted_by_kind),
		cmocka_unit_test(a_slow_reader_holds_no_writer_up),
		cmocka_unit_test(a_trail_stops_when_it_is_told_to),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
