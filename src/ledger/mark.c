/* SPDX-License-Identifier: MIT */
#include "ledger_internal.h"

static const char add_mark[] =
	"INSERT INTO mark (sheet_id, position, guess, confidence)"
	" VALUES (?, ?, ?, ?)";
static const char marks_of[] = "SELECT f.id, m.guess, m.confidence FROM mark m"
			       " JOIN field f ON f.position = m.position"
			       " WHERE m.sheet_id = ? ORDER BY m.position";

static bool insert(struct ph_ledger *l, int64_t sheet, size_t position,
	const struct ph_guess *guess, struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;

	if (!ph_sql_take(l, add_mark, &s, err))
		return false;
	ph_sql_int(l, s, 1, sheet);
	ph_sql_int(l, s, 2, (int64_t)position);
	if (guess->answer >= 0)
		ph_sql_int(l, s, 3, guess->answer);
	else if (guess->answer == PH_BLANK)
		ph_sql_empty(l, s, 3);
	else
		ph_sql_text(l, s, 3, guess->answer == PH_MULTIPLE ? "!" : "?");
	ph_sql_real(l, s, 4,
		(double)ph_guess_confidence(guess) / (double)PH_GUESS_ONE);
	return ph_sql_run(l, s, err);
}

bool ph_marks_insert(struct ph_ledger *l, int64_t sheet,
	const struct ph_record *record, struct ph_error *err)
{
	for (size_t i = 0; i < l->map.offered.count; i++)
		if (record->marks[i].answer != PH_ABSENT
			&& !insert(l, sheet, l->map.position[i] + 1U,
				&record->marks[i], err))
			return false;
	return true;
}

bool ph_ledger_each_mark(struct ph_ledger *l, int64_t sheet,
	bool (*row)(
		void *context, const char *field, const struct ph_guess *guess),
	void *context, struct ph_error *err)
{
	PH_AUTO(ph_sql_finalize) sqlite3_stmt *s = NULL;
	bool there;

	if (!ph_sql_prepare(l, marks_of, &s, err))
		return false;
	ph_sql_int(l, s, 1, sheet);
	while (ph_sql_row(l, s, &there, err)) {
		struct ph_guess guess;

		if (!there)
			return true;
		guess.answer = ph_sql_answer(s, 1);
		guess.confidence = (float)sqlite3_column_double(s, 2);
		if (!row(context, ph_sql_column(s, 0), &guess))
			return true;
	}
	return false;
}
