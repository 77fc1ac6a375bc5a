/* SPDX-License-Identifier: MIT */
/*
 * review — what only a person can decide: which questions are open, the page
 * on which they are answered, and the answers into the ledger.
 *
 * A form's question is open when its mark is doubtful or several stand, its
 * code when none was read, two disagree, or the register does not have it. A
 * first person answers (pass 1), and what they say holds at once. With a second
 * pass another person answers the same questions without seeing the first
 * answer; where both agree nothing changes, where they differ the question is
 * open again, and a third person's answer, given in sight of both, settles it.
 * `cannot be read` leaves a question open in the ledger, but it is not asked
 * again. Until another has judged it, the first person may answer anew.
 *
 * Knows the ledger, the rules, the forms and the crops; prints nothing.
 */
#ifndef PHIEU_REVIEW_H
#define PHIEU_REVIEW_H

#include <phieu/error.h>
#include <phieu/intake.h>
#include <phieu/ledger.h>
#include <phieu/rules.h>
#include <phieu/table.h>
#include <phieu/text.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- the queue ---- */

enum {
	PH_REVIEW_CODE = -1, /* the field of a question about the code */
	PH_SUGGESTIONS_MAX = 5,
};

/* One open question. Strings live as long as the queue. */
struct ph_review_item {
	int64_t sheet;         /* the newest version of it; in pass 2 the
				* oldest that was answered */
	unsigned pass;         /* 1, 2 or 3 */
	int field;             /* in rules->fields, or PH_REVIEW_CODE */
	struct ph_guess guess; /* PH_ABSENT: the reader has none */
	/* What holds now: PH_DOUBTFUL or PH_MULTIPLE. Of a code: PH_DOUBTFUL,
	 * it was not read; PH_MULTIPLE, two disagree; PH_ABSENT, the register
	 * does not have it. In pass 2 what held before the first answer. */
	int8_t answer;
	/* In pass 3 only: what the first and the second said; else unset. */
	struct ph_judgement said[2];
	const char
		*suggestions[PH_SUGGESTIONS_MAX]; /* codes, the nearest
						   * first; NULL at the end */
};

/* The items of a form stand together, in the paper's order, the code first. */
struct ph_review_form {
	int64_t sheet;
	uint8_t sha256[PH_HASH_SIZE];
	const char *path; /* "" once purged */
	unsigned page, part;
	const char *form, *place; /* "" where no form was found */
	const char *code, *reason, *detail;
	int64_t code_id;           /* 0: none */
	struct ph_dossier dossier; /* .code "": not in the register */
	const char *officer_name;
	int8_t answers[PH_FIELDS_MAX]; /* all, by rules->fields */
	size_t first, count;           /* items */
};

struct ph_review_queue {
	struct ph_review_form *forms;
	size_t form_count;
	struct ph_review_item *items;
	size_t item_count;
	size_t unreadable; /* said to be unreadable, not asked again */
	struct ph_review_kept *kept; /* what the strings lie in */
};

struct ph_review_ask {
	struct ph_ledger *ledger; /* in a snapshot */
	const struct ph_rules *rules;
	bool second; /* the second pass instead of what is open */
	bool again;  /* what was said to be unreadable, too */
};
/* In the order in which photos came. `queue` is zeroed before. In the second
 * pass it knows nothing of the first: the form's code, answers and dossier are
 * as the first person saw them. Forms that nobody has to look at are left out:
 * excluded by a decision, or another sheet of the dossier was said to count;
 * so is a question that a keyed entry of the same code answers. */
PH_MUST_CHECK bool ph_review_queue_make(struct ph_review_queue *queue,
	const struct ph_review_ask *ask, struct ph_error *err);
void ph_review_queue_release(struct ph_review_queue *queue);
PH_CLEANUP_VALUE(struct ph_review_queue, ph_review_queue_release)

/* ---- answers ---- */

/* The columns: sheet,photo,field,answer,code,pass,at. photo: the first 16 hex
 * digits of its SHA-256; field: a question's id, or `code`; answer: points,
 * `blank`, `several`, `unreadable`, or for the code `code` (which stands in
 * the next column), `none`, `unreadable`; at: UTC, 2026-09-30T16:59:59Z. */
struct ph_review_answer {
	int64_t sheet;
	char photo[17];
	int field;
	int8_t answer;           /* as in struct ph_judgement */
	char code[PH_CODE_SIZE]; /* normalised */
	unsigned pass;
	char at[PH_INSTANT_SIZE];
};

struct ph_review_count {
	size_t rows, applied, same;
	size_t agreed, differ; /* of second passes */
	size_t stale;          /* not applied: the question is not open */
	size_t unasked; /* of these, what never was: not settled meanwhile */
	size_t unknown; /* codes given that the register does not have */
	size_t forms;   /* that have a newer version now */
};

struct ph_review_apply {
	struct ph_ledger *ledger; /* with an open batch */
	const struct ph_rules *rules;
	const struct ph_labels *labels;
	struct ph_log *log; /* told of each answer that is not applied */
	const char *by;
	ph_date today;
};
/* Reads and checks the table of decisions, then applies it; faults as of
 * ph_intake_entries. The same table again changes nothing. */
PH_MUST_CHECK bool ph_review_apply_table(const struct ph_review_apply *apply,
	struct ph_table *table, struct ph_review_count *count,
	struct ph_faults *faults, struct ph_error *err);
/* Applies answers that are at hand; those of one form together. */
PH_MUST_CHECK bool ph_review_apply_answers(const struct ph_review_apply *apply,
	const struct ph_review_answer *answers, size_t answer_count,
	struct ph_review_count *count, struct ph_error *err);

/* ---- the page ---- */

struct ph_review_page {
	const struct ph_review_queue *queue;
	const struct ph_review_ask *ask;
	const char *template_folder; /* data/review: page.html, and the files
				      * that it names */
	const char *unit_name, *made_at;
	/* Where pictures come from: its crops, and its photos. */
	const struct ph_crops *crops;
	size_t threads;     /* 0: all processors */
	struct ph_log *log; /* progress, in forms */
};
struct ph_review_page_count {
	size_t without_picture; /* cards whose photo is not there */
};
/* Appends one self-contained HTML document. */
PH_MUST_CHECK bool ph_review_page_write(struct ph_text *out,
	const struct ph_review_page *page, struct ph_review_page_count *count,
	struct ph_error *err);

#endif
