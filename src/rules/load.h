/* SPDX-License-Identifier: MIT */
/* What the loaders of the single tables share. */
#ifndef RULES_LOAD_H
#define RULES_LOAD_H

#include <phieu/table.h>

#include "tables.h"

enum table_id {
	TABLE_RULES,
	TABLE_CRITERIA,
	TABLE_OPTIONS,
	TABLE_BANDS,
	TABLE_PERIODS,
	TABLE_CODES,
	TABLE_CONFUSIONS,
	TABLE_CHECKS,
	TABLE_CONTRADICTIONS,
	TABLE_SETTINGS,
	TABLE_SHEETS,
	TABLE_WORDS,
	TABLES,
};

enum {
	WIDTH_MAX = 12
};

struct load {
	struct ph_rules *rules;
	struct ph_faults *faults;
	char *paths[TABLES];
	bool usable[TABLES]; /* a missing table is one fault, not twenty */
	uint8_t hashes[TABLES][PH_HASH_SIZE];
	/* Lines of what the checks of the whole set speak about: */
	unsigned long criterion_lines[PH_CRITERIA_MAX];
	unsigned long *band_lines, *period_lines, *part_lines, *setting_lines;
	size_t band_line_count, period_line_count, part_line_count,
		setting_line_count;
};

/* A row that is being read. */
struct reading {
	struct load *load;
	struct ph_table *table;
	const struct ph_row *row;
	const int *at;
};

/* One table: its columns, what to do with a row, what to check when every
 * table is read. `row` is false only when memory is out; what is wrong with
 * the row goes to the faults. `check` may be NULL. */
struct table_loader {
	const char *file;
	const char *columns[WIDTH_MAX]; /* up to the first NULL */
	const char *optional;           /* the one that may be missing */
	bool (*row)(const struct reading *in);
	void (*check)(struct load *load);
};

extern const struct table_loader load_rules, load_criteria, load_options,
	load_bands, load_periods, load_codes, load_confusions, load_checks,
	load_contradictions, load_settings, load_sheets, load_words;

/* ---- cells ---- */

const char *cell(const struct reading *in, int column);
void cell_fault(const struct reading *in, int column, const char *fmt, ...)
	PH_PRINTF(3, 4);
/* A copy; false: memory is out. */
PH_MUST_CHECK bool cell_copy(const struct reading *in, int column, char **copy);
/* The same; an empty cell is a fault. */
PH_MUST_CHECK bool cell_name(const struct reading *in, int column, char **copy);
/* These add a fault and give the least value, because a set with a fault is
 * refused in the end. */
int cell_number(const struct reading *in, int column, int min, int max);
int cell_tenths(const struct reading *in, int column);
ph_date cell_date(const struct reading *in, int column); /* "": PH_NO_DATE */
/* The place of the cell in a list of words. */
int cell_word(const struct reading *in, int column, const char *const *words,
	size_t count);
/* An id of ours: small letters, digits, `-` and `_`, short enough. */
void cell_id(const struct reading *in, int column, char *id, size_t size);

/* ---- the whole ---- */

const char *load_file_name(enum table_id id); /* "bands.csv" */
/* A fault in a table that was read before. */
void load_fault(struct load *load, enum table_id table, unsigned long line,
	const char *fmt, ...) PH_PRINTF(4, 5);
/* Appends a zeroed item; NULL: memory is out. */
void *load_push(void **items, size_t *count, size_t size);
#define LOAD_PUSH(items, count)        \
	((__typeof__(items))load_push( \
		(void **)&(items), &(count), sizeof(*(items))))
/* Keeps the line of the row for a later check. false: memory is out. */
PH_MUST_CHECK bool load_line(
	const struct reading *in, unsigned long **lines, size_t *count);

/* The timing words of options.csv and contradictions.csv; "" is NONE. */
extern const char *const timing_words[4];

#endif
