/* SPDX-License-Identifier: MIT */
#include "session.h"

#include <string.h>

enum {
	ESCAPE = 27,
	/* Characters without a pause: more than a hand that slips. */
	SCAN_LENGTH = 4,
};

bool ph_keying_init(struct ph_keying *k, const struct ph_known *known,
	struct ph_draft *draft, struct ph_error *err)
{
	for (size_t i = 0; i < k->rules->criterion_count; i++) {
		const struct ph_criterion *criterion = &k->rules->criteria[i];

		for (size_t o = 0;
			criterion->field >= 0 && o < criterion->option_count;
			o++)
			if (criterion->options[o].points > 9)
				return ph_error_set(err, PH_CONFIG,
					"rule set %s: %s has an option of %d "
					"points, and one key says 9 at most: "
					"use 'phieu import'",
					k->rules->id, criterion->id,
					criterion->options[o].points);
	}
	if (!k->asked_count)
		for (size_t i = 0; i < k->rules->fields.count; i++)
			k->asked[k->asked_count++] = (uint8_t)i;
	k->known = known;
	k->draft = draft;
	k->stage = PH_STAGE_CODE;
	return true;
}

void ph_keying_ask_like(struct ph_keying *k, const int8_t *answers)
{
	k->asked_count = 0;
	for (size_t i = 0; i < k->rules->fields.count; i++)
		if (answers[i] != PH_ABSENT)
			k->asked[k->asked_count++] = (uint8_t)i;
}

bool ph_keying_answer(
	const struct ph_rules *rules, size_t field, int32_t key, int8_t *answer)
{
	const struct ph_criterion *criterion =
		ph_rules_criterion(rules, rules->fields.id[field]);

	switch (key) {
	case '.':
	case ' ':
		*answer = PH_BLANK;
		return true;
	case '*':
	case '!':
		*answer = PH_MULTIPLE;
		return true;
	case '/':
	case '?':
		*answer = PH_DOUBTFUL;
		return true;
	default:
		*answer = (int8_t)(key - '0');
		return key >= '0' && key <= '9' && criterion
		       && ph_criterion_option(criterion, key - '0');
	}
}

bool ph_keying_wants_quiet(const struct ph_keying *k)
{
	return k->burst || k->discarding || k->word || k->line_burst;
}

/* ---- the row under way ---- */

void ph_keying_begin_row(struct ph_keying *k)
{
	k->stage = PH_STAGE_CODE;
	k->row = (struct ph_keyed){ .date = PH_NO_DATE };
	k->sight = (struct ph_sight){ 0 };
	k->given = k->burst = 0;
	k->word = 0;
}

void ph_keying_begin_answers(struct ph_keying *k)
{
	k->stage = PH_STAGE_ANSWERS;
	k->given = k->burst = 0;
	memset(k->row.answers, PH_ABSENT, sizeof(k->row.answers));
}

bool ph_keying_copy(char *out, size_t size, const char *text)
{
	size_t length = text ? strlen(text) : 0;

	if (length >= size)
		return false;
	memcpy(out, text ? text : "", length);
	out[length] = '\0';
	return true;
}

static bool take_row(struct ph_keying *k, struct ph_error *err)
{
	k->row.date = k->date;
	if (!ph_keying_copy(k->row.box, sizeof(k->row.box), k->box)
		|| !ph_keying_copy(k->row.by, sizeof(k->row.by), k->by))
		return ph_error_set(
			err, PH_USAGE, "--box or --by: the name is too long");
	if (!ph_draft_add(k->draft, &k->row, err))
		return false;
	ph_keying_begin_row(k);
	k->lost = 0;
	k->told = PH_TOLD_TAKEN;
	return true;
}

/* ---- answers ---- */

/* All that came without a pause is taken back. */
static void refuse(struct ph_keying *k, enum ph_told told)
{
	for (size_t i = 0; i < k->burst; i++)
		k->row.answers[k->asked[k->given + i]] = PH_ABSENT;
	k->discarding = true;
	k->discarded = k->burst + 1;
	k->told = told;
	if (k->burst || told != PH_TOLD_WRONG_KEY)
		k->stage = PH_STAGE_HALT;
	if (k->burst && told == PH_TOLD_WRONG_KEY)
		k->told = PH_TOLD_SCAN;
	k->burst = 0;
}

static void type_answer(struct ph_keying *k, int32_t c)
{
	size_t at = k->given + k->burst;
	size_t field = at < k->asked_count ? k->asked[at] : 0;
	int8_t answer;

	if (at < k->asked_count
		&& ph_keying_answer(k->rules, field, c, &answer)) {
		k->row.answers[field] = answer;
		k->burst++;
		return;
	}
	refuse(k, PH_TOLD_WRONG_KEY);
}

static bool end_answers(struct ph_keying *k, bool entered, struct ph_error *err)
{
	size_t all = k->asked_count;

	if (k->given + k->burst == all) {
		k->given = all;
		k->burst = 0;
		return take_row(k, err);
	}
	if (entered && k->burst) {
		refuse(k, PH_TOLD_NOT_ALL);
		k->discarding = false;
	} else if (entered) {
		k->told = PH_TOLD_NOT_ALL;
	}
	k->given += k->burst;
	k->burst = 0;
	return true;
}

/* ---- a person's word ---- */

static bool act_on_doubt(
	struct ph_keying *k, int32_t word, struct ph_error *err)
{
	size_t near = (size_t)(word - '1');
	char code[PH_CODE_SIZE];

	if (word == 'c') {
		ph_keying_begin_answers(k);
	} else if (word == 'k') {
		ph_keying_begin_row(k);
		k->told = PH_TOLD_DROPPED;
	} else if (word >= '1' && near < k->sight.nearest.count) {
		memcpy(code, k->sight.nearest.code[near], sizeof(code));
		return ph_keying_take_code(k, code, PH_TOLD_NO_CODE, err);
	} else {
		k->told = PH_TOLD_WAITING;
	}
	return true;
}

static bool act(struct ph_keying *k, struct ph_error *err)
{
	int32_t word = k->word;

	k->word = 0;
	if (word == 'C' || word == 'K')
		word += 'a' - 'A';
	if (k->stage == PH_STAGE_DOUBT)
		return act_on_doubt(k, word, err);
	if (word == 'c') {
		k->stage = PH_STAGE_ANSWERS;
	} else if (word == 'k') {
		ph_keying_begin_row(k);
		k->told = PH_TOLD_DROPPED;
	} else {
		k->told = PH_TOLD_WAITING;
	}
	return true;
}

/* A word is one key with nothing behind it: codes hold such letters too. */
static void type_word(struct ph_keying *k, int32_t c)
{
	if (!k->word) {
		k->word = c;
		return;
	}
	k->word = 0;
	k->discarding = true;
	k->discarded = 2;
	k->told = PH_TOLD_WAITING;
}

/* ---- keys ---- */

static bool take_back_row(struct ph_keying *k, struct ph_error *err)
{
	size_t count = ph_draft_count(k->draft), last = count;
	struct ph_keyed row;

	while (last && !ph_draft_is_form(k->draft, last - 1))
		last--;
	if (!last) {
		k->told = PH_TOLD_NOTHING_LEFT;
		return true;
	}
	row = *ph_draft_row(k->draft, last - 1);
	/* Words stand behind it, and may be on it. */
	if (!(last == count ? ph_draft_take_back(k->draft, err)
			    : ph_draft_drop(k->draft, last, k->by, err)))
		return false;
	ph_keying_begin_row(k);
	memcpy(k->row.code, row.code, sizeof(row.code));
	ph_keying_begin_answers(k);
	k->told = PH_TOLD_TAKEN_BACK;
	return !*row.code || ph_known_look(k->known, row.code, &k->sight, err);
}

static bool take_back(struct ph_keying *k, struct ph_error *err)
{
	k->discarding = false;
	switch (k->stage) {
	case PH_STAGE_CODE:
		if (!k->line_length)
			return take_back_row(k, err);
		do
			k->line_length--;
		while (k->line_length
			&& (k->line[k->line_length] & 0xc0) == 0x80);
		k->line[k->line_length] = '\0';
		return true;
	case PH_STAGE_ANSWERS:
		k->given += k->burst;
		k->burst = 0;
		if (k->given) {
			k->row.answers[k->asked[--k->given]] = PH_ABSENT;
			return true;
		}
		break;
	case PH_STAGE_HALT:
		k->told = PH_TOLD_WAITING;
		return true;
	case PH_STAGE_DOUBT:
		break;
	}
	ph_keying_begin_row(k);
	k->told = PH_TOLD_DROPPED;
	return true;
}

static bool awaits_word(const struct ph_keying *k)
{
	return k->stage == PH_STAGE_DOUBT || k->stage == PH_STAGE_HALT;
}

static bool on_enter(struct ph_keying *k, struct ph_error *err)
{
	if (k->discarding) {
		k->discarding = false;
		k->lost++;
		return true;
	}
	switch (k->stage) {
	case PH_STAGE_CODE:
		return ph_keying_end_code(k, err);
	case PH_STAGE_ANSWERS:
		return end_answers(k, true, err);
	case PH_STAGE_DOUBT:
	case PH_STAGE_HALT:
		break;
	}
	if (!k->word)
		k->told = PH_TOLD_WAITING;
	return !k->word || act(k, err);
}

static bool on_quiet(struct ph_keying *k, struct ph_error *err)
{
	k->discarding = false;
	k->line_burst = 0;
	if (k->word)
		return act(k, err);
	if (k->stage == PH_STAGE_ANSWERS && k->burst)
		return end_answers(k, false, err);
	return true;
}

static void on_discarded(struct ph_keying *k)
{
	k->discarded++;
	/* One wrong key was told; so many are a scan. */
	if (k->discarded == SCAN_LENGTH && k->stage == PH_STAGE_ANSWERS) {
		k->stage = PH_STAGE_HALT;
		k->told = PH_TOLD_SCAN;
	}
}

bool ph_keying_start(
	struct ph_keying *k, const char *code, struct ph_error *err)
{
	ph_keying_begin_row(k);
	if (*code)
		return ph_keying_take_code(k, code, PH_TOLD_NO_CODE, err);
	ph_keying_begin_answers(k);
	return true;
}

bool ph_keying_type(struct ph_keying *k, int32_t key, struct ph_error *err)
{
	k->told = PH_TOLD_NOTHING;
	switch (key) {
	case PH_TYPED_ENTER:
		return on_enter(k, err);
	case PH_TYPED_QUIET:
		return on_quiet(k, err);
	case PH_TYPED_BACK:
		return take_back(k, err);
	default:
		break;
	}
	if (key == ESCAPE || key < 0)
		return true;
	if (k->discarding)
		on_discarded(k);
	else if (k->stage == PH_STAGE_CODE)
		ph_keying_type_code(k, key);
	else if (awaits_word(k))
		type_word(k, key);
	else
		type_answer(k, key);
	return true;
}
