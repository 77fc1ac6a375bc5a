/* SPDX-License-Identifier: MIT */
/* A ledger with one form, and what persons answer to it. */
#ifndef PH_TEST_REVIEW_PLACE_H
#define PH_TEST_REVIEW_PLACE_H

#include "test_intake_make.h"

#include <phieu/review.h>

#include <sqlite3.h>

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
#define MARKS "cs1=2@0.99 cs3=1@0.7 cs4=!@0.9 cs7=1@0.6 hl=2@0.99"
#define PLACE "\"10,10 90,10 90,120 10,120\""
/* Sheet 1: its code is sure; cs3 and cs7 are in doubt, cs4 has two marks. */
#define OF_SURE_CODE                                                       \
	RECORDS "a.jpg,1," HASH ",h56," CODE ",qr,doubtful,"               \
		"doubtful-mark,2,?,!,?,2,qr,\"unsure: cs3, cs7\",1," MARKS \
		"," PLACE "\n"
/* Its code was not read; cs3 is in doubt. */
#define OF_NO_CODE                                                  \
	RECORDS "a.jpg,1," HASH ",h56,,,unread,no-code,2,?,0,1,2,," \
		"no code,1," MARKS "," PLACE "\n"
/* The codes on it differ. */
#define OF_TWO_CODES                                                  \
	RECORDS "a.jpg,1," HASH ",h56,,,doubtful,codes-disagree,2,1," \
		"0,1,2,qr,x,1," MARKS "," PLACE "\n"
/* It carries none. */
#define OF_BALLOT                                                      \
	RECORDS "a.jpg,1," HASH ",h56,,,doubtful,doubtful-mark,2,?,0," \
		"1,2,,x,1," MARKS "," PLACE "\n"
/* Nothing of it was read. */
#define OF_NOTHING \
	RECORDS "a.jpg,1," HASH ",,,,unread,blurred,?,?,?,?,?,,x,,,\n"

struct scene {
	struct bench bench;
	struct ph_review_count count;
};

static void scene_init(struct scene *s, const char *records)
{
	*s = (struct scene){ 0 };
	bench_init(&s->bench);
	bench_load(&s->bench, NULL, records);
	assert_faults(&s->bench, "");
	bench_commit(&s->bench);
}

static void scene_release(struct scene *s)
{
	bench_release(&s->bench);
}
PH_CLEANUP_VALUE(struct scene, scene_release)

#define SCENE(s, records)                          \
	PH_AUTO(scene_release) struct scene scene; \
	struct scene *s = &scene;                  \
	(void)state;                               \
	scene_init(s, records)

/* The first cell of the first row, as text; valid until the next call. */
static const char *ask(struct scene *s, const char *sql)
{
	static char cell[300];
	sqlite3 *db = NULL;
	sqlite3_stmt *q = NULL;
	const unsigned char *text;

	assert_int_equal(
		sqlite3_open(place_path(&s->bench.place, "phieu.ledger"), &db),
		SQLITE_OK);
	if (sqlite3_prepare_v2(db, sql, -1, &q, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	text = sqlite3_column_text(q, 0);
	snprintf(cell, sizeof(cell), "%s", text ? (const char *)text : "NULL");
	sqlite3_finalize(q);
	sqlite3_close(db);
	return cell;
}
#define SAYS(s, sql, text) assert_string_equal(ask(s, sql), text)

/* What holds now: code, status, reason and the answers. */
#define HOLDS(s, text)                                                  \
	SAYS(s,                                                         \
		"SELECT ifnull(code, '-') || ' ' || status || ' ' ||"   \
		" ifnull(reason, '-') || ' ' || ifnull(cs1, '-') ||"    \
		" ',' || ifnull(cs3, '-') || ',' || ifnull(cs4, '-')"   \
		" || ',' || ifnull(cs7, '-') || ',' || ifnull(hl, '-')" \
		" FROM ratings",                                        \
		text)

static struct ph_review_apply apply_of(struct scene *s, const char *by)
{
	return (struct ph_review_apply){
		.ledger = s->bench.ledger,
		.rules = s->bench.rules,
		.labels = s->bench.labels,
		.log = &s->bench.notes.log,
		.by = by,
		.today = s->bench.intake.today,
	};
}

/* A table with faults applies nothing. */
static void apply(struct scene *s, const char *by, const char *csv)
{
	PH_AUTO(ph_faults_release) struct ph_faults faults;
	PH_AUTO(ph_table_close) struct ph_table *table = NULL;
	struct ph_review_apply apply = apply_of(s, by);
	struct ph_error err;

	s->count = (struct ph_review_count){ 0 };
	ph_text_clear(&s->bench.notes.text);
	ph_faults_init(&faults, "x.csv");
	if (!ph_table_open_bytes(
		    &table, "x.csv", csv, strlen(csv), &faults, &err))
		fail_msg("%s", err.text);
	bench_begin(&s->bench, csv);
	if (!ph_review_apply_table(&apply, table, &s->count, &faults, &err))
		fail_msg("%s", err.text);
	bench_keep_faults(&s->bench, &faults);
	if (faults.count)
		ph_ledger_rollback(s->bench.ledger);
	else
		bench_commit(&s->bench);
}

#define APPLIES(s, by, rows)                    \
	do {                                    \
		apply(s, by, HEAD rows);        \
		assert_faults(&(s)->bench, ""); \
	} while (0)

static void counts(struct scene *s, size_t applied, size_t same, size_t stale,
	size_t forms)
{
	assert_int_equal(s->count.rows, applied + same + stale);
	assert_int_equal(s->count.applied, applied);
	assert_int_equal(s->count.same, same);
	assert_int_equal(s->count.stale, stale);
	assert_int_equal(s->count.forms, forms);
}

#endif
