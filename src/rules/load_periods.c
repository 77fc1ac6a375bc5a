/* SPDX-License-Identifier: MIT */
/* periods.csv. */
#include "load.h"

#include <string.h>

enum {
	TRIED_YEAR = 2027, /* and the leap year after it */
};

static bool is_period_name(const char *text)
{
	return strcmp(text, "year") == 0
	       || (*text >= 'A' && *text <= 'Z'
		       && strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
				  == strlen(text)
		       && strlen(text) < PERIOD_SIZE);
}

static struct edge take_edge(const struct reading *in, int column)
{
	struct edge edge = {
		.year = cell_number(in, column, -1, 1),
		.month = cell_number(in, column + 1, 1, 12),
	};

	if (strcmp(cell(in, column + 2), "last") != 0)
		edge.day = cell_number(in, column + 2, 1, 31);
	if (period_edge(&edge, TRIED_YEAR) == PH_NO_DATE)
		cell_fault(in, column + 2,
			"month %d has no day %d each year: write «last» for "
			"its end",
			edge.month, edge.day);
	return edge;
}

static bool is_known(const struct ph_rules_tables *tables, const char *rule,
	const char *name)
{
	for (size_t i = 0; i < tables->period_count; i++)
		if (strcmp(tables->periods[i].rule, rule) == 0
			&& strcmp(tables->periods[i].period, name) == 0)
			return true;
	return false;
}

static bool take_period(const struct reading *in)
{
	struct ph_rules_tables *tables = in->load->rules->tables;
	const char *name = cell(in, 1);
	struct period_row *row;

	if (!is_period_name(name)) {
		cell_fault(in, 1,
			"«%s» is neither «year» nor a capital letter with up "
			"to %d letters and digits, as Q1",
			name, PERIOD_SIZE - 2);
		name = "?";
	} else if (is_known(tables, cell(in, 0), name)) {
		cell_fault(in, 1, "«%s» stands twice in rule %s", name,
			cell(in, 0));
	}
	row = LOAD_PUSH(tables->periods, tables->period_count);
	if (!row)
		return false;
	memcpy(row->period, name, strlen(name) + 1);
	row->from = take_edge(in, 2);
	row->to = take_edge(in, 5);
	return cell_name(in, 0, &row->rule)
	       && load_line(in, &in->load->period_lines,
		       &in->load->period_line_count);
}

/* Periods of one kind have one letter: quarters Q, half-years H. */
static bool is_kin(const struct period_row *a, const struct period_row *b)
{
	return a->period[0] == b->period[0] && strcmp(a->rule, b->rule) == 0;
}

/* The row that follows in its kind, or the kind's first one (*wraps: a year
 * later). */
static const struct period_row *follower(
	const struct ph_rules_tables *tables, size_t at, bool *wraps)
{
	for (size_t i = at + 1; i < tables->period_count; i++)
		if (is_kin(&tables->periods[at], &tables->periods[i])) {
			*wraps = false;
			return &tables->periods[i];
		}
	*wraps = true;
	for (size_t i = 0; i < at; i++)
		if (is_kin(&tables->periods[at], &tables->periods[i]))
			return &tables->periods[i];
	return &tables->periods[at];
}

static void check_period(struct load *load, size_t i)
{
	const struct ph_rules_tables *tables = load->rules->tables;
	const struct period_row *row = &tables->periods[i], *next;
	unsigned long line = load->period_lines[i];
	bool wraps;

	next = follower(tables, i, &wraps);
	for (int year = TRIED_YEAR; year <= TRIED_YEAR + 1; year++) {
		ph_date from = period_edge(&row->from, year);
		ph_date to = period_edge(&row->to, year);
		ph_date then = period_edge(&next->from, year + wraps);
		char day[PH_DATE_SIZE], start[PH_DATE_SIZE];

		if (from == PH_NO_DATE || to == PH_NO_DATE
			|| then == PH_NO_DATE)
			return;
		if (from > to) {
			load_fault(load, TABLE_PERIODS, line,
				"%s ends before it begins", row->period);
			return;
		}
		if (then == to + 1)
			continue;
		load_fault(load, TABLE_PERIODS, line,
			"%s of %d ends on %s, but %s begins on %s: periods "
			"must follow each other without gap or overlap",
			row->period, year, ph_date_iso(to, day), next->period,
			ph_date_iso(then, start));
		return;
	}
}

static void check_periods(struct load *load)
{
	const struct ph_rules_tables *tables = load->rules->tables;

	if (!tables->period_count)
		load_fault(load, TABLE_PERIODS, 0, "no period");
	for (size_t i = 0; i < tables->period_count; i++)
		check_period(load, i);
}

const struct table_loader load_periods = {
	.file = "periods.csv",
	.columns = { "rule", "period", "from_year", "from_month", "from_day",
		"to_year", "to_month", "to_day", "source" },
	.row = take_period,
	.check = check_periods,
};
