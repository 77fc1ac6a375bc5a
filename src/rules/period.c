/* SPDX-License-Identifier: MIT */
#include <phieu/text.h>

#include "tables.h"

#include <stdio.h>
#include <string.h>

ph_date period_edge(const struct edge *edge, int year)
{
	int y = year + edge->year, day = edge->day ? edge->day : 31;
	ph_date date = ph_date_make(y, edge->month, day);

	/* The last day of a month: 31, 30, 29 or 28. */
	while (!edge->day && date == PH_NO_DATE && day > 28)
		date = ph_date_make(y, edge->month, --day);
	return date;
}

static bool make(
	const struct period_row *row, int year, struct ph_period *period)
{
	if (strcmp(row->period, "year") == 0)
		snprintf(period->name, sizeof(period->name), "%04d",
			year % 10000);
	else
		snprintf(period->name, sizeof(period->name), "%04d-%s",
			year % 10000, row->period);
	period->from = period_edge(&row->from, year);
	period->to = period_edge(&row->to, year);
	return period->from >= ph_date_make(1, 1, 1)
	       && period->to >= period->from;
}

static bool has_rule(const struct ph_rules *rules, const char *rule)
{
	for (size_t i = 0; i < rules->tables->period_count; i++)
		if (strcmp(rules->tables->periods[i].rule, rule) == 0)
			return true;
	return false;
}

static bool refuse_rule(
	const struct ph_rules *rules, const char *rule, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text known = { 0 };
	const struct period_row *row = rules->tables->periods;
	const char *last = "";

	for (size_t i = 0; i < rules->tables->period_count; i++, row++) {
		if (strcmp(row->rule, last) != 0
			&& !ph_text_appendf(&known, "%s%s",
				known.length ? ", " : "", row->rule))
			return ph_error_memory(err);
		last = row->rule;
	}
	return ph_error_set(err, PH_CONFIG,
		"period-rule «%s»: rule set %s knows: %s", rule, rules->id,
		ph_text_get(&known));
}

static bool refuse_period(const struct ph_rules *rules, const char *rule,
	const char *text, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text known = { 0 };
	const struct period_row *row = rules->tables->periods;

	for (size_t i = 0; i < rules->tables->period_count; i++, row++) {
		bool year = strcmp(row->period, "year") == 0;

		if (strcmp(row->rule, rule) == 0
			&& !ph_text_appendf(&known, "%s2026%s%s",
				known.length ? ", " : "", year ? "" : "-",
				year ? "" : row->period))
			return ph_error_memory(err);
	}
	return ph_error_set(err, PH_USAGE,
		"period «%s»: not known; by rule %s it is one like %s", text,
		rule, ph_text_get(&known));
}

/* Four digits, then nothing or `-` and the period's name in upper case. */
static bool split(const char *text, int *year, char suffix[PERIOD_SIZE])
{
	size_t length = strlen(text);

	*year = 0;
	if (strspn(text, "0123456789") != 4 || length == 5
		|| length >= 5 + PERIOD_SIZE || (length > 5 && text[4] != '-'))
		return false;
	for (int i = 0; i < 4; i++)
		*year = *year * 10 + (text[i] - '0');
	snprintf(suffix, PERIOD_SIZE, "%s", length > 5 ? text + 5 : "year");
	for (char *c = suffix; length > 5 && *c; c++)
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
	return true;
}

bool ph_period_parse(const struct ph_rules *rules, const char *rule,
	const char *text, struct ph_period *period, struct ph_error *err)
{
	const struct period_row *row = rules->tables->periods;
	char suffix[PERIOD_SIZE];
	int year;

	if (!has_rule(rules, rule))
		return refuse_rule(rules, rule, err);
	if (!split(text, &year, suffix))
		return refuse_period(rules, rule, text, err);
	for (size_t i = 0; i < rules->tables->period_count; i++, row++)
		if (strcmp(row->rule, rule) == 0
			&& strcmp(row->period, suffix) == 0
			&& make(row, year, period))
			return true;
	return refuse_period(rules, rule, text, err);
}

bool ph_period_of(const struct ph_rules *rules, const char *rule, ph_date date,
	struct ph_period *period)
{
	const struct period_row *row = rules->tables->periods;
	struct ph_period one;
	bool found = false;
	int year, month, day;

	if (date == PH_NO_DATE)
		return false;
	ph_date_split(date, &year, &month, &day);
	for (size_t i = 0; i < rules->tables->period_count; i++, row++) {
		if (strcmp(row->rule, rule) != 0)
			continue;
		for (int y = year - 1; y <= year + 1; y++) {
			if (!make(row, y, &one) || date < one.from
				|| date > one.to)
				continue;
			if (!found
				|| one.to - one.from
					   < period->to - period->from)
				*period = one;
			found = true;
		}
	}
	return found;
}
