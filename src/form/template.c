/* SPDX-License-Identifier: MIT */
/* data/forms/<id>/form.csv: the paper, and the words that stand on each. */
#include "form_internal.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum {
	KEY,
	VALUE,
	NOTE,
	COLUMNS,
};

static const struct ph_column columns[COLUMNS] = {
	[KEY] = { "key", true },
	[VALUE] = { "value", true },
	[NOTE] = { "note", false },
};

enum what {
	WHAT_MM,
	WHAT_NUMBER,
	WHAT_YES,
	WHAT_WORDS,
};

/* One key of the file: what it is, within which bounds, where it goes. */
struct key {
	const char *name;
	enum what what;
	size_t offset; /* in struct ph_template; words: which */
	double least, most;
	bool needed;
};

struct reading {
	struct ph_template *made;
	struct ph_table *table;
	const struct ph_row *row;
	const int *at;
	struct ph_faults *faults;
};

#define MM(name, field, least, most)                                       \
	{                                                                  \
		name, WHAT_MM, offsetof(struct ph_template, field), least, \
			most, true                                         \
	}
#define NUMBER(name, field, least, most)                                       \
	{                                                                      \
		name, WHAT_NUMBER, offsetof(struct ph_template, field), least, \
			most, true                                             \
	}
#define YES(name, field)                                                   \
	{                                                                  \
		name, WHAT_YES, offsetof(struct ph_template, field), 0, 0, \
			true                                               \
	}
#define WORDS(name, word, needed)                    \
	{                                            \
		name, WHAT_WORDS, word, 0, 0, needed \
	}

/* 120 mm: the header needs it. The boxes: smaller ones are not hit by a pen,
 * larger ones invite writing. Tags of 10 mm were measured; 8 is the
 * smallest that a page photographed whole still shows with 3 pixels a cell. */
static const struct key keys[] = {
	MM("width_mm", width, 120, 420),
	MM("height_mm", height, 140, 594),
	NUMBER("slots", slots, 1, 2),
	NUMBER("tag_group", tag_group, 0, PH_TAG_GROUPS - 1),
	YES("satisfaction", satisfaction),
	YES("officer", officer),
	YES("remarks", remarks),
	MM("box_mm", box_mm, 4, 8),
	MM("tag_mm", tag_mm, 8, 20),
	MM("qr_mm", qr_mm, 20, 40),
	WORDS("heading", PH_WORD_HEADING, false),
	WORDS("title", PH_WORD_TITLE, true),
	WORDS("subtitle", PH_WORD_SUBTITLE, false),
	WORDS("help", PH_WORD_HELP, true),
	WORDS("officer_label", PH_WORD_OFFICER, false),
	WORDS("code_label", PH_WORD_CODE, false),
	WORDS("no_code_label", PH_WORD_NO_CODE, false),
	WORDS("remarks_label", PH_WORD_REMARKS, false),
	WORDS("foot", PH_WORD_FOOT, false),
};

enum {
	KEYS = sizeof(keys) / sizeof(*keys),
};

static void PH_PRINTF(3, 4)
	tell(const struct reading *in, int column, const char *fmt, ...)
{
	char text[300];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	ph_row_fault(
		in->table, in->row, in->at[column], in->faults, "%s", text);
}

static void take_number(const struct reading *in, const struct key *key)
{
	const char *text = ph_row_get(in->row, in->at[VALUE]);
	char *at = (char *)in->made + key->offset;
	double number;

	if (!ph_form_number(text, &number) || number < key->least
		|| number > key->most
		|| (key->what == WHAT_NUMBER && floor(number) != number)) {
		tell(in, VALUE, "«%s»: %s is a number from %d to %d", text,
			key->name, (int)key->least, (int)key->most);
		return;
	}
	if (key->what == WHAT_NUMBER)
		*(unsigned *)(void *)at = (unsigned)number;
	else
		*(double *)(void *)at = number;
}

static void take_yes(const struct reading *in, const struct key *key)
{
	const char *text = ph_row_get(in->row, in->at[VALUE]);

	if (strcmp(text, "yes") == 0)
		*(bool *)((char *)in->made + key->offset) = true;
	else if (strcmp(text, "no") != 0)
		tell(in, VALUE, "«%s»: %s is yes or no", text, key->name);
}

static void take_words(const struct reading *in, const struct key *key)
{
	const char *text = ph_row_get(in->row, in->at[VALUE]);

	if (strlen(text) >= PH_WORD_SIZE)
		tell(in, VALUE, "is longer than %d bytes", PH_WORD_SIZE - 1);
	else
		snprintf(
			in->made->words[key->offset], PH_WORD_SIZE, "%s", text);
}

static void take_row(const struct reading *in, bool seen[KEYS])
{
	const char *name = ph_row_get(in->row, in->at[KEY]);
	size_t i = 0;

	while (i < KEYS && strcmp(keys[i].name, name) != 0)
		i++;
	if (i == KEYS) {
		tell(in, KEY, "«%s» is no key of a form: see phieu-print(1)",
			name);
		return;
	}
	if (seen[i])
		tell(in, KEY, "«%s» stands twice", name);
	seen[i] = true;
	if (keys[i].what == WHAT_WORDS)
		take_words(in, &keys[i]);
	else if (keys[i].what == WHAT_YES)
		take_yes(in, &keys[i]);
	else
		take_number(in, &keys[i]);
}

static void read_rows(struct ph_template *made, struct ph_table *table,
	struct ph_faults *faults)
{
	size_t before = faults->count;
	bool seen[KEYS] = { 0 };
	struct ph_row row;
	int at[COLUMNS];
	struct reading in = { made, table, &row, at, faults };

	ph_table_bind(table, columns, COLUMNS, NULL, at, NULL, faults);
	if (faults->count > before)
		return;
	while (ph_table_next(table, &row, faults))
		take_row(&in, seen);
	for (size_t i = 0; i < KEYS; i++)
		if (keys[i].needed && !seen[i])
			ph_faults_add(
				faults, 0, 0, "no row for %s", keys[i].name);
}

/* The folder's own name, whatever slashes end it. */
static bool take_id(
	struct ph_template *made, const char *folder, struct ph_error *err)
{
	size_t end = strlen(folder), begin;
	const char *id;

	while (end && folder[end - 1] == '/')
		end--;
	begin = end;
	while (begin && folder[begin - 1] != '/')
		begin--;
	id = folder + begin;
	if (end == begin || end - begin >= PH_FORM_ID_SIZE
		|| strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-")
			   < end - begin)
		return ph_error_set(err, PH_CONFIG,
			"%s: a form's folder is named by 1 to %d of a–z, 0–9 "
			"and -",
			folder, PH_FORM_ID_SIZE - 1);
	memcpy(made->id, id, end - begin);
	return true;
}

bool ph_template_load(struct ph_template *made, const char *folder,
	struct ph_faults *faults, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text path = { 0 };
	PH_AUTO(ph_table_close) struct ph_table *table = NULL;
	size_t before = faults->count;

	*made = (struct ph_template){ 0 };
	if (!take_id(made, folder, err))
		return false;
	if (!ph_text_appendf(&path, "%s/form.csv", folder))
		return ph_error_memory(err);
	faults->file = path.bytes;
	if (ph_table_open(&table, path.bytes, faults, err))
		read_rows(made, table, faults);
	else if (err->code != PH_BAD_DATA) {
		faults->file = "";
		return false;
	}
	faults->file = "";
	return faults->count == before
	       || ph_error_set(err, PH_CONFIG, "%s: %zu fault%s in the form",
		       path.bytes, faults->count - before,
		       faults->count - before == 1 ? "" : "s");
}
