/* SPDX-License-Identifier: MIT */
/* A version of a sheet that comes of a person's word. */
#include "ledger_internal.h"

/* What the amendment does not name is taken from the sheet, column by column;
 * answers follow. */
#define COPY_HEAD                                                          \
	"INSERT INTO sheet (batch, identity, channel, code_id, photo_id,"  \
	" page, form, code_from, status, reason, detail, seen, date, box," \
	" officer, serial, replaces, part, place, a1, a2, a3, a4, a5, a6," \
	" a7, a8, a9, a10, a11, a12, a13, a14, a15, a16)"                  \
	" SELECT ?2, ?3, channel, coalesce(?4, code_id), photo_id, page,"  \
	" form, iif(?4 IS NULL, code_from, NULL), ?5,"                     \
	" iif(?6, ?7, reason), iif(?8, ?9, detail), seen, date, box,"      \
	" officer, serial, id, part, place"
#define COPY_TAIL " FROM sheet WHERE id = ?1"

static const char copy_marks[] =
	"INSERT INTO mark (sheet_id, position, guess, confidence)"
	" SELECT ?2, position, guess, confidence FROM mark WHERE sheet_id = ?1";

/* A literal: none of these needs quoting. */
static bool put_answer(struct ph_text *sql, int8_t answer)
{
	char cell[8];

	if (answer >= 0)
		return ph_text_appendf(sql, ", %d", answer);
	return ph_text_appendf(sql, ", '%s'", ph_answer_format(answer, cell));
}

static bool write_copy(struct ph_text *sql, const int8_t answers[PH_FIELDS_MAX])
{
	if (!ph_text_puts(sql, COPY_HEAD))
		return false;
	for (int i = 0; i < PH_FIELDS_MAX; i++)
		if (answers[i] == PH_ABSENT
				? !ph_text_appendf(sql, ", a%d", i + 1)
				: !put_answer(sql, answers[i]))
			return false;
	return ph_text_puts(sql, COPY_TAIL);
}

/* Binds ?at, whether it is given, and ?at + 1. */
static void bind_given(
	struct ph_ledger *l, sqlite3_stmt *s, int at, const char *text)
{
	ph_sql_int(l, s, at, text != NULL);
	ph_sql_text(l, s, at + 1, text);
}

static bool copy_sheet(struct ph_ledger *l, const struct ph_amendment *a,
	const int8_t answers[PH_FIELDS_MAX], int64_t *result,
	struct ph_error *err)
{
	PH_AUTO(ph_sql_finalize) sqlite3_stmt *s = NULL;
	PH_AUTO(ph_text_release) struct ph_text sql = { 0 };
	uint8_t identity[PH_HASH_SIZE];
	int64_t code_id;

	ph_identity_correction(a->sheet, identity);
	if (!ph_ledger_intern(l, a->code, &code_id, err))
		return false;
	if (!write_copy(&sql, answers))
		return ph_error_memory(err);
	if (!ph_sql_prepare(l, ph_text_get(&sql), &s, err))
		return false;
	ph_sql_int(l, s, 1, a->sheet);
	ph_sql_int(l, s, 2, l->batch);
	ph_sql_blob(l, s, 3, identity, PH_IDENTITY_SIZE);
	if (a->code)
		ph_sql_int(l, s, 4, code_id);
	ph_sql_text(l, s, 5, ph_status_name(a->status));
	bind_given(l, s, 6, a->reason);
	bind_given(l, s, 8, a->detail);
	if (!ph_sql_run(l, s, err))
		return false;
	*result = sqlite3_last_insert_rowid(l->db);
	ph_ledger_fact(l);
	return true;
}

static bool copy_all_marks(
	struct ph_ledger *l, int64_t from, int64_t to, struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;

	if (!ph_sql_take(l, copy_marks, &s, err))
		return false;
	ph_sql_int(l, s, 1, from);
	ph_sql_int(l, s, 2, to);
	return ph_sql_run(l, s, err);
}

static bool check_newest(
	struct ph_ledger *l, int64_t sheet, struct ph_error *err)
{
	int64_t newest;

	if (!ph_ledger_newest(l, sheet, &newest, err))
		return false;
	return newest == sheet
	       || ph_error_set(err, PH_USAGE,
		       "sheet %lld was replaced by sheet %lld: amend that",
		       (long long)sheet, (long long)newest);
}

bool ph_ledger_amend(struct ph_ledger *l, const struct ph_amendment *a,
	const struct ph_fields *fields, int64_t *result, struct ph_error *err)
{
	int8_t answers[PH_FIELDS_MAX];

	if (!ph_ledger_writable(l, err) || !check_newest(l, a->sheet, err)
		|| !ph_ledger_map_fields(l, fields, err))
		return false;
	memset(answers, PH_ABSENT, sizeof(answers));
	for (size_t i = 0; a->answers && i < fields->count; i++)
		answers[l->map.position[i]] = a->answers[i];
	return copy_sheet(l, a, answers, result, err)
	       && copy_all_marks(l, a->sheet, *result, err)
	       && ph_verdict_follow(l, a->sheet, *result, err);
}
