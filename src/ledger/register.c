/* SPDX-License-Identifier: MIT */
#include "ledger_internal.h"

#define TEXT(value)             \
	{                       \
		.text = (value) \
	}
#define NUMBER(value)                                \
	{                                            \
		.number = (value), .is_number = true \
	}

static const struct ph_versions units = {
	.find = "SELECT id, name, parent FROM unit WHERE unit = ?"
		" ORDER BY id DESC LIMIT 1",
	.add = "INSERT INTO unit (batch, older, unit, name, parent)"
	       " VALUES (?, ?, ?, ?, ?)",
	.keys = 1,
	.values = 2,
};

static const struct ph_versions officers = {
	.find = "SELECT id, name, title, unit FROM officer WHERE officer = ?"
		" ORDER BY id DESC LIMIT 1",
	.add = "INSERT INTO officer (batch, older, officer, name, title, unit)"
	       " VALUES (?, ?, ?, ?, ?, ?)",
	.keys = 1,
	.values = 3,
};

static const struct ph_versions dossiers = {
	.find = "SELECT id, unit, officer, field, received, due, returned"
		" FROM dossier WHERE code_id = ? ORDER BY id DESC LIMIT 1",
	.add = "INSERT INTO dossier (batch, older, code_id, unit, officer,"
	       " field, received, due, returned)"
	       " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
	.keys = 1,
	.values = 6,
};

static const struct ph_versions unit_scores = {
	.find = "SELECT id, points FROM unit_score"
		" WHERE unit = ? AND period = ? AND criterion = ?"
		" ORDER BY id DESC LIMIT 1",
	.add = "INSERT INTO unit_score (batch, older, unit, period, criterion,"
	       " points) VALUES (?, ?, ?, ?, ?, ?)",
	.keys = 3,
	.values = 1,
};

static const struct ph_versions remarks = {
	.find = "SELECT id, text FROM remark"
		" WHERE unit = ? AND period = ? AND kind = ?"
		" ORDER BY id DESC LIMIT 1",
	.add = "INSERT INTO remark (batch, older, unit, period, kind, text)"
	       " VALUES (?, ?, ?, ?, ?, ?)",
	.keys = 3,
	.values = 1,
};

static const struct ph_versions boxes = {
	.find = "SELECT id, count FROM box_count WHERE date = ? AND box IS ?"
		" ORDER BY id DESC LIMIT 1",
	.add = "INSERT INTO box_count (batch, older, date, box, count)"
	       " VALUES (?, ?, ?, ?, ?)",
	.keys = 2,
	.values = 1,
};

bool ph_ledger_add_unit(struct ph_ledger *l, const struct ph_unit *unit,
	enum ph_added *added, struct ph_error *err)
{
	const struct ph_cell cells[] = { TEXT(unit->unit), TEXT(unit->name),
		TEXT(unit->parent) };

	return ph_version_add(l, &units, cells, added, err);
}

bool ph_ledger_add_officer(struct ph_ledger *l,
	const struct ph_officer *officer, enum ph_added *added,
	struct ph_error *err)
{
	const struct ph_cell cells[] = { TEXT(officer->officer),
		TEXT(officer->name), TEXT(officer->title),
		TEXT(officer->unit) };

	return ph_version_add(l, &officers, cells, added, err);
}

bool ph_ledger_add_dossier(struct ph_ledger *l,
	const struct ph_dossier *dossier, enum ph_added *added,
	struct ph_error *err)
{
	char received[PH_DATE_SIZE], due[PH_DATE_SIZE], returned[PH_DATE_SIZE];
	int64_t code_id;

	if (!ph_ledger_writable(l, err)
		|| !ph_ledger_intern(l, dossier->code, &code_id, err))
		return false;
	if (!code_id)
		return ph_error_set(err, PH_BAD_DATA,
			"%s: a dossier without a code", l->path);
	const struct ph_cell cells[] = { NUMBER(code_id), TEXT(dossier->unit),
		TEXT(dossier->officer), TEXT(dossier->field),
		TEXT(ph_day_format(dossier->received, received)),
		TEXT(ph_day_format(dossier->due, due)),
		TEXT(ph_day_format(dossier->returned, returned)) };

	return ph_version_add(l, &dossiers, cells, added, err);
}

bool ph_ledger_add_unit_score(struct ph_ledger *l,
	const struct ph_unit_score *score, enum ph_added *added,
	struct ph_error *err)
{
	const struct ph_cell cells[] = { TEXT(score->unit), TEXT(score->period),
		TEXT(score->criterion), NUMBER(score->points) };

	return ph_version_add(l, &unit_scores, cells, added, err);
}

bool ph_ledger_add_remark(struct ph_ledger *l, const struct ph_remark *remark,
	enum ph_added *added, struct ph_error *err)
{
	const struct ph_cell cells[] = { TEXT(remark->unit),
		TEXT(remark->period), TEXT(remark->kind), TEXT(remark->text) };

	return ph_version_add(l, &remarks, cells, added, err);
}

bool ph_ledger_add_box(struct ph_ledger *l, ph_date date, const char *box,
	int64_t count, enum ph_added *added, struct ph_error *err)
{
	char day[PH_DATE_SIZE];
	const struct ph_cell cells[] = { TEXT(ph_day_format(date, day)),
		TEXT(box), NUMBER(count) };

	return ph_version_add(l, &boxes, cells, added, err);
}
