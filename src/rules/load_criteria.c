/* SPDX-License-Identifier: MIT */
/* rules.csv, criteria.csv, options.csv. */
#include "load.h"

#include <stdio.h>
#include <string.h>

/* ---- rules.csv ---- */

static bool take_rules(const struct reading *in)
{
	struct ph_rules *rules = in->load->rules;
	char id[64];

	if (rules->id) {
		cell_fault(in, 0, "a second row: a folder holds one rule set");
		return true;
	}
	cell_id(in, 0, id, sizeof(id));
	rules->effective_from = cell_date(in, 2);
	rules->effective_to = cell_date(in, 3);
	if (rules->effective_to != PH_NO_DATE
		&& rules->effective_to < rules->effective_from)
		cell_fault(in, 3, "lies before effective_from");
	return cell_copy(in, 0, &rules->id) && cell_name(in, 1, &rules->name)
	       && cell_copy(in, 4, &rules->source);
}

static void check_rules(struct load *load)
{
	if (!load->rules->id)
		load_fault(load, TABLE_RULES, 0,
			"no row: one must say id and name of the rule set");
}

const struct table_loader load_rules = {
	.file = "rules.csv",
	.columns = { "id", "name", "effective_from", "effective_to", "source" },
	.row = take_rules,
	.check = check_rules,
};

/* ---- criteria.csv ---- */

static void take_evidence(
	const struct reading *in, struct ph_criterion *criterion)
{
	static const char *const scopes[] = { "dossier", "unit",
		"satisfaction" };
	static const char *const sources[] = { "form", "dates", "keyed" };
	/* What a scope may be known from; bits of enum ph_evidence. */
	static const unsigned allowed[] = {
		[PH_SCOPE_DOSSIER] = 1 << PH_BY_FORM | 1 << PH_BY_DATES,
		[PH_SCOPE_UNIT] = 1 << PH_BY_KEY,
		[PH_SCOPE_SATISFACTION] = 1 << PH_BY_FORM,
	};
	size_t before = in->load->faults->count;

	criterion->scope = (enum ph_scope)cell_word(in, 4, scopes, 3);
	criterion->evidence = (enum ph_evidence)cell_word(in, 5, sources, 3);
	if (in->load->faults->count == before
		&& !(allowed[criterion->scope] >> criterion->evidence & 1))
		cell_fault(in, 5,
			"«%s» does not go with scope %s: dossier takes form or "
			"dates, unit takes keyed, satisfaction takes form",
			cell(in, 5), cell(in, 4));
}

static void take_field(const struct reading *in, struct ph_criterion *criterion)
{
	struct ph_fields *fields = &in->load->rules->fields;

	criterion->field = -1;
	if (criterion->evidence != PH_BY_FORM)
		return;
	if (fields->count == PH_FIELDS_MAX) {
		cell_fault(in, 5, "a form asks at most %d questions",
			PH_FIELDS_MAX);
		return;
	}
	criterion->field = (int)fields->count;
	memcpy(fields->id[fields->count++], criterion->id, PH_FIELD_SIZE);
}

static bool take_criterion(const struct reading *in)
{
	struct load *load = in->load;
	struct ph_rules *rules = load->rules;
	struct ph_criterion *criterion;
	char id[PH_FIELD_SIZE] = "";

	if (rules->criterion_count == PH_CRITERIA_MAX) {
		cell_fault(in, 0, "at most %d criteria", PH_CRITERIA_MAX);
		return true;
	}
	cell_id(in, 0, id, sizeof(id));
	if (*id && ph_rules_criterion(rules, id))
		cell_fault(in, 0, "«%s» stands twice", id);
	load->criterion_lines[rules->criterion_count] = in->row->line;
	criterion = LOAD_PUSH(rules->criteria, rules->criterion_count);
	if (!criterion)
		return false;
	memcpy(criterion->id, id, sizeof(id));
	if (*cell(in, 1))
		criterion->no = cell_number(in, 1, 1, 999);
	criterion->max = cell_number(in, 6, 1, PH_POINTS_MAX);
	take_evidence(in, criterion);
	take_field(in, criterion);
	return cell_name(in, 2, &criterion->label)
	       && cell_name(in, 3, &criterion->name)
	       && cell_copy(in, *cell(in, 8) ? 8 : 3, &criterion->ask)
	       && cell_copy(in, 7, &criterion->source);
}

static void check_criteria(struct load *load)
{
	const struct ph_rules *rules = load->rules;
	const struct ph_criterion *list = rules->criteria;

	if (!rules->fields.count)
		load_fault(load, TABLE_CRITERIA, 0,
			"no criterion is asked on the form (from: form)");
	for (size_t i = 0; i < rules->criterion_count; i++)
		for (size_t j = 0; j < i; j++)
			if (list[i].label && list[j].label
				&& strcmp(list[i].label, list[j].label) == 0)
				load_fault(load, TABLE_CRITERIA,
					load->criterion_lines[i],
					"«label»: «%s» is criterion %s too",
					list[i].label, list[j].id);
}

const struct table_loader load_criteria = {
	.file = "criteria.csv",
	.columns = { "id", "no", "label", "name", "scope", "from", "max",
		"source", "ask" },
	.optional = "ask",
	.row = take_criterion,
	.check = check_criteria,
};

/* ---- options.csv ---- */

static struct ph_criterion *criterion_of(const struct reading *in)
{
	struct ph_rules *rules = in->load->rules;

	for (size_t i = 0; i < rules->criterion_count; i++)
		if (strcmp(rules->criteria[i].id, cell(in, 0)) == 0)
			return &rules->criteria[i];
	if (in->load->usable[TABLE_CRITERIA])
		cell_fault(in, 0, "«%s» is no criterion of criteria.csv",
			cell(in, 0));
	return NULL;
}

static bool take_option(const struct reading *in)
{
	struct ph_criterion *criterion = criterion_of(in);
	struct ph_option *option;
	int points;
	enum ph_timing timing;

	if (!criterion)
		return true;
	points = cell_number(in, 1, 0, criterion->max);
	timing = (enum ph_timing)cell_word(in, 3, timing_words, 4);
	if (ph_criterion_option(criterion, points))
		cell_fault(in, 1, "%s has an option of %d points already",
			criterion->id, points);
	if (ph_criterion_points(criterion, timing) != PH_ABSENT)
		cell_fault(in, 3, "%s has an option for «%s» already",
			criterion->id, cell(in, 3));
	option = LOAD_PUSH(criterion->options, criterion->option_count);
	if (!option)
		return false;
	option->points = points;
	option->timing = timing;
	return cell_name(in, 2, &option->text)
	       && cell_copy(in, *cell(in, 5) ? 5 : 2, &option->ask)
	       && cell_copy(in, 4, &option->source);
}

static unsigned timings(const struct ph_criterion *criterion)
{
	unsigned count = 0;

	for (size_t i = 0; i < criterion->option_count; i++)
		count += criterion->options[i].timing != PH_TIMING_NONE;
	return count;
}

static void check_options_of(
	struct load *load, const struct ph_criterion *criterion, size_t i)
{
	unsigned long line = load->criterion_lines[i];
	unsigned timed = timings(criterion);

	if (!ph_criterion_option(criterion, criterion->max))
		load_fault(load, TABLE_CRITERIA, line,
			"%s: no option of options.csv earns its %d points",
			criterion->id, criterion->max);
	if (criterion->evidence == PH_BY_DATES && !timed)
		load_fault(load, TABLE_CRITERIA, line,
			"%s: taken from dates, but its options have no timing",
			criterion->id);
	else if (timed && timed < 3)
		load_fault(load, TABLE_CRITERIA, line,
			"%s: its options need all of early, on-time and late, "
			"or none",
			criterion->id);
}

static void check_options(struct load *load)
{
	if (!load->usable[TABLE_CRITERIA])
		return;
	for (size_t i = 0; i < load->rules->criterion_count; i++)
		check_options_of(load, &load->rules->criteria[i], i);
}

const struct table_loader load_options = {
	.file = "options.csv",
	.columns = { "criterion", "points", "text", "timing", "source", "ask" },
	.optional = "ask",
	.row = take_option,
	.check = check_options,
};
