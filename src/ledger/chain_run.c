/* SPDX-License-Identifier: MIT */
#include "chain.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

bool chain_run_write(struct ph_text *out, const struct chain_run *run)
{
	return ph_text_appendf(out, "%s%s %" PRId64 " %" PRId64,
		out->length ? " " : "", chain_tables[run->table].name,
		run->first, run->count);
}

static bool parse_number(const char **at, int64_t *number)
{
	char *end;

	if (**at != ' ')
		return false;
	errno = 0;
	*number = strtoll(*at + 1, &end, 10);
	if (errno || end == *at + 1)
		return false;
	*at = end;
	return true;
}

bool chain_run_parse(const char **at, struct chain_run *run)
{
	const char *name = *at, *next;
	size_t length;
	int64_t last;

	name += *name == ' ';
	length = strcspn(name, " ");
	next = name + length;
	run->table = chain_table_find(name, length);
	if (run->table < 0 || !parse_number(&next, &run->first)
		|| !parse_number(&next, &run->count) || run->count < 1
		|| __builtin_add_overflow(run->first, run->count - 1, &last))
		return false;
	*at = next;
	return true;
}
