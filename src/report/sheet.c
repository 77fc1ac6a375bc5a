/* SPDX-License-Identifier: MIT */
#include "sheet.h"

#include <phieu/json.h>
#include <string.h>

void line_text(struct line *line, enum column column, const char *text)
{
	line->at[column].kind = CELL_TEXT;
	line->at[column].text = text;
}

void line_number(struct line *line, enum column column, int64_t number)
{
	line->at[column].kind = CELL_NUMBER;
	line->at[column].number = number;
}

void line_tenths(struct line *line, enum column column, int64_t tenths)
{
	line->at[column].kind = CELL_TENTHS;
	line->at[column].number = tenths;
}

static void line_date(struct line *line, enum column column, ph_date date)
{
	line->at[column].kind = CELL_DATE;
	line->at[column].number = date;
}

void line_counts(struct line *line, const struct tally *tally)
{
	line_number(line, COLUMN_FORMS, tally->counted);
	line_number(line, COLUMN_FORMS_RECEIVED, tally->received);
	line_number(line, COLUMN_DOSSIERS_RETURNED, tally->returned);
}

void line_unit(struct line *line, const struct census *census, int32_t unit)
{
	if (unit < 0)
		return;
	line_text(line, COLUMN_UNIT, census->unit_codes.at[unit]);
	line_text(line, COLUMN_UNIT_NAME, census->units.at[unit].name);
}

bool unit_wanted(const struct making *m, int32_t unit)
{
	if (unit < 0)
		return m->unit == PH_NONE;
	return m->census->units.at[unit].ours
	       && (m->unit == PH_NONE
		       || census_below(m->census, unit, m->unit));
}

/* Settings beside those with columns of their own, where they are not as the
 * rule set has them: criteria that dates answer, ratings of the portal. */
static bool write_settings(struct ph_text *out, const struct ph_query *q)
{
	bool fine = true, any = false;

	for (size_t i = 0; i < q->rules->criterion_count; i++) {
		if (!q->settings->computed[i])
			continue;
		fine = fine
		       && ph_text_appendf(out, "%s%s", any ? ", " : "",
			       q->rules->criteria[i].label);
		any = true;
	}
	if (any)
		fine = fine
		       && ph_text_appendf(
			       out, " %s", ph_rules_word(q->rules, "by-dates"));
	if (q->settings->count_online)
		fine = fine
		       && ph_text_appendf(out, "%s%s", any ? "; " : "",
			       ph_rules_word(q->rules, "online-counted"));
	return fine;
}

/* The columns that say by what the row was counted. */
static void describe(const struct making *m, struct line *line)
{
	const struct ph_query *q = m->census->query;
	static const char *const date_fields[] = { "collected", "returned",
		"entered" };

	line_text(line, COLUMN_PERIOD_RULE,
		ph_rules_word(q->rules, q->settings->period_rule));
	line_text(line, COLUMN_DATE_FIELD,
		ph_rules_word(q->rules, date_fields[q->settings->date_field]));
	line_text(line, COLUMN_DENOMINATOR,
		ph_rules_word(q->rules,
			q->settings->per_dossiers ? "dossiers" : "forms"));
	if (!q->period)
		return;
	line_text(line, COLUMN_PERIOD, q->period->name);
	line_date(line, COLUMN_FROM, q->period->from);
	line_date(line, COLUMN_TO, q->period->to);
}

static void fill_cell(struct cell *cell, const struct sheet_column *column,
	const struct line *line)
{
	const struct ph_score *score = line->score;

	if (column->what == COLUMN_CRITERIA) {
		if (!score || !score->has[column->criterion])
			return;
		cell->kind = CELL_TENTHS;
		cell->number = score->tenths[column->criterion];
		return;
	}
	cell->kind = line->at[column->what].kind;
	cell->number = line->at[column->what].number;
}

void sheet_add(const struct making *m, const struct line *given)
{
	PH_AUTO(ph_text_release) struct ph_text settings = { 0 };
	struct ph_sheet *sheet = m->sheet;
	struct line line = *given;

	describe(m, &line);
	if (!write_settings(&settings, m->census->query))
		sheet->failed = true;
	line_text(&line, COLUMN_SETTINGS, ph_text_get(&settings));
	for (size_t i = 0; i < sheet->columns.count; i++) {
		const struct sheet_column *column = &sheet->columns.at[i];
		struct cell *cell = ph_list_push(&sheet->cells);
		const char *text;

		if (!cell) {
			sheet->failed = true;
			return;
		}
		fill_cell(cell, column, &line);
		if (cell->kind != CELL_TEXT)
			continue;
		text = line.at[column->what].text;
		cell->text = ph_copy(text ? text : "", text ? strlen(text) : 0);
		if (!cell->text)
			sheet->failed = true;
	}
}

void score_words_release(struct score_words *words)
{
	ph_text_release(&words->band);
	ph_text_release(&words->note);
}

static bool name_missing(struct ph_text *note, const struct ph_rules *rules,
	const struct ph_score *score)
{
	const char *between = ": ";

	if (!ph_text_puts(note, ph_rules_word(rules, "left-out")))
		return false;
	for (size_t i = 0; i < rules->criterion_count; i++) {
		if (!score->wanted[i] || score->has[i])
			continue;
		if (!ph_text_appendf(
			    note, "%s%s", between, rules->criteria[i].label))
			return false;
		between = ", ";
	}
	return true;
}

/* Điều 15 khoản 4 điểm b: an index without enough information is left out;
 * the thresholds stay, so the band is marked as provisional. */
bool line_score(struct line *line, struct score_words *words,
	const struct ph_rules *rules, const struct ph_score *score)
{
	line->score = score;
	if (!score->used) {
		line_text(line, COLUMN_NOTE, ph_rules_word(rules, "no-data"));
		return true;
	}
	line_tenths(line, COLUMN_TOTAL, score->total);
	if (score->band
		&& !ph_text_appendf(&words->band, "%s%s%s%s",
			score->band->label, score->provisional ? " (" : "",
			score->provisional ? ph_rules_word(rules, "provisional")
					   : "",
			score->provisional ? ")" : ""))
		return false;
	line_text(line, COLUMN_BAND, ph_text_get(&words->band));
	if (score->provisional && !name_missing(&words->note, rules, score))
		return false;
	line_text(line, COLUMN_NOTE, ph_text_get(&words->note));
	return true;
}

static void write_cell(struct ph_csv *csv, const struct cell *cell)
{
	char date[PH_DATE_SIZE];

	switch (cell->kind) {
	case CELL_EMPTY:
		ph_csv_text(csv, "");
		break;
	case CELL_TEXT:
		ph_csv_text(csv, cell->text);
		break;
	case CELL_NUMBER:
		ph_csv_number(csv, cell->number);
		break;
	case CELL_TENTHS:
		ph_csv_tenths(csv, cell->number);
		break;
	case CELL_DATE: /* dd/mm/yyyy where Excel is Vietnamese */
		ph_csv_text(csv,
			csv->profile->decimal_comma
				? ph_date_vn((ph_date)cell->number, date)
				: ph_date_iso((ph_date)cell->number, date));
		break;
	}
}

bool ph_sheet_csv(const struct ph_sheet *sheet,
	const struct ph_csv_profile *profile, bool ascii_headers,
	struct ph_text *out, struct ph_error *err)
{
	struct ph_csv csv;

	ph_csv_init(&csv, out, profile);
	for (size_t i = 0; i < sheet->columns.count; i++)
		ph_csv_text(&csv, ascii_headers ? sheet->columns.at[i].id
						: sheet->columns.at[i].label);
	ph_csv_end_row(&csv);
	for (size_t i = 0; i < sheet->cells.count; i++) {
		write_cell(&csv, &sheet->cells.at[i]);
		if ((i + 1) % sheet->columns.count == 0)
			ph_csv_end_row(&csv);
	}
	return ph_csv_finish(&csv, err);
}

static bool cell_json(
	struct ph_text *out, const char *id, const struct cell *cell)
{
	char date[PH_DATE_SIZE];

	switch (cell->kind) {
	case CELL_EMPTY:
		return ph_json_string(out, id, NULL);
	case CELL_TEXT:
		return ph_json_string(out, id, cell->text);
	case CELL_NUMBER:
		return ph_json_number(out, id, cell->number);
	case CELL_TENTHS:
		return ph_json_tenths(out, id, cell->number);
	case CELL_DATE:
		return ph_json_string(
			out, id, ph_date_iso((ph_date)cell->number, date));
	}
	return false;
}

bool ph_sheet_json(
	const struct ph_sheet *sheet, struct ph_text *out, struct ph_error *err)
{
	size_t width = sheet->columns.count;

	for (size_t i = 0; i < sheet->cells.count; i++) {
		if (i % width == 0 && !ph_json_begin(out))
			return ph_error_memory(err);
		if (!cell_json(out, sheet->columns.at[i % width].id,
			    &sheet->cells.at[i]))
			return ph_error_memory(err);
		if (i % width == width - 1 && !ph_json_end(out))
			return ph_error_memory(err);
	}
	return true;
}

void ph_sheet_destroy(struct ph_sheet *sheet)
{
	struct sheet_column *column;
	struct cell *cell;

	if (!sheet)
		return;
	ph_list_for (column, &sheet->columns) {
		free(column->id);
		free(column->label);
	}
	ph_list_for (cell, &sheet->cells)
		free(cell->text);
	ph_list_release(&sheet->columns);
	ph_list_release(&sheet->cells);
	free(sheet);
}
