/* SPDX-License-Identifier: MIT */
/* What the files that apply answers share. Only review.h is the door. */
#ifndef PH_REVIEW_APPLY_H
#define PH_REVIEW_APPLY_H

#include <phieu/list.h>
#include <phieu/review.h>

/* The reason of a form on whose code two persons do not agree. */
#define REASON_DISAGREE "persons-disagree"

/* ---- apply_words.c: what persons have said of one question ---- */

struct apply_word {
	int64_t id; /* 0: nothing was said */
	int64_t sheet;
	int8_t answer;
	char code[PH_CODE_SIZE];
	char *by, *at;
};

/* What still matters: a first person's newest word, a second's of it, and a
 * third's of both. */
struct apply_words {
	struct apply_word pass[3];
};
void apply_words_release(struct apply_words *words);

/* Takes one more, in the order in which they were said. false: out of
 * memory. */
PH_MUST_CHECK bool apply_words_add(struct apply_words *words, int64_t id,
	const struct ph_judgement *judgement);
bool apply_word_equal(const struct apply_word *a, const struct apply_word *b);
/* Two disagree, or both could not read it, and no third has settled it. */
bool apply_words_pending(const struct apply_words *words);

/* ---- apply_state.c: a form while answers are applied to it ---- */

struct apply_form {
	const struct ph_review_apply *apply;
	struct ph_sheet_state state;
	bool code_open; /* by the register, too */
	bool changed, code_changed;
	int8_t answers[PH_FIELDS_MAX]; /* those that changed, else PH_ABSENT */
	struct apply_words words[PH_FIELDS_MAX + 1]; /* the code's last */
};
PH_MUST_CHECK bool apply_form_load(
	struct apply_form *form, int64_t newest, struct ph_error *err);
void apply_form_release(struct apply_form *form);
PH_CLEANUP_VALUE(struct apply_form, apply_form_release)

struct apply_words *apply_form_words(struct apply_form *form, int field);
/* What holds of a question is what was said. */
bool apply_form_holds(const struct apply_form *form, int field,
	const struct apply_word *word);
/* It is for a person to answer. */
bool apply_form_is_open(const struct apply_form *form, int field);
/* Makes it hold. */
void apply_form_say(
	struct apply_form *form, int field, const struct apply_word *word);
/* Opens the question again. */
void apply_form_doubt(struct apply_form *form, int field);
/* Appends the version that came of it; *result 0: nothing changed. */
PH_MUST_CHECK bool apply_form_amend(
	struct apply_form *form, int64_t *result, struct ph_error *err);

/* ---- apply_answer.c ---- */

/* Where an answer stands in its table. */
enum answer_cell {
	ANSWER_SHEET,
	ANSWER_PHOTO,
	ANSWER_PASS,
	ANSWER_CELLS
};
struct answer_row {
	unsigned long line;
	unsigned column[ANSWER_CELLS]; /* from 1 */
};
/* An answer and the form that it is of now. */
struct target {
	int64_t newest;
	size_t answer;
	enum {
		TARGET_FRESH,
		TARGET_SAID,    /* it changes no sheet */
		TARGET_CHANGES, /* it is why there is a newer version */
	} became;
};

struct applying {
	const struct ph_review_apply *apply;
	const struct ph_review_answer *answers;
	const struct answer_row *rows; /* or NULL */
	struct ph_review_count *count;
	struct ph_faults *faults; /* or NULL */
	struct ph_text by, by_folded;
	PH_LIST(struct target) targets;
};

/* A fault of the table, or else an error (false). */
PH_MUST_CHECK bool apply_object(struct applying *a, size_t answer,
	enum answer_cell cell, enum ph_code code, const char *text,
	struct ph_error *err);
/* Its texts are the answer's and the applying's. */
struct ph_judgement apply_judgement(
	const struct applying *a, const struct ph_review_answer *answer);
/* Makes the form what the answer says, if it is wanted. The targets before it
 * are those of the same form that were applied. */
PH_MUST_CHECK bool apply_answer(struct applying *a, struct apply_form *form,
	struct target *target, struct ph_error *err);

/* ---- apply.c ---- */

/* Answers with a fault are not applied; the caller rolls back. `rows` and
 * `faults` NULL: a fault is an error. */
PH_MUST_CHECK bool apply_all(const struct ph_review_apply *apply,
	const struct ph_review_answer *answers, const struct answer_row *rows,
	size_t answer_count, struct ph_review_count *count,
	struct ph_faults *faults, struct ph_error *err);

#endif
