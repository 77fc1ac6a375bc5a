/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_PAGES_H
#define SIMULATOR_PAGES_H

#include "raster.h"

enum {
	PAGES_DPI = 300,
	PAGES_KEPT = 4,
	PAGES_FILES = 64
};

/* The printed pages: of one PDF, or a PNG each. */
struct pages {
	const char *files[PAGES_FILES];
	int file_count;
	struct page {
		int number; /* 0: none is kept here */
		unsigned long used;
		struct grey print;
		double dots; /* pixels a mm */
	} kept[PAGES_KEPT];
	unsigned long clock;
};

/* The page, from 1; NULL, and a line on stderr: there is none. It stays until
 * PAGES_KEPT others were asked for. width_mm tells a PNG's scale. */
const struct page *pages_get(struct pages *pages, int number, double width_mm);
void pages_release(struct pages *pages);

#endif
