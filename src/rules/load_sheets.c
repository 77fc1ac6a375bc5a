/* SPDX-License-Identifier: MIT */
/* settings.csv, sheets.csv, words.csv. */
#include "load.h"

#include <string.h>

/* ---- settings.csv ---- */

static const char *const keys[] = { "period-rule", "date-field", "denominator",
	"computed", "online", "qr-url" };

enum {
	KEYS = sizeof(keys) / sizeof(*keys),
	KEYS_NEEDED = KEYS - 1 /* sets of before it do without qr-url */
};

static bool take_setting(const struct reading *in)
{
	struct ph_rules *rules = in->load->rules;
	struct ph_setting *setting;

	cell_word(in, 0, keys, KEYS);
	if (ph_rules_setting(rules, cell(in, 0)))
		cell_fault(in, 0, "«%s» stands twice", cell(in, 0));
	setting = LOAD_PUSH(rules->settings, rules->setting_count);
	if (!setting)
		return false;
	if (!cell_copy(in, 0, &setting->key)
		|| !cell_copy(in, 1, &setting->value)
		|| !cell_copy(in, 2, &setting->values)
		|| !cell_copy(in, 3, &setting->source)
		|| !load_line(in, &in->load->setting_lines,
			&in->load->setting_line_count))
		return false;
	if (!ph_setting_allows(setting, setting->value))
		cell_fault(in, 1, "«%s» is none of «%s»", setting->value,
			setting->values);
	return true;
}

/* Every rule that may be set has its periods. */
static void check_period_rule(
	struct load *load, const struct ph_setting *setting, unsigned long line)
{
	const char *at = setting->values;

	while (*at) {
		PH_AUTO(ph_text_release) struct ph_text rule = { 0 };
		size_t word = strcspn(at, "|");
		struct ph_period period;

		if (ph_text_append(&rule, at, word)
			&& !ph_period_of(load->rules, ph_text_get(&rule),
				ph_date_make(2027, 7, 1), &period))
			load_fault(load, TABLE_SETTINGS, line,
				"«values»: no period of periods.csv by rule "
				"«%s» holds 2027-07-01",
				ph_text_get(&rule));
		at += word + (at[word] == '|');
	}
}

static void check_settings(struct load *load)
{
	for (int i = 0; i < KEYS_NEEDED; i++)
		if (!ph_rules_setting(load->rules, keys[i]))
			load_fault(load, TABLE_SETTINGS, 0,
				"no row for the key «%s»", keys[i]);
	for (size_t i = 0; i < load->rules->setting_count; i++)
		if (strcmp(load->rules->settings[i].key, "period-rule") == 0
			&& load->usable[TABLE_PERIODS])
			check_period_rule(load, &load->rules->settings[i],
				load->setting_lines[i]);
}

const struct table_loader load_settings = {
	.file = "settings.csv",
	.columns = { "key", "value", "values", "source" },
	.row = take_setting,
	.check = check_settings,
};

/* ---- sheets.csv ---- */

static const char *const sheets[] = { "mau-02", "mau-03", "mau-05" };

/* What report can put into a column. */
static const char *const contents[] = { "no", "name", "title", "forms",
	"criteria", "total", "band", "rank", "note", "index", "index_name",
	"max", "dossiers", "points", "kind", "unit", "unit_name", "field",
	"period", "from", "to", "period_rule", "date_field", "denominator",
	"settings", "forms_received", "dossiers_returned" };

enum {
	SHEETS = sizeof(sheets) / sizeof(*sheets),
	CONTENTS = sizeof(contents) / sizeof(*contents)
};

/* What clashes with the row in its sheet: 1 its column, 2 its label. */
static int clash(const struct reading *in)
{
	const struct ph_rules *rules = in->load->rules;

	for (size_t i = 0; i < rules->column_count; i++) {
		const struct ph_sheet_column *other = &rules->columns[i];

		if (strcmp(other->sheet, cell(in, 0)) != 0)
			continue;
		if (strcmp(other->column, cell(in, 1)) == 0)
			return 1;
		if (strcmp(other->label, cell(in, 2)) == 0)
			return 2;
	}
	return 0;
}

static bool take_column(const struct reading *in)
{
	struct ph_rules *rules = in->load->rules;
	const char *label = cell(in, 2);
	int clashing = clash(in);
	struct ph_sheet_column *column;

	cell_word(in, 0, sheets, SHEETS);
	cell_word(in, 1, contents, CONTENTS);
	if (clashing)
		cell_fault(in, clashing, "«%s» stands twice in %s",
			cell(in, clashing), cell(in, 0));
	if (strcmp(cell(in, 1), "criteria") == 0 && !strstr(label, "{no}")
		&& !strstr(label, "{name}") && !strstr(label, "{label}"))
		cell_fault(in, 2,
			"needs {no}, {label} or {name}: it stands for a column "
			"each");
	column = LOAD_PUSH(rules->columns, rules->column_count);
	return column && cell_copy(in, 0, &column->sheet)
	       && cell_copy(in, 1, &column->column)
	       && cell_name(in, 2, &column->label)
	       && cell_copy(in, 3, &column->source);
}

static void check_sheets(struct load *load)
{
	const struct ph_rules *rules = load->rules;

	for (int s = 0; s < SHEETS; s++) {
		size_t i = 0;

		while (i < rules->column_count
			&& strcmp(rules->columns[i].sheet, sheets[s]) != 0)
			i++;
		if (i == rules->column_count)
			load_fault(load, TABLE_SHEETS, 0,
				"no column of the sheet «%s»", sheets[s]);
	}
}

const struct table_loader load_sheets = {
	.file = "sheets.csv",
	.columns = { "sheet", "column", "label", "source" },
	.row = take_column,
	.check = check_sheets,
};

/* ---- words.csv ---- */

static bool take_word(const struct reading *in)
{
	struct ph_rules_tables *tables = in->load->rules->tables;
	char id[48];
	struct word *word;

	cell_id(in, 0, id, sizeof(id));
	for (size_t i = 0; i < tables->word_count; i++)
		if (strcmp(tables->words[i].word, id) == 0)
			cell_fault(in, 0, "«%s» stands twice", id);
	word = LOAD_PUSH(tables->words, tables->word_count);
	return word && cell_copy(in, 0, &word->word)
	       && cell_name(in, 1, &word->text);
}

const struct table_loader load_words = {
	.file = "words.csv",
	.columns = { "word", "text", "source" },
	.row = take_word,
};
