/* SPDX-License-Identifier: MIT */
/* Whole numbers throughout: a binary fraction misses 15.0 by 1e-15. */
#include <phieu/rules.h>

int64_t ph_score_tenths(int64_t sum, int64_t n)
{
	return (20 * sum + n) / (2 * n);
}

static bool applies(
	const struct ph_criterion *criterion, enum ph_subject subject)
{
	return criterion->scope == PH_SCOPE_DOSSIER
	       || (criterion->scope == PH_SCOPE_UNIT
		       && subject == PH_SUBJECT_UNIT);
}

void ph_score_make(struct ph_score *score, const struct ph_rules *rules,
	enum ph_subject subject, const struct ph_tally *tally)
{
	*score = (struct ph_score){ 0 };
	for (size_t i = 0; i < rules->criterion_count; i++) {
		if (!applies(&rules->criteria[i], subject))
			continue;
		score->wanted[i] = true;
		score->max += rules->criteria[i].max;
		if (tally[i].n <= 0) {
			score->missing++;
			continue;
		}
		score->has[i] = true;
		score->tenths[i] = ph_score_tenths(tally[i].sum, tally[i].n);
		score->total += score->tenths[i];
		score->used++;
	}
	score->provisional = score->missing > 0;
	if (score->used)
		score->band = ph_rules_band(rules, subject, score->total);
}

const struct ph_band *ph_rules_band(
	const struct ph_rules *rules, enum ph_subject subject, int64_t tenths)
{
	for (size_t i = 0; i < rules->band_count; i++)
		if (rules->bands[i].subject == subject
			&& tenths >= rules->bands[i].at_least)
			return &rules->bands[i];
	return NULL;
}

void ph_rank(const int64_t *totals, size_t count, unsigned *ranks)
{
	for (size_t i = 0; i < count; i++) {
		ranks[i] = 1;
		for (size_t j = 0; j < count; j++)
			ranks[i] += totals[j] > totals[i];
	}
}
