/* SPDX-License-Identifier: MIT */
#include "ledger_internal.h"

static const char all_fields[] =
	"SELECT position, id FROM field ORDER BY position";
static const char add_field[] =
	"INSERT INTO field (position, batch, id) VALUES (?, ?, ?)";

/* The view has a column for each field, named as it is. The verdict is the
 * newest decision's. */
#define RATINGS_HEAD                                             \
	"DROP VIEW IF EXISTS ratings;"                           \
	"CREATE VIEW ratings AS\n"                               \
	"SELECT s.id AS sheet, s.channel, nullif(c.code, '') AS" \
	" code,\n\ts.code_from, s.status, s.reason, s.detail,"   \
	" s.date, s.box,\n\ts.officer, s.serial, s.form,"        \
	" w.path AS photo, s.page, s.part, s.place,\n\t"         \
	"(SELECT d.verdict"                                      \
	" FROM decision d WHERE d.sheet_id = s.id\n\t\t"         \
	"ORDER BY d.id DESC LIMIT 1) AS verdict"
#define RATINGS_TAIL                                            \
	",\n\tdatetime(b.at, '+7 hours') AS entered, s.batch\n" \
	"FROM sheet s JOIN code c ON c.id = s.code_id\n"        \
	"\tJOIN batch b ON b.id = s.batch\n"                    \
	"\tLEFT JOIN photo_path w ON w.photo_id = s.photo_id\n" \
	"WHERE NOT EXISTS (SELECT 1 FROM sheet n"               \
	" WHERE n.replaces = s.id)"

bool ph_ledger_load_fields(
	struct ph_ledger *l, struct ph_fields *fields, struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;
	bool row = true;

	fields->count = 0;
	if (!ph_sql_take(l, all_fields, &s, err))
		return false;
	while (ph_sql_row(l, s, &row, err)) {
		if (!row)
			return true;
		if (fields->count == PH_FIELDS_MAX)
			break;
		snprintf(fields->id[fields->count++], PH_FIELD_SIZE, "%s",
			ph_sql_column(s, 1));
	}
	return row ? ph_error_set(
		       err, PH_BAD_DATA, "%s: too many fields", l->path)
		   : false;
}

static bool put_quoted(struct ph_text *sql, const char *name)
{
	if (!ph_text_puts(sql, "\""))
		return false;
	for (; *name; name++)
		if (!ph_text_append(sql, name, 1)
			|| (*name == '"' && !ph_text_puts(sql, "\"")))
			return false;
	return ph_text_puts(sql, "\"");
}

static bool write_view(struct ph_text *sql, const struct ph_fields *fields)
{
	if (!ph_text_puts(sql, RATINGS_HEAD))
		return false;
	for (size_t i = 0; i < fields->count; i++)
		if (!ph_text_appendf(sql, ",\n\ts.a%zu AS ", i + 1)
			|| !put_quoted(sql, fields->id[i]))
			return false;
	return ph_text_puts(sql, RATINGS_TAIL);
}

bool ph_ledger_view_ratings(struct ph_ledger *l, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text sql = { 0 };
	struct ph_fields fields;

	if (!ph_ledger_load_fields(l, &fields, err))
		return false;
	if (!write_view(&sql, &fields))
		return ph_error_memory(err);
	return ph_sql_exec(l, ph_text_get(&sql), err);
}

static bool add(struct ph_ledger *l, const char *id, struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;
	size_t at = l->fields.count;

	if (at == PH_FIELDS_MAX)
		return ph_error_set(err, PH_CONFIG,
			"%s: %s would be question %d; a ledger holds %d",
			l->path, id, PH_FIELDS_MAX + 1, PH_FIELDS_MAX);
	if (!ph_sql_take(l, add_field, &s, err))
		return false;
	ph_sql_int(l, s, 1, (int64_t)at + 1);
	ph_sql_int(l, s, 2, l->batch);
	ph_sql_text(l, s, 3, id);
	if (!ph_sql_run(l, s, err))
		return false;
	snprintf(l->fields.id[at], PH_FIELD_SIZE, "%s", id);
	l->fields.count++;
	return true;
}

static bool mapped(const struct ph_ledger *l, const struct ph_fields *fields)
{
	return fields->count == l->map.offered.count
	       && !memcmp(fields->id, l->map.offered.id,
		       fields->count * sizeof(fields->id[0]));
}

bool ph_ledger_map_fields(struct ph_ledger *l, const struct ph_fields *fields,
	struct ph_error *err)
{
	size_t known = l->fields.count;

	if (fields->count > PH_FIELDS_MAX)
		return ph_error_set(err, PH_CONFIG,
			"%s: %zu questions; a ledger holds %d", l->path,
			fields->count, PH_FIELDS_MAX);
	if (fields->count && mapped(l, fields))
		return true;
	l->map.offered.count = 0;
	for (size_t i = 0; i < fields->count; i++) {
		int at = ph_fields_find(&l->fields, fields->id[i]);

		if (at < 0 && !add(l, fields->id[i], err))
			return false;
		l->map.position[i] =
			(uint8_t)(at < 0 ? (int)l->fields.count - 1 : at);
	}
	if (l->fields.count != known && !ph_ledger_view_ratings(l, err))
		return false;
	l->map.offered = *fields;
	return true;
}
