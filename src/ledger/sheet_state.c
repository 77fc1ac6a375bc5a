/* SPDX-License-Identifier: MIT */
/* One sheet as it stands. */
#include "ledger_internal.h"

static const char state_of[] =
	"SELECT s.id, p.sha256, s.channel, c.code, s.status, s.reason,"
	" coalesce((SELECT d.verdict = 'excluded' FROM decision d"
	" WHERE d.sheet_id = s.id ORDER BY d.id DESC LIMIT 1), 0),"
	" a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15,"
	" a16 FROM sheet s JOIN code c ON c.id = s.code_id"
	" LEFT JOIN photo p ON p.id = s.photo_id WHERE s.id = ?";
static const char dossier_of[] =
	"SELECT EXISTS (SELECT 1 FROM dossier),"
	" EXISTS (SELECT 1 FROM dossier d JOIN code c ON c.id = d.code_id"
	" WHERE c.code = ?)";

enum {
	FIRST_ANSWER = 7
};

static void read_answers(sqlite3_stmt *s, const struct ph_fields *known,
	const struct ph_fields *fields, struct ph_sheet_state *state)
{
	memset(state->answers, PH_ABSENT, sizeof(state->answers));
	for (size_t i = 0; i < fields->count && i < PH_FIELDS_MAX; i++) {
		int at = ph_fields_find(known, fields->id[i]);

		if (at >= 0)
			state->answers[i] = ph_sql_answer(s, FIRST_ANSWER + at);
	}
}

static void read_state(sqlite3_stmt *s, struct ph_sheet_state *state)
{
	const void *sha256 = sqlite3_column_blob(s, 1);

	*state = (struct ph_sheet_state){ .sheet = sqlite3_column_int64(s, 0) };
	state->hashed = sha256 && sqlite3_column_bytes(s, 1) == PH_HASH_SIZE;
	if (state->hashed)
		memcpy(state->sha256, sha256, PH_HASH_SIZE);
	(void)ph_channel_find(ph_sql_column(s, 2), &state->channel);
	snprintf(state->code, sizeof(state->code), "%s", ph_sql_column(s, 3));
	state->status = PH_STATUS_UNREAD;
	(void)ph_status_find(ph_sql_column(s, 4), &state->status);
	snprintf(state->reason, sizeof(state->reason), "%s",
		ph_sql_column(s, 5));
	state->excluded = sqlite3_column_int64(s, 6) != 0;
}

bool ph_ledger_sheet_state(struct ph_ledger *l, int64_t sheet,
	const struct ph_fields *fields, struct ph_sheet_state *state,
	struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;
	struct ph_fields known;
	bool row;

	if (!ph_ledger_load_fields(l, &known, err)
		|| !ph_sql_take(l, state_of, &s, err))
		return false;
	ph_sql_int(l, s, 1, sheet);
	if (!ph_sql_row(l, s, &row, err))
		return false;
	if (!row)
		return ph_sheet_missing(l, sheet, err);
	read_state(s, state);
	read_answers(s, &known, fields, state);
	return true;
}

bool ph_ledger_knows_dossier(struct ph_ledger *l, const char *code, bool *known,
	bool *loaded, struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;
	bool row;

	if (!ph_sql_take(l, dossier_of, &s, err))
		return false;
	ph_sql_text(l, s, 1, code);
	if (!ph_sql_row(l, s, &row, err))
		return false;
	*loaded = row && sqlite3_column_int64(s, 0);
	*known = row && sqlite3_column_int64(s, 1);
	return true;
}
