/* SPDX-License-Identifier: MIT */
#define NCURSES_WIDECHAR 1
#include "term_internal.h"

#include <phieu/list.h>

#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <term.h>

/* tputs takes a function without a context. */
static char collected[PH_TERM_RESET_SIZE];
static size_t collected_length;

static int collect(int c)
{
	if (collected_length < sizeof(collected))
		collected[collected_length++] = (char)c;
	return c;
}

static void collect_string(const char *name)
{
	const char *string = tigetstr(name);

	if (string && string != (const char *)-1)
		tputs(string, 1, collect);
}

/* Vietnamese wants UTF-8; a session without a locale still has a terminal that
 * can show it. */
static void want_utf8(void)
{
	if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
		setlocale(LC_CTYPE, "C.UTF-8");
}

static bool check_terminal(struct ph_error *err)
{
	const char *address;
	int why;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return ph_error_set(err, PH_USAGE,
			"this is done at a terminal: run it in one, with "
			"neither its input nor its output redirected");
	if (setupterm(NULL, STDOUT_FILENO, &why) != OK)
		return ph_error_set(err, PH_USAGE,
			"the kind of this terminal is not known: set TERM, for "
			"example TERM=xterm, or install ncurses-term");
	address = tigetstr("cup");
	if (address && address != (const char *)-1)
		return true;
	ph_error_set(err, PH_USAGE,
		"a terminal of this kind (TERM=%s) cannot move its cursor: "
		"use another, or set TERM, for example TERM=xterm",
		termname());
	del_curterm(cur_term);
	return false;
}

static void set_colours(struct ph_term *term)
{
	term->colours = has_colors() && start_color() == OK
			&& use_default_colors() == OK;
	if (!term->colours)
		return;
	init_pair(PH_PAIR_GOOD, COLOR_GREEN, -1);
	init_pair(PH_PAIR_WARN, COLOR_YELLOW, -1);
	init_pair(PH_PAIR_BAD, COLOR_RED, -1);
}

static void set_modes(void)
{
	raw(); /* Ctrl-C, Ctrl-S and Ctrl-Z are keys */
	noecho();
	nonl();
	intrflush(stdscr, FALSE);
	typeahead(-1); /* else waiting input keeps the screen from drawing */
}

bool ph_term_open(struct ph_term **result, struct ph_error *err)
{
	PH_AUTO(ph_term_close) struct ph_term *term = NULL;
	struct termios modes;

	if (!check_terminal(err))
		return false;
	want_utf8();
	collected_length = 0;
	collect_string("sgr0");
	collect_string("cnorm");
	collect_string("rmcup");
	del_curterm(cur_term); /* newterm reads its own */
	if (tcgetattr(STDIN_FILENO, &modes) != 0)
		return ph_error_errno(err, PH_USAGE, "the terminal");
	term = ph_alloc(1, sizeof(*term));
	if (!term)
		return ph_error_memory(err);
	/* Before curses, which sets its own where none are. */
	ph_term_signals_begin(&modes, collected, collected_length);
	term->screen = newterm(NULL, stdout, stdin);
	if (!term->screen) {
		ph_term_signals_end();
		return ph_error_set(
			err, PH_USAGE, "the terminal cannot be set up");
	}
	term->shown = true;
	set_modes();
	set_colours(term);
	*result = PH_TAKE(term);
	return true;
}

void ph_term_close(struct ph_term *term)
{
	if (!term)
		return;
	if (term->screen) {
		if (term->shown) {
			/* What was typed for us is not for the shell. */
			tcflush(STDIN_FILENO, TCIFLUSH);
			endwin();
		}
		delscreen(term->screen);
		ph_term_signals_end();
	}
	free(term);
}

void ph_term_fit(struct ph_term *term)
{
	struct winsize size;

	if (!term->shown || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0
		|| !size.ws_row || !size.ws_col)
		return;
	resizeterm(size.ws_row, size.ws_col);
	clearok(stdscr, TRUE);
}

void ph_term_suspend(struct ph_term *term)
{
	if (!term->shown)
		return;
	endwin();
	term->shown = false;
	ph_term_signals_away(true);
}

void ph_term_resume(struct ph_term *term)
{
	if (term->shown)
		return;
	term->shown = true;
	ph_term_signals_away(false);
	clearok(stdscr, TRUE);
	ph_term_fit(term);
	refresh();
}
