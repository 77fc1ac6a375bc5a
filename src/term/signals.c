/* SPDX-License-Identifier: MIT */
#include "term_internal.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* A handler has no argument of its own, and there is one terminal. */
static volatile sig_atomic_t resized, ended, away;
static struct termios given_modes;
static char reset_bytes[PH_TERM_RESET_SIZE];
static size_t reset_length;

static const int kept[] = { SIGWINCH, SIGHUP, SIGINT, SIGTERM, SIGQUIT };
static const int fatal[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };
enum {
	KEPT = sizeof(kept) / sizeof(*kept),
	FATAL = sizeof(fatal) / sizeof(*fatal),
};
static struct sigaction before[KEPT], before_fatal[FATAL], before_stop;

/* Async-signal-safe: tcsetattr, write, sigaction, raise (POSIX 2.4.3). */
static void die(int number)
{
	struct sigaction plain = { .sa_handler = SIG_DFL };

	if (!away) {
		ssize_t n = write(STDOUT_FILENO, reset_bytes, reset_length);

		(void)n;
		tcsetattr(STDIN_FILENO, TCSANOW, &given_modes);
	}
	sigaction(number, &plain, NULL);
	raise(number);
}

static void on_signal(int number)
{
	int was = errno;

	if (number == SIGWINCH) {
		resized = 1;
	} else if (ended && number != SIGHUP) {
		/* Asked twice, and nobody listened. A hang-up comes twice by
		 * itself: from the terminal and from the shell. */
		die(number);
	} else {
		ended = 1;
	}
	errno = was;
}

static void block(sigset_t *old)
{
	sigset_t set;

	sigemptyset(&set);
	for (size_t i = 0; i < KEPT; i++)
		sigaddset(&set, kept[i]);
	pthread_sigmask(SIG_BLOCK, &set, old);
}

void ph_term_signals_begin(
	const struct termios *modes, const char *reset, size_t length)
{
	struct sigaction keep = { .sa_handler = on_signal };
	struct sigaction dying = { .sa_handler = die };

	given_modes = *modes;
	reset_length = length < sizeof(reset_bytes) ? length : 0;
	memcpy(reset_bytes, reset, reset_length);
	resized = ended = away = 0;
	sigaction(SIGTSTP, NULL, &before_stop);
	for (size_t i = 0; i < KEPT; i++)
		sigaction(kept[i], &keep, &before[i]);
	for (size_t i = 0; i < FATAL; i++) {
		sigaction(fatal[i], NULL, &before_fatal[i]);
		/* A sanitizer's own handler has more to say. */
		if (before_fatal[i].sa_handler == SIG_DFL)
			sigaction(fatal[i], &dying, NULL);
	}
}

void ph_term_signals_end(void)
{
	for (size_t i = 0; i < KEPT; i++)
		sigaction(kept[i], &before[i], NULL);
	for (size_t i = 0; i < FATAL; i++)
		sigaction(fatal[i], &before_fatal[i], NULL);
	sigaction(SIGTSTP, &before_stop, NULL);
}

void ph_term_signals_away(bool now)
{
	away = now;
}

int32_t ph_term_signal(void)
{
	if (ended) {
		ended = 0;
		return PH_KEY_INTERRUPT;
	}
	if (resized) {
		resized = 0;
		return PH_KEY_RESIZE;
	}
	return PH_KEY_NONE;
}

int ph_term_wait(int wait_ms)
{
	struct timespec time = { wait_ms / 1000, wait_ms % 1000 * 1000000L };
	struct pollfd in = { .fd = STDIN_FILENO, .events = POLLIN };
	sigset_t old;
	int ready = 0;

	/* A signal between the look at the flags and the wait would be waited
	 * through: they are let in by ppoll alone. */
	block(&old);
	if (!ended && !resized)
		ready = ppoll(&in, 1, wait_ms < 0 ? NULL : &time, &old);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	if (ready < 0)
		return errno == EINTR ? 0 : -1;
	if (!ready)
		return 0;
	/* After a hang-up what was typed before it can still be read. */
	return in.revents & (POLLIN | POLLHUP) ? 1 : -1;
}
