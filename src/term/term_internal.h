/* SPDX-License-Identifier: MIT */
/* Inside of term: bytes to keys, the signals, the one screen there is. */
#ifndef PHIEU_TERM_INTERNAL_H
#define PHIEU_TERM_INTERNAL_H

#include <phieu/term.h>

#include <stddef.h>
#include <termios.h>

enum {
	PH_TERM_BUFFER = 4096,
	/* An escape sequence or a character comes whole within this, also over
	 * a slow line; a person presses nothing after Escape so soon. */
	PH_TERM_PART_MS = 50,
	PH_TERM_RESET_SIZE = 256,
};

enum ph_term_pair {
	PH_PAIR_GOOD = 1,
	PH_PAIR_WARN,
	PH_PAIR_BAD,
};

struct ph_term {
	void *screen; /* curses' SCREEN */
	unsigned char bytes[PH_TERM_BUFFER];
	size_t start, end;   /* what was read and not decoded */
	bool after_return;   /* a line feed that follows belongs to it */
	bool ended;          /* nothing more will come */
	bool colours, shown; /* shown: the screen is ours at the moment */
};

/* The key at the start of the bytes, and how many it takes: 0 when more must
 * come to tell, never when `whole`. PH_KEY_NONE: a sequence that means nothing
 * here. Pure. */
size_t ph_term_decode(
	const unsigned char *bytes, size_t length, bool whole, int32_t *key);
/* One character of UTF-8: its length, 0 when cut short; what is no UTF-8 is
 * U+FFFD of one byte. Pure. */
size_t ph_term_character(
	const unsigned char *bytes, size_t length, int32_t *character);

/* ---- signals ---- */

/* From here on they are kept for ph_term_signal; should one end the process all
 * the same, the terminal gets `modes` and the bytes of `reset` first. */
void ph_term_signals_begin(
	const struct termios *modes, const char *reset, size_t length);
void ph_term_signals_end(void);
/* The terminal is not ours for a while: a crash leaves it alone. */
void ph_term_signals_away(bool away);
/* PH_KEY_RESIZE or PH_KEY_INTERRUPT, once for each; PH_KEY_NONE: none came. */
int32_t ph_term_signal(void);
/* Waits until stdin can be read (1), a signal came or the time is over (0);
 * -1: nothing can be read any more. */
int ph_term_wait(int wait_ms);

/* Takes the terminal's new size over. */
void ph_term_fit(struct ph_term *term);

#endif
