/* SPDX-License-Identifier: MIT */
#include "rows.h"

#include <err.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	MAX_BYTES = 16 << 20
};

static char *load_text(const char *path)
{
	FILE *file = fopen(path, "rb");
	char *text = file ? malloc(MAX_BYTES + 1) : NULL;
	size_t length = text ? fread(text, 1, MAX_BYTES, file) : 0;
	bool bad = !text || ferror(file) || length == MAX_BYTES;

	if (file)
		fclose(file);
	if (bad) {
		warnx("%s: cannot read it, or larger than 16 MiB", path);
		free(text);
		return NULL;
	}
	text[length] = '\0';
	return text;
}

/* Unquotes one cell in place; *at moves behind it. */
static char *take_cell(char **at, char *end_mark)
{
	char *from = *at, *to = *at, *cell = *at;
	bool quoted = *from == '"';

	if (quoted)
		from++;
	while (*from && (quoted || !strchr(",\r\n", *from))) {
		if (quoted && *from == '"' && *++from != '"') {
			quoted = false;
			continue;
		}
		*to++ = *from++;
	}
	if (*from == '\r')
		from++;
	*end_mark = *from;
	*at = *from ? from + 1 : from;
	*to = '\0';
	return cell;
}

static int take_row(char **at, char *cells[ROWS_COLUMNS])
{
	char mark = ',';
	int count = 0;

	while (mark == ',' && count < ROWS_COLUMNS)
		cells[count++] = take_cell(at, &mark);
	return mark == ',' ? -1 : count;
}

bool rows_open(struct rows *rows, const char *path)
{
	*rows = (struct rows){ .path = path, .line = 1 };
	rows->text = load_text(path);
	if (!rows->text) {
		rows->bad = true;
		return false;
	}
	rows->at = rows->text;
	if (strncmp(rows->at, "\xef\xbb\xbf", 3) == 0)
		rows->at += 3;
	rows->width = take_row(&rows->at, rows->head);
	return rows->width > 0 || rows_fault(rows, "too many columns");
}

bool rows_next(struct rows *rows)
{
	if (rows->bad || !*rows->at)
		return false;
	rows->line++;
	if (take_row(&rows->at, rows->cell) == rows->width)
		return true;
	return rows_fault(rows, "not as wide as the head");
}

int rows_column(const struct rows *rows, const char *name)
{
	for (int i = 0; i < rows->width; i++)
		if (strcmp(rows->head[i], name) == 0)
			return i;
	return -1;
}

const char *rows_cell(const struct rows *rows, int column)
{
	return column < 0 ? "" : rows->cell[column];
}

bool rows_fault(struct rows *rows, const char *why)
{
	if (!rows->bad)
		warnx("%s:%d: %s", rows->path, rows->line, why);
	rows->bad = true;
	return false;
}

bool rows_copy(struct rows *rows, int column, char *to, unsigned long size)
{
	const char *cell = rows_cell(rows, column);
	size_t length = strlen(cell);

	if (length >= size)
		return rows_fault(rows, "too long a cell");
	memcpy(to, cell, length + 1);
	return true;
}

bool rows_number(struct rows *rows, int column, double *number)
{
	const char *cell = rows_cell(rows, column);
	char *end;

	*number = strtod(cell, &end);
	if (end != cell && *end == '\0' && isfinite(*number))
		return true;
	return rows_fault(rows, "not a number");
}

bool rows_close(struct rows *rows)
{
	bool good = !rows->bad;

	free(rows->text);
	rows->text = NULL;
	return good;
}
