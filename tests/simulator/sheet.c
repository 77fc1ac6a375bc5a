/* SPDX-License-Identifier: MIT */
#include "sheet.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rows.h"

static const char *const kinds[ITEM_KINDS] = { "page", "anchor", "qr",
	"barcode", "box", "digit", "text" };

const char *item_kind_name(enum item_kind kind)
{
	return kinds[kind];
}

bool sheet_add(struct sheet *sheet, enum item_kind kind, const char *field,
	const char *value, struct rect at)
{
	struct item *grown =
		reallocarray(sheet->items, sheet->count + 1, sizeof(*grown));
	struct item *made;

	if (!grown)
		return false;
	sheet->items = grown;
	made = &grown[sheet->count];
	*made = (struct item){ .kind = kind, .at = at };
	if (strlen(field) >= FIELD_SIZE || strlen(value) >= VALUE_SIZE)
		return false;
	memcpy(made->field, field, strlen(field) + 1);
	memcpy(made->value, value, strlen(value) + 1);
	sheet->count++;
	if (kind == ITEM_PAGE)
		sheet->paper = at;
	return true;
}

void sheet_release(struct sheet *sheet)
{
	free(sheet->items);
	*sheet = (struct sheet){ 0 };
}

const struct item *sheet_find(const struct sheet *sheet, enum item_kind kind)
{
	for (size_t i = 0; i < sheet->count; i++)
		if (sheet->items[i].kind == kind)
			return &sheet->items[i];
	return NULL;
}

const char *sheet_code(const struct sheet *sheet)
{
	const struct item *bars = sheet_find(sheet, ITEM_BARCODE);
	const struct item *qr = sheet_find(sheet, ITEM_QR);

	/* Bars hold the bare code; a QR may hold an address around it. */
	if (bars && bars->value[0])
		return bars->value;
	return qr ? qr->value : "";
}

static bool overlap(struct rect a, struct rect b)
{
	return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h
	       && b.y < a.y + a.h;
}

bool sheet_touches(const struct sheet *sheet, struct rect at, bool codes)
{
	for (size_t i = 0; i < sheet->count; i++) {
		const struct item *item = &sheet->items[i];
		bool mark = item->kind == ITEM_BOX || item->kind == ITEM_DIGIT;
		bool code = item->kind == ITEM_QR || item->kind == ITEM_BARCODE;

		if ((mark || (codes && code)) && overlap(item->at, at))
			return true;
	}
	return false;
}

bool sheets_take_fields(struct sheet_list *list, const struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->count; i++) {
		const struct item *item = &sheet->items[i];
		int at = 0;

		if (item->kind != ITEM_BOX && item->kind != ITEM_DIGIT)
			continue;
		while (at < list->field_count
			&& strcmp(list->fields[at], item->field) != 0)
			at++;
		if (at == MAX_FIELDS)
			return false;
		if (at == list->field_count)
			memcpy(list->fields[list->field_count++], item->field,
				FIELD_SIZE);
	}
	return true;
}

/* The sheet of that page and slot, made if need be. */
static struct sheet *place(struct sheet_list *list, int page, int slot)
{
	struct sheet *grown;

	for (size_t i = list->count; i-- > 0;)
		if (list->sheets[i].page == page
			&& list->sheets[i].slot == slot)
			return &list->sheets[i];
	grown = reallocarray(list->sheets, list->count + 1, sizeof(*grown));
	if (!grown)
		return NULL;
	list->sheets = grown;
	grown[list->count] = (struct sheet){ .page = page, .slot = slot };
	return &grown[list->count++];
}

static int find_kind(const char *name)
{
	for (int i = 0; i < ITEM_KINDS; i++)
		if (strcmp(kinds[i], name) == 0)
			return i;
	return -1;
}

static bool read_rect(struct rows *rows, struct rect *at)
{
	return rows_number(rows, rows_column(rows, "x_mm"), &at->x)
	       && rows_number(rows, rows_column(rows, "y_mm"), &at->y)
	       && rows_number(rows, rows_column(rows, "w_mm"), &at->w)
	       && rows_number(rows, rows_column(rows, "h_mm"), &at->h);
}

static bool read_item(struct sheet_list *list, struct rows *rows)
{
	const char *slot = rows_cell(rows, rows_column(rows, "slot"));
	int kind = find_kind(rows_cell(rows, rows_column(rows, "kind")));
	double page = 0;
	struct sheet *sheet;
	struct rect at;

	if (kind < 0)
		return rows_fault(rows, "unknown kind");
	if (!rows_number(rows, rows_column(rows, "page"), &page)
		|| !read_rect(rows, &at))
		return false;
	sheet = place(list, (int)page, slot[0] == '2' ? 2 : 1);
	if (sheet
		&& sheet_add(sheet, kind,
			rows_cell(rows, rows_column(rows, "field")),
			rows_cell(rows, rows_column(rows, "value")), at))
		return true;
	return rows_fault(rows, "too long a field or value");
}

/* Two forms on one page without pages of their own: the page is cut in half
 * across its longer side. */
static void cut_page(struct sheet *first, struct sheet *second)
{
	struct rect page = first->paper.w > 0 ? first->paper : second->paper;
	bool beside = page.w > page.h;
	double w = beside ? page.w / 2 : page.w;
	double h = beside ? page.h : page.h / 2;

	if (first->paper.w > 0 && second->paper.w > 0
		&& (first->paper.x != second->paper.x
			|| first->paper.y != second->paper.y))
		return;
	first->paper = (struct rect){ page.x, page.y, w, h };
	second->paper = (struct rect){ page.x + (beside ? w : 0),
		page.y + (beside ? 0 : h), w, h };
}

static void cut_pages(struct sheet_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		for (size_t j = 0; j < list->count; j++)
			if (list->sheets[i].page == list->sheets[j].page
				&& list->sheets[i].slot < list->sheets[j].slot)
				cut_page(&list->sheets[i], &list->sheets[j]);
}

static bool check(struct sheet_list *list, const char *path)
{
	cut_pages(list);
	for (size_t i = 0; i < list->count; i++) {
		if (list->sheets[i].paper.w > 0
			&& sheets_take_fields(list, &list->sheets[i]))
			continue;
		warnx("%s: page %d: no page row, or too many fields", path,
			list->sheets[i].page);
		return false;
	}
	if (list->field_count)
		return true;
	warnx("%s: no boxes", path);
	return false;
}

bool sheets_load(struct sheet_list *list, const char *path)
{
	struct rows rows;
	bool good;

	*list = (struct sheet_list){ 0 };
	if (rows_open(&rows, path))
		while (rows_next(&rows) && read_item(list, &rows))
			continue;
	good = rows_close(&rows) && check(list, path);
	if (!good)
		sheets_release(list);
	return good;
}

void sheets_release(struct sheet_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		sheet_release(&list->sheets[i]);
	free(list->sheets);
	*list = (struct sheet_list){ 0 };
}

bool sheet_save(const struct sheet *sheet, const char *path)
{
	FILE *file = fopen(path, "w");
	bool good;

	if (!file) {
		warn("%s", path);
		return false;
	}
	fputs("page,kind,field,value,x_mm,y_mm,w_mm,h_mm\n", file);
	for (size_t i = 0; i < sheet->count; i++) {
		const struct item *item = &sheet->items[i];

		fprintf(file, "%d,%s,%s,%s,%.2f,%.2f,%.2f,%.2f\n", sheet->page,
			kinds[item->kind], item->field, item->value, item->at.x,
			item->at.y, item->at.w, item->at.h);
	}
	good = !ferror(file);
	if (fclose(file) != 0 || !good) {
		warn("%s", path);
		return false;
	}
	return true;
}
