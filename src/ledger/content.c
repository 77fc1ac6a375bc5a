/* SPDX-License-Identifier: MIT */
#include "ledger_internal.h"

/* What an identity is of: its first byte. */
enum kind {
	KIND_ROW = 1,
	KIND_PAGE = 2,
	KIND_CORRECTION = 3,
};

enum {
	FIXED_SIZE = 9 + 2 * PH_FIELDS_MAX,
	LONG = 0xff, /* a length that does not fit one byte follows as four */
};

static uint8_t *put_number(uint8_t *at, uint64_t value, int bytes)
{
	while (bytes-- > 0) {
		*at++ = (uint8_t)value;
		value >>= 8;
	}
	return at;
}

/* Its length goes before each text, so that no two records share bytes. */
static bool put_text(struct ph_text *out, const char *text)
{
	size_t length = text ? strlen(text) : 0;
	uint8_t head[5], *end = head;

	if (length >= UINT32_MAX)
		return false;
	if (length >= LONG) {
		*end++ = LONG;
		end = put_number(end, length, 4);
	} else {
		*end++ = (uint8_t)length;
	}
	return ph_text_append(out, (char *)head, (size_t)(end - head))
	       && (!length || ph_text_append(out, text, length));
}

/* A row with a code is known by what it says itself. Ballots without one are
 * told apart by the day and the box that the command names, too. */
static bool leave_out(const struct ph_record *record, bool implied)
{
	return implied && record->code && *record->code;
}

bool ph_content_write(struct ph_text *out, const struct ph_record *record,
	const int8_t answers[PH_FIELDS_MAX])
{
	bool dateless = leave_out(record, record->date_implied);
	const char *box =
		leave_out(record, record->box_implied) ? NULL : record->box;
	uint8_t fixed[FIXED_SIZE], *at = fixed, *count;

	*at++ = KIND_ROW;
	*at++ = (uint8_t)record->channel;
	*at++ = (uint8_t)record->status;
	*at++ = (uint8_t)record->code_from;
	at = put_number(
		at, (uint32_t)(dateless ? PH_NO_DATE : record->date), 4);
	count = at++;
	*count = 0;
	for (size_t i = 0; i < PH_FIELDS_MAX; i++) {
		if (answers[i] == PH_ABSENT)
			continue;
		++*count;
		*at++ = (uint8_t)i;
		*at++ = (uint8_t)answers[i];
	}
	ph_text_clear(out);
	return ph_text_append(out, (char *)fixed, (size_t)(at - fixed))
	       && put_text(out, box) && put_text(out, record->officer)
	       && put_text(out, record->serial) && put_text(out, record->form)
	       && put_text(out, record->reason);
}

bool ph_identity_row(struct ph_text *content, uint32_t occurrence,
	uint8_t identity[PH_HASH_SIZE])
{
	uint8_t number[4];

	if (occurrence) {
		put_number(number, occurrence, 4);
		if (!ph_text_append(content, (char *)number, sizeof(number)))
			return false;
	}
	ph_hash(content->bytes, content->length, identity);
	return true;
}

/* A first or only form has the identity that a page had before several forms
 * of one were told apart. */
void ph_identity_page(const uint8_t sha256[PH_HASH_SIZE], unsigned page,
	unsigned part, uint8_t identity[PH_HASH_SIZE])
{
	uint8_t bytes[1 + PH_HASH_SIZE + 4 + 4] = { KIND_PAGE };
	uint8_t *at = bytes + 1 + PH_HASH_SIZE;

	memcpy(bytes + 1, sha256, PH_HASH_SIZE);
	at = put_number(at, page, 4);
	if (part > 1)
		at = put_number(at, part, 4);
	ph_hash(bytes, (size_t)(at - bytes), identity);
}

void ph_identity_correction(int64_t replaces, uint8_t identity[PH_HASH_SIZE])
{
	uint8_t bytes[1 + 8] = { KIND_CORRECTION };

	put_number(bytes + 1, (uint64_t)replaces, 8);
	ph_hash(bytes, sizeof(bytes), identity);
}
