/* SPDX-License-Identifier: MIT */
#include "sheet.h"

#include <string.h>

static bool fill(struct making *m, struct ph_error *err)
{
	const char *name = m->request->sheet;

	if (strcmp(name, "mau-02") == 0)
		make_mau_02(m);
	else if (strcmp(name, "mau-03") == 0)
		make_mau_03(m);
	else if (!make_mau_05(m, err))
		return false;
	return !m->sheet->failed || ph_error_memory(err);
}

static bool check_request(const struct census *census,
	const struct ph_sheet_request *request, int32_t *unit,
	struct ph_error *err)
{
	const char *name = request->sheet;

	if (strcmp(name, "mau-02") != 0 && strcmp(name, "mau-03") != 0
		&& strcmp(name, "mau-05") != 0)
		return ph_error_set(err, PH_USAGE,
			"%s: no such sheet; there are mau-02, mau-03, mau-05",
			name);
	*unit = PH_NONE;
	if (!request->unit)
		return true;
	*unit = ph_index_find(&census->unit_codes, request->unit);
	return *unit >= 0
	       || ph_error_set(err, PH_USAGE, "%s: no such unit in the ledger",
		       request->unit);
}

static bool make_from(const struct census *census,
	const struct ph_sheet_request *request, struct ph_sheet *sheet,
	struct ph_error *err)
{
	PH_AUTO(tallies_release) struct tallies tallies = { 0 };
	struct making m = {
		.sheet = sheet,
		.census = census,
		.tallies = &tallies,
		.request = request,
	};

	return check_request(census, request, &m.unit, err)
	       && sheet_lay_out(sheet, census->query->rules, request->sheet,
		       strcmp(request->sheet, "mau-03") == 0
			       ? PH_SUBJECT_OFFICER
			       : PH_SUBJECT_UNIT,
		       err)
	       && tallies_make(&tallies, census, request->by_field, err)
	       && tallies_add_unit_scores(
		       &tallies, census, census->query->as_of, err)
	       && fill(&m, err);
}

bool ph_sheet_make(struct ph_sheet **made, const struct ph_query *query,
	const struct ph_sheet_request *request, struct ph_error *err)
{
	PH_AUTO(census_destroy) struct census *census = NULL;
	PH_AUTO(ph_sheet_destroy)
	struct ph_sheet *sheet = ph_alloc(1, sizeof(*sheet));

	if (!sheet)
		return ph_error_memory(err);
	if (!census_make(&census, query, err)
		|| !make_from(census, request, sheet, err))
		return false;
	*made = PH_TAKE(sheet);
	return true;
}

bool ph_sheets_hash(const struct ph_query *query, uint8_t sha256[PH_HASH_SIZE],
	struct ph_error *err)
{
	static const char *const names[] = { "mau-02", "mau-03", "mau-05" };
	PH_AUTO(census_destroy) struct census *census = NULL;
	PH_AUTO(ph_text_release) struct ph_text all = { 0 };

	if (!census_make(&census, query, err))
		return false;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct ph_sheet_request request = { .sheet = names[i] };
		PH_AUTO(ph_sheet_destroy)
		struct ph_sheet *sheet = ph_alloc(1, sizeof(*sheet));

		if (!sheet)
			return ph_error_memory(err);
		if (!make_from(census, &request, sheet, err)
			|| !ph_sheet_csv(
				sheet, &ph_csv_plain, false, &all, err))
			return false;
	}
	ph_hash(ph_text_get(&all), all.length, sha256);
	return true;
}
