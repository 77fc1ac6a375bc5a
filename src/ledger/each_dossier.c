/* SPDX-License-Identifier: MIT */
#include "ledger_internal.h"

/* With one index look-up a row, in an index that holds corrections only. */
#define NEWEST                                                               \
	" WHERE d.batch <= ?1 AND NOT EXISTS (SELECT 1 FROM dossier n WHERE" \
	" n.older = d.id AND n.batch <= ?1) ORDER BY d.id"
#define COLUMNS                                                            \
	"SELECT d.code_id, d.unit, d.officer, d.field, d.received, d.due," \
	" d.returned"

static const char without_code[] = COLUMNS " FROM dossier d" NEWEST;
static const char with_codes[] = COLUMNS
	", c.code FROM dossier d CROSS JOIN code c ON c.id = d.code_id" NEWEST;

static void read_row(
	sqlite3_stmt *s, bool with_code, struct ph_dossier_row *out)
{
	out->code_id = sqlite3_column_int64(s, 0);
	out->dossier.unit = ph_sql_column(s, 1);
	out->dossier.officer = ph_sql_column(s, 2);
	out->dossier.field = ph_sql_column(s, 3);
	out->dossier.received = ph_sql_day(s, 4);
	out->dossier.due = ph_sql_day(s, 5);
	out->dossier.returned = ph_sql_day(s, 6);
	out->dossier.code = with_code ? ph_sql_column(s, 7) : NULL;
}

bool ph_ledger_each_dossier(struct ph_ledger *l, int64_t as_of, bool with_code,
	bool (*row)(void *context, const struct ph_dossier_row *row),
	void *context, struct ph_error *err)
{
	PH_AUTO(ph_sql_finalize) sqlite3_stmt *s = NULL;
	struct ph_dossier_row read;
	bool there;

	if (!ph_sql_prepare(l, with_code ? with_codes : without_code, &s, err))
		return false;
	ph_sql_int(l, s, 1, as_of);
	while (ph_sql_row(l, s, &there, err)) {
		if (!there)
			return true;
		read_row(s, with_code, &read);
		if (!row(context, &read))
			return true;
	}
	return false;
}
