/* SPDX-License-Identifier: MIT */
/* The sheets of one page of a photo: which one is this form, and which might
 * it take the place of? */
#include "ledger_internal.h"

static const char sheets_of_page[] =
	"SELECT s.id, s.code_id, s.batch,"
	" (SELECT n.id FROM sheet n WHERE n.replaces = s.id), s.part, s.place"
	" FROM sheet s WHERE s.photo_id = ? AND s.page IS ?"
	" ORDER BY s.id DESC";
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

/* Whether a sheet and the record are of the same spot of their page. */
enum spot {
	SPOT_UNKNOWN,
	SPOT_SAME,
	SPOT_OTHER,
};

/* A sheet of the record's page. */
struct on_page {
	int64_t id, code_id;
	bool current, earlier; /* earlier: of another batch */
	bool same_part;
	enum spot spot;
};

static bool is_kept(const struct ph_page *page, int64_t sheet)
{
	for (size_t i = 0; i < page->count; i++)
		if (page->kept[i] == sheet)
			return true;
	return false;
}

unsigned ph_part_count(int64_t part)
{
	return part > 1 ? (unsigned)part : 1;
}

static enum spot compare_places(const char *a, const char *b)
{
	struct ph_corners here, there;

	if (!ph_place_parse(a, &here) || !ph_place_parse(b, &there))
		return SPOT_UNKNOWN;
	return ph_place_same(&here, &there) ? SPOT_SAME : SPOT_OTHER;
}

/* A form is known by its code; two of one code and batch are told apart by
 * their spots. One without a code is known by its spot, else by its part. */
static bool is_same_form(
	const struct on_page *sheet, const struct ph_sheet_new *offered)
{
	if (sheet->code_id != offered->code_id)
		return false;
	if (sheet->code_id)
		return sheet->earlier || sheet->spot != SPOT_OTHER;
	return sheet->spot == SPOT_SAME
	       || (sheet->spot == SPOT_UNKNOWN && sheet->same_part);
}

static bool note_match(struct ph_ledger *l, const struct ph_record *record,
	const struct on_page *sheet, struct ph_page_found *found,
	struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text content = { 0 };
	bool at_spot = sheet->spot == SPOT_SAME;

	if (found->match_at_spot && !at_spot)
		return true;
	if (at_spot && !found->match_at_spot)
		found->match = found->equal = 0;
	found->match_at_spot |= at_spot;
	if (!found->match)
		found->match = sheet->id;
	if (found->equal)
		return true;
	if (!read_content(l, sheet->id, record, &content, err))
		return false;
	if (content.length != l->content.length
		|| memcmp(content.bytes, l->content.bytes, content.length))
		return true;
	found->equal = sheet->id;
	found->equal_current = sheet->current;
	return true;
}

static void note_other(const struct ph_ledger *l, const struct on_page *sheet,
	struct ph_page_found *found)
{
	found->older = true;
	if (!sheet->current || sheet->spot == SPOT_OTHER
		|| is_kept(&l->page, sheet->id))
		return;
	if (sheet->spot == SPOT_SAME)
		found->at_spot = sheet->id;
	if (!sheet->code_id) {
		found->codeless = sheet->id;
		return;
	}
	found->other = sheet->id;
	found->others++;
}

static void read_sheet(const struct ph_ledger *l, sqlite3_stmt *s,
	const struct ph_record *record, struct on_page *sheet)
{
	sheet->id = sqlite3_column_int64(s, 0);
	sheet->code_id = sqlite3_column_int64(s, 1);
	sheet->earlier = sqlite3_column_int64(s, 2) < l->batch;
	sheet->current = sqlite3_column_type(s, 3) == SQLITE_NULL;
	sheet->same_part = ph_part_count(sqlite3_column_int64(s, 4))
			   == ph_part_count(record->part);
	sheet->spot = compare_places(ph_sql_column(s, 5), record->place);
}

bool ph_page_search(struct ph_ledger *l, const struct ph_sheet_new *sheet,
	struct ph_page_found *found, struct ph_error *err)
{
	PH_AUTO(ph_sql_done) sqlite3_stmt *s = NULL;
	struct on_page known;
	bool row;

	if (!ph_sql_take(l, sheets_of_page, &s, err))
		return false;
	ph_sql_int(l, s, 1, sheet->photo_id);
	ph_sql_id(l, s, 2, sheet->record->page);
	while (ph_sql_row(l, s, &row, err)) {
		if (!row)
			return true;
		read_sheet(l, s, sheet->record, &known);
		if (is_same_form(&known, sheet)) {
			if (!note_match(l, sheet->record, &known, found, err))
				return false;
		} else if (known.earlier) {
			note_other(l, &known, found);
		}
	}
	return false;
}
