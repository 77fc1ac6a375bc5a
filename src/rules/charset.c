/* SPDX-License-Identifier: MIT */
#include "tables.h"

#include <string.h>

static void add(struct charset *set, unsigned char c)
{
	set->bits[c / 64] |= UINT64_C(1) << c % 64;
}

/* Codes are compared in upper case: a small letter would never match. */
static bool is_code_char(char c)
{
	return c > ' ' && c < 0x7f && !(c >= 'a' && c <= 'z');
}

/* Parses up to `end`. */
static bool parse(struct charset *set, const char *text, const char *end)
{
	*set = (struct charset){ 0 };
	while (text < end) {
		char first = *text++, last = first;

		if (end - text >= 2 && *text == '-') {
			last = text[1];
			text += 2;
		}
		if (!is_code_char(first) || !is_code_char(last) || last < first)
			return false;
		for (int c = first; c <= last; c++)
			if (is_code_char((char)c))
				add(set, (unsigned char)c);
	}
	return set->bits[0] || set->bits[1];
}

bool charset_parse(struct charset *set, const char *text)
{
	return parse(set, text, text + strlen(text));
}

bool charset_has(const struct charset *set, char c)
{
	unsigned char byte = (unsigned char)c;

	return byte < 128 && set->bits[byte / 64] >> byte % 64 & 1;
}

bool charset_meets(const struct charset *a, const struct charset *b)
{
	return (a->bits[0] & b->bits[0]) || (a->bits[1] & b->bits[1]);
}

size_t charset_pattern(struct charset *sets, size_t room, const char *text)
{
	size_t count = 0;

	while (*text) {
		const char *close = *text == '[' ? strchr(text, ']') : NULL;

		if (count == room || (*text == '[' && !close))
			return 0;
		if (!parse(&sets[count], close ? text + 1 : text,
			    close ? close : text + 1))
			return 0;
		text = close ? close + 1 : text + 1;
		count++;
	}
	return count;
}
