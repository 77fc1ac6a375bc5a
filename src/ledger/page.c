/* SPDX-License-Identifier: MIT */
/* The sheets of one page of a photo: which are known, and what a correction
 * takes the place of. */
#include "ledger_internal.h"

static const char sheets_of_page[] =
	"SELECT s.id, s.code_id, s.batch,"
	" (SELECT n.id FROM sheet n WHERE n.replaces = s.id)"
	" FROM sheet s WHERE s.photo_id = ? AND s.page IS ?"
	" ORDER BY s.id DESC";
static const char newer_of[] = "SELECT id, batch FROM sheet WHERE replaces = ?";
static const char batch_of[] = "SELECT id, batch FROM sheet WHERE id = ?";
static const char content_of[] =
	"SELECT channel, status, code_from, date, box, officer, serial, form,"
	" reason, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14,"
	" a15, a16 FROM sheet WHERE id = ?";

enum {
	FIRST_ANSWER = 9
};

/* Writes a sheet's canonical content as it would be written from its record;
 * a day and a box that `like` does not say itself are not compared. */
static bool read_content(struct ph_ledger *l, int64_t sheet,
	const struct ph_record *like, struct ph_text *content,
	struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;
	struct ph_record r;
	bool row;

	if (!ph_sql_take(l, content_of, &s, err))
		return false;
	ph_sql_int(l, s, 1, sheet);
	if (!ph_sql_row(l, s, &row, err))
		return false;
	ph_record_clear(&r);
	if (!row || !ph_channel_find(ph_sql_column(s, 0), &r.channel)
		|| !ph_status_find(ph_sql_column(s, 1), &r.status)
		|| !ph_code_from_find(ph_sql_column(s, 2), &r.code_from))
		return ph_error_set(err, PH_BAD_DATA,
			"%s: sheet %lld cannot be understood", l->path,
			(long long)sheet);
	r.code = like->code;
	r.date_implied = like->date_implied;
	r.box_implied = like->box_implied;
	r.date = like->date_implied ? like->date : ph_sql_day(s, 3);
	r.box = like->box_implied ? like->box : ph_sql_column(s, 4);
	r.officer = ph_sql_column(s, 5);
	r.serial = ph_sql_column(s, 6);
	r.form = ph_sql_column(s, 7);
	r.reason = ph_sql_column(s, 8);
	for (int i = 0; i < PH_FIELDS_MAX; i++)
		r.answers[i] = ph_sql_answer(s, FIRST_ANSWER + i);
	return ph_content_write(content, &r, r.answers) || ph_error_memory(err);
}

/* What the ledger knows of the page that a record is of. */
struct page_found {
	int64_t equal;      /* a sheet that says the very same */
	bool equal_current; /* and nothing has replaced it */
	int64_t match;      /* the newest sheet with the record's code */
	bool older;         /* sheets of other codes, of earlier batches */
	int64_t codeless;   /* current ones of those: without a code, */
	int64_t other;      /* with another code, */
	size_t others;      /* so many */
};

static bool is_kept(const struct ph_page *page, int64_t sheet)
{
	for (size_t i = 0; i < page->count; i++)
		if (page->kept[i] == sheet)
			return true;
	return false;
}

static bool note_match(struct ph_ledger *l, const struct ph_record *record,
	int64_t id, bool current, struct page_found *found,
	struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text content = { 0 };

	if (!found->match)
		found->match = id;
	if (found->equal)
		return true;
	if (!read_content(l, id, record, &content, err))
		return false;
	if (content.length != l->content.length
		|| memcmp(content.bytes, l->content.bytes, content.length))
		return true;
	found->equal = id;
	found->equal_current = current;
	return true;
}

static void note_other(const struct ph_ledger *l, int64_t id, int64_t code_id,
	bool current, struct page_found *found)
{
	found->older = true;
	if (!current || is_kept(&l->page, id))
		return;
	if (!code_id) {
		found->codeless = id;
		return;
	}
	found->other = id;
	found->others++;
}

static bool search(struct ph_ledger *l, const struct ph_sheet_new *sheet,
	struct page_found *found, struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;
	bool row;

	if (!ph_sql_take(l, sheets_of_page, &s, err))
		return false;
	ph_sql_int(l, s, 1, sheet->photo_id);
	ph_sql_id(l, s, 2, sheet->record->page);
	while (ph_sql_row(l, s, &row, err)) {
		int64_t id = sqlite3_column_int64(s, 0);
		int64_t code_id = sqlite3_column_int64(s, 1);
		bool current = sqlite3_column_type(s, 3) == SQLITE_NULL;

		if (!row)
			return true;
		if (code_id == sheet->code_id) {
			if (!note_match(
				    l, sheet->record, id, current, found, err))
				return false;
		} else if (sqlite3_column_int64(s, 2) < l->batch) {
			note_other(l, id, code_id, current, found);
		}
	}
	return false;
}

/* One step along the corrections: *sheet becomes 0 at the end. */
static bool step(struct ph_ledger *l, const char *sql, int64_t *sheet,
	int64_t *batch, struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;
	bool row;

	if (!ph_sql_take(l, sql, &s, err))
		return false;
	ph_sql_int(l, s, 1, *sheet);
	if (!ph_sql_row(l, s, &row, err))
		return false;
	*sheet = row ? sqlite3_column_int64(s, 0) : 0;
	if (row)
		*batch = sqlite3_column_int64(s, 1);
	return true;
}

/* The end of the corrections of a sheet, and its batch. */
static bool newest(struct ph_ledger *l, int64_t *sheet, int64_t *batch,
	struct ph_error *err)
{
	int64_t next = *sheet;

	if (!step(l, batch_of, &next, batch, err))
		return false;
	while (next) {
		*sheet = next;
		if (!step(l, newer_of, &next, batch, err))
			return false;
	}
	return true;
}

/* A correction that says neither day nor box keeps those of what it
 * corrects: else it could wander into another period. */
static bool inherit(struct ph_ledger *l, int64_t from, struct ph_record *record,
	struct ph_text *box, struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;
	bool row;

	if (!ph_sql_take(l, content_of, &s, err))
		return false;
	ph_sql_int(l, s, 1, from);
	if (!ph_sql_row(l, s, &row, err) || !row)
		return !row;
	if (record->date == PH_NO_DATE)
		record->date = ph_sql_day(s, 3);
	if (record->box && *record->box)
		return true;
	if (!ph_text_puts(box, ph_sql_column(s, 4)))
		return ph_error_memory(err);
	record->box = ph_text_get(box);
	return true;
}

static bool insert(struct ph_ledger *l, struct ph_sheet_new *sheet,
	int64_t replaces, enum ph_added *added, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text box = { 0 };
	const struct ph_record *given = sheet->record;
	struct ph_record record = *given;
	uint8_t identity[PH_HASH_SIZE];
	bool inserted;

	if (replaces)
		ph_identity_correction(replaces, identity);
	else
		ph_identity_page(
			sheet->record->sha256, sheet->record->page, identity);
	if (replaces && !inherit(l, replaces, &record, &box, err))
		return false;
	sheet->record = &record;
	sheet->identity = identity;
	sheet->replaces = replaces;
	if (!ph_sheet_insert(l, sheet, &inserted, err))
		return false;
	sheet->record = given;
	if (!inserted)
		return ph_error_set(err, PH_BUG,
			"%s: a sheet of this page is there already", l->path);
	*added = replaces ? PH_CHANGED : PH_ADDED;
	return true;
}

/* Corrects what is newest of `match`; two forms of one page and batch are not
 * corrections of each other. */
static bool correct(struct ph_ledger *l, struct ph_sheet_new *sheet,
	int64_t match, enum ph_added *added, struct ph_error *err)
{
	int64_t batch;

	if (!newest(l, &match, &batch, err))
		return false;
	if (batch < l->batch)
		return insert(l, sheet, match, added, err);
	*added = PH_DIFFERS;
	return true;
}

static bool keep(struct ph_ledger *l, int64_t sheet, enum ph_added *added,
	struct ph_error *err)
{
	int64_t batch;

	if (!newest(l, &sheet, &batch, err))
		return false;
	if (l->page.count < PH_FIELDS_MAX)
		l->page.kept[l->page.count++] = sheet;
	*added = PH_SAME;
	return true;
}

static bool settle(struct ph_ledger *l, struct ph_sheet_new *sheet,
	const struct page_found *found, bool replace, enum ph_added *added,
	struct ph_error *err)
{
	int64_t target = found->codeless;

	if (found->equal && (found->equal_current || !replace))
		return keep(l, found->equal, added, err);
	if (!found->match && !found->older)
		return insert(l, sheet, 0, added, err);
	*added = PH_DIFFERS;
	if (!replace)
		return true;
	if (found->match)
		return correct(l, sheet, found->match, added, err);
	/* Another code: the sheet whose code was not read, or the only one. */
	if (!target && found->others == 1)
		target = found->other;
	if (target)
		return correct(l, sheet, target, added, err);
	return found->others > 0 || insert(l, sheet, 0, added, err);
}

bool ph_page_add(struct ph_ledger *l, struct ph_sheet_new *sheet, bool replace,
	enum ph_added *added, struct ph_error *err)
{
	struct page_found found = { 0 };
	bool known;

	if (!ph_photo_intern(l, sheet->record, &sheet->photo_id, &known, err))
		return false;
	if (l->page.photo_id != sheet->photo_id
		|| l->page.page != sheet->record->page)
		l->page = (struct ph_page){ .photo_id = sheet->photo_id,
			.page = sheet->record->page };
	if (!ph_content_write(&l->content, sheet->record, sheet->answers))
		return ph_error_memory(err);
	if (known && !search(l, sheet, &found, err))
		return false;
	return settle(l, sheet, &found, replace, added, err);
}
