/* SPDX-License-Identifier: MIT */
/* checks.csv, contradictions.csv. */
#include "load.h"

#include <string.h>

const char *const ph_placeholders[] = { "box", "code", "computed", "count",
	"date", "expected", "field", "label", "nearest", "officer", "other",
	"other_sheet", "period", "photo", "points", "reason",
	"register_officer", "sheet", "source_text", "unit", "what", NULL };

static bool is_placeholder(const char *name, size_t length)
{
	for (size_t i = 0; ph_placeholders[i]; i++)
		if (strlen(ph_placeholders[i]) == length
			&& memcmp(ph_placeholders[i], name, length) == 0)
			return true;
	return false;
}

static void check_placeholders(const struct reading *in, int column)
{
	const char *open = strchr(cell(in, column), '{');

	while (open) {
		const char *close = strchr(open, '}');
		size_t length = close ? (size_t)(close - open) - 1 : 0;

		if (!close || !is_placeholder(open + 1, length)) {
			cell_fault(in, column,
				"«%.*s» is no placeholder: phieu-rules(5) "
				"lists them",
				close ? (int)length + 2 : 1, open);
			return;
		}
		open = strchr(close, '{');
	}
}

static bool take_check(const struct reading *in)
{
	static const char *const severities[] = { "info", "warning", "error" };
	const char *names[PH_CHECKS];
	struct ph_check_rule *rule;
	size_t before = in->load->faults->count;
	int kind;

	for (int i = 0; i < PH_CHECKS; i++)
		names[i] = ph_check_name(i);
	kind = cell_word(in, 0, names, PH_CHECKS);
	if (in->load->faults->count > before)
		return true;
	rule = &in->load->rules->tables->checks[kind];
	if (rule->message) {
		cell_fault(in, 0, "«%s» stands twice", cell(in, 0));
		return true;
	}
	rule->severity = (enum ph_severity)cell_word(in, 1, severities, 3);
	if (rule->severity == PH_FAULTY)
		in->load->rules->tables->errors |= UINT64_C(1) << kind;
	check_placeholders(in, 2);
	check_placeholders(in, 3);
	return cell_name(in, 2, &rule->message)
	       && cell_copy(in, 3, &rule->suggestion)
	       && cell_copy(in, 4, &rule->source);
}

static void check_checks(struct load *load)
{
	for (int i = 0; i < PH_CHECKS; i++)
		if (!load->rules->tables->checks[i].message)
			load_fault(load, TABLE_CHECKS, 0,
				"no row for the kind «%s»", ph_check_name(i));
}

const struct table_loader load_checks = {
	.file = "checks.csv",
	.columns = { "kind", "severity", "message", "suggestion", "source" },
	.row = take_check,
	.check = check_checks,
};

/* ---- contradictions.csv ---- */

static void check_answer(const struct reading *in, int points)
{
	const struct ph_criterion *criterion =
		ph_rules_criterion(in->load->rules, cell(in, 0));

	if (!in->load->usable[TABLE_CRITERIA]
		|| !in->load->usable[TABLE_OPTIONS])
		return;
	if (!criterion || criterion->field < 0)
		cell_fault(in, 0, "«%s» is no criterion asked on the form",
			cell(in, 0));
	else if (!ph_criterion_option(criterion, points))
		cell_fault(in, 1, "%s has no option of %d points",
			criterion->id, points);
}

static bool take_contradiction(const struct reading *in)
{
	struct ph_rules_tables *tables = in->load->rules->tables;
	struct contradiction *c =
		LOAD_PUSH(tables->contradictions, tables->contradiction_count);

	if (!c)
		return false;
	c->points = cell_number(in, 1, 0, PH_POINTS_MAX);
	c->timing = (enum ph_timing)(1 + cell_word(in, 2, timing_words + 1, 3));
	check_answer(in, c->points);
	return cell_copy(in, 0, &c->criterion) && cell_name(in, 3, &c->message);
}

const struct table_loader load_contradictions = {
	.file = "contradictions.csv",
	.columns = { "criterion", "points", "timing", "message", "source" },
	.row = take_contradiction,
};
