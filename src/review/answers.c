/* SPDX-License-Identifier: MIT */
/* The table of decisions, read and checked. */
#include "apply.h"

#include <stdio.h>
#include <string.h>

enum column {
	COLUMN_SHEET,
	COLUMN_PHOTO,
	COLUMN_FIELD,
	COLUMN_ANSWER,
	COLUMN_CODE,
	COLUMN_PASS,
	COLUMN_AT,
	COLUMNS
};

static const struct ph_column wanted[COLUMNS] = {
	[COLUMN_SHEET] = { "sheet", true },
	[COLUMN_PHOTO] = { "photo", true },
	[COLUMN_FIELD] = { "field", true },
	[COLUMN_ANSWER] = { "answer", true },
	[COLUMN_CODE] = { "code", true },
	[COLUMN_PASS] = { "pass", true },
	[COLUMN_AT] = { "at", true },
};

struct reading {
	const struct ph_review_apply *apply;
	struct ph_table *table;
	struct ph_faults *faults;
	int at[COLUMNS];
	PH_LIST(struct ph_review_answer) answers;
	PH_LIST(struct answer_row) rows;
};

static void reading_release(struct reading *r)
{
	ph_list_release(&r->answers);
	ph_list_release(&r->rows);
}
PH_CLEANUP_VALUE(struct reading, reading_release)

#define FAULT(r, row, column, ...) \
	ph_row_fault((r)->table, row, (r)->at[column], (r)->faults, __VA_ARGS__)

static const char *get(
	const struct reading *r, const struct ph_row *row, enum column column)
{
	return ph_row_get(row, r->at[column]);
}

/* Digits alone, from 1; 0: not such a number. */
static int64_t read_number(const char *text)
{
	size_t length = strspn(text, "0123456789");
	int64_t number = 0;

	if (!length || text[length] || length > 18)
		return 0;
	for (size_t i = 0; i < length; i++)
		number = number * 10 + (text[i] - '0');
	return number;
}

static void read_sheet(struct reading *r, const struct ph_row *row,
	struct ph_review_answer *answer)
{
	const char *text = get(r, row, COLUMN_SHEET);
	const char *pass = get(r, row, COLUMN_PASS);
	int64_t number = read_number(pass);

	answer->sheet = read_number(text);
	if (!answer->sheet)
		FAULT(r, row, COLUMN_SHEET,
			"%s is not the number of a sheet: leave the cell as "
			"it was written",
			text);
	answer->pass = number >= 1 && number <= 3 ? (unsigned)number : 1;
	if (number < 1 || number > 3)
		FAULT(r, row, COLUMN_PASS, "%s is not one of 1, 2, 3", pass);
}

/* Empty for a form without a photo. */
static void read_photo(struct reading *r, const struct ph_row *row,
	struct ph_review_answer *answer)
{
	const char *text = get(r, row, COLUMN_PHOTO);
	size_t length = strlen(text);

	if (length
		&& (length != sizeof(answer->photo) - 1
			|| strspn(text, "0123456789abcdef") != length)) {
		FAULT(r, row, COLUMN_PHOTO,
			"not the first 16 hexadecimal digits of a SHA-256: "
			"leave the cell as it was written");
		return;
	}
	snprintf(answer->photo, sizeof(answer->photo), "%s", text);
}

/* 2026-09-30T16:59:59Z */
static void read_instant(struct reading *r, const struct ph_row *row,
	struct ph_review_answer *answer)
{
	static const char shape[] = "0000-00-00T00:00:00Z";
	const char *text = get(r, row, COLUMN_AT);
	bool fine = strlen(text) == sizeof(shape) - 1;
	ph_date date;

	for (size_t i = 0; fine && shape[i]; i++)
		fine = shape[i] == '0' ? text[i] >= '0' && text[i] <= '9'
				       : text[i] == shape[i];
	if (!fine || !ph_date_parse(text, strlen(text), &date)) {
		FAULT(r, row, COLUMN_AT,
			"%s is not a time: write it as 2026-09-30T16:59:59Z",
			text);
		return;
	}
	/* Clocks of other computers may be a little ahead. */
	if (date > r->apply->today + 1) {
		FAULT(r, row, COLUMN_AT,
			"%s has not come yet: set the clock of the computer "
			"on which the answers were given, and write the day "
			"on which they were",
			text);
		return;
	}
	snprintf(answer->at, sizeof(answer->at), "%s", text);
}

static bool read_code(struct reading *r, const struct ph_row *row,
	struct ph_review_answer *answer, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text code = { 0 };
	const char *text = get(r, row, COLUMN_CODE);
	struct ph_code_match match;

	answer->answer = PH_ABSENT;
	if (!ph_utf8_code(&code, text, strlen(text)))
		return ph_error_memory(err);
	if (!code.length) {
		FAULT(r, row, COLUMN_CODE,
			"empty: the answer «code» needs the code; without one "
			"it is «none»");
		return true;
	}
	if (code.length >= PH_CODE_SIZE) {
		FAULT(r, row, COLUMN_CODE,
			"%zu bytes, a dossier code has less than %d",
			code.length, PH_CODE_SIZE);
		return true;
	}
	snprintf(answer->code, sizeof(answer->code), "%s", ph_text_get(&code));
	match = ph_code_judge(r->apply->rules, answer->code, r->apply->today);
	if (!match.valid)
		FAULT(r, row, COLUMN_CODE, "%s is no dossier code: %s",
			answer->code, match.what ? match.what : "");
	return true;
}

static bool read_code_answer(struct reading *r, const struct ph_row *row,
	struct ph_review_answer *answer, struct ph_error *err)
{
	const char *text = get(r, row, COLUMN_ANSWER);

	if (strcmp(text, "code") == 0)
		return read_code(r, row, answer, err);
	answer->answer = strcmp(text, "none") == 0 ? PH_BLANK : PH_DOUBTFUL;
	if (strcmp(text, "none") != 0 && strcmp(text, "unreadable") != 0)
		FAULT(r, row, COLUMN_ANSWER,
			"%s is not one of code, none, unreadable", text);
	return true;
}

static const struct ph_criterion *criterion_of(
	const struct ph_rules *rules, int field)
{
	for (size_t i = 0; i < rules->criterion_count; i++)
		if (rules->criteria[i].field == field)
			return &rules->criteria[i];
	return NULL;
}

static bool read_points(const struct ph_rules *rules, int field,
	const char *text, int8_t *answer)
{
	const struct ph_criterion *criterion = criterion_of(rules, field);

	return *text && ph_answer_parse(text, strlen(text), answer)
	       && *answer >= 0 && criterion
	       && ph_criterion_option(criterion, *answer);
}

/* "2, 1, 0" */
static const char *list_points(
	const struct ph_criterion *criterion, char out[128])
{
	size_t used = 0;

	*out = '\0';
	for (size_t i = 0; criterion && i < criterion->option_count; i++) {
		int wrote = snprintf(out + used, 128 - used, "%d, ",
			criterion->options[i].points);

		if (wrote < 0 || (size_t)wrote >= 128 - used)
			break;
		used += (size_t)wrote;
	}
	return out;
}

static void read_mark_answer(struct reading *r, const struct ph_row *row,
	struct ph_review_answer *answer)
{
	static const struct {
		const char *word;
		int8_t answer;
	} words[] = {
		{ "blank", PH_BLANK },
		{ "several", PH_MULTIPLE },
		{ "unreadable", PH_DOUBTFUL },
	};
	const struct ph_rules *rules = r->apply->rules;
	const char *text = get(r, row, COLUMN_ANSWER);
	char list[128];

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (strcmp(text, words[i].word) != 0)
			continue;
		answer->answer = words[i].answer;
		return;
	}
	if (!read_points(rules, answer->field, text, &answer->answer))
		FAULT(r, row, COLUMN_ANSWER,
			"%s is not one of %sblank, several, unreadable", text,
			list_points(criterion_of(rules, answer->field), list));
}

static bool read_answer(struct reading *r, const struct ph_row *row,
	struct ph_review_answer *answer, struct ph_error *err)
{
	const char *field = get(r, row, COLUMN_FIELD);

	read_sheet(r, row, answer);
	read_photo(r, row, answer);
	read_instant(r, row, answer);
	if (strcmp(field, "code") == 0) {
		answer->field = PH_REVIEW_CODE;
		return read_code_answer(r, row, answer, err);
	}
	answer->field = ph_fields_find(&r->apply->rules->fields, field);
	if (answer->field < 0)
		FAULT(r, row, COLUMN_FIELD,
			"%s is no question of the rule set %s, nor «code»",
			field, r->apply->rules->id);
	else
		read_mark_answer(r, row, answer);
	if (*get(r, row, COLUMN_CODE))
		FAULT(r, row, COLUMN_CODE,
			"a code is an answer to «code» alone: empty this cell");
	return true;
}

static bool read_rows(struct reading *r, struct ph_error *err)
{
	struct ph_row row;

	while (ph_table_next(r->table, &row, r->faults)) {
		struct ph_review_answer *answer = ph_list_push(&r->answers);
		struct answer_row *place = ph_list_push(&r->rows);

		if (!answer || !place)
			return ph_error_memory(err);
		place->line = row.line;
		place->column[ANSWER_SHEET] = (unsigned)r->at[COLUMN_SHEET] + 1;
		place->column[ANSWER_PHOTO] = (unsigned)r->at[COLUMN_PHOTO] + 1;
		place->column[ANSWER_PASS] = (unsigned)r->at[COLUMN_PASS] + 1;
		if (!read_answer(r, &row, answer, err))
			return false;
	}
	return true;
}

bool ph_review_apply_table(const struct ph_review_apply *apply,
	struct ph_table *table, struct ph_review_count *count,
	struct ph_faults *faults, struct ph_error *err)
{
	PH_AUTO(reading_release)
	struct reading r = {
		.apply = apply,
		.table = table,
		.faults = faults,
	};

	ph_table_bind(table, wanted, COLUMNS, apply->labels, r.at, apply->log,
		faults);
	if (faults->count)
		return true;
	if (!read_rows(&r, err))
		return false;
	count->rows += r.answers.count;
	return faults->count
	       || apply_all(apply, r.answers.at, r.rows.at, r.answers.count,
		       count, faults, err);
}
