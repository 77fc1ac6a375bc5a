/* SPDX-License-Identifier: MIT */
/*
 * Dossier codes by the parts of codes.csv. A part of variable length is never
 * followed by one that could begin with its characters (load_codes.c refuses
 * such a grammar), so taking as much as fits is exact and nothing is tried
 * twice: a match is linear in the code's length.
 */
#include "tables.h"

#include <string.h>

/* What is being matched, and what was learned on the way. */
struct matcher {
	const char *at, *end;
	ph_date today, date;
	const char *odd;
};

static size_t span(const struct part *part, const struct matcher *m)
{
	size_t left = (size_t)(m->end - m->at), n = 0;

	while (n < left && charset_has(&part->chars, m->at[n]))
		n++;
	return n;
}

static bool match_literal(const struct part *part, struct matcher *m)
{
	return (size_t)(m->end - m->at) >= part->max
	       && memcmp(m->at, part->text, part->max) == 0;
}

static bool match_level_one(
	const struct part *part, const char *group, size_t length)
{
	if (length != part->level_one_length)
		return false;
	for (size_t i = 0; i < length; i++)
		if (!charset_has(&part->level_one[i], group[i]))
			return false;
	return true;
}

/* chars holds the dot as well; *length is what was taken. */
static bool match_groups(
	const struct part *part, const struct matcher *m, size_t *length)
{
	size_t taken = span(part, m), group = 0;
	bool first = false, last = false;

	if (taken < part->min || taken > part->max)
		return false;
	for (size_t i = 0; i <= taken; i++) {
		if (i < taken && m->at[i] != '.')
			continue;
		if (i == group)
			return false; /* an empty group */
		last = match_level_one(part, m->at + group, i - group);
		first = first || (group == 0 && last);
		group = i + 1;
	}
	*length = taken;
	return first || last;
}

/* Reads the digits at the places of `letter` in the format; -1: none. */
static int date_field(const struct part *part, const char *at, char letter)
{
	int value = -1;

	for (size_t i = 0; i < part->max; i++)
		if (part->text[i] == letter)
			value = (value < 0 ? 0 : value) * 10 + (at[i] - '0');
	return value;
}

static bool match_date(const struct part *part, struct matcher *m)
{
	int year, month, day;
	ph_date date;

	if (span(part, m) < part->max)
		return false;
	year = date_field(part, m->at, 'Y');
	month = date_field(part, m->at, 'M');
	day = date_field(part, m->at, 'D');
	if (year < 100)
		year += 2000; /* YY: such codes are younger than 2000 */
	date = ph_date_make(year, month < 0 ? 1 : month, day < 0 ? 1 : day);
	if (date == PH_NO_DATE || date > m->today)
		return false;
	if (date < part->odd_before)
		m->odd = part->odd_message;
	if (day >= 0)
		m->date = date;
	return true;
}

static bool match_run(
	const struct part *part, const struct matcher *m, size_t *length)
{
	size_t taken = span(part, m);
	bool zero = true;

	if (taken > part->max && part->min == part->max)
		taken = part->max; /* the next part takes the rest */
	if (taken < part->min || taken > part->max)
		return false;
	for (size_t i = 0; i < taken; i++)
		zero = zero && m->at[i] == '0';
	*length = taken;
	return part->kind != PART_SERIAL || !zero;
}

static bool match_part(const struct part *part, struct matcher *m)
{
	size_t length = part->max;
	bool fits;

	switch (part->kind) {
	case PART_LITERAL:
		fits = match_literal(part, m);
		break;
	case PART_GROUPS:
		fits = match_groups(part, m, &length);
		break;
	case PART_DATE:
		fits = match_date(part, m);
		break;
	default:
		fits = match_run(part, m, &length);
		break;
	}
	if (!fits)
		return false;
	if (length < 64 && part->odd_lengths >> length & 1)
		m->odd = part->odd_message;
	m->at += length;
	return true;
}

struct ph_code_match grammar_match(const struct grammar *grammar,
	const char *text, size_t length, ph_date today, size_t *used)
{
	struct matcher m = { text, text + length, today, PH_NO_DATE, NULL };

	for (size_t i = 0; i < grammar->part_count; i++) {
		const struct part *part = &grammar->parts[i];

		if (match_part(part, &m))
			continue;
		*used = (size_t)(m.at - text);
		return (struct ph_code_match){
			.date = PH_NO_DATE,
			.what = part->message,
			.at = *used,
		};
	}
	*used = (size_t)(m.at - text);
	return (struct ph_code_match){
		.valid = true,
		.date = m.date,
		.odd = m.odd != NULL,
		.what = m.odd,
	};
}

static struct ph_code_match judge(const struct grammar *grammar,
	const char *code, size_t length, ph_date today)
{
	size_t used;
	struct ph_code_match match =
		grammar_match(grammar, code, length, today, &used);

	if (!match.valid || used == length)
		return match;
	return (struct ph_code_match){
		.date = PH_NO_DATE,
		.what = grammar->parts[grammar->part_count - 1].message,
		.at = used,
	};
}

/* A plain match beats an odd one; of misfits the one that got farthest says
 * best what is wrong. */
static bool is_better(
	const struct ph_code_match *a, const struct ph_code_match *b)
{
	if (a->valid != b->valid)
		return a->valid;
	return a->valid ? b->odd && !a->odd : a->at > b->at;
}

struct ph_code_match ph_code_judge(
	const struct ph_rules *rules, const char *code, ph_date today)
{
	const struct ph_rules_tables *tables = rules->tables;
	size_t length = strlen(code);
	struct ph_code_match best =
		judge(&tables->grammars[0], code, length, today);

	for (size_t i = 1; i < tables->grammar_count; i++) {
		struct ph_code_match match =
			judge(&tables->grammars[i], code, length, today);

		if (is_better(&match, &best))
			best = match;
	}
	return best;
}
