/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_LAYOUT_H
#define SIMULATOR_LAYOUT_H

#include "forms.h"
#include "sheet.h"

enum paper {
	PAPER_A5,
	PAPER_A4
};

/*
 * Where everything is printed on the form that the simulator draws itself. On
 * A4 all but the codes grows by the root of two: codes keep their size on
 * paper, as real print-outs do.
 */
struct layout {
	struct rect page;
	struct rect qr;      /* without the quiet zone */
	struct rect barcode; /* without the quiet zone */
	struct rect code_text;
	struct rect band[QUESTIONS];         /* the question's words */
	struct rect box[QUESTIONS][OPTIONS]; /* 2, 1, 0 points */
	struct rect remark;
	double scale; /* 1 on A5 */
};

void layout_init(struct layout *layout, enum paper paper);

/* The same as a sheet, with the form's code; the caller's to release. */
bool layout_sheet(
	const struct layout *layout, const char *code, struct sheet *sheet);

#endif
