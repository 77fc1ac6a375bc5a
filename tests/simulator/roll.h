/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_ROLL_H
#define SIMULATOR_ROLL_H

#include <stdint.h>

#include "pages.h"
#include "shot.h"

/* Photographs of forms that something else printed. */
struct roll_order {
	struct pages *pages;
	const char *layout_path;
	const char *answers_path; /* NULL: by chance */
	const char *codes;        /* a file, or the first of a sequence */
	const char *url; /* of drawn QRs, with {code}; NULL: the code */
	const char *folder;
	const char *truth_path;  /* NULL: in the folder */
	const char *places_path; /* NULL: not written */
	struct order shot;
	uint64_t seed;
	size_t count; /* of photos; 0: as many as there are forms */
	bool pair, several;
};

/*
 * Fills in and photographs the forms in turn, and begins again when all were
 * taken. pair: the forms of a page stay together on it; several: two to four
 * papers lie in each photo.
 */
bool roll_make(const struct roll_order *order);

#endif
