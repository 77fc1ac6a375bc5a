/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_ANSWERS_H
#define SIMULATOR_ANSWERS_H

#include "random.h"
#include "sheet.h"

enum {
	MAX_OPTIONS = 12,
	WISH_SIZE = 16,
	STYLE_SIZE = 64,
	NAME_SIZE = 96
};

/* What shall stand on a form: the points of each question joined by "+", ""
 * for blank; and style words, see pen_fill. "*" leaves an answer to chance. */
struct wish {
	char code[VALUE_SIZE];
	char answer[MAX_FIELDS][WISH_SIZE];
	char style[STYLE_SIZE];
	char photo[NAME_SIZE]; /* "": numbered */
	char level[16];        /* "": the usual */
	char keep[8];          /* percent of the file's bytes; "" is all */
};

struct wish_list {
	struct wish *wishes;
	size_t count;
};

/* All by chance. */
void wish_init(struct wish *wish);

/* Reads code,<field>…,style,photo,level,keep: in any order; a question without
 * a column is left to chance, and the others need not be there. */
bool wishes_load(struct wish_list *list, const char *path,
	const struct sheet_list *sheets);
void wishes_release(struct wish_list *list);

/* The row of that code; without rows of that code, the n-th. */
const struct wish *wishes_find(
	const struct wish_list *list, const char *code, size_t n);

/* One question on one form, and what is to be marked there. */
struct question {
	const struct item *option[MAX_OPTIONS];
	int options;
	int wanted[MAX_OPTIONS], wanteds; /* options, in the order marked */
	bool digit;                       /* option[0] is a cell */
	char text[WISH_SIZE];             /* of a cell */
};

/* The question's options, best points first, and the answer. False, and a
 * line on stderr, when the answer is none of them. */
bool question_init(struct question *question, const struct sheet *sheet,
	const char *field, const char *answer, struct rng *rng);

#endif
