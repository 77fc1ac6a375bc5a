/* SPDX-License-Identifier: MIT */
/* The register of dossiers: the only safety net under misread codes, so a code
 * that follows no grammar is not let into it. */
#include "intake_internal.h"

enum {
	CODE,
	UNIT,
	OFFICER,
	FIELD,
	RECEIVED,
	DUE,
	RETURNED,
};

static void check_code(const struct ph_register *reg, const char *code)
{
	struct ph_code_match match =
		ph_code_judge(reg->intake->rules, code, reg->intake->today);

	if (!match.valid)
		ph_row_fault(reg->table, reg->row, reg->at[CODE], reg->faults,
			"%s is not a dossier code: %s", code,
			match.what ? match.what : "no grammar knows it");
}

static ph_date get_date(const struct ph_register *reg, size_t column)
{
	return ph_cell_date(reg->table, reg->row, reg->at[column], reg->faults);
}

static bool read_dossier(struct ph_register *reg, struct ph_error *err)
{
	if (!ph_cell_code(reg->table, reg->row, reg->at[CODE], &reg->key,
		    reg->faults))
		return ph_error_memory(err);
	if (reg->key.length)
		check_code(reg, reg->key.bytes);
	reg->shape.dossier = (struct ph_dossier){
		.code = ph_text_get(&reg->key),
		.unit = ph_register_get(reg, UNIT),
		.officer = ph_register_get(reg, OFFICER),
		.field = ph_register_get(reg, FIELD),
		.received = get_date(reg, RECEIVED),
		.due = get_date(reg, DUE),
		.returned = get_date(reg, RETURNED),
	};
	return true;
}

static bool add_dossier(
	struct ph_register *reg, enum ph_added *added, struct ph_error *err)
{
	return ph_ledger_add_dossier(
		reg->intake->ledger, &reg->shape.dossier, added, err);
}

static const struct ph_column columns[] = {
	[CODE] = { "code", true },
	[UNIT] = { "unit", false },
	[OFFICER] = { "officer", false },
	[FIELD] = { "field", false },
	[RECEIVED] = { "received", false },
	[DUE] = { "due", false },
	[RETURNED] = { "returned", false },
};

const struct ph_register_kind ph_register_dossiers = {
	.name = "dossiers",
	.columns = columns,
	.count = sizeof(columns) / sizeof(*columns),
	.keys = 1,
	.read = read_dossier,
	.add = add_dossier,
};
