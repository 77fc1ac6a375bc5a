/* SPDX-License-Identifier: MIT */
/* What tells one drawing from another, as text. */
#include "audit.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool ph_audit_share_parse(const char *text, int *share)
{
	int whole = 0, parts = 0, unit = 100;

	if (!is_digit(*text))
		return false;
	for (; is_digit(*text) && whole < 1000; text++)
		whole = whole * 10 + (*text - '0');
	if (*text == '.' || *text == ',') {
		if (!is_digit(*++text))
			return false;
		for (; is_digit(*text) && unit > 1; text++)
			parts += (*text - '0') * (unit /= 10);
	}
	text += strspn(text, " ");
	if (*text == '%')
		text++;
	*share = whole * 100 + parts;
	return !*text && *share > 0 && *share < PH_SAMPLE_ONE;
}

bool audit_share_write(struct ph_text *out, int64_t share, char comma)
{
	int64_t whole = share / 100, parts = share % 100;

	if (!parts)
		return ph_text_appendf(out, "%" PRId64, whole);
	if (parts % 10 == 0)
		return ph_text_appendf(
			out, "%" PRId64 "%c%" PRId64, whole, comma, parts / 10);
	return ph_text_appendf(
		out, "%" PRId64 "%c%02" PRId64, whole, comma, parts);
}

static bool has_control(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < 0x20 || *text == 0x7f)
			return true;
	return false;
}

bool ph_audit_set_seed(struct ph_audit_drawing *drawing, const char *seed,
	struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text nfc = { 0 };
	size_t length = strlen(seed);

	if (ph_utf8_check(seed, length) != length)
		return ph_error_set(err, PH_USAGE, "the seed is not UTF-8");
	if (!ph_utf8_nfc(&nfc, seed, length))
		return ph_error_memory(err);
	seed = ph_text_get(&nfc);
	if (!*seed || nfc.length >= sizeof(drawing->seed) || has_control(seed)
		|| *seed == ' ' || seed[nfc.length - 1] == ' ')
		return ph_error_set(err, PH_USAGE,
			"a seed is a text of 1 to %zu bytes without control "
			"characters or spaces at its ends, e.g. ten throws "
			"of a die: 3516224651",
			sizeof(drawing->seed) - 1);
	memcpy(drawing->seed, seed, nfc.length + 1);
	return true;
}

bool audit_drawing_write(
	struct ph_text *out, const struct ph_audit_drawing *drawing)
{
	char day[PH_DATE_SIZE];

	return ph_text_appendf(out,
		       "period=%s batch=%" PRId64 " day=%s population=%" PRId64
		       " size=%" PRId64 " limit=",
		       drawing->period, drawing->batch,
		       ph_date_iso(drawing->day, day), drawing->population,
		       drawing->size)
	       && audit_share_write(out, drawing->limit, '.')
	       && ph_text_puts(out, "% confidence=")
	       && audit_share_write(out, drawing->confidence, '.')
	       && ph_text_appendf(out, "%% seed=%s", drawing->seed);
}

/* The word behind `name=`; what follows it stands at *text. */
static bool take_word(
	const char **text, const char *name, char *word, size_t size)
{
	size_t length = strlen(name), span;

	if (strncmp(*text, name, length) != 0 || (*text)[length] != '=')
		return false;
	*text += length + 1;
	span = strcspn(*text, " ");
	if (!span || span >= size)
		return false;
	memcpy(word, *text, span);
	word[span] = '\0';
	*text += span + strspn(*text + span, " ");
	return true;
}

static bool take_number(const char **text, const char *name, int64_t *number)
{
	char word[16]; /* no overflow: fifteen digits */

	if (!take_word(text, name, word, sizeof(word)))
		return false;
	*number = 0;
	for (const char *at = word; *at; at++) {
		if (!is_digit(*at))
			return false;
		*number = *number * 10 + (*at - '0');
	}
	return true;
}

static bool take_share(const char **text, const char *name, int *share)
{
	char word[16];

	return take_word(text, name, word, sizeof(word))
	       && ph_audit_share_parse(word, share);
}

bool audit_drawing_read(const char *text, struct ph_audit_drawing *drawing)
{
	char day[PH_DATE_SIZE];
	struct ph_error ignored;

	*drawing = (struct ph_audit_drawing){ 0 };
	return take_word(&text, "period", drawing->period,
		       sizeof(drawing->period))
	       && take_number(&text, "batch", &drawing->batch)
	       && take_word(&text, "day", day, sizeof(day))
	       && ph_date_parse(day, strlen(day), &drawing->day)
	       && take_number(&text, "population", &drawing->population)
	       && take_number(&text, "size", &drawing->size)
	       && take_share(&text, "limit", &drawing->limit)
	       && take_share(&text, "confidence", &drawing->confidence)
	       && strncmp(text, "seed=", 5) == 0
	       && ph_audit_set_seed(drawing, text + 5, &ignored);
}
