/* SPDX-License-Identifier: MIT */
/* One row of a table of sheets to a record. */
#include "intake_internal.h"

#include <string.h>

void ph_sheets_release(struct ph_sheets *sheets)
{
	ph_text_release(&sheets->code);
}

static const char *get(const struct ph_sheets *sheets, const struct ph_row *row,
	enum ph_entry_column column)
{
	return ph_row_get(row, sheets->at[column]);
}

static void read_answers(struct ph_sheets *sheets, const struct ph_row *row,
	struct ph_record *record)
{
	const struct ph_rules *rules = sheets->intake->rules;

	for (size_t i = 0; i < rules->criterion_count; i++) {
		const struct ph_criterion *criterion = &rules->criteria[i];
		int at = criterion->field < 0 ? -1
					      : sheets->at[PH_COLUMN_FIELDS
							   + criterion->field];

		if (at >= 0
			&& !ph_cell_answer(sheets->table, row, at, criterion,
				&record->answers[criterion->field],
				sheets->faults))
			record->answers[criterion->field] = PH_ABSENT;
	}
}

/* A person gave points. */
static bool is_rated(
	const struct ph_sheets *sheets, const struct ph_record *record)
{
	for (size_t i = 0; i < sheets->intake->rules->fields.count; i++)
		if (record->answers[i] >= 0)
			return true;
	return false;
}

/* A scan that read no marks says `?` everywhere: nothing is known of the
 * answers. Beside an answer, `?` is a mark that was seen and is in doubt. */
static void forget_untold(
	const struct ph_sheets *sheets, struct ph_record *record)
{
	size_t count = sheets->intake->rules->fields.count;

	for (size_t i = 0; i < count; i++)
		if (record->answers[i] != PH_DOUBTFUL
			&& record->answers[i] != PH_ABSENT)
			return;
	memset(record->answers, PH_ABSENT, sizeof(record->answers));
}

/* A number from 1; `missing` for an empty cell. */
static unsigned read_count(struct ph_sheets *sheets, const struct ph_row *row,
	enum ph_entry_column column, unsigned missing, const char *what)
{
	const char *text = get(sheets, row, column);
	size_t length = strspn(text, "0123456789");
	unsigned count = 0;

	if (!*text)
		return missing;
	for (size_t i = 0; i < length && length <= 6; i++)
		count = count * 10 + (unsigned)(text[i] - '0');
	if (text[length] || !count)
		ph_row_fault(sheets->table, row, sheets->at[column],
			sheets->faults, "%s is not a %s: %ss count from 1",
			text, what, what);
	return count;
}

/* 0: no such name. */
static unsigned find_symbology(const char *name, size_t length)
{
	static const enum ph_symbology known[] = {
		PH_QR,
		PH_CODE128,
		PH_CODE39,
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
		const char *word = ph_symbology_name(known[i]);

		if (strlen(word) == length && memcmp(word, name, length) == 0)
			return known[i];
	}
	return 0;
}

static unsigned read_seen(struct ph_sheets *sheets, const struct ph_row *row)
{
	const char *at = get(sheets, row, PH_COLUMN_SEEN);
	unsigned seen = 0;

	while (*at) {
		size_t length = strcspn(at, " ");
		unsigned symbology = find_symbology(at, length);

		if (!symbology)
			ph_row_fault(sheets->table, row,
				sheets->at[PH_COLUMN_SEEN], sheets->faults,
				"%.*s is not one of qr, code128, code39",
				(int)length, at);
		seen |= symbology;
		at += length + strspn(at + length, " ");
	}
	return seen;
}

static void read_hash(struct ph_sheets *sheets, const struct ph_row *row,
	struct ph_record *record)
{
	const char *text = get(sheets, row, PH_COLUMN_SHA256);

	record->hashed = *text != '\0';
	if (*text && !ph_hash_parse(text, strlen(text), record->sha256))
		ph_row_fault(sheets->table, row, sheets->at[PH_COLUMN_SHA256],
			sheets->faults,
			"not a SHA-256 of 64 hexadecimal digits: leave the "
			"cell as scan wrote it");
}

static void read_words(struct ph_sheets *sheets, const struct ph_row *row,
	struct ph_record *record)
{
	const char *status = get(sheets, row, PH_COLUMN_STATUS);
	const char *from = get(sheets, row, PH_COLUMN_CODE_FROM);

	if (*status && !ph_status_find(status, &record->status))
		ph_row_fault(sheets->table, row, sheets->at[PH_COLUMN_STATUS],
			sheets->faults,
			"%s is not one of read, doubtful, unread", status);
	if (!ph_code_from_find(from, &record->code_from))
		ph_row_fault(sheets->table, row,
			sheets->at[PH_COLUMN_CODE_FROM], sheets->faults,
			"%s is not one of qr, code128, code39, both, or empty",
			from);
}

static void read_marks(struct ph_sheets *sheets, const struct ph_row *row,
	struct ph_record *record)
{
	const char *cell = get(sheets, row, PH_COLUMN_MARKS);

	if (!*cell)
		return;
	record->marks = sheets->marks;
	if (!ph_marks_cell_read(
		    cell, sheets->marks, &sheets->intake->rules->fields))
		ph_row_fault(sheets->table, row, sheets->at[PH_COLUMN_MARKS],
			sheets->faults,
			"not marks as cs1=2@0.98: leave the cell as scan wrote "
			"it");
}

static void read_place(struct ph_sheets *sheets, const struct ph_row *row,
	struct ph_record *record)
{
	const char *cell = get(sheets, row, PH_COLUMN_PLACE);
	struct ph_corners corners;

	record->place = cell;
	record->part = read_count(sheets, row, PH_COLUMN_PART, 0, "part");
	if (*cell && !ph_place_parse(cell, &corners))
		ph_row_fault(sheets->table, row, sheets->at[PH_COLUMN_PLACE],
			sheets->faults,
			"not four corners as x,y x,y x,y x,y: leave the cell "
			"as scan wrote it");
}

static bool has_answer(const struct ph_sheets *sheets,
	const struct ph_record *record, int8_t answer)
{
	for (size_t i = 0; i < sheets->intake->rules->fields.count; i++)
		if (record->answers[i] == answer)
			return true;
	return false;
}

/* Marks were read and nothing else is in doubt: the record is as sure as its
 * answers are, whoever gave them. */
static void settle_marks(
	const struct ph_sheets *sheets, struct ph_record *record)
{
	bool settled =
		*record->code || strcmp(record->reason, PH_REASON_MARK) == 0;

	if (!record->marks || !settled || record->status == PH_STATUS_READ)
		return;
	if (has_answer(sheets, record, PH_DOUBTFUL)) {
		record->status = PH_STATUS_DOUBTFUL;
		record->reason = PH_REASON_MARK;
		return;
	}
	record->status = PH_STATUS_READ;
	record->reason = record->detail = "";
}

/* A form that could not be read, though its code was: a person gave points. */
static void settle_unread(
	const struct ph_sheets *sheets, struct ph_record *record)
{
	if (record->marks || !*record->form || !*record->code
		|| !is_rated(sheets, record)
		|| has_answer(sheets, record, PH_DOUBTFUL))
		return;
	record->status = PH_STATUS_READ;
	record->reason = record->detail = "";
}

/* A code without a source was typed in by a person, who has looked at the
 * sheet: what the scan could not tell is settled. */
static void take_typed_code(struct ph_record *record)
{
	if (*record->code && record->code_from == PH_FROM_NONE
		&& record->status != PH_STATUS_READ && !record->marks) {
		record->status = PH_STATUS_READ;
		record->reason = record->detail = "";
	}
}

static void read_photo(struct ph_sheets *sheets, const struct ph_row *row,
	struct ph_record *record)
{
	record->channel = PH_CHANNEL_SCAN;
	record->photo = get(sheets, row, PH_COLUMN_PHOTO);
	record->page = read_count(sheets, row, PH_COLUMN_PAGE, 1, "page");
	record->form = get(sheets, row, PH_COLUMN_FORM);
	record->reason = get(sheets, row, PH_COLUMN_REASON);
	record->detail = get(sheets, row, PH_COLUMN_DETAIL);
	record->seen = read_seen(sheets, row);
	read_words(sheets, row, record);
	read_marks(sheets, row, record);
	read_place(sheets, row, record);
	if (!record->marks)
		forget_untold(sheets, record);
	take_typed_code(record);
	settle_marks(sheets, record);
	settle_unread(sheets, record);
}

bool ph_sheet_read(struct ph_sheets *sheets, const struct ph_row *row,
	struct ph_record *record, struct ph_error *err)
{
	const struct ph_intake *intake = sheets->intake;

	ph_record_clear(record);
	if (!ph_cell_code(sheets->table, row, sheets->at[PH_COLUMN_CODE],
		    &sheets->code, sheets->faults))
		return ph_error_memory(err);
	record->code = ph_text_get(&sheets->code);
	sheets->malformed =
		*record->code
		&& !ph_code_judge(intake->rules, record->code, intake->today)
			    .valid;
	record->date = ph_cell_date(
		sheets->table, row, sheets->at[PH_COLUMN_DATE], sheets->faults);
	record->box = get(sheets, row, PH_COLUMN_BOX);
	record->officer = get(sheets, row, PH_COLUMN_OFFICER);
	record->serial = get(sheets, row, PH_COLUMN_SERIAL);
	record->channel = sheets->channel;
	read_answers(sheets, row, record);
	read_hash(sheets, row, record);
	/* A row that a person added to a table of scans, points and all, but
	 * without a photo, is a keyed entry. */
	if (record->hashed
		|| (sheets->at[PH_COLUMN_SHA256] >= 0
			&& !is_rated(sheets, record)))
		read_photo(sheets, row, record);
	return true;
}
