/* SPDX-License-Identifier: MIT */
#include "page.h"

#include <phieu/json.h>

#include <stdio.h>
#include <string.h>

enum {
	PHOTO_DIGITS = 16, /* of its SHA-256 */
};

/* An answer as its cell; null: nothing is known. */
static bool write_answer(struct ph_text *out, const char *key, int8_t answer)
{
	char cell[8];

	return ph_json_string(out, key,
		answer == PH_ABSENT ? NULL : ph_answer_format(answer, cell));
}

/* ---- questions ---- */

static bool write_options(
	struct ph_text *out, const struct ph_criterion *criterion)
{
	bool fine = ph_json_open(out, "options", '[');

	for (size_t i = 0; fine && i < criterion->option_count; i++) {
		const struct ph_option *option = &criterion->options[i];

		fine = ph_json_open(out, NULL, '{')
		       && ph_json_number(out, "points", option->points)
		       && ph_json_string(out, "label",
			       option->ask && *option->ask ? option->ask
							   : option->text)
		       && ph_json_close(out, '}');
	}
	return fine && ph_json_close(out, ']');
}

static bool write_question(
	struct ph_text *out, const struct ph_criterion *criterion)
{
	return ph_json_open(out, NULL, '{')
	       && ph_json_string(out, "id", criterion->id)
	       && ph_json_string(out, "name", criterion->label)
	       && ph_json_string(out, "ask",
		       criterion->ask && *criterion->ask ? criterion->ask
							 : criterion->name)
	       && write_options(out, criterion) && ph_json_close(out, '}');
}

static bool write_questions(struct ph_text *out, const struct ph_rules *rules)
{
	bool fine = ph_json_open(out, "questions", '[');

	for (size_t i = 0; fine && i < rules->fields.count; i++) {
		const struct ph_criterion *criterion =
			ph_rules_criterion(rules, rules->fields.id[i]);

		fine = !criterion || write_question(out, criterion);
	}
	return fine && ph_json_close(out, ']');
}

/* ---- forms ---- */

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static bool write_answers(struct ph_text *out, const struct ph_fields *fields,
	const struct ph_review_form *form)
{
	bool fine = ph_json_open(out, "answers", '{');

	for (size_t i = 0; fine && i < fields->count; i++)
		if (form->answers[i] != PH_ABSENT)
			fine = write_answer(
				out, fields->id[i], form->answers[i]);
	return fine && ph_json_close(out, '}');
}

static bool write_own_dossier(struct ph_text *out,
	const struct ph_review_page *page, const struct page_names *names,
	const struct ph_review_form *form)
{
	const struct ph_review_kept *kept = page->queue->kept;

	if (!*form->dossier.code)
		return ph_json_string(out, "dossier", NULL);
	return page_write_dossier(out, "dossier", names, &form->dossier,
		kept->codes[form->code_id].rated);
}

static bool write_form(struct ph_text *out, const struct ph_review_page *page,
	const struct page_names *names, const struct ph_review_form *form,
	const struct form_pictures *pictures)
{
	char photo[PH_HASH_HEX_SIZE];

	ph_hash_hex(form->sha256, photo);
	photo[PHOTO_DIGITS] = '\0';
	return ph_json_open(out, NULL, '{')
	       && ph_json_number(out, "sheet", form->sheet)
	       && ph_json_string(out, "photo", photo)
	       && ph_json_string(out, "file", base_name(form->path))
	       && ph_json_number(out, "page", form->page)
	       && ph_json_number(out, "part", form->part)
	       && ph_json_string(out, "form", form->form)
	       && ph_json_string(out, "reason", form->reason)
	       && ph_json_string(out, "detail", form->detail)
	       && ph_json_string(out, "code", form->code)
	       && ph_json_number(out, "code_picture", pictures->code)
	       && ph_json_number(out, "small", pictures->small)
	       && write_own_dossier(out, page, names, form)
	       && write_answers(out, &page->ask->rules->fields, form)
	       && ph_json_close(out, '}');
}

static bool write_forms(struct ph_text *out, const struct ph_review_page *page,
	const struct page_names *names, const struct page_pictures *pictures)
{
	bool fine = ph_json_open(out, "forms", '[');

	for (size_t i = 0; fine && i < page->queue->form_count; i++)
		fine = write_form(out, page, names, &page->queue->forms[i],
			&pictures->forms[i]);
	return fine && ph_json_close(out, ']');
}

/* ---- cards ---- */

static const char *name_answer(int8_t answer, char cell[8])
{
	switch (answer) {
	case PH_ABSENT:
		return "code";
	case PH_BLANK:
		return "blank";
	case PH_MULTIPLE:
		return "several";
	case PH_DOUBTFUL:
		return "unreadable";
	default:
		return ph_answer_format(answer, cell);
	}
}

/* In the words of the table of decisions. */
static bool write_said(struct ph_text *out, const struct ph_review_item *item)
{
	bool fine = ph_json_open(out, "said", '[');
	char cell[8];

	for (size_t i = 0; fine && item->pass == 3 && i < 2; i++) {
		const struct ph_judgement *said = &item->said[i];
		const char *answer = name_answer(said->answer, cell);

		if (said->pass == 0)
			continue;
		if (item->field == PH_REVIEW_CODE && said->answer == PH_BLANK)
			answer = "none";
		fine = ph_json_open(out, NULL, '{')
		       && ph_json_string(out, "by", said->by)
		       && ph_json_string(out, "answer", answer)
		       && ph_json_string(out, "code", said->code)
		       && ph_json_close(out, '}');
	}
	return fine && ph_json_close(out, ']');
}

static bool write_guess(struct ph_text *out, const struct ph_guess *guess)
{
	int confidence = ph_guess_confidence(guess);

	if (!write_answer(out, "saw", guess->answer))
		return false;
	if (guess->answer == PH_ABSENT)
		return ph_json_string(out, "confidence", NULL);
	return ph_text_appendf(out, ",\"confidence\":%d.%04d",
		confidence / PH_GUESS_ONE, confidence % PH_GUESS_ONE);
}

static bool write_spot(struct ph_text *out, const struct card_picture *picture)
{
	if (!picture->placed)
		return ph_json_string(out, "spot", NULL);
	if (!ph_json_open(out, "spot", '['))
		return false;
	for (size_t i = 0; i < 4; i++) {
		int fraction = (int)(picture->spot[i] * PH_GUESS_ONE + 0.5);

		if (!ph_text_appendf(out, "%s%d.%04d", i ? "," : "",
			    fraction / PH_GUESS_ONE, fraction % PH_GUESS_ONE))
			return false;
	}
	return ph_json_close(out, ']');
}

static bool write_suggestions(
	struct ph_text *out, const struct ph_review_item *item)
{
	bool fine = ph_json_open(out, "suggestions", '[');

	for (size_t i = 0;
		fine && i < PH_SUGGESTIONS_MAX && item->suggestions[i]; i++)
		fine = ph_json_string(out, NULL, item->suggestions[i]);
	return fine && ph_json_close(out, ']');
}

static bool write_card(struct ph_text *out, const struct ph_rules *rules,
	size_t form, const struct ph_review_item *item,
	const struct card_picture *picture)
{
	bool code = item->field == PH_REVIEW_CODE;
	char cell[8];
	const char *now = item->answer == PH_ABSENT
				  ? "unknown"
				  : ph_answer_format(item->answer, cell);

	return ph_json_open(out, NULL, '{')
	       && ph_json_number(out, "form", (int64_t)form)
	       && ph_json_string(out, "field",
		       code ? "code" : rules->fields.id[item->field])
	       && ph_json_number(out, "pass", item->pass)
	       && write_guess(out, &item->guess)
	       && ph_json_string(out, "now", now)
	       && ph_json_number(out, "picture", picture->at)
	       && write_spot(out, picture) && write_said(out, item)
	       && write_suggestions(out, item) && ph_json_close(out, '}');
}

static bool write_cards(struct ph_text *out, const struct ph_review_page *page,
	const struct page_pictures *pictures,
	struct ph_review_page_count *count)
{
	const struct ph_review_queue *queue = page->queue;
	bool fine = ph_json_open(out, "cards", '[');

	for (size_t i = 0; fine && i < queue->form_count; i++) {
		const struct ph_review_form *form = &queue->forms[i];

		for (size_t j = form->first;
			fine && j < form->first + form->count; j++) {
			fine = write_card(out, page->ask->rules, i,
				&queue->items[j], &pictures->cards[j]);
			count->without_picture +=
				pictures->cards[j].at == NO_PICTURE
				&& pictures->forms[i].small == NO_PICTURE;
		}
	}
	return fine && ph_json_close(out, ']');
}

/* ---- the whole ---- */

static bool write_head(struct ph_text *out, const struct ph_review_page *page,
	const char *ledger)
{
	return ph_text_puts(out, "{") && ph_json_number(out, "format", 1)
	       && ph_json_string(out, "ledger", ledger)
	       && ph_json_string(out, "made", page->made_at)
	       && ph_json_string(out, "unit", page->unit_name)
	       && ph_json_bool(out, "second", page->ask->second)
	       && ph_json_number(
		       out, "register", (int64_t)page->queue->kept->registered)
	       && write_questions(out, page->ask->rules)
	       && ph_json_open(out, "dossiers", '[');
}

bool page_write_data(struct ph_text *out, const struct ph_review_page *page,
	struct ph_review_page_count *count, struct ph_error *err)
{
	PH_AUTO(page_names_destroy) struct page_names *names = NULL;
	PH_AUTO(page_pictures_release) struct page_pictures pictures = { 0 };
	char ledger[PH_LEDGER_NAME_SIZE];

	if (!ph_ledger_name(page->ask->ledger, ledger, err)
		|| !page_names_load(&names, page->ask->ledger, err))
		return false;
	if (!write_head(out, page, ledger))
		return ph_error_memory(err);
	if (!page_write_dossiers(out, page, names, err))
		return false;
	if (!ph_json_close(out, ']') || !ph_json_open(out, "pictures", '['))
		return ph_error_memory(err);
	if (!page_write_pictures(out, page, &pictures, err))
		return false;
	return (ph_json_close(out, ']')
		       && write_forms(out, page, names, &pictures)
		       && write_cards(out, page, &pictures, count)
		       && ph_json_close(out, '}'))
	       || ph_error_memory(err);
}
