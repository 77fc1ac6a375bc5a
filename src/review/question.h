/* SPDX-License-Identifier: MIT */
/*
 * One question of a form: what persons have said of it, what holds, and who is
 * to answer it. The queue asks by it and answers are taken by it, so that what
 * is asked is taken and nothing else. Only review.h is the door.
 */
#ifndef PH_REVIEW_QUESTION_H
#define PH_REVIEW_QUESTION_H

#include <phieu/list.h>
#include <phieu/review.h>

/* The reason of a form on whose code two persons do not agree. */
#define REASON_DISAGREE "persons-disagree"

/* ---- kept.c: texts that outlive the row they came with ---- */

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
void review_kept_release(struct ph_review_kept *kept);
/* "" for NULL and ""; NULL: out of memory. */
const char *review_keep(struct ph_review_kept *kept, const char *text);
/* Its strings. */
PH_MUST_CHECK bool review_keep_said(
	struct ph_review_kept *kept, struct ph_judgement *judgement);

/* ---- question.c: the rules ---- */

/* What still matters: a first person's newest word, a second's of it, and a
 * third's of both. pass 0: nothing was said. */
struct review_words {
	struct ph_judgement pass[3];
	int64_t seen; /* the oldest version of the form that was answered, or
		       * 0 */
	int64_t made; /* the first version that came of a first person's words
		       * which nobody has judged, or 0 */
};
/* Takes one more, in the order in which they were said; its strings outlive
 * the words. */
void review_words_add(
	struct review_words *words, const struct ph_judgement *said);
bool review_words_equal(
	const struct ph_judgement *a, const struct ph_judgement *b);
/* Two disagree, or both could not read it, and no third has settled it. */
bool review_words_pending(const struct review_words *words);

/* What holds of a question now. */
struct review_state {
	bool settled; /* nobody has to answer it */
	bool open;    /* the reader, or the register, leaves it to a person */
	int8_t answer;
	const char *code; /* of the code's question; else NULL */
	bool nothing;     /* neither a code nor an answer was read: whatever
			   * is said of its code, no form comes of it */
};
/* What holds is what was said. */
bool review_holds(
	const struct review_state *state, const struct ph_judgement *said);
/* In which pass it is to be answered: the second, or else the first or the
 * third; 0: in none. *given_up: it was said to be unreadable. */
unsigned review_pass(const struct review_state *state,
	const struct review_words *words, bool second, bool *given_up);

/* ---- question_said.c: what persons have said, of all forms ---- */

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
struct review_words review_find_words(
	const review_said_list *list, int64_t newest, int field);

/* ---- question_codes.c: what is known of codes and sheets ---- */

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
	const review_said_list *said; /* for a second pass, else NULL */
	ph_date today;                /* by which grammars are judged */
	struct review_code *at;       /* by code id */
	size_t count, registered;
	PH_LIST(struct review_verdict) verdicts; /* by sheet and age */
	PH_LIST(struct review_sheet) sheets;     /* of any channel, by id */
	bool failed;
};
PH_MUST_CHECK bool review_load_codes(
	struct review_codes *codes, struct ph_error *err);
void review_codes_release(struct review_codes *codes);
PH_CLEANUP_VALUE(struct review_codes, review_codes_release)
/* NULL: no code, or one that came since. */
const struct review_code *review_code_of(
	const struct review_codes *codes, int64_t code_id);
/* A person said that it does not count, or that another sheet of its dossier
 * does: nobody has to look at it. */
bool review_is_settled(
	const struct review_codes *codes, int64_t sheet, int64_t code_id);
/* The version that it took the place of, or 0. */
int64_t review_before(const struct review_codes *codes, int64_t sheet);

/* ---- question_state.c: what holds ---- */

bool review_is_doubt(int8_t answer);
/* Neither a code nor an answer: no form yet, its paper is keyed. That it
 * carries no code does not make it one. */
bool review_is_nothing(
	const struct review_codes *codes, const struct ph_placed_row *form);
/* Of PH_REVIEW_CODE: `answer` is PH_DOUBTFUL for one that was not read,
 * PH_MULTIPLE for several, PH_ABSENT where `code` (or none) is taken to be
 * right. */
struct review_state review_state_of(const struct review_codes *codes,
	const struct ph_scanned_row *row, int field);

#endif
