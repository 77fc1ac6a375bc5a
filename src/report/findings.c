/* SPDX-License-Identifier: MIT */
#include "finding.h"

#include <phieu/json.h>

#include <stdlib.h>
#include <string.h>

struct collector {
	struck_list *list;
	const struct census *census;
	struct ph_finding_count *count;
	int64_t undated, codeless;
	bool failed;
};

static struct struck *strike(struct collector *c, enum ph_check check)
{
	struct struck *struck = ph_list_push(c->list);

	if (!struck) {
		c->failed = true;
		return NULL;
	}
	struck->check = check;
	struck->severity =
		ph_rules_check(c->census->query->rules, check)->severity;
	struck->sheet = struck->field = struck->subject = PH_NONE;
	c->count->by_severity[struck->severity]++;
	c->count->by_check[check]++;
	return struck;
}

/* The one that a person has to look at. */
static int32_t sheet_of(const struct census_form *form, enum ph_check check)
{
	if (check == PH_CHECK_PERIOD_CLOSED)
		return form->late;
	if (check == PH_CHECK_REPEATED_PHOTO && form->silent != PH_NONE)
		return form->silent;
	return form->sheet;
}

static void strike_form(struct collector *c, enum ph_check check,
	const struct census_form *form, int field)
{
	struct struck *struck = strike(c, check);

	if (!struck)
		return;
	struck->sheet = sheet_of(form, check);
	struck->code_id = form->code_id;
	struck->field = field;
}

static void strike_fields(struct collector *c, enum ph_check check,
	const struct census_form *form, uint32_t fields)
{
	for (int i = 0; i < PH_FIELDS_MAX; i++)
		if (fields & UINT32_C(1) << i)
			strike_form(c, check, form, i);
}

static bool take_form(void *context, const struct census_form *form)
{
	struct collector *c = context;
	const struct ph_verdict *v = &form->verdict;

	for (enum ph_check check = 0; check < PH_CHECKS; check++) {
		if (!(v->checks & UINT64_C(1) << check))
			continue;
		switch (check) {
		case PH_CHECK_TWO_MARKS:
			strike_fields(c, check, form, v->fields_two);
			break;
		case PH_CHECK_DOUBTFUL_MARK:
			strike_fields(c, check, form, v->fields_doubtful);
			break;
		case PH_CHECK_CONTRADICTION:
			strike_fields(c, check, form, v->fields_contradicted);
			break;
		case PH_CHECK_COMPUTED_DIFFERS:
			strike_fields(c, check, form, v->fields_computed);
			break;
		case PH_CHECK_NO_DATE:
			c->undated++;
			break;
		case PH_CHECK_NO_CODE:
			c->codeless++;
			break;
		case PH_CHECK_PERIOD_CLOSED:
			break;
		default:
			strike_form(c, check, form, PH_NONE);
		}
	}
	if (form->late != PH_NONE)
		strike_form(c, PH_CHECK_PERIOD_CLOSED, form, PH_NONE);
	return !c->failed;
}

/* What concerns very many forms alike is said once, with their number. */
static void strike_counts(struct collector *c)
{
	struct struck *struck;

	if (c->undated && (struck = strike(c, PH_CHECK_NO_DATE)))
		struck->count = c->undated;
	if (c->codeless && (struck = strike(c, PH_CHECK_NO_CODE)))
		struck->count = c->codeless;
	if (!c->census->register_size && c->census->sheets.count)
		strike(c, PH_CHECK_NO_REGISTER);
}

static void strike_boxes(struct collector *c)
{
	const struct census *census = c->census;
	const struct ph_period *period = census->query->period;
	const struct census_box *box;

	ph_list_for (box, &census->box_counts) {
		struct struck *struck;
		int64_t count;

		if (period
			&& (box->date < period->from || box->date > period->to))
			continue;
		count = census_count_box(census, box->date, box->box);
		if (count == box->count)
			continue;
		struck = strike(c, PH_CHECK_BOX_COUNT);
		if (!struck)
			return;
		struck->subject = box->box;
		struck->date = box->date;
		struck->count = count;
		struck->expected = box->count;
	}
}

/* What a unit's score was when the period was closed, and what it is now. */
static void strike_unit(struct collector *c, const struct tallies *then,
	const struct tallies *now, size_t unit)
{
	const struct ph_rules *rules = c->census->query->rules;

	for (size_t i = 0; i < rules->criterion_count; i++) {
		struct ph_tally old = then->units[unit].points[i];
		struct ph_tally new = now->units[unit].points[i];
		struct struck *struck = NULL;

		if (rules->criteria[i].scope != PH_SCOPE_UNIT)
			continue;
		if (old.n != new.n || old.sum != new.sum)
			struck = strike(c, PH_CHECK_UNIT_SCORE_LATE);
		else if (!old.n)
			struck = strike(c, PH_CHECK_UNIT_SCORE_MISSING);
		if (!struck)
			continue;
		struck->subject = (int32_t)unit;
		struck->criterion = i;
	}
}

/* The batch up to which the query's period is frozen. */
static int64_t frozen_at(const struct census *census)
{
	const struct census_closing *closing;
	int64_t batch = census->query->as_of;

	ph_list_for (closing, &census->closings)
		if (strcmp(closing->period, census->query->period->name) == 0)
			batch = closing->batch;
	return batch;
}

/* Unit scores are asked of every unit that has forms in the period, and of the
 * ledger's own. */
static bool strike_units(struct collector *c, struct ph_error *err)
{
	PH_AUTO(tallies_release) struct tallies then = { 0 }, now = { 0 };
	const struct census *census = c->census;

	if (!census->query->period)
		return true;
	if (!tallies_make(&then, census, false, err)
		|| !tallies_make(&now, census, false, err)
		|| !tallies_add_unit_scores(
			&then, census, frozen_at(census), err)
		|| !tallies_add_unit_scores(
			&now, census, census->query->as_of, err))
		return false;
	for (size_t i = 0; i < census->units.count; i++)
		if (census->units.at[i].ours
			&& (now.units[i].received
				|| (int32_t)i == census_own_unit(census)))
			strike_unit(c, &then, &now, i);
	return true;
}

static int compare(const void *left, const void *right)
{
	const struct struck *a = left, *b = right;

	if (a->severity != b->severity)
		return a->severity > b->severity ? -1 : 1;
	if (a->sheet != b->sheet)
		return a->sheet < b->sheet ? -1 : 1;
	if (a->check != b->check)
		return a->check < b->check ? -1 : 1;
	if (a->field != b->field)
		return a->field < b->field ? -1 : 1;
	return a->subject < b->subject ? -1 : a->subject > b->subject;
}

bool findings_collect(struck_list *list, const struct census *census,
	struct ph_finding_count *count, struct ph_error *err)
{
	struct collector c = {
		.list = list,
		.census = census,
		.count = count,
	};

	*count = (struct ph_finding_count){ 0 };
	census_each_form(census, take_form, &c);
	strike_counts(&c);
	strike_boxes(&c);
	if (!strike_units(&c, err))
		return false;
	if (c.failed)
		return ph_error_memory(err);
	if (list->count)
		qsort(list->at, list->count, sizeof(*list->at), compare);
	return true;
}

bool ph_report_findings(const struct ph_query *query,
	bool (*found)(void *context, const struct ph_finding *finding),
	void *context, struct ph_finding_count *count, struct ph_error *err)
{
	PH_AUTO(census_destroy) struct census *census = NULL;
	struck_list list = { 0 };
	struct wording wording = { .found = found, .context = context };
	bool fine, go_on = true;

	if (!census_make(&census, query, err))
		return false;
	wording.census = census;
	fine = findings_collect(&list, census, count, err)
	       && unreadable_load(&wording.unreadable, census, err);
	for (size_t i = 0; fine && found && go_on && i < list.count; i++)
		fine = finding_word(&wording, &list.at[i], &go_on, err);
	ph_list_release(&list);
	ph_list_release(&wording.unreadable);
	return fine;
}

void ph_finding_csv_header(struct ph_csv *csv)
{
	static const char *const names[] = { "severity", "kind", "sheet",
		"code", "field", "message", "suggestion" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		ph_csv_text(csv, names[i]);
	ph_csv_end_row(csv);
}

void ph_finding_csv_row(struct ph_csv *csv, const struct ph_finding *finding)
{
	ph_csv_text(csv, ph_severity_name(finding->severity));
	ph_csv_text(csv, finding->kind);
	if (finding->sheet)
		ph_csv_number(csv, finding->sheet);
	else
		ph_csv_text(csv, "");
	ph_csv_text(csv, finding->code);
	ph_csv_text(csv, finding->field);
	ph_csv_text(csv, finding->message);
	ph_csv_text(csv, finding->suggestion);
	ph_csv_end_row(csv);
}

bool ph_finding_json(struct ph_text *out, const struct ph_finding *finding)
{
	return ph_json_begin(out)
	       && ph_json_string(
		       out, "severity", ph_severity_name(finding->severity))
	       && ph_json_string(out, "kind", finding->kind)
	       && (finding->sheet ? ph_json_number(out, "sheet", finding->sheet)
				  : ph_json_string(out, "sheet", NULL))
	       && ph_json_string(out, "code", finding->code)
	       && ph_json_string(out, "field", finding->field)
	       && ph_json_string(out, "message", finding->message)
	       && ph_json_string(out, "suggestion", finding->suggestion)
	       && ph_json_end(out);
}
