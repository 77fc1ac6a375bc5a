/* SPDX-License-Identifier: MIT */
#include "image_internal.h"

#include <string.h>

enum {
	ENTRY = 12 /* bytes: tag, type, count, value or its offset */
};

static uint16_t u16(const struct ph_tiff *tiff, size_t at)
{
	const uint8_t *b = tiff->bytes + at;

	if (tiff->length < 2 || at > tiff->length - 2)
		return 0;
	return (uint16_t)(tiff->big_endian ? b[0] << 8 | b[1]
					   : b[1] << 8 | b[0]);
}

uint32_t ph_tiff_u32(const struct ph_tiff *tiff, size_t at)
{
	uint32_t a, b;

	if (tiff->length < 4 || at > tiff->length - 4)
		return 0;
	a = u16(tiff, at);
	b = u16(tiff, at + 2);
	return tiff->big_endian ? a << 16 | b : b << 16 | a;
}

bool ph_tiff_open(struct ph_tiff *tiff, const uint8_t *bytes, size_t length)
{
	*tiff = (struct ph_tiff){ .bytes = bytes, .length = length };
	if (length < PH_TIFF_HEADER)
		return false;
	tiff->big_endian = bytes[0] == 'M';
	if (memcmp(bytes, tiff->big_endian ? "MM\0*" : "II*\0", 4) != 0)
		return false;
	tiff->first = ph_tiff_u32(tiff, 4);
	return true;
}

/* Entries of a directory, all inside the bytes; 0 if it is not. */
static unsigned entries(const struct ph_tiff *tiff, uint32_t directory)
{
	unsigned count = u16(tiff, directory);

	if (directory < PH_TIFF_HEADER || directory > tiff->length
		|| tiff->length - directory < 2u + (size_t)count * ENTRY)
		return 0;
	return count;
}

/* Bytes of one value of the types that are unsigned numbers, else 0. */
static unsigned value_size(uint16_t type)
{
	switch (type) {
	case 1: /* BYTE */
		return 1;
	case PH_TIFF_SHORT:
		return 2;
	case 4: /* LONG */
		return 4;
	default:
		return 0;
	}
}

static bool locate(
	const struct ph_tiff *tiff, size_t at, struct ph_tiff_entry *entry)
{
	uint64_t bytes;

	entry->type = u16(tiff, at + 2);
	entry->count = ph_tiff_u32(tiff, at + 4);
	bytes = (uint64_t)entry->count * value_size(entry->type);
	entry->at = bytes <= 4 ? at + 8 : ph_tiff_u32(tiff, at + 8);
	return bytes && entry->at <= tiff->length
	       && bytes <= tiff->length - entry->at;
}

bool ph_tiff_find(const struct ph_tiff *tiff, uint32_t directory,
	enum ph_tiff_tag tag, struct ph_tiff_entry *entry)
{
	unsigned count = entries(tiff, directory);

	for (unsigned i = 0; i < count; i++) {
		size_t at = (size_t)directory + 2 + (size_t)i * ENTRY;

		if (u16(tiff, at) == tag)
			return locate(tiff, at, entry);
	}
	return false;
}

uint32_t ph_tiff_value(const struct ph_tiff *tiff,
	const struct ph_tiff_entry *entry, uint32_t i)
{
	if (i >= entry->count)
		return 0;
	switch (value_size(entry->type)) {
	case 1:
		return tiff->bytes[entry->at + i];
	case 2:
		return u16(tiff, entry->at + (size_t)i * 2);
	case 4:
		return ph_tiff_u32(tiff, entry->at + (size_t)i * 4);
	default:
		return 0;
	}
}

uint32_t ph_tiff_number(const struct ph_tiff *tiff, uint32_t directory,
	enum ph_tiff_tag tag, uint32_t otherwise)
{
	struct ph_tiff_entry entry;

	return ph_tiff_find(tiff, directory, tag, &entry)
		       ? ph_tiff_value(tiff, &entry, 0)
		       : otherwise;
}

size_t ph_tiff_next_at(const struct ph_tiff *tiff, uint32_t directory)
{
	unsigned count = entries(tiff, directory);
	size_t at = (size_t)directory + 2 + (size_t)count * ENTRY;

	return count && tiff->length - at >= 4 ? at : 0;
}
