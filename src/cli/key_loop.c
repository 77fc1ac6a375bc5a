/* SPDX-License-Identifier: MIT */
#include "key.h"

enum {
	TICK_MS = 1000, /* the clock on the screen */
	PASTE_DRAW_MS = 100,
};

/* A longer pause is a visitor, not slow keying. */
static const double pause_seconds = 60;

bool key_is_gone(int32_t key)
{
	return key == PH_KEY_INTERRUPT || key == PH_KEY_END_OF_INPUT;
}

/* A burst to its end. */
static void drain(struct key_session *s)
{
	int32_t key;

	ph_term_beep(s->term);
	do
		key = ph_term_key(s->term, PH_KEYING_QUIET_MS);
	while (key != PH_KEY_NONE && !key_is_gone(key));
}

int32_t key_ask(
	struct key_session *s, void (*draw)(void *context), void *context)
{
	for (;;) {
		int32_t key, next;

		if (!key_draw_small(s))
			draw(context);
		key = ph_term_key(s->term, -1);
		if (key_is_gone(key))
			return key;
		if (key == PH_KEY_RESIZE || key == PH_KEY_NONE)
			continue;
		next = ph_term_key(s->term, PH_KEYING_QUIET_MS);
		if (key_is_gone(next))
			return next;
		if (!s->small
			&& (next == PH_KEY_NONE || next == PH_KEY_RESIZE
				|| next == PH_KEY_ENTER))
			return key;
		drain(s);
	}
}

static int32_t typed(int32_t key)
{
	switch (key) {
	case PH_KEY_NONE:
		return PH_TYPED_QUIET;
	case PH_KEY_ENTER:
	case PH_KEY_TAB:
		return PH_TYPED_ENTER;
	case PH_KEY_BACKSPACE:
	case PH_KEY_DELETE:
	case PH_KEY_CTRL('Z'):
		return PH_TYPED_BACK;
	default:
		return key;
	}
}

static void count_time(struct key_session *s)
{
	double now = ph_seconds(), gap = now - s->since;

	s->worked += gap < pause_seconds ? gap : 0;
	s->since = now;
}

static bool take(struct key_session *s, int32_t key, struct ph_error *err)
{
	int32_t what = typed(key);
	bool discarding = s->keying.discarding;

	if (key >= PH_KEY_NONE && what == key)
		return true; /* an arrow, a function key */
	if (s->small) {
		if (key != PH_KEY_NONE)
			ph_term_beep(s->term);
		return true;
	}
	if (!ph_keying_type(&s->keying, what, err))
		return false;
	if (what != PH_TYPED_QUIET)
		count_time(s);
	if (s->keying.told == PH_TOLD_TAKEN)
		s->done++;
	if (s->keying.told >= PH_TOLD_WRONG_KEY)
		ph_term_beep(s->term);
	/* A complaint stands until a key does something. */
	if (s->keying.told != PH_TOLD_NOTHING
		|| (what != PH_TYPED_QUIET && !discarding))
		s->told = s->keying.told;
	return true;
}

/* Esc: one step back from a doubt; between two forms the end of the batch. */
static bool wants_end(struct key_session *s, int32_t key)
{
	const struct ph_keying *k = &s->keying;

	return !s->small && k->stage == PH_STAGE_CODE && !k->line_length
	       && (key == PH_KEY_ESCAPE || key == PH_KEY_CTRL('D')
		       || key == PH_KEY_F1 + 9);
}

bool key_run(struct key_session *s, enum key_end *end, struct ph_error *err)
{
	double drawn = 0;

	s->since = ph_seconds();
	for (;;) {
		bool quiet = ph_keying_wants_quiet(&s->keying);
		int32_t key;

		if (!ph_term_pending(s->term)
			|| (ph_seconds() - drawn) * 1000 > PASTE_DRAW_MS) {
			key_draw(s);
			drawn = ph_seconds();
		}
		key = ph_term_key(
			s->term, quiet ? PH_KEYING_QUIET_MS : TICK_MS);
		if (key_is_gone(key)) {
			*end = KEY_GONE;
			return true;
		}
		if (wants_end(s, key)) {
			if (!key_run_totals(s, end, err))
				return false;
			if (*end != KEY_BACK)
				return true;
			s->told = PH_TOLD_NOTHING;
			continue;
		}
		if (key == PH_KEY_ESCAPE)
			key = PH_KEY_BACKSPACE;
		if (!take(s, key, err))
			return false;
	}
}
