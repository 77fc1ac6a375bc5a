/* SPDX-License-Identifier: MIT */
/* The layout CSV in and out. */
#include "form_internal.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum column {
	COLUMN_PAGE,
	COLUMN_KIND,
	COLUMN_FIELD,
	COLUMN_VALUE,
	COLUMN_X,
	COLUMN_Y,
	COLUMN_W,
	COLUMN_H,
	COLUMN_SLOT,
	COLUMNS,
};

static const struct ph_column columns[COLUMNS] = {
	[COLUMN_PAGE] = { "page", true },
	[COLUMN_KIND] = { "kind", true },
	[COLUMN_FIELD] = { "field", true },
	[COLUMN_VALUE] = { "value", true },
	[COLUMN_X] = { "x_mm", true },
	[COLUMN_Y] = { "y_mm", true },
	[COLUMN_W] = { "w_mm", true },
	[COLUMN_H] = { "h_mm", true },
	[COLUMN_SLOT] = { "slot", false },
};

enum {
	NUMBER_MAX = 1000000, /* pages and slots */
	POINTS_MAX = 100,     /* as PH_POINTS_MAX of record.h */
	PAPER_MM_MAX = 2000,
};

/* Rounding in the CSV must not put an item outside its page. */
static const double slack_mm = 0.5;

struct reading {
	struct ph_form *form;
	struct ph_table *table;
	struct ph_faults *faults;
	const struct ph_row *row;
	int at[COLUMNS];
};

/* ---- numbers ---- */

bool ph_form_number(const char *text, double *number)
{
	size_t whole = strspn(text, "0123456789"), behind = 0;
	double value = 0, unit = 1;

	if (text[whole] == '.' || text[whole] == ',')
		behind = strspn(text + whole + 1, "0123456789") + 1;
	if (text[whole + behind] || whole > 5 || behind > 5
		|| whole + behind < 1 || behind == 1)
		return false;
	for (size_t i = 0; i < whole; i++)
		value = value * 10 + (text[i] - '0');
	for (size_t i = 1; i < behind; i++) {
		unit /= 10;
		value += unit * (text[whole + i] - '0');
	}
	*number = value;
	return true;
}

const char *ph_form_millimetres(double mm, char out[16])
{
	int hundredths = fabs(mm) < 1e5 ? (int)lround(mm * 100) : 0;
	int size = abs(hundredths);

	snprintf(out, 16, "%s%d.%02d", hundredths < 0 ? "-" : "", size / 100,
		size % 100);
	return out;
}

/* ---- reading ---- */

static const char *get(const struct reading *in, enum column column)
{
	return ph_row_get(in->row, in->at[column]);
}

static void PH_PRINTF(3, 4)
	tell(const struct reading *in, enum column column, const char *fmt, ...)
{
	char text[300];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	ph_row_fault(
		in->table, in->row, in->at[column], in->faults, "%s", text);
}

static unsigned take_count(const struct reading *in, enum column column)
{
	const char *text = get(in, column);
	double number;

	if (column == COLUMN_SLOT && !*text)
		return 1;
	if (ph_form_number(text, &number) && number >= 1 && number < NUMBER_MAX
		&& floor(number) == number)
		return (unsigned)number;
	tell(in, column, "«%s» is no number from 1", text);
	return 0;
}

static double take_mm(const struct reading *in, enum column column)
{
	const char *text = get(in, column);
	double mm = 0;

	if (!ph_form_number(text, &mm) || mm > PAPER_MM_MAX)
		tell(in, column,
			"«%s» is no length in millimetres, as 12.50, from 0 to "
			"%d",
			text, PAPER_MM_MAX);
	return mm;
}

static void take_text(
	const struct reading *in, enum column column, char *out, size_t room)
{
	const char *text = get(in, column);

	if (strlen(text) >= room)
		tell(in, column, "is longer than %zu bytes", room - 1);
	else
		snprintf(out, room, "%s", text);
}

/* ---- what must hold ---- */

static void check_field(
	const struct reading *in, const struct ph_form_item *item)
{
	size_t good = strspn(item->field,
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		"0123456789_-");

	if (!*item->field)
		tell(in, COLUMN_FIELD,
			"is empty: name the question that this %s answers",
			ph_form_kind_name(item->kind));
	else if (item->field[good])
		tell(in, COLUMN_FIELD,
			"«%s»: a question's name has letters without accents, "
			"digits, - and _",
			item->field);
}

static void check_box(const struct reading *in, const struct ph_form_item *item)
{
	double points;

	if (!ph_form_number(item->value, &points) || points > POINTS_MAX
		|| floor(points) != points)
		tell(in, COLUMN_VALUE,
			"«%s»: say the points of this box, 0 to %d",
			item->value, POINTS_MAX);
	for (size_t i = 0; i < in->form->count; i++) {
		const struct ph_form_item *other = &in->form->items[i];

		if (*item->value && other->kind == PH_FORM_BOX
			&& other->page == item->page
			&& other->slot == item->slot
			&& strcmp(other->field, item->field) == 0
			&& strcmp(other->value, item->value) == 0)
			tell(in, COLUMN_VALUE,
				"a second box for %s with the value «%s»",
				item->field, item->value);
	}
}

static void check_digit(
	const struct reading *in, const struct ph_form_item *item)
{
	size_t count = strspn(item->value, "0123456789");

	if (!count || item->value[count])
		tell(in, COLUMN_VALUE,
			"«%s»: say the digits that may stand there, as 012",
			item->value);
}

static void check_anchor(
	const struct reading *in, const struct ph_form_item *item)
{
	unsigned group, slot;
	bool coded;
	enum ph_corner corner;
	double id;

	if (!ph_form_number(item->value, &id) || id > NUMBER_MAX
		|| floor(id) != id
		|| !ph_tag_parse((unsigned)id, &group, &slot, &coded, &corner))
		tell(in, COLUMN_VALUE, "«%s» is no tag of phieu's, 0 to %d",
			item->value, PH_TAG_GROUPS * 16 - 1);
}

static const struct ph_form_item *find_page(
	const struct reading *in, unsigned page)
{
	for (size_t i = 0; i < in->form->count; i++)
		if (in->form->items[i].kind == PH_FORM_PAGE
			&& in->form->items[i].page == page)
			return &in->form->items[i];
	return NULL;
}

static void check_place(
	const struct reading *in, const struct ph_form_item *item)
{
	const struct ph_form_item *page = find_page(in, item->page);

	if (item->w <= 0 || item->h <= 0)
		tell(in, item->w <= 0 ? COLUMN_W : COLUMN_H,
			"must be more than 0");
	if (item->kind == PH_FORM_PAGE) {
		if (page)
			tell(in, COLUMN_KIND, "a second row for page %u",
				item->page);
	} else if (!page) {
		tell(in, COLUMN_KIND,
			"stands before the row of kind page that says how "
			"large page %u is",
			item->page);
	} else if (item->x + item->w > page->x + page->w + slack_mm
		   || item->y + item->h > page->y + page->h + slack_mm) {
		tell(in, COLUMN_X, "the %s stands outside its page",
			ph_form_kind_name(item->kind));
	}
}

static void check(const struct reading *in, const struct ph_form_item *item)
{
	check_place(in, item);
	if (item->kind == PH_FORM_BOX || item->kind == PH_FORM_DIGIT)
		check_field(in, item);
	if (item->kind == PH_FORM_BOX)
		check_box(in, item);
	else if (item->kind == PH_FORM_DIGIT)
		check_digit(in, item);
	else if (item->kind == PH_FORM_ANCHOR)
		check_anchor(in, item);
}

static void take_item(const struct reading *in, struct ph_form_item *item)
{
	*item = (struct ph_form_item){
		.page = take_count(in, COLUMN_PAGE),
		.slot = take_count(in, COLUMN_SLOT),
		.x = take_mm(in, COLUMN_X),
		.y = take_mm(in, COLUMN_Y),
		.w = take_mm(in, COLUMN_W),
		.h = take_mm(in, COLUMN_H),
	};
	take_text(in, COLUMN_FIELD, item->field, sizeof(item->field));
	take_text(in, COLUMN_VALUE, item->value, sizeof(item->value));
	if (!ph_form_kind_find(get(in, COLUMN_KIND), &item->kind))
		tell(in, COLUMN_KIND,
			"«%s» is not one of page, anchor, qr, barcode, box, "
			"digit, text",
			get(in, COLUMN_KIND));
}

static bool is_wanted(
	const struct ph_form_item *item, unsigned page, unsigned slot)
{
	return (!page || item->page == page)
	       && (!slot || item->kind == PH_FORM_PAGE || item->slot == slot);
}

bool ph_form_read(struct ph_form *form, struct ph_table *table, unsigned page,
	unsigned slot, struct ph_faults *faults, struct ph_error *err)
{
	struct reading in = { .form = form, .table = table, .faults = faults };
	struct ph_row row;

	ph_table_bind(table, columns, COLUMNS, NULL, in.at, NULL, faults);
	if (!ph_faults_none(faults, err))
		return false;
	in.row = &row;
	while (ph_table_next(table, &row, faults)) {
		size_t before = faults->count;
		struct ph_form_item item;

		take_item(&in, &item);
		if (faults->count == before && is_wanted(&item, page, slot)) {
			check(&in, &item);
			if (!ph_form_add(form, &item))
				return ph_error_memory(err);
		}
	}
	return ph_faults_none(faults, err);
}

bool ph_form_load(struct ph_form *form, const char *path,
	struct ph_faults *faults, struct ph_error *err)
{
	PH_AUTO(ph_table_close) struct ph_table *table = NULL;

	return ph_table_open(&table, path, faults, err)
	       && ph_form_read(form, table, 1, 1, faults, err);
}

/* ---- writing ---- */

void ph_form_csv_header(struct ph_csv *csv)
{
	for (size_t i = 0; i < COLUMNS; i++)
		ph_csv_text(csv, columns[i].id);
	ph_csv_end_row(csv);
}

void ph_form_csv_item(struct ph_csv *csv, const struct ph_form_item *item)
{
	const double mm[] = { item->x, item->y, item->w, item->h };
	char text[16];

	ph_csv_number(csv, item->page);
	ph_csv_text(csv, ph_form_kind_name(item->kind));
	ph_csv_text(csv, item->field);
	ph_csv_text(csv, item->value);
	for (size_t i = 0; i < sizeof(mm) / sizeof(*mm); i++)
		ph_csv_text(csv, ph_form_millimetres(mm[i], text));
	ph_csv_number(csv, item->slot);
	ph_csv_end_row(csv);
}
