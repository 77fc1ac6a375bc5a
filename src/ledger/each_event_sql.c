/* SPDX-License-Identifier: MIT */
/* Each table's facts in one shape, see enum column. All joins are outer: a
 * fact is told also when what it points at was removed from the file. */
#include "each_event.h"

/* What a fact of no sheet has in the columns of sheets. */
#define NO_SHEET ", NULL, NULL, NULL"
#define NO_PHOTO ", NULL, NULL, NULL, NULL"
#define NO_WORDS ", NULL, NULL, NULL" /* by, said_at, note */
#define PHOTO ", p.sha256, w.path, s.page, s.part"
#define VALUE(name) ", '" #name "', o." #name ", t." #name

#define OLDER(table) table " t LEFT JOIN " table " o ON o.id = t.older"
/* Of a table whose older rows are told by a key. */
#define BEFORE(table, key)                                             \
	table " t LEFT JOIN " table " o ON o.id = (SELECT max(b.id)"   \
	      " FROM " table " b WHERE b." key " = t." key " AND b.id" \
	      " < t.id)"
#define SHEET                                     \
	" LEFT JOIN code c ON c.id = s.code_id"   \
	" LEFT JOIN photo p ON p.id = s.photo_id" \
	" LEFT JOIN photo_path w ON w.photo_id = p.id"
#define OF_FORM "t.sheet_id IN (SELECT id FROM temp.trail)"
#define OF_FORMS(sql)                                                          \
	{                                                                      \
		[SCOPE_ALL] = "TRUE", [SCOPE_FORMS] = sql, [SCOPE_CODE] = sql, \
		[SCOPE_OFFICER] = sql                                          \
	}
#define OF_ALL                       \
	{                            \
		[SCOPE_ALL] = "TRUE" \
	}
/* An answer of the sheet that a judgement is about. */
#define ANSWER                                                      \
	"CASE t.position WHEN 1 THEN s.a1 WHEN 2 THEN s.a2 WHEN 3"  \
	" THEN s.a3 WHEN 4 THEN s.a4 WHEN 5 THEN s.a5 WHEN 6 THEN"  \
	" s.a6 WHEN 7 THEN s.a7 WHEN 8 THEN s.a8 WHEN 9 THEN s.a9"  \
	" WHEN 10 THEN s.a10 WHEN 11 THEN s.a11 WHEN 12 THEN s.a12" \
	" WHEN 13 THEN s.a13 WHEN 14 THEN s.a14 WHEN 15 THEN s.a15" \
	" WHEN 16 THEN s.a16 ELSE nullif(c.code, '') END"
/* The purge that took the path of one of the photos. */
#define TOOK_PATH                                                        \
	"t.id IN (SELECT min(g.id) FROM temp.trail v"                    \
	" JOIN sheet s ON s.id = v.id JOIN photo p ON p.id = s.photo_id" \
	" JOIN batch b ON b.id = p.batch JOIN purge g"                   \
	" ON g.batch > p.batch AND g.before > date(b.at, '+7 hours')"    \
	" WHERE NOT EXISTS (SELECT 1 FROM photo_path w"                  \
	" WHERE w.photo_id = p.id) GROUP BY p.id)"

const struct ph_relation ph_relations[PH_EVENT_KINDS] = {
	[PH_EVENT_SETTING] = {
		.kind = PH_EVENT_SETTING,
		.table = "setting",
		.columns = "0" NO_SHEET ", NULL, NULL" NO_WORDS NO_PHOTO
			", t.key, o.value, t.value",
		.from = BEFORE("setting", "key"),
		.of = OF_ALL,
	},
	[PH_EVENT_UNIT] = {
		.kind = PH_EVENT_UNIT,
		.table = "unit",
		.columns = "o.id IS NULL" NO_SHEET ", NULL, t.unit" NO_WORDS
			NO_PHOTO VALUE(name) VALUE(parent),
		.from = OLDER("unit"),
		.of = OF_ALL,
	},
	[PH_EVENT_OFFICER] = {
		.kind = PH_EVENT_OFFICER,
		.table = "officer",
		.columns = "o.id IS NULL" NO_SHEET ", NULL, t.officer"
			NO_WORDS NO_PHOTO VALUE(name) VALUE(title) VALUE(unit),
		.from = OLDER("officer"),
		.of = { [SCOPE_ALL] = "TRUE",
			[SCOPE_OFFICER] = "t.officer = ?4" },
	},
	[PH_EVENT_DOSSIER] = {
		.kind = PH_EVENT_DOSSIER,
		.table = "dossier",
		.columns = "o.id IS NULL" NO_SHEET ", c.code, NULL" NO_WORDS
			NO_PHOTO VALUE(unit) VALUE(officer) VALUE(field)
			VALUE(received) VALUE(due) VALUE(returned),
		.from = OLDER("dossier") " LEFT JOIN code c ON c.id = t.code_id",
		.of = { [SCOPE_ALL] = "TRUE",
			[SCOPE_CODE] = "t.code_id = ?5",
			[SCOPE_OFFICER] = "?4 IN (t.officer, o.officer)" },
	},
	[PH_EVENT_UNIT_SCORE] = {
		.kind = PH_EVENT_UNIT_SCORE,
		.table = "unit_score",
		.columns = "0" NO_SHEET ", NULL, t.unit || ' ' || t.period"
			NO_WORDS NO_PHOTO ", t.criterion, o.points, t.points",
		.from = OLDER("unit_score"),
		.of = OF_ALL,
	},
	[PH_EVENT_REMARK] = {
		.kind = PH_EVENT_REMARK,
		.table = "remark",
		.columns = "0" NO_SHEET ", NULL, t.unit || ' ' || t.period"
			NO_WORDS NO_PHOTO ", t.kind, o.text, t.text",
		.from = OLDER("remark"),
		.of = OF_ALL,
	},
	[PH_EVENT_BOX] = {
		.kind = PH_EVENT_BOX,
		.table = "box_count",
		.columns = "0" NO_SHEET ", NULL,"
			" t.date || ifnull(' ' || t.box, '')"
			NO_WORDS NO_PHOTO VALUE(count),
		.from = OLDER("box_count"),
		.of = OF_ALL,
	},
	[PH_EVENT_JUDGEMENT] = {
		.kind = PH_EVENT_JUDGEMENT,
		.table = "judgement",
		.columns = "0, t.sheet_id, NULL, t.result_id, c.code, NULL,"
			" t.by, datetime(t.said_at, '+7 hours'),"
			" 'pass ' || t.pass" PHOTO
			", ifnull(f.id, 'code'), " ANSWER ","
			" CASE WHEN t.code_id IS NULL THEN t.answer"
			" ELSE k.code END",
		.from = "judgement t LEFT JOIN sheet s ON s.id = t.sheet_id" SHEET
			" LEFT JOIN field f ON f.position = t.position"
			" LEFT JOIN code k ON k.id = t.code_id",
		.of = OF_FORMS(OF_FORM),
	},
	[PH_EVENT_SHEET] = {
		.kind = PH_EVENT_SHEET,
		.table = "sheet",
		.columns = NULL,
		.from = "sheet s" SHEET " LEFT JOIN sheet o ON o.id ="
			" s.replaces LEFT JOIN code k ON k.id = o.code_id"
			" LEFT JOIN sheet n ON n.replaces = s.id"
			" AND n.batch <= ?3",
		.of = OF_FORMS("s.id IN (SELECT id FROM temp.trail)"),
	},
	[PH_EVENT_DECISION] = {
		.kind = PH_EVENT_DECISION,
		.table = "decision",
		.columns = "0, t.sheet_id, NULL, NULL, c.code, NULL, t.by,"
			" NULL, t.note" PHOTO VALUE(verdict),
		.from = BEFORE("decision", "sheet_id")
			" LEFT JOIN sheet s ON s.id = t.sheet_id" SHEET,
		.of = OF_FORMS(OF_FORM),
	},
	[PH_EVENT_CLOSING] = {
		.kind = PH_EVENT_CLOSING,
		.table = "closing",
		.columns = "o.id IS NULL" NO_SHEET ", NULL, t.period" NO_WORDS
			NO_PHOTO VALUE(from_date) VALUE(to_date) VALUE(rules)
			", 'rules_sha256', lower(hex(o.rules_sha256)),"
			" lower(hex(t.rules_sha256)),"
			" 'sheets_sha256', lower(hex(o.sheets_sha256)),"
			" lower(hex(t.sheets_sha256))",
		.from = OLDER("closing"),
		.of = OF_ALL,
	},
	[PH_EVENT_PURGE] = {
		.kind = PH_EVENT_PURGE,
		.table = "purge",
		.columns = "0" NO_SHEET ", NULL, t.before" NO_WORDS NO_PHOTO
			", 'paths', NULL, t.paths",
		.from = "purge t",
		.of = { [SCOPE_ALL] = "TRUE", [SCOPE_FORMS] = TOOK_PATH,
			[SCOPE_CODE] = TOOK_PATH },
	},
};

/* Its answers are as many as the ledger has fields, which a table names. */
#define SHEET_COLUMNS                                                       \
	"o.id IS NULL, s.id, s.replaces, n.id, nullif(c.code, ''),"         \
	" NULL, NULL, NULL, s.detail" PHOTO ", 'code', nullif(k.code, '')," \
	" CASE WHEN o.id IS NOT NULL THEN nullif(c.code, '') END"
/* What the reader saw, as in scan records; corrections keep it. */
#define SHEET_MARKS                                                            \
	", 'marks', NULL, CASE WHEN o.id IS NULL THEN"                         \
	" (SELECT group_concat(said, ' ') FROM (SELECT f.id || '=' || m.guess" \
	" || '@' || rtrim(rtrim(CAST(CAST(m.confidence * 10000 + 0.001"        \
	" AS INTEGER) / 10000.0 AS TEXT), '0'), '.') AS said FROM mark m"      \
	" JOIN field f ON f.position = m.position WHERE m.sheet_id = s.id"     \
	" ORDER BY m.position)) END"
static const char *const sheet_values[] = { "channel", "code_from", "status",
	"reason", "form", "date", "box", "officer", "serial" };

static bool write_sheet_columns(struct ph_text *sql, size_t fields)
{
	if (!ph_text_puts(sql, SHEET_COLUMNS))
		return false;
	for (size_t i = 0; i < sizeof(sheet_values) / sizeof(*sheet_values);
		i++)
		if (!ph_text_appendf(sql, ", '%s', o.%s, s.%s", sheet_values[i],
			    sheet_values[i], sheet_values[i]))
			return false;
	for (size_t i = 1; i <= fields; i++)
		if (!ph_text_appendf(sql,
			    ", (SELECT id FROM field WHERE position = %zu),"
			    " o.a%zu, s.a%zu",
			    i, i, i))
			return false;
	return ph_text_puts(sql, SHEET_MARKS);
}

bool ph_relation_query(struct ph_ledger *l, const struct ph_relation *relation,
	enum scope scope, sqlite3_stmt **s, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text sql = { 0 };
	const char *row = relation->columns ? "t" : "s";
	struct ph_fields fields;

	if (!ph_ledger_load_fields(l, &fields, err))
		return false;
	if (!ph_text_appendf(&sql, "SELECT %s.id, %s.batch, ", row, row)
		|| !(relation->columns
				? ph_text_puts(&sql, relation->columns)
				: write_sheet_columns(&sql, fields.count))
		|| !ph_text_appendf(&sql,
			" FROM %s WHERE %s.id BETWEEN ?1 AND ?2 AND %s"
			" ORDER BY %s.id",
			relation->from, row, relation->of[scope], row))
		return ph_error_memory(err);
	return ph_sql_prepare(l, ph_text_get(&sql), s, err);
}
