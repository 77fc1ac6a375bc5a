/* SPDX-License-Identifier: MIT */
#include "store.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "truth.h"

static bool is_pdf(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot && strcmp(dot, ".pdf") == 0;
}

bool store_photo(struct store *store, const char *name, const char *keep,
	const struct rect *paper, struct jpeg *jpeg)
{
	int percent = keep[0] ? (int)strtol(keep, NULL, 10) : 100;
	char path[PATH_SIZE];

	if (!path_join(path, store->folder, name))
		return false;
	if (is_pdf(name))
		return scan_pdf_add(&store->pdf, path, paper, jpeg);
	if (percent < 1 || percent > 100) {
		warnx("%s: keep is not a percentage", name);
		return false;
	}
	return scan_pdf_close(&store->pdf) && jpeg_save(jpeg, percent, path);
}

int store_page(const struct store *store)
{
	return store->pdf.pages ? store->pdf.pages : 1;
}

bool store_close(struct store *store)
{
	return scan_pdf_close(&store->pdf);
}
