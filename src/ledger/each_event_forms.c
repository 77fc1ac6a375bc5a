/* SPDX-License-Identifier: MIT */
/* Which forms a trail is of. */
#include "each_event.h"

static const char make_trail[] =
	"CREATE TEMP TABLE IF NOT EXISTS trail (id INTEGER PRIMARY KEY)";
static const char clear_trail[] = "DELETE FROM temp.trail";
/* A sheet's number is in it once, whichever way it was come upon. */
#define LAY "INSERT OR IGNORE INTO temp.trail "
/* The versions before and after each. */
static const char add_versions[] =
	"WITH RECURSIVE form (id) AS (SELECT id FROM temp.trail"
	" UNION SELECT s.replaces FROM form JOIN sheet s ON s.id = form.id"
	" WHERE s.replaces IS NOT NULL"
	" UNION SELECT n.id FROM form JOIN sheet n ON n.replaces = form.id)"
	" " LAY "SELECT id FROM form";

/* ?1 a number or a text; a hash between ?2 and ?3. */
static const struct {
	const char *seed, *known;
} trails[] = {
	[PH_TRAIL_ALL] = { NULL, NULL },
	[PH_TRAIL_SHEET] = { LAY "SELECT id FROM sheet WHERE id = ?1",
		"SELECT EXISTS (SELECT 1 FROM sheet WHERE id = ?1)" },
	[PH_TRAIL_CODE] = { LAY "SELECT id FROM sheet WHERE code_id = ?1",
		NULL },
	[PH_TRAIL_PHOTO] = { LAY "SELECT s.id FROM photo p JOIN sheet s"
				 " ON s.photo_id = p.id"
				 " WHERE p.sha256 BETWEEN ?2 AND ?3",
		"SELECT EXISTS (SELECT 1 FROM photo"
		" WHERE sha256 BETWEEN ?2 AND ?3)" },
	[PH_TRAIL_PATH] = { LAY "SELECT s.id FROM photo_path w JOIN sheet s"
				" ON s.photo_id = w.photo_id"
				" WHERE w.path = ?1",
		"SELECT EXISTS (SELECT 1 FROM photo_path WHERE path = ?1)" },
	[PH_TRAIL_OFFICER] = { LAY
		"SELECT id FROM sheet WHERE officer = ?1"
		" UNION SELECT s.id FROM dossier d JOIN sheet s"
		" ON s.code_id = d.code_id WHERE d.officer = ?1",
		"SELECT EXISTS (SELECT 1 FROM officer WHERE officer = ?1)"
		" OR EXISTS (SELECT 1 FROM dossier WHERE officer = ?1)"
		" OR EXISTS (SELECT 1 FROM sheet WHERE officer = ?1)" },
};

/* The hashes that begin as the query says lie between these. */
static void bind_hashes(struct ph_ledger *l, sqlite3_stmt *s,
	const struct ph_trail_query *query, uint8_t first[PH_HASH_SIZE],
	uint8_t last[PH_HASH_SIZE])
{
	size_t length =
		query->length < PH_HASH_SIZE ? query->length : PH_HASH_SIZE;

	memset(first, 0, PH_HASH_SIZE);
	memset(last, 0xff, PH_HASH_SIZE);
	memcpy(first, query->sha256, length);
	memcpy(last, query->sha256, length);
	ph_sql_blob(l, s, 2, first, PH_HASH_SIZE);
	ph_sql_blob(l, s, 3, last, PH_HASH_SIZE);
}

/* One statement about what the trail is of; *answer is its first number. */
static bool ask(struct ph_ledger *l, const char *sql,
	const struct ph_trail_query *query, int64_t *answer,
	struct ph_error *err)
{
	PH_AUTO(ph_sql_finalize) sqlite3_stmt *s = NULL;
	uint8_t first[PH_HASH_SIZE], last[PH_HASH_SIZE];
	int64_t code_id;
	bool row;

	if (!ph_sql_prepare(l, sql, &s, err))
		return false;
	if (query->of == PH_TRAIL_CODE) {
		if (!ph_ledger_code_find(l, query->text, &code_id, err))
			return false;
		ph_sql_id(l, s, 1, code_id);
	} else if (query->of == PH_TRAIL_PHOTO) {
		bind_hashes(l, s, query, first, last);
	} else if (query->of == PH_TRAIL_SHEET) {
		ph_sql_int(l, s, 1, query->sheet);
	} else {
		ph_sql_text(l, s, 1, query->text);
	}
	if (!ph_sql_row(l, s, &row, err))
		return false;
	*answer = row ? sqlite3_column_int64(s, 0) : 0;
	return true;
}

bool ph_ledger_trail_known(struct ph_ledger *l,
	const struct ph_trail_query *query, bool *known, struct ph_error *err)
{
	int64_t answer = 0, last = 0;

	if (query->of == PH_TRAIL_ALL) {
		if (!ph_trail_batches(l, query, &answer, &last, err))
			return false;
		*known = answer <= last;
		return true;
	}
	if (query->of == PH_TRAIL_CODE) {
		if (!ph_ledger_code_find(l, query->text, &answer, err))
			return false;
	} else if (!ask(l, trails[query->of].known, query, &answer, err)) {
		return false;
	}
	*known = answer != 0;
	return true;
}

bool ph_trail_forms(struct ph_ledger *l, const struct ph_trail_query *query,
	struct ph_error *err)
{
	int64_t unused;

	return query->of == PH_TRAIL_ALL
	       || (ph_sql_exec(l, make_trail, err)
		       && ph_sql_exec(l, clear_trail, err)
		       && ask(l, trails[query->of].seed, query, &unused, err)
		       && ph_sql_exec(l, add_versions, err));
}
