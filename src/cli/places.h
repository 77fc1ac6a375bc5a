/* SPDX-License-Identifier: MIT */
/* Where things are: the ledger, phieu's data, the rule sets. */
#ifndef PHIEU_CLI_PLACES_H
#define PHIEU_CLI_PLACES_H

#include <phieu/error.h>
#include <phieu/text.h>

#define LEDGER_NAME "phieu.ledger"

/* -L, else PHIEU_LEDGER, else the nearest phieu.ledger here or above; `path`
 * stays empty when there is none. */
PH_MUST_CHECK bool places_ledger(
	const char *given, struct ph_text *path, struct ph_error *err);
/* Where init makes one: the same, but never above. */
PH_MUST_CHECK bool places_new_ledger(
	const char *given, struct ph_text *path, struct ph_error *err);

/* phieu's data folder: PHIEU_DATA, else ../share/phieu or ../data beside the
 * program (installed, built), else where it was to be installed. */
PH_MUST_CHECK bool places_data(struct ph_text *folder, struct ph_error *err);

/* The folder that holds a path: "." for a bare name. */
PH_MUST_CHECK bool places_folder_of(
	const char *path, struct ph_text *folder, struct ph_error *err);
/* Whether two paths lead to one place, where the second of two files would
 * take the place of the first; also where nothing stands yet. */
bool places_same(const char *a, const char *b);

#endif
