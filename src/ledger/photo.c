/* SPDX-License-Identifier: MIT */
#include "ledger_internal.h"

static const char find_photo[] = "SELECT id FROM photo WHERE sha256 = ?";
static const char add_photo[] =
	"INSERT INTO photo (batch, sha256) VALUES (?, ?)";
static const char add_path[] =
	"INSERT INTO photo_path (photo_id, path) VALUES (?, ?)";
static const char path_of[] = "SELECT path FROM photo_path WHERE photo_id = ?";
static const char find_page[] =
	"SELECT 1 FROM sheet WHERE photo_id ="
	" (SELECT id FROM photo WHERE sha256 = ?) AND page IS ?";

static const char latest_day[] =
	"SELECT max(date(b.at, '+7 hours')) FROM photo p"
	" JOIN batch b ON b.id = p.batch WHERE p.sha256 BETWEEN ? AND ?";

static bool add(struct ph_ledger *l, const struct ph_record *record,
	int64_t *photo_id, struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *photo = NULL, *path = NULL;

	if (!ph_sql_take(l, add_photo, &photo, err)
		|| !ph_sql_take(l, add_path, &path, err))
		return false;
	ph_sql_int(l, photo, 1, l->batch);
	ph_sql_blob(l, photo, 2, record->sha256, PH_HASH_SIZE);
	if (!ph_sql_run(l, photo, err))
		return false;
	*photo_id = sqlite3_last_insert_rowid(l->db);
	if (!record->photo || !*record->photo)
		return true;
	ph_sql_int(l, path, 1, *photo_id);
	ph_sql_text(l, path, 2, record->photo);
	return ph_sql_run(l, path, err);
}

bool ph_photo_intern(struct ph_ledger *l, const struct ph_record *record,
	int64_t *photo_id, bool *known, struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;

	if (!ph_sql_take(l, find_photo, &s, err))
		return false;
	ph_sql_blob(l, s, 1, record->sha256, PH_HASH_SIZE);
	if (!ph_sql_row(l, s, known, err))
		return false;
	if (!*known)
		return add(l, record, photo_id, err);
	*photo_id = sqlite3_column_int64(s, 0);
	return true;
}

bool ph_ledger_knows_photo(struct ph_ledger *l,
	const uint8_t sha256[PH_HASH_SIZE], unsigned page, bool *known,
	struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;

	*known = false;
	if (!ph_sql_take(l, find_page, &s, err))
		return false;
	ph_sql_blob(l, s, 1, sha256, PH_HASH_SIZE);
	ph_sql_id(l, s, 2, page);
	return ph_sql_row(l, s, known, err);
}

bool ph_ledger_photo_path(struct ph_ledger *l, int64_t photo_id,
	struct ph_text *out, struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;
	bool row;

	ph_text_clear(out);
	if (!ph_sql_take(l, path_of, &s, err))
		return false;
	ph_sql_int(l, s, 1, photo_id);
	if (!ph_sql_row(l, s, &row, err))
		return false;
	return !row || ph_text_puts(out, ph_sql_column(s, 0))
	       || ph_error_memory(err);
}

bool ph_ledger_photo_day(struct ph_ledger *l, const uint8_t *start,
	size_t length, ph_date *day, struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;
	uint8_t first[PH_HASH_SIZE] = { 0 }, last[PH_HASH_SIZE];
	bool row;

	*day = PH_NO_DATE;
	if (length > PH_HASH_SIZE)
		length = PH_HASH_SIZE;
	memset(last, 0xff, sizeof(last));
	memcpy(first, start, length);
	memcpy(last, start, length);
	if (!ph_sql_take(l, latest_day, &s, err))
		return false;
	ph_sql_blob(l, s, 1, first, PH_HASH_SIZE);
	ph_sql_blob(l, s, 2, last, PH_HASH_SIZE);
	if (!ph_sql_row(l, s, &row, err))
		return false;
	if (row)
		*day = ph_sql_day(s, 0);
	return true;
}
