/* SPDX-License-Identifier: MIT */
#include <phieu/list.h>
#include <phieu/output.h>

#include "table.h"

#include <string.h>
#include <strings.h>

static bool is_delimiter(char c)
{
	return c == ',' || c == ';' || c == '\t' || c == '|';
}

/* Excel's own line `sep=;`, which says the delimiter and is not data. */
static char sep_line(const char *line, size_t length)
{
	if (length == 7 && line[0] == '"' && line[6] == '"') {
		line++;
		length -= 2;
	}
	if (length == 5 && strncasecmp(line, "sep=", 4) == 0
		&& is_delimiter(line[4]))
		return line[4];
	return '\0';
}

/* The one that stands oftenest outside quotation marks. On a tie the rarer
 * in prose wins: a label may hold a comma. */
static char guess_delimiter(const char *line, size_t length)
{
	static const char candidates[] = "\t;,";
	size_t counts[3] = { 0 }, best = 0;
	bool quoted = false;

	for (size_t i = 0; i < length; i++) {
		const char *at = line[i] ? strchr(candidates, line[i]) : NULL;

		if (line[i] == '"')
			quoted = !quoted;
		else if (at && !quoted)
			counts[at - candidates]++;
	}
	for (size_t i = 1; i < 3; i++)
		if (counts[i] > counts[best])
			best = i;
	return counts[best] ? candidates[best] : ',';
}

static bool is_blank(const char *line, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (line[i] != ' ' && line[i] != '\t')
			return false;
	return true;
}

static char find_delimiter(struct ph_table *table)
{
	struct lines ahead = table->lines;
	const char *line;
	size_t length;
	char delimiter;

	while (lines_next(&ahead, &line, &length)) {
		if (is_blank(line, length))
			continue;
		delimiter = sep_line(line, length);
		if (!delimiter)
			return guess_delimiter(line, length);
		table->lines = ahead;
		return delimiter;
	}
	return ',';
}

static bool keep_header(struct ph_table *table, struct ph_error *err)
{
	struct row *row = &table->row;

	table->headers = ph_alloc(row->count, sizeof(*table->headers));
	if (!table->headers
		|| !ph_text_append(
			&table->header, row->arena.bytes, row->arena.length))
		return ph_error_memory(err);
	for (size_t i = 0; i < row->count; i++) {
		table->headers[i].text = table->header.bytes + row->starts[i];
		table->headers[i].length = row->cells[i].length;
	}
	table->width = row->count;
	table->header_line = row->begin;
	return true;
}

static bool read_header(
	struct ph_table *table, struct ph_faults *faults, struct ph_error *err)
{
	size_t before = faults->count;

	table_restart(table, find_delimiter(table));
	if (!table_read(table, faults)) {
		if (faults->count == before)
			ph_faults_add(faults, 1, 0,
				"empty: the first row must name the columns");
		return ph_error_set(err, PH_BAD_DATA,
			"%s: no row that names the columns", table->name);
	}
	if (table->row.count <= COLUMNS_MAX)
		return keep_header(table, err);
	ph_faults_add(faults, table->row.begin, 0,
		"%zu columns: at most %d are read", table->row.count,
		COLUMNS_MAX);
	return ph_error_set(
		err, PH_BAD_DATA, "%s: too many columns", table->name);
}

static bool start(struct ph_table *table, const char *bytes, size_t length,
	struct ph_faults *faults, struct ph_error *err)
{
	const char *text;
	size_t text_length;
	char *decoded = NULL;
	bool fine;

	ph_hash(bytes, length, table->sha256);
	fine = table_decode(table->name, bytes, length, &decoded, &text,
		&text_length, faults, err);
	if (decoded) {
		free(table->owned);
		table->owned = decoded;
	}
	if (!fine)
		return false;
	table->has_nul = memchr(text, '\0', text_length) != NULL;
	lines_init(&table->lines, text, text_length);
	return read_header(table, faults, err);
}

static struct ph_table *create(const char *name)
{
	struct ph_table *table = ph_alloc(1, sizeof(*table));

	if (!table)
		return NULL;
	table->name = strcmp(name, "-") == 0 ? "standard input" : name;
	table->row.starts = ph_alloc(COLUMNS_MAX, sizeof(*table->row.starts));
	table->row.cells = ph_alloc(COLUMNS_MAX, sizeof(*table->row.cells));
	csv_init(&table->csv, 0);
	if (table->row.starts && table->row.cells)
		return table;
	ph_table_close(table);
	return NULL;
}

bool ph_table_open_bytes(struct ph_table **opened, const char *name,
	const char *bytes, size_t length, struct ph_faults *faults,
	struct ph_error *err)
{
	PH_AUTO(ph_table_close) struct ph_table *table = create(name);

	if (!table)
		return ph_error_memory(err);
	if (!start(table, bytes, length, faults, err))
		return false;
	*opened = PH_TAKE(table);
	return true;
}

bool ph_table_open(struct ph_table **opened, const char *name,
	struct ph_faults *faults, struct ph_error *err)
{
	PH_AUTO(ph_table_close) struct ph_table *table = create(name);
	size_t length;

	if (!table)
		return ph_error_memory(err);
	if (!ph_file_load(
		    name, PH_TABLE_BYTES_MAX, &table->owned, &length, err))
		return false;
	if (!start(table, table->owned, length, faults, err))
		return false;
	*opened = PH_TAKE(table);
	return true;
}

void ph_table_close(struct ph_table *table)
{
	if (!table)
		return;
	csv_free(&table->csv);
	ph_text_release(&table->row.arena);
	ph_text_release(&table->header);
	free(table->row.starts);
	free(table->row.cells);
	free(table->headers);
	free(table->owned);
	free(table);
}

const uint8_t *ph_table_hash(const struct ph_table *table)
{
	return table->sha256;
}

size_t ph_table_width(const struct ph_table *table)
{
	return table->width;
}

const char *ph_table_header(const struct ph_table *table, size_t i)
{
	return table->headers[i].text;
}
