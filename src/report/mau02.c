/* SPDX-License-Identifier: MIT */
/* Mẫu 02: how a unit stands, index by index. */
#include "sheet.h"

#include <stdio.h>

struct block {
	const struct making *m;
	int32_t unit;
	size_t column; /* of the tallies; 0: all fields together */
	const struct tally *tally;
	struct ph_score score;
};

static struct line begin_line(const struct block *b, const char *kind)
{
	const struct census *census = b->m->census;
	struct line line = { 0 };

	line_text(
		&line, COLUMN_KIND, ph_rules_word(census->query->rules, kind));
	line_unit(&line, census, b->unit);
	if (b->column)
		line_text(&line, COLUMN_FIELD,
			tally_field(b->m->tallies, census, b->column));
	line_number(&line, COLUMN_FORMS_RECEIVED, b->tally->received);
	line_number(&line, COLUMN_DOSSIERS_RETURNED, b->tally->returned);
	return line;
}

static void add_index(const struct block *b, size_t i)
{
	const struct ph_rules *rules = b->m->census->query->rules;
	const struct ph_criterion *c = &rules->criteria[i];
	struct line line = begin_line(b, "index");

	line_number(&line, COLUMN_INDEX, c->no);
	line_text(&line, COLUMN_INDEX_NAME, c->name);
	line_number(&line, COLUMN_MAX, c->max);
	if (c->scope == PH_SCOPE_DOSSIER)
		line_number(&line, COLUMN_DOSSIERS, b->tally->points[i].n);
	if (b->score.has[i])
		line_tenths(&line, COLUMN_POINTS, b->score.tenths[i]);
	else
		line_text(&line, COLUMN_NOTE, ph_rules_word(rules, "no-data"));
	sheet_add(b->m, &line);
}

/* A field's total is for comparing fields; the law grades whole units. */
static void add_total(const struct block *b)
{
	PH_AUTO(score_words_release) struct score_words words = { 0 };
	const struct ph_rules *rules = b->m->census->query->rules;
	struct line line = begin_line(b, "total");

	line_text(&line, COLUMN_INDEX, ph_rules_word(rules, "total"));
	line_number(&line, COLUMN_MAX, b->score.max);
	line_number(&line, COLUMN_DOSSIERS, b->tally->counted);
	if (!line_score(&line, &words, rules, &b->score))
		b->m->sheet->failed = true;
	if (b->score.used)
		line_tenths(&line, COLUMN_POINTS, b->score.total);
	if (b->column)
		line_text(&line, COLUMN_BAND, "");
	sheet_add(b->m, &line);
}

static void add_satisfaction(const struct block *b, size_t i)
{
	const struct ph_rules *rules = b->m->census->query->rules;
	const struct ph_criterion *c = &rules->criteria[i];
	const struct satisfaction *s = &b->m->tallies->satisfaction[b->unit];

	if (!s->answered[i])
		return;
	for (size_t k = 0; k < c->option_count && k < SATISFACTION_OPTIONS;
		k++) {
		struct line line = begin_line(b, "satisfaction");
		char name[256];

		snprintf(name, sizeof(name), "%s: %s", c->name,
			c->options[k].text);
		line_text(&line, COLUMN_INDEX_NAME, name);
		line_number(&line, COLUMN_DOSSIERS, s->chosen[i][k]);
		line_tenths(&line, COLUMN_POINTS,
			ph_score_tenths(100 * s->chosen[i][k], s->answered[i]));
		line_text(&line, COLUMN_NOTE, ph_rules_word(rules, "percent"));
		sheet_add(b->m, &line);
	}
}

static void add_block(const struct block *b)
{
	const struct ph_rules *rules = b->m->census->query->rules;

	for (size_t i = 0; i < rules->criterion_count; i++)
		if (b->score.wanted[i])
			add_index(b, i);
	add_total(b);
	for (size_t i = 0; !b->column && i < rules->criterion_count; i++)
		if (rules->criteria[i].scope == PH_SCOPE_SATISFACTION)
			add_satisfaction(b, i);
}

static void add_unit(const struct making *m, int32_t unit)
{
	const struct tally *tallies =
		m->tallies->units + (size_t)unit * m->tallies->columns;

	for (size_t column = 0; column < m->tallies->columns; column++) {
		struct block block = {
			.m = m,
			.unit = unit,
			.column = column,
			.tally = &tallies[column],
		};

		if (column && !tallies[column].received)
			continue;
		/* By field only the indices of each dossier exist (Điều 15
		 * khoản 1 điểm b), the same as an officer's. */
		ph_score_make(&block.score, m->census->query->rules,
			column ? PH_SUBJECT_OFFICER : PH_SUBJECT_UNIT,
			tallies[column].points);
		add_block(&block);
	}
}

void make_mau_02(const struct making *m)
{
	for (size_t i = 0; i < m->census->units.count; i++)
		if (unit_wanted(m, (int32_t)i))
			add_unit(m, (int32_t)i);
}
