/* SPDX-License-Identifier: MIT */
/* What the files that apply answers share. Only review.h is the door. */
#ifndef PH_REVIEW_APPLY_H
#define PH_REVIEW_APPLY_H

#include "question.h"

/* ---- apply_state.c: a form while answers are applied to it ---- */

struct apply_form {
	const struct review_codes *codes;
	struct ph_review_kept kept;
	bool there;                /* it came of a photograph */
	struct ph_scanned_row row; /* as it becomes; what is not needed of it
				    * is empty */
	char code[PH_CODE_SIZE], reason[PH_REASON_SIZE];
	struct ph_text detail; /* what became of it; told: it is to be kept */
	bool told, code_changed;
	size_t changes;
	int8_t answers[PH_FIELDS_MAX]; /* those that changed, else PH_ABSENT */
	struct review_words words[PH_FIELDS_MAX + 1]; /* the code's last */
};
PH_MUST_CHECK bool apply_form_load(
	struct apply_form *form, int64_t newest, struct ph_error *err);
void apply_form_release(struct apply_form *form);
PH_CLEANUP_VALUE(struct apply_form, apply_form_release)

struct review_words *apply_form_words(struct apply_form *form, int field);
struct review_state apply_form_state(const struct apply_form *form, int field);
/* Makes it hold. */
PH_MUST_CHECK bool apply_form_say(struct apply_form *form, int field,
	const struct ph_judgement *said, struct ph_error *err);
/* Opens the question again. */
PH_MUST_CHECK bool apply_form_doubt(
	struct apply_form *form, int field, struct ph_error *err);
/* Makes of the question what it was before the first person changed it. */
PH_MUST_CHECK bool apply_form_restore(
	struct apply_form *form, int field, struct ph_error *err);
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
	struct ph_review_ask ask;
	struct review_codes codes;
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

/* ---- apply_stale.c ---- */

/* Counts and tells an answer that is not applied, the one at `answer`. */
PH_MUST_CHECK bool apply_tell_stale(struct applying *a, struct apply_form *form,
	size_t answer, struct ph_error *err);

/* ---- apply.c ---- */

/* Answers with a fault are not applied; the caller rolls back. `rows` and
 * `faults` NULL: a fault is an error. */
PH_MUST_CHECK bool apply_all(const struct ph_review_apply *apply,
	const struct ph_review_answer *answers, const struct answer_row *rows,
	size_t answer_count, struct ph_review_count *count,
	struct ph_faults *faults, struct ph_error *err);

#endif
