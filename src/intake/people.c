/* SPDX-License-Identifier: MIT */
/* The registers of units and of officers. */
#include "intake_internal.h"

#include <string.h>

enum {
	UNIT,
	UNIT_NAME,
	UNIT_PARENT,
};

static bool read_unit(struct ph_register *reg, struct ph_error *err)
{
	reg->shape.unit = (struct ph_unit){
		.unit = ph_register_get(reg, UNIT),
		.name = ph_register_get(reg, UNIT_NAME),
		.parent = ph_register_get(reg, UNIT_PARENT),
	};
	if (*reg->shape.unit.unit
		&& strcmp(reg->shape.unit.unit, reg->shape.unit.parent) == 0)
		ph_row_fault(reg->table, reg->row, reg->at[UNIT_PARENT],
			reg->faults,
			"%s cannot stand above itself: name the unit above "
			"it, or leave the cell empty",
			reg->shape.unit.unit);
	return ph_text_puts(&reg->key, reg->shape.unit.unit)
	       || ph_error_memory(err);
}

static bool add_unit(
	struct ph_register *reg, enum ph_added *added, struct ph_error *err)
{
	return ph_ledger_add_unit(
		reg->intake->ledger, &reg->shape.unit, added, err);
}

static const struct ph_column unit_columns[] = {
	[UNIT] = { "unit", true },
	[UNIT_NAME] = { "name", true },
	[UNIT_PARENT] = { "parent", false },
};

const struct ph_register_kind ph_register_units = {
	.name = "units",
	.columns = unit_columns,
	.count = sizeof(unit_columns) / sizeof(*unit_columns),
	.keys = 1,
	.read = read_unit,
	.add = add_unit,
};

enum {
	OFFICER,
	OFFICER_NAME,
	OFFICER_TITLE,
	OFFICER_UNIT,
};

static bool read_officer(struct ph_register *reg, struct ph_error *err)
{
	reg->shape.officer = (struct ph_officer){
		.officer = ph_register_get(reg, OFFICER),
		.name = ph_register_get(reg, OFFICER_NAME),
		.title = ph_register_get(reg, OFFICER_TITLE),
		.unit = ph_register_get(reg, OFFICER_UNIT),
	};
	return ph_text_puts(&reg->key, reg->shape.officer.officer)
	       || ph_error_memory(err);
}

static bool add_officer(
	struct ph_register *reg, enum ph_added *added, struct ph_error *err)
{
	return ph_ledger_add_officer(
		reg->intake->ledger, &reg->shape.officer, added, err);
}

static const struct ph_column officer_columns[] = {
	[OFFICER] = { "officer", true },
	[OFFICER_NAME] = { "name", true },
	[OFFICER_TITLE] = { "title", false },
	[OFFICER_UNIT] = { "unit", false },
};

const struct ph_register_kind ph_register_officers = {
	.name = "officers",
	.columns = officer_columns,
	.count = sizeof(officer_columns) / sizeof(*officer_columns),
	.keys = 1,
	.read = read_officer,
	.add = add_officer,
};
