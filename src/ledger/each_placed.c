/* SPDX-License-Identifier: MIT */
/* Forms that were found in photographs, for crops and for whoever looks at
 * doubtful marks. */
#include "ledger_internal.h"

#define COLUMNS                                                           \
	"SELECT s.id, p.sha256, w.path, s.page, s.part, s.form, s.place," \
	" c.code, s.code_from, s.status, s.reason, s.code_id, s.detail"
#define ROWS                                              \
	" FROM sheet s JOIN photo p ON p.id = s.photo_id" \
	" JOIN code c ON c.id = s.code_id"                \
	" LEFT JOIN photo_path w ON w.photo_id = p.id"
#define CURRENT " NOT EXISTS (SELECT 1 FROM sheet n WHERE n.replaces = s.id)"
#define PLACED " WHERE s.place IS NOT NULL AND" CURRENT
#define ORDER " ORDER BY s.id"

static const char of_all[] = PLACED ORDER;
static const char of_photo[] = PLACED " AND p.sha256 = ?" ORDER;
static const char of_scans[] = " WHERE s.channel = 'scan' AND" CURRENT
			       " ORDER BY s.photo_id, s.page, s.part, s.id";
static const char of_sheet[] = " WHERE s.channel = 'scan' AND s.id = ?";

enum {
	CODE_ID = 11,
	DETAIL,
	FIRST_ANSWER,
};

static bool write_query(struct ph_text *sql, const struct ph_fields *known,
	const struct ph_fields *fields, const char *which)
{
	if (!ph_text_puts(sql, COLUMNS))
		return false;
	for (size_t i = 0; i < fields->count; i++) {
		int at = ph_fields_find(known, fields->id[i]);

		if (at < 0 ? !ph_text_puts(sql, ", NULL")
			   : !ph_text_appendf(sql, ", s.a%d", at + 1))
			return false;
	}
	return ph_text_puts(sql, ROWS) && ph_text_puts(sql, which);
}

static bool start(struct ph_ledger *l, const char *which,
	const struct ph_fields *fields, sqlite3_stmt **s, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text sql = { 0 };
	struct ph_fields known;

	if (fields->count > PH_FIELDS_MAX)
		return ph_error_set(
			err, PH_BUG, "%s: %zu fields", l->path, fields->count);
	if (!ph_ledger_load_fields(l, &known, err))
		return false;
	if (!write_query(&sql, &known, fields, which))
		return ph_error_memory(err);
	return ph_sql_prepare(l, ph_text_get(&sql), s, err);
}

static void read_row(sqlite3_stmt *s, size_t answers, struct ph_placed_row *row)
{
	const void *sha256 = sqlite3_column_blob(s, 1);

	row->sheet = sqlite3_column_int64(s, 0);
	if (sha256 && sqlite3_column_bytes(s, 1) == PH_HASH_SIZE)
		memcpy(row->sha256, sha256, PH_HASH_SIZE);
	row->path = ph_sql_column(s, 2);
	row->page = (unsigned)sqlite3_column_int64(s, 3);
	row->part = (unsigned)sqlite3_column_int64(s, 4);
	row->form = ph_sql_column(s, 5);
	row->place = ph_sql_column(s, 6);
	row->code = ph_sql_column(s, 7);
	row->code_from = PH_FROM_NONE;
	(void)ph_code_from_find(ph_sql_column(s, 8), &row->code_from);
	row->status = PH_STATUS_UNREAD;
	(void)ph_status_find(ph_sql_column(s, 9), &row->status);
	row->reason = ph_sql_column(s, 10);
	for (size_t i = 0; i < answers; i++)
		row->answers[i] = ph_sql_answer(s, FIRST_ANSWER + (int)i);
}

bool ph_ledger_each_placed(struct ph_ledger *l, const uint8_t *sha256,
	const struct ph_fields *fields,
	bool (*row)(void *context, const struct ph_placed_row *row),
	void *context, struct ph_error *err)
{
	PH_AUTO(ph_sql_finalize) sqlite3_stmt *s = NULL;
	struct ph_placed_row read = { 0 };
	bool there;

	memset(read.answers, PH_ABSENT, sizeof(read.answers));
	if (!start(l, sha256 ? of_photo : of_all, fields, &s, err))
		return false;
	if (sha256)
		ph_sql_blob(l, s, 1, sha256, PH_HASH_SIZE);
	while (ph_sql_row(l, s, &there, err)) {
		if (!there)
			return true;
		read_row(s, fields->count, &read);
		if (!row(context, &read))
			return true;
	}
	return false;
}

bool ph_ledger_each_scanned(struct ph_ledger *l, int64_t sheet,
	const struct ph_fields *fields,
	bool (*row)(void *context, const struct ph_scanned_row *row),
	void *context, struct ph_error *err)
{
	PH_AUTO(ph_sql_finalize) sqlite3_stmt *s = NULL;
	struct ph_scanned_row read = { 0 };
	bool there;

	memset(read.form.answers, PH_ABSENT, sizeof(read.form.answers));
	if (!start(l, sheet ? of_sheet : of_scans, fields, &s, err))
		return false;
	if (sheet)
		ph_sql_int(l, s, 1, sheet);
	while (ph_sql_row(l, s, &there, err)) {
		if (!there)
			return true;
		read_row(s, fields->count, &read.form);
		read.code_id = sqlite3_column_int64(s, CODE_ID);
		read.detail = ph_sql_column(s, DETAIL);
		if (!row(context, &read))
			return true;
	}
	return false;
}
