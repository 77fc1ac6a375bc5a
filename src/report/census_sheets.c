/* SPDX-License-Identifier: MIT */
/* Sheets, what was decided about them, and codes that no register vouches
 * for. */
#include "census.h"

#include <stdlib.h>
#include <string.h>

static bool carries_answers(const int8_t *answers, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (answers[i] != PH_ABSENT)
			return true;
	return false;
}

/* Which closing has this sheet in its frozen sheets: 1 + its place, or 0. */
static uint16_t find_closed(const struct census *census, int64_t sheet)
{
	size_t low = 0, high = census->closed.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (census->closed.at[middle].sheet < sheet)
			low = middle + 1;
		else
			high = middle;
	}
	return low < census->closed.count
			       && census->closed.at[low].sheet == sheet
		       ? (uint16_t)(census->closed.at[low].closing + 1)
		       : 0;
}

/* Whether what a batch says of a sheet comes after the sheet was closed. */
static bool comes_late(const struct census *census,
	const struct census_sheet *sheet, int64_t batch)
{
	return sheet->closed
	       && batch > census->closings.at[sheet->closed - 1].batch;
}

static struct census_sheet *find_sheet(struct census *census, int64_t id)
{
	size_t low = 0, high = census->sheets.count;

	while (low < high) { /* sheets come in the order of their ids */
		size_t middle = low + (high - low) / 2;

		if (census->sheets.at[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < census->sheets.count && census->sheets.at[low].id == id
		       ? &census->sheets.at[low]
		       : NULL;
}

/* A correction takes the older sheet's place, unless a closing has that one:
 * then both stand, and what the paper says now counts nowhere, under whatever
 * code, since it was counted already. */
static void take_correction(const struct census *census,
	struct census_sheet *sheet, struct census_sheet *replaced)
{
	bool late = comes_late(census, replaced, sheet->batch)
		    && !census_is_unread(replaced);

	/* Whoever corrects a form does not move it to another day. */
	sheet->entered = replaced->entered;
	if (!late)
		replaced->flags |= SHEET_REPLACED;
	if (late || replaced->flags & SHEET_STRAYED) {
		sheet->flags |= SHEET_STRAYED;
		sheet->closed = 0; /* a later closing did not count it */
	}
}

static bool take_sheet(void *context, const struct ph_sheet_row *row)
{
	struct census *census = context;
	size_t fields = census->query->rules->fields.count;
	struct census_sheet *sheet, *replaced;

	if (row->code_id < 0 || (size_t)row->code_id >= census->code_count)
		return true;
	sheet = ph_list_push(&census->sheets);
	if (!sheet)
		return census_no_memory(census);
	sheet->id = row->sheet;
	sheet->code_id = row->code_id;
	sheet->date = row->date;
	sheet->entered = row->entered;
	sheet->next = PH_NONE;
	sheet->channel = (uint8_t)row->channel;
	sheet->status = (uint8_t)row->status;
	sheet->photo = (int32_t)row->photo_id;
	sheet->batch = (int32_t)row->batch;
	sheet->closed = find_closed(census, row->sheet);
	memcpy(sheet->answers, row->answers, sizeof(sheet->answers));
	if (carries_answers(row->answers, fields))
		sheet->flags |= SHEET_RATED;
	if (strcmp(row->reason, "codes-disagree") == 0)
		sheet->flags |= SHEET_DISAGREE;
	else if (strcmp(row->reason, PH_REASON_MARK) == 0)
		sheet->flags |= SHEET_MARKS;
	replaced = row->replaces ? find_sheet(census, row->replaces) : NULL;
	if (replaced)
		take_correction(census, sheet, replaced);
	if (!ph_index_add(&census->boxes, row->box, &sheet->box)
		|| !ph_index_add(&census->reasons, row->reason, &sheet->reason))
		return census_no_memory(census);
	return census_refer_officer(census, row->officer, &sheet->officer);
}

/* The newest word holds: choosing one rating of a dossier takes back an older
 * choice of another. What was closed stays as it was. */
static bool take_decision(void *context, const struct ph_decision_row *row)
{
	struct census *census = context;
	struct census_sheet *sheet = find_sheet(census, row->sheet);
	bool counts = strcmp(row->verdict, "counts") == 0;

	if (!sheet)
		return true;
	if (comes_late(census, sheet, row->batch)
		|| (counts && sheet->flags & SHEET_STRAYED)) {
		sheet->flags |= SHEET_LATE;
		return true;
	}
	for (int32_t at = census->first[sheet->code_id];
		counts && sheet->code_id && at != PH_NONE;
		at = census->sheets.at[at].next)
		if (!comes_late(census, &census->sheets.at[at], row->batch))
			census->sheets.at[at].flags &= (uint8_t)~SHEET_CHOSEN;
	sheet->flags &= (uint8_t) ~(SHEET_CHOSEN | SHEET_EXCLUDED);
	sheet->flags |= counts ? SHEET_CHOSEN : SHEET_EXCLUDED;
	return true;
}

static bool take_code(void *context, int64_t code_id, const char *code)
{
	struct census *census = context;
	struct ph_code_match match;

	if (code_id < 1 || (size_t)code_id >= census->code_count
		|| census->dossiers[code_id].known)
		return true;
	match = ph_code_judge(census->query->rules, code, census->query->today);
	census->judged[code_id] = (uint8_t)((match.valid ? 0 : CODE_MALFORMED)
					    | (match.odd ? CODE_ODD : 0));
	census->dossiers[code_id].received =
		match.valid ? match.date : PH_NO_DATE;
	return true;
}

static bool take_closed(void *context, const struct ph_closing_file *file)
{
	struct census *census = context;
	const char *at = file->bytes, *end = at + file->length;
	size_t closing = census->closings.count;

	while (closing > 0
		&& strcmp(census->closings.at[closing - 1].period, file->period)
			   != 0)
		closing--;
	if (!closing || strcmp(file->file, PH_CLOSING_SHEETS) != 0)
		return true;
	while (at < end) {
		struct census_closed *closed = ph_list_push(&census->closed);

		if (!closed)
			return census_no_memory(census);
		closed->closing = (uint16_t)(closing - 1);
		for (; at < end && *at >= '0' && *at <= '9'; at++)
			closed->sheet = closed->sheet * 10 + (*at - '0');
		at++;
	}
	return true;
}

static int by_sheet(const void *left, const void *right)
{
	const struct census_closed *a = left, *b = right;

	/* A year may be closed with what its quarters were closed with. */
	if (a->sheet == b->sheet)
		return (a->closing > b->closing) - (a->closing < b->closing);
	return a->sheet < b->sheet ? -1 : 1;
}

static bool load_closed(struct census *c, struct ph_error *err)
{
	const struct ph_query *q = c->query;

	if (!c->closings.count)
		return true;
	if (!ph_ledger_each_closing_file(
		    q->ledger, q->as_of, take_closed, c, err))
		return false;
	if (c->closed.count)
		qsort(c->closed.at, c->closed.count, sizeof(*c->closed.at),
			by_sheet);
	return true;
}

/* Backwards, so that each chain runs from the oldest sheet to the newest. */
static void chain_sheets(struct census *census)
{
	for (size_t i = census->sheets.count; i-- > 0;) {
		struct census_sheet *sheet = &census->sheets.at[i];

		sheet->next = census->first[sheet->code_id];
		census->first[sheet->code_id] = (int32_t)i;
	}
}

bool census_load_sheets(struct census *c, struct ph_error *err)
{
	const struct ph_query *q = c->query;

	/* Where the register knows every code, none is judged by its text. */
	if (c->register_size + 1 != c->code_count
		&& !ph_ledger_each_code(q->ledger, take_code, c, err))
		return false;
	if (!load_closed(c, err)
		|| !ph_ledger_each_sheet(q->ledger, q->as_of, &q->rules->fields,
			take_sheet, c, err))
		return false;
	chain_sheets(c);
	return ph_ledger_each_decision(
		q->ledger, q->as_of, take_decision, c, err);
}
