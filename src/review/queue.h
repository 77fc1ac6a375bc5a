/* SPDX-License-Identifier: MIT */
/* What the files of the queue share. Only review.h is the door. */
#ifndef PH_REVIEW_QUEUE_H
#define PH_REVIEW_QUEUE_H

#include <phieu/list.h>
#include <phieu/review.h>

/* ---- queue_kept.c: what lives as long as the queue ---- */

struct review_code {
	bool registered; /* a dossier of the register */
	bool rated;      /* a sheet carries it */
	uint32_t keyed;  /* fields that a keyed entry answers: bits */
	int64_t chosen;  /* the only sheet of it that counts, or 0 */
};

struct ph_review_kept {
	PH_LIST(char *) texts;
	struct review_code *codes; /* by code id */
	size_t code_count, registered;
};
/* "" for NULL and ""; NULL: out of memory. */
const char *review_keep(struct ph_review_kept *kept, const char *text);

/* ---- queue_said.c: what persons have said ---- */

struct review_said {
	int64_t newest, id; /* the sheet as it is now; the judgement's own */
	int field;          /* or PH_REVIEW_CODE */
	struct ph_judgement judgement;
};
typedef PH_LIST(struct review_said) review_said_list;

/* Sorted by sheet, field and age; strings are kept. Fields that the rule set
 * lacks are left out. */
PH_MUST_CHECK bool review_load_said(review_said_list *list,
	struct ph_review_kept *kept, const struct ph_review_ask *ask,
	struct ph_error *err);

/* The newest word of each pass on one question; NULL: none. A newer word of an
 * earlier pass begins anew. */
struct review_words {
	const struct ph_judgement *pass[3];
};
struct review_words review_find_words(
	const review_said_list *list, int64_t newest, int field);

/* What holds of a question now: `open` when the reader, or the register,
 * leaves it to a person. */
struct review_state {
	bool open;
	int8_t answer;
	const char *code; /* of the code's question; else NULL */
	bool nothing;     /* neither a code nor an answer was read: whatever
			   * is said of its code, no form comes of it */
};
/* In which pass it is to be asked, 0: in none. *unreadable: it is open, but
 * was said to be unreadable. */
unsigned review_pass(const struct ph_review_ask *ask,
	const struct review_state *state, const struct review_words *words,
	bool *unreadable);

/* ---- queue_codes.c: what is known of codes and sheets ---- */

struct review_verdict {
	int64_t sheet;
	size_t order;
	bool counts;
};

struct review_sheet {
	int64_t id, code_id, replaces;
	uint32_t keyed;
	bool replaced;
};

struct review_codes {
	const struct ph_review_ask *ask;
	const review_said_list *said;
	struct review_code *at; /* by code id */
	size_t count, registered;
	PH_LIST(struct review_verdict) verdicts; /* by sheet and age */
	PH_LIST(struct review_sheet) sheets;     /* of any channel */
	bool failed;
};
PH_MUST_CHECK bool review_load_codes(
	struct review_codes *codes, struct ph_error *err);
void review_codes_release(struct review_codes *codes);
PH_CLEANUP_VALUE(struct review_codes, review_codes_release)
/* NULL: no code. */
const struct review_code *review_code_of(
	const struct review_codes *codes, int64_t code_id);
/* A person said that it does not count, or that another sheet of its dossier
 * does: nobody has to look at it. */
bool review_is_settled(
	const struct review_codes *codes, int64_t sheet, int64_t code_id);

/* ---- queue_state.c: what is open ---- */

bool review_is_doubt(int8_t answer);
struct review_state review_code_state(
	const struct review_codes *codes, const struct ph_scanned_row *row);
struct review_state review_mark_state(const struct review_codes *codes,
	const struct ph_scanned_row *row, int field);

/* ---- queue_known.c: what the registers tell of the forms ---- */

/* Fills in dossiers, officers' names and suggestions. */
PH_MUST_CHECK bool review_add_known(struct ph_review_queue *queue,
	const struct review_codes *codes, struct ph_error *err);

#endif
