/* SPDX-License-Identifier: MIT */
#include "ledger_internal.h"

#define COLUMNS                                                          \
	"SELECT id, batch, code_id, replaces, photo_id, date, channel, " \
	"status,"                                                        \
	" code_from, reason, box, officer"
#define ROWS " FROM sheet WHERE batch <= ?1 ORDER BY id"

static const char day_of[] =
	"SELECT date(at, '+7 hours') FROM batch WHERE id = ?";

enum {
	FIRST_ANSWER = 12
};

/* Which columns hold the answers: one for each field that was asked for and
 * that the ledger knows. */
static bool write_query(struct ph_text *sql, const struct ph_fields *known,
	const struct ph_fields *fields)
{
	if (!ph_text_puts(sql, COLUMNS))
		return false;
	for (size_t i = 0; i < fields->count; i++) {
		int at = ph_fields_find(known, fields->id[i]);

		if (at < 0 ? !ph_text_puts(sql, ", NULL")
			   : !ph_text_appendf(sql, ", a%d", at + 1))
			return false;
	}
	return ph_text_puts(sql, ROWS);
}

/* The words differ in their first letter (CHECK keeps others out), so one
 * byte of the row is looked at, not copied. */
static char first_letter(sqlite3_stmt *s, int at)
{
	const char *text = sqlite3_column_blob(s, at);

	return text ? *text : '\0';
}

static enum ph_channel channel(sqlite3_stmt *s, int at)
{
	switch (first_letter(s, at)) {
	case 's':
		return PH_CHANNEL_SCAN;
	case 'o':
		return PH_CHANNEL_ONLINE;
	default:
		return PH_CHANNEL_KEYED;
	}
}

static enum ph_status status(sqlite3_stmt *s, int at)
{
	switch (first_letter(s, at)) {
	case 'r':
		return PH_STATUS_READ;
	case 'd':
		return PH_STATUS_DOUBTFUL;
	default:
		return PH_STATUS_UNREAD;
	}
}

static enum ph_code_from code_from(sqlite3_stmt *s, int at)
{
	enum ph_code_from from;

	if (sqlite3_column_type(s, at) == SQLITE_NULL
		|| !ph_code_from_find(ph_sql_column(s, at), &from))
		return PH_FROM_NONE;
	return from;
}

/* Rows come in the order of batches: a day is asked for once a batch. */
static bool entered(struct ph_ledger *l, int64_t batch,
	struct ph_sheet_row *out, struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;
	bool row;

	if (batch == out->batch)
		return true;
	if (!ph_sql_take(l, day_of, &s, err))
		return false;
	ph_sql_int(l, s, 1, batch);
	if (!ph_sql_row(l, s, &row, err))
		return false;
	out->batch = batch;
	out->entered = row ? ph_sql_day(s, 0) : PH_NO_DATE;
	return true;
}

static void read_row(sqlite3_stmt *s, size_t answers, struct ph_sheet_row *out)
{
	out->sheet = sqlite3_column_int64(s, 0);
	out->code_id = sqlite3_column_int64(s, 2);
	out->replaces = sqlite3_column_int64(s, 3);
	out->photo_id = sqlite3_column_int64(s, 4);
	out->date = ph_sql_day(s, 5);
	out->channel = channel(s, 6);
	out->status = status(s, 7);
	out->code_from = code_from(s, 8);
	out->reason = ph_sql_column(s, 9);
	out->box = ph_sql_column(s, 10);
	out->officer = ph_sql_column(s, 11);
	for (size_t i = 0; i < answers; i++)
		out->answers[i] = ph_sql_answer(s, FIRST_ANSWER + (int)i);
}

static bool start(struct ph_ledger *l, int64_t as_of,
	const struct ph_fields *fields, sqlite3_stmt **s, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text sql = { 0 };
	struct ph_fields known;

	if (fields->count > PH_FIELDS_MAX)
		return ph_error_set(
			err, PH_BUG, "%s: %zu fields", l->path, fields->count);
	if (!ph_ledger_load_fields(l, &known, err))
		return false;
	if (!write_query(&sql, &known, fields))
		return ph_error_memory(err);
	if (!ph_sql_prepare(l, ph_text_get(&sql), s, err))
		return false;
	ph_sql_int(l, *s, 1, as_of);
	return true;
}

bool ph_ledger_each_sheet(struct ph_ledger *l, int64_t as_of,
	const struct ph_fields *fields,
	bool (*row)(void *context, const struct ph_sheet_row *row),
	void *context, struct ph_error *err)
{
	PH_AUTO(ph_sql_finalize) sqlite3_stmt *s = NULL;
	struct ph_sheet_row read = { 0 };
	bool there;

	memset(read.answers, PH_ABSENT, sizeof(read.answers));
	if (!start(l, as_of, fields, &s, err))
		return false;
	while (ph_sql_row(l, s, &there, err)) {
		if (!there)
			return true;
		if (!entered(l, sqlite3_column_int64(s, 1), &read, err))
			return false;
		read_row(s, fields->count, &read);
		if (!row(context, &read))
			return true;
	}
	return false;
}
