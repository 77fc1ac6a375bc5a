/* SPDX-License-Identifier: MIT */
#include "intake_internal.h"

#include <phieu/json.h>

#include <stdio.h>

static const enum ph_symbology symbologies[] = {
	PH_QR,
	PH_CODE128,
	PH_CODE39,
};

#define SYMBOLOGIES (sizeof(symbologies) / sizeof(*symbologies))

void ph_record_csv_header(struct ph_csv *csv, const struct ph_fields *fields)
{
	static const char *const before[] = { "photo", "page", "sha256", "form",
		"code", "code_from", "status", "reason" };

	for (size_t i = 0; i < sizeof(before) / sizeof(*before); i++)
		ph_csv_text(csv, before[i]);
	for (size_t i = 0; i < fields->count; i++)
		ph_csv_text(csv, fields->id[i]);
	ph_csv_text(csv, "seen");
	ph_csv_text(csv, "detail");
	ph_csv_text(csv, "part");
	ph_csv_text(csv, "marks");
	ph_csv_text(csv, "place");
	ph_csv_end_row(csv);
}

static const char *get_hash(
	const struct ph_record *record, char out[PH_HASH_HEX_SIZE])
{
	return record->hashed ? ph_hash_hex(record->sha256, out) : "";
}

/* "qr code128" */
static void put_seen(struct ph_csv *csv, unsigned seen)
{
	char names[32] = "";
	int used = 0;

	for (size_t i = 0; i < SYMBOLOGIES; i++)
		if (seen & symbologies[i])
			used += snprintf(names + used,
				sizeof(names) - (size_t)used, "%s%s",
				used ? " " : "",
				ph_symbology_name(symbologies[i]));
	ph_csv_text(csv, names);
}

/* Where marks were read, a question that the form does not ask is told apart
 * from one whose answer is not known. */
static const char *get_answer(
	const struct ph_record *record, size_t i, char out[8])
{
	if (record->marks && record->answers[i] == PH_ABSENT)
		return "-";
	return ph_answer_format(record->answers[i], out);
}

static void put_part(struct ph_csv *csv, unsigned part)
{
	if (part)
		ph_csv_number(csv, part);
	else
		ph_csv_text(csv, "");
}

static void put_marks(struct ph_csv *csv, const struct ph_record *record,
	const struct ph_fields *fields)
{
	PH_AUTO(ph_text_release) struct ph_text marks = { 0 };

	if (record->marks
		&& !ph_marks_cell_write(&marks, record->marks, fields))
		csv->failed = true;
	ph_csv_text(csv, ph_text_get(&marks));
}

void ph_record_csv_row(struct ph_csv *csv, const struct ph_record *record,
	const struct ph_fields *fields)
{
	char hash[PH_HASH_HEX_SIZE], answer[8];

	ph_csv_text(csv, record->photo);
	ph_csv_number(csv, record->page);
	ph_csv_text(csv, get_hash(record, hash));
	ph_csv_text(csv, record->form);
	ph_csv_text(csv, record->code);
	ph_csv_text(csv, ph_code_from_name(record->code_from));
	ph_csv_text(csv, ph_status_name(record->status));
	ph_csv_text(csv, record->reason);
	for (size_t i = 0; i < fields->count; i++)
		ph_csv_text(csv, get_answer(record, i, answer));
	put_seen(csv, record->seen);
	ph_csv_text(csv, record->detail);
	put_part(csv, record->part);
	put_marks(csv, record, fields);
	ph_csv_text(csv, record->place);
	ph_csv_end_row(csv);
}

static const char *get_text(const char *text)
{
	return text ? text : "";
}

static bool add_head(struct ph_text *out, const struct ph_record *record)
{
	char hash[PH_HASH_HEX_SIZE];

	return ph_json_string(out, "photo", get_text(record->photo))
	       && ph_json_number(out, "page", record->page)
	       && ph_json_string(out, "sha256", get_hash(record, hash))
	       && ph_json_string(out, "form", get_text(record->form))
	       && ph_json_string(out, "code", get_text(record->code))
	       && ph_json_string(
		       out, "code_from", ph_code_from_name(record->code_from))
	       && ph_json_string(out, "status", ph_status_name(record->status))
	       && ph_json_string(out, "reason", get_text(record->reason));
}

static bool add_answers(struct ph_text *out, const struct ph_record *record,
	const struct ph_fields *fields)
{
	char answer[8];

	if (!ph_json_open(out, "answers", '{'))
		return false;
	for (size_t i = 0; i < fields->count; i++)
		if (!ph_json_string(
			    out, fields->id[i], get_answer(record, i, answer)))
			return false;
	return ph_json_close(out, '}');
}

static bool add_seen(struct ph_text *out, unsigned seen)
{
	if (!ph_json_open(out, "seen", '['))
		return false;
	for (size_t i = 0; i < SYMBOLOGIES; i++)
		if ((seen & symbologies[i])
			&& !ph_json_string(
				out, NULL, ph_symbology_name(symbologies[i])))
			return false;
	return ph_json_close(out, ']');
}

static bool add_mark(
	struct ph_text *out, const char *field, const struct ph_guess *guess)
{
	char answer[8];
	int confidence = ph_guess_confidence(guess);

	return ph_json_open(out, NULL, '{')
	       && ph_json_string(out, "field", field)
	       && ph_json_string(
		       out, "guess", ph_answer_format(guess->answer, answer))
	       && ph_text_appendf(out, ",\"confidence\":%d.%04d",
		       confidence / PH_GUESS_ONE, confidence % PH_GUESS_ONE)
	       && ph_json_close(out, '}');
}

static bool add_marks(struct ph_text *out, const struct ph_record *record,
	const struct ph_fields *fields)
{
	if (!ph_json_open(out, "marks", '['))
		return false;
	for (size_t i = 0; record->marks && i < fields->count; i++)
		if (record->marks[i].answer != PH_ABSENT
			&& !add_mark(out, fields->id[i], &record->marks[i]))
			return false;
	return ph_json_close(out, ']');
}

static bool add_place(struct ph_text *out, const struct ph_record *record)
{
	return ph_json_number(out, "part", record->part)
	       && ph_json_string(out, "place", get_text(record->place));
}

bool ph_record_json(struct ph_text *out, const struct ph_record *record,
	const struct ph_fields *fields)
{
	return ph_json_begin(out) && add_head(out, record)
	       && add_answers(out, record, fields)
	       && add_seen(out, record->seen)
	       && ph_json_string(out, "detail", get_text(record->detail))
	       && add_place(out, record) && add_marks(out, record, fields)
	       && ph_json_end(out);
}
