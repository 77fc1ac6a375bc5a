/* SPDX-License-Identifier: MIT */
#include "table.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* The wanted column that a header names, or count. */
static size_t claim(const char *header, const struct ph_column *columns,
	size_t count, const struct ph_labels *labels)
{
	PH_AUTO(ph_text_release) struct ph_text folded = { 0 };
	size_t i = 0;

	if (!ph_utf8_fold(&folded, header, strlen(header)))
		return count;
	while (i < count
		&& !labels_match(labels, columns[i].id, ph_text_get(&folded)))
		i++;
	return i;
}

static void note_twice(const struct ph_table *table, const char *id, int first,
	int second, struct ph_faults *faults)
{
	ph_faults_add(faults, table->header_line, (unsigned)second + 1,
		"«%s»: names the column %s, as column %d «%s» does: keep one",
		table->headers[second].text, id, first + 1,
		table->headers[first].text);
}

static void note_missing(const struct ph_table *table, const char *id,
	const struct ph_labels *labels, struct ph_faults *faults)
{
	PH_AUTO(ph_text_release) struct ph_text also = { 0 };

	if (!labels_list(labels, id, &also))
		ph_text_clear(&also);
	ph_faults_add(faults, table->header_line, 0,
		"no column «%s»%s: add it to the first row", id,
		ph_text_get(&also));
}

void ph_table_bind(struct ph_table *table, const struct ph_column *columns,
	size_t count, const struct ph_labels *labels, int *at,
	struct ph_log *log, struct ph_faults *faults)
{
	for (size_t i = 0; i < count; i++)
		at[i] = -1;
	for (size_t j = 0; j < table->width; j++) {
		const char *header = table->headers[j].text;
		size_t i = claim(header, columns, count, labels);

		if (i < count && at[i] >= 0)
			note_twice(table, columns[i].id, at[i], (int)j, faults);
		else if (i < count)
			at[i] = (int)j;
		else if (*header)
			ph_log(log, PH_LOG_NOTE, "%s: column «%s» is not used",
				table->name, header);
	}
	for (size_t i = 0; i < count; i++)
		if (columns[i].required && at[i] < 0)
			note_missing(table, columns[i].id, labels, faults);
}

const char *ph_row_get(const struct ph_row *row, int at)
{
	return at < 0 ? "" : row->cells[at].text;
}

void ph_row_fault(const struct ph_table *table, const struct ph_row *row,
	int at, struct ph_faults *faults, const char *fmt, ...)
{
	char text[512];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	if (at < 0)
		ph_faults_add(faults, row->line, 0, "%s", text);
	else
		ph_faults_add(faults, row->line, (unsigned)at + 1, "«%s»: %s",
			table->headers[at].text, text);
}
