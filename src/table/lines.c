/* SPDX-License-Identifier: MIT */
#include "table.h"

#include <string.h>

static const char *seek(const char *at, const char *end, char wanted)
{
	const char *found = memchr(at, wanted, (size_t)(end - at));

	return found ? found : end;
}

void lines_init(struct lines *lines, const char *text, size_t length)
{
	lines->at = text;
	lines->end = text + length;
	lines->lf = seek(text, lines->end, '\n');
	lines->cr = seek(text, lines->end, '\r');
	lines->number = 0;
}

bool lines_next(struct lines *lines, const char **line, size_t *length)
{
	const char *end = lines->lf < lines->cr ? lines->lf : lines->cr;

	if (lines->at == lines->end)
		return false;
	*line = lines->at;
	*length = (size_t)(end - lines->at);
	lines->number++;
	lines->at = end == lines->end ? end : end + 1;
	if (end == lines->cr && lines->lf == end + 1 && lines->lf < lines->end)
		lines->at++;
	/* Sought only when passed: a file of bare CRs has no LF to find. */
	if (lines->lf < lines->at)
		lines->lf = seek(lines->at, lines->end, '\n');
	if (lines->cr < lines->at)
		lines->cr = seek(lines->at, lines->end, '\r');
	return true;
}
