/* SPDX-License-Identifier: MIT */
/* The list that is filled in: nothing in it says what the ledger holds as
 * answers, so that the paper is read without it. */
#include "audit.h"

const char *const audit_columns[AUDIT_COLUMNS] = {
	[AUDIT_DRAW] = "draw",
	[AUDIT_SHEET] = "sheet",
	[AUDIT_CODE] = "code",
	[AUDIT_DATE] = "date",
	[AUDIT_BOX] = "box",
	[AUDIT_PHOTO] = "photo",
	[AUDIT_PAGE] = "page",
	[AUDIT_PART] = "part",
	[AUDIT_PAPER] = "paper",
};

static void put_header(struct ph_csv *csv, const struct ph_audit *audit)
{
	const struct ph_fields *fields = &audit->query->rules->fields;

	for (size_t i = 0; i < AUDIT_COLUMNS; i++)
		ph_csv_text(csv, audit_columns[i]);
	for (size_t i = 0; i < fields->count; i++)
		ph_csv_text(csv, fields->id[i]);
	ph_csv_text(csv, "drawing");
	ph_csv_end_row(csv);
}

static void put_count(struct ph_csv *csv, unsigned count)
{
	if (count)
		ph_csv_number(csv, count);
	else
		ph_csv_text(csv, "");
}

static bool put_form(struct ph_csv *csv, const struct ph_audit *audit,
	const struct drawn *drawn, const char *drawing, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text path = { 0 };
	char day[PH_DATE_SIZE];
	unsigned page, part;

	if (!audit_photo(audit, drawn, &path, &page, &part, err))
		return false;
	ph_csv_number(csv, drawn->draw);
	ph_csv_number(csv, drawn->sheet);
	ph_csv_text(csv, drawn->code);
	ph_csv_text(csv, csv->profile->decimal_comma
				 ? ph_date_vn(drawn->date, day)
				 : ph_date_iso(drawn->date, day));
	ph_csv_text(csv, audit_box(audit, drawn));
	ph_csv_text(csv, ph_text_get(&path));
	put_count(csv, page);
	put_count(csv, part);
	ph_csv_text(csv, "");
	for (size_t i = 0; i < audit->query->rules->fields.count; i++)
		ph_csv_text(csv, "");
	ph_csv_text(csv, drawing);
	ph_csv_end_row(csv);
	return true;
}

bool ph_audit_csv(const struct ph_audit *audit,
	const struct ph_csv_profile *profile, struct ph_text *out,
	struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text drawing = { 0 };
	const struct drawn *drawn;
	struct ph_csv csv;

	if (!audit_drawing_write(&drawing, audit->drawing))
		return ph_error_memory(err);
	ph_csv_init(&csv, out, profile);
	put_header(&csv, audit);
	ph_list_for (drawn, &audit->drawn)
		if (!put_form(&csv, audit, drawn, ph_text_get(&drawing), err))
			return false;
	return ph_csv_finish(&csv, err);
}
