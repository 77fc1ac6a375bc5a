/* SPDX-License-Identifier: MIT */
/* Mẫu 03: the officers, one a row. */
#include "sheet.h"

static void add_officer(
	const struct making *m, size_t officer, size_t column, int64_t no)
{
	PH_AUTO(score_words_release) struct score_words words = { 0 };
	const struct census *census = m->census;
	const struct census_officer *person = &census->officers.at[officer];
	const struct tally *tally =
		m->tallies->officers + officer * m->tallies->columns + column;
	const struct ph_rules *rules = census->query->rules;
	struct ph_score score;
	struct line line = { 0 };

	ph_score_make(&score, rules, PH_SUBJECT_OFFICER, tally->points);
	line_text(&line, COLUMN_KIND, ph_rules_word(rules, "officer"));
	if (no)
		line_number(&line, COLUMN_NO, no);
	line_text(&line, COLUMN_NAME, person->name);
	line_text(&line, COLUMN_TITLE, person->title);
	line_unit(&line, census, person->unit);
	line_counts(&line, tally);
	if (!line_score(&line, &words, rules, &score))
		m->sheet->failed = true;
	if (column) {
		line_text(&line, COLUMN_FIELD,
			tally_field(m->tallies, census, column));
		line_text(&line, COLUMN_BAND, "");
	}
	sheet_add(m, &line);
}

void make_mau_03(const struct making *m)
{
	size_t columns = m->tallies->columns;
	int64_t no = 0;

	for (size_t i = 0; i < m->census->officers.count; i++) {
		if (!unit_wanted(m, m->census->officers.at[i].unit))
			continue;
		add_officer(m, i, 0, ++no);
		for (size_t column = 1; column < columns; column++)
			if (m->tallies->officers[i * columns + column].received)
				add_officer(m, i, column, 0);
	}
}
