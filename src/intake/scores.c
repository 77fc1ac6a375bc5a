/* SPDX-License-Identifier: MIT */
/* The scores that a unit is given once a period. */
#include "intake_internal.h"

#include <stdio.h>
#include <string.h>

enum {
	UNIT,
	PERIOD,
	INDEX,
	POINTS,
};

/* Whether text, folded, is a name of the criterion: "cs5", "5", "Chỉ số 5".
 * false when memory is out, too. */
static bool is_named(const struct ph_criterion *criterion, const char *folded)
{
	PH_AUTO(ph_text_release) struct ph_text name = { 0 };
	char no[16];

	snprintf(no, sizeof(no), "%d", criterion->no);
	if (criterion->no && strcmp(folded, no) == 0)
		return true;
	if (ph_utf8_fold(&name, criterion->id, strlen(criterion->id))
		&& strcmp(folded, ph_text_get(&name)) == 0)
		return true;
	ph_text_clear(&name);
	return ph_utf8_fold(&name, criterion->label, strlen(criterion->label))
	       && strcmp(folded, ph_text_get(&name)) == 0;
}

static const struct ph_criterion *find_criterion(
	const struct ph_rules *rules, const char *text)
{
	PH_AUTO(ph_text_release) struct ph_text folded = { 0 };

	if (!ph_utf8_fold(&folded, text, strlen(text)))
		return NULL;
	for (size_t i = 0; i < rules->criterion_count; i++)
		if (is_named(&rules->criteria[i], ph_text_get(&folded)))
			return &rules->criteria[i];
	return NULL;
}

static void refuse_index(const struct ph_register *reg, const char *text)
{
	const struct ph_rules *rules = reg->intake->rules;
	char list[256] = "";
	size_t used = 0;

	for (size_t i = 0; i < rules->criterion_count; i++)
		if (rules->criteria[i].evidence == PH_BY_KEY
			&& used + PH_FIELD_SIZE + 2 < sizeof(list))
			used += (size_t)snprintf(list + used,
				sizeof(list) - used, "%s%s", used ? ", " : "",
				rules->criteria[i].id);
	ph_row_fault(reg->table, reg->row, reg->at[INDEX], reg->faults,
		"%s is not keyed for a unit and period: %s are", text, list);
}

static const struct ph_criterion *read_index(const struct ph_register *reg)
{
	const char *text = ph_register_get(reg, INDEX);
	const struct ph_criterion *criterion =
		find_criterion(reg->intake->rules, text);

	if (criterion && criterion->evidence == PH_BY_KEY)
		return criterion;
	if (*text)
		refuse_index(reg, text);
	return NULL;
}

/* 0 after a fault. */
static int read_points(
	const struct ph_register *reg, const struct ph_criterion *criterion)
{
	int8_t points;

	if (!*ph_register_get(reg, POINTS)
		|| !ph_cell_points(reg->table, reg->row, reg->at[POINTS],
			criterion, &points, reg->faults))
		return 0;
	return points;
}

static bool read_score(struct ph_register *reg, struct ph_error *err)
{
	const struct ph_criterion *criterion = read_index(reg);

	if (!ph_register_period(reg, PERIOD, err))
		return false;
	reg->shape.score = (struct ph_unit_score){
		.unit = ph_register_get(reg, UNIT),
		.period = reg->period.name,
		.criterion = criterion ? criterion->id : "",
		.points = criterion ? read_points(reg, criterion) : 0,
	};
	return ph_register_key(reg, reg->shape.score.criterion, err);
}

static bool add_score(
	struct ph_register *reg, enum ph_added *added, struct ph_error *err)
{
	return ph_ledger_add_unit_score(
		reg->intake->ledger, &reg->shape.score, added, err);
}

static const struct ph_column score_columns[] = {
	[UNIT] = { "unit", true },
	[PERIOD] = { "period", true },
	[INDEX] = { "index", true },
	[POINTS] = { "points", true },
};

const struct ph_register_kind ph_register_unit_scores = {
	.name = "unit-scores",
	.columns = score_columns,
	.count = sizeof(score_columns) / sizeof(*score_columns),
	.keys = 3,
	.read = read_score,
	.add = add_score,
};
