/* SPDX-License-Identifier: MIT */
#include "ledger_internal.h"

/* Answers come last, so many as the ledger has fields. */
#define INSERT_HEAD                                                        \
	"INSERT INTO sheet (batch, identity, channel, code_id, photo_id,"  \
	" page, form, code_from, status, reason, detail, seen, date, box," \
	" officer, serial, replaces, part, place"
#define INSERT_TAIL " ON CONFLICT (code_id, identity) DO NOTHING"

enum {
	FIRST_ANSWER = 20, /* the parameter of a1 */
};

static const char batch_of[] = "SELECT b.source_sha256 FROM sheet s"
			       " JOIN batch b ON b.id = s.batch"
			       " WHERE s.code_id = 0 AND s.identity = ?";

static bool write_insert(struct ph_text *sql, size_t fields)
{
	if (!ph_text_puts(sql, INSERT_HEAD))
		return false;
	for (size_t i = 1; i <= fields; i++)
		if (!ph_text_appendf(sql, ", a%zu", i))
			return false;
	if (!ph_text_puts(sql, ") VALUES (?"))
		return false;
	for (size_t i = 2; i < FIRST_ANSWER + fields; i++)
		if (!ph_text_puts(sql, ", ?"))
			return false;
	return ph_text_puts(sql, ")" INSERT_TAIL);
}

/* Compiled again only when a field was added. */
static bool take_insert(
	struct ph_ledger *l, sqlite3_stmt **s, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text sql = { 0 };

	if (l->insert_sheet && l->insert_fields == l->fields.count) {
		*s = l->insert_sheet;
		return true;
	}
	sqlite3_finalize(l->insert_sheet);
	l->insert_sheet = NULL;
	if (!write_insert(&sql, l->fields.count))
		return ph_error_memory(err);
	if (!ph_sql_prepare(l, ph_text_get(&sql), &l->insert_sheet, err))
		return false;
	l->insert_fields = l->fields.count;
	*s = l->insert_sheet;
	return true;
}

static void bind_answer(
	struct ph_ledger *l, sqlite3_stmt *s, int at, int8_t answer)
{
	if (answer >= 0)
		ph_sql_int(l, s, at, answer);
	else if (answer == PH_BLANK) /* "" is what is meant here, not NULL */
		ph_sql_empty(l, s, at);
	else if (answer != PH_ABSENT)
		ph_sql_text(l, s, at, answer == PH_MULTIPLE ? "!" : "?");
}

static void bind_record(struct ph_ledger *l, sqlite3_stmt *s,
	const struct ph_record *r, char date[PH_DATE_SIZE])
{
	ph_sql_text(l, s, 3, ph_channel_name(r->channel));
	ph_sql_id(l, s, 6, r->page);
	ph_sql_text(l, s, 7, r->form);
	ph_sql_text(l, s, 8, ph_code_from_name(r->code_from));
	ph_sql_text(l, s, 9, ph_status_name(r->status));
	ph_sql_text(l, s, 10, r->reason);
	ph_sql_text(l, s, 11, r->detail);
	ph_sql_id(l, s, 12, r->seen);
	ph_sql_text(l, s, 13, ph_day_format(r->date, date));
	ph_sql_text(l, s, 14, r->box);
	ph_sql_text(l, s, 15, r->officer);
	ph_sql_text(l, s, 16, r->serial);
	ph_sql_id(l, s, 18, r->part);
	ph_sql_text(l, s, 19, r->place);
}

/* None of the columns that the chain passes over in a batch of such sheets, see
 * chain_table.c. */
static bool is_typed(const struct ph_sheet_new *sheet)
{
	const struct ph_record *r = sheet->record;

	return !sheet->photo_id && !sheet->replaces && !r->page && !r->seen
	       && !r->part && !(r->form && *r->form)
	       && !(r->reason && *r->reason) && !(r->detail && *r->detail)
	       && !(r->serial && *r->serial) && !(r->place && *r->place)
	       && !*ph_code_from_name(r->code_from);
}

bool ph_sheet_insert(struct ph_ledger *l, const struct ph_sheet_new *sheet,
	bool *inserted, struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;
	char date[PH_DATE_SIZE];

	if (!take_insert(l, &s, err))
		return false;
	ph_sql_int(l, s, 1, l->batch);
	ph_sql_blob(l, s, 2, sheet->identity, PH_IDENTITY_SIZE);
	ph_sql_int(l, s, 4, sheet->code_id);
	ph_sql_id(l, s, 5, sheet->photo_id);
	bind_record(l, s, sheet->record, date);
	ph_sql_id(l, s, 17, sheet->replaces);
	for (size_t i = 0; i < l->fields.count; i++)
		bind_answer(l, s, FIRST_ANSWER + (int)i, sheet->answers[i]);
	if (!ph_sql_run(l, s, err))
		return false;
	*inserted = sqlite3_changes(l->db) > 0;
	if (!*inserted)
		return true;
	ph_ledger_fact(l);
	l->typed_sheets += is_typed(sheet);
	return !sheet->record->marks
	       || ph_marks_insert(
		       l, sqlite3_last_insert_rowid(l->db), sheet->record, err);
}

/* An equal ballot without a code is there: the same file again, or another
 * one? */
static bool same_source(struct ph_ledger *l, const uint8_t *identity,
	bool *same, struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;
	bool row;

	*same = false;
	if (!ph_sql_take(l, batch_of, &s, err))
		return false;
	ph_sql_blob(l, s, 1, identity, PH_IDENTITY_SIZE);
	if (!ph_sql_row(l, s, &row, err))
		return false;
	*same = row && l->source_hashed
		&& sqlite3_column_bytes(s, 0) == PH_HASH_SIZE
		&& !memcmp(sqlite3_column_blob(s, 0), l->source_sha256,
			PH_HASH_SIZE);
	return true;
}

/* A keyed or online row: known by all it says. */
static bool add_row(struct ph_ledger *l, struct ph_sheet_new *sheet,
	enum ph_added *added, struct ph_error *err)
{
	uint8_t identity[PH_HASH_SIZE];
	uint32_t occurrence = 0;
	bool inserted, same = true;

	if (!ph_content_write(&l->content, sheet->record, sheet->answers)
		|| !ph_identity_row(&l->content, 0, identity))
		return ph_error_memory(err);
	if (!sheet->code_id) {
		occurrence = ph_occurrences_count(&l->occurrences, identity);
		if (!occurrence
			|| !ph_identity_row(&l->content, occurrence, identity))
			return ph_error_memory(err);
	}
	sheet->identity = identity;
	if (!ph_sheet_insert(l, sheet, &inserted, err))
		return false;
	if (!inserted && occurrence && !same_source(l, identity, &same, err))
		return false;
	*added = inserted ? PH_ADDED : same ? PH_SAME : PH_REPEATED;
	return true;
}

bool ph_ledger_add_sheet(struct ph_ledger *l, const struct ph_record *record,
	const struct ph_fields *fields, bool replace, enum ph_added *added,
	struct ph_error *err)
{
	struct ph_sheet_new sheet = { .record = record };
	int8_t answers[PH_FIELDS_MAX];

	if (!ph_ledger_writable(l, err) || !ph_ledger_map_fields(l, fields, err)
		|| !ph_ledger_intern(l, record->code, &sheet.code_id, err))
		return false;
	memset(answers, PH_ABSENT, sizeof(answers));
	for (size_t i = 0; i < fields->count; i++)
		answers[l->map.position[i]] = record->answers[i];
	sheet.answers = answers;
	if (record->hashed)
		return ph_page_add(l, &sheet, replace, added, err);
	return add_row(l, &sheet, added, err);
}
