/* SPDX-License-Identifier: MIT */
#include "tally.h"

#include <string.h>

struct walk {
	struct tallies *tallies;
	const struct census *census;
};

static bool by_dates(const struct census *census, size_t criterion)
{
	return census->query->rules->criteria[criterion].evidence == PH_BY_DATES
	       || census->query->settings->computed[criterion];
}

/* Points of one counted form, or PH_ABSENT. */
static int points_of(const struct census *census,
	const struct census_form *form, size_t criterion)
{
	const struct ph_criterion *c =
		&census->query->rules->criteria[criterion];

	if (by_dates(census, criterion))
		return ph_criterion_points(c, form->timing);
	return c->field >= 0 ? form->answers[c->field] : PH_ABSENT;
}

static void add_form(
	struct tally *tally, const struct walk *w, const void *what)
{
	const struct census_form *f = what;
	const struct ph_rules *rules = w->census->query->rules;
	bool per_dossiers = w->census->query->settings->per_dossiers;

	tally->received += f->copies;
	if (!f->verdict.counted)
		return;
	tally->counted++;
	for (size_t i = 0; i < rules->criterion_count; i++) {
		int points;

		if (rules->criteria[i].scope != PH_SCOPE_DOSSIER
			|| (per_dossiers && by_dates(w->census, i)))
			continue;
		points = points_of(w->census, f, i);
		if (points < 0)
			continue;
		tally->points[i].sum += points;
		tally->points[i].n++;
	}
}

static void add_satisfaction(struct satisfaction *s, const struct walk *w,
	const struct census_form *form)
{
	const struct ph_rules *rules = w->census->query->rules;

	for (size_t i = 0; i < rules->criterion_count; i++) {
		const struct ph_criterion *c = &rules->criteria[i];
		int points = c->field >= 0 ? form->answers[c->field] : -1;

		if (c->scope != PH_SCOPE_SATISFACTION || points < 0)
			continue;
		s->answered[i]++;
		for (size_t k = 0;
			k < c->option_count && k < SATISFACTION_OPTIONS; k++)
			if (c->options[k].points == points)
				s->chosen[i][k]++;
	}
}

/* The column of a field, 0 when sheets are not made by field. */
static size_t column_of(const struct tallies *t, int32_t field)
{
	if (t->columns == 1)
		return 0;
	return field >= 0 ? (size_t)field + 1 : t->columns - 1;
}

/* Adds to every tally that something belongs to: the officer's, the unit's and
 * those of the units above it (relate_units has cut cycles), each with the
 * column of the field. */
static void add_everywhere(struct walk *w, int32_t officer, int32_t unit,
	int32_t field,
	void (*add)(
		struct tally *tally, const struct walk *w, const void *what),
	const void *what)
{
	struct tallies *t = w->tallies;
	size_t column = column_of(t, field);

	if (officer >= 0) {
		struct tally *own = t->officers + (size_t)officer * t->columns;

		add(own, w, what);
		if (column)
			add(own + column, w, what);
	}
	for (; unit >= 0; unit = w->census->units.at[unit].parent) {
		struct tally *own = t->units + (size_t)unit * t->columns;

		add(own, w, what);
		if (column)
			add(own + column, w, what);
	}
}

static bool take_form(void *context, const struct census_form *form)
{
	struct walk *w = context;

	add_everywhere(
		w, form->officer, form->unit, form->field, add_form, form);
	if (!form->verdict.satisfaction_counted)
		return true;
	for (int32_t unit = form->unit; unit >= 0;
		unit = w->census->units.at[unit].parent)
		add_satisfaction(&w->tallies->satisfaction[unit], w, form);
	return true;
}

static void add_dossier(
	struct tally *tally, const struct walk *w, const void *timing)
{
	const struct ph_rules *rules = w->census->query->rules;

	tally->returned++;
	if (!w->census->query->settings->per_dossiers)
		return;
	for (size_t i = 0; i < rules->criterion_count; i++) {
		int points = by_dates(w->census, i)
				     ? ph_criterion_points(&rules->criteria[i],
					     *(const enum ph_timing *)timing)
				     : PH_ABSENT;

		if (points < 0)
			continue;
		tally->points[i].sum += points;
		tally->points[i].n++;
	}
}

/* The dossiers that the register says were returned in the period; whose they
 * are is told as for forms. */
static void take_dossier(struct walk *w, const struct census_dossier *d)
{
	const struct census *census = w->census;
	enum ph_timing timing = ph_timing_of(d->due, d->returned);
	int32_t unit = d->unit;

	if (unit == PH_NONE && d->officer >= 0)
		unit = census->officers.at[d->officer].unit;
	if (unit == PH_NONE)
		unit = census_own_unit(census);
	add_everywhere(w, d->officer, unit, d->field, add_dossier, &timing);
}

static bool returned_in_period(
	const struct census *census, const struct census_dossier *d)
{
	const struct ph_period *period = census->query->period;

	return d->known && d->returned != PH_NO_DATE
	       && (!period
		       || (d->returned >= period->from
			       && d->returned <= period->to));
}

/* The letter of the formula: what the forms sum to, over all dossiers. An
 * index that no form answered stays without data; forms of dossiers that were
 * returned in another period cannot make the divisor smaller than the number
 * of answers. */
static void divide_by_dossiers(
	struct tally *tallies, size_t count, const struct census *census)
{
	const struct ph_rules *rules = census->query->rules;

	for (size_t s = 0; s < count; s++)
		for (size_t i = 0; i < rules->criterion_count; i++)
			if (rules->criteria[i].scope == PH_SCOPE_DOSSIER
				&& !by_dates(census, i)
				&& tallies[s].points[i].n
				&& tallies[s].points[i].n < tallies[s].returned)
				tallies[s].points[i].n = tallies[s].returned;
}

static bool allocate(struct tallies *t, const struct census *census)
{
	size_t officers, units;

	if (!ph_size_multiply(census->officers.count, t->columns, &officers)
		|| !ph_size_multiply(census->units.count, t->columns, &units))
		return false;
	t->officers = ph_alloc(officers, sizeof(*t->officers));
	t->units = ph_alloc(units, sizeof(*t->units));
	t->satisfaction =
		ph_alloc(census->units.count, sizeof(*t->satisfaction));
	return t->officers && t->units && t->satisfaction;
}

bool tallies_make(struct tallies *tallies, const struct census *census,
	bool by_field, struct ph_error *err)
{
	struct walk walk = { .tallies = tallies, .census = census };

	*tallies = (struct tallies){ .columns = 1 };
	if (by_field)
		tallies->columns += census->fields.count + 1;
	if (!allocate(tallies, census)) {
		tallies_release(tallies);
		return ph_error_memory(err);
	}
	census_each_form(census, take_form, &walk);
	for (size_t i = 1; i < census->code_count; i++)
		if (returned_in_period(census, &census->dossiers[i]))
			take_dossier(&walk, &census->dossiers[i]);
	if (census->query->settings->per_dossiers) {
		divide_by_dossiers(tallies->officers,
			census->officers.count * tallies->columns, census);
		divide_by_dossiers(tallies->units,
			census->units.count * tallies->columns, census);
	}
	return true;
}

static bool take_score(void *context, const struct ph_unit_score *score)
{
	struct walk *w = context;
	const struct ph_rules *rules = w->census->query->rules;
	const struct ph_period *period = w->census->query->period;
	int32_t unit = ph_index_find(&w->census->unit_codes, score->unit);

	if (unit < 0 || !period || strcmp(score->period, period->name) != 0)
		return true;
	for (size_t i = 0; i < rules->criterion_count; i++) {
		struct tally *tally =
			&w->tallies->units[(size_t)unit * w->tallies->columns];

		if (rules->criteria[i].scope != PH_SCOPE_UNIT
			|| strcmp(rules->criteria[i].id, score->criterion) != 0)
			continue;
		tally->points[i] = (struct ph_tally){
			.sum = score->points,
			.n = 1,
		};
	}
	return true;
}

bool tallies_add_unit_scores(struct tallies *tallies,
	const struct census *census, int64_t as_of, struct ph_error *err)
{
	struct walk walk = { .tallies = tallies, .census = census };

	return ph_ledger_each_unit_score(
		census->query->ledger, as_of, take_score, &walk, err);
}

void tallies_release(struct tallies *tallies)
{
	free(tallies->officers);
	free(tallies->units);
	free(tallies->satisfaction);
	*tallies = (struct tallies){ 0 };
}

const char *tally_field(const struct tallies *tallies,
	const struct census *census, size_t column)
{
	return column == tallies->columns - 1
		       ? ph_rules_word(census->query->rules, "no-field")
		       : census->fields.at[column - 1];
}
