/* SPDX-License-Identifier: MIT */
#include "chain.h"

/* The order is the chain's own: a new table goes to the end. A test holds the
 * columns against the schema. */
#define TABLES(X)                                                              \
	X(batch, id, "at, command, source, source_sha256, by")                 \
	X(code, id, "code")                                                    \
	X(field, position, "batch, id")                                        \
	X(setting, id, "batch, key, value")                                    \
	X(unit, id, "batch, older, unit, name, parent")                        \
	X(officer, id, "batch, older, officer, name, title, unit")             \
	X(dossier, id,                                                         \
		"batch, older, code_id, unit, officer, field, received, due, " \
		"returned")                                                    \
	X(unit_score, id, "batch, older, unit, period, criterion, points")     \
	X(remark, id, "batch, older, unit, period, kind, text")                \
	X(box_count, id, "batch, older, date, box, count")                     \
	X(photo, id, "batch, sha256")                                          \
	X(purge, id, "batch, before, paths")                                   \
	X(sheet, id,                                                           \
		"batch, identity, channel, code_id, photo_id, page, form, "    \
		"code_from, status, reason, detail, seen, date, box, "         \
		"officer, serial, replaces, part, place, a1, a2, a3, a4, "     \
		"a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16")       \
	X(mark, sheet_id, "position, guess, confidence")                       \
	X(decision, id, "batch, sheet_id, verdict, by, note")                  \
	X(judgement, id,                                                       \
		"batch, sheet_id, position, pass, answer, code_id, by, "       \
		"said_at, result_id")                                          \
	X(closing, id,                                                         \
		"batch, older, period, from_date, to_date, rules, "            \
		"rules_sha256, sheets_sha256")                                 \
	X(closing_file, id, "batch, closing_id, file, bytes")

#define ROW(table, key, columns) { #table, #key, columns },
#define TOP(table, key, columns) "(SELECT max(" #key ") FROM " #table "),"

const struct chain_table chain_tables[PH_CHAIN_TABLES] = { TABLES(ROW) };

static const char all_tops[] = "SELECT " TABLES(TOP) " 0";

int chain_table_find(const char *name, size_t length)
{
	for (int i = 0; i < PH_CHAIN_TABLES; i++)
		if (strlen(chain_tables[i].name) == length
			&& !memcmp(chain_tables[i].name, name, length))
			return i;
	return -1;
}

bool chain_tops(struct ph_ledger *l, int64_t tops[PH_CHAIN_TABLES],
	struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;
	bool row;

	if (!ph_sql_take(l, all_tops, &s, err) || !ph_sql_row(l, s, &row, err))
		return false;
	for (int i = 0; i < PH_CHAIN_TABLES; i++)
		tops[i] = sqlite3_column_type(s, i) == SQLITE_NULL
				  ? INT64_MIN
				  : sqlite3_column_int64(s, i);
	return true;
}

void chain_reader_close(struct chain_reader *reader)
{
	sqlite3_finalize(reader->statement);
	reader->statement = NULL;
}

/* Which of the sheet's columns are answers; 0: not one. */
static size_t answer_number(const char *name, size_t length)
{
	size_t number = 0;

	if (length < 2 || name[0] != 'a')
		return 0;
	for (size_t i = 1; i < length; i++) {
		if (name[i] < '0' || name[i] > '9')
			return 0;
		number = number * 10 + (size_t)(name[i] - '0');
	}
	return number;
}

static bool is_rare(const char *name, size_t length)
{
	static const char *const rare[] = { "photo_id", "page", "form",
		"code_from", "reason", "detail", "seen", "serial", "replaces",
		"part", "place" };

	for (size_t i = 0; i < sizeof(rare) / sizeof(rare[0]); i++)
		if (strlen(rare[i]) == length && !memcmp(rare[i], name, length))
			return true;
	return false;
}

/* A column that is NULL adds nothing to a fact, but costs time. */
static bool is_read(const struct chain_table *table, const char *name,
	size_t length, const struct chain_extent *extent)
{
	if (strcmp(table->name, "sheet"))
		return true;
	return answer_number(name, length) <= extent->answers
	       && (extent->rare || !is_rare(name, length));
}

/* Cuts "a, b, c" into the reader's columns. */
static bool list_columns(
	struct chain_reader *reader, const struct chain_extent *extent)
{
	const char *at = reader->table->columns;

	for (reader->count = 0; *at;) {
		size_t length = strcspn(at, ",");

		if (reader->count == CHAIN_COLUMNS_MAX
			|| length >= CHAIN_NAME_SIZE)
			return false;
		if (is_read(reader->table, at, length, extent))
			chain_name_set(
				&reader->columns[reader->count++], at, length);
		at += length;
		at += strspn(at, ", ");
	}
	return true;
}

/* NOT INDEXED: what an index holds may be something else than its table does;
 * a key of numbers is still sought. */
static bool write_query(struct ph_text *sql, const struct chain_reader *reader,
	const char *function)
{
	const struct chain_table *table = reader->table;
	const char *then =
		strcmp(table->key, "sheet_id") == 0 ? ", position" : "";

	if (!ph_text_appendf(sql, "SELECT %s%s%s", function ? function : "",
		    function ? "(" : "", table->key))
		return false;
	for (int i = 0; i < reader->count; i++)
		if (!ph_text_appendf(sql, ", %.*s",
			    (int)reader->columns[i].length - 1,
			    reader->columns[i].text))
			return false;
	return ph_text_appendf(sql,
		"%s FROM main.%s NOT INDEXED WHERE %s BETWEEN ? AND ? "
		"ORDER BY %s%s",
		function ? ")" : "", table->name, table->key, table->key, then);
}

bool chain_reader_open(struct ph_ledger *l, struct chain_reader *reader,
	const struct chain_table *table, const struct chain_extent *extent,
	const char *function, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text sql = { 0 };

	*reader = (struct chain_reader){ .table = table };
	if (!list_columns(reader, extent))
		return ph_error_set(
			err, PH_BUG, "%s: too many columns", table->name);
	if (!write_query(&sql, reader, function))
		return ph_error_memory(err);
	return ph_sql_prepare(l, ph_text_get(&sql), &reader->statement, err);
}

static bool step(
	struct ph_ledger *l, struct chain_reader *reader, struct ph_error *err)
{
	if (!ph_sql_row(l, reader->statement, &reader->row, err))
		return false;
	if (reader->row)
		reader->id = sqlite3_column_int64(reader->statement, 0);
	return true;
}

bool chain_reader_seek(struct ph_ledger *l, struct chain_reader *reader,
	int64_t first, int64_t last, struct ph_error *err)
{
	sqlite3_reset(reader->statement);
	ph_sql_int(l, reader->statement, 1, first);
	ph_sql_int(l, reader->statement, 2, last);
	return step(l, reader, err);
}

bool chain_reader_next(struct ph_ledger *l, struct chain_reader *reader,
	struct chain_fact *fact, struct ph_error *err)
{
	int64_t id = reader->id;

	chain_fact_begin(fact, reader->table->name, id);
	do {
		/* sqlite3_column_value is as good as the others in a
		 * connection of one thread, and its type, bytes and length
		 * cost a third of theirs. */
		for (int i = 0; i < reader->count; i++)
			chain_fact_value(fact, &reader->columns[i],
				sqlite3_column_value(reader->statement, i + 1));
		if (!step(l, reader, err))
			return false;
	} while (reader->row && reader->id == id);
	return !fact->failed || ph_error_memory(err);
}
