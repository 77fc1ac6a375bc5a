/* SPDX-License-Identifier: MIT */
/* A session's first half of a row: what is typed becomes a code. */
#include "session.h"

#include <string.h>

enum {
	/* A hand does not type so many characters without a pause. */
	LONG_SCAN_LENGTH = 12,
};

static size_t count_in_draft(
	const struct ph_keying *k, const char *code, size_t *last)
{
	size_t count = 0;

	for (size_t i = 0; i < ph_draft_count(k->draft); i++) {
		const struct ph_keyed *row = ph_draft_row(k->draft, i);

		if (!ph_draft_is_form(k->draft, i)
			|| strcmp(row->code, code) != 0)
			continue;
		count++;
		*last = ph_draft_forms(k->draft, i + 1);
	}
	return count;
}

static bool look(struct ph_keying *k, struct ph_error *err)
{
	const char *code = k->row.code;
	size_t before, wanted;

	if (!ph_known_look(k->known, code, &k->sight, err))
		return false;
	before = count_in_draft(k, code, &k->sight.earlier);
	if (k->rekeyed) {
		/* It was keyed, and may be unknown: that was decided then. */
		wanted = ph_rekeyed_count(k->rekeyed, code);
		k->sight.doubts = wanted > before ? 0
				  : wanted        ? PH_DOUBT_TWICE
						  : PH_DOUBT_FOREIGN;
	} else if (before) {
		k->sight.doubts |= PH_DOUBT_TWICE;
	}
	if (!k->sight.doubts) {
		ph_keying_begin_answers(k);
		return true;
	}
	k->stage = PH_STAGE_DOUBT;
	k->told = PH_TOLD_DOUBT;
	return true;
}

bool ph_keying_take_code(struct ph_keying *k, const char *code,
	enum ph_told bad, struct ph_error *err)
{
	if (!ph_keying_copy(k->row.code, sizeof(k->row.code), code)) {
		k->told = bad;
		return true;
	}
	return look(k, err);
}

/* A payload may hold a citizen's number: it is never kept. */
static bool is_payload(const char *text)
{
	return strpbrk(text, "/?=&%:") || strlen(text) >= PH_CODE_SIZE;
}

static bool find_code(
	struct ph_keying *k, const struct ph_text *code, struct ph_error *err)
{
	char found[2][PH_CODE_SIZE];
	size_t count = ph_code_find(
		k->rules, k->line, k->line_length, k->today, found, 2);

	if (count == 1)
		return ph_keying_take_code(k, found[0], PH_TOLD_NO_CODE, err);
	if (count > 1)
		k->told = PH_TOLD_SEVERAL;
	else if (is_payload(k->line))
		k->told = PH_TOLD_NO_CODE;
	else
		return ph_keying_take_code(
			k, ph_text_get(code), PH_TOLD_NO_CODE, err);
	return true;
}

static void wipe_line(struct ph_keying *k)
{
	explicit_bzero(k->line, sizeof(k->line));
	k->line_length = k->line_burst = 0;
}

bool ph_keying_end_code(struct ph_keying *k, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text code = { 0 };
	bool fine;

	if (!k->line_length)
		return true; /* Enter once more, by habit */
	if (k->line_burst >= LONG_SCAN_LENGTH
		&& k->line_burst < k->line_length) {
		/* A digit too many for the last row, then a scan: together
		 * they may look like a code. */
		wipe_line(k);
		k->told = PH_TOLD_MIXED;
		return true;
	}
	if (!ph_utf8_code(&code, k->line, k->line_length)) {
		k->told = PH_TOLD_NO_CODE;
		fine = true;
	} else if (strcmp(ph_text_get(&code), "-") == 0) {
		ph_keying_begin_answers(k);
		fine = true;
	} else if (ph_code_judge(k->rules, ph_text_get(&code), k->today)
			   .valid) {
		fine = ph_keying_take_code(
			k, ph_text_get(&code), PH_TOLD_NO_CODE, err);
	} else {
		fine = find_code(k, &code, err);
	}
	wipe_line(k);
	return fine;
}

static size_t put_utf8(char *out, int32_t c)
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xc0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xe0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3f));
		out[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3f));
	out[2] = (char)(0x80 | (c >> 6 & 0x3f));
	out[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

void ph_keying_type_code(struct ph_keying *k, int32_t c)
{
	if (c < ' ')
		return;
	if (k->line_length + 4 >= sizeof(k->line)) {
		wipe_line(k);
		k->discarding = true;
		k->told = PH_TOLD_TOO_LONG;
		return;
	}
	k->line_length += put_utf8(k->line + k->line_length, c);
	k->line_burst++;
	k->line[k->line_length] = '\0';
}
