/* SPDX-License-Identifier: MIT */
/*
 * The census: every form of a ledger, each once.
 *
 * A form is a piece of paper, or an online rating: all sheets (records) that
 * carry its dossier code belong to it. Units, officers and fields are small
 * numbers here; dossiers are found by the ledger's code ids, so that a million
 * ratings are joined by array look-ups in one pass each.
 */
#ifndef PH_REPORT_CENSUS_H
#define PH_REPORT_CENSUS_H

#include <phieu/list.h>
#include <phieu/report.h>

enum {
	PH_NONE = -1 /* not given */
};

/* Distinct strings, numbered from 0. */
struct ph_index {
	char **at;
	size_t count, room;
	uint32_t *slots; /* number + 1, open addressing; a power of two */
	size_t slot_count;
};
/* PH_NONE when it is not there, or "". */
int32_t ph_index_find(const struct ph_index *index, const char *text);
/* false: out of memory. "" gives PH_NONE. */
PH_MUST_CHECK bool ph_index_add(
	struct ph_index *index, const char *text, int32_t *at);
void ph_index_release(struct ph_index *index);

struct census_unit {
	char *name;
	char *parent_code;
	int32_t parent; /* or PH_NONE */
	bool foreign;   /* named by a dossier, but in no register */
	bool ours;      /* the ledger's own unit, or below it */
};

struct census_officer {
	char *name, *title; /* the id for a name where no register has it */
	int32_t unit;
	bool registered;
};

struct census_dossier {
	int32_t unit, officer, field;
	ph_date received, due, returned;
	bool known; /* a register row stands behind it */
};

enum sheet_flag {
	SHEET_REPLACED = 1,  /* corrected by a later row */
	SHEET_CHOSEN = 2,    /* a person said that it counts */
	SHEET_LATE = 4,      /* a decision on it came after its closing */
	SHEET_DISAGREE = 8,  /* its codes disagree */
	SHEET_RATED = 16,    /* carries answers */
	SHEET_EXCLUDED = 32, /* a person said that it does not count */
	SHEET_MARKS = 64,    /* in doubt for some of its marks alone */
	SHEET_STRAYED = 128, /* corrects, after a closing, what was closed */
};

enum code_flag {
	CODE_MALFORMED = 1, /* follows no grammar */
	CODE_ODD = 2,       /* follows one, but is unusual */
};

struct census_sheet {
	int64_t id, code_id;
	ph_date date, entered;
	int32_t next; /* the next sheet of the same code, or PH_NONE */
	int32_t officer, box, reason;
	int32_t photo; /* the ledger's photo id, 0: none */
	int32_t batch;
	uint16_t closed; /* 1 + the closing that counted it; 0: none did */
	uint8_t channel, status, flags;
	int8_t answers[PH_FIELDS_MAX];
};

struct census_closing {
	int64_t batch;
	ph_date from, to;
	char *period;
};

/* A sheet of a form that stood in a period when it was closed. */
struct census_closed {
	int64_t sheet;
	uint16_t closing; /* in closings */
};

struct census_box {
	ph_date date;
	int32_t box;
	int64_t count;
};

struct census {
	const struct ph_query *query;
	struct ph_index unit_codes, officer_ids, fields, boxes, reasons;
	PH_LIST(struct census_unit) units;
	PH_LIST(struct census_officer) officers;
	PH_LIST(struct census_sheet) sheets;
	PH_LIST(struct census_closing) closings;
	PH_LIST(struct census_closed) closed; /* by sheet */
	PH_LIST(struct census_box) box_counts;
	struct census_dossier *dossiers; /* by code id */
	int32_t *first;                  /* sheet by code id; [0]: no code */
	uint8_t *judged;                 /* by code id: enum code_flag */
	size_t code_count;               /* length of the three */
	size_t register_size;            /* dossiers known */
	size_t officer_register_size;
	bool units_registered;
	bool failed; /* memory ran out in a callback */
};

/* Parts of census_make, in this order; units are related last, since sheets
 * and dossiers may name units that no register has. */
PH_MUST_CHECK bool census_load_registers(
	struct census *census, struct ph_error *err);
PH_MUST_CHECK bool census_load_sheets(
	struct census *census, struct ph_error *err);
void census_relate_units(struct census *census);
/* An officer by id; one that no register names stands under his id, so that
 * what was entered for him is not lost. */
PH_MUST_CHECK bool census_refer_officer(
	struct census *census, const char *id, int32_t *at);
/* A photograph that told nothing is no form yet: its paper is keyed, or
 * photographed again, and counted then. */
bool census_is_unread(const struct census_sheet *sheet);
/* Notes that memory ran out in a callback; false. */
bool census_no_memory(struct census *census);

PH_MUST_CHECK bool census_make(struct census **census,
	const struct ph_query *query, struct ph_error *err);
void census_destroy(struct census *census);
PH_CLEANUP(struct census *, census_destroy)

/* One form with all that is known of it. */
struct census_form {
	int64_t code_id; /* 0: none */
	int32_t sheet;   /* the one that speaks for it */
	int32_t other;   /* one that stands against it, or PH_NONE */
	int32_t late;    /* one that came or strayed too late, or PH_NONE */
	int32_t silent;  /* a photograph without answers, or PH_NONE */
	int32_t unit, officer, field;
	ph_date date;     /* that places it in a period */
	unsigned copies;  /* pieces of paper: two under conflict */
	unsigned unrated; /* of these, nobody knows the answers yet */
	unsigned entries; /* keyed */
	bool rated;
	enum ph_timing timing;
	int8_t answers[PH_FIELDS_MAX];
	struct ph_case facts;
	struct ph_verdict verdict;
};

/* Calls for each form of the query's period (of all, without one), in the
 * order of code ids, those without a code last. false: row stopped. */
bool census_each_form(const struct census *census,
	bool (*row)(void *context, const struct census_form *form),
	void *context);

/* One form again, by its code id, or by its only sheet where it has none.
 * false: there is no such form, or it belongs to another period. */
bool census_form_of(const struct census *census, int64_t code_id, int32_t sheet,
	struct census_form *form);

/* The forms that were collected on a day, in a box (PH_NONE: any), each piece
 * of paper once. */
int64_t census_count_box(
	const struct census *census, ph_date date, int32_t box);

/* The ledger's own unit, or PH_NONE. */
int32_t census_own_unit(const struct census *census);

/* Whether unit `at` is `above` or below it. */
bool census_below(const struct census *census, int32_t at, int32_t above);

#endif
