/* SPDX-License-Identifier: MIT */
/*
 * report — from the ledger's facts to findings, scores and sheets.
 *
 * A census joins the records that speak of one form (its photograph, its
 * keyed entry, the portal's rating), asks rules for the verdict, and counts.
 * `validate`, `status`, `export` and `close` all look through the same census,
 * so that they cannot disagree about what counts.
 *
 * Writes into ph_text only; SQL, files and terminals are others' business.
 */
#ifndef PHIEU_REPORT_H
#define PHIEU_REPORT_H

#include <phieu/error.h>
#include <phieu/ledger.h>
#include <phieu/rules.h>
#include <phieu/table.h>
#include <phieu/text.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- settings: the rule set's defaults under the ledger's own ---- */

enum ph_date_field {
	PH_DATE_COLLECTED,
	PH_DATE_RETURNED,
	PH_DATE_ENTERED,
};

struct ph_settings {
	char period_rule[32];
	enum ph_date_field date_field;
	bool per_dossiers; /* denominator: all resolved dossiers, not forms */
	bool count_online;
	bool computed[PH_CRITERIA_MAX]; /* criteria taken from the dates */
	struct ph_text unit, name;      /* the ledger's own, from init */
};
void ph_settings_release(struct ph_settings *settings);
PH_CLEANUP_VALUE(struct ph_settings, ph_settings_release)

/* As of a batch (INT64_MAX: now). */
PH_MUST_CHECK bool ph_settings_load(struct ph_settings *settings,
	struct ph_ledger *ledger, const struct ph_rules *rules, int64_t as_of,
	struct ph_error *err);
/* Checks one key and value against the rule set: PH_USAGE with the allowed
 * ones in the text. */
PH_MUST_CHECK bool ph_settings_check(const struct ph_rules *rules,
	const char *key, const char *value, struct ph_error *err);

/* ---- the rule set of a ledger ---- */

/* The folders where rule sets are looked for, first match first. */
struct ph_rules_path {
	const char *beside; /* the ledger's folder (its `rules`), or NULL */
	const char *data;   /* phieu's data folder (its `rules`) */
};
/* The folder of a rule set by id; PH_CONFIG when there is none. */
PH_MUST_CHECK bool ph_rules_find(const struct ph_rules_path *path,
	const char *id, struct ph_text *folder, struct ph_error *err);

/* ---- what every report is asked ---- */

struct ph_query {
	struct ph_ledger *ledger; /* in a snapshot */
	const struct ph_rules *rules;
	const struct ph_settings *settings;
	const struct ph_period *period; /* NULL: everything */
	int64_t as_of;                  /* INT64_MAX: now */
	ph_date today;
};

/* Whether a period is closed: then *as_of is the closing's batch, to be used
 * for settings and query, else INT64_MAX. `files` gets the rule set's files as
 * they were (empty when open), for ph_rules_load_files. */
PH_MUST_CHECK bool ph_closing_find(struct ph_ledger *ledger, const char *period,
	int64_t *as_of, struct ph_rules_files *files,
	uint8_t sheets_sha256[PH_HASH_SIZE], struct ph_error *err);

/* What a closing keeps beside the rules: the sheets of every form that stood in
 * the period, a number a line, so that none is counted in another period too.
 * It is kept as the closing's file of this name. */
#define PH_CLOSING_SHEETS "sheets.txt"
PH_MUST_CHECK bool ph_closing_sheets(const struct ph_query *query,
	struct ph_text *out, struct ph_error *err);

/* ---- sheets ---- */

struct ph_sheet_request {
	const char *sheet; /* "mau-02", "mau-03", "mau-05" */
	const char *unit;  /* this one and those below it; NULL: all */
	bool by_field;     /* also by ngành, lĩnh vực */
};

struct ph_sheet; /* a header and rows of typed cells */
PH_MUST_CHECK bool ph_sheet_make(struct ph_sheet **sheet,
	const struct ph_query *query, const struct ph_sheet_request *request,
	struct ph_error *err);
void ph_sheet_destroy(struct ph_sheet *sheet);
PH_CLEANUP(struct ph_sheet *, ph_sheet_destroy)

PH_MUST_CHECK bool ph_sheet_csv(const struct ph_sheet *sheet,
	const struct ph_csv_profile *profile, bool ascii_headers,
	struct ph_text *out, struct ph_error *err);
PH_MUST_CHECK bool ph_sheet_json(const struct ph_sheet *sheet,
	struct ph_text *out, struct ph_error *err);

/* SHA-256 over the plain mau-02, mau-03 and mau-05 of a query: what a closing
 * keeps to tell whether its sheets are still the same. */
PH_MUST_CHECK bool ph_sheets_hash(const struct ph_query *query,
	uint8_t sha256[PH_HASH_SIZE], struct ph_error *err);

/* ---- findings ---- */

struct ph_finding {
	enum ph_severity severity;
	const char *kind;
	int64_t sheet;                                   /* 0: none */
	const char *code, *field, *message, *suggestion; /* "" if none */
};

struct ph_finding_count {
	size_t by_severity[PH_FAULTY + 1];
	size_t by_check[PH_CHECKS];
};
/* In order: errors, warnings, infos; within each by sheet. Strings live for
 * the call. */
PH_MUST_CHECK bool ph_report_findings(const struct ph_query *query,
	bool (*found)(void *context, const struct ph_finding *finding),
	void *context, struct ph_finding_count *count, struct ph_error *err);

void ph_finding_csv_header(struct ph_csv *csv);
void ph_finding_csv_row(struct ph_csv *csv, const struct ph_finding *finding);
PH_MUST_CHECK bool ph_finding_json(
	struct ph_text *out, const struct ph_finding *finding);

/* ---- status ---- */

/* Ten lines, or one JSON object: where the period stands. */
PH_MUST_CHECK bool ph_report_status(const struct ph_query *query, bool json,
	struct ph_text *out, struct ph_error *err);

/* ---- audit: a sample of the forms, counted again from the paper ---- */

/*
 * Of `population` forms `wrong` are wrong, and `size` are drawn, each at most
 * once: the chance that at most `found` wrong ones are among them. The sum of
 * the hypergeometric distribution, right to 1e-9 of itself up to a million
 * forms. wrong, size ≤ population.
 */
double ph_sample_chance(
	int64_t population, int64_t wrong, int64_t size, int64_t found);
/* Shares are in ten-thousandths: 100 is 1 %. */
enum {
	PH_SAMPLE_ONE = 10000,
};
/* The fewest wrong forms that are more than the limit. */
int64_t ph_sample_beyond(int64_t population, int limit);
/* The fewest forms to draw, so that when more than the limit are wrong, a wrong
 * one is drawn with this confidence at least. */
int64_t ph_sample_size(int64_t population, int limit, int confidence);
/* When `found` wrong ones were drawn: the most that may be wrong in all, with
 * this confidence (one-sided and exact; Wright, Exact Confidence Bounds when
 * Sampling from Small Finite Universes, 1991). */
int64_t ph_sample_most_wrong(
	int64_t population, int64_t size, int64_t found, int confidence);

enum {
	PH_AUDIT_SEED_SIZE = 201,
	PH_AUDIT_LIMIT = 100,       /* 1 % */
	PH_AUDIT_CONFIDENCE = 9500, /* 95 % */
};

/* All that tells which forms are drawn. It stands in each row of the list. */
struct ph_audit_drawing {
	char period[16];
	int64_t batch; /* the state of the ledger that is audited */
	ph_date day;   /* of the drawing */
	int64_t population, size;
	int limit, confidence;
	char seed[PH_AUDIT_SEED_SIZE]; /* NFC; "": not drawn yet */
};
/* "1", "0.5", "0,25 %" → ten-thousandths; false: no such share, or not between
 * 0 and 100 %, both left out. */
bool ph_audit_share_parse(const char *text, int *share);
/* Takes the seed: at most 200 bytes, without control characters, no white space
 * at its ends. PH_USAGE. */
PH_MUST_CHECK bool ph_audit_set_seed(struct ph_audit_drawing *drawing,
	const char *seed, struct ph_error *err);

/*
 * The forms that count in scores and have a paper: each has a ticket, the
 * SHA-256 of seed, comma and code, and those with the smallest tickets are
 * drawn (Rivest, sampler.py, 2011, for the hash; Rivest, Consistent Sampling
 * with Replacement, arXiv 1808.10016, 2018, for the tickets). Query and
 * drawing outlive it. The query is as of drawing->batch; drawing->size 0: by
 * ph_sample_size; population and size are filled in. Without a seed none is
 * drawn, only counted.
 */
struct ph_audit;
PH_MUST_CHECK bool ph_audit_draw(struct ph_audit **audit,
	const struct ph_query *query, struct ph_audit_drawing *drawing,
	struct ph_error *err);
void ph_audit_destroy(struct ph_audit *audit);
PH_CLEANUP(struct ph_audit *, ph_audit_destroy)

/* What would be drawn, in words for the minutes, or one JSON object. */
PH_MUST_CHECK bool ph_audit_plan(const struct ph_audit *audit, bool json,
	struct ph_text *out, struct ph_error *err);
/* The list to be filled in: never what the ledger holds as answers. */
PH_MUST_CHECK bool ph_audit_csv(const struct ph_audit *audit,
	const struct ph_csv_profile *profile, struct ph_text *out,
	struct ph_error *err);
/* The same as a page to be printed. */
PH_MUST_CHECK bool ph_audit_page(const struct ph_audit *audit,
	struct ph_text *out, struct ph_error *err);

/*
 * Drawings are kept in the ledger, each as a fact of its own (a setting,
 * "audit/2026-Q3/1"): who shops for a seed, or changes a limit on the list,
 * leaves a trace.
 */
struct ph_audit_kept {
	int64_t number; /* of the drawing in its period, from 1; 0: not kept */
	int64_t count;  /* drawings of the period */
};
/* Adds the drawing, with a batch open; one that is kept already stays. */
PH_MUST_CHECK bool ph_audit_keep(struct ph_ledger *ledger,
	const struct ph_audit_drawing *drawing, struct ph_audit_kept *kept,
	struct ph_error *err);
PH_MUST_CHECK bool ph_audit_find(struct ph_ledger *ledger,
	const struct ph_audit_drawing *drawing, struct ph_audit_kept *kept,
	struct ph_error *err);
/* Whether the period has a drawing with this seed, limit and confidence, and
 * with this batch and size where they are not 0: then the drawing's batch and
 * day become those, and the same list is written again. */
PH_MUST_CHECK bool ph_audit_again(struct ph_ledger *ledger,
	struct ph_audit_drawing *drawing, bool *again, struct ph_error *err);

/* A filled list as it was read; the table outlives it. */
struct ph_recount;
PH_MUST_CHECK bool ph_recount_read(struct ph_recount **recount,
	struct ph_table *table, struct ph_faults *faults, struct ph_error *err);
void ph_recount_destroy(struct ph_recount *recount);
PH_CLEANUP(struct ph_recount *, ph_recount_destroy)
/* What its rows say of the drawing. */
const struct ph_audit_drawing *ph_recount_drawing(
	const struct ph_recount *recount);

struct ph_recount_result {
	int64_t wrong;      /* forms that differ, missing ones among them */
	int64_t missing;    /* papers that were not found */
	int64_t allowed;    /* wrong forms in all that keep the limit */
	int64_t most_wrong; /* in all, with the drawing's confidence */
	bool kept;          /* most_wrong ≤ allowed */
	struct ph_audit_kept drawing;
};
/* Refuses a drawing that the ledger does not keep. Holds the list against the
 * same drawing made again: faults where it lists other forms, lacks some, or
 * where a cell cannot be; then writes what differs and the conclusion, in words
 * for the minutes or as one JSON object. */
PH_MUST_CHECK bool ph_recount_conclude(const struct ph_recount *recount,
	const struct ph_audit *audit, bool json, struct ph_text *out,
	struct ph_recount_result *result, struct ph_faults *faults,
	struct ph_error *err);

#endif
