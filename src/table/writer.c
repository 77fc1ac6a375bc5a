/* SPDX-License-Identifier: MIT */
#include <phieu/table.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

const struct ph_csv_profile ph_csv_plain = { .delimiter = ',' };

const struct ph_csv_profile ph_csv_excel = {
	.delimiter = ';',
	.bom = true,
	.crlf = true,
	.decimal_comma = true,
	.guard = true,
};

static void put(struct ph_csv *csv, const char *bytes, size_t length)
{
	if (!csv->failed && !ph_text_append(csv->out, bytes, length))
		csv->failed = true;
}

void ph_csv_init(struct ph_csv *csv, struct ph_text *out,
	const struct ph_csv_profile *profile)
{
	*csv = (struct ph_csv){ .out = out, .profile = profile };
	if (profile->bom)
		put(csv, "\xef\xbb\xbf", 3);
	csv->row = out->length;
}

static void begin_cell(struct ph_csv *csv)
{
	if (csv->begun)
		put(csv, &csv->profile->delimiter, 1);
	csv->begun = true;
}

/* RFC 4180 asks for quotes around separators, quotes and line breaks; outer
 * spaces get them too, because readers cut bare ones. */
static bool needs_quotes(const char *text, size_t length, char delimiter)
{
	if (length
		&& (text[0] == ' ' || text[length - 1] == ' ' || text[0] == '\t'
			|| text[length - 1] == '\t'))
		return true;
	return memchr(text, delimiter, length) || strpbrk(text, "\"\r\n");
}

static void put_quoted(struct ph_csv *csv, const char *text)
{
	put(csv, "\"", 1);
	for (;;) {
		size_t plain = strcspn(text, "\"");

		put(csv, text, plain);
		if (!text[plain])
			break;
		put(csv, "\"\"", 2);
		text += plain + 1;
	}
	put(csv, "\"", 1);
}

static void put_cell(struct ph_csv *csv, const char *text)
{
	size_t length = strlen(text);

	begin_cell(csv);
	if (needs_quotes(text, length, csv->profile->delimiter))
		put_quoted(csv, text);
	else
		put(csv, text, length);
}

/* OWASP, "CSV Injection": a spreadsheet runs what begins so. */
static bool is_formula(const char *text)
{
	return *text && strchr("=+-@\t\r", *text);
}

void ph_csv_text(struct ph_csv *csv, const char *text)
{
	PH_AUTO(ph_text_release) struct ph_text guarded = { 0 };

	if (!text)
		text = "";
	if (!csv->profile->guard || !is_formula(text)) {
		put_cell(csv, text);
		return;
	}
	if (ph_text_appendf(&guarded, "'%s", text))
		put_cell(csv, guarded.bytes);
	else
		csv->failed = true;
}

void ph_csv_number(struct ph_csv *csv, int64_t number)
{
	char digits[32];

	snprintf(digits, sizeof(digits), "%" PRId64, number);
	put_cell(csv, digits);
}

void ph_csv_tenths(struct ph_csv *csv, int64_t tenths)
{
	uint64_t size = tenths < 0 ? -(uint64_t)tenths : (uint64_t)tenths;
	char digits[32];

	snprintf(digits, sizeof(digits), "%s%" PRIu64 "%c%" PRIu64,
		tenths < 0 ? "-" : "", size / 10,
		csv->profile->decimal_comma ? ',' : '.', size % 10);
	put_cell(csv, digits);
}

void ph_csv_end_row(struct ph_csv *csv)
{
	/* A lone empty cell would read back as a blank line. */
	if (csv->begun && csv->out->length == csv->row)
		put(csv, "\"\"", 2);
	put(csv, csv->profile->crlf ? "\r\n" : "\n",
		csv->profile->crlf ? 2 : 1);
	csv->begun = false;
	csv->row = csv->out->length;
}

bool ph_csv_finish(struct ph_csv *csv, struct ph_error *err)
{
	return !csv->failed || ph_error_memory(err);
}
