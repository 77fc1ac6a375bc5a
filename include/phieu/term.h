/* SPDX-License-Identifier: MIT */
/*
 * term — a screen of text and the keys that are pressed: for keying and
 * reviewing at a terminal of 80 × 24 and more.
 *
 * A thin door before ncurses, which is known to this room alone. Texts are
 * UTF-8, cut at the screen's edge by columns, not bytes; colours only mean
 * what words or signs say too. The terminal is given back as it was, also
 * when the process is ended by a signal.
 *
 *	struct ph_term *t;
 *	ph_term_open(&t, err);
 *	ph_term_clear(t); ph_term_put(t, 0, 0, PH_TERM_BOLD, "Mã hồ sơ:");
 *	ph_term_show(t, 0, 10);
 *	key = ph_term_key(t, 1000);
 *	ph_term_close(t);
 */
#ifndef PHIEU_TERM_H
#define PHIEU_TERM_H

#include <phieu/error.h>

#include <stdbool.h>
#include <stdint.h>

struct ph_term;

enum ph_term_style {
	PH_TERM_PLAIN = 0,
	PH_TERM_BOLD = 1,
	PH_TERM_DIM = 2,
	PH_TERM_REVERSE = 4,
	PH_TERM_GOOD = 8,  /* green */
	PH_TERM_WARN = 16, /* yellow */
	PH_TERM_BAD = 32,  /* red */
};

/* A character that was typed is its Unicode code point; these are beyond. */
enum {
	PH_KEY_NONE = 0x110000, /* the time is over */
	PH_KEY_RESIZE,
	PH_KEY_END_OF_INPUT, /* hung up, or stdin ended */
	PH_KEY_INTERRUPT,    /* Ctrl-C, or SIGTERM or SIGHUP came */
	PH_KEY_ENTER,
	PH_KEY_BACKSPACE,
	PH_KEY_ESCAPE,
	PH_KEY_TAB,
	PH_KEY_UP,
	PH_KEY_DOWN,
	PH_KEY_LEFT,
	PH_KEY_RIGHT,
	PH_KEY_HOME,
	PH_KEY_END,
	PH_KEY_DELETE,
	PH_KEY_PAGE_UP,
	PH_KEY_PAGE_DOWN,
	PH_KEY_F1 = 0x110100, /* PH_KEY_F1 + n - 1 */
};
/* Ctrl-Z and the like: the code point 1 … 26. */
#define PH_KEY_CTRL(letter) ((letter)&31)

/* Takes the terminal of stdin and stdout. PH_USAGE: there is none, or none
 * that can address its screen (TERM=dumb); the text says what to do. */
PH_MUST_CHECK bool ph_term_open(struct ph_term **term, struct ph_error *err);
void ph_term_close(struct ph_term *term);
PH_CLEANUP(struct ph_term *, ph_term_close)

unsigned ph_term_rows(const struct ph_term *term);
unsigned ph_term_columns(const struct ph_term *term);
/* Columns that a text takes. */
unsigned ph_term_width(const char *text);

void ph_term_clear(struct ph_term *term);
/* Draws to the end of the row at most; outside the screen nothing. Control
 * characters in the text are shown as `?`. */
void ph_term_put(struct ph_term *term, unsigned row, unsigned column,
	unsigned style, const char *text);
/* Brings what was drawn to the screen, the cursor there. */
void ph_term_show(struct ph_term *term, unsigned row, unsigned column);
void ph_term_beep(struct ph_term *term);
/* Waits so long for a key; 0: takes what is there, -1: for ever. */
int32_t ph_term_key(struct ph_term *term, int wait_ms);
/* Whether more input waits already: a pasted stream is not drawn row by row. */
bool ph_term_pending(struct ph_term *term);
/* Gives the terminal to another program for the time between. */
void ph_term_suspend(struct ph_term *term);
void ph_term_resume(struct ph_term *term);

#endif
