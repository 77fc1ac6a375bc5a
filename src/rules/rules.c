/* SPDX-License-Identifier: MIT */
#include "tables.h"

#include <stdlib.h>
#include <string.h>

static void release_criteria(struct ph_rules *rules)
{
	for (size_t i = 0; i < rules->criterion_count; i++) {
		struct ph_criterion *criterion = &rules->criteria[i];

		for (size_t j = 0; j < criterion->option_count; j++) {
			free(criterion->options[j].text);
			free(criterion->options[j].ask);
			free(criterion->options[j].source);
		}
		free(criterion->options);
		free(criterion->label);
		free(criterion->name);
		free(criterion->ask);
		free(criterion->source);
	}
	free(rules->criteria);
}

static void release_lists(struct ph_rules *rules)
{
	for (size_t i = 0; i < rules->band_count; i++) {
		free(rules->bands[i].label);
		free(rules->bands[i].source);
	}
	free(rules->bands);
	for (size_t i = 0; i < rules->setting_count; i++) {
		free(rules->settings[i].key);
		free(rules->settings[i].value);
		free(rules->settings[i].values);
		free(rules->settings[i].source);
	}
	free(rules->settings);
	for (size_t i = 0; i < rules->column_count; i++) {
		free(rules->columns[i].sheet);
		free(rules->columns[i].column);
		free(rules->columns[i].label);
		free(rules->columns[i].source);
	}
	free(rules->columns);
}

static void release_grammars(struct ph_rules_tables *tables)
{
	for (size_t i = 0; i < tables->grammar_count; i++) {
		struct grammar *grammar = &tables->grammars[i];

		for (size_t j = 0; j < grammar->part_count; j++) {
			free(grammar->parts[j].text);
			free(grammar->parts[j].message);
			free(grammar->parts[j].odd_message);
		}
		free(grammar->parts);
		free(grammar->id);
	}
	free(tables->grammars);
}

static void release_tables(struct ph_rules_tables *tables)
{
	release_grammars(tables);
	for (size_t i = 0; i < tables->period_count; i++)
		free(tables->periods[i].rule);
	free(tables->periods);
	for (size_t i = 0; i < PH_CHECKS; i++) {
		free(tables->checks[i].message);
		free(tables->checks[i].suggestion);
		free(tables->checks[i].source);
	}
	for (size_t i = 0; i < tables->contradiction_count; i++) {
		free(tables->contradictions[i].criterion);
		free(tables->contradictions[i].message);
	}
	free(tables->contradictions);
	for (size_t i = 0; i < tables->word_count; i++) {
		free(tables->words[i].word);
		free(tables->words[i].text);
	}
	free(tables->words);
	free(tables);
}

void ph_rules_destroy(struct ph_rules *rules)
{
	if (!rules)
		return;
	release_criteria(rules);
	release_lists(rules);
	if (rules->tables)
		release_tables(rules->tables);
	free(rules->id);
	free(rules->name);
	free(rules->source);
	free(rules);
}

const struct ph_criterion *ph_rules_criterion(
	const struct ph_rules *rules, const char *id)
{
	for (size_t i = 0; i < rules->criterion_count; i++)
		if (strcmp(rules->criteria[i].id, id) == 0)
			return &rules->criteria[i];
	return NULL;
}

const struct ph_option *ph_criterion_option(
	const struct ph_criterion *criterion, int points)
{
	for (size_t i = 0; i < criterion->option_count; i++)
		if (criterion->options[i].points == points)
			return &criterion->options[i];
	return NULL;
}

int ph_criterion_points(
	const struct ph_criterion *criterion, enum ph_timing timing)
{
	if (timing == PH_TIMING_NONE)
		return PH_ABSENT;
	for (size_t i = 0; i < criterion->option_count; i++)
		if (criterion->options[i].timing == timing)
			return criterion->options[i].points;
	return PH_ABSENT;
}

const struct ph_setting *ph_rules_setting(
	const struct ph_rules *rules, const char *key)
{
	for (size_t i = 0; i < rules->setting_count; i++)
		if (strcmp(rules->settings[i].key, key) == 0)
			return &rules->settings[i];
	return NULL;
}

bool ph_setting_allows(const struct ph_setting *setting, const char *value)
{
	const char *at = setting->values;
	size_t length = strlen(value);

	if (!*at)
		return true;
	for (;;) {
		size_t word = strcspn(at, "|");

		if (word == length && memcmp(at, value, length) == 0)
			return true;
		if (!at[word])
			return false;
		at += word + 1;
	}
}

const char *ph_rules_word(const struct ph_rules *rules, const char *word)
{
	const struct ph_rules_tables *tables = rules->tables;

	for (size_t i = 0; i < tables->word_count; i++)
		if (strcmp(tables->words[i].word, word) == 0)
			return tables->words[i].text;
	return word;
}

enum ph_timing ph_timing_of(ph_date due, ph_date returned)
{
	if (due == PH_NO_DATE || returned == PH_NO_DATE)
		return PH_TIMING_NONE;
	if (returned == due)
		return PH_TIMING_ON_TIME;
	return returned < due ? PH_TIMING_EARLY : PH_TIMING_LATE;
}
