/* SPDX-License-Identifier: MIT */
/* Text in columns, for --help. */
#ifndef PHIEU_CLI_WRAP_H
#define PHIEU_CLI_WRAP_H

#include <phieu/text.h>

enum {
	WRAP_WIDTH = 80
};

/* Appends words so that no line is wider than WRAP_WIDTH, each begun at the
 * column `indent`; the first line goes on from the column `at`. Ends the last
 * line. A newline in the words begins a new line. */
PH_MUST_CHECK bool wrap_words(
	struct ph_text *out, const char *words, size_t at, size_t indent);

/* A term at column 2 and its explanation from column `indent` on; a term that
 * is too wide has a line of its own. */
PH_MUST_CHECK bool wrap_term(struct ph_text *out, const char *term,
	const char *explanation, size_t indent);

#endif
