/* SPDX-License-Identifier: MIT */
/*
 * What the tests of intake build their inputs with: a folder of their own,
 * pages with codes drawn by zint, the rule set of the circular, a ledger.
 */
#ifndef PHIEU_TEST_INTAKE_MAKE_H
#define PHIEU_TEST_INTAKE_MAKE_H

#include "rules_set.h"

#include <phieu/intake.h>

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAYBE __attribute__((unused)) static

#define CODE "000.17.22.H56-260902-0038"
#define OTHER "000.17.22.H56-260903-0075"

/* ---- a folder of this test's own ---- */

struct place {
	char folder[200], path[600];
};

MAYBE void place_init(struct place *place)
{
	const char *base = getenv("TMPDIR");

	snprintf(place->folder, sizeof(place->folder), "%s/phieu-test-XXXXXX",
		base ? base : "/tmp");
	assert_non_null(mkdtemp(place->folder));
}

MAYBE int place_remove(
	const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)st;
	(void)flag;
	(void)ftw;
	return remove(path);
}

MAYBE void place_release(struct place *place)
{
	nftw(place->folder, place_remove, 16, FTW_DEPTH | FTW_PHYS);
}
PH_CLEANUP_VALUE(struct place, place_release)

/* The path of a name in the folder; valid until the next call. */
MAYBE const char *place_path(struct place *place, const char *name)
{
	snprintf(
		place->path, sizeof(place->path), "%s/%s", place->folder, name);
	return place->path;
}

MAYBE const char *place_write(
	struct place *place, const char *name, const void *bytes, size_t length)
{
	const char *path = place_path(place, name);
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
	return path;
}

/* ---- rules, table and ledger ---- */

/* Remembers notes, one a line. */
struct notes {
	struct ph_log log;
	struct ph_text text;
	size_t done, total;
};

MAYBE void notes_say(
	struct ph_log *log, enum ph_log_level level, const char *line)
{
	struct notes *notes = (struct notes *)log;

	(void)level;
	assert_true(ph_text_appendf(&notes->text, "%s\n", line));
}

MAYBE void notes_progress(struct ph_log *log, size_t done, size_t total)
{
	struct notes *notes = (struct notes *)log;

	assert_int_equal(done, notes->done + 1);
	notes->done = done;
	notes->total = total;
}

MAYBE void notes_init(struct notes *notes)
{
	*notes = (struct notes){
		.log = { .say = notes_say, .progress = notes_progress },
	};
}

MAYBE void notes_release(struct notes *notes)
{
	ph_text_release(&notes->text);
}
PH_CLEANUP_VALUE(struct notes, notes_release)

/* A ledger with an open batch, and what an intake needs beside. */
struct bench {
	struct place place;
	struct ph_rules *rules;
	struct ph_labels *labels;
	struct ph_ledger *ledger;
	struct notes notes;
	struct ph_intake intake;
	struct ph_intake_count count;
	struct ph_text faults; /* of the last table, a line each */
};

/* A source of one name has one content, here. */
MAYBE void bench_begin(struct bench *bench, const char *source)
{
	uint8_t sha256[PH_HASH_SIZE];
	struct ph_error err;

	ph_hash(source, strlen(source), sha256);
	if (!ph_ledger_begin(bench->ledger, "test", source, sha256, &err))
		fail_msg("%s", err.text);
}

MAYBE void bench_commit(struct bench *bench)
{
	struct ph_error err;

	if (!ph_ledger_commit(bench->ledger, &err))
		fail_msg("%s", err.text);
}

MAYBE void bench_init(struct bench *bench)
{
	char columns[512];
	struct ph_error err;
	const char *path;

	*bench = (struct bench){ 0 };
	place_init(&bench->place);
	notes_init(&bench->notes);
	path = place_path(&bench->place, "phieu.ledger");
	bench->rules = load_set(TT01);
	bench->labels = ph_labels_create();
	assert_non_null(bench->labels);
	if (!ph_labels_load(bench->labels,
		    source_path("data/columns.csv", columns), &err)
		|| !ph_ledger_create(path, &err)
		|| !ph_ledger_open(&bench->ledger, path, PH_LEDGER_WRITE, &err))
		fail_msg("%s", err.text);
	bench->intake = (struct ph_intake){
		.ledger = bench->ledger,
		.rules = bench->rules,
		.labels = bench->labels,
		.log = &bench->notes.log,
		.today = ph_date_make(2026, 10, 1),
		.date = PH_NO_DATE,
	};
	bench_begin(bench, "first.csv");
}

MAYBE void bench_release(struct bench *bench)
{
	ph_text_release(&bench->faults);
	ph_ledger_close(bench->ledger);
	ph_labels_destroy(bench->labels);
	ph_rules_destroy(bench->rules);
	notes_release(&bench->notes);
	place_release(&bench->place);
}
PH_CLEANUP_VALUE(struct bench, bench_release)

MAYBE void bench_keep_faults(
	struct bench *bench, const struct ph_faults *faults)
{
	char line[700];

	ph_text_clear(&bench->faults);
	for (size_t i = 0; i < faults->kept; i++) {
		ph_faults_format(faults, i, line, sizeof(line));
		assert_true(ph_text_appendf(&bench->faults, "%s\n", line));
	}
}

/* Loads a table as entries (kind NULL) or as a register. The counts begin
 * anew, the batch stays open. */
MAYBE void bench_load(struct bench *bench, const char *kind, const char *csv)
{
	PH_AUTO(ph_faults_release) struct ph_faults faults;
	PH_AUTO(ph_table_close) struct ph_table *table = NULL;
	struct ph_error err;
	bool fine;

	bench->count = (struct ph_intake_count){ 0 };
	ph_faults_init(&faults, "x.csv");
	if (!ph_table_open_bytes(
		    &table, "x.csv", csv, strlen(csv), &faults, &err))
		fail_msg("%s", err.text);
	fine = kind ? ph_intake_register(&bench->intake, kind, table,
		       &bench->count, &faults, &err)
		    : ph_intake_entries(&bench->intake, table, &bench->count,
			    &faults, &err);
	if (!fine)
		fail_msg("%s", err.text);
	bench_keep_faults(bench, &faults);
}

MAYBE void assert_faults(const struct bench *bench, const char *lines)
{
	assert_string_equal(ph_text_get(&bench->faults), lines);
}

#endif
