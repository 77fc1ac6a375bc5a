/* SPDX-License-Identifier: MIT */
/* What the ledger knows of each code: registered, rated, keyed, settled. */
#include "question.h"

void review_codes_release(struct review_codes *codes)
{
	free(codes->at);
	codes->at = NULL;
	ph_list_release(&codes->verdicts);
	ph_list_release(&codes->sheets);
}

static struct review_code *find_code(struct review_codes *codes, int64_t id)
{
	return id > 0 && (size_t)id < codes->count ? &codes->at[id] : NULL;
}

const struct review_code *review_code_of(
	const struct review_codes *codes, int64_t code_id)
{
	return code_id > 0 && (size_t)code_id < codes->count
		       ? &codes->at[code_id]
		       : NULL;
}

static bool take_dossier(void *context, const struct ph_dossier_row *row)
{
	struct review_codes *codes = context;
	struct review_code *code = find_code(codes, row->code_id);

	if (code) {
		code->registered = true;
		codes->registered++;
	}
	return true;
}

static bool take_verdict(void *context, const struct ph_decision_row *row)
{
	struct review_codes *codes = context;
	struct review_verdict *verdict = ph_list_push(&codes->verdicts);

	codes->failed = !verdict;
	if (!verdict)
		return false;
	verdict->sheet = row->sheet;
	verdict->order = codes->verdicts.count;
	verdict->counts = row->verdict[0] == 'c';
	return true;
}

static int compare(const void *left, const void *right)
{
	const struct review_verdict *a = left, *b = right;

	if (a->sheet != b->sheet)
		return a->sheet < b->sheet ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

/* The newest word on a sheet; NULL: there is none. */
static const struct review_verdict *find_verdict(
	const struct review_codes *codes, int64_t sheet)
{
	size_t low = 0, high = codes->verdicts.count;

	while (low < high) { /* the first behind the sheet's last */
		size_t middle = low + (high - low) / 2;

		if (codes->verdicts.at[middle].sheet <= sheet)
			low = middle + 1;
		else
			high = middle;
	}
	return low && codes->verdicts.at[low - 1].sheet == sheet
		       ? &codes->verdicts.at[low - 1]
		       : NULL;
}

/* Of several sheets of a dossier that were said to count, the last counts. */
static void choose(const struct review_codes *codes, struct review_code *code,
	int64_t sheet, const struct review_verdict *verdict)
{
	const struct review_verdict *older =
		code->chosen ? find_verdict(codes, code->chosen) : NULL;

	if (!older || older->order < verdict->order)
		code->chosen = sheet;
}

/* In the second pass a code that the first person gave must not show by its
 * dossier's being rated. */
static bool was_judged(const struct review_codes *codes, int64_t sheet)
{
	return review_find_words(codes->said, sheet, PH_REVIEW_CODE)
		.pass[0]
		.pass;
}

static bool take_sheet(void *context, const struct ph_sheet_row *row)
{
	struct review_codes *codes = context;
	size_t fields = codes->ask->rules->fields.count;
	struct review_sheet *sheet = ph_list_push(&codes->sheets);

	codes->failed = !sheet;
	if (!sheet)
		return false;
	sheet->id = row->sheet;
	sheet->code_id = row->code_id;
	sheet->replaces = row->replaces;
	for (size_t i = 0; row->channel == PH_CHANNEL_KEYED && i < fields; i++)
		if (row->answers[i] >= 0 || row->answers[i] == PH_BLANK)
			sheet->keyed |= UINT32_C(1) << i;
	return true;
}

/* They come in the order of their numbers. NULL: there is none. */
static struct review_sheet *find_sheet(
	const struct review_codes *codes, int64_t id)
{
	size_t low = 0, high = codes->sheets.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (codes->sheets.at[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < codes->sheets.count && codes->sheets.at[low].id == id
		       ? &codes->sheets.at[low]
		       : NULL;
}

static void mark_replaced(struct review_codes *codes, int64_t id)
{
	struct review_sheet *sheet = find_sheet(codes, id);

	if (sheet)
		sheet->replaced = true;
}

static void count_sheet(
	struct review_codes *codes, const struct review_sheet *sheet)
{
	struct review_code *code = find_code(codes, sheet->code_id);
	const struct review_verdict *verdict = find_verdict(codes, sheet->id);

	if (!code || sheet->replaced || (verdict && !verdict->counts))
		return;
	if (verdict)
		choose(codes, code, sheet->id, verdict);
	if (!codes->ask->second || !was_judged(codes, sheet->id))
		code->rated = true;
	code->keyed |= sheet->keyed;
}

static bool load_sheets(struct review_codes *codes, struct ph_error *err)
{
	const struct review_sheet *sheet;

	if (!ph_ledger_each_sheet(codes->ask->ledger, INT64_MAX,
		    &codes->ask->rules->fields, take_sheet, codes, err))
		return false;
	if (codes->failed)
		return ph_error_memory(err);
	ph_list_for (sheet, &codes->sheets)
		if (sheet->replaces)
			mark_replaced(codes, sheet->replaces);
	ph_list_for (sheet, &codes->sheets)
		count_sheet(codes, sheet);
	return true;
}

bool review_load_codes(struct review_codes *codes, struct ph_error *err)
{
	struct ph_ledger *ledger = codes->ask->ledger;
	int64_t code_max;

	if (!ph_ledger_code_max(ledger, &code_max, err))
		return false;
	codes->count = (size_t)code_max + 1;
	codes->at = ph_alloc(codes->count, sizeof(*codes->at));
	if (!codes->at)
		return ph_error_memory(err);
	if (!ph_ledger_each_dossier(
		    ledger, INT64_MAX, false, take_dossier, codes, err)
		|| !ph_ledger_each_decision(
			ledger, INT64_MAX, take_verdict, codes, err))
		return false;
	if (codes->failed)
		return ph_error_memory(err);
	if (codes->verdicts.count)
		qsort(codes->verdicts.at, codes->verdicts.count,
			sizeof(*codes->verdicts.at), compare);
	return load_sheets(codes, err);
}

bool review_is_settled(
	const struct review_codes *codes, int64_t sheet, int64_t code_id)
{
	const struct review_verdict *verdict = find_verdict(codes, sheet);
	const struct review_code *code = review_code_of(codes, code_id);

	if (verdict && !verdict->counts)
		return true;
	return code && code->chosen && code->chosen != sheet;
}

int64_t review_before(const struct review_codes *codes, int64_t sheet)
{
	const struct review_sheet *found = find_sheet(codes, sheet);

	return found ? found->replaces : 0;
}
