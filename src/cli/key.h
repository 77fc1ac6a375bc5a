/* SPDX-License-Identifier: MIT */
/* Keying at the terminal: what the screen shows, and what keys do to it. */
#ifndef PHIEU_CLI_KEY_H
#define PHIEU_CLI_KEY_H

#include "context.h"

#include <phieu/keying.h>
#include <phieu/term.h>

enum {
	KEY_ROWS = 24, /* of the least screen */
	KEY_COLUMNS = 80,
	KEY_LINE_SIZE = 512,
};

struct key_session {
	struct context *ctx;
	struct ph_term *term;
	struct ph_known *known;
	struct ph_draft *draft;
	struct ph_keying keying;
	const char *name;
	const struct ph_rekeyed *rekeyed; /* verifying; else NULL */
	struct ph_keyed last;             /* of a resumed draft */
	char person[PH_PERSON_SIZE];      /* who keys, when nobody said */
	bool same_person;                 /* who verifies keyed it, too */
	char date[PH_DATE_SIZE];
	size_t done;       /* rows taken since the program was begun */
	double worked;     /* seconds at it, long pauses left out */
	double since;      /* the last row, or the beginning */
	enum ph_told told; /* the last thing worth saying */
	bool small;        /* the window is: nothing is taken */
};

enum key_end {
	KEY_BACK,  /* to the forms */
	KEY_WRITE, /* into the ledger */
	KEY_LEAVE, /* the draft stays for another time */
	KEY_GONE,  /* the same, and nobody is there */
};

/* ---- screens ---- */

void key_say(struct key_session *s, unsigned row, unsigned column,
	unsigned style, const char *fmt, ...) PH_PRINTF(5, 6);
/* The same text in so many columns; one that is longer ends with "…". */
void key_say_in(struct key_session *s, unsigned row, unsigned column,
	unsigned width, unsigned style, const char *text);
/* The bar at the top; clears the screen first. */
void key_head(struct key_session *s, const char *title);
/* Draws the window instead that says how large it must be; false: it is large
 * enough. */
bool key_draw_small(struct key_session *s);
void key_draw(struct key_session *s);
void key_draw_doubt(struct key_session *s, unsigned row);
void key_draw_halt(struct key_session *s, unsigned row);
/* "2 1 . ! ?"; '-' where the form does not ask. */
void key_put_marks(char *out, size_t size, const int8_t *answers, size_t count);
/* One question with its answer in words; PH_ABSENT: without. */
void key_draw_question(struct key_session *s, unsigned row, size_t field,
	int8_t answer, unsigned style);
/* The answers that it may have, one a row. */
void key_draw_options(
	struct key_session *s, unsigned row, unsigned column, size_t field);
const char *key_answer_words(
	const struct ph_rules *rules, size_t field, int8_t answer);
const char *key_told_words(enum ph_told told);

/* ---- keys ---- */

/* One key with nothing close behind it: what a scanner types is none, and is
 * refused with a sound. `draw` shows the screen anew after a change of size. */
int32_t key_ask(
	struct key_session *s, void (*draw)(void *context), void *context);
bool key_is_gone(int32_t key);

/* Rows until the person ends the batch, or leaves. */
PH_MUST_CHECK bool key_run(
	struct key_session *s, enum key_end *end, struct ph_error *err);
/* The control totals, and what to do. */
PH_MUST_CHECK bool key_run_totals(
	struct key_session *s, enum key_end *end, struct ph_error *err);
/* Each open difference, until all are settled or left. *end KEY_BACK: the
 * session has begun the row of a form that was not keyed again. */
PH_MUST_CHECK bool key_run_settle(struct key_session *s,
	struct ph_rekeyed *rekeyed, struct ph_differences *differences,
	enum key_end *end, struct ph_error *err);
/* Which draft goes on: the `wanted` one, the newest, or what the person says.
 * *end KEY_GONE: nobody said. */
PH_MUST_CHECK bool key_pick(struct key_session *s, const char *folder,
	const char *wanted, bool resume, char *name, size_t size,
	enum key_end *end, struct ph_error *err);

/* The questions that the forms ask: of `fields`, "cs1,cs3", else of the form
 * `form`, else of the resumed draft's last row, else of the form that print
 * hands out. */
PH_MUST_CHECK bool key_find_asked(struct key_session *s, const char *fields,
	const char *form, struct ph_error *err);

#endif
