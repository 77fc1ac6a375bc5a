/* SPDX-License-Identifier: MIT */
#include "answers.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rows.h"

void wish_init(struct wish *wish)
{
	*wish = (struct wish){ 0 };
	for (int i = 0; i < MAX_FIELDS; i++)
		wish->answer[i][0] = '*';
}

static bool read_rest(struct wish *wish, struct rows *rows)
{
	return rows_copy(rows, rows_column(rows, "code"), wish->code,
		       sizeof(wish->code))
	       && rows_copy(rows, rows_column(rows, "style"), wish->style,
		       sizeof(wish->style))
	       && rows_copy(rows, rows_column(rows, "photo"), wish->photo,
		       sizeof(wish->photo))
	       && rows_copy(rows, rows_column(rows, "level"), wish->level,
		       sizeof(wish->level))
	       && rows_copy(rows, rows_column(rows, "keep"), wish->keep,
		       sizeof(wish->keep));
}

static bool read_wish(
	struct wish *wish, struct rows *rows, const struct sheet_list *sheets)
{
	wish_init(wish);
	for (int i = 0; i < sheets->field_count; i++) {
		int column = rows_column(rows, sheets->fields[i]);

		if (column >= 0
			&& !rows_copy(rows, column, wish->answer[i], WISH_SIZE))
			return false;
	}
	return read_rest(wish, rows);
}

bool wishes_load(struct wish_list *list, const char *path,
	const struct sheet_list *sheets)
{
	struct rows rows;
	bool good = true;

	*list = (struct wish_list){ 0 };
	if (rows_open(&rows, path))
		while (good && rows_next(&rows)) {
			struct wish *grown = reallocarray(
				list->wishes, list->count + 1, sizeof(*grown));

			good = grown;
			if (!good)
				break;
			list->wishes = grown;
			good = read_wish(&grown[list->count++], &rows, sheets);
		}
	if (rows_close(&rows) && good)
		return true;
	wishes_release(list);
	return false;
}

void wishes_release(struct wish_list *list)
{
	free(list->wishes);
	*list = (struct wish_list){ 0 };
}

const struct wish *wishes_find(
	const struct wish_list *list, const char *code, size_t n)
{
	for (size_t i = 0; code[0] && i < list->count; i++)
		if (strcmp(list->wishes[i].code, code) == 0)
			return &list->wishes[i];
	return list->count ? &list->wishes[n % list->count] : NULL;
}

static long points_of(const struct item *item)
{
	return strtol(item->value, NULL, 10);
}

static void collect(
	struct question *question, const struct sheet *sheet, const char *field)
{
	for (size_t i = 0; i < sheet->count; i++) {
		const struct item *item = &sheet->items[i];
		int at = question->options;

		if ((item->kind != ITEM_BOX && item->kind != ITEM_DIGIT)
			|| strcmp(item->field, field) != 0 || at == MAX_OPTIONS)
			continue;
		question->digit = item->kind == ITEM_DIGIT;
		for (; at > 0; at--) {
			if (points_of(question->option[at - 1])
				>= points_of(item))
				break;
			question->option[at] = question->option[at - 1];
		}
		question->option[at] = item;
		question->options++;
	}
}

/* Most citizens are content: the best answer 7 times of 10. */
static int chance_option(int options, struct rng *rng)
{
	int at = 0;

	while (at + 1 < options && !rng_chance(rng, at ? 0.72 : 0.64))
		at++;
	return at;
}

static void answer_by_chance(struct question *question, struct rng *rng)
{
	double t = rng_uniform(rng, 0, 1);
	const char *digits;

	if (question->digit) {
		digits = question->option[0]->value;
		question->text[0] = digits[rng_below(
			rng, (unsigned)strlen(digits) + !*digits)];
		return;
	}
	if (t < 0.02)
		return;
	question->wanted[question->wanteds++] =
		chance_option(question->options, rng);
	if (t > 0.992 && question->options > 1)
		question->wanted[question->wanteds++] =
			(question->wanted[0] + 1) % question->options;
}

static bool want(struct question *question, const char *points, size_t length)
{
	for (int i = 0; i < question->options; i++) {
		const char *value = question->option[i]->value;

		if (strlen(value) != length
			|| strncmp(value, points, length) != 0)
			continue;
		question->wanted[question->wanteds++] = i;
		return question->wanteds < MAX_OPTIONS;
	}
	return false;
}

bool question_init(struct question *question, const struct sheet *sheet,
	const char *field, const char *answer, struct rng *rng)
{
	*question = (struct question){ 0 };
	collect(question, sheet, field);
	if (!question->options)
		return true;
	if (answer[0] == '*') {
		answer_by_chance(question, rng);
		return true;
	}
	if (question->digit) {
		memcpy(question->text, answer, strlen(answer) + 1);
		return strspn(answer, "0123456789") == strlen(answer);
	}
	while (*answer) {
		size_t length = strcspn(answer, "+");

		if (!want(question, answer, length)) {
			warnx("%s: %s is no option", field, answer);
			return false;
		}
		answer += length + (answer[length] == '+');
	}
	return true;
}
