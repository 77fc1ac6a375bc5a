/* SPDX-License-Identifier: MIT */
#include "command.h"

#include <phieu/text.h>

#include <string.h>

enum {
	WORD_MAX = 31, /* longer words are near to nothing */
	NEAR = 3       /* edits: "exprot" is near "export", "foo" is not */
};

const struct command *const commands[] = {
	&cmd_init,
	&cmd_config,
	&cmd_load,
	&cmd_box,
	&cmd_form,
	&cmd_print,
	&cmd_scan,
	&cmd_import,
	&cmd_key,
	&cmd_review,
	&cmd_validate,
	&cmd_settle,
	&cmd_status,
	&cmd_log,
	&cmd_export,
	&cmd_audit,
	&cmd_close,
	&cmd_purge,
	&cmd_rules,
	&cmd_completion,
	&cmd_help,
	&cmd_version,
	NULL,
};

const struct command *command_find(const char *name)
{
	for (size_t i = 0; commands[i]; i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

bool word_among(const char *word, const char *words)
{
	size_t length = strlen(word);

	while (*words) {
		const char *end = strchrnul(words, '|');

		if ((size_t)(end - words) == length
			&& strncmp(words, word, length) == 0)
			return true;
		words = *end ? end + 1 : end;
	}
	return false;
}

static unsigned least_of(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* Edits between two words; swapped neighbours are one edit (optimal string
 * alignment, Damerau 1964), because fingers swap. */
static unsigned edits(const char *a, const char *b, size_t b_length)
{
	unsigned row[3][WORD_MAX + 1] = { 0 };
	size_t a_length = strlen(a);

	if (a_length > WORD_MAX || b_length > WORD_MAX)
		return NEAR + 1;
	for (size_t j = 0; j <= b_length; j++)
		row[0][j] = (unsigned)j;
	for (size_t i = 1; i <= a_length; i++) {
		unsigned *now = row[i % 3], *before = row[(i + 2) % 3];
		const unsigned *older = row[(i + 1) % 3];

		now[0] = (unsigned)i;
		for (size_t j = 1; j <= b_length; j++) {
			bool same = a[i - 1] == b[j - 1];

			now[j] = least_of(before[j - 1] + !same,
				least_of(before[j], now[j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2]
				&& a[i - 2] == b[j - 1])
				now[j] = least_of(now[j], older[j - 2] + 1);
		}
	}
	return row[a_length % 3][b_length];
}

/* At most NEAR edits, and fewer than half the word. */
static unsigned near_limit(const char *word)
{
	return least_of(NEAR, (unsigned)strlen(word) / 2);
}

const char *word_nearest(
	const char *word, const char *words, char *out, size_t size)
{
	unsigned best = near_limit(word) + 1;

	*out = '\0';
	while (*words) {
		const char *end = strchrnul(words, '|');
		size_t length = (size_t)(end - words);
		unsigned far = edits(word, words, length);

		if (far < best && length < size) {
			best = far;
			memcpy(out, words, length);
			out[length] = '\0';
		}
		words = *end ? end + 1 : end;
	}
	return out;
}

const char *command_nearest(const char *name, char *out, size_t size)
{
	PH_AUTO(ph_text_release) struct ph_text words = { 0 };

	for (size_t i = 0; commands[i]; i++)
		if (!ph_text_appendf(
			    &words, "%s%s", i ? "|" : "", commands[i]->name))
			break;
	return word_nearest(name, ph_text_get(&words), out, size);
}
