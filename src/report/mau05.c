/* SPDX-License-Identifier: MIT */
/* Mẫu 05: the commune's report upward: units with their ranks, officers'
 * totals, and the remarks that Điều 15 khoản 4 điểm b asks for. */
#include "sheet.h"

#include <string.h>

static const struct tally *unit_tally(const struct making *m, size_t unit)
{
	return m->tallies->units + unit * m->tallies->columns;
}

/* Those to be compared with unit `first`: with a total, and under the same unit
 * above, since a whole cannot be ranked against its parts. Units that are not
 * asked for keep their places. */
static size_t gather_peers(const struct making *m,
	const struct ph_score *scores, size_t first, size_t *peers)
{
	const struct census_unit *units = m->census->units.at;
	size_t count = 0;

	for (size_t i = first; i < m->census->units.count; i++)
		if (scores[i].used && units[i].ours
			&& units[i].parent == units[first].parent)
			peers[count++] = i;
	return count;
}

static void rank_peers(const struct ph_score *scores, const size_t *peers,
	size_t count, int64_t *totals, unsigned *places, unsigned *ranks)
{
	for (size_t i = 0; i < count; i++)
		totals[i] = scores[peers[i]].total;
	ph_rank(totals, count, places);
	for (size_t i = 0; i < count; i++)
		ranks[peers[i]] = places[i];
}

/* 0 for units that have no total. false: out of memory. */
static bool rank_units(
	const struct making *m, const struct ph_score *scores, unsigned *ranks)
{
	size_t count = m->census->units.count;
	size_t *peers = ph_alloc(count, sizeof(*peers));
	int64_t *totals = ph_alloc(count, sizeof(*totals));
	unsigned *places = ph_alloc(count, sizeof(*places));
	bool fine = peers && totals && places;

	for (size_t i = 0; fine && i < count; i++)
		if (!ranks[i] && scores[i].used && m->census->units.at[i].ours)
			rank_peers(scores, peers,
				gather_peers(m, scores, i, peers), totals,
				places, ranks);
	free(peers);
	free(totals);
	free(places);
	return fine;
}

static void score_units(const struct making *m, struct ph_score *scores)
{
	for (size_t i = 0; i < m->census->units.count; i++)
		ph_score_make(&scores[i], m->census->query->rules,
			PH_SUBJECT_UNIT, unit_tally(m, i)->points);
}

static void add_unit(const struct making *m, size_t unit,
	const struct ph_score *score, unsigned rank, int64_t no)
{
	PH_AUTO(score_words_release) struct score_words words = { 0 };
	const struct census *census = m->census;
	const struct ph_rules *rules = census->query->rules;
	struct line line = { 0 };

	line_text(&line, COLUMN_KIND, ph_rules_word(rules, "unit"));
	line_number(&line, COLUMN_NO, no);
	line_text(&line, COLUMN_NAME, census->units.at[unit].name);
	line_unit(&line, census, (int32_t)unit);
	line_counts(&line, unit_tally(m, unit));
	if (rank)
		line_number(&line, COLUMN_RANK, rank);
	if (!line_score(&line, &words, rules, score))
		m->sheet->failed = true;
	sheet_add(m, &line);
}

static void add_field(const struct making *m, size_t unit, size_t column)
{
	PH_AUTO(score_words_release) struct score_words words = { 0 };
	const struct census *census = m->census;
	const struct ph_rules *rules = census->query->rules;
	const struct tally *tally = unit_tally(m, unit) + column;
	struct ph_score score;
	struct line line = { 0 };

	ph_score_make(&score, rules, PH_SUBJECT_OFFICER, tally->points);
	line_text(&line, COLUMN_KIND, ph_rules_word(rules, "field"));
	line_text(&line, COLUMN_NAME, census->units.at[unit].name);
	line_unit(&line, census, (int32_t)unit);
	line_text(&line, COLUMN_FIELD, tally_field(m->tallies, census, column));
	line_counts(&line, tally);
	if (!line_score(&line, &words, rules, &score))
		m->sheet->failed = true;
	line_text(&line, COLUMN_BAND, "");
	sheet_add(m, &line);
}

static void add_officer(const struct making *m, size_t officer, int64_t no)
{
	PH_AUTO(score_words_release) struct score_words words = { 0 };
	const struct census *census = m->census;
	const struct ph_rules *rules = census->query->rules;
	const struct tally *tally =
		m->tallies->officers + officer * m->tallies->columns;
	struct ph_score score;
	struct line line = { 0 };

	ph_score_make(&score, rules, PH_SUBJECT_OFFICER, tally->points);
	line_text(&line, COLUMN_KIND, ph_rules_word(rules, "officer"));
	line_number(&line, COLUMN_NO, no);
	line_text(&line, COLUMN_NAME, census->officers.at[officer].name);
	line_unit(&line, census, census->officers.at[officer].unit);
	line_counts(&line, tally);
	if (!line_score(&line, &words, rules, &score))
		m->sheet->failed = true;
	sheet_add(m, &line);
}

static bool take_remark(void *context, const struct ph_remark *remark)
{
	const struct making *m = context;
	const struct census *census = m->census;
	const struct ph_period *period = census->query->period;
	int32_t unit = ph_index_find(&census->unit_codes, remark->unit);
	struct line line = { 0 };

	if (unit < 0 || !unit_wanted(m, unit) || !period
		|| strcmp(remark->period, period->name) != 0)
		return true;
	line_text(&line, COLUMN_KIND,
		ph_rules_word(census->query->rules, remark->kind));
	line_text(&line, COLUMN_NAME, census->units.at[unit].name);
	line_unit(&line, census, unit);
	line_text(&line, COLUMN_NOTE, remark->text);
	sheet_add(m, &line);
	return true;
}

static void add_units(const struct making *m, const struct ph_score *scores,
	const unsigned *ranks)
{
	int64_t no = 0;

	for (size_t i = 0; i < m->census->units.count; i++) {
		if (!unit_wanted(m, (int32_t)i))
			continue;
		add_unit(m, i, &scores[i], ranks[i], ++no);
		for (size_t c = 1; c < m->tallies->columns; c++)
			if (unit_tally(m, i)[c].received)
				add_field(m, i, c);
	}
}

static void add_officers(const struct making *m)
{
	int64_t no = 0;

	for (size_t i = 0; i < m->census->officers.count; i++)
		if (unit_wanted(m, m->census->officers.at[i].unit))
			add_officer(m, i, ++no);
}

bool make_mau_05(const struct making *m, struct ph_error *err)
{
	size_t count = m->census->units.count;
	struct ph_score *scores = ph_alloc(count, sizeof(*scores));
	unsigned *ranks = ph_alloc(count, sizeof(*ranks));
	bool fine = scores && ranks;

	if (fine) {
		score_units(m, scores);
		fine = rank_units(m, scores, ranks);
	}
	if (fine) {
		add_units(m, scores, ranks);
		add_officers(m);
	}
	free(scores);
	free(ranks);
	if (!fine)
		return ph_error_memory(err);
	return ph_ledger_each_remark(m->census->query->ledger,
		m->census->query->as_of, take_remark, (void *)(uintptr_t)m,
		err);
}
