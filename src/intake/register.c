/* SPDX-License-Identifier: MIT */
#include "intake_internal.h"

#include <string.h>

const char *ph_register_get(const struct ph_register *reg, size_t i)
{
	return ph_row_get(reg->row, reg->at[i]);
}

static void register_release(struct ph_register *reg)
{
	ph_text_release(&reg->key);
	ph_text_release(&reg->contents);
	ph_keys_release(&reg->keys);
}
PH_CLEANUP_VALUE(struct ph_register, register_release)

static void check_filled(struct ph_register *reg)
{
	const struct ph_register_kind *kind = reg->kind;

	for (size_t i = 0; i < kind->count; i++)
		if (kind->columns[i].required && !*ph_register_get(reg, i))
			ph_row_fault(reg->table, reg->row, reg->at[i],
				reg->faults, "empty: every row needs it");
}

/* What the row says of what it names; U+001F stands in no cell. */
static bool write_contents(struct ph_register *reg)
{
	ph_text_clear(&reg->contents);
	for (size_t i = reg->kind->keys; i < reg->kind->count; i++)
		if (!ph_text_appendf(
			    &reg->contents, "%s\x1f", ph_register_get(reg, i)))
			return false;
	return true;
}

static bool check_twice(struct ph_register *reg, struct ph_error *err)
{
	unsigned long earlier;

	if (!write_contents(reg))
		return ph_error_memory(err);
	if (!ph_keys_add(&reg->keys, &reg->key, &reg->contents, reg->row->line,
		    &earlier, err))
		return false;
	if (earlier)
		ph_row_fault(reg->table, reg->row, reg->at[0], reg->faults,
			"line %lu says something else of the same: keep one "
			"of the two",
			earlier);
	return true;
}

static bool load_row(struct ph_register *reg, struct ph_intake_count *count,
	struct ph_error *err)
{
	size_t before = reg->faults->count;
	enum ph_added added;

	count->rows++;
	ph_text_clear(&reg->key);
	check_filled(reg);
	if (!reg->kind->read(reg, err))
		return false;
	if (reg->faults->count == before && !check_twice(reg, err))
		return false;
	/* After a fault the batch will be rolled back: read on for more. */
	if (reg->faults->count)
		return true;
	if (!reg->kind->add(reg, &added, err))
		return false;
	ph_intake_tally(count, added);
	return true;
}

static bool load(struct ph_register *reg, struct ph_intake_count *count,
	struct ph_error *err)
{
	struct ph_row row;

	ph_table_bind(reg->table, reg->kind->columns, reg->kind->count,
		reg->intake->labels, reg->at, reg->intake->log, reg->faults);
	if (reg->faults->count)
		return true;
	reg->row = &row;
	while (ph_table_next(reg->table, &row, reg->faults))
		if (!load_row(reg, count, err))
			return false;
	return true;
}

static const struct ph_register_kind *const kinds[] = {
	&ph_register_units,
	&ph_register_officers,
	&ph_register_dossiers,
	&ph_register_unit_scores,
	&ph_register_remarks,
};

const char *const ph_intake_registers[] = { "units", "officers", "dossiers",
	"unit-scores", "online", "remarks", NULL };

static const struct ph_register_kind *find_kind(const char *name)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strcmp(kinds[i]->name, name) == 0)
			return kinds[i];
	return NULL;
}

static bool refuse(const char *name, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text list = { 0 };

	for (size_t i = 0; ph_intake_registers[i]; i++)
		if (!ph_text_appendf(&list, "%s%s", i ? ", " : "",
			    ph_intake_registers[i]))
			return ph_error_memory(err);
	return ph_error_set(err, PH_USAGE, "%s: not a register: there are %s",
		name, list.bytes);
}

bool ph_intake_register(const struct ph_intake *intake, const char *name,
	struct ph_table *table, struct ph_intake_count *count,
	struct ph_faults *faults, struct ph_error *err)
{
	PH_AUTO(register_release)
	struct ph_register reg = {
		.intake = intake,
		.kind = find_kind(name),
		.table = table,
		.faults = faults,
	};

	if (strcmp(name, "online") == 0)
		return ph_sheets_load(
			intake, table, PH_CHANNEL_ONLINE, count, faults, err);
	return reg.kind ? load(&reg, count, err) : refuse(name, err);
}
