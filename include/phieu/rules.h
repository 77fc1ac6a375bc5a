/* SPDX-License-Identifier: MIT */
/*
 * rules — criteria, bands, periods, code grammars, checks and scores.
 *
 * Pure: computes from arguments to results, from a rule set that was loaded
 * from CSV. No rule of a law or a province is written in code: other criteria,
 * points, bands, periods, codes, wordings and severities are other files.
 * Knows nothing of ledgers, photos or sheets' outlook.
 *
 * A rule set is a folder of tables, each row with its source (article and
 * clause), described in phieu-rules(5):
 *
 *	rules.csv       id,name,effective_from,effective_to,source
 *	criteria.csv    id,no,label,name,scope,from,max,source[,ask]
 *	options.csv     criterion,points,text,timing,source[,ask]
 *	bands.csv       subject,at_least,label,source
 *	periods.csv     rule,period,from_year,from_month,from_day,
 *	                to_year,to_month,to_day,source
 *	codes.csv       grammar,part,kind,chars,min,max,text,odd,message,
 *	                odd_message,source
 *	confusions.csv  a,b,cost,source
 *	checks.csv      kind,severity,message,suggestion,source
 *	contradictions.csv  criterion,points,timing,message,source
 *	settings.csv    key,value,values,source
 *	sheets.csv      sheet,column,label,source
 *	words.csv       word,text,source
 */
#ifndef PHIEU_RULES_H
#define PHIEU_RULES_H

#include <phieu/error.h>
#include <phieu/record.h>
#include <phieu/text.h>
#include <phieu/time.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- the rule set ---- */

enum ph_scope {
	PH_SCOPE_DOSSIER,      /* scored for each dossier; officers and units */
	PH_SCOPE_UNIT,         /* keyed once a unit and period; units only */
	PH_SCOPE_SATISFACTION, /* asked, counted, never scored */
};

enum ph_evidence {
	PH_BY_FORM,  /* from: form — a citizen's answer */
	PH_BY_DATES, /* from: dates — the dossier's due and returned dates */
	PH_BY_KEY,   /* from: keyed — a unit's score for a period */
};

/* How a dossier's return compares with its due date, day by day. */
enum ph_timing {
	PH_TIMING_NONE, /* not returned yet, or no due date */
	PH_TIMING_EARLY,
	PH_TIMING_ON_TIME,
	PH_TIMING_LATE,
};

struct ph_option {
	int points;
	char *text;
	char *ask; /* the same in plain words, as printed; else the text */
	enum ph_timing timing; /* the timing that earns it, or NONE */
	char *source;
};

struct ph_criterion {
	char id[PH_FIELD_SIZE];
	int no;      /* the index's number in the law; 0: none */
	char *label; /* "Chỉ số 1" */
	char *name;  /* "Tổng thời gian giải quyết …" */
	char *ask;   /* the question as printed on forms; else the name */
	enum ph_scope scope;
	enum ph_evidence evidence;
	int max; /* points */
	char *source;
	int field; /* its place in rules->fields, -1: not on the form */
	struct ph_option *options;
	size_t option_count;
};

enum ph_subject {
	PH_SUBJECT_OFFICER,
	PH_SUBJECT_UNIT,
	PH_SUBJECTS,
};

struct ph_band {
	enum ph_subject subject;
	int at_least; /* tenths of a point; highest first */
	char *label;
	char *source;
};

struct ph_setting {
	char *key, *value; /* the default */
	char *values;      /* allowed: words between '|', empty: any */
	char *source;
};

struct ph_sheet_column {
	char *sheet;  /* "mau-02" … */
	char *column; /* what stands there: a name that report knows */
	char *label;  /* `{no}`, `{label}`, `{name}`: a criterion's */
	char *source;
};

struct ph_rules {
	char *id, *name, *source;
	ph_date effective_from, effective_to; /* PH_NO_DATE: open */
	uint8_t sha256[PH_HASH_SIZE];         /* over all its files */

	struct ph_criterion *criteria;
	size_t criterion_count;
	struct ph_fields fields; /* the criteria asked on the form, in order */
	struct ph_band *bands;
	size_t band_count;
	struct ph_setting *settings;
	size_t setting_count;
	struct ph_sheet_column *columns;
	size_t column_count;
	struct ph_rules_tables *tables; /* periods, grammars, checks */
};

/* Loads and checks the folder as a whole. All faults go to `faults`, each with
 * the table that it stands in; false with PH_CONFIG when there are any,
 * PH_NO_INPUT when there is no such folder. */
PH_MUST_CHECK bool ph_rules_load(struct ph_rules **rules, const char *folder,
	struct ph_faults *faults, struct ph_error *err);
/* The same over files in memory: a rule set as it was kept with a closing.
 * `name` stands for the folder in faults. */
struct ph_rules_file {
	char *name; /* "bands.csv" */
	char *bytes;
	size_t length;
};
struct ph_rules_files {
	struct ph_rules_file *at;
	size_t count, room;
};
/* Copies the bytes. false: out of memory. */
PH_MUST_CHECK bool ph_rules_files_add(struct ph_rules_files *files,
	const char *name, const char *bytes, size_t length);
void ph_rules_files_release(struct ph_rules_files *files);
PH_CLEANUP_VALUE(struct ph_rules_files, ph_rules_files_release)
/* All tables of a folder, as they are. */
PH_MUST_CHECK bool ph_rules_files_read(
	struct ph_rules_files *files, const char *folder, struct ph_error *err);
PH_MUST_CHECK bool ph_rules_load_files(struct ph_rules **rules,
	const char *name, const struct ph_rules_files *files,
	struct ph_faults *faults, struct ph_error *err);
void ph_rules_destroy(struct ph_rules *rules);
PH_CLEANUP(struct ph_rules *, ph_rules_destroy)

const struct ph_criterion *ph_rules_criterion(
	const struct ph_rules *rules, const char *id); /* NULL: none */
/* The option of a criterion that has these points; NULL: not allowed. */
const struct ph_option *ph_criterion_option(
	const struct ph_criterion *criterion, int points);
/* The points that a timing earns, or PH_ABSENT. */
int ph_criterion_points(
	const struct ph_criterion *criterion, enum ph_timing timing);
const struct ph_setting *ph_rules_setting(
	const struct ph_rules *rules, const char *key); /* NULL: none */
/* Whether the setting may have this value. */
bool ph_setting_allows(const struct ph_setting *setting, const char *value);

/* The text of words.csv for a word that stands on sheets ("forms", "left-out",
 * "unit" …); the word itself where the table has none. */
const char *ph_rules_word(const struct ph_rules *rules, const char *word);

enum ph_timing ph_timing_of(ph_date due, ph_date returned);

/* ---- periods ---- */

struct ph_period {
	char name[16];    /* "2026-Q3", "2026" */
	ph_date from, to; /* both days belong to it */
};

/* Reads `2026-Q3` or `2026` by a rule of periods.csv ("calendar",
 * "report"). Fails with PH_USAGE for a period, PH_CONFIG for a rule, that is
 * not known; the text names those that are. */
PH_MUST_CHECK bool ph_period_parse(const struct ph_rules *rules,
	const char *rule, const char *text, struct ph_period *period,
	struct ph_error *err);
/* The shortest period that holds the date; false: none does. */
bool ph_period_of(const struct ph_rules *rules, const char *rule, ph_date date,
	struct ph_period *period);

/* ---- dossier codes ---- */

struct ph_code_match {
	bool valid;
	ph_date date;     /* the date written in the code, or PH_NO_DATE */
	bool odd;         /* valid, but unusual: what says why */
	const char *what; /* what would be right, or what is odd, for a person
			   * in codes.csv's words; NULL: nothing. The rules' */
	size_t at;        /* where it goes wrong, in bytes */
};

/* Judges a whole, normalised code (ph_utf8_code) by the rule set's grammars:
 * one that fits is enough. `today` bounds the dates in codes. */
struct ph_code_match ph_code_judge(
	const struct ph_rules *rules, const char *code, ph_date today);

/*
 * Finds dossier codes in a payload by their grammar, whatever surrounds them:
 * the bare code, a look-up URL in any parameter, percent-encoded (also more
 * than once), host and code run together. Distinct codes, normalised, at most
 * `room`; returns how many there are in all (those that found no room are
 * counted each time they stand). Never reads beyond length; the payload may
 * hold anything. The copy that it works on is wiped.
 */
size_t ph_code_find(const struct ph_rules *rules, const char *payload,
	size_t length, ph_date today, char (*codes)[PH_CODE_SIZE], size_t room);

enum {
	PH_EDIT_COST = 10, /* an ordinary insertion, deletion, substitution */
	PH_NEAREST_MAX = 3,
};

/* Weighted edit distance (Wagner & Fischer 1974): ordinary edits cost
 * PH_EDIT_COST, so does a swap of neighbours, the confusions of confusions.csv
 * cost what they say. Returns limit + 1 as soon as it must be above limit. */
unsigned ph_code_distance(const struct ph_rules *rules, const char *a,
	const char *b, unsigned limit);

/* The nearest codes offered so far, best first, ties by text. The caller sets
 * rules, wanted and limit (2 × PH_EDIT_COST is a good one), the rest zero. */
struct ph_nearest {
	const struct ph_rules *rules;
	const char *wanted;
	unsigned limit; /* farther ones are not kept */
	size_t count;
	unsigned distance[PH_NEAREST_MAX];
	char code[PH_NEAREST_MAX][PH_CODE_SIZE];
};
void ph_nearest_offer(struct ph_nearest *nearest, const char *code);

/* ---- scores (TT 01/2018 Điều 15 khoản 2, 3) ---- */

struct ph_tally {
	int64_t sum; /* points */
	int64_t n;   /* dossiers that they are divided by */
};

enum {
	PH_CRITERIA_MAX = 32
};

struct ph_score {
	bool wanted[PH_CRITERIA_MAX];    /* belongs to the subject */
	bool has[PH_CRITERIA_MAX];       /* by place in rules->criteria */
	int64_t tenths[PH_CRITERIA_MAX]; /* rounded half up, if has */
	int64_t total;                   /* sum of the rounded, in tenths */
	int64_t max; /* points that the subject could have, data or not */
	size_t used, missing;       /* criteria with and without data */
	const struct ph_band *band; /* NULL: no criterion has data */
	bool provisional;           /* missing > 0 */
};

/* (20 × sum + n) / (2 × n): tenths, half up; n > 0, sum ≥ 0. */
int64_t ph_score_tenths(int64_t sum, int64_t n);
/* tally[] by place in rules->criteria; n 0: no data. For officers only the
 * criteria of scope dossier count. */
void ph_score_make(struct ph_score *score, const struct ph_rules *rules,
	enum ph_subject subject, const struct ph_tally *tally);
/* NULL: below every band. */
const struct ph_band *ph_rules_band(
	const struct ph_rules *rules, enum ph_subject subject, int64_t tenths);
/* Standard competition ranking, highest first: 1, 2, 2, 4. */
void ph_rank(const int64_t *totals, size_t count, unsigned *ranks);

/* ---- checks ---- */

enum ph_severity {
	PH_INFO,
	PH_WARNING, /* counted, but worth a look */
	PH_FAULTY,  /* "error": not counted until a person settles it */
};

/* Every kind of finding; ph_check_name gives the word in checks.csv. */
enum ph_check {
	PH_CHECK_MALFORMED_CODE,
	PH_CHECK_ODD_CODE,
	PH_CHECK_UNKNOWN_CODE,
	PH_CHECK_NO_CODE,
	PH_CHECK_CODES_DISAGREE, /* QR against barcode */
	PH_CHECK_UNREAD_PHOTO,
	PH_CHECK_DOUBTFUL_PHOTO,
	PH_CHECK_SECOND_RATING,
	PH_CHECK_KEYED_AGAINST_SCAN,
	PH_CHECK_REPEATED_PHOTO,
	PH_CHECK_PAPER_AGAINST_ONLINE,
	PH_CHECK_OTHER_UNIT,
	PH_CHECK_DATE_IMPOSSIBLE,
	PH_CHECK_DATE_OUTSIDE,
	PH_CHECK_NO_DATE,
	PH_CHECK_OFFICER_UNKNOWN,
	PH_CHECK_OFFICER_DIFFERS,
	PH_CHECK_CONTRADICTION, /* an answer against the return, e.g. cs7 */
	PH_CHECK_COMPUTED_DIFFERS,
	PH_CHECK_TWO_MARKS,
	PH_CHECK_DOUBTFUL_MARK,
	PH_CHECK_BLANK_FORM,
	PH_CHECK_NOT_KEYED,
	PH_CHECK_PERIOD_CLOSED,
	/* of the ledger, not of a form: */
	PH_CHECK_NO_REGISTER,
	PH_CHECK_UNIT_SCORE_MISSING,
	PH_CHECK_UNIT_SCORE_LATE,
	PH_CHECK_BOX_COUNT,
	PH_CHECKS,
};

struct ph_check_rule {
	enum ph_severity severity;
	char *message; /* both with `{…}`, see ph_message_fill */
	char *suggestion;
	char *source;
};

const char *ph_check_name(enum ph_check check);
const char *ph_severity_name(enum ph_severity severity);
const struct ph_check_rule *ph_rules_check(
	const struct ph_rules *rules, enum ph_check check);

/* A placeholder of a message and what stands for it. */
struct ph_word {
	const char *key, *value;
};

/* The keys that messages may use, NULL at the end; a rule set that uses
 * another is refused. */
extern const char *const ph_placeholders[];

/* Appends a message with `{key}` replaced by its value; a key without one
 * becomes "…". false: out of memory. */
PH_MUST_CHECK bool ph_message_fill(struct ph_text *out, const char *message,
	const struct ph_word *words, size_t count);

/* All that is known of one form: the records that speak of it, joined. */
struct ph_case {
	bool has_code, malformed, odd, known; /* known: in the register */
	bool register_loaded;
	bool codes_disagree, doubtful_photo, unread_photo;
	unsigned scans;        /* photographs of it */
	unsigned scan_ratings; /* of these, with answers */
	unsigned keyed;        /* keyed entries of it */
	unsigned online;
	bool keyed_against_scan, paper_against_online;
	bool other_unit;
	bool officer_unknown, officer_differs;
	bool period_closed;
	bool settled; /* a person chose which rating stands */
	ph_date today, date, received, due, returned;
	bool dated;                     /* date was given, not derived */
	const struct ph_period *period; /* asked for; NULL: none */
	const int8_t *answers;          /* joined, rules->fields.count */
};

struct ph_verdict {
	uint64_t checks; /* bits of enum ph_check */
	bool counted;    /* its answers count in scores of dossiers */
	bool satisfaction_counted;
	uint32_t fields_two, fields_doubtful, fields_contradicted,
		fields_computed; /* bits of rules->fields, for the findings */
};

/* Which checks strike, and whether the form counts: it does unless a check of
 * severity error strikes. A ballot without a code counts for satisfaction
 * only; so does a form whose code is the only thing in doubt. */
struct ph_verdict ph_check_case(
	const struct ph_rules *rules, const struct ph_case *c);

/* The message of contradictions.csv for an answer and a timing, or NULL. */
const char *ph_rules_contradiction(const struct ph_rules *rules,
	const char *criterion, int points, enum ph_timing timing);

#endif
