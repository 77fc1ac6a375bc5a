/* SPDX-License-Identifier: MIT */
#include "forms.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "rows.h"

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

static bool valid_answers(const struct form *form)
{
	for (int q = 0; q < QUESTIONS; q++)
		if (strspn(form->answer[q], "012") != strlen(form->answer[q]))
			return false;
	return true;
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

static bool fill_form(struct form *form, struct rows *rows)
{
	for (int i = 0; i < rows->width; i++) {
		const struct column *column = find_column(rows->head[i]);

		if (!column)
			return rows_fault(rows, "unknown column");
		if (!rows_copy(rows, i, (char *)form + column->offset,
			    column->size))
			return false;
	}
	return valid_answers(form) || rows_fault(rows, "not an answer");
}

bool forms_load(struct form_list *list, const char *path)
{
	struct rows rows;
	bool good = true;

	*list = (struct form_list){ 0 };
	if (rows_open(&rows, path))
		while (good && rows_next(&rows)) {
			struct form *form = add_form(list);

			good = form && fill_form(form, &rows);
		}
	if (rows_close(&rows) && good)
		return true;
	forms_release(list);
	return false;
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
