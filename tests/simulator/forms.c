/* SPDX-License-Identifier: MIT */
#include "forms.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>

enum {
	MAX_BYTES = 4 << 20,
	MAX_COLUMNS = 24
};

struct column {
	const char *name;
	size_t offset;
	size_t size;
};

#define COLUMN(name, member)                                  \
	{                                                     \
		name, offsetof(struct form, member),          \
			sizeof(((struct form *)NULL)->member) \
	}

static const struct column columns[] = {
	COLUMN("code", code),
	COLUMN("url", url),
	COLUMN("title", title),
	COLUMN("unit", unit),
	COLUMN("name", name),
	COLUMN("cs1", answer[0]),
	COLUMN("cs3", answer[1]),
	COLUMN("cs4", answer[2]),
	COLUMN("cs7", answer[3]),
	COLUMN("hl", answer[4]),
	COLUMN("style", style),
	COLUMN("photo", photo),
	COLUMN("level", level),
	COLUMN("keep", keep),
};

static const struct column *find_column(const char *name)
{
	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
		if (strcmp(columns[i].name, name) == 0)
			return &columns[i];
	return NULL;
}

static char *load_text(const char *path)
{
	FILE *file = fopen(path, "rb");
	char *text = file ? malloc(MAX_BYTES + 1) : NULL;
	size_t length = text ? fread(text, 1, MAX_BYTES, file) : 0;
	bool bad = !text || ferror(file) || length == MAX_BYTES;

	if (file)
		fclose(file);
	if (bad) {
		warnx("%s: cannot read it, or larger than 4 MiB", path);
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

static int take_row(char **at, char *cells[MAX_COLUMNS])
{
	char mark = ',';
	int count = 0;

	while (mark == ',' && count < MAX_COLUMNS)
		cells[count++] = take_cell(at, &mark);
	return mark == ',' ? -1 : count;
}

static bool valid_answers(const struct form *form)
{
	for (int q = 0; q < QUESTIONS; q++)
		if (strspn(form->answer[q], "012") != strlen(form->answer[q]))
			return false;
	return true;
}

static bool fill_form(struct form *form, const struct column *const *head,
	char *const *cells, int count)
{
	for (int i = 0; i < count; i++) {
		if (strlen(cells[i]) >= head[i]->size)
			return false;
		memcpy((char *)form + head[i]->offset, cells[i],
			strlen(cells[i]) + 1);
	}
	return valid_answers(form);
}

static struct form *add_form(struct form_list *list)
{
	struct form *grown =
		reallocarray(list->forms, list->count + 1, sizeof(*grown));

	if (!grown)
		return NULL;
	list->forms = grown;
	memset(&grown[list->count], 0, sizeof(*grown));
	return &grown[list->count++];
}

static int take_head(char **at, const struct column *head[MAX_COLUMNS])
{
	char *cells[MAX_COLUMNS];
	int count = take_row(at, cells);

	for (int i = 0; i < count; i++) {
		head[i] = find_column(cells[i]);
		if (!head[i])
			return -1;
	}
	return count;
}

bool forms_load(struct form_list *list, const char *path)
{
	const struct column *head[MAX_COLUMNS];
	char *cells[MAX_COLUMNS];
	char *text = load_text(path), *at = text;
	int width = text ? take_head(&at, head) : -1;
	bool good = width > 0;

	*list = (struct form_list){ 0 };
	while (good && *at) {
		struct form *form = add_form(list);

		good = form && take_row(&at, cells) == width
		       && fill_form(form, head, cells, width);
	}
	if (text && !good)
		warnx("%s:%zu: unknown column, ragged row or bad cell", path,
			list->count + 1);
	free(text);
	if (!good)
		forms_release(list);
	return good;
}

void forms_release(struct form_list *list)
{
	free(list->forms);
	*list = (struct form_list){ 0 };
}

const char *question_field(int question)
{
	static const char *const fields[QUESTIONS] = { "cs1", "cs3", "cs4",
		"cs7", "hl" };

	return fields[question];
}

const char *form_truth(const struct form *form, int question)
{
	const char *answer = form->answer[question];

	return strlen(answer) > 1 ? "!" : answer;
}
