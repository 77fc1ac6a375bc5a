/* SPDX-License-Identifier: MIT */
#include <phieu/rules.h>

#include <string.h>

static const char *value_of(const char *key, size_t length,
	const struct ph_word *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strlen(words[i].key) == length
			&& memcmp(words[i].key, key, length) == 0
			&& words[i].value && *words[i].value)
			return words[i].value;
	return "…";
}

bool ph_message_fill(struct ph_text *out, const char *message,
	const struct ph_word *words, size_t count)
{
	for (;;) {
		const char *open = strchr(message, '{');
		const char *close = open ? strchr(open, '}') : NULL;

		if (!close)
			return ph_text_puts(out, message);
		if (!ph_text_append(out, message, (size_t)(open - message))
			|| !ph_text_puts(out,
				value_of(open + 1, (size_t)(close - open) - 1,
					words, count)))
			return false;
		message = close + 1;
	}
}
