/* SPDX-License-Identifier: MIT */
/* codes.csv, confusions.csv. */
#include "load.h"

#include <string.h>

enum column {
	GRAMMAR,
	PART,
	KIND,
	CHARS,
	MIN,
	MAX,
	TEXT,
	ODD,
	MESSAGE,
	ODD_MESSAGE,
};

static const char *const kinds[] = {
	[PART_LITERAL] = "literal",
	[PART_GROUPS] = "groups",
	[PART_DATE] = "date",
	[PART_DIGITS] = "digits",
	[PART_SERIAL] = "serial",
	[PART_CHARS] = "chars",
};

static void take_chars(const struct reading *in, struct part *part)
{
	const char *text = cell(in, CHARS);

	if (part->kind != PART_GROUPS && part->kind != PART_CHARS) {
		if (*text)
			cell_fault(in, CHARS, "does not go with kind %s",
				kinds[part->kind]);
		text = "0-9";
	}
	if (!charset_parse(&part->chars, text))
		cell_fault(in, CHARS,
			"«%s» is no set like 0-9A-Z: codes are upper-case "
			"ASCII",
			text);
	if (part->kind != PART_GROUPS)
		return;
	if (charset_has(&part->chars, '.'))
		cell_fault(in, CHARS, "the dot parts groups: leave it out");
	part->chars.bits[0] |= UINT64_C(1) << '.';
}

static void take_literal(const struct reading *in, struct part *part)
{
	const char *text = cell(in, TEXT);
	struct charset set;

	for (const char *c = text; *c; c++)
		if (!charset_parse(&set, (char[]){ *c, '\0' })) {
			cell_fault(in, TEXT,
				"«%s» holds a character that upper-case ASCII "
				"codes have not",
				text);
			break;
		}
	part->min = part->max = strlen(text);
	if (!*text)
		cell_fault(in, TEXT, "a literal needs its text");
	else if (!charset_parse(&part->chars, (char[]){ *text, '\0' }))
		part->chars = (struct charset){ 0 };
}

/* YYYY or YY, with MM, with DD, in any order. */
static bool is_date_format(const char *text)
{
	size_t y = 0, m = 0, d = 0, length = strlen(text);

	for (const char *c = text; *c; c++) {
		y += *c == 'Y';
		m += *c == 'M';
		d += *c == 'D';
	}
	return y + m + d == length && (y == 2 || y == 4)
	       && (m == 2 || (m == 0 && d == 0)) && (d == 2 || d == 0);
}

static void take_date(const struct reading *in, struct part *part)
{
	const char *text = cell(in, TEXT);

	if (!is_date_format(text))
		cell_fault(in, TEXT,
			"«%s» is no date format like YYMMDD, DDMMYYYY or YYYY",
			text);
	part->min = part->max = strlen(text);
	part->odd_before = cell_date(in, ODD);
}

static void take_level_one(const struct reading *in, struct part *part)
{
	part->level_one_length =
		charset_pattern(part->level_one, LEVEL_ONE_MAX, cell(in, TEXT));
	if (!part->level_one_length)
		cell_fault(in, TEXT,
			"«%s» is no pattern of at most %d characters like "
			"[A-Y][0-9][0-9]",
			cell(in, TEXT), LEVEL_ONE_MAX);
}

/* Words between '|', each a length. */
static void take_odd_lengths(const struct reading *in, struct part *part)
{
	const char *at = cell(in, ODD);

	while (*at) {
		size_t digits = strspn(at, "0123456789"), length = 0;

		for (size_t i = 0; i < digits && i < 3; i++)
			length = length * 10 + (size_t)(at[i] - '0');
		if (digits == 0 || (at[digits] && at[digits] != '|')
			|| length < part->min || length > part->max
			|| length > 63) {
			cell_fault(in, ODD,
				"«%s» is no list of lengths from %zu to %zu",
				cell(in, ODD), part->min, part->max);
			return;
		}
		part->odd_lengths |= UINT64_C(1) << length;
		at += digits + (at[digits] == '|');
	}
}

static void take_run(const struct reading *in, struct part *part)
{
	int min = cell_number(in, MIN, 1, PH_CODE_SIZE - 1);

	part->min = (size_t)min;
	part->max = (size_t)cell_number(in, MAX, min, PH_CODE_SIZE - 1);
	take_odd_lengths(in, part);
	if (part->kind == PART_GROUPS)
		take_level_one(in, part);
	else if (*cell(in, TEXT))
		cell_fault(in, TEXT, "does not go with kind %s",
			kinds[part->kind]);
}

static void take_shape(const struct reading *in, struct part *part)
{
	part->odd_before = PH_NO_DATE;
	take_chars(in, part);
	if (part->kind == PART_LITERAL)
		take_literal(in, part);
	else if (part->kind == PART_DATE)
		take_date(in, part);
	else
		take_run(in, part);
	if (!*cell(in, ODD) != !*cell(in, ODD_MESSAGE))
		cell_fault(in, ODD_MESSAGE,
			"odd and odd_message go together: fill or empty both");
}

/* A variable part must know where it ends: grammar.c never tries twice. */
static void check_border(const struct reading *in, const struct part *before,
	const struct part *part)
{
	if (before->min != before->max
		&& charset_meets(&before->chars, &part->chars))
		cell_fault(in, PART,
			"could run into the part before it, whose length "
			"varies: put a literal between them");
}

/* Rows of one grammar stand together. */
static struct grammar *grammar_of(const struct reading *in)
{
	struct ph_rules_tables *tables = in->load->rules->tables;
	struct grammar *grammar;

	for (size_t i = 0; i < tables->grammar_count; i++)
		if (strcmp(tables->grammars[i].id, cell(in, GRAMMAR)) == 0)
			return &tables->grammars[i];
	grammar = LOAD_PUSH(tables->grammars, tables->grammar_count);
	if (grammar && cell_name(in, GRAMMAR, &grammar->id))
		return grammar;
	if (grammar)
		tables->grammar_count--;
	return NULL;
}

static bool take_part(const struct reading *in)
{
	struct grammar *grammar = grammar_of(in);
	struct part *part;
	size_t number;

	if (!grammar)
		return false;
	number = (size_t)cell_number(in, PART, 1, 99);
	if (number != grammar->part_count + 1)
		cell_fault(in, PART, "part %zu of %s must come here",
			grammar->part_count + 1, grammar->id);
	part = LOAD_PUSH(grammar->parts, grammar->part_count);
	if (!part)
		return false;
	part->kind = (enum part_kind)cell_word(in, KIND, kinds, 6);
	take_shape(in, part);
	if (grammar->part_count > 1)
		check_border(in, part - 1, part);
	return cell_copy(in, TEXT, &part->text)
	       && cell_name(in, MESSAGE, &part->message)
	       && cell_copy(in, ODD_MESSAGE, &part->odd_message);
}

static void check_codes(struct load *load)
{
	if (!load->rules->tables->grammar_count)
		load_fault(load, TABLE_CODES, 0, "no grammar of dossier codes");
}

const struct table_loader load_codes = {
	.file = "codes.csv",
	.columns = { "grammar", "part", "kind", "chars", "min", "max", "text",
		"odd", "message", "odd_message", "source" },
	.row = take_part,
	.check = check_codes,
};

/* ---- confusions.csv ---- */

static void start_costs(struct ph_rules_tables *tables)
{
	if (!tables->cost[0][0])
		memset(tables->cost, PH_EDIT_COST, sizeof(tables->cost));
}

static int take_char(const struct reading *in, int column)
{
	const char *text = cell(in, column);
	struct charset set;

	if (strlen(text) == 1 && charset_parse(&set, text))
		return *text;
	cell_fault(in, column, "«%s» is no single character of a code", text);
	return 0;
}

static bool take_confusion(const struct reading *in)
{
	struct ph_rules_tables *tables = in->load->rules->tables;
	int a = take_char(in, 0), b = take_char(in, 1);
	int price = cell_number(in, 2, 1, PH_EDIT_COST);

	start_costs(tables);
	if (a && a == b)
		cell_fault(in, 1, "is the same character");
	tables->cost[a][b] = tables->cost[b][a] = (uint8_t)price;
	return true;
}

static void check_confusions(struct load *load)
{
	start_costs(load->rules->tables);
}

const struct table_loader load_confusions = {
	.file = "confusions.csv",
	.columns = { "a", "b", "cost", "source" },
	.row = take_confusion,
	.check = check_confusions,
};
