/* SPDX-License-Identifier: MIT */
#include "term_internal.h"

#include <phieu/time.h>

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* true: there is more than before. The kernel holds back a pasted stream that
 * is not read yet, so nothing is lost by reading no more than fits. */
static bool fill(struct ph_term *term)
{
	ssize_t got;

	if (term->start) {
		memmove(term->bytes, term->bytes + term->start,
			term->end - term->start);
		term->end -= term->start;
		term->start = 0;
	}
	got = read(STDIN_FILENO, term->bytes + term->end,
		sizeof(term->bytes) - term->end);
	if (got > 0) {
		term->end += (size_t)got;
		return true;
	}
	if (got == 0 || (errno != EINTR && errno != EAGAIN))
		term->ended = true;
	return false;
}

/* The next key of what was read; PH_KEY_NONE: there is none, or only a part. */
static int32_t take(struct ph_term *term, bool whole)
{
	int32_t key = PH_KEY_NONE;

	while (key == PH_KEY_NONE && term->start < term->end) {
		unsigned char first = term->bytes[term->start];
		size_t used = ph_term_decode(term->bytes + term->start,
			term->end - term->start, whole, &key);

		if (!used)
			return PH_KEY_NONE;
		term->start += used;
		/* CR LF, as some scanners end a code, is one Enter. */
		if (first == '\n' && term->after_return)
			key = PH_KEY_NONE;
		term->after_return = first == '\r';
	}
	return key;
}

static int32_t signalled(struct ph_term *term)
{
	int32_t key = ph_term_signal();

	if (key == PH_KEY_RESIZE)
		ph_term_fit(term);
	return key;
}

/* What is left of a wait that began then. */
static int remaining(int wait_ms, double since)
{
	double left = wait_ms - (ph_seconds() - since) * 1000;

	return wait_ms < 0 ? -1 : left > 0 ? (int)left : 0;
}

int32_t ph_term_key(struct ph_term *term, int wait_ms)
{
	double since = ph_seconds();
	bool whole = false;

	for (;;) {
		int32_t key = signalled(term);
		bool part;
		int ready;

		if (key == PH_KEY_NONE)
			key = take(term, whole || term->ended);
		if (key != PH_KEY_NONE)
			return key;
		if (term->ended)
			return PH_KEY_END_OF_INPUT;
		part = term->start < term->end;
		ready = ph_term_wait(
			part ? PH_TERM_PART_MS : remaining(wait_ms, since));
		whole = part && !ready;
		if (ready < 0)
			term->ended = true;
		else if (ready)
			fill(term);
		else if (!part && remaining(wait_ms, since) == 0)
			return signalled(term);
	}
}

bool ph_term_pending(struct ph_term *term)
{
	return term->start < term->end || (!term->ended && ph_term_wait(0) > 0);
}
