/* SPDX-License-Identifier: MIT */
#include "places.h"

static void write_corners(FILE *file, const struct picture_plan *plan,
	const struct print *prints, int n, const struct rect *at)
{
	static const int right[4] = { 0, 1, 1, 0 }, low[4] = { 0, 0, 1, 1 };

	for (int i = 0; i < 4; i++) {
		double x, y;

		plan_show(plan, prints, n, at->x + right[i] * at->w,
			at->y + low[i] * at->h, &x, &y);
		fprintf(file, ",%.2f,%.2f", x, y);
	}
	fputc('\n', file);
}

void places_head(FILE *file)
{
	fputs("photo,page,slot,kind,field,value,x1,y1,x2,y2,x3,y3,x4,y4\n",
		file);
}

void places_write(FILE *file, const char *photo,
	const struct picture_plan *plan, const struct print *prints, int count)
{
	for (int n = 0; n < count; n++)
		for (int k = 0; k < prints[n].form_count; k++) {
			const struct sheet *sheet = prints[n].forms[k];

			for (size_t i = 0; i < sheet->count; i++) {
				const struct item *item = &sheet->items[i];

				if (item->kind == ITEM_TEXT
					|| item->kind == ITEM_PAGE)
					continue;
				fprintf(file, "%s,%d,%d,%s,%s,%s", photo,
					sheet->page, sheet->slot,
					item_kind_name(item->kind), item->field,
					item->value);
				write_corners(file, plan, prints, n, &item->at);
			}
		}
}
