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

#endif
