/* SPDX-License-Identifier: MIT */
/* What became of a file's rows, told in one line. */
#ifndef PHIEU_CLI_COUNTS_H
#define PHIEU_CLI_COUNTS_H

#include "context.h"

#include <phieu/intake.h>

/* The words of the summary. */
struct counts_words {
	const char *row;     /* "row", "page" */
	const char *changed; /* "changed", "corrected" */
	const char *same;    /* "as before", "already there" */
};
extern const struct counts_words counts_of_registers, counts_of_entries,
	counts_of_photos;

/* "a.csv: 6 rows: 5 new, 1 changed, 0 as before", then the lines of advice
 * for whatever needs a person. */
void counts_tell(struct context *ctx, const char *name,
	const struct counts_words *words, const struct ph_intake_count *count);
PH_MUST_CHECK bool counts_json(struct ph_text *out, const char *name,
	const struct ph_intake_count *count);
/* Does any row need a person? */
bool counts_partial(const struct ph_intake_count *count);

#endif
