/* SPDX-License-Identifier: MIT */
/*
 * Rows through libcsv, one physical line at a time, so that lines and cells
 * are counted here. Every line is fed without its terminator and then one LF:
 * a row has ended when libcsv says so, else a quoted cell goes on.
 */
#include "table.h"

#include <string.h>

/* How the bytes of a cell look: what must be done to make it NFC. */
enum content {
	ASCII,
	COMPOSED, /* Latin letters that are NFC already */
	OTHER,
};

/* U+00C0–U+02FF and U+1E00–U+1EFF hold every Vietnamese letter and nothing
 * that NFC would change (NFC_QC=Yes throughout, UAX #15). */
static enum content look(const unsigned char *bytes, size_t length)
{
	enum content content = ASCII;

	for (size_t i = 0; i < length; i++) {
		unsigned char c = bytes[i];

		if (c < 0x80)
			continue;
		content = COMPOSED;
		if (c >= 0xc3 && c <= 0xcb)
			i++;
		else if (c == 0xe1 && i + 1 < length && bytes[i + 1] >= 0xb8
			 && bytes[i + 1] <= 0xbb)
			i += 2;
		else
			return OTHER;
	}
	return content;
}

/* The bytes of white space that stand at p, 0 if none does: ASCII's, the
 * no-break space that Excel cells are full of, and the zero-width one. */
static size_t space_at(const char *p, const char *end)
{
	if (p < end && (*p == ' ' || (*p >= '\t' && *p <= '\r')))
		return 1;
	if (end - p >= 2 && memcmp(p, "\xc2\xa0", 2) == 0)
		return 2;
	if (end - p >= 3
		&& (memcmp(p, "\xef\xbb\xbf", 3) == 0
			|| memcmp(p, "\xe2\x80\x8b", 3) == 0))
		return 3;
	return 0;
}

static size_t space_before(const char *begin, const char *p)
{
	for (size_t size = 1; size <= 3; size++)
		if ((size_t)(p - begin) >= size
			&& space_at(p - size, p) == size)
			return size;
	return 0;
}

static void trim(const char **text, size_t *length)
{
	const char *begin = *text, *end = begin + *length;
	size_t size;

	while ((size = space_at(begin, end)) > 0)
		begin += size;
	while ((size = space_before(begin, end)) > 0)
		end -= size;
	*text = begin;
	*length = (size_t)(end - begin);
}

static bool append_cell(struct ph_text *arena, const char *text, size_t length)
{
	bool fine;

	trim(&text, &length);
	fine = look((const unsigned char *)text, length) == OTHER
		       ? ph_utf8_nfc(arena, text, length)
		       : ph_text_append(arena, text, length);
	if (fine)
		arena->length++; /* the NUL stays */
	return fine;
}

static void take_cell(void *bytes, size_t length, void *context)
{
	struct ph_table *table = context;
	struct row *row = &table->row;

	if (row->count < COLUMNS_MAX) {
		size_t start = row->arena.length;

		row->starts[row->count] = start;
		if (!append_cell(&row->arena, bytes ? bytes : "", length))
			row->failed = true;
		else if (row->arena.length > start + 1)
			row->filled = true;
	} else if (length) {
		row->filled = true;
	}
	row->count++;
	row->field = table->lines.number;
}

static void take_end(int terminator, void *context)
{
	struct ph_table *table = context;

	(void)terminator;
	table->row.ended = true;
}

void table_restart(struct ph_table *table, char delimiter)
{
	csv_free(&table->csv);
	csv_init(&table->csv, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL
				      | CSV_EMPTY_IS_NULL);
	csv_set_delim(&table->csv, (unsigned char)delimiter);
	csv_set_blk_size(&table->csv, 4096);
}

static bool feed(struct ph_table *table, const char *bytes, size_t length)
{
	return csv_parse(&table->csv, bytes, length, take_cell, take_end, table)
		       == length
	       && !table->row.failed;
}

static void begin_row(struct row *row)
{
	row->arena.length = 0;
	row->count = 0;
	row->ended = row->filled = false;
}

/* The row ends here, and empty: nobody gets it. */
static void skip_row(struct ph_table *table)
{
	table_restart(table, (char)csv_get_delim(&table->csv));
	begin_row(&table->row);
	table->row.ended = true;
}

static bool give_up(struct ph_table *table, struct ph_faults *faults)
{
	ph_faults_add(faults, table->lines.number, 0, "out of memory");
	table->lines.at = table->lines.end;
	return false;
}

/* A line that libcsv refuses is skipped to its end, with its row. */
static bool note_broken(struct ph_table *table, struct ph_faults *faults)
{
	unsigned column = (unsigned)table->row.count + 1;

	if (table->row.failed || csv_error(&table->csv) != CSV_EPARSE)
		return give_up(table, faults);
	ph_faults_add(faults, table->lines.number, column,
		"a quotation mark stands inside the cell: put the whole cell "
		"in quotation marks and write each one inside twice");
	skip_row(table);
	return true;
}

static bool note_nul(struct ph_table *table, struct ph_faults *faults)
{
	ph_faults_add(faults, table->lines.number, 0,
		"a zero byte: this is not a text file; save it as «CSV UTF-8» "
		"in Excel");
	skip_row(table);
	return true;
}

static bool feed_line(struct ph_table *table, const char *line, size_t length,
	struct ph_faults *faults)
{
	if (table->has_nul && memchr(line, '\0', length))
		return note_nul(table, faults);
	if (!feed(table, line, length) || !feed(table, "\n", 1))
		return note_broken(table, faults);
	return true;
}

static void place_cells(struct row *row)
{
	size_t kept = row->count < COLUMNS_MAX ? row->count : COLUMNS_MAX;

	for (size_t i = 0; i < kept; i++) {
		size_t end =
			i + 1 < kept ? row->starts[i + 1] : row->arena.length;

		row->cells[i].text = row->arena.bytes + row->starts[i];
		row->cells[i].length = end - row->starts[i] - 1;
	}
}

bool table_read(struct ph_table *table, struct ph_faults *faults)
{
	struct row *row = &table->row;
	bool within = false; /* a quoted cell goes on */
	const char *line;
	size_t length;

	begin_row(row);
	while (lines_next(&table->lines, &line, &length)) {
		if (!within) {
			begin_row(row);
			row->begin = row->field = table->lines.number;
		}
		if (!feed_line(table, line, length, faults))
			return false;
		if (row->ended && row->filled) {
			place_cells(row);
			return true;
		}
		within = !row->ended;
	}
	if (within)
		ph_faults_add(faults, row->field, (unsigned)row->count + 1,
			"the quotation mark that opens this cell is never "
			"closed");
	return false;
}

bool ph_table_next(
	struct ph_table *table, struct ph_row *row, struct ph_faults *faults)
{
	while (table_read(table, faults)) {
		if (table->row.count == table->width) {
			row->line = table->row.begin;
			row->count = table->row.count;
			row->cells = table->row.cells;
			return true;
		}
		ph_faults_add(faults, table->row.begin, 0,
			"%zu cells, but the header has %zu: add or remove "
			"separators, or put a cell that holds one in quotation "
			"marks",
			table->row.count, table->width);
	}
	return false;
}
