/* SPDX-License-Identifier: MIT */
/* A form of one page of a photo: known, new, or a correction of which. */
#include "ledger_internal.h"

static const char said_of[] =
	"SELECT date, box, part, place FROM sheet WHERE id = ?";

static bool take_over(struct ph_text *into, const char **text, const char *from,
	struct ph_error *err)
{
	if (*text && **text)
		return true;
	if (!ph_text_puts(into, from))
		return ph_error_memory(err);
	*text = ph_text_get(into);
	return true;
}

/* A correction that says neither day nor box keeps those of what it
 * corrects: else it could wander into another period. So it does with where
 * the form lies. */
static bool inherit(struct ph_ledger *l, int64_t from, struct ph_record *record,
	struct ph_text *box, struct ph_text *place, struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;
	bool row;

	if (!ph_sql_take(l, said_of, &s, err))
		return false;
	ph_sql_int(l, s, 1, from);
	if (!ph_sql_row(l, s, &row, err) || !row)
		return !row;
	if (record->date == PH_NO_DATE)
		record->date = ph_sql_day(s, 0);
	if (!record->part)
		record->part = (unsigned)sqlite3_column_int64(s, 2);
	return take_over(box, &record->box, ph_sql_column(s, 1), err)
	       && take_over(place, &record->place, ph_sql_column(s, 3), err);
}

/* One more form of a page: the first number that no form of its code has. */
static bool insert_new(
	struct ph_ledger *l, struct ph_sheet_new *sheet, struct ph_error *err)
{
	const struct ph_record *record = sheet->record;
	unsigned part = ph_part_count(record->part);
	uint8_t identity[PH_HASH_SIZE];
	bool inserted = false;

	sheet->identity = identity;
	for (unsigned i = 0; i < PH_PARTS_MAX && !inserted; i++) {
		ph_identity_page(
			record->sha256, record->page, part + i, identity);
		if (!ph_sheet_insert(l, sheet, &inserted, err))
			return false;
	}
	return inserted
	       || ph_error_set(err, PH_BAD_DATA,
		       "%s: more than %d forms without a code on one page",
		       l->path, PH_PARTS_MAX);
}

static bool insert_correction(struct ph_ledger *l, struct ph_sheet_new *sheet,
	int64_t replaces, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text box = { 0 };
	PH_AUTO(ph_text_release) struct ph_text place = { 0 };
	const struct ph_record *given = sheet->record;
	struct ph_record record = *given;
	uint8_t identity[PH_HASH_SIZE];
	int64_t newest = replaces, batch;
	bool inserted;

	ph_identity_correction(replaces, identity);
	if (!inherit(l, replaces, &record, &box, &place, err))
		return false;
	sheet->record = &record;
	sheet->identity = identity;
	sheet->replaces = replaces;
	if (!ph_sheet_insert(l, sheet, &inserted, err))
		return false;
	sheet->record = given;
	if (!inserted)
		return ph_error_set(err, PH_BUG,
			"%s: a correction of sheet %lld is there already",
			l->path, (long long)replaces);
	return ph_sheet_newest(l, &newest, &batch, err)
	       && ph_verdict_follow(l, replaces, newest, err);
}

static bool insert(struct ph_ledger *l, struct ph_sheet_new *sheet,
	int64_t replaces, enum ph_added *added, struct ph_error *err)
{
	*added = replaces ? PH_CHANGED : PH_ADDED;
	return replaces ? insert_correction(l, sheet, replaces, err)
			: insert_new(l, sheet, err);
}

/* Corrects what is newest of `match`; two forms of one page and batch are not
 * corrections of each other, and no table takes back what a person said. */
static bool correct(struct ph_ledger *l, struct ph_sheet_new *sheet,
	int64_t match, enum ph_added *added, struct ph_error *err)
{
	int64_t batch;
	bool judged;

	if (!ph_sheet_newest(l, &match, &batch, err)
		|| !ph_sheet_judged(l, match, &judged, err))
		return false;
	if (batch < l->batch && !judged)
		return insert(l, sheet, match, added, err);
	*added = PH_DIFFERS;
	return true;
}

static bool keep(struct ph_ledger *l, int64_t sheet, enum ph_added *added,
	struct ph_error *err)
{
	int64_t batch;

	if (!ph_sheet_newest(l, &sheet, &batch, err))
		return false;
	if (l->page.count < PH_PARTS_MAX)
		l->page.kept[l->page.count++] = sheet;
	*added = PH_SAME;
	return true;
}

/* Whether a person's word stands on the form of a sheet. */
static bool is_judged(
	struct ph_ledger *l, int64_t sheet, bool *judged, struct ph_error *err)
{
	int64_t batch;

	return ph_sheet_newest(l, &sheet, &batch, err)
	       && ph_sheet_judged(l, sheet, judged, err);
}

static bool settle(struct ph_ledger *l, struct ph_sheet_new *sheet,
	const struct ph_page_found *found, bool replace, enum ph_added *added,
	struct ph_error *err)
{
	bool judged = false;
	int64_t target = found->at_spot ? found->at_spot : found->codeless;

	if (found->equal && !found->equal_current && replace
		&& !is_judged(l, found->equal, &judged, err))
		return false;
	if (found->equal && (found->equal_current || judged || !replace))
		return keep(l, found->equal, added, err);
	if (!found->match && !found->older)
		return insert(l, sheet, 0, added, err);
	*added = PH_DIFFERS;
	if (!replace)
		return true;
	if (found->match)
		return correct(l, sheet, found->match, added, err);
	/* Another code: the sheet at the same place, the one whose code was not
	 * read, or the only one. */
	if (!target && found->others == 1)
		target = found->other;
	if (target)
		return correct(l, sheet, target, added, err);
	return found->others > 0 || insert(l, sheet, 0, added, err);
}

bool ph_page_add(struct ph_ledger *l, struct ph_sheet_new *sheet, bool replace,
	enum ph_added *added, struct ph_error *err)
{
	struct ph_page_found found = { 0 };
	bool known;

	if (!ph_photo_intern(l, sheet->record, &sheet->photo_id, &known, err))
		return false;
	if (l->page.photo_id != sheet->photo_id
		|| l->page.page != sheet->record->page)
		l->page = (struct ph_page){ .photo_id = sheet->photo_id,
			.page = sheet->record->page };
	if (!ph_content_write(&l->content, sheet->record, sheet->answers))
		return ph_error_memory(err);
	if (known && !ph_page_search(l, sheet, &found, err))
		return false;
	return settle(l, sheet, &found, replace, added, err);
}
