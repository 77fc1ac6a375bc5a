/* SPDX-License-Identifier: MIT */
/* What registers of a unit and period have in common. */
#include "intake_internal.h"

/* The ledger's own period rule, else the rule set's default. */
static bool find_rule(
	struct ph_register *reg, struct ph_text *rule, struct ph_error *err)
{
	const struct ph_setting *setting =
		ph_rules_setting(reg->intake->rules, "period-rule");
	bool found;

	if (!ph_ledger_get(reg->intake->ledger, INT64_MAX, "period-rule", rule,
		    &found, err))
		return false;
	return found || ph_text_puts(rule, setting ? setting->value : "")
	       || ph_error_memory(err);
}

/* "2026-q3" is kept as "2026-Q3"; which days that are is settled when sheets
 * are made, by the rule that holds then. */
bool ph_register_period(
	struct ph_register *reg, size_t column, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text rule = { 0 };
	const char *text = ph_register_get(reg, column);

	reg->period = (struct ph_period){ 0 };
	if (!*text)
		return true;
	if (!find_rule(reg, &rule, err))
		return false;
	if (ph_period_parse(reg->intake->rules, ph_text_get(&rule), text,
		    &reg->period, err))
		return true;
	if (err->code != PH_USAGE)
		return false;
	ph_row_fault(reg->table, reg->row, reg->at[column], reg->faults, "%s",
		err->text);
	return true;
}

bool ph_register_key(
	struct ph_register *reg, const char *third, struct ph_error *err)
{
	return ph_text_appendf(&reg->key, "%s\x1f%s\x1f%s",
		       ph_register_get(reg, 0), reg->period.name, third)
	       || ph_error_memory(err);
}
