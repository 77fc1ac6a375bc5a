/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_TRUTH_H
#define SIMULATOR_TRUTH_H

#include <stdio.h>

#include "pen.h"

/* photo,code,<fields>,did,level,page,slot,pen,scene: a row a form. page is
 * the photo's own, as in scan records: not 1 in a PDF alone. */
struct truth {
	FILE *file;
	const char *path;
	const struct sheet_list *list;
};

struct truth_row {
	const char *photo, *code, *level, *scene;
	int page, slot;
	const struct filled *filled;
};

bool truth_open(
	struct truth *truth, const char *path, const struct sheet_list *list);
void truth_write(struct truth *truth, const struct truth_row *row);
bool truth_close(struct truth *truth);

/* "folder/name"; false, and a line on stderr, when it is too long. */
enum {
	PATH_SIZE = 512
};
bool path_join(char path[PATH_SIZE], const char *folder, const char *name);

/* Makes the folder unless it is there. */
bool folder_make(const char *folder);

#endif
