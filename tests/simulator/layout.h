/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_LAYOUT_H
#define SIMULATOR_LAYOUT_H

#include "forms.h"

enum paper {
	PAPER_A5,
	PAPER_A4
};

/* Millimetres from the page's top left corner. */
struct rect {
	double x, y, w, h;
};

/*
 * Where everything is printed. On A4 all but the codes grows by the root of
 * two: codes keep their size on paper, as real print-outs do.
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

/* Writes page,kind,field,value,x_mm,y_mm,w_mm,h_mm. */
bool layout_save(const struct layout *layout, const char *path);

#endif
