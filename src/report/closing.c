/* SPDX-License-Identifier: MIT */
#include "census.h"

#include <inttypes.h>

#include <string.h>

struct search {
	const char *period;
	int64_t as_of;
	uint8_t *sheets_sha256;
	struct ph_rules_files *files;
	bool failed;
};

static bool take_closing(void *context, const struct ph_closing *row)
{
	struct search *search = context;

	if (strcmp(row->period, search->period) != 0)
		return true;
	search->as_of = row->batch;
	memcpy(search->sheets_sha256, row->sheets_sha256, PH_HASH_SIZE);
	return true;
}

static bool take_file(void *context, const struct ph_closing_file *row)
{
	struct search *search = context;

	if (strcmp(row->period, search->period) != 0
		|| strcmp(row->file, PH_CLOSING_SHEETS) == 0)
		return true;
	if (ph_rules_files_add(
		    search->files, row->file, row->bytes, row->length))
		return true;
	search->failed = true;
	return false;
}

bool ph_closing_find(struct ph_ledger *ledger, const char *period,
	int64_t *as_of, struct ph_rules_files *files,
	uint8_t sheets_sha256[PH_HASH_SIZE], struct ph_error *err)
{
	struct search search = {
		.period = period,
		.as_of = INT64_MAX,
		.sheets_sha256 = sheets_sha256,
		.files = files,
	};

	if (!ph_ledger_each_closing(
		    ledger, INT64_MAX, take_closing, &search, err)
		|| !ph_ledger_each_closing_file(
			ledger, INT64_MAX, take_file, &search, err))
		return false;
	*as_of = search.as_of;
	return !search.failed || ph_error_memory(err);
}

struct listing {
	const struct census *census;
	struct ph_text *out;
	bool failed;
};

static bool list_form(void *context, const struct census_form *form)
{
	struct listing *listing = context;
	const struct census *census = listing->census;
	int32_t at = form->code_id ? census->first[form->code_id] : form->sheet;

	/* What came too late for its quarter is not of the year either. */
	if (form->facts.period_closed)
		return true;
	for (; at != PH_NONE; at = census->sheets.at[at].next) {
		if (!ph_text_appendf(listing->out, "%" PRId64 "\n",
			    census->sheets.at[at].id)) {
			listing->failed = true;
			return false;
		}
		if (!form->code_id)
			break;
	}
	return true;
}

bool ph_closing_sheets(
	const struct ph_query *query, struct ph_text *out, struct ph_error *err)
{
	PH_AUTO(census_destroy) struct census *census = NULL;
	struct listing listing = { .out = out };

	if (!census_make(&census, query, err))
		return false;
	listing.census = census;
	census_each_form(census, list_form, &listing);
	return !listing.failed || ph_error_memory(err);
}
