/* SPDX-License-Identifier: MIT */
#include "sheet.h"

#include <string.h>

static const char *const column_names[COLUMNS] = {
	[COLUMN_NO] = "no",
	[COLUMN_NAME] = "name",
	[COLUMN_TITLE] = "title",
	[COLUMN_FORMS] = "forms",
	[COLUMN_TOTAL] = "total",
	[COLUMN_BAND] = "band",
	[COLUMN_RANK] = "rank",
	[COLUMN_NOTE] = "note",
	[COLUMN_INDEX] = "index",
	[COLUMN_INDEX_NAME] = "index_name",
	[COLUMN_MAX] = "max",
	[COLUMN_DOSSIERS] = "dossiers",
	[COLUMN_POINTS] = "points",
	[COLUMN_KIND] = "kind",
	[COLUMN_UNIT] = "unit",
	[COLUMN_UNIT_NAME] = "unit_name",
	[COLUMN_FIELD] = "field",
	[COLUMN_PERIOD] = "period",
	[COLUMN_FROM] = "from",
	[COLUMN_TO] = "to",
	[COLUMN_PERIOD_RULE] = "period_rule",
	[COLUMN_DATE_FIELD] = "date_field",
	[COLUMN_DENOMINATOR] = "denominator",
	[COLUMN_SETTINGS] = "settings",
	[COLUMN_FORMS_RECEIVED] = "forms_received",
	[COLUMN_DOSSIERS_RETURNED] = "dossiers_returned",
};

static bool find_column(const char *name, enum column *column)
{
	if (strcmp(name, "criteria") == 0) {
		*column = COLUMN_CRITERIA;
		return true;
	}
	for (size_t i = 0; i < COLUMNS; i++) {
		if (strcmp(name, column_names[i]) == 0) {
			*column = (enum column)i;
			return true;
		}
	}
	return false;
}

static bool add_column(struct ph_sheet *sheet, const char *id,
	const char *label, enum column what, size_t criterion)
{
	struct sheet_column *column = ph_list_push(&sheet->columns);

	if (!column)
		return false;
	column->id = ph_copy(id, strlen(id));
	column->label = ph_copy(label, strlen(label));
	column->what = what;
	column->criterion = criterion;
	return column->id && column->label;
}

/* `{no}`, `{label}` and `{name}` of a label become the criterion's. */
static bool expand_label(struct ph_text *out, const char *label,
	const struct ph_criterion *criterion)
{
	while (*label) {
		size_t plain = strcspn(label, "{");
		bool fine = ph_text_append(out, label, plain);

		label += plain;
		if (strncmp(label, "{no}", 4) == 0) {
			fine = fine
			       && ph_text_appendf(out, "%d", criterion->no);
			label += 4;
		} else if (strncmp(label, "{name}", 6) == 0) {
			fine = fine && ph_text_puts(out, criterion->name);
			label += 6;
		} else if (strncmp(label, "{label}", 7) == 0) {
			fine = fine && ph_text_puts(out, criterion->label);
			label += 7;
		} else if (*label) {
			fine = fine && ph_text_append(out, label++, 1);
		}
		if (!fine)
			return false;
	}
	return true;
}

static bool add_criteria(struct ph_sheet *sheet, const struct ph_rules *rules,
	const char *label, enum ph_subject subject)
{
	for (size_t i = 0; i < rules->criterion_count; i++) {
		PH_AUTO(ph_text_release) struct ph_text text = { 0 };
		const struct ph_criterion *c = &rules->criteria[i];

		if (c->scope == PH_SCOPE_SATISFACTION
			|| (subject == PH_SUBJECT_OFFICER
				&& c->scope != PH_SCOPE_DOSSIER))
			continue;
		if (!expand_label(&text, label, c)
			|| !add_column(sheet, c->id, ph_text_get(&text),
				COLUMN_CRITERIA, i))
			return false;
	}
	return true;
}

bool sheet_lay_out(struct ph_sheet *sheet, const struct ph_rules *rules,
	const char *name, enum ph_subject subject, struct ph_error *err)
{
	for (size_t i = 0; i < rules->column_count; i++) {
		const struct ph_sheet_column *c = &rules->columns[i];
		enum column what;
		bool fine;

		if (strcmp(c->sheet, name) != 0)
			continue;
		if (!find_column(c->column, &what))
			return ph_error_set(err, PH_CONFIG,
				"rule set %s: sheets.csv: %s: no such column",
				rules->id, c->column);
		fine = what == COLUMN_CRITERIA
			       ? add_criteria(sheet, rules, c->label, subject)
			       : add_column(
				       sheet, c->column, c->label, what, 0);
		if (!fine)
			return ph_error_memory(err);
	}
	if (sheet->columns.count)
		return true;
	return ph_error_set(err, PH_CONFIG,
		"rule set %s: sheets.csv lays out no sheet %s", rules->id,
		name);
}
