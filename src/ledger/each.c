/* SPDX-License-Identifier: MIT */
#include "ledger_internal.h"

/* The version of each key that nothing had followed at batch ?1. */
#define NEWEST(table)                                                         \
	" FROM " table " t WHERE t.batch <= ?1 AND NOT EXISTS (SELECT 1 FROM" \
	" " table " n WHERE n.older = t.id AND n.batch <= ?1)"

/* Rows keep the place of their key's first version, so that a unit that was
 * given another name does not move. */
#define FIRST(table, match) \
	" ORDER BY (SELECT min(f.id) FROM " table " f WHERE " match ")"

#define TEXT(at) ph_sql_column(s, at)
#define INT(at) sqlite3_column_int64(s, at)
#define DAY(at) ph_sql_day(s, at)
#define BLOB(at) sqlite3_column_blob(s, at)

/* A reader is a query and how a row fills its shape. */
#define READER(name, shape, sql, ...)                                        \
	bool ph_ledger_each_##name(struct ph_ledger *l, int64_t as_of,       \
		bool (*row)(void *context, const shape *row), void *context, \
		struct ph_error *err)                                        \
	{                                                                    \
		PH_AUTO(ph_sql_finalize) sqlite3_stmt *s = NULL;             \
		bool there;                                                  \
                                                                             \
		if (!ph_sql_prepare(l, sql, &s, err))                        \
			return false;                                        \
		ph_sql_int(l, s, 1, as_of);                                  \
		while (ph_sql_row(l, s, &there, err)) {                      \
			if (!there)                                          \
				return true;                                 \
			if (!row(context, &(const shape){ __VA_ARGS__ }))    \
				return true;                                 \
		}                                                            \
		return false;                                                \
	}

READER(unit, struct ph_unit,
	"SELECT t.unit, t.name, t.parent" NEWEST("unit")
		FIRST("unit", "f.unit = t.unit"),
	.unit = TEXT(0), .name = TEXT(1), .parent = TEXT(2))

READER(officer, struct ph_officer,
	"SELECT t.officer, t.name, t.title, t.unit" NEWEST("officer")
		FIRST("officer", "f.officer = t.officer"),
	.officer = TEXT(0), .name = TEXT(1), .title = TEXT(2), .unit = TEXT(3))

READER(unit_score, struct ph_unit_score,
	"SELECT t.unit, t.period, t.criterion, t.points" NEWEST("unit_score")
		FIRST("unit_score", "f.unit = t.unit AND f.period = t.period"
				    " AND f.criterion = t.criterion"),
	.unit = TEXT(0), .period = TEXT(1), .criterion = TEXT(2),
	.points = (int)INT(3))

READER(remark, struct ph_remark,
	"SELECT t.unit, t.period, t.kind, t.text" NEWEST("remark")
		FIRST("remark", "f.unit = t.unit AND f.period = t.period"
				" AND f.kind = t.kind"),
	.unit = TEXT(0), .period = TEXT(1), .kind = TEXT(2), .text = TEXT(3))

READER(box, struct ph_box_row,
	"SELECT t.date, t.box, t.count" NEWEST("box_count")
		FIRST("box_count", "f.date = t.date AND f.box IS t.box"),
	.date = DAY(0), .box = TEXT(1), .count = INT(2))

READER(decision, struct ph_decision_row,
	"SELECT d.sheet_id, d.verdict, d.by, d.note, b.at, d.batch"
	" FROM decision d"
	" JOIN batch b ON b.id = d.batch WHERE d.id = (SELECT max(n.id)"
	" FROM decision n WHERE n.sheet_id = d.sheet_id AND n.batch <= ?1)"
	" ORDER BY d.id",
	.sheet = INT(0), .verdict = TEXT(1), .by = TEXT(2), .note = TEXT(3),
	.at = TEXT(4), .batch = INT(5))

READER(closing, struct ph_closing,
	"SELECT t.batch, t.period, t.from_date, t.to_date, t.rules,"
	" t.rules_sha256, t.sheets_sha256, (SELECT at FROM batch b"
	" WHERE b.id = t.batch)" NEWEST("closing")
		FIRST("closing", "f.period = t.period"),
	.batch = INT(0), .period = TEXT(1), .from = DAY(2), .to = DAY(3),
	.rules = TEXT(4), .rules_sha256 = BLOB(5), .sheets_sha256 = BLOB(6),
	.at = TEXT(7))

READER(closing_file, struct ph_closing_file,
	"SELECT t.period, c.file, c.bytes FROM (SELECT t.id, t.period" NEWEST(
		"closing") ") t JOIN closing_file c ON c.closing_id = t.id"
			   " WHERE c.batch <= ?1 ORDER BY c.id",
	.period = TEXT(0), .file = TEXT(1), .bytes = TEXT(2),
	.length = (size_t)sqlite3_column_bytes(s, 2))
