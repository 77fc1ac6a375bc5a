/* SPDX-License-Identifier: MIT */
#include "finding.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
	WORDS_MAX = 24,
	/* A few typing errors: a code farther off is no suggestion. */
	NEAREST_LIMIT = 2 * PH_EDIT_COST,
};

/* The placeholders of one finding and the storage of their values. */
struct words {
	struct ph_word at[WORDS_MAX];
	size_t count;
	char numbers[WORDS_MAX][24];
	struct ph_text code, photo, nearest;
};

static void words_release(struct words *words)
{
	ph_text_release(&words->code);
	ph_text_release(&words->photo);
	ph_text_release(&words->nearest);
}
PH_CLEANUP_VALUE(struct words, words_release)

static void say(struct words *words, const char *key, const char *value)
{
	if (words->count < WORDS_MAX)
		words->at[words->count++] = (struct ph_word){ key, value };
}

static void say_number(struct words *words, const char *key, int64_t number)
{
	char *text = words->numbers[words->count % WORDS_MAX];

	snprintf(text, sizeof(words->numbers[0]), "%" PRId64, number);
	say(words, key, text);
}

static void say_date(struct words *words, const char *key, ph_date date)
{
	char *text = words->numbers[words->count % WORDS_MAX];
	char day[PH_DATE_SIZE];

	snprintf(text, sizeof(words->numbers[0]), "%s", ph_date_vn(date, day));
	say(words, key, text);
}

static bool offer(void *context, int64_t code_id, const char *code)
{
	const struct census *census = ((void **)context)[0];
	struct ph_nearest *nearest = ((void **)context)[1];

	if ((size_t)code_id < census->code_count
		&& census->dossiers[code_id].known)
		ph_nearest_offer(nearest, code);
	return true;
}

/* The register's codes that a misread or mistyped one may have been. */
static bool say_nearest(
	struct words *words, const struct census *census, struct ph_error *err)
{
	struct ph_nearest nearest = {
		.rules = census->query->rules,
		.wanted = ph_text_get(&words->code),
		.limit = NEAREST_LIMIT,
	};
	void *context[] = { (void *)(uintptr_t)census, &nearest };

	if (!ph_ledger_each_code(census->query->ledger, offer, context, err))
		return false;
	for (size_t i = 0; i < nearest.count; i++)
		if (!ph_text_appendf(&words->nearest, "%s%s", i ? ", " : "",
			    nearest.code[i]))
			return ph_error_memory(err);
	say(words, "nearest",
		nearest.count ? ph_text_get(&words->nearest)
			      : ph_rules_word(census->query->rules, "none"));
	return true;
}

static void say_answer(struct words *words, const char *key, int8_t answer)
{
	char *text = words->numbers[words->count % WORDS_MAX];

	ph_answer_format(answer, text);
	if (!*text)
		text = "–";
	say(words, key, text);
}

/* The first question on which two sheets of a form differ, or PH_NONE. */
static int differing_field(const struct census *census, int32_t a, int32_t b)
{
	const int8_t *left = census->sheets.at[a].answers;
	const int8_t *right = census->sheets.at[b].answers;

	for (size_t i = 0; i < census->query->rules->fields.count; i++)
		if (left[i] != right[i] && left[i] != PH_ABSENT
			&& right[i] != PH_ABSENT)
			return (int)i;
	return PH_NONE;
}

static const struct ph_criterion *criterion_of(
	const struct ph_rules *rules, int field)
{
	for (size_t i = 0; i < rules->criterion_count; i++)
		if (field >= 0 && rules->criteria[i].field == field)
			return &rules->criteria[i];
	return NULL;
}

static const char *what_date(
	const struct ph_rules *rules, const struct ph_case *c)
{
	if (c->date != PH_NO_DATE && c->date > c->today)
		return ph_rules_word(rules, "date-future");
	if (c->date != PH_NO_DATE && c->received != PH_NO_DATE
		&& c->date < c->received)
		return ph_rules_word(rules, "date-before-received");
	return ph_rules_word(rules, "date-returned-before-received");
}

static void say_people(struct words *words, const struct census *census,
	const struct census_form *form)
{
	const struct census_dossier *dossier = &census->dossiers[form->code_id];
	int32_t keyed = census->sheets.at[form->sheet].officer;

	if (form->unit >= 0)
		say(words, "unit", census->unit_codes.at[form->unit]);
	if (keyed >= 0)
		say(words, "officer", census->officer_ids.at[keyed]);
	else if (form->officer >= 0)
		say(words, "officer", census->officer_ids.at[form->officer]);
	if (dossier->officer >= 0)
		say(words, "register_officer",
			census->officer_ids.at[dossier->officer]);
}

static void say_field(struct words *words, const struct census *census,
	const struct census_form *form, int field)
{
	const struct ph_rules *rules = census->query->rules;
	const struct ph_criterion *c = criterion_of(rules, field);
	const char *text;
	int points;

	if (!c)
		return;
	say(words, "label", c->label);
	say(words, "field", c->id);
	say_answer(words, "points", form->answers[field]);
	points = ph_criterion_points(c, form->timing);
	if (points >= 0)
		say_number(words, "computed", points);
	text = ph_rules_contradiction(
		rules, c->id, form->answers[field], form->timing);
	if (text)
		say(words, "source_text", text);
	if (form->other != PH_NONE)
		say_answer(words, "other",
			census->sheets.at[form->other].answers[field]);
}

static bool say_form(struct words *words, const struct census *census,
	const struct struck *struck, struct census_form *form,
	struct ph_error *err)
{
	const struct ph_rules *rules = census->query->rules;
	const struct census_sheet *sheet = &census->sheets.at[struck->sheet];
	unsigned ratings = form->facts.keyed + form->facts.scan_ratings;
	int field = struck->field;

	if (struck->check == PH_CHECK_KEYED_AGAINST_SCAN)
		field = differing_field(census, form->sheet, form->other);
	if (sheet->photo
		&& !ph_ledger_photo_path(census->query->ledger, sheet->photo,
			&words->photo, err))
		return false;
	say_number(words, "sheet", sheet->id);
	say(words, "photo", ph_text_get(&words->photo));
	if (sheet->reason >= 0)
		say(words, "reason",
			ph_rules_word(
				rules, census->reasons.at[sheet->reason]));
	say_number(words, "count",
		struck->check == PH_CHECK_SECOND_RATING ? ratings
							: form->facts.scans);
	say_date(words, "date",
		struck->check == PH_CHECK_DATE_OUTSIDE ? form->facts.returned
						       : form->date);
	if (form->other != PH_NONE)
		say_number(words, "other_sheet",
			census->sheets.at[form->other].id);
	if (struck->check == PH_CHECK_DATE_IMPOSSIBLE)
		say(words, "what", what_date(rules, &form->facts));
	if (struck->check == PH_CHECK_PAPER_AGAINST_ONLINE)
		say(words, "what",
			ph_rules_word(rules, differing_field(census,
						     form->sheet, form->other)
							     == PH_NONE
						     ? "same"
						     : "different"));
	say_people(words, census, form);
	say_field(words, census, form, field);
	return true;
}

static bool say_code(struct words *words, const struct census *census,
	const struct struck *struck, struct ph_error *err)
{
	struct ph_code_match match;

	if (!struck->code_id)
		return true;
	if (!ph_ledger_code(
		    census->query->ledger, struck->code_id, &words->code, err))
		return false;
	say(words, "code", ph_text_get(&words->code));
	if (struck->check == PH_CHECK_MALFORMED_CODE
		|| struck->check == PH_CHECK_ODD_CODE) {
		match = ph_code_judge(census->query->rules,
			ph_text_get(&words->code), census->query->today);
		say(words, "what", match.what);
	}
	if (struck->check == PH_CHECK_MALFORMED_CODE
		|| struck->check == PH_CHECK_UNKNOWN_CODE)
		return say_nearest(words, census, err);
	return true;
}

/* The period that a late sheet missed, else the one that was asked for. */
static const char *period_name(
	const struct census *census, const struct census_form *form)
{
	const struct ph_period *period = census->query->period;
	const struct census_closing *closing;

	if (form)
		ph_list_for (closing, &census->closings)
			if (form->date >= closing->from
				&& form->date <= closing->to)
				return closing->period;
	return period ? period->name : "";
}

static bool is_of_unit(const struct struck *struck)
{
	return struck->check == PH_CHECK_UNIT_SCORE_MISSING
	       || struck->check == PH_CHECK_UNIT_SCORE_LATE;
}

static void say_ledger(struct words *words, const struct census *census,
	const struct struck *struck)
{
	say_number(words, "count", struck->count);
	say_number(words, "expected", struck->expected);
	if (struck->check == PH_CHECK_BOX_COUNT) {
		say_date(words, "date", struck->date);
		say(words, "box",
			struck->subject >= 0 ? census->boxes.at[struck->subject]
					     : "");
	}
	if (!is_of_unit(struck))
		return;
	say(words, "unit", census->unit_codes.at[struck->subject]);
	say(words, "label",
		census->query->rules->criteria[struck->criterion].label);
}

static const char *field_id(
	const struct census *census, const struct struck *struck)
{
	const struct ph_rules *rules = census->query->rules;

	if (is_of_unit(struck))
		return rules->criteria[struck->criterion].id;
	return struck->field >= 0 ? rules->fields.id[struck->field] : "";
}

/* What a person can be asked to read: the code, or one question. */
static bool is_of_reading(enum ph_check check)
{
	return check == PH_CHECK_DOUBTFUL_MARK || check == PH_CHECK_TWO_MARKS
	       || check == PH_CHECK_UNREAD_PHOTO
	       || check == PH_CHECK_DOUBTFUL_PHOTO
	       || check == PH_CHECK_CODES_DISAGREE;
}

/* Ends the message with a sentence, where a person looked and could not read
 * it. A rule set of before has none. */
static bool add_looked(struct ph_text *message, const struct wording *wording,
	const struct struck *struck, struct ph_error *err)
{
	const struct census *census = wording->census;
	const char *word = ph_rules_word(census->query->rules, "looked");

	return !is_of_reading(struck->check) || strcmp(word, "looked") == 0
	       || !unreadable_find(&wording->unreadable,
		       census->sheets.at[struck->sheet].id,
		       field_id(census, struck))
	       || ph_text_appendf(message, " %s", word) || ph_error_memory(err);
}

bool finding_word(const struct wording *wording, const struct struck *struck,
	bool *go_on, struct ph_error *err)
{
	const struct census *census = wording->census;
	const struct ph_check_rule *rule =
		ph_rules_check(census->query->rules, struck->check);
	PH_AUTO(words_release) struct words words = { 0 };
	PH_AUTO(ph_text_release) struct ph_text message = { 0 };
	PH_AUTO(ph_text_release) struct ph_text suggestion = { 0 };
	struct census_form form;
	bool of_form = struck->sheet != PH_NONE
		       && census_form_of(
			       census, struck->code_id, struck->sheet, &form);
	struct ph_finding finding = {
		.severity = struck->severity,
		.kind = ph_check_name(struck->check),
		.sheet = of_form ? census->sheets.at[struck->sheet].id : 0,
		.field = field_id(census, struck),
	};

	if (!say_code(&words, census, struck, err)
		|| (of_form && !say_form(&words, census, struck, &form, err)))
		return false;
	if (!of_form)
		say_ledger(&words, census, struck);
	say(&words, "period", period_name(census, of_form ? &form : NULL));
	if (!ph_message_fill(&message, rule->message, words.at, words.count)
		|| !ph_message_fill(
			&suggestion, rule->suggestion, words.at, words.count))
		return ph_error_memory(err);
	if (of_form && !add_looked(&message, wording, struck, err))
		return false;
	finding.code = ph_text_get(&words.code);
	finding.message = ph_text_get(&message);
	finding.suggestion = ph_text_get(&suggestion);
	*go_on = wording->found(wording->context, &finding);
	return true;
}
