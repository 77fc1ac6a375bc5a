/* SPDX-License-Identifier: MIT */
/* The tables of a rule set that only this room reads. */
#ifndef RULES_TABLES_H
#define RULES_TABLES_H

#include <phieu/rules.h>

enum {
	LEVEL_ONE_MAX =
		16,      /* characters of a pattern such as [A-Y][0-9][0-9] */
	PERIOD_SIZE = 8, /* "Q1", "H2", "year" */
};

/* ASCII characters, as `0-9A-Z` says them. */
struct charset {
	uint64_t bits[2];
};

/* false: a lower-case letter, no ASCII, or a range the wrong way round. */
PH_MUST_CHECK bool charset_parse(struct charset *set, const char *text);
bool charset_has(const struct charset *set, char c);
bool charset_meets(const struct charset *a, const struct charset *b);
/* A row of sets: `[A-Y][0-9]`, other characters stand for themselves.
 * Returns how many, 0: malformed or more than room. */
size_t charset_pattern(struct charset *sets, size_t room, const char *text);

/* ---- periods.csv ---- */

struct edge {
	int year; /* before or after the year that names the period */
	int month;
	int day; /* 0: the month's last */
};

struct period_row {
	char *rule;
	char period[PERIOD_SIZE]; /* "year" for the year itself */
	struct edge from, to;
};

ph_date period_edge(const struct edge *edge, int year);

/* ---- codes.csv ---- */

enum part_kind {
	PART_LITERAL, /* text */
	PART_GROUPS,  /* groups of chars between dots, first or last as text */
	PART_DATE,    /* text: a row of Y, M and D */
	PART_DIGITS,
	PART_SERIAL, /* digits, not all of them 0 */
	PART_CHARS,
};

struct part {
	enum part_kind kind;
	struct charset chars;
	size_t min, max; /* bytes */
	char *text;
	struct charset level_one[LEVEL_ONE_MAX];
	size_t level_one_length;
	uint64_t odd_lengths; /* bit n: n bytes are unusual */
	ph_date odd_before;   /* an earlier date is unusual */
	char *message;        /* what would be right */
	char *odd_message;
};

struct grammar {
	char *id;
	struct part *parts;
	size_t part_count;
};

/* Matches a grammar at the beginning of `text`; the match may end before
 * `length`. *used is its length, or how far it got. */
struct ph_code_match grammar_match(const struct grammar *grammar,
	const char *text, size_t length, ph_date today, size_t *used);

/* ---- the others ---- */

struct contradiction {
	char *criterion;
	int points;
	enum ph_timing timing;
	char *message;
};

struct word {
	char *word;
	char *text;
};

struct ph_rules_tables {
	struct period_row *periods;
	size_t period_count;
	struct grammar *grammars;
	size_t grammar_count;
	uint8_t cost[128][128]; /* of reading one character for another */
	struct ph_check_rule checks[PH_CHECKS];
	uint64_t errors; /* bits of the checks of severity error */
	struct contradiction *contradictions;
	size_t contradiction_count;
	struct word *words;
	size_t word_count;
};

#endif
