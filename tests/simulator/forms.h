/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_FORMS_H
#define SIMULATOR_FORMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/*
 * What stands on each form: one row of FORMS.csv. An answer is "" for blank,
 * the points 2, 1 or 0, or several of them for several marks. The columns
 * photo, level and keep need not be there.
 */
enum {
	QUESTIONS = 5,
	OPTIONS = 3
};

struct form {
	char code[64];
	char url[256];
	char title[96];
	char unit[160];
	char name[200];
	char answer[QUESTIONS][8];
	char style[64];
	char photo[96];
	char level[16];
	char keep[8]; /* percent of the file's bytes to write; "" is all */
};

struct form_list {
	struct form *forms;
	size_t count;
};

/* Says on stderr what is wrong. The list is released by forms_release. */
bool forms_load(struct form_list *list, const char *path);
void forms_release(struct form_list *list);

/* "cs1", "cs3", "cs4", "cs7", "hl". */
const char *question_field(int question);

#endif
