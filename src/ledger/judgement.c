/* SPDX-License-Identifier: MIT */
#include "ledger_internal.h"

static const char same_judgement[] =
	"SELECT 1 FROM judgement WHERE sheet_id = ?2 AND position IS ?3"
	" AND pass = ?4 AND answer IS ?5 AND code_id IS ?6 AND by = ?7"
	" AND said_at = ?8";
static const char add_judgement[] =
	"INSERT INTO judgement (batch, sheet_id, position, pass, answer,"
	" code_id, by, said_at, result_id)"
	" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";

#define COLUMNS                                                     \
	"SELECT j.id, j.batch, j.sheet_id, f.id, j.pass, j.answer," \
	" c.code, j.by, j.said_at, j.result_id, (WITH RECURSIVE"    \
	" up (id, older) AS (SELECT id, replaces FROM sheet"        \
	" WHERE id = j.sheet_id UNION ALL SELECT s.id, s.replaces"  \
	" FROM sheet s JOIN up ON s.id = up.older)"                 \
	" SELECT min(id) FROM up)"                                  \
	" FROM judgement j LEFT JOIN field f ON f.position ="       \
	" j.position LEFT JOIN code c ON c.id = j.code_id"
#define ORDER " ORDER BY j.id"

static const char all_judgements[] = COLUMNS " WHERE j.batch <= ?1" ORDER;

/* Of every version: from one of them up to the oldest, then down again. */
static const char judgements_of[] =
	"WITH RECURSIVE up (id, older) AS (SELECT id, replaces FROM sheet"
	" WHERE id = ?1 UNION ALL SELECT s.id, s.replaces FROM sheet s"
	" JOIN up ON s.id = up.older), form (id) AS (SELECT min(id) FROM up"
	" UNION ALL SELECT s.id FROM sheet s JOIN form"
	" ON s.replaces = form.id) " COLUMNS
	" WHERE j.sheet_id IN (SELECT id FROM form)" ORDER;

static bool is_given(const char *text)
{
	return text && *text;
}

/* A code is an answer of its own, and questions have no codes. */
static bool check(const struct ph_judgement *j, struct ph_error *err)
{
	bool of_code = !is_given(j->field);
	bool fine = j->answer == PH_ABSENT
			    ? of_code && is_given(j->code)
			    : j->answer <= PH_POINTS_MAX
				      && j->answer >= PH_MULTIPLE;

	if (of_code && (j->answer >= 0 || j->answer == PH_MULTIPLE))
		fine = false;
	if (!is_given(j->by) || !is_given(j->at))
		return ph_error_set(err, PH_USAGE,
			"a judgement needs a person's name and a time");
	if (j->pass < 1 || j->pass > 3)
		return ph_error_set(
			err, PH_USAGE, "%u: a pass is 1, 2 or 3", j->pass);
	return fine
	       || ph_error_set(err, PH_USAGE, "%d: not an answer to %s",
		       j->answer, of_code ? "a code" : j->field);
}

static void bind_answer(struct ph_ledger *l, sqlite3_stmt *s, int8_t answer)
{
	if (answer >= 0)
		ph_sql_int(l, s, 5, answer);
	else if (answer == PH_BLANK)
		ph_sql_empty(l, s, 5);
	else if (answer != PH_ABSENT)
		ph_sql_text(l, s, 5, answer == PH_MULTIPLE ? "!" : "?");
}

/* All but the batch and the result. */
static void bind(struct ph_ledger *l, sqlite3_stmt *s,
	const struct ph_judgement *j, int64_t position, int64_t code_id)
{
	ph_sql_int(l, s, 2, j->sheet);
	ph_sql_id(l, s, 3, position);
	ph_sql_int(l, s, 4, j->pass);
	bind_answer(l, s, j->answer);
	ph_sql_id(l, s, 6, code_id);
	ph_sql_text(l, s, 7, j->by);
	ph_sql_text(l, s, 8, j->at);
}

/* 0: the code. */
static bool find_position(struct ph_ledger *l, const char *field,
	int64_t *position, struct ph_error *err)
{
	int at = is_given(field) ? ph_fields_find(&l->fields, field) : -1;

	*position = at + 1;
	return at >= 0 || !is_given(field)
	       || ph_error_set(
		       err, PH_NO_INPUT, "%s: no question %s", l->path, field);
}

static bool is_there(struct ph_ledger *l, const struct ph_judgement *j,
	int64_t position, int64_t code_id, bool *there, struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;

	if (!ph_sql_take(l, same_judgement, &s, err))
		return false;
	bind(l, s, j, position, code_id);
	return ph_sql_row(l, s, there, err);
}

static bool add(struct ph_ledger *l, const struct ph_judgement *j,
	int64_t position, int64_t code_id, struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;

	if (!ph_sql_take(l, add_judgement, &s, err))
		return false;
	ph_sql_int(l, s, 1, l->batch);
	bind(l, s, j, position, code_id);
	ph_sql_id(l, s, 9, j->result);
	if (!ph_sql_run(l, s, err))
		return false;
	ph_ledger_fact(l);
	return true;
}

bool ph_ledger_add_judgement(struct ph_ledger *l, const struct ph_judgement *j,
	enum ph_added *added, struct ph_error *err)
{
	int64_t newest, position, code_id = 0;
	bool there;

	if (!ph_ledger_writable(l, err) || !check(j, err)
		|| !ph_ledger_newest(l, j->sheet, &newest, err)
		|| !find_position(l, j->field, &position, err)
		|| (j->answer == PH_ABSENT
			&& !ph_ledger_intern(l, j->code, &code_id, err))
		|| !is_there(l, j, position, code_id, &there, err))
		return false;
	*added = there ? PH_SAME : PH_ADDED;
	return there || add(l, j, position, code_id, err);
}

static void read_row(sqlite3_stmt *s, struct ph_judgement_row *row)
{
	*row = (struct ph_judgement_row){
		.id = sqlite3_column_int64(s, 0),
		.batch = sqlite3_column_int64(s, 1),
		.first = sqlite3_column_int64(s, 10),
		.judgement = {
			.sheet = sqlite3_column_int64(s, 2),
			.field = ph_sql_column(s, 3),
			.pass = (unsigned)sqlite3_column_int64(s, 4),
			.answer = ph_sql_answer(s, 5),
			.code = ph_sql_column(s, 6),
			.by = ph_sql_column(s, 7),
			.at = ph_sql_column(s, 8),
			.result = sqlite3_column_int64(s, 9),
		},
	};
}

static bool each(struct ph_ledger *l, const char *sql, int64_t number,
	bool (*row)(void *context, const struct ph_judgement_row *row),
	void *context, struct ph_error *err)
{
	PH_AUTO(ph_sql_finalize) sqlite3_stmt *s = NULL;
	struct ph_judgement_row read;
	bool there;

	if (!ph_sql_prepare(l, sql, &s, err))
		return false;
	ph_sql_int(l, s, 1, number);
	while (ph_sql_row(l, s, &there, err)) {
		if (!there)
			return true;
		read_row(s, &read);
		if (!row(context, &read))
			return true;
	}
	return false;
}

bool ph_ledger_each_judgement(struct ph_ledger *l, int64_t as_of,
	bool (*row)(void *context, const struct ph_judgement_row *row),
	void *context, struct ph_error *err)
{
	return each(l, all_judgements, as_of, row, context, err);
}

bool ph_ledger_each_judgement_of(struct ph_ledger *l, int64_t sheet,
	bool (*row)(void *context, const struct ph_judgement_row *row),
	void *context, struct ph_error *err)
{
	return each(l, judgements_of, sheet, row, context, err);
}
