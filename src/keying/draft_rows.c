/* SPDX-License-Identifier: MIT */
/*
 * code,<questions>,date,box,officer,serial,by
 *
 * What `phieu import` reads as keyed entries, so that a draft can be saved by
 * hand. A form's serial begins with the time at which it was taken. Words that
 * settle what verifying found have others, and `-` in all questions but the one
 * that they answer: `=SHEET@TIME` an answer, `mSHEET@TIME` the paper is
 * missing, `xROW@TIME` the row is no form of the batch, `pROW/SHEET@TIME` it is
 * that one.
 */
#include "draft_rows.h"

#include <phieu/table.h>

#include <stdio.h>
#include <string.h>

enum column {
	CODE,
	DATE,
	BOX,
	SERIAL,
	BY,
	FIELDS,
};

static const char *const tail[] = { "date", "box", "officer", "serial", "by" };

bool ph_draft_header(struct ph_text *out, const struct ph_fields *fields)
{
	struct ph_csv csv;

	ph_csv_init(&csv, out, &ph_csv_plain);
	ph_csv_text(&csv, "code");
	for (size_t i = 0; i < fields->count; i++)
		ph_csv_text(&csv, fields->id[i]);
	for (size_t i = 0; i < sizeof(tail) / sizeof(*tail); i++)
		ph_csv_text(&csv, tail[i]);
	ph_csv_end_row(&csv);
	return !csv.failed;
}

bool ph_draft_write(struct ph_text *out, const struct ph_keyed *row,
	const struct ph_fields *fields)
{
	struct ph_csv csv;
	char cell[8], day[PH_DATE_SIZE];

	ph_csv_init(&csv, out, &ph_csv_plain);
	ph_csv_text(&csv, row->code);
	for (size_t i = 0; i < fields->count; i++)
		ph_csv_text(&csv,
			row->answers[i] == PH_ABSENT
				? "-"
				: ph_answer_format(row->answers[i], cell));
	ph_csv_text(&csv, ph_date_iso(row->date, day));
	ph_csv_text(&csv, row->box);
	ph_csv_text(&csv, "");
	ph_csv_text(&csv, row->serial);
	ph_csv_text(&csv, row->by);
	ph_csv_end_row(&csv);
	return !csv.failed;
}

static bool copy(char *out, size_t size, const char *text)
{
	return (size_t)snprintf(out, size, "%s", text) < size;
}

static const char marks[] = {
	[PH_KEYED_ANSWER] = '=',
	[PH_KEYED_MISSING] = 'm',
	[PH_KEYED_DROPPED] = 'x',
	[PH_KEYED_PAIRED] = 'p',
};

void ph_draft_word_serial(struct ph_keyed *word, const char *now)
{
	char mark = marks[word->kind];

	if (word->kind == PH_KEYED_PAIRED)
		snprintf(word->serial, sizeof(word->serial), "%c%zu/%lld@%s",
			mark, word->row, (long long)word->sheet, now);
	else if (word->kind == PH_KEYED_DROPPED)
		snprintf(word->serial, sizeof(word->serial), "%c%zu@%s", mark,
			word->row, now);
	else
		snprintf(word->serial, sizeof(word->serial), "%c%lld@%s", mark,
			(long long)word->sheet, now);
}

static bool read_numbers(struct ph_keyed *row)
{
	char *end = row->serial + 1;

	if (row->kind == PH_KEYED_DROPPED || row->kind == PH_KEYED_PAIRED)
		row->row = strtoul(end, &end, 10);
	if (row->kind == PH_KEYED_PAIRED && *end++ != '/')
		return false;
	if (row->kind != PH_KEYED_DROPPED)
		row->sheet = strtoll(end, &end, 10);
	return *end == '@' && row->sheet >= 0;
}

/* The serial tells a word from a form, whose begins with a digit. */
static bool read_word(struct ph_keyed *row, const struct ph_fields *fields)
{
	for (size_t i = PH_KEYED_ANSWER; i < sizeof(marks); i++)
		if (row->serial[0] == marks[i])
			row->kind = (enum ph_keyed_kind)i;
	if (row->kind == PH_KEYED_FORM)
		return true;
	row->field = -1;
	for (size_t i = 0; i < fields->count; i++)
		if (row->answers[i] != PH_ABSENT)
			row->field = (int)i;
	return read_numbers(row)
	       && (row->field >= 0) == (row->kind == PH_KEYED_ANSWER);
}

bool ph_draft_heed(struct ph_draft_rows *rows, const struct ph_keyed *word)
{
	struct ph_keyed *row;

	if (word->kind != PH_KEYED_DROPPED && word->kind != PH_KEYED_PAIRED)
		return true;
	if (!word->row || word->row >= rows->list.count)
		return false;
	row = &rows->list.at[word->row - 1].row;
	row->dropped = word->kind == PH_KEYED_DROPPED;
	return row->kind == PH_KEYED_FORM;
}

static bool read_row(struct ph_keyed *row, const struct ph_row *cells,
	const int *at, const struct ph_fields *fields)
{
	const char *date = ph_row_get(cells, at[DATE]);

	memset(row->answers, PH_ABSENT, sizeof(row->answers));
	row->date = PH_NO_DATE;
	for (size_t i = 0; i < fields->count; i++) {
		const char *cell = ph_row_get(cells, at[FIELDS + i]);

		if (!ph_answer_parse(cell, strlen(cell), &row->answers[i]))
			return false;
	}
	return copy(row->code, sizeof(row->code), ph_row_get(cells, at[CODE]))
	       && (!*date || ph_date_parse(date, strlen(date), &row->date))
	       && copy(row->box, sizeof(row->box), ph_row_get(cells, at[BOX]))
	       && copy(row->serial, sizeof(row->serial),
		       ph_row_get(cells, at[SERIAL]))
	       && copy(row->by, sizeof(row->by), ph_row_get(cells, at[BY]))
	       && read_word(row, fields);
}

/* Where that line, counted from 1, ends. */
static size_t line_end(const char *bytes, size_t length, unsigned long line)
{
	size_t end = 0;

	while (line-- && end < length) {
		const char *at = memchr(bytes + end, '\n', length - end);

		end = at ? (size_t)(at - bytes) + 1 : length;
	}
	return end;
}

static bool bind(struct ph_table *table, int *at,
	const struct ph_fields *fields, struct ph_faults *faults)
{
	struct ph_column wanted[FIELDS + PH_FIELDS_MAX] = {
		[CODE] = { "code", true },
		[DATE] = { "date", true },
		[BOX] = { "box", true },
		[SERIAL] = { "serial", true },
		[BY] = { "by", true },
	};

	for (size_t i = 0; i < fields->count; i++)
		wanted[FIELDS + i] = (struct ph_column){ fields->id[i], true };
	ph_table_bind(
		table, wanted, FIELDS + fields->count, NULL, at, NULL, faults);
	return !faults->count
	       && ph_table_width(table) == FIELDS + 1 + fields->count;
}

bool ph_draft_read(struct ph_draft_rows *rows, const char *path,
	const char *bytes, size_t length, const struct ph_fields *fields,
	struct ph_error *err)
{
	PH_AUTO(ph_faults_release) struct ph_faults faults;
	PH_AUTO(ph_table_close) struct ph_table *table = NULL;
	int at[FIELDS + PH_FIELDS_MAX];
	size_t end = 0;
	unsigned long lines = 0;
	struct ph_row cells;

	ph_faults_init(&faults, path);
	if (!ph_table_open_bytes(&table, path, bytes, length, &faults, err))
		return false;
	if (!bind(table, at, fields, &faults))
		return ph_error_set(err, PH_BAD_DATA,
			"%s: this draft was keyed with other questions: import "
			"it with 'phieu import', or remove it",
			path);
	while (ph_table_next(table, &cells, &faults)) {
		struct ph_draft_line *line = ph_list_push(&rows->list);

		if (!line)
			return ph_error_memory(err);
		end += line_end(bytes + end, length - end, cells.line - lines);
		lines = cells.line;
		line->end = end;
		if (!read_row(&line->row, &cells, at, fields)
			|| !ph_draft_heed(rows, &line->row))
			return ph_error_set(err, PH_BAD_DATA,
				"%s:%lu: not a row as phieu wrote it: mend or "
				"remove the line",
				path, cells.line);
	}
	return ph_faults_none(&faults, err);
}

const char *ph_keyed_at(const struct ph_keyed *row, char out[PH_INSTANT_SIZE])
{
	static const char shape[] = "2026-09-30T16:59:59Z";
	bool form = row->kind == PH_KEYED_FORM;
	const char *at = form ? row->serial : strchr(row->serial, '@');

	if (!form && at)
		at++;
	snprintf(out, PH_INSTANT_SIZE, "%.*s", (int)sizeof(shape) - 1,
		at ? at : "");
	return out;
}
