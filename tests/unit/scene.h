/* SPDX-License-Identifier: MIT */
/* A small ledger to report on: one commune, two officers, four dossiers. */
#ifndef TESTS_SCENE_H
#define TESTS_SCENE_H

#include "rules_set.h"

#include <phieu/ledger.h>
#include <phieu/report.h>

#include <stdlib.h>
#include <unistd.h>

#define OUR_UNIT "000.17.22.H56"
#define D1 "000.17.22.H56-260902-0038"
#define D2 "000.17.22.H56-260903-0075"
#define D3 "000.17.22.H56-260904-0112"
#define D4 "000.17.22.H56-260905-0149"

struct scene {
	char folder[64], path[96];
	struct ph_rules *rules;
	struct ph_ledger *ledger;
	int batches;
};

/* Fails the test with the error's text. */
#define FINE(call)                                \
	do {                                      \
		struct ph_error err = { 0 };      \
		if (!(call))                      \
			fail_msg("%s", err.text); \
	} while (0)

static inline void scene_begin(struct scene *s)
{
	char source[32];

	snprintf(source, sizeof(source), "source %d", ++s->batches);
	FINE(ph_ledger_begin(s->ledger, "test", source, NULL, &err));
}

static inline void scene_commit(struct scene *s)
{
	FINE(ph_ledger_commit(s->ledger, &err));
}

static inline void scene_set(
	struct scene *s, const char *key, const char *value)
{
	scene_begin(s);
	FINE(ph_ledger_set(s->ledger, key, value, &err));
	scene_commit(s);
}

static inline void scene_registers(struct scene *s)
{
	static const struct ph_dossier dossiers[] = {
		{ D1, OUR_UNIT, "A", "Hộ tịch", 0, 0, 0 },
		{ D2, OUR_UNIT, "A", "Đất đai", 0, 0, 0 },
		{ D3, OUR_UNIT, "B", "Hộ tịch", 0, 0, 0 },
		{ D4, OUR_UNIT, "B", "Hộ tịch", 0, 0, 0 },
	};
	static const char *const returned[] = { "2026-09-09", "2026-09-12",
		"2026-09-10", "2026-09-10" };
	enum ph_added added;

	scene_begin(s);
	FINE(ph_ledger_add_officer(s->ledger,
		&(struct ph_officer){
			"A", "Nguyễn Văn A", "Công chức", OUR_UNIT },
		&added, &err));
	FINE(ph_ledger_add_officer(s->ledger,
		&(struct ph_officer){
			"B", "Trần Thị B", "Công chức", OUR_UNIT },
		&added, &err));
	for (size_t i = 0; i < 4; i++) {
		struct ph_dossier d = dossiers[i];

		d.received = day("2026-09-05");
		d.due = day("2026-09-10");
		d.returned = day(returned[i]);
		FINE(ph_ledger_add_dossier(s->ledger, &d, &added, &err));
	}
	scene_commit(s);
}

static inline int scene_open(void **state)
{
	struct scene *s = calloc(1, sizeof(*s));

	assert_non_null(s);
	s->rules = load_set(TT01);
	snprintf(s->folder, sizeof(s->folder), "/tmp/phieu-test-XXXXXX");
	assert_non_null(mkdtemp(s->folder));
	snprintf(s->path, sizeof(s->path), "%s/x.ledger", s->folder);
	FINE(ph_ledger_create(s->path, &err));
	FINE(ph_ledger_open(&s->ledger, s->path, PH_LEDGER_WRITE, &err));
	scene_begin(s);
	FINE(ph_ledger_set(s->ledger, "unit", OUR_UNIT, &err));
	FINE(ph_ledger_set(s->ledger, "name", "UBND phường", &err));
	scene_commit(s);
	scene_registers(s);
	*state = s;
	return 0;
}

static inline int scene_close(void **state)
{
	struct scene *s = *state;

	ph_ledger_close(s->ledger);
	ph_rules_destroy(s->rules);
	unlink(s->path);
	rmdir(s->folder);
	free(s);
	return 0;
}

/* "22222": cs1 cs3 cs4 cs7 hl; '.' blank, '?' doubtful, '!' two, '-' absent */
static inline void scene_answers(const char *marks, int8_t *answers)
{
	for (size_t i = 0; i < PH_FIELDS_MAX; i++)
		answers[i] = PH_ABSENT;
	for (size_t i = 0; marks[i]; i++)
		answers[i] = marks[i] == '.'   ? PH_BLANK
			     : marks[i] == '?' ? PH_DOUBTFUL
			     : marks[i] == '!' ? PH_MULTIPLE
			     : marks[i] == '-' ? PH_ABSENT
					       : (int8_t)(marks[i] - '0');
}

static inline void scene_sheet(struct scene *s, enum ph_channel channel,
	const char *code, const char *marks, const char *date)
{
	struct ph_record record;
	enum ph_added added;

	ph_record_clear(&record);
	record.channel = channel;
	record.code = code;
	record.date = date ? day(date) : PH_NO_DATE;
	scene_answers(marks, record.answers);
	if (channel == PH_CHANNEL_SCAN) {
		char name[32];

		snprintf(name, sizeof(name), "photo %d", s->batches);
		record.photo = name;
		record.page = 1;
		record.hashed = true;
		ph_hash(name, strlen(name), record.sha256);
		scene_begin(s);
		FINE(ph_ledger_add_sheet(s->ledger, &record, &s->rules->fields,
			false, &added, &err));
		scene_commit(s);
		return;
	}
	scene_begin(s);
	FINE(ph_ledger_add_sheet(
		s->ledger, &record, &s->rules->fields, false, &added, &err));
	scene_commit(s);
}

static inline void key(
	struct scene *s, const char *code, const char *marks, const char *date)
{
	scene_sheet(s, PH_CHANNEL_KEYED, code, marks, date);
}

/* What is asked of the scene about a period; release its settings. */
struct scene_question {
	struct ph_settings settings;
	struct ph_period period;
	struct ph_query query;
};

static inline void scene_ask(
	struct scene *s, const char *period_name, struct scene_question *q)
{
	FINE(ph_settings_load(
		&q->settings, s->ledger, s->rules, INT64_MAX, &err));
	FINE(ph_period_parse(s->rules, q->settings.period_rule, period_name,
		&q->period, &err));
	q->query = (struct ph_query){ .ledger = s->ledger,
		.rules = s->rules,
		.settings = &q->settings,
		.period = &q->period,
		.as_of = INT64_MAX,
		.today = day("2026-11-01") };
}

/* Closes 2026-Q3 as `phieu close` does, without the rules. */
static inline void scene_close_q3(struct scene *s)
{
	static const uint8_t zero[PH_HASH_SIZE];
	struct scene_question q;
	struct ph_text sheets = { 0 };
	struct ph_closing closing = { .period = "2026-Q3",
		.rules = "tt01-2018",
		.rules_sha256 = zero,
		.sheets_sha256 = zero,
		.at = "" };

	scene_begin(s);
	scene_ask(s, "2026-Q3", &q);
	closing.from = q.period.from;
	closing.to = q.period.to;
	FINE(ph_closing_sheets(&q.query, &sheets, &err));
	FINE(ph_ledger_add_closing(s->ledger, &closing, &err));
	FINE(ph_ledger_add_closing_file(s->ledger, "2026-Q3", PH_CLOSING_SHEETS,
		ph_text_get(&sheets), sheets.length, &err));
	scene_commit(s);
	ph_text_release(&sheets);
	ph_settings_release(&q.settings);
}

/* The sheet as CSV with ASCII headers; the caller frees it. */
static inline char *scene_export(
	struct scene *s, const char *sheet, const char *period_name)
{
	struct scene_question q;
	struct ph_sheet_request request = { .sheet = sheet };
	struct ph_text out = { 0 };
	struct ph_sheet *made = NULL;

	scene_ask(s, period_name, &q);
	FINE(ph_sheet_make(&made, &q.query, &request, &err));
	FINE(ph_sheet_csv(made, &ph_csv_plain, true, &out, &err));
	ph_sheet_destroy(made);
	ph_settings_release(&q.settings);
	return out.bytes;
}

/* Asserts that a line of the sheet begins so. */
static inline void assert_line(struct scene *s, const char *sheet,
	const char *period, const char *line)
{
	char *text = scene_export(s, sheet, period), *at;
	size_t length = strlen(line);

	for (at = text; at; at = strchr(at, '\n'), at = at ? at + 1 : NULL)
		if (strncmp(at, line, length) == 0)
			break;
	if (!at) {
		print_error("%s", text);
		fail_msg("%s: no line begins with %s", sheet, line);
	}
	free(text);
}

struct found_kinds {
	char words[2048]; /* " kind kind " */
};

static inline bool note_kind(void *context, const struct ph_finding *finding)
{
	struct found_kinds *found = context;
	size_t used = strlen(found->words);

	snprintf(found->words + used, sizeof(found->words) - used, "%s ",
		finding->kind);
	assert_null(strchr(finding->message, '{'));
	return true;
}

/* The kinds of all findings of a period, " kind kind ". */
static inline struct found_kinds scene_findings(
	struct scene *s, const char *period_name)
{
	struct found_kinds found = { " " };
	struct ph_finding_count count;
	struct scene_question q;

	scene_ask(s, period_name, &q);
	FINE(ph_report_findings(&q.query, note_kind, &found, &count, &err));
	ph_settings_release(&q.settings);
	return found;
}

static inline void assert_finds(struct scene *s, const char *kind)
{
	struct found_kinds found = scene_findings(s, "2026-Q3");
	char word[64];

	snprintf(word, sizeof(word), " %s ", kind);
	if (!strstr(found.words, word))
		fail_msg("no %s among%s", kind, found.words);
}

static inline void assert_does_not_find(struct scene *s, const char *kind)
{
	struct found_kinds found = scene_findings(s, "2026-Q3");
	char word[64];

	snprintf(word, sizeof(word), " %s ", kind);
	if (strstr(found.words, word))
		fail_msg("%s among%s", kind, found.words);
}

#define TEST(function) \
	cmocka_unit_test_setup_teardown(function, scene_open, scene_close)

#endif
