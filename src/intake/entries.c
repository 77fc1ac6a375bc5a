/* SPDX-License-Identifier: MIT */
#include "intake_internal.h"

#include <string.h>

void ph_intake_tally(struct ph_intake_count *count, enum ph_added added)
{
	switch (added) {
	case PH_ADDED:
		count->added++;
		break;
	case PH_SAME:
		count->same++;
		break;
	case PH_CHANGED:
		count->changed++;
		break;
	case PH_DIFFERS:
		count->differs++;
		break;
	case PH_REPEATED:
		count->repeated++;
		break;
	}
}

static bool is_given(const char *text)
{
	return text && *text;
}

static bool is_reason(const struct ph_record *record, const char *reason)
{
	return record->reason && strcmp(record->reason, reason) == 0;
}

/* Once kept, a photo is known and not scanned again. */
static bool is_worth_keeping(const struct ph_record *record)
{
	static const enum ph_image_fault passing[] = {
		PH_IMAGE_NO_HELPER,
		PH_IMAGE_HELPER_LIMIT,
		PH_IMAGE_MEMORY,
	};

	for (size_t i = 0; i < sizeof(passing) / sizeof(*passing); i++)
		if (is_reason(record, ph_image_fault_name(passing[i])))
			return false;
	/* Without its bytes a photo cannot be told from another. */
	return record->hashed;
}

/* No finding will tell of it. */
static void pass_by(const struct ph_intake *intake,
	const struct ph_record *record, struct ph_intake_count *count)
{
	bool told = is_given(record->detail);

	count->unkept++;
	count->unopened += !record->hashed;
	ph_log(intake->log, PH_LOG_WARNING, "%s: %s%s%s%s: not taken",
		is_given(record->photo) ? record->photo : "a record",
		is_given(record->reason) ? record->reason : "without sha256",
		told ? " (" : "", told ? record->detail : "", told ? ")" : "");
}

bool ph_intake_record(const struct ph_intake *intake,
	const struct ph_record *given, struct ph_intake_count *count,
	struct ph_error *err)
{
	struct ph_record record = *given;
	bool scanned = record.channel == PH_CHANNEL_SCAN;
	enum ph_added added;

	count->rows++;
	count->pages += record.part <= 1;
	if (scanned && is_reason(&record, "known")) {
		count->same++;
		return true;
	}
	if (scanned && !is_worth_keeping(&record)) {
		pass_by(intake, &record, count);
		return true;
	}
	if (scanned && record.status != PH_STATUS_READ)
		count->unread++;
	record.date_implied = record.date == PH_NO_DATE;
	record.box_implied = !is_given(record.box);
	if (record.date_implied)
		record.date = intake->date;
	if (record.box_implied)
		record.box = intake->box;
	if (!ph_ledger_add_sheet(intake->ledger, &record,
		    &intake->rules->fields, intake->replace, &added, err))
		return false;
	ph_intake_tally(count, added);
	return !scanned || !intake->met || intake->met(intake->context, given)
	       || ph_error_memory(err);
}

/* Faults for columns without which no row can mean anything. */
static void check_columns(struct ph_sheets *sheets)
{
	if (sheets->at[PH_COLUMN_SHA256] >= 0
		&& sheets->channel == PH_CHANNEL_KEYED)
		return;
	if (sheets->at[PH_COLUMN_CODE] < 0)
		ph_faults_add(sheets->faults, 0, 0,
			sheets->channel == PH_CHANNEL_KEYED
				? "neither a column «code» (keyed entries) nor "
				  "«sha256» (scan records): add it to the "
				  "first row"
				: "no column «code»: add it to the first row");
	if (!ph_sheets_has_answers(sheets))
		ph_faults_add(sheets->faults, 0, 0,
			"no column of answers, such as «%s»: add them to the "
			"first row",
			sheets->intake->rules->fields.count
				? sheets->intake->rules->fields.id[0]
				: "cs1");
}

static bool load_rows(struct ph_sheets *sheets, struct ph_intake_count *count,
	struct ph_error *err)
{
	struct ph_record record;
	struct ph_row row;

	while (ph_table_next(sheets->table, &row, sheets->faults)) {
		if (!ph_sheet_read(sheets, &row, &record, err))
			return false;
		/* The batch will be rolled back: read on for its faults. */
		if (sheets->faults->count)
			continue;
		count->malformed += sheets->malformed;
		if (!ph_intake_record(sheets->intake, &record, count, err))
			return false;
	}
	return true;
}

bool ph_sheets_load(const struct ph_intake *intake, struct ph_table *table,
	enum ph_channel channel, struct ph_intake_count *count,
	struct ph_faults *faults, struct ph_error *err)
{
	PH_AUTO(ph_sheets_release)
	struct ph_sheets sheets = {
		.intake = intake,
		.table = table,
		.faults = faults,
		.channel = channel,
	};

	if (!ph_sheets_bind(&sheets, err))
		return false;
	check_columns(&sheets);
	return faults->count || load_rows(&sheets, count, err);
}

bool ph_intake_entries(const struct ph_intake *intake, struct ph_table *table,
	struct ph_intake_count *count, struct ph_faults *faults,
	struct ph_error *err)
{
	return ph_sheets_load(
		intake, table, PH_CHANNEL_KEYED, count, faults, err);
}
