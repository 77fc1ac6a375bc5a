/* SPDX-License-Identifier: MIT */
/* Which columns of a table of sheets are which. */
#include "intake_internal.h"

#include <string.h>

static const char *const ids[PH_COLUMN_FIELDS] = {
	[PH_COLUMN_CODE] = "code",
	[PH_COLUMN_DATE] = "date",
	[PH_COLUMN_BOX] = "box",
	[PH_COLUMN_OFFICER] = "officer",
	[PH_COLUMN_SERIAL] = "serial",
	[PH_COLUMN_PHOTO] = "photo",
	[PH_COLUMN_PAGE] = "page",
	[PH_COLUMN_SHA256] = "sha256",
	[PH_COLUMN_FORM] = "form",
	[PH_COLUMN_CODE_FROM] = "code_from",
	[PH_COLUMN_STATUS] = "status",
	[PH_COLUMN_REASON] = "reason",
	[PH_COLUMN_SEEN] = "seen",
	[PH_COLUMN_DETAIL] = "detail",
	[PH_COLUMN_PART] = "part",
	[PH_COLUMN_MARKS] = "marks",
	[PH_COLUMN_PLACE] = "place",
};

/* "cs1" is also called "Chỉ số 1" and "Tổng thời gian giải quyết …". */
static bool add_criterion(struct ph_labels *labels,
	const struct ph_criterion *criterion, struct ph_error *err)
{
	return ph_labels_add(labels, criterion->id, criterion->label, err)
	       && ph_labels_add(labels, criterion->id, criterion->name, err);
}

/* The questions, by the names that the rule set gives them. */
static bool bind_fields(struct ph_sheets *sheets, struct ph_error *err)
{
	PH_AUTO(ph_labels_destroy)
	struct ph_labels *labels = ph_labels_create();
	const struct ph_rules *rules = sheets->intake->rules;
	struct ph_column wanted[PH_FIELDS_MAX] = { 0 };

	if (!labels)
		return ph_error_memory(err);
	for (size_t i = 0; i < rules->criterion_count; i++)
		if (rules->criteria[i].field >= 0
			&& !add_criterion(labels, &rules->criteria[i], err))
			return false;
	for (size_t i = 0; i < rules->fields.count; i++)
		wanted[i] = (struct ph_column){ rules->fields.id[i], false };
	ph_table_bind(sheets->table, wanted, rules->fields.count, labels,
		sheets->at + PH_COLUMN_FIELDS, NULL, sheets->faults);
	return true;
}

/* The other columns, and the questions that the office calls by names of its
 * own. */
static void bind_rest(struct ph_sheets *sheets)
{
	const struct ph_fields *fields = &sheets->intake->rules->fields;
	struct ph_column wanted[PH_COLUMNS_MAX] = { 0 };
	size_t place[PH_COLUMNS_MAX], count = 0;
	int at[PH_COLUMNS_MAX];

	for (size_t i = 0; i < PH_COLUMN_FIELDS + fields->count; i++) {
		if (i >= PH_COLUMN_FIELDS && sheets->at[i] >= 0)
			continue;
		wanted[count] = (struct ph_column){
			.id = i < PH_COLUMN_FIELDS
				      ? ids[i]
				      : fields->id[i - PH_COLUMN_FIELDS],
		};
		place[count++] = i;
	}
	ph_table_bind(sheets->table, wanted, count, sheets->intake->labels, at,
		NULL, sheets->faults);
	for (size_t i = 0; i < count; i++)
		sheets->at[place[i]] = at[i];
}

static bool is_bound(const struct ph_sheets *sheets, size_t position)
{
	size_t count = PH_COLUMN_FIELDS + sheets->intake->rules->fields.count;

	for (size_t i = 0; i < count; i++)
		if (sheets->at[i] == (int)position)
			return true;
	return false;
}

/* Two bindings each know a part of the columns: what neither wants is told
 * here, once. */
static void tell_unused(const struct ph_sheets *sheets)
{
	for (size_t i = 0; i < ph_table_width(sheets->table); i++) {
		const char *header = ph_table_header(sheets->table, i);

		if (*header && !is_bound(sheets, i))
			ph_log(sheets->intake->log, PH_LOG_NOTE,
				"%s: column «%s» is not used",
				sheets->faults->file, header);
	}
}

bool ph_sheets_bind(struct ph_sheets *sheets, struct ph_error *err)
{
	for (size_t i = 0; i < PH_COLUMNS_MAX; i++)
		sheets->at[i] = -1;
	if (!bind_fields(sheets, err))
		return false;
	bind_rest(sheets);
	tell_unused(sheets);
	return true;
}

bool ph_sheets_has_answers(const struct ph_sheets *sheets)
{
	for (size_t i = 0; i < sheets->intake->rules->fields.count; i++)
		if (sheets->at[PH_COLUMN_FIELDS + i] >= 0)
			return true;
	return false;
}
