/* SPDX-License-Identifier: MIT */
#include "census.h"

#include <string.h>

static bool out_of_memory(struct census *census)
{
	census->failed = true;
	return false;
}

static bool copy_into(struct census *census, char **at, const char *text)
{
	free(*at);
	*at = ph_copy(text ? text : "", text ? strlen(text) : 0);
	return *at || out_of_memory(census);
}

static bool take_unit(void *context, const struct ph_unit *row)
{
	struct census *census = context;
	struct census_unit *unit;
	int32_t at;

	if (!ph_index_add(&census->unit_codes, row->unit, &at))
		return out_of_memory(census);
	if (at == PH_NONE)
		return true;
	if ((size_t)at == census->units.count && !ph_list_push(&census->units))
		return out_of_memory(census);
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
		return out_of_memory(census);
	if (at == PH_NONE)
		return true;
	if ((size_t)at == census->officers.count
		&& !ph_list_push(&census->officers))
		return out_of_memory(census);
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
static bool refer_officer(struct census *census, const char *id, int32_t *at)
{
	struct census_officer *officer;

	if (!ph_index_add(&census->officer_ids, id, at))
		return out_of_memory(census);
	if (*at < 0 || (size_t)*at < census->officers.count)
		return true;
	officer = ph_list_push(&census->officers);
	if (!officer)
		return out_of_memory(census);
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
		return out_of_memory(census);
	if (*at < 0 || (size_t)*at < census->units.count)
		return true;
	unit = ph_list_push(&census->units);
	if (!unit)
		return out_of_memory(census);
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
		return out_of_memory(census);
	return refer_unit(census, row->dossier.unit, &dossier->unit)
	       && refer_officer(
		       census, row->dossier.officer, &dossier->officer);
}

static bool take_closing(void *context, const struct ph_closing *row)
{
	struct census *census = context;
	struct census_closing *closing = ph_list_push(&census->closings);

	if (!closing)
		return out_of_memory(census);
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
		return out_of_memory(census);
	box->date = row->date;
	box->count = row->count;
	return ph_index_add(&census->boxes, row->box, &box->box)
	       || out_of_memory(census);
}

static bool carries_answers(const int8_t *answers, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (answers[i] != PH_ABSENT)
			return true;
	return false;
}

/* The day by which a period is told late before forms are joined: the same
 * order of preference as form_date, for this sheet alone. */
static ph_date sheet_date(
	const struct census *census, const struct ph_sheet_row *row)
{
	ph_date returned = census->dossiers[row->code_id].returned;

	switch (census->query->settings->date_field) {
	case PH_DATE_ENTERED:
		return row->entered;
	case PH_DATE_RETURNED:
		if (returned != PH_NO_DATE)
			return returned;
		break;
	case PH_DATE_COLLECTED:
		break;
	}
	if (row->date != PH_NO_DATE)
		return row->date;
	return returned != PH_NO_DATE ? returned : row->entered;
}

static bool came_late(
	const struct census *census, const struct ph_sheet_row *row)
{
	const struct census_closing *closing;
	ph_date date;

	if (!census->closings.count)
		return false;
	date = sheet_date(census, row);
	ph_list_for (closing, &census->closings)
		if (row->batch > closing->batch && date >= closing->from
			&& date <= closing->to)
			return true;
	return false;
}

static struct census_sheet *find_sheet(struct census *census, int64_t id)
{
	size_t low = 0, high = census->sheets.count;

	while (low < high) { /* sheets come in the order of their ids */
		size_t middle = low + (high - low) / 2;

		if (census->sheets.at[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < census->sheets.count && census->sheets.at[low].id == id
		       ? &census->sheets.at[low]
		       : NULL;
}

static bool take_sheet(void *context, const struct ph_sheet_row *row)
{
	struct census *census = context;
	size_t fields = census->query->rules->fields.count;
	struct census_sheet *sheet, *replaced;

	if (row->code_id < 0 || (size_t)row->code_id >= census->code_count)
		return true;
	sheet = ph_list_push(&census->sheets);
	if (!sheet)
		return out_of_memory(census);
	sheet->id = row->sheet;
	sheet->code_id = row->code_id;
	sheet->date = row->date;
	sheet->entered = row->entered;
	sheet->next = PH_NONE;
	sheet->channel = (uint8_t)row->channel;
	sheet->status = (uint8_t)row->status;
	sheet->photo = (int32_t)row->photo_id;
	memcpy(sheet->answers, row->answers, sizeof(sheet->answers));
	if (carries_answers(row->answers, fields))
		sheet->flags |= SHEET_RATED;
	if (came_late(census, row))
		sheet->flags |= SHEET_LATE;
	if (strcmp(row->reason, "codes-disagree") == 0)
		sheet->flags |= SHEET_DISAGREE;
	replaced = row->replaces ? find_sheet(census, row->replaces) : NULL;
	if (replaced && !(sheet->flags & SHEET_LATE))
		replaced->flags |= SHEET_REPLACED;
	if (!ph_index_add(&census->boxes, row->box, &sheet->box)
		|| !ph_index_add(&census->reasons, row->reason, &sheet->reason))
		return out_of_memory(census);
	return refer_officer(census, row->officer, &sheet->officer);
}

/* The newest word holds: choosing one rating of a dossier takes back an older
 * choice of another. */
static bool take_decision(void *context, const struct ph_decision_row *row)
{
	struct census *census = context;
	struct census_sheet *sheet = find_sheet(census, row->sheet);
	bool counts = strcmp(row->verdict, "counts") == 0;

	if (!sheet)
		return true;
	for (int32_t at = census->first[sheet->code_id];
		counts && sheet->code_id && at != PH_NONE;
		at = census->sheets.at[at].next)
		census->sheets.at[at].flags &= (uint8_t)~SHEET_CHOSEN;
	sheet->flags &= (uint8_t) ~(SHEET_CHOSEN | SHEET_EXCLUDED);
	sheet->flags |= counts ? SHEET_CHOSEN : SHEET_EXCLUDED;
	return true;
}

static bool take_code(void *context, int64_t code_id, const char *code)
{
	struct census *census = context;
	struct ph_code_match match;

	if (code_id < 1 || (size_t)code_id >= census->code_count
		|| census->dossiers[code_id].known)
		return true;
	match = ph_code_judge(census->query->rules, code, census->query->today);
	census->judged[code_id] = (uint8_t)((match.valid ? 0 : CODE_MALFORMED)
					    | (match.odd ? CODE_ODD : 0));
	census->dossiers[code_id].received =
		match.valid ? match.date : PH_NO_DATE;
	return true;
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
	/* Bounded, since a register may name two units as each other's
	 * parents. */
	for (size_t i = 0; at >= 0 && i <= census->units.count; i++) {
		if (at == above)
			return true;
		at = census->units.at[at].parent;
	}
	return false;
}

static void relate_units(struct census *census)
{
	int32_t own = census_own_unit(census);
	struct census_unit *unit;

	ph_list_for (unit, &census->units)
		unit->parent =
			ph_index_find(&census->unit_codes, unit->parent_code);
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

static bool load_registers(struct census *c, struct ph_error *err)
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

/* Backwards, so that each chain runs from the oldest sheet to the newest. */
static void chain_sheets(struct census *census)
{
	for (size_t i = census->sheets.count; i-- > 0;) {
		struct census_sheet *sheet = &census->sheets.at[i];

		sheet->next = census->first[sheet->code_id];
		census->first[sheet->code_id] = (int32_t)i;
	}
}

static bool load_sheets(struct census *c, struct ph_error *err)
{
	const struct ph_query *q = c->query;

	/* Where the register knows every code, none is judged by its text. */
	if (c->register_size + 1 != c->code_count
		&& !ph_ledger_each_code(q->ledger, take_code, c, err))
		return false;
	if (!ph_ledger_each_sheet(
		    q->ledger, q->as_of, &q->rules->fields, take_sheet, c, err))
		return false;
	chain_sheets(c);
	return ph_ledger_each_decision(
		q->ledger, q->as_of, take_decision, c, err);
}

bool census_make(struct census **made, const struct ph_query *query,
	struct ph_error *err)
{
	PH_AUTO(census_destroy)
	struct census *census = ph_alloc(1, sizeof(*census));

	if (!census)
		return ph_error_memory(err);
	census->query = query;
	if (!load_registers(census, err) || !load_sheets(census, err))
		return false;
	if (census->failed)
		return ph_error_memory(err);
	relate_units(census);
	*made = PH_TAKE(census);
	return true;
}

void census_destroy(struct census *census)
{
	struct census_unit *unit;
	struct census_officer *officer;
	struct census_closing *closing;

	if (!census)
		return;
	ph_list_for (unit, &census->units) {
		free(unit->name);
		free(unit->parent_code);
	}
	ph_list_for (officer, &census->officers) {
		free(officer->name);
		free(officer->title);
	}
	ph_list_for (closing, &census->closings)
		free(closing->period);
	ph_list_release(&census->units);
	ph_list_release(&census->officers);
	ph_list_release(&census->sheets);
	ph_list_release(&census->closings);
	ph_list_release(&census->box_counts);
	ph_index_release(&census->unit_codes);
	ph_index_release(&census->officer_ids);
	ph_index_release(&census->fields);
	ph_index_release(&census->boxes);
	ph_index_release(&census->reasons);
	free(census->dossiers);
	free(census->first);
	free(census->judged);
	free(census);
}
