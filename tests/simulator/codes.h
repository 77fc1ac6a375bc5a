/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_CODES_H
#define SIMULATOR_CODES_H

#include "raster.h"
#include "sheet.h"

/* Dossier codes to be drawn on forms that were printed without: those of a
 * CSV's column code, or a sequence that counts up the last digits. */
struct codes {
	char (*list)[VALUE_SIZE];
	size_t count;
	char first[VALUE_SIZE];
	const char *url; /* what the QR says, with {code}; NULL: the code */
};

bool codes_init(struct codes *codes, const char *from, const char *url);
void codes_release(struct codes *codes);

/* The n-th, from 0. */
void codes_get(const struct codes *codes, size_t n, char code[VALUE_SIZE]);

/* Draws the code where the sheet has a QR and a barcode. */
bool codes_draw(const struct codes *codes, const char *code,
	const struct sheet *sheet, struct grey *page, double dots);

#endif
