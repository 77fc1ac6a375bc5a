/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_ALBUM_H
#define SIMULATOR_ALBUM_H

#include "shot.h"

/*
 * Photographs all forms into a folder, which is made if need be, and writes
 * the truth beside (or to truth_path) and the form's layout (or to
 * layout_path). The order's form and stream are set by the way. A form whose
 * photo ends in .pdf becomes a page of that file; such forms stand together.
 */
bool album_make(const struct form_list *list, struct order order,
	const char *folder, const char *truth_path, const char *layout_path);

#endif
