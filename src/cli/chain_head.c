/* SPDX-License-Identifier: MIT */
#include "chain_head.h"

#include <string.h>

static const char digits[] = "0123456789abcdef";

const char *chain_head_format(
	const uint8_t head[PH_CHAIN_SIZE], char out[CHAIN_HEAD_SIZE])
{
	char *at = out;

	for (size_t i = 0; i < PH_CHAIN_SIZE; i++) {
		if (i && i % 2 == 0)
			*at++ = ' ';
		*at++ = digits[head[i] >> 4];
		*at++ = digits[head[i] & 15];
	}
	*at = '\0';
	return out;
}

static int nibble(char c)
{
	const char *at =
		strchr(digits, c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c);

	return at && *at ? (int)(at - digits) : -1;
}

bool chain_head_parse(
	const char *text, uint8_t head[PH_CHAIN_SIZE], struct ph_error *err)
{
	size_t count = 0;

	for (const char *at = text; *at; at++) {
		int value = nibble(*at);

		if (*at == ' ')
			continue;
		if (value < 0 || count == 2 * (size_t)PH_CHAIN_SIZE)
			return ph_error_set(err, PH_USAGE,
				"--head %s: «%s» is not expected there; a head "
				"is 32 digits 0-9 a-f in groups of four",
				text, at);
		if (count % 2)
			head[count / 2] |= (uint8_t)value;
		else
			head[count / 2] = (uint8_t)(value << 4);
		count++;
	}
	return count == 2 * (size_t)PH_CHAIN_SIZE
	       || ph_error_set(err, PH_USAGE,
		       "--head %s: has %zu digits; a head has 32", text, count);
}
