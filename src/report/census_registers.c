/* SPDX-License-Identifier: MIT */
/* Units, officers, dossiers, boxes and closings as the census numbers them. */
#include "census.h"

#include <string.h>

bool census_no_memory(struct census *census)
{
	census->failed = true;
	return false;
}

static bool copy_into(struct census *census, char **at, const char *text)
{
	free(*at);
	*at = ph_copy(text ? text : "", text ? strlen(text) : 0);
	return *at || census_no_memory(census);
}

static bool take_unit(void *context, const struct ph_unit *row)
{
	struct census *census = context;
	struct census_unit *unit;
	int32_t at;

	if (!ph_index_add(&census->unit_codes, row->unit, &at))
		return census_no_memory(census);
	if (at == PH_NONE)
		return true;
	if ((size_t)at == census->units.count && !ph_list_push(&census->units))
		return census_no_memory(census);
	unit = &census->units.at[at];
	unit->parent = PH_NONE;
	return copy_into(census, &unit->name, row->name)
	       && copy_into(census, &unit->parent_code, row->parent);
}

static bool take_officer(void *context, const struct ph_officer *row)
{
	struct census *census = context;
	struct census_officer *officer;
	int32_t at;

	if (!ph_index_add(&census->officer_ids, row->officer, &at))
		return census_no_memory(census);
	if (at == PH_NONE)
		return true;
	if ((size_t)at == census->officers.count
		&& !ph_list_push(&census->officers))
		return census_no_memory(census);
	officer = &census->officers.at[at];
	officer->unit = ph_index_find(&census->unit_codes, row->unit);
	if (!officer->registered)
		census->officer_register_size++;
	officer->registered = true;
	return copy_into(census, &officer->name, row->name)
	       && copy_into(census, &officer->title, row->title);
}

/* An officer by id; one that no register names stands under his id, so that
 * what was entered for him is not lost. */
bool census_refer_officer(struct census *census, const char *id, int32_t *at)
{
	struct census_officer *officer;

	if (!ph_index_add(&census->officer_ids, id, at))
		return census_no_memory(census);
	if (*at < 0 || (size_t)*at < census->officers.count)
		return true;
	officer = ph_list_push(&census->officers);
	if (!officer)
		return census_no_memory(census);
	officer->unit = PH_NONE;
	return copy_into(census, &officer->name, id)
	       && copy_into(census, &officer->title, "");
}

/* A unit by code; one that no register names is another office's, unless
 * nothing at all is known about units. */
static bool refer_unit(struct census *census, const char *code, int32_t *at)
{
	struct census_unit *unit;

	if (!ph_index_add(&census->unit_codes, code, at))
		return census_no_memory(census);
	if (*at < 0 || (size_t)*at < census->units.count)
		return true;
	unit = ph_list_push(&census->units);
	if (!unit)
		return census_no_memory(census);
	unit->parent = PH_NONE;
	unit->foreign = census->units_registered;
	return copy_into(census, &unit->name, code)
	       && copy_into(census, &unit->parent_code, "");
}

static bool take_dossier(void *context, const struct ph_dossier_row *row)
{
	struct census *census = context;
	struct census_dossier *dossier;

	if (row->code_id < 1 || (size_t)row->code_id >= census->code_count)
		return true;
	dossier = &census->dossiers[row->code_id];
	if (!dossier->known)
		census->register_size++;
	dossier->known = true;
	dossier->received = row->dossier.received;
	dossier->due = row->dossier.due;
	dossier->returned = row->dossier.returned;
	if (!ph_index_add(&census->fields, row->dossier.field, &dossier->field))
		return census_no_memory(census);
	return refer_unit(census, row->dossier.unit, &dossier->unit)
	       && census_refer_officer(
		       census, row->dossier.officer, &dossier->officer);
}

static bool take_closing(void *context, const struct ph_closing *row)
{
	struct census *census = context;
	struct census_closing *closing = ph_list_push(&census->closings);

	if (!closing)
		return census_no_memory(census);
	closing->batch = row->batch;
	closing->from = row->from;
	closing->to = row->to;
	return copy_into(census, &closing->period, row->period);
}

static bool take_box(void *context, const struct ph_box_row *row)
{
	struct census *census = context;
	struct census_box *box = ph_list_push(&census->box_counts);

	if (!box)
		return census_no_memory(census);
	box->date = row->date;
	box->count = row->count;
	return ph_index_add(&census->boxes, row->box, &box->box)
	       || census_no_memory(census);
}

/* The ledger's own unit stands in the list even if no register was loaded. */
static bool add_own_unit(struct census *census)
{
	const struct ph_settings *settings = census->query->settings;
	struct ph_unit own = {
		.unit = ph_text_get(&settings->unit),
		.name = ph_text_get(&settings->name),
	};

	if (*own.unit && ph_index_find(&census->unit_codes, own.unit) == PH_NONE
		&& !take_unit(census, &own))
		return false;
	census->units_registered = census->units.count > 0;
	return true;
}

int32_t census_own_unit(const struct census *census)
{
	return ph_index_find(&census->unit_codes,
		ph_text_get(&census->query->settings->unit));
}

bool census_below(const struct census *census, int32_t at, int32_t above)
{
	for (; at >= 0; at = census->units.at[at].parent)
		if (at == above)
			return true;
	return false;
}

/* A unit that stands above itself would be counted again and again: its link
 * upward is cut. */
static void cut_cycle(struct census *census, int32_t unit)
{
	int32_t at = census->units.at[unit].parent;

	for (size_t i = 0; at >= 0 && i <= census->units.count; i++) {
		if (at == unit) {
			census->units.at[unit].parent = PH_NONE;
			return;
		}
		at = census->units.at[at].parent;
	}
}

void census_relate_units(struct census *census)
{
	int32_t own = census_own_unit(census);
	struct census_officer *officer;
	struct census_unit *unit;

	ph_list_for (officer, &census->officers)
		if (officer->unit == PH_NONE)
			officer->unit = own; /* as their forms are */
	ph_list_for (unit, &census->units)
		unit->parent =
			ph_index_find(&census->unit_codes, unit->parent_code);
	for (size_t i = 0; i < census->units.count; i++)
		cut_cycle(census, (int32_t)i);
	for (size_t i = 0; i < census->units.count; i++)
		census->units.at[i].ours =
			!census->units.at[i].foreign
			&& (own < 0 || census_below(census, (int32_t)i, own));
}

static bool make_arrays(struct census *census, struct ph_error *err)
{
	int64_t max;

	if (!ph_ledger_code_max(census->query->ledger, &max, err))
		return false;
	if (max < 0 || max >= INT32_MAX)
		return ph_error_set(err, PH_BAD_DATA, "too many codes");
	census->code_count = (size_t)max + 1;
	census->dossiers =
		ph_alloc(census->code_count, sizeof(*census->dossiers));
	census->first = ph_alloc(census->code_count, sizeof(*census->first));
	census->judged = ph_alloc(census->code_count, 1);
	if (!census->dossiers || !census->first || !census->judged)
		return ph_error_memory(err);
	for (size_t i = 0; i < census->code_count; i++) {
		census->first[i] = PH_NONE;
		census->dossiers[i] = (struct census_dossier){
			.unit = PH_NONE,
			.officer = PH_NONE,
			.field = PH_NONE,
			.received = PH_NO_DATE,
			.due = PH_NO_DATE,
			.returned = PH_NO_DATE,
		};
	}
	return true;
}

bool census_load_registers(struct census *c, struct ph_error *err)
{
	const struct ph_query *q = c->query;

	return make_arrays(c, err)
	       && ph_ledger_each_unit(q->ledger, q->as_of, take_unit, c, err)
	       && (add_own_unit(c) || ph_error_memory(err))
	       && ph_ledger_each_officer(
		       q->ledger, q->as_of, take_officer, c, err)
	       && ph_ledger_each_dossier(
		       q->ledger, q->as_of, false, take_dossier, c, err)
	       && ph_ledger_each_closing(
		       q->ledger, q->as_of, take_closing, c, err)
	       && ph_ledger_each_box(q->ledger, q->as_of, take_box, c, err);
}
