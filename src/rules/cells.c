/* SPDX-License-Identifier: MIT */
#include <phieu/list.h>
#include <phieu/text.h>

#include "load.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *const timing_words[4] = { "", "early", "on-time", "late" };

const char *cell(const struct reading *in, int column)
{
	return ph_row_get(in->row, in->at[column]);
}

void cell_fault(const struct reading *in, int column, const char *fmt, ...)
{
	char text[400];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	ph_row_fault(in->table, in->row, in->at[column], in->load->faults, "%s",
		text);
}

bool cell_copy(const struct reading *in, int column, char **copy)
{
	const char *text = cell(in, column);

	*copy = ph_copy(text, strlen(text));
	return *copy != NULL;
}

bool cell_name(const struct reading *in, int column, char **copy)
{
	if (!*cell(in, column))
		cell_fault(in, column, "is empty");
	return cell_copy(in, column, copy);
}

/* At most six digits, after an optional minus. */
static bool parse_number(const char *text, int *number)
{
	bool negative = *text == '-';
	const char *digits = text + negative;
	size_t length = strspn(digits, "0123456789");

	if (length == 0 || length > 6 || digits[length])
		return false;
	*number = 0;
	for (size_t i = 0; i < length; i++)
		*number = *number * 10 + (digits[i] - '0');
	if (negative)
		*number = -*number;
	return true;
}

int cell_number(const struct reading *in, int column, int min, int max)
{
	int number;

	if (parse_number(cell(in, column), &number) && number >= min
		&& number <= max)
		return number;
	cell_fault(in, column, "«%s» is no whole number from %d to %d",
		cell(in, column), min, max);
	return min;
}

int cell_tenths(const struct reading *in, int column)
{
	const char *text = cell(in, column);
	size_t whole = strspn(text, "0123456789");
	bool point = text[whole] == '.' || text[whole] == ',';
	const char *after = text + whole + point;
	size_t digits = strspn(after, "0123456789");
	int tenths = 0;

	if (whole == 0 || whole > 5 || after[digits]
		|| digits != (point ? 1 : 0)) {
		cell_fault(in, column,
			"«%s» is no number with at most one decimal", text);
		return 0;
	}
	for (size_t i = 0; i < whole; i++)
		tenths = tenths * 10 + (text[i] - '0');
	return tenths * 10 + (point ? *after - '0' : 0);
}

ph_date cell_date(const struct reading *in, int column)
{
	const char *text = cell(in, column);
	ph_date date;

	if (!*text)
		return PH_NO_DATE;
	if (ph_date_parse(text, strlen(text), &date))
		return date;
	cell_fault(in, column, "«%s» is no date like 2026-09-30", text);
	return PH_NO_DATE;
}

int cell_word(const struct reading *in, int column, const char *const *words,
	size_t count)
{
	PH_AUTO(ph_text_release) struct ph_text known = { 0 };
	const char *text = cell(in, column);
	bool fine = true;

	for (size_t i = 0; i < count; i++) {
		if (strcmp(words[i], text) == 0)
			return (int)i;
		fine = fine
		       && ph_text_appendf(&known, "%s%s", i ? ", " : "",
			       *words[i] ? words[i] : "nothing");
	}
	cell_fault(in, column, "«%s» is none of: %s", text,
		fine ? ph_text_get(&known) : "…");
	return 0;
}

void cell_id(const struct reading *in, int column, char *id, size_t size)
{
	const char *text = cell(in, column);
	size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-_");

	*id = '\0';
	if (length > 0 && !text[length] && length < size)
		memcpy(id, text, length + 1);
	else
		cell_fault(in, column,
			"«%s» is no id: 1 to %zu of a–z, 0–9, - and _", text,
			size - 1);
}
