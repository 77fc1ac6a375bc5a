/* SPDX-License-Identifier: MIT */
#include "test_ledger_place.h"

static bool say_closing(void *context, const struct ph_closing *c)
{
	return ph_text_appendf(context, "%d|%s|%d|%d|%s|%d|%d|%d\n",
		(int)c->batch, c->period, c->from, c->to, c->rules,
		c->rules_sha256[0], c->sheets_sha256[31], (int)strlen(c->at));
}

static bool say_file(void *context, const struct ph_closing_file *f)
{
	return ph_text_appendf(context, "%s|%s|%zu|%.*s\n", f->period, f->file,
		f->length, (int)f->length, f->bytes);
}

static bool say_decision(void *context, const struct ph_decision_row *d)
{
	return ph_text_appendf(context, "%d|%s|%s|%s\n", (int)d->sheet,
		d->verdict, d->by, d->note);
}

static void close_period(struct place *p, uint8_t sheets, const char *bytes)
{
	uint8_t rules_sha256[PH_HASH_SIZE] = { 5 };
	uint8_t sheets_sha256[PH_HASH_SIZE] = { 0 };
	const struct ph_closing closing = { .period = "2026-Q3",
		.from = 20000,
		.to = 20091,
		.rules = "h56",
		.rules_sha256 = rules_sha256,
		.sheets_sha256 = sheets_sha256 };

	sheets_sha256[31] = sheets;
	DOES(ph_ledger_add_closing(p->ledger, &closing, &p->err));
	DOES(ph_ledger_add_closing_file(p->ledger, "2026-Q3", "criteria.csv",
		bytes, strlen(bytes), &p->err));
}

/* Something in each table. */
static void fill(struct place *p)
{
	struct ph_record row = keyed("H56-240823-0001", "cb1");
	struct ph_record photo = scanned(1, "H56-240823-0002");
	const struct ph_guess marks[] = { { 2, 0.99F }, { 2, 0.99F },
		{ 2, 0.99F }, { 2, 0.99F } };
	const struct ph_dossier dossier = { "H56-240823-0003", "u1", "cb1", "",
		100, 110, 105 };
	enum ph_added a;

	DOES(ph_ledger_set(p->ledger, "rules", "h56", &p->err));
	DOES(ph_ledger_add_unit(p->ledger,
		&(struct ph_unit){ "u1", "Phường A", "" }, &a, &p->err));
	DOES(ph_ledger_add_officer(p->ledger,
		&(struct ph_officer){ "cb1", "An", "", "u1" }, &a, &p->err));
	DOES(ph_ledger_add_dossier(p->ledger, &dossier, &a, &p->err));
	DOES(ph_ledger_add_unit_score(p->ledger,
		&(struct ph_unit_score){ "u1", "2026", "cs5", 2 }, &a,
		&p->err));
	DOES(ph_ledger_add_remark(p->ledger,
		&(struct ph_remark){ "u1", "2026", "limits", "a" }, &a,
		&p->err));
	DOES(ph_ledger_add_box(p->ledger, 100, "H1", 12, &a, &p->err));
	assert_int_equal(offer(p, &row, false), PH_ADDED);
	photo.marks = marks;
	assert_int_equal(offer(p, &photo, false), PH_ADDED);
	photo.marks = NULL;
	photo.sha256[0] = 2;
	assert_int_equal(offer(p, &photo, false), PH_ADDED);
	DOES(ph_ledger_add_decision(
		p->ledger, 1, "counts", "cb2", "", &p->err));
	DOES(ph_ledger_add_judgement(p->ledger,
		&(struct ph_judgement){ .sheet = 2,
			.field = "cs1",
			.answer = 2,
			.pass = 1,
			.by = "cb2",
			.at = "2026-09-30T16:59:59Z" },
		&a, &p->err));
	close_period(p, 1, "a,b\n");
}

static void purge_all(struct place *p)
{
	struct ph_record photo = scanned(3, "H56-240823-0002");
	int64_t paths;

	place_begin(p, 1);
	DOES(ph_ledger_purge(p->ledger, ph_date_today() + 2, &paths, &p->err));
	place_commit(p);
	assert_int_equal(offer_alone(p, &photo, false), PH_ADDED);
}

static void must_refuse(sqlite3 *db, const char *table, const char *sql)
{
	char *text = NULL;
	int result = sqlite3_exec(db, sql, NULL, NULL, &text);

	if (result != SQLITE_CONSTRAINT
		|| !strstr(text, "evidence is never changed or deleted"))
		fail_msg("%s: %s gives %d, %s", table, sql, result,
			text ? text : "nothing");
	sqlite3_free(text);
}

static void must_be_guarded(sqlite3 *db, const char *table)
{
	char sql[160], column[64];
	sqlite3_stmt *s;

	snprintf(sql, sizeof(sql), "SELECT * FROM %s", table);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
	snprintf(column, sizeof(column), "%s", sqlite3_column_name(s, 1));
	if (sqlite3_step(s) != SQLITE_ROW)
		fail_msg("%s: the test leaves it empty", table);
	sqlite3_finalize(s);
	snprintf(sql, sizeof(sql), "DELETE FROM %s", table);
	must_refuse(db, table, sql);
	snprintf(sql, sizeof(sql), "UPDATE %s SET %s = %s", table, column,
		column);
	must_refuse(db, table, sql);
}

/* Whatever tables there are, so that a new one cannot be forgotten. */
static void evidence_is_never_changed_or_deleted(void **state)
{
	static const char each_table[] =
		"SELECT name FROM sqlite_schema WHERE type = 'table'"
		" AND name NOT LIKE 'sqlite%' AND name <> 'photo_path'";
	PLACE(p);
	sqlite3_stmt *s;
	int tables = 0;
	sqlite3 *db;

	(void)state;
	place_make(p);
	place_begin(p, 1);
	fill(p);
	place_commit(p);
	purge_all(p);
	assert_int_equal(sqlite3_open(p->file, &db), SQLITE_OK);
	assert_int_equal(
		sqlite3_prepare_v2(db, each_table, -1, &s, NULL), SQLITE_OK);
	for (; sqlite3_step(s) == SQLITE_ROW; tables++)
		must_be_guarded(db, (const char *)sqlite3_column_text(s, 0));
	sqlite3_finalize(s);
	assert_true(tables >= 17);
	assert_int_equal(
		sqlite3_exec(db, "DELETE FROM photo_path", NULL, NULL, NULL),
		SQLITE_OK);
	sqlite3_close(db);
}

static void every_view_can_be_read(void **state)
{
	static const char each_view[] =
		"SELECT name FROM sqlite_schema WHERE type = 'view'";
	PLACE(p);
	sqlite3_stmt *s;
	int views = 0;
	char sql[160];
	sqlite3 *db;

	(void)state;
	place_make(p);
	place_begin(p, 1);
	fill(p);
	place_commit(p);
	purge_all(p);
	assert_int_equal(sqlite3_open(p->file, &db), SQLITE_OK);
	assert_int_equal(
		sqlite3_prepare_v2(db, each_view, -1, &s, NULL), SQLITE_OK);
	for (; sqlite3_step(s) == SQLITE_ROW; views++) {
		const char *view = (const char *)sqlite3_column_text(s, 0);

		snprintf(sql, sizeof(sql), "SELECT count(*) FROM \"%s\"", view);
		if (place_sql(p, sql) < 1)
			fail_msg("%s: empty", view);
	}
	sqlite3_finalize(s);
	sqlite3_close(db);
	assert_true(views >= 13);
}

static void closings_are_kept_with_their_rules(void **state)
{
	PLACE(p);
	PH_AUTO(ph_text_release) struct ph_text text = { 0 };

	(void)state;
	place_make(p);
	place_begin(p, 1);
	REFUSES(ph_ledger_add_closing_file(
			p->ledger, "2026-Q3", "a", "b", 1, &p->err),
		PH_NO_INPUT, "2026-Q3 was never closed");
	close_period(p, 1, "a,b\n");
	place_commit(p);
	place_begin(p, 1);
	close_period(p, 2, "");
	place_commit(p);
	for (int64_t as_of = 1; as_of <= 2; as_of++) {
		DOES(ph_ledger_each_closing(
			p->ledger, as_of, say_closing, &text, &p->err));
		DOES(ph_ledger_each_closing_file(
			p->ledger, as_of, say_file, &text, &p->err));
	}
	assert_string_equal(ph_text_get(&text),
		"1|2026-Q3|20000|20091|h56|5|1|20\n"
		"2026-Q3|criteria.csv|4|a,b\n\n"
		"2|2026-Q3|20000|20091|h56|5|2|20\n"
		"2026-Q3|criteria.csv|0|\n");
}

static void the_newest_word_on_a_sheet_holds(void **state)
{
	PLACE(p);
	PH_AUTO(ph_text_release) struct ph_text text = { 0 };
	struct ph_record r = keyed("H56-240823-0001", "cb1");

	(void)state;
	place_make(p);
	assert_int_equal(offer_alone(p, &r, false), PH_ADDED);
	place_begin(p, 1);
	REFUSES(ph_ledger_add_decision(p->ledger, 2, "counts", "", "", &p->err),
		PH_NO_INPUT, "no sheet 2");
	REFUSES(ph_ledger_add_decision(p->ledger, 1, "maybe", "", "", &p->err),
		PH_USAGE, "`counts` or `excluded`");
	DOES(ph_ledger_add_decision(
		p->ledger, 1, "excluded", "cb2", "twice", &p->err));
	place_commit(p);
	place_begin(p, 1);
	DOES(ph_ledger_add_decision(
		p->ledger, 1, "counts", "cb3", NULL, &p->err));
	place_commit(p);
	for (int64_t as_of = 1; as_of <= 3; as_of++)
		DOES(ph_ledger_each_decision(
			p->ledger, as_of, say_decision, &text, &p->err));
	assert_string_equal(
		ph_text_get(&text), "1|excluded|cb2|twice\n1|counts|cb3|\n");
	assert_int_equal(place_sql(p, "SELECT count(*) FROM ratings"
				      " WHERE verdict = 'counts'"),
		1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(evidence_is_never_changed_or_deleted),
		cmocka_unit_test(every_view_can_be_read),
		cmocka_unit_test(closings_are_kept_with_their_rules),
		cmocka_unit_test(the_newest_word_on_a_sheet_holds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
