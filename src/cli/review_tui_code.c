/* SPDX-License-Identifier: MIT */
/* A code, typed or scanned. */
#include "review_tui.h"

#include <stdio.h>
#include <string.h>

/* The code that was typed, or the only one in what a scanner sent. */
static bool find_code(struct tui *tui, char code[PH_CODE_SIZE])
{
	const struct ph_rules *rules = tui->ctx->rules;
	PH_AUTO(ph_text_release) struct ph_text text = { 0 };
	char found[2][PH_CODE_SIZE];
	struct ph_code_match match = { 0 };
	size_t count;

	if (ph_utf8_code(&text, (const char *)tui->line, tui->line_length)
		&& text.length < PH_CODE_SIZE) {
		match = ph_code_judge(
			rules, ph_text_get(&text), tui->ctx->today);
		snprintf(code, PH_CODE_SIZE, "%s", ph_text_get(&text));
		if (match.valid)
			return true;
	}
	count = ph_code_find(rules, (const char *)tui->line, tui->line_length,
		tui->ctx->today, found, 2);
	if (count == 1) {
		snprintf(code, PH_CODE_SIZE, "%s", found[0]);
		return true;
	}
	ph_term_beep(tui->term);
	tui_tell(tui, PH_TERM_WARN, "Không phải mã hồ sơ%s%s.",
		match.what ? ": " : "", match.what ? match.what : "");
	return false;
}

static bool take_code(struct tui *tui, struct ph_error *err)
{
	char code[PH_CODE_SIZE];
	bool known, loaded;

	if (!tui->line_length || !find_code(tui, code))
		return true;
	if (!ph_ledger_knows_dossier(
		    tui->ctx->ledger, code, &known, &loaded, err))
		return false;
	if (known || !loaded)
		return tui_give(tui, PH_ABSENT, code, err);
	snprintf(tui->unknown, sizeof(tui->unknown), "%s", code);
	tui_complain(tui, "Mã này không có trong sổ hồ sơ: v lấy mã này, phím "
			  "khác để sửa.");
	return true;
}

/* A character more, as UTF-8. */
static void type(struct tui *tui, int32_t key)
{
	unsigned char *end = tui->line + tui->line_length;
	size_t room = sizeof(tui->line) - tui->line_length;

	*tui->told = '\0';
	if (room < 5) {
		tui_clear_line(tui);
		tui_complain(tui, "Dòng quá dài, không phải mã hồ sơ: đã bỏ.");
		return;
	}
	if (key < 0x80) {
		*end++ = (unsigned char)key;
	} else if (key < 0x800) {
		*end++ = (unsigned char)(0xc0 | key >> 6);
		*end++ = (unsigned char)(0x80 | (key & 0x3f));
	} else if (key < 0x10000) {
		*end++ = (unsigned char)(0xe0 | key >> 12);
		*end++ = (unsigned char)(0x80 | (key >> 6 & 0x3f));
		*end++ = (unsigned char)(0x80 | (key & 0x3f));
	}
	tui->line_length = (size_t)(end - tui->line);
}

static void erase(struct tui *tui)
{
	while (tui->line_length
		&& (tui->line[--tui->line_length] & 0xc0) == 0x80)
		continue;
	tui->line[tui->line_length] = '\0';
}

static void pick(struct tui *tui, size_t which)
{
	const char *code = tui_item(tui)->suggestions[which];

	tui_clear_line(tui);
	for (; *code; code++)
		type(tui, *code);
	tui_tell(tui, PH_TERM_PLAIN, "Enter: lấy mã này. Esc: bỏ.");
}

bool tui_line_key(struct tui *tui, int32_t key, struct ph_error *err)
{
	if (*tui->unknown) {
		char code[PH_CODE_SIZE];

		snprintf(code, sizeof(code), "%s", tui->unknown);
		*tui->unknown = *tui->told = '\0';
		if (key == 'v' || key == 'V')
			return tui_give(tui, PH_ABSENT, code, err);
		if (key >= ' ' && key < PH_KEY_NONE)
			return true;
	}
	if (key == PH_KEY_ENTER || key == PH_KEY_TAB)
		return take_code(tui, err);
	if (key == PH_KEY_BACKSPACE || key == PH_KEY_DELETE)
		erase(tui);
	else if (key == PH_KEY_ESCAPE)
		tui_clear_line(tui);
	else if (key >= ' ' && key < PH_KEY_NONE)
		type(tui, key);
	return true;
}

/* A key by itself; false: it is none of the commands. */
bool tui_code_command(
	struct tui *tui, int32_t key, bool *fine, struct ph_error *err)
{
	const char *const *codes = tui_item(tui)->suggestions;

	if (key >= '1' && key < '1' + PH_SUGGESTIONS_MAX) {
		for (int i = 0; i <= key - '1'; i++)
			if (!codes[i])
				return false;
		pick(tui, (size_t)(key - '1'));
		return true;
	}
	if (key != 'x' && key != 'k' && key != '/')
		return false;
	*fine = tui_give(tui, key == 'x' ? PH_BLANK : PH_DOUBTFUL, "", err);
	return true;
}
