/* SPDX-License-Identifier: MIT */
#include "wrap.h"

#include <string.h>

static size_t width_of(const char *bytes, size_t length)
{
	size_t width = 0;

	/* Every character of the help takes one column. */
	for (size_t i = 0; i < length; i++)
		width += ((unsigned char)bytes[i] & 0xc0) != 0x80;
	return width;
}

static bool pad(struct ph_text *out, size_t count)
{
	return ph_text_appendf(out, "%*s", (int)count, "");
}

bool wrap_words(
	struct ph_text *out, const char *words, size_t at, size_t indent)
{
	bool begun = false; /* a word stands in this line */

	for (;;) {
		size_t length = strcspn(words, " \n");
		size_t width = width_of(words, length);

		if (begun && at + 1 + width > WRAP_WIDTH) {
			if (!ph_text_puts(out, "\n"))
				return false;
			at = 0;
			begun = false;
		}
		if (begun ? !ph_text_puts(out, " ")
			  : at < indent && !pad(out, indent - at))
			return false;
		at = (begun ? at + 1 : at < indent ? indent : at) + width;
		if (!ph_text_append(out, words, length))
			return false;
		begun = true;
		words += length;
		if (!*words)
			return ph_text_puts(out, "\n");
		if (*words++ != '\n')
			continue;
		if (!ph_text_puts(out, "\n"))
			return false;
		at = 0;
		begun = false;
	}
}

bool wrap_term(struct ph_text *out, const char *term, const char *explanation,
	size_t indent)
{
	size_t at = 2 + width_of(term, strlen(term));

	if (!ph_text_appendf(out, "  %s", term))
		return false;
	if (at + 2 > indent) {
		if (!ph_text_puts(out, "\n"))
			return false;
		at = 0;
	}
	return wrap_words(out, explanation, at, indent);
}
