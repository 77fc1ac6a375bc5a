/* SPDX-License-Identifier: MIT */
#define NCURSES_WIDECHAR 1
#include "term_internal.h"

#include <phieu/text.h>

#include <curses.h>
#include <string.h>
#include <wchar.h>

enum {
	LINE_MAX_CELLS = 1024,
};

unsigned ph_term_rows(const struct ph_term *term)
{
	(void)term;
	return (unsigned)getmaxy(stdscr);
}

unsigned ph_term_columns(const struct ph_term *term)
{
	(void)term;
	return (unsigned)getmaxx(stdscr);
}

unsigned ph_term_width(const char *text)
{
	return (unsigned)ph_utf8_width(text);
}

void ph_term_clear(struct ph_term *term)
{
	(void)term;
	erase();
}

/* Cells of the text that fit into so many columns. */
static int cells_of(const char *text, int columns, wchar_t *cells, int room)
{
	const unsigned char *at = (const unsigned char *)text;
	size_t length = strlen(text);
	int count = 0;

	while (length && count < room) {
		int32_t c;
		size_t used = ph_term_character(at, length, &c);
		int width;

		if (!used) {
			used = 1;
			c = '?';
		}
		width = wcwidth((wchar_t)c);
		if (width < 0) {
			c = '?';
			width = 1;
		}
		if (width > columns)
			break;
		columns -= width;
		cells[count++] = (wchar_t)c;
		at += used;
		length -= used;
	}
	return count;
}

static attr_t attributes(
	const struct ph_term *term, unsigned style, short *pair)
{
	attr_t attr = A_NORMAL;

	if (style & PH_TERM_BOLD)
		attr |= A_BOLD;
	if (style & PH_TERM_DIM)
		attr |= A_DIM;
	if (style & PH_TERM_REVERSE)
		attr |= A_REVERSE;
	*pair = 0;
	if (term->colours)
		*pair = style & PH_TERM_BAD    ? PH_PAIR_BAD
			: style & PH_TERM_WARN ? PH_PAIR_WARN
			: style & PH_TERM_GOOD ? PH_PAIR_GOOD
					       : 0;
	return attr;
}

void ph_term_put(struct ph_term *term, unsigned row, unsigned column,
	unsigned style, const char *text)
{
	wchar_t cells[LINE_MAX_CELLS];
	int rows = getmaxy(stdscr), columns = getmaxx(stdscr), count;
	short pair;
	attr_t attr = attributes(term, style, &pair);

	if (row >= (unsigned)rows || column >= (unsigned)columns)
		return;
	count = cells_of(text, columns - (int)column, cells, LINE_MAX_CELLS);
	attr_set(attr, pair, NULL);
	mvaddnwstr((int)row, (int)column, cells, count);
	attr_set(A_NORMAL, 0, NULL);
}

void ph_term_show(struct ph_term *term, unsigned row, unsigned column)
{
	int rows = getmaxy(stdscr), columns = getmaxx(stdscr);

	(void)term;
	move(row < (unsigned)rows ? (int)row : rows - 1,
		column < (unsigned)columns ? (int)column : columns - 1);
	refresh();
}

void ph_term_beep(struct ph_term *term)
{
	(void)term;
	beep();
}
