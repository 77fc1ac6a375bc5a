/* SPDX-License-Identifier: MIT */
#include "term_internal.h"

enum {
	ESCAPE = 27,
	DELETE = 127,
	NO_CHARACTER = 0xfffd,
	SEQUENCE_MAX = 32, /* longer ones are no keys */
};

/* The keys that xterm, the Linux console, VTE, screen and rxvt send alike, by
 * the final byte of `ESC [` (ECMA-48 5.4) and of `ESC O`. */
static int32_t of_letter(unsigned char letter)
{
	switch (letter) {
	case 'A':
		return PH_KEY_UP;
	case 'B':
		return PH_KEY_DOWN;
	case 'C':
		return PH_KEY_RIGHT;
	case 'D':
		return PH_KEY_LEFT;
	case 'H':
		return PH_KEY_HOME;
	case 'F':
		return PH_KEY_END;
	case 'M':
		return PH_KEY_ENTER; /* of the number pad */
	default:
		return letter >= 'P' && letter <= 'S' ? PH_KEY_F1 + letter - 'P'
						      : PH_KEY_NONE;
	}
}

/* `ESC [ number ~` (DEC's VT220 and those after it). */
static int32_t of_number(unsigned number)
{
	static const int32_t edit[] = { PH_KEY_NONE, PH_KEY_HOME, PH_KEY_NONE,
		PH_KEY_DELETE, PH_KEY_END, PH_KEY_PAGE_UP, PH_KEY_PAGE_DOWN,
		PH_KEY_HOME, PH_KEY_END };

	if (number < sizeof(edit) / sizeof(*edit))
		return edit[number];
	if (number >= 11 && number <= 15)
		return PH_KEY_F1 + (int32_t)number - 11;
	if (number >= 17 && number <= 21)
		return PH_KEY_F1 + (int32_t)number - 12;
	if (number == 23 || number == 24)
		return PH_KEY_F1 + (int32_t)number - 13;
	return PH_KEY_NONE;
}

/* What stands behind `ESC [`. */
static size_t control(const unsigned char *bytes, size_t length, int32_t *key)
{
	unsigned number = 0;
	size_t i = 2;

	*key = PH_KEY_NONE;
	if (length > 2 && bytes[2] == '[') { /* the Linux console's F1 … F5 */
		if (length < 4)
			return 0;
		if (bytes[3] >= 'A' && bytes[3] <= 'E')
			*key = PH_KEY_F1 + bytes[3] - 'A';
		return 4;
	}
	while (i < length && bytes[i] >= 0x20 && bytes[i] < 0x40) {
		if (bytes[i] >= '0' && bytes[i] <= '9' && number < 1000)
			number = number * 10 + bytes[i] - '0';
		else
			number = 1000; /* a modified key */
		if (++i == SEQUENCE_MAX)
			return i;
	}
	if (i == length)
		return 0;
	if (bytes[i] < 0x40 || bytes[i] >= DELETE)
		return i; /* broken off: what is here begins anew */
	*key = bytes[i] == '~' ? of_number(number) : of_letter(bytes[i]);
	return i + 1;
}

static size_t escape(
	const unsigned char *bytes, size_t length, bool whole, int32_t *key)
{
	size_t used = 0;

	*key = PH_KEY_ESCAPE;
	if (length > 1 && bytes[1] != '[' && bytes[1] != 'O')
		return 1;
	if (length > 2) {
		if (bytes[1] == '[') {
			used = control(bytes, length, key);
		} else {
			*key = of_letter(bytes[2]);
			used = 3;
		}
	}
	if (used || !whole)
		return used;
	*key = PH_KEY_ESCAPE;
	return 1;
}

size_t ph_term_character(
	const unsigned char *bytes, size_t length, int32_t *character)
{
	static const int32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	unsigned char first = bytes[0];
	size_t want = first < 0x80   ? 1
		      : first < 0xc2 ? 0
		      : first < 0xe0 ? 2
		      : first < 0xf0 ? 3
		      : first < 0xf5 ? 4
				     : 0;
	int32_t c = want == 1 ? first : first & (0x7f >> want);

	*character = NO_CHARACTER;
	if (!want)
		return 1;
	for (size_t i = 1; i < want; i++) {
		if (i == length)
			return 0;
		if ((bytes[i] & 0xc0) != 0x80)
			return 1;
		c = c << 6 | (bytes[i] & 0x3f);
	}
	if (c < least[want] || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
		return 1;
	*character = c;
	return want;
}

size_t ph_term_decode(
	const unsigned char *bytes, size_t length, bool whole, int32_t *key)
{
	size_t used;

	*key = PH_KEY_NONE;
	if (!length)
		return 0;
	if (bytes[0] == ESCAPE)
		return escape(bytes, length, whole, key);
	used = ph_term_character(bytes, length, key);
	if (!used)
		return whole ? 1 : 0;
	switch (*key) {
	case PH_KEY_CTRL('C'):
		*key = PH_KEY_INTERRUPT;
		break;
	case '\r':
	case '\n':
		*key = PH_KEY_ENTER;
		break;
	case '\t':
		*key = PH_KEY_TAB;
		break;
	case '\b':
	case DELETE:
		*key = PH_KEY_BACKSPACE;
		break;
	default:
		break;
	}
	return used;
}
