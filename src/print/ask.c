/* SPDX-License-Identifier: MIT */
/* Which questions of a rule set stand on a form. */
#include "print_internal.h"

bool ph_print_asks(
	const struct ph_template *form, const struct ph_criterion *criterion)
{
	return criterion->field >= 0
	       && (criterion->scope != PH_SCOPE_SATISFACTION
		       || form->satisfaction);
}

void ph_print_ask(struct ph_print_questions *out, const struct ph_rules *rules,
	const struct ph_template *form)
{
	out->count = 0;
	for (size_t i = 0; i < rules->criterion_count; i++) {
		const struct ph_criterion *c = &rules->criteria[i];
		int *points = out->points[out->count];

		if (out->count == PH_FIELDS_MAX || !ph_print_asks(form, c))
			continue;
		for (size_t j = 0; j < c->option_count && j < 16; j++)
			points[j] = c->options[j].points;
		/* More than 16 are refused by ph_form_compose, unread. */
		out->at[out->count++] = (struct ph_question){
			.field = c->id,
			.points = points,
			.options = c->option_count,
			.satisfaction = c->scope == PH_SCOPE_SATISFACTION,
		};
	}
}
