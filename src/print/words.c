/* SPDX-License-Identifier: MIT */
/* What stands in which cell. */
#include "print_internal.h"

#include <string.h>

static const char *word(const struct ph_print *print, enum ph_form_word which)
{
	return print->form->words[which];
}

/* A vertical bar in a template's words begins a new line. */
static bool put_lines(struct ph_text *out, const char *words)
{
	for (; *words; words++)
		if (!ph_text_append(out, *words == '|' ? "\n" : words, 1))
			return false;
	return true;
}

/* The place of a question among those asked, from 1: the law's numbers would
 * leave gaps that look like missing questions. */
static unsigned number_of(
	const struct ph_print *print, const struct ph_criterion *asked)
{
	const struct ph_rules *rules = print->rules;
	unsigned number = 0;

	for (size_t i = 0; i < rules->criterion_count; i++) {
		const struct ph_criterion *c = &rules->criteria[i];

		number += ph_print_asks(print->form, c);
		if (c == asked)
			break;
	}
	return number;
}

static bool put_question(struct ph_text *out, const struct ph_print *print,
	const struct ph_form_item *cell)
{
	const struct ph_criterion *c =
		ph_rules_criterion(print->rules, cell->value);

	return !c
	       || ph_text_appendf(out, "%u. %s", number_of(print, c), c->ask);
}

static bool put_index(struct ph_text *out, const struct ph_print *print,
	const struct ph_form_item *cell)
{
	const struct ph_criterion *c =
		ph_rules_criterion(print->rules, cell->value);

	return !c || !c->no || ph_text_puts(out, c->label);
}

/* The cell's value is "cs1 2". */
static bool put_option(struct ph_text *out, const struct ph_print *print,
	const struct ph_form_item *cell)
{
	char field[PH_FORM_VALUE_SIZE];
	char *space;
	const struct ph_criterion *c;
	const struct ph_option *option;

	memcpy(field, cell->value, sizeof(field));
	space = strrchr(field, ' ');
	if (!space)
		return true;
	*space = '\0';
	c = ph_rules_criterion(print->rules, field);
	option = c ? ph_criterion_option(c, (int)strtol(space + 1, NULL, 10))
		   : NULL;
	return !option || ph_text_puts(out, option->ask);
}

bool ph_words_fixed(struct ph_text *out, const struct ph_print *print,
	const struct ph_form_item *cell, uint16_t checksum)
{
	static const struct {
		const char *field;
		enum ph_form_word word;
	} words[] = {
		{ "heading", PH_WORD_HEADING },
		{ "title", PH_WORD_TITLE },
		{ "subtitle", PH_WORD_SUBTITLE },
		{ "help", PH_WORD_HELP },
		{ "remarks", PH_WORD_REMARKS },
		{ "foot", PH_WORD_FOOT },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcmp(words[i].field, cell->field) == 0)
			return put_lines(out, word(print, words[i].word));
	if (strcmp(cell->field, "question") == 0)
		return put_question(out, print, cell);
	if (strcmp(cell->field, "index") == 0)
		return put_index(out, print, cell);
	if (strcmp(cell->field, "option") == 0)
		return put_option(out, print, cell);
	if (strcmp(cell->field, "version") == 0)
		return ph_text_appendf(
			out, "%s.%04x", print->form->id, checksum);
	return true;
}

static bool put_labelled(
	struct ph_text *out, const char *label, const char *text)
{
	return !text || !*text
	       || ph_text_appendf(
		       out, "%s%s%s", label, *label ? " " : "", text);
}

bool ph_words_own(struct ph_text *out, const struct ph_print *print,
	const struct ph_form_item *cell, const struct ph_handout *handout)
{
	if (strcmp(cell->field, "office") == 0)
		return put_labelled(out, "", handout->office);
	if (strcmp(cell->field, "officer") == 0)
		return put_labelled(
			out, word(print, PH_WORD_OFFICER), handout->officer);
	if (strcmp(cell->field, "code") == 0 && *handout->code)
		return put_labelled(
			out, word(print, PH_WORD_CODE), handout->code);
	if (strcmp(cell->field, "code") == 0)
		return ph_text_puts(out, word(print, PH_WORD_NO_CODE));
	return true;
}
