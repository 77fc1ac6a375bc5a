/* SPDX-License-Identifier: MIT */
#include "census.h"

bool census_make(struct census **made, const struct ph_query *query,
	struct ph_error *err)
{
	PH_AUTO(census_destroy)
	struct census *census = ph_alloc(1, sizeof(*census));

	if (!census)
		return ph_error_memory(err);
	census->query = query;
	if (!census_load_registers(census, err)
		|| !census_load_sheets(census, err))
		return false;
	if (census->failed)
		return ph_error_memory(err);
	census_relate_units(census);
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
	ph_list_release(&census->closed);
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
