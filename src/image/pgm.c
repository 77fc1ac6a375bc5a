/* SPDX-License-Identifier: MIT */
#include "image_internal.h"

#include <string.h>

struct cursor {
	const uint8_t *at, *end;
};

static bool is_space(uint8_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* White space and comments, as netpbm's pgm(5) allows before a number. */
static void skip_blank(struct cursor *cursor)
{
	bool comment = false;

	for (; cursor->at < cursor->end; cursor->at++) {
		if (comment)
			comment = *cursor->at != '\n';
		else if (*cursor->at == '#')
			comment = true;
		else if (!is_space(*cursor->at))
			return;
	}
}

static bool read_number(struct cursor *cursor, uint32_t *number)
{
	bool any = false;

	skip_blank(cursor);
	*number = 0;
	for (; cursor->at < cursor->end; cursor->at++) {
		unsigned digit = *cursor->at - (unsigned)'0';

		if (digit > 9)
			break;
		if (*number > (UINT32_MAX - digit) / 10)
			return false;
		*number = *number * 10 + digit;
		any = true;
	}
	return any;
}

bool ph_pgm_read(struct ph_image *image, const uint8_t *bytes, size_t length,
	const struct ph_image_limits *limits, struct ph_image_trouble *trouble)
{
	struct cursor cursor = { bytes + 2, bytes + length };
	uint32_t width, height, white;

	if (length < 2 || memcmp(bytes, "P5", 2) != 0)
		return ph_trouble_set(
			trouble, PH_IMAGE_DAMAGED, "not a PGM image");
	if (!read_number(&cursor, &width) || !read_number(&cursor, &height)
		|| !read_number(&cursor, &white) || white != 255
		|| cursor.at == cursor.end || !is_space(*cursor.at++))
		return ph_trouble_set(trouble, PH_IMAGE_DAMAGED,
			"a PGM image with a wrong header");
	if (!ph_pixels_fit(width, height, limits, trouble))
		return false;
	if ((size_t)(cursor.end - cursor.at) < (size_t)width * height)
		return ph_trouble_set(trouble, PH_IMAGE_TRUNCATED,
			"a PGM image ends before its last pixel");
	if (!ph_image_make(image, width, height))
		return ph_trouble_memory(trouble);
	memcpy(image->pixels, cursor.at, (size_t)width * height);
	return true;
}
