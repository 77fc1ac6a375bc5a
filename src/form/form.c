/* SPDX-License-Identifier: MIT */
#include "form_internal.h"

#include <phieu/hash.h>
#include <phieu/list.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *const kinds[PH_FORM_KINDS] = {
	[PH_FORM_PAGE] = "page",
	[PH_FORM_ANCHOR] = "anchor",
	[PH_FORM_QR] = "qr",
	[PH_FORM_BARCODE] = "barcode",
	[PH_FORM_BOX] = "box",
	[PH_FORM_DIGIT] = "digit",
	[PH_FORM_TEXT] = "text",
};

const char *ph_form_kind_name(enum ph_form_kind kind)
{
	return kinds[kind];
}

bool ph_form_kind_find(const char *name, enum ph_form_kind *kind)
{
	for (int i = 0; i < PH_FORM_KINDS; i++) {
		if (strcmp(kinds[i], name) == 0) {
			*kind = (enum ph_form_kind)i;
			return true;
		}
	}
	return false;
}

void ph_form_release(struct ph_form *form)
{
	free(form->items);
	*form = (struct ph_form){ 0 };
}

bool ph_form_add(struct ph_form *form, const struct ph_form_item *item)
{
	PH_LIST(struct ph_form_item)
	list = { form->items, form->count, form->room };
	struct ph_form_item *added = ph_list_push(&list);

	if (!added)
		return false;
	*added = *item;
	form->items = list.at;
	form->count = list.count;
	form->room = list.room;
	return true;
}

const struct ph_form_item *ph_form_find(
	const struct ph_form *form, enum ph_form_kind kind, const char *field)
{
	for (size_t i = 0; i < form->count; i++) {
		const struct ph_form_item *item = &form->items[i];

		if (item->kind == kind
			&& (!field || strcmp(item->field, field) == 0))
			return item;
	}
	return NULL;
}

const struct ph_form_item *ph_form_page(const struct ph_form *form)
{
	return ph_form_find(form, PH_FORM_PAGE, NULL);
}

static long tenths(double mm)
{
	return isfinite(mm) && fabs(mm) < 1e5 ? lround(mm * 10) : 0;
}

/* A chain: each item is hashed together with the hash before it. */
uint16_t ph_form_checksum(const struct ph_form *form)
{
	struct {
		uint8_t before[PH_HASH_SIZE];
		char item[192];
	} link = { 0 };

	for (size_t i = 0; i < form->count; i++) {
		const struct ph_form_item *item = &form->items[i];

		if (item->kind != PH_FORM_BOX && item->kind != PH_FORM_DIGIT)
			continue;
		memset(link.item, 0, sizeof(link.item));
		snprintf(link.item, sizeof(link.item),
			"%s %s %s %ld %ld %ld %ld", kinds[item->kind],
			item->field, item->value, tenths(item->x),
			tenths(item->y), tenths(item->w), tenths(item->h));
		ph_hash(&link, sizeof(link), link.before);
	}
	return (uint16_t)(link.before[0] << 8 | link.before[1]);
}
