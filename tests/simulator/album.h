/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_ALBUM_H
#define SIMULATOR_ALBUM_H

#include <stdint.h>

#include "layout.h"
#include "shot.h"

/* Photographs of the form that the simulator draws itself. */
struct album_order {
	const struct layout *layout;
	struct order shot; /* a form may name another level */
	uint64_t seed;
	const char *folder;
	const char *truth_path, *layout_path; /* NULL: in the folder */
};

/*
 * Photographs all forms into the folder, which is made if need be, and writes
 * the truth and the form's layout. A form whose photo ends in .pdf becomes a
 * page of that file; such forms stand together.
 */
bool album_make(const struct form_list *list, const struct album_order *order);

#endif
