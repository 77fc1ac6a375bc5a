/* SPDX-License-Identifier: MIT */
/* A sample that was drawn: the forms, in the order in which their papers lie.
 */
#ifndef PH_REPORT_AUDIT_H
#define PH_REPORT_AUDIT_H

#include "census.h"

/* A form's number in the drawing; the smallest are drawn. */
struct ticket {
	uint8_t hash[PH_HASH_SIZE];
	int64_t code_id;
};

struct drawn {
	unsigned draw; /* from 1, by the ticket */
	int64_t code_id, sheet;
	char code[PH_CODE_SIZE];
	ph_date date;
	int32_t box;
	int64_t photo_sheet; /* 0: it was keyed without a photo */
	int8_t answers[PH_FIELDS_MAX];
};

struct ph_audit {
	const struct ph_query *query;
	struct ph_audit_drawing *drawing;
	struct census *census;
	PH_LIST(struct ticket) tickets;
	PH_LIST(struct drawn) drawn;
};

/* "period=… batch=… … seed=…": one cell, which no spreadsheet takes for a
 * number or a date. */
PH_MUST_CHECK bool audit_drawing_write(
	struct ph_text *out, const struct ph_audit_drawing *drawing);
/* false: not such a text. */
bool audit_drawing_read(const char *text, struct ph_audit_drawing *drawing);
/* "1", "0.25"; the comma of the language the text is in. */
PH_MUST_CHECK bool audit_share_write(
	struct ph_text *out, int64_t share, char comma);

/* The columns of the list in front of the questions. */
enum audit_column {
	AUDIT_DRAW,
	AUDIT_SHEET,
	AUDIT_CODE,
	AUDIT_DATE,
	AUDIT_BOX,
	AUDIT_PHOTO,
	AUDIT_PAGE,
	AUDIT_PART,
	AUDIT_PAPER,
	AUDIT_COLUMNS,
};
extern const char *const audit_columns[AUDIT_COLUMNS];

/* Where the form was photographed; path "" when it is not kept. */
PH_MUST_CHECK bool audit_photo(const struct ph_audit *audit,
	const struct drawn *drawn, struct ph_text *path, unsigned *page,
	unsigned *part, struct ph_error *err);
/* "" where there is but one box. */
const char *audit_box(const struct ph_audit *audit, const struct drawn *drawn);
/* The criterion of a question. */
const struct ph_criterion *audit_criterion(
	const struct ph_audit *audit, size_t field);

#endif
