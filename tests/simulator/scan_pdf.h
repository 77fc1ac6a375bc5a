/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_SCAN_PDF_H
#define SIMULATOR_SCAN_PDF_H

#include <cairo.h>

#include "codec.h"
#include "sheet.h"

/* A PDF as scanners write it: one JPEG filling each page. */
struct scan_pdf {
	char path[512]; /* "" while none is open */
	cairo_surface_t *surface;
	cairo_t *cr;
	int pages;
};

/* Adds a page; takes the JPEG's bytes. Another path closes the open file. */
bool scan_pdf_add(struct scan_pdf *pdf, const char *path,
	const struct rect *page, struct jpeg *jpeg);

/* Closes what is open; false when it could not be written. */
bool scan_pdf_close(struct scan_pdf *pdf);

#endif
