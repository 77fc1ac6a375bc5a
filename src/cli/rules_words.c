/* SPDX-License-Identifier: MIT */
#include "rule_sets.h"

#include <phieu/json.h>

static const char *scope_name(enum ph_scope scope)
{
	switch (scope) {
	case PH_SCOPE_DOSSIER:
		return "dossier";
	case PH_SCOPE_UNIT:
		return "unit";
	case PH_SCOPE_SATISFACTION:
		return "satisfaction";
	}
	return "";
}

static const char *subject_name(enum ph_subject subject)
{
	return subject == PH_SUBJECT_OFFICER ? "officer" : "unit";
}

static bool put_head(struct ph_text *out, const struct ph_rules *rules)
{
	char from[PH_DATE_SIZE], to[PH_DATE_SIZE], hash[PH_HASH_HEX_SIZE];

	return ph_text_appendf(out,
		"id        %s\n"
		"name      %s\n"
		"in force  %s to %s\n"
		"source    %s\n"
		"sha256    %s\n",
		rules->id, rules->name,
		rules->effective_from == PH_NO_DATE
			? "…"
			: ph_date_iso(rules->effective_from, from),
		rules->effective_to == PH_NO_DATE
			? "…"
			: ph_date_iso(rules->effective_to, to),
		rules->source, ph_hash_hex(rules->sha256, hash));
}

bool rules_summary(struct ph_text *out, const struct ph_rules *rules)
{
	if (!put_head(out, rules) || !ph_text_puts(out, "\ncriteria\n"))
		return false;
	for (size_t i = 0; i < rules->criterion_count; i++) {
		const struct ph_criterion *c = &rules->criteria[i];

		if (!ph_text_appendf(out, "  %-6s %d  %-12s  %s (%s)\n", c->id,
			    c->max, scope_name(c->scope), c->name, c->source))
			return false;
	}
	if (!ph_text_puts(out, "\nbands\n"))
		return false;
	for (size_t i = 0; i < rules->band_count; i++) {
		const struct ph_band *b = &rules->bands[i];

		if (!ph_text_appendf(out, "  %-8s from %2d.%d  %s (%s)\n",
			    subject_name(b->subject), b->at_least / 10,
			    b->at_least % 10, b->label, b->source))
			return false;
	}
	return true;
}

static bool put_criteria(struct ph_text *out, const struct ph_rules *rules)
{
	if (!ph_json_open(out, "criteria", '['))
		return false;
	for (size_t i = 0; i < rules->criterion_count; i++) {
		const struct ph_criterion *c = &rules->criteria[i];

		if (!ph_json_open(out, NULL, '{')
			|| !ph_json_string(out, "id", c->id)
			|| !ph_json_string(out, "name", c->name)
			|| !ph_json_string(out, "scope", scope_name(c->scope))
			|| !ph_json_number(out, "max", c->max)
			|| !ph_json_string(out, "source", c->source)
			|| !ph_json_close(out, '}'))
			return false;
	}
	return ph_json_close(out, ']');
}

static bool put_bands(struct ph_text *out, const struct ph_rules *rules)
{
	if (!ph_json_open(out, "bands", '['))
		return false;
	for (size_t i = 0; i < rules->band_count; i++) {
		const struct ph_band *b = &rules->bands[i];

		if (!ph_json_open(out, NULL, '{')
			|| !ph_json_string(
				out, "subject", subject_name(b->subject))
			|| !ph_json_tenths(out, "at_least", b->at_least)
			|| !ph_json_string(out, "label", b->label)
			|| !ph_json_string(out, "source", b->source)
			|| !ph_json_close(out, '}'))
			return false;
	}
	return ph_json_close(out, ']');
}

static bool put_day(struct ph_text *out, const char *key, ph_date date)
{
	char day[PH_DATE_SIZE];

	return ph_json_string(
		out, key, date == PH_NO_DATE ? NULL : ph_date_iso(date, day));
}

bool rules_json(struct ph_text *out, const struct ph_rules *rules)
{
	char hash[PH_HASH_HEX_SIZE];

	return ph_json_begin(out) && ph_json_string(out, "id", rules->id)
	       && ph_json_string(out, "name", rules->name)
	       && put_day(out, "effective_from", rules->effective_from)
	       && put_day(out, "effective_to", rules->effective_to)
	       && ph_json_string(out, "source", rules->source)
	       && ph_json_string(
		       out, "sha256", ph_hash_hex(rules->sha256, hash))
	       && put_criteria(out, rules) && put_bands(out, rules)
	       && ph_json_end(out);
}
