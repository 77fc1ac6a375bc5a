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
