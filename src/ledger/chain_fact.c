/* SPDX-License-Identifier: MIT */
#include "chain.h"

#include <phieu/hash.h>

#include <stdlib.h>

enum {
	/* More than a value's frame takes: name, type, length, colon,
	 * semicolon and a number of 20 digits. */
	FRAME = 64,
	FIRST_ROOM = 1024,
};

void chain_fact_release(struct chain_fact *fact)
{
	free(fact->at);
	*fact = (struct chain_fact){ 0 };
}

static bool reserve(struct chain_fact *fact, size_t more)
{
	size_t need, room = fact->room ? fact->room : FIRST_ROOM;
	uint8_t *moved;

	if (fact->failed)
		return false;
	if (more <= fact->room - fact->length)
		return true;
	if (!__builtin_add_overflow(fact->length, more, &need)) {
		while (room < need && room <= SIZE_MAX / 2)
			room *= 2;
		moved = room < need ? NULL : realloc(fact->at, room);
		if (moved) {
			fact->at = moved;
			fact->room = room;
			return true;
		}
	}
	fact->failed = true;
	return false;
}

/* Below, `to` runs on through bytes that were reserved. */

static uint8_t *put(uint8_t *to, const void *bytes, size_t length)
{
	if (length)
		memcpy(to, bytes, length);
	return to + length;
}

/* snprintf takes ten times as long, and there are ten numbers in a sheet. */
static uint8_t *put_decimal(uint8_t *to, int64_t number)
{
	uint64_t left = number < 0 ? -(uint64_t)number : (uint64_t)number;
	char digits[24], *at = digits + sizeof(digits);

	if (number >= 0 && number < 10) {
		*to = (uint8_t)('0' + number);
		return to + 1;
	}
	do
		*--at = (char)('0' + left % 10);
	while (left /= 10);
	if (number < 0)
		*--at = '-';
	return put(to, at, (size_t)(digits + sizeof(digits) - at));
}

static uint8_t *put_framed(
	uint8_t *to, char type, const void *bytes, size_t length)
{
	*to++ = (uint8_t)type;
	to = put_decimal(to, (int64_t)length);
	*to++ = ':';
	to = put(to, bytes, length);
	*to++ = ';';
	return to;
}

static uint8_t *put_number(uint8_t *to, int64_t number)
{
	uint8_t digits[24];

	return put_framed(to, 'i', digits,
		(size_t)(put_decimal(digits, number) - digits));
}

/* IEEE 754, the highest byte first. */
static uint8_t *put_real(uint8_t *to, double real)
{
	uint8_t bytes[8];
	uint64_t bits;

	memcpy(&bits, &real, sizeof(bits));
	for (int i = 0; i < 8; i++)
		bytes[i] = (uint8_t)(bits >> (56 - 8 * i));
	return put_framed(to, 'r', bytes, sizeof(bytes));
}

void chain_name_set(struct chain_name *name, const char *column, size_t length)
{
	memset(name->text, '=', sizeof(name->text));
	memcpy(name->text, column, length);
	name->length = length + 1;
}

void chain_fact_begin(struct chain_fact *fact, const char *table, int64_t id)
{
	size_t length = strlen(table);
	uint8_t *to;

	fact->length = 0;
	if (!reserve(fact, PH_CHAIN_SIZE + length + FRAME))
		return;
	to = put(fact->at + PH_CHAIN_SIZE, table, length);
	*to++ = ' ';
	to = put_decimal(to, id);
	*to++ = ';';
	fact->length = (size_t)(to - fact->at);
}

/* Where the value goes, behind its name; NULL: no memory. */
static uint8_t *put_name(
	struct chain_fact *fact, const struct chain_name *name, size_t value)
{
	uint8_t *to;

	if (value > SIZE_MAX - FRAME || !reserve(fact, FRAME + value)) {
		fact->failed = true;
		return NULL;
	}
	/* A fixed length is one move; what is too much is written over. */
	to = fact->at + fact->length;
	memcpy(to, name->text, CHAIN_NAME_SIZE);
	return to + name->length;
}

/* NULL: no memory, or nothing to add. */
static uint8_t *put_value(struct chain_fact *fact,
	const struct chain_name *name, sqlite3_value *value)
{
	int type = sqlite3_value_type(value);
	const void *bytes;
	uint8_t *to;
	size_t count;

	if (type == SQLITE_NULL)
		return NULL;
	if (type == SQLITE_INTEGER) {
		to = put_name(fact, name, 0);
		return to ? put_number(to, sqlite3_value_int64(value)) : NULL;
	}
	if (type == SQLITE_FLOAT) {
		to = put_name(fact, name, 0);
		return to ? put_real(to, sqlite3_value_double(value)) : NULL;
	}
	/* A text's bytes as they are: it need not end in a NUL. */
	bytes = sqlite3_value_blob(value);
	count = (size_t)sqlite3_value_bytes(value);
	to = put_name(fact, name, count);
	type = type == SQLITE_TEXT ? 't' : 'b';
	return to ? put_framed(to, (char)type, bytes, count) : NULL;
}

void chain_fact_value(struct chain_fact *fact, const struct chain_name *name,
	sqlite3_value *value)
{
	const uint8_t *end = put_value(fact, name, value);

	if (end)
		fact->length = (size_t)(end - fact->at);
}

void chain_fact_number(struct chain_fact *fact, const char *name, int64_t v)
{
	struct chain_name column;
	uint8_t *to;

	chain_name_set(&column, name, strlen(name));
	to = put_name(fact, &column, 0);
	if (to)
		fact->length = (size_t)(put_number(to, v) - fact->at);
}

void chain_fact_text(struct chain_fact *fact, const char *name, const char *v)
{
	struct chain_name column;
	size_t length = strlen(v);
	uint8_t *to;

	chain_name_set(&column, name, strlen(name));
	to = put_name(fact, &column, length);
	if (to)
		fact->length =
			(size_t)(put_framed(to, 't', v, length) - fact->at);
}

void chain_fact_link(struct chain_fact *fact,
	const uint8_t before[PH_CHAIN_SIZE], uint8_t link[PH_CHAIN_SIZE])
{
	uint8_t hash[PH_HASH_SIZE];

	memcpy(fact->at, before, PH_CHAIN_SIZE);
	ph_hash(fact->at, fact->length, hash);
	memcpy(link, hash, PH_CHAIN_SIZE);
}
