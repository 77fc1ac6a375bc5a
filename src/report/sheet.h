/* SPDX-License-Identifier: MIT */
/*
 * A sheet: typed cells under the columns that the rule set's sheets.csv lays
 * out. The makers (mau02.c …) fill lines by column name and know nothing of
 * order or labels.
 */
#ifndef PH_REPORT_SHEET_H
#define PH_REPORT_SHEET_H

#include "tally.h"

/* What can stand in a column; the names in sheets.csv, in this order. */
enum column {
	COLUMN_NO,
	COLUMN_NAME,
	COLUMN_TITLE,
	COLUMN_FORMS,
	COLUMN_TOTAL,
	COLUMN_BAND,
	COLUMN_RANK,
	COLUMN_NOTE,
	COLUMN_INDEX,
	COLUMN_INDEX_NAME,
	COLUMN_MAX,
	COLUMN_DOSSIERS,
	COLUMN_POINTS,
	COLUMN_KIND,
	COLUMN_UNIT,
	COLUMN_UNIT_NAME,
	COLUMN_FIELD,
	COLUMN_PERIOD,
	COLUMN_FROM,
	COLUMN_TO,
	COLUMN_PERIOD_RULE,
	COLUMN_DATE_FIELD,
	COLUMN_DENOMINATOR,
	COLUMN_SETTINGS,
	COLUMN_FORMS_RECEIVED,
	COLUMN_DOSSIERS_RETURNED,
	COLUMNS,
	COLUMN_CRITERIA = COLUMNS, /* one column a criterion */
};

enum cell_kind {
	CELL_EMPTY,
	CELL_TEXT,
	CELL_NUMBER,
	CELL_TENTHS,
	CELL_DATE,
};

struct cell {
	enum cell_kind kind;
	char *text;
	int64_t number; /* or tenths, or a ph_date */
};

struct sheet_column {
	char *id, *label;
	enum column what;
	size_t criterion; /* where what is COLUMN_CRITERIA */
};

struct ph_sheet {
	PH_LIST(struct sheet_column) columns;
	PH_LIST(struct cell) cells; /* rows of columns.count */
	bool failed;                /* memory ran out while filling */
};

/* A line before it is laid out; texts are borrowed until sheet_add. */
struct line {
	struct {
		enum cell_kind kind;
		const char *text;
		int64_t number;
	} at[COLUMNS];
	const struct ph_score *score;
};

void line_text(struct line *line, enum column column, const char *text);
void line_number(struct line *line, enum column column, int64_t number);
void line_tenths(struct line *line, enum column column, int64_t tenths);

/* The columns of a sheet of the rule set; criteria of the subject. PH_CONFIG
 * when the rule set has no such sheet, or names a column that is not known. */
PH_MUST_CHECK bool sheet_lay_out(struct ph_sheet *sheet,
	const struct ph_rules *rules, const char *name, enum ph_subject subject,
	struct ph_error *err);

/* What the makers work with. */
struct making {
	struct ph_sheet *sheet;
	const struct census *census;
	const struct tallies *tallies;
	const struct ph_sheet_request *request;
	int32_t unit; /* the requested one, or PH_NONE */
};

/* Copies the line, with the columns that describe every row (period, rules of
 * counting) filled in. */
void sheet_add(const struct making *m, const struct line *line);

/* Total, band and note of a score; note names what was left out. The buffer
 * must live until sheet_add. */
struct score_words {
	struct ph_text band, note;
};
void score_words_release(struct score_words *words);
PH_CLEANUP_VALUE(struct score_words, score_words_release)
PH_MUST_CHECK bool line_score(struct line *line, struct score_words *words,
	const struct ph_rules *rules, const struct ph_score *score);
/* The counts of a tally. */
void line_counts(struct line *line, const struct tally *tally);
/* Code and name of a unit; PH_NONE: nothing. */
void line_unit(struct line *line, const struct census *census, int32_t unit);

/* Whether a unit belongs on the sheet. */
bool unit_wanted(const struct making *m, int32_t unit);

void make_mau_02(const struct making *m);
void make_mau_03(const struct making *m);
PH_MUST_CHECK bool make_mau_05(const struct making *m, struct ph_error *err);

#endif
