/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_STORE_H
#define SIMULATOR_STORE_H

#include "scan_pdf.h"

/* Where the photos go. */
struct store {
	const char *folder;
	struct scan_pdf pdf;
};

/*
 * Writes the photo. One whose name ends in .pdf becomes the next page of that
 * file; such photos follow each other. keep: percent of a JPEG's bytes to
 * write, "" for all. Takes the JPEG's bytes when it is a PDF's page.
 */
bool store_photo(struct store *store, const char *name, const char *keep,
	const struct rect *paper, struct jpeg *jpeg);

/* The page of the photo stored last: 1, or a PDF's. */
int store_page(const struct store *store);

/* Closes what is open; false when it could not be written. */
bool store_close(struct store *store);

#endif
