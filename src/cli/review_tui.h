/* SPDX-License-Identifier: MIT */
/* Reviewing at the terminal: one question a screen. */
#ifndef PHIEU_CLI_REVIEW_TUI_H
#define PHIEU_CLI_REVIEW_TUI_H

#include "review.h"

#include <phieu/list.h>
#include <phieu/term.h>

enum {
	TUI_ROWS = 24, /* of the least screen */
	TUI_COLUMNS = 80,
	TUI_VALUE = 14, /* the column behind a fact's name */
	TUI_LINE_SIZE = 512,
	TUI_CODE_SIZE = 4096, /* a scanner may send a whole address */
};

/* What was said of a question in this session. */
struct tui_given {
	bool answered, later; /* later: put off */
	int8_t answer;
	char code[PH_CODE_SIZE], at[PH_INSTANT_SIZE];
};

/* What undo takes back. */
struct tui_step {
	size_t item;
	struct tui_given before;
};

struct tui {
	struct context *ctx;
	struct ph_term *term;
	const struct ph_review_queue *queue;
	const char *by;
	bool second;
	struct tui_given *given; /* by item */
	const size_t *form_of;   /* by item */
	const char *journal;     /* where it is kept until it is applied */
	PH_LIST(struct tui_step) trail;
	size_t at;            /* the item shown */
	bool end;             /* instead of an item: what was done */
	bool small;           /* the window is: nothing is taken */
	bool gone;            /* nobody is there any more, or Ctrl-C */
	bool apply;           /* into the ledger */
	double since, worked; /* seconds at it, long pauses left out */
	size_t done;
	unsigned char line[TUI_CODE_SIZE]; /* the code being typed */
	size_t line_length;
	char unknown[PH_CODE_SIZE]; /* it is in no register: sure? */
	char told[TUI_LINE_SIZE];
	unsigned told_style;
};

const struct ph_review_item *tui_item(const struct tui *tui);
const struct ph_review_form *tui_form(const struct tui *tui);
size_t tui_open(const struct tui *tui); /* how many are not answered */
void tui_tell(struct tui *tui, unsigned style, const char *fmt, ...)
	PH_PRINTF(3, 4);

struct tui_own {
	size_t second, third; /* questions of these passes, left out */
};
/* Takes out what this person has answered in a pass before; the ledger is in a
 * snapshot. */
PH_MUST_CHECK bool tui_leave_out_own(struct tui *tui,
	struct ph_review_queue *queue, struct tui_own *own,
	struct ph_error *err);

/* ---- what a key does ---- */

/* Takes one key; false: the journal could not be written. */
PH_MUST_CHECK bool tui_key(struct tui *tui, int32_t key, struct ph_error *err);

/* A sound, and why. */
void tui_complain(struct tui *tui, const char *words);
/* Answers the item, and goes on to the next that is open. */
PH_MUST_CHECK bool tui_give(
	struct tui *tui, int8_t answer, const char *code, struct ph_error *err);

/* A key while a code is being typed, or begun. */
PH_MUST_CHECK bool tui_line_key(
	struct tui *tui, int32_t key, struct ph_error *err);
/* A key by itself where a code is asked; false: it is none of the commands. */
bool tui_code_command(
	struct tui *tui, int32_t key, bool *fine, struct ph_error *err);
void tui_clear_line(struct tui *tui);

/* ---- the screen ---- */

void tui_draw(struct tui *tui);
void tui_say(struct tui *tui, unsigned row, unsigned column, unsigned style,
	const char *fmt, ...) PH_PRINTF(5, 6);
/* One line or two, parted between words. */
void tui_draw_wrapped(
	struct tui *tui, unsigned row, unsigned style, const char *text);
/* What the reader saw, or what the first two persons said. */
void tui_draw_seen(struct tui *tui, unsigned row);
void tui_draw_options(struct tui *tui, unsigned row);
void tui_draw_code(struct tui *tui, unsigned row);

/* ---- the journal: a table of decisions, as --apply reads it ---- */

/* `<ledger>.review-<8 hex digits of the person's name>.csv` */
PH_MUST_CHECK bool tui_journal_path(struct context *ctx, const char *by,
	struct ph_text *path, struct ph_error *err);
/* Keeps others of the same name out until the descriptor is closed; the lock's
 * file is removed by tui_journal_unlock. PH_BUSY. */
PH_MUST_CHECK bool tui_journal_lock(
	const char *path, int *lock, struct ph_error *err);
void tui_journal_unlock(const char *path, int lock);
/* All answers of the session, whole or not at all, and on the disk; none: the
 * journal is removed. */
PH_MUST_CHECK bool tui_journal_save(
	const struct tui *tui, struct ph_error *err);

/* Tells which other persons' journals lie beside the ledger, while no session
 * of theirs is under way; *answers: how many there are in all of them. */
PH_MUST_CHECK bool tui_tell_others(
	struct tui *tui, size_t *answers, struct ph_error *err);

/* ---- the photograph ---- */

/* Opens the photo (or the crop of the question) with PHIEU_VIEWER, else
 * xdg-open; what came of it is told. What lies at the photo's path is opened
 * only when it has the photo's hash. */
void tui_show_photo(struct tui *tui);
void tui_show_crop(struct tui *tui);
/* The crop's path; empty when there is none. */
void tui_crop_path(const struct tui *tui, struct ph_text *path);

#endif
