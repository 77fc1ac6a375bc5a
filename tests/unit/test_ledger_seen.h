/* SPDX-License-Identifier: MIT */
/* The sheets that a ledger gives, kept to be looked at. */
#ifndef PHIEU_TEST_LEDGER_SEEN_H
#define PHIEU_TEST_LEDGER_SEEN_H

#include "test_ledger_place.h"

enum {
	ROWS_MAX = 8
};

struct seen {
	size_t count;
	struct ph_sheet_row rows[ROWS_MAX];
	char officers[ROWS_MAX][16], boxes[ROWS_MAX][16];
};

MAYBE bool see(void *context, const struct ph_sheet_row *row)
{
	struct seen *seen = context;

	if (seen->count == ROWS_MAX)
		return false;
	seen->rows[seen->count] = *row;
	snprintf(seen->officers[seen->count], 16, "%s", row->officer);
	snprintf(seen->boxes[seen->count++], 16, "%s", row->box);
	return true;
}

MAYBE void read_sheets(struct place *p, int64_t as_of,
	const struct ph_fields *fields, struct seen *seen)
{
	seen->count = 0;
	DOES(ph_ledger_each_sheet(
		p->ledger, as_of, fields, see, seen, &p->err));
}

#endif
