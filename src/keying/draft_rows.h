/* SPDX-License-Identifier: MIT */
/* A draft's rows as they stand in its file. */
#ifndef PHIEU_KEYING_DRAFT_ROWS_H
#define PHIEU_KEYING_DRAFT_ROWS_H

#include <phieu/keying.h>

struct ph_draft_rows {
	PH_LIST(struct ph_draft_line {
		struct ph_keyed row;
		size_t end; /* in the file, behind it */
	})
	list;
};

/* Appends the header line, or a row's. false: out of memory. */
PH_MUST_CHECK bool ph_draft_header(
	struct ph_text *out, const struct ph_fields *fields);
PH_MUST_CHECK bool ph_draft_write(struct ph_text *out,
	const struct ph_keyed *row, const struct ph_fields *fields);
/* A word's serial: what it is on, and when it was said. */
void ph_draft_word_serial(struct ph_keyed *word, const char *now);
/* What the newest row says of an earlier one. false: there is no such form. */
PH_MUST_CHECK bool ph_draft_heed(
	struct ph_draft_rows *rows, const struct ph_keyed *word);
/* Reads a file's bytes, which end with a whole line. */
PH_MUST_CHECK bool ph_draft_read(struct ph_draft_rows *rows, const char *path,
	const char *bytes, size_t length, const struct ph_fields *fields,
	struct ph_error *err);

/* ---- NAME.count beside NAME.csv: a number, a line ---- */

PH_MUST_CHECK bool ph_draft_count_load(
	const char *draft, int64_t *count, struct ph_error *err);
PH_MUST_CHECK bool ph_draft_count_save(
	const char *draft, int64_t count, struct ph_error *err);
PH_MUST_CHECK bool ph_draft_count_remove(
	const char *draft, struct ph_error *err);

#endif
