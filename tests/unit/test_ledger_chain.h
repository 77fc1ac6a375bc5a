/* SPDX-License-Identifier: MIT */
/* A ledger with a fact in every column, ways to touch it, and what is found. */
#ifndef PHIEU_TEST_LEDGER_CHAIN_H
#define PHIEU_TEST_LEDGER_CHAIN_H

#include "test_ledger_place.h"

#include <phieu/output.h>
#include <phieu/trail.h>

struct finds {
	struct ph_text text; /* "TABLE ID FAULT\n" each */
	struct ph_chain_state state;
	int most; /* faults wanted; 0: all */
};

MAYBE void finds_release(struct finds *finds)
{
	ph_text_release(&finds->text);
}

MAYBE const char *said(const struct finds *finds)
{
	return ph_text_get(&finds->text);
}

MAYBE bool take_find(void *context, const struct ph_chain_fault *fault)
{
	struct finds *finds = context;

	assert_true(ph_text_appendf(&finds->text, "%s %lld %s\n", fault->table,
		(long long)fault->id, ph_chain_fault_name(fault->kind)));
	return !finds->most || --finds->most;
}

MAYBE void verify(struct place *p, struct finds *finds)
{
	*finds = (struct finds){ 0 };
	DOES(ph_ledger_chain_verify(
		p->ledger, take_find, finds, &finds->state, &p->err));
}

/* SQL with triggers and checks off, as whoever owns the file can. "rowid_of"
 * stands for a table's key, whatever its name is. */
MAYBE void raw_sql(struct place *p, const char *fmt, ...)
{
	char sql[800], *at, *text = NULL;
	sqlite3 *db = NULL;
	va_list args;

	va_start(args, fmt);
	vsnprintf(sql, sizeof(sql), fmt, args);
	va_end(args);
	at = strstr(sql, "rowid_of");
	if (at && strstr(sql, " mark "))
		memcpy(at, "sheet_id", 8);
	else if (at)
		memcpy(at, "rowid   ", 8);
	assert_int_equal(sqlite3_open(p->file, &db), SQLITE_OK);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	if (sqlite3_exec(db, "PRAGMA ignore_check_constraints = ON", NULL, NULL,
		    NULL)
			!= SQLITE_OK
		|| sqlite3_exec(db, sql, NULL, NULL, &text) != SQLITE_OK)
		fail_msg("%s: %s", sql, text);
	sqlite3_close(db);
}

/* "A B C" a line, of a query of three columns. */
MAYBE void list_names(struct place *p, const char *sql, struct ph_text *out)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *s = NULL;

	assert_int_equal(sqlite3_open(p->file, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
	while (sqlite3_step(s) == SQLITE_ROW)
		assert_true(ph_text_appendf(out, "%s %s %s\n",
			sqlite3_column_text(s, 0), sqlite3_column_text(s, 1),
			sqlite3_column_text(s, 2)));
	sqlite3_finalize(s);
	sqlite3_close(db);
}

MAYBE void copy_file(const char *from, const char *to)
{
	char *bytes;
	size_t length;
	struct ph_error err;
	FILE *out;

	if (!ph_file_load(from, 1 << 30, &bytes, &length, &err))
		fail_msg("%s", err.text);
	out = fopen(to, "wb");
	assert_non_null(out);
	assert_int_equal(fwrite(bytes, 1, length, out), length);
	assert_int_equal(fclose(out), 0);
	free(bytes);
}

MAYBE void keep_file(struct place *p)
{
	char kept[260];

	snprintf(kept, sizeof(kept), "%s.kept", p->file);
	place_close(p);
	copy_file(p->file, kept);
}

MAYBE void restore_file(struct place *p)
{
	char kept[260];

	snprintf(kept, sizeof(kept), "%s.kept", p->file);
	place_close(p);
	copy_file(kept, p->file);
}

/* These faults and no others; one word: among them. */
MAYBE void must_find(struct place *p, const char *want, const char *done)
{
	struct finds finds;
	bool fine;

	place_open(p, PH_LEDGER_READ);
	verify(p, &finds);
	fine = *want && !strchr(want, '\n') ? strstr(said(&finds), want) != NULL
					    : strcmp(said(&finds), want) == 0;
	if (!fine)
		fail_msg("%s: finds \"%s\", not \"%s\"", done, said(&finds),
			want);
	finds_release(&finds);
}

MAYBE void add_registers(struct place *p)
{
	const struct ph_dossier dossier = { "H56-240823-0003", "u1", "cb1",
		"Đất đai", 100, 110, 105 };
	enum ph_added a;

	for (int i = 0; i < 2; i++) {
		const char *word = i ? "b" : "a";

		DOES(ph_ledger_set(p->ledger, "rules", word, &p->err));
		DOES(ph_ledger_add_unit(p->ledger,
			&(struct ph_unit){ "u1", word, "u0" }, &a, &p->err));
		DOES(ph_ledger_add_officer(p->ledger,
			&(struct ph_officer){ "cb1", word, "x", "u1" }, &a,
			&p->err));
		DOES(ph_ledger_add_unit_score(p->ledger,
			&(struct ph_unit_score){ "u1", "2026", "cs5", i }, &a,
			&p->err));
		DOES(ph_ledger_add_remark(p->ledger,
			&(struct ph_remark){ "u1", "2026", "limits", word }, &a,
			&p->err));
		DOES(ph_ledger_add_box(p->ledger, 100, "H1", i, &a, &p->err));
	}
	DOES(ph_ledger_add_dossier(p->ledger, &dossier, &a, &p->err));
}

MAYBE void add_sheets(struct place *p)
{
	static const struct ph_guess marks[] = { { 2, 0.99F }, { 1, 0.5F },
		{ PH_BLANK, 0.75F }, { PH_MULTIPLE, 0.25F } };
	struct ph_record photo = scanned(1, "H56-240823-0002");
	struct ph_record row = keyed("H56-240823-0001", "cb1");
	struct ph_judgement judgement = { .sheet = 1,
		.field = "cs1",
		.answer = 1,
		.pass = 1,
		.by = "cb2",
		.at = "2026-09-30T01:00:00Z" };
	enum ph_added a;

	photo.marks = marks;
	photo.part = 1;
	photo.place = "0,0 10,0 10,10 0,10";
	photo.reason = "blurred";
	photo.detail = "chữ ký";
	photo.serial = "7";
	photo.seen = 1;
	photo.date = 20000;
	photo.box = "H1";
	assert_int_equal(offer(p, &photo, false), PH_ADDED);
	assert_int_equal(offer(p, &row, false), PH_ADDED);
	DOES(ph_ledger_add_decision(
		p->ledger, 1, "counts", "cb2", "x", &p->err));
	DOES(ph_ledger_add_judgement(p->ledger, &judgement, &a, &p->err));
}

MAYBE void add_closing(struct place *p)
{
	const uint8_t sha256[PH_HASH_SIZE] = { 5 };
	const struct ph_closing closing = { .period = "2026-Q3",
		.from = 20000,
		.to = 20091,
		.rules = "h56",
		.rules_sha256 = sha256,
		.sheets_sha256 = sha256 };

	DOES(ph_ledger_add_closing(p->ledger, &closing, &p->err));
	DOES(ph_ledger_add_closing_file(
		p->ledger, "2026-Q3", "criteria.csv", "a,b\n", 4, &p->err));
}

/* Number 1 in every table, sealed by the chain's rows 1 (what every ledger
 * begins with) and 2 (all), the purge by 3. Open for writing. */
MAYBE void make_full(struct place *p)
{
	int64_t paths;

	place_make(p);
	DOES(ph_ledger_set_person(p->ledger, "an", &p->err));
	place_begin(p, 1);
	add_registers(p);
	add_sheets(p);
	add_closing(p);
	place_commit(p);
	place_begin(p, 0);
	DOES(ph_ledger_purge(p->ledger, ph_date_today() + 2, &paths, &p->err));
	place_commit(p);
}

#endif
