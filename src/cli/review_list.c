/* SPDX-License-Identifier: MIT */
#include "review.h"

#include <phieu/json.h>
#include <phieu/output.h>

#include <stdio.h>

enum {
	PHOTO_DIGITS = 16, /* of its SHA-256, as in the table of decisions */
	NUMBER_SIZE = 16,
};

struct line {
	const struct ph_review_form *form;
	const struct ph_review_item *item;
	const char *field, *now;
	char photo[PH_HASH_HEX_SIZE], saw[8], cell[8], confidence[NUMBER_SIZE];
	bool seen; /* the reader has seen something */
};

static const char *code_state(int8_t answer)
{
	return answer == PH_DOUBTFUL   ? "?"
	       : answer == PH_MULTIPLE ? "!"
				       : "unknown";
}

static void fill(struct line *line, const struct context *ctx,
	const struct ph_review_form *form, const struct ph_review_item *item)
{
	bool code = item->field == PH_REVIEW_CODE;

	*line = (struct line){ .form = form, .item = item };
	line->field = code ? "code" : ctx->rules->fields.id[item->field];
	line->now = code ? code_state(item->answer)
			 : ph_answer_format(item->answer, line->cell);
	ph_hash_hex(form->sha256, line->photo);
	line->photo[PHOTO_DIGITS] = '\0';
	line->seen = item->guess.answer != PH_ABSENT;
	if (!line->seen)
		return;
	ph_answer_format(item->guess.answer, line->saw);
	snprintf(line->confidence, sizeof(line->confidence), "%d.%04d",
		ph_guess_confidence(&item->guess) / PH_GUESS_ONE,
		ph_guess_confidence(&item->guess) % PH_GUESS_ONE);
}

static void write_header(struct ph_csv *csv)
{
	static const char *const names[] = { "sheet", "photo", "page", "part",
		"code", "field", "pass", "saw", "confidence", "now", "reason",
		"suggestions", "path" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		ph_csv_text(csv, names[i]);
	ph_csv_end_row(csv);
}

static bool write_suggestions(struct ph_csv *csv, const char *const *codes)
{
	PH_AUTO(ph_text_release) struct ph_text cell = { 0 };

	for (size_t i = 0; i < PH_SUGGESTIONS_MAX && codes[i]; i++)
		if (!ph_text_appendf(&cell, "%s%s", i ? " " : "", codes[i]))
			return false;
	ph_csv_text(csv, ph_text_get(&cell));
	return true;
}

static bool write_row(struct ph_csv *csv, const struct line *line)
{
	const struct ph_review_form *form = line->form;

	ph_csv_number(csv, line->item->sheet);
	ph_csv_text(csv, line->photo);
	ph_csv_number(csv, form->page);
	ph_csv_number(csv, form->part);
	ph_csv_text(csv, form->code);
	ph_csv_text(csv, line->field);
	ph_csv_number(csv, line->item->pass);
	ph_csv_text(csv, line->saw);
	ph_csv_text(csv, line->confidence);
	ph_csv_text(csv, line->now);
	ph_csv_text(csv, form->reason);
	if (!write_suggestions(csv, line->item->suggestions))
		return false;
	ph_csv_text(csv, form->path);
	ph_csv_end_row(csv);
	return !csv->failed;
}

static bool write_seen(struct ph_text *out, const struct line *line)
{
	int confidence = ph_guess_confidence(&line->item->guess);

	if (!line->seen)
		return ph_json_string(out, "saw", NULL)
		       && ph_json_string(out, "confidence", NULL);
	return ph_json_string(out, "saw", line->saw)
	       && ph_text_appendf(out, ",\"confidence\":%d.%04d",
		       confidence / PH_GUESS_ONE, confidence % PH_GUESS_ONE);
}

static bool write_object(struct ph_text *out, const struct line *line)
{
	const struct ph_review_form *form = line->form;
	const char *const *codes = line->item->suggestions;
	bool fine = ph_json_begin(out)
		    && ph_json_number(out, "sheet", line->item->sheet)
		    && ph_json_string(out, "photo", line->photo)
		    && ph_json_number(out, "page", form->page)
		    && ph_json_number(out, "part", form->part)
		    && ph_json_string(out, "code", form->code)
		    && ph_json_string(out, "field", line->field)
		    && ph_json_number(out, "pass", line->item->pass)
		    && write_seen(out, line)
		    && ph_json_string(out, "now", line->now)
		    && ph_json_string(out, "reason", form->reason)
		    && ph_json_open(out, "suggestions", '[');

	for (size_t i = 0; fine && i < PH_SUGGESTIONS_MAX && codes[i]; i++)
		fine = ph_json_string(out, NULL, codes[i]);
	return fine && ph_json_close(out, ']')
	       && ph_json_string(out, "path", form->path) && ph_json_end(out);
}

static bool write_all(struct ph_text *out, struct context *ctx,
	const struct ph_review_queue *queue)
{
	struct ph_csv csv;
	bool fine = true;

	if (!ctx->common.json) {
		ph_csv_init(&csv, out, &ph_csv_plain);
		write_header(&csv);
		fine = !csv.failed;
	}
	for (size_t i = 0; fine && i < queue->form_count; i++) {
		const struct ph_review_form *form = &queue->forms[i];

		for (size_t j = 0; fine && j < form->count; j++) {
			struct line line;

			fill(&line, ctx, form, &queue->items[form->first + j]);
			fine = ctx->common.json ? write_object(out, &line)
						: write_row(&csv, &line);
		}
	}
	return fine;
}

bool review_list(struct context *ctx, const struct ph_review_queue *queue,
	struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text out = { 0 };

	if (!write_all(&out, ctx, queue))
		return ph_error_memory(err);
	return context_print(NULL, &out, err);
}
