/* SPDX-License-Identifier: MIT */
/* The question: its words, what was seen, what may be answered. */
#include "key.h"
#include "review_tui.h"

#include <stdio.h>
#include <string.h>

void tui_draw_wrapped(
	struct tui *tui, unsigned row, unsigned style, const char *text)
{
	unsigned room = ph_term_columns(tui->term) - 2;
	char line[TUI_LINE_SIZE];
	char *part;

	snprintf(line, sizeof(line), "%s", text);
	if (ph_term_width(line) <= room) {
		ph_term_put(tui->term, row, 1, style, line);
		return;
	}
	for (part = strrchr(line, ' '); part; part = strrchr(line, ' ')) {
		*part = '\0';
		if (ph_term_width(line) <= room)
			break;
	}
	ph_term_put(tui->term, row, 1, style, line);
	if (part)
		ph_term_put(
			tui->term, row + 1, 1, style, text + (part - line) + 1);
}

static const char *mark_words(const struct tui *tui, int field, int8_t answer)
{
	if (answer == PH_DOUBTFUL)
		return "chưa rõ";
	return key_answer_words(tui->ctx->rules, (size_t)field, answer);
}

static const char *code_words(int8_t answer)
{
	return answer == PH_DOUBTFUL   ? "không đọc được mã"
	       : answer == PH_MULTIPLE ? "các mã trên phiếu khác nhau"
				       : "mã không có trong sổ hồ sơ";
}

/* What the first two said, where a third settles it. */
static void draw_said(struct tui *tui, unsigned row)
{
	const struct ph_review_item *item = tui_item(tui);

	for (unsigned i = 0; i < 2; i++) {
		const struct ph_judgement *said = &item->said[i];
		const char *words =
			said->answer == PH_ABSENT ? said->code
			: item->field == PH_REVIEW_CODE
				? said->answer == PH_BLANK ? "không có mã"
							   : "không đọc được"
			: said->answer == PH_DOUBTFUL
				? "không đọc được"
				: mark_words(tui, item->field, said->answer);

		tui_say(tui, row, 1 + i * 39, PH_TERM_WARN, "%s: %s",
			said->by ? said->by : "", words ? words : "");
	}
}

void tui_draw_seen(struct tui *tui, unsigned row)
{
	const struct ph_review_item *item = tui_item(tui);
	int sure = ph_guess_confidence(&item->guess);

	if (item->pass == 3) {
		draw_said(tui, row);
		return;
	}
	if (item->field == PH_REVIEW_CODE)
		tui_say(tui, row, 1, PH_TERM_PLAIN, "Máy đọc: %s",
			code_words(item->answer));
	else if (item->guess.answer == PH_ABSENT)
		tui_say(tui, row, 1, PH_TERM_PLAIN,
			"Máy không đọc được câu này");
	else
		tui_say(tui, row, 1, PH_TERM_PLAIN,
			"Máy đọc: %s, chắc %d,%d %%",
			mark_words(tui, item->field, item->guess.answer),
			sure / 100, sure / 10 % 10);
}

void tui_draw_options(struct tui *tui, unsigned row)
{
	const struct ph_rules *rules = tui->ctx->rules;
	const struct ph_review_item *item = tui_item(tui);
	const struct tui_given *given = &tui->given[tui->at];
	const struct ph_criterion *c =
		ph_rules_criterion(rules, rules->fields.id[item->field]);
	static const struct {
		const char *key;
		int8_t answer;
	} others[] = {
		{ "t", PH_BLANK },
		{ "n", PH_MULTIPLE },
		{ "k", PH_DOUBTFUL },
	};
	size_t options = c ? c->option_count : 0;

	for (size_t i = 0; i < options + 3; i++) {
		int8_t answer = i < options ? (int8_t)c->options[i].points
					    : others[i - options].answer;
		bool chosen = given->answered && given->answer == answer;
		char key[8];

		tui_say(tui, row + (unsigned)i, 3,
			chosen ? PH_TERM_BOLD | PH_TERM_GOOD : PH_TERM_PLAIN,
			"%s  %s%s",
			i < options ? ph_answer_format(answer, key)
				    : others[i - options].key,
			key_answer_words(rules, (size_t)item->field, answer),
			chosen ? "  ✓ đã chọn" : "");
	}
}

void tui_draw_code(struct tui *tui, unsigned row)
{
	const char *const *codes = tui_item(tui)->suggestions;
	const struct tui_given *given = &tui->given[tui->at];

	ph_term_put(tui->term, row, 1, PH_TERM_BOLD, "Mã hồ sơ:");
	tui_say(tui, row, TUI_VALUE, PH_TERM_BOLD, "%.200s",
		*tui->unknown ? tui->unknown : (const char *)tui->line);
	for (unsigned i = 0; i < PH_SUGGESTIONS_MAX && codes[i]; i++)
		tui_say(tui, row + 1 + i, 3, PH_TERM_PLAIN, "%u  %s", i + 1,
			codes[i]);
	if (given->answered)
		tui_say(tui, row + 1 + PH_SUGGESTIONS_MAX, 3,
			PH_TERM_BOLD | PH_TERM_GOOD, "✓ đã chọn: %s",
			given->answer == PH_ABSENT  ? given->code
			: given->answer == PH_BLANK ? "không có mã"
						    : "không đọc được");
}
