/* SPDX-License-Identifier: MIT */
#include "layout.h"

static struct rect scaled(double k, double x, double y, double w, double h)
{
	return (struct rect){ k * x, k * y, k * w, k * h };
}

static void init_questions(struct layout *layout)
{
	const double top = 77, pitch = 20.6, box = 4.6;
	double k = layout->scale;

	for (int q = 0; q < QUESTIONS; q++) {
		double y = top + pitch * q;

		layout->band[q] = scaled(k, 11, y, 126, 9.2);
		for (int o = 0; o < OPTIONS; o++)
			layout->box[q][o] =
				scaled(k, 18 + 41 * o, y + 11.9, box, box);
	}
}

void layout_init(struct layout *layout, enum paper paper)
{
	double k = paper == PAPER_A4 ? 210.0 / 148.0 : 1;
	double qr = paper == PAPER_A4 ? 21 : 19;

	*layout = (struct layout){ .scale = k };
	layout->page = (struct rect){ 0, 0, 148 * k, 210 * k };
	/* A4's sides are rounded to whole millimetres. */
	if (paper == PAPER_A4)
		layout->page.h = 297;
	layout->qr = (struct rect){ k * 137 - qr, k * 10, qr, qr };
	layout->barcode = (struct rect){ k * 11, k * 54, 68, 9.5 };
	layout->code_text = scaled(k, 11, 47.2, 100, 5.4);
	layout->remark = scaled(k, 11, 181.5, 126, 16);
	init_questions(layout);
}

bool layout_sheet(
	const struct layout *layout, const char *code, struct sheet *sheet)
{
	static const char *const points[OPTIONS] = { "2", "1", "0" };
	bool good;

	*sheet = (struct sheet){ .page = 1, .slot = 1 };
	good = sheet_add(sheet, ITEM_PAGE, "", "", layout->page)
	       && sheet_add(sheet, ITEM_QR, "", code, layout->qr)
	       && sheet_add(sheet, ITEM_BARCODE, "", code, layout->barcode)
	       && sheet_add(sheet, ITEM_TEXT, "code", "", layout->code_text);
	for (int q = 0; q < QUESTIONS; q++)
		for (int o = 0; good && o < OPTIONS; o++)
			good = sheet_add(sheet, ITEM_BOX, question_field(q),
				points[o], layout->box[q][o]);
	good = good
	       && sheet_add(sheet, ITEM_TEXT, "remark", "", layout->remark);
	if (!good)
		sheet_release(sheet);
	return good;
}
