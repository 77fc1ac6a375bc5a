/* SPDX-License-Identifier: MIT */
/*
 * Codes in a payload. A payload may carry a citizen's number, so every copy
 * made here is wiped before it is freed.
 */
#include <phieu/list.h>

#include "tables.h"

#include <string.h>

enum {
	DECODE_MAX = 8 /* a payload escaped more often is nobody's */
};

struct found {
	char (*codes)[PH_CODE_SIZE];
	size_t room, count;
};

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

static bool is_escape(const char *at, const char *end)
{
	return end - at >= 3 && *at == '%' && hex(at[1]) >= 0
	       && hex(at[2]) >= 0;
}

/* Undoes one layer of percent-encoding (RFC 3986, 2.1) in place. */
static size_t unescape(char *text, size_t length)
{
	const char *in = text, *end = text + length;
	char *out = text;

	while (in < end) {
		if (is_escape(in, end)) {
			*out++ = (char)(hex(in[1]) << 4 | hex(in[2]));
			in += 3;
		} else {
			*out++ = *in++;
		}
	}
	return (size_t)(out - text);
}

/* Unicode's dashes in UTF-8: U+2010 to U+2015, U+2212, U+FE58, U+FE63,
 * U+FF0D. */
static bool is_dash(const unsigned char *at, size_t left)
{
	if (left < 3)
		return false;
	if (at[0] == 0xe2)
		return (at[1] == 0x80 && at[2] >= 0x90 && at[2] <= 0x95)
		       || (at[1] == 0x88 && at[2] == 0x92);
	return at[0] == 0xef
	       && ((at[1] == 0xb9 && (at[2] == 0x98 || at[2] == 0xa3))
		       || (at[1] == 0xbc && at[2] == 0x8d));
}

/* Upper case and plain dashes, in place. */
static size_t normalise(char *text, size_t length)
{
	char *out = text;

	for (size_t i = 0; i < length; i++) {
		char c = text[i];

		if (is_dash((unsigned char *)text + i, length - i)) {
			c = '-';
			i += 2;
		}
		*out++ = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
	}
	return (size_t)(out - text);
}

static bool is_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
}

/* Whether the text before `at` is a host name whose last label ends here:
 * some systems write host and code run together. */
static bool ends_host(const char *text, size_t at)
{
	static const char *const ends[] = { ".VN", ".COM", ".NET", ".ORG" };

	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		size_t size = strlen(ends[i]);

		if (at > size && memcmp(text + at - size, ends[i], size) == 0
			&& is_word(text[at - size - 1]))
			return true;
	}
	return false;
}

/* A code begins where no character stands that could be part of it. */
static bool may_begin(const char *text, size_t at)
{
	char before = at ? text[at - 1] : ' ';

	if (!is_word(before) && before != '.' && before != '%')
		return true;
	return ends_host(text, at)
	       || (before == '.' && ends_host(text, at - 1));
}

/* And ends likewise; a full stop may end the sentence. */
static bool may_end(const char *text, size_t length, size_t at)
{
	return at == length || (!is_word(text[at]) && text[at] != '-');
}

static void keep(struct found *found, const char *code, size_t length)
{
	size_t kept = found->count < found->room ? found->count : found->room;

	if (length >= PH_CODE_SIZE)
		return;
	for (size_t i = 0; i < kept; i++)
		if (strlen(found->codes[i]) == length
			&& memcmp(found->codes[i], code, length) == 0)
			return;
	if (found->count < found->room) {
		memcpy(found->codes[found->count], code, length);
		found->codes[found->count][length] = '\0';
	}
	found->count++;
}

/* Of matches that end at one place the last begun is the code: what stands
 * before it is the host. */
static void search(const struct grammar *grammar, const char *text,
	size_t length, ph_date today, struct found *found)
{
	size_t begin = 0, end = 0;

	for (size_t at = 0; at < length; at++) {
		size_t used;

		if (!may_begin(text, at)
			|| !grammar_match(
				grammar, text + at, length - at, today, &used)
				    .valid
			|| !may_end(text, length, at + used))
			continue;
		if (end && at + used != end)
			keep(found, text + begin, end - begin);
		begin = at;
		end = at + used;
	}
	if (end)
		keep(found, text + begin, end - begin);
}

size_t ph_code_find(const struct ph_rules *rules, const char *payload,
	size_t length, ph_date today, char (*codes)[PH_CODE_SIZE], size_t room)
{
	struct found found = { codes, room, 0 };
	char *text = ph_copy(payload, length);
	size_t left = length, before;

	if (!text)
		return 0;
	for (int i = 0; i < DECODE_MAX; i++) {
		before = left;
		left = unescape(text, left);
		if (left == before)
			break;
	}
	left = normalise(text, left);
	for (size_t i = 0; i < rules->tables->grammar_count; i++)
		search(&rules->tables->grammars[i], text, left, today, &found);
	explicit_bzero(text, length);
	free(text);
	return found.count;
}
