/* SPDX-License-Identifier: MIT */
#include "recount.h"

#include <inttypes.h>
#include <string.h>

enum column {
	COLUMN_DRAW,
	COLUMN_SHEET,
	COLUMN_CODE,
	COLUMN_PAPER,
	COLUMN_FIELDS
};

struct comparing {
	const struct ph_recount *recount;
	const struct ph_audit *audit;
	int at[COLUMN_FIELDS + PH_FIELDS_MAX];
	const struct drawn **drawn;   /* by number - 1 */
	const struct ph_row **row_of; /* the same; NULL: none yet */
	difference_list *differences;
	struct ph_faults *faults;
};

static bool bind(struct comparing *c, struct ph_error *err)
{
	const struct ph_fields *fields = &c->audit->query->rules->fields;
	struct ph_column wanted[COLUMN_FIELDS + PH_FIELDS_MAX] = {
		[COLUMN_DRAW] = { "draw", true },
		[COLUMN_SHEET] = { "sheet", true },
		[COLUMN_CODE] = { "code", true },
		[COLUMN_PAPER] = { "paper", true },
	};

	for (size_t i = 0; i < fields->count; i++)
		wanted[COLUMN_FIELDS + i] =
			(struct ph_column){ fields->id[i], true };
	ph_table_bind(c->recount->table, wanted, COLUMN_FIELDS + fields->count,
		NULL, c->at, NULL, c->faults);
	return ph_faults_none(c->faults, err);
}

static const char *cell(
	const struct comparing *c, const struct ph_row *row, size_t column)
{
	return ph_row_get(row, c->at[column]);
}

static bool read_number(const char *text, int64_t *number)
{
	*number = 0;
	for (const char *at = text; *at; at++) {
		if (*at < '0' || *at > '9' || at - text > 15)
			return false;
		*number = *number * 10 + (*at - '0');
	}
	return *text;
}

static void differ(struct comparing *c, const struct drawn *drawn, int field,
	int8_t paper, bool *failed)
{
	struct difference *difference = ph_list_push(c->differences);

	if (!difference) {
		*failed = true;
		return;
	}
	difference->drawn = drawn;
	difference->field = field;
	difference->paper = paper;
}

/* What counts is points: a question without any counts alike, whether blank,
 * marked twice or not to be read. */
static bool agree(int8_t ledger, int8_t paper)
{
	return ledger == paper || (ledger < 0 && paper < 0);
}

static void compare_answer(struct comparing *c, const struct ph_row *row,
	const struct drawn *drawn, size_t field, bool *failed)
{
	const struct ph_criterion *criterion = audit_criterion(c->audit, field);
	int at = c->at[COLUMN_FIELDS + field];
	const char *text = ph_row_get(row, at);
	int8_t paper;

	if (!ph_answer_parse(text, strlen(text), &paper)
		|| (paper >= 0 && !ph_criterion_option(criterion, paper))) {
		ph_row_fault(c->recount->table, row, at, c->faults,
			"%s is no answer; write its points, nothing for a "
			"blank, ! for several marks, ? where it cannot be "
			"read, - where it is not asked",
			text);
		return;
	}
	if (!agree(drawn->answers[field], paper))
		differ(c, drawn, (int)field, paper, failed);
}

static bool is_word(const char *text, const char *sign, const char *word)
{
	return strcmp(text, sign) == 0 || strcmp(text, word) == 0;
}

/* A row that is not marked was not counted again: an empty row must not pass
 * for a blank form. */
static void compare_form(struct comparing *c, const struct ph_row *row,
	const struct drawn *drawn, bool *failed)
{
	size_t count = c->audit->query->rules->fields.count;
	const char *paper = cell(c, row, COLUMN_PAPER);

	if (is_word(paper, "x", "có") || is_word(paper, "X", "Có")) {
		for (size_t i = 0; i < count; i++)
			compare_answer(c, row, drawn, i, failed);
		return;
	}
	if (!is_word(paper, "-", "không") && !is_word(paper, "–", "Không")) {
		ph_row_fault(c->recount->table, row, c->at[COLUMN_PAPER],
			c->faults,
			*paper ? "%s is neither x nor -; write x when the "
				 "paper was found and read, - when not%s"
			       : "%sstill to be counted: write x when the "
				 "paper was found and read, - when not%s",
			paper, "");
		return;
	}
	for (size_t i = 0; i < count; i++)
		if (*cell(c, row, COLUMN_FIELDS + i))
			ph_row_fault(c->recount->table, row,
				c->at[COLUMN_FIELDS + i], c->faults,
				"an answer of a paper that was not found: is "
				"it x?");
	differ(c, drawn, PH_NONE, PH_ABSENT, failed);
}

/* Rows may have been sorted otherwise: they are known by their number. */
static void find_row(struct comparing *c, const struct ph_row *row)
{
	const struct ph_table *table = c->recount->table;
	const struct drawn *drawn;
	int64_t draw, sheet;

	if (!read_number(cell(c, row, COLUMN_DRAW), &draw) || draw < 1
		|| draw > (int64_t)c->audit->drawn.count) {
		ph_row_fault(table, row, c->at[COLUMN_DRAW], c->faults,
			"%s is no number of this drawing",
			cell(c, row, COLUMN_DRAW));
		return;
	}
	drawn = c->drawn[draw - 1];
	if (!read_number(cell(c, row, COLUMN_SHEET), &sheet)
		|| sheet != drawn->sheet
		|| strcmp(cell(c, row, COLUMN_CODE), drawn->code) != 0)
		ph_row_fault(table, row, c->at[COLUMN_CODE], c->faults,
			"number %u is %s, sheet %" PRId64
			": leave these columns as they were",
			drawn->draw, drawn->code, drawn->sheet);
	else if (c->row_of[draw - 1])
		ph_row_fault(table, row, c->at[COLUMN_DRAW], c->faults,
			"stands on line %lu already",
			c->row_of[draw - 1]->line);
	else
		c->row_of[draw - 1] = row;
}

/* Another ledger, other rules, or a list that was touched. */
static bool check_drawing(const struct comparing *c, struct ph_error *err)
{
	const struct ph_audit_drawing *list = &c->recount->drawing;
	const struct ph_audit_drawing *again = c->audit->drawing;

	return (list->population == again->population
		       && list->size == again->size)
	       || ph_error_set(err, PH_BAD_DATA,
		       "%s: this list was drawn as %" PRId64 " of %" PRId64
		       " forms, but the ledger has %" PRId64 " of %" PRId64
		       " in batch %" PRId64 ": is it the same ledger, with "
		       "the same rules?",
		       c->faults->file, list->size, list->population,
		       again->size, again->population, again->batch);
}

static bool compare_all(struct comparing *c, struct ph_error *err)
{
	const struct drawn *drawn;
	const struct ph_row *row;
	bool failed = false;

	ph_list_for (drawn, &c->audit->drawn)
		c->drawn[drawn->draw - 1] = drawn;
	ph_list_for (row, &c->recount->rows)
		find_row(c, row);
	for (size_t i = 0; i < c->audit->drawn.count; i++)
		if (c->row_of[i])
			compare_form(c, c->row_of[i], c->drawn[i], &failed);
		else
			ph_faults_add(c->faults, 0, 0,
				"number %u, %s, was drawn, and no row is right "
				"for it",
				c->drawn[i]->draw, c->drawn[i]->code);
	if (failed)
		return ph_error_memory(err);
	return ph_faults_none(c->faults, err);
}

bool recount_compare(const struct ph_recount *recount,
	const struct ph_audit *audit, difference_list *differences,
	struct ph_faults *faults, struct ph_error *err)
{
	size_t count = audit->drawn.count + 1;
	struct comparing c = {
		.recount = recount,
		.audit = audit,
		.differences = differences,
		.faults = faults,
	};
	bool fine;

	if (!bind(&c, err) || !check_drawing(&c, err))
		return false;
	c.drawn = ph_alloc(count, sizeof(*c.drawn));
	c.row_of = ph_alloc(count, sizeof(*c.row_of));
	fine = c.drawn && c.row_of ? compare_all(&c, err)
				   : ph_error_memory(err);
	free(c.drawn);
	free(c.row_of);
	return fine;
}
