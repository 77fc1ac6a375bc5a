/* SPDX-License-Identifier: MIT */
/* What the QR code of a form says, and what is found in what one said. */
#include <phieu/form.h>

#include <string.h>

static const char mark[] = "phieu=";
static const char place[] = "{code}";

enum {
	MARK = sizeof(mark) - 1,
	PLACE = sizeof(place) - 1,
	CHECKSUM_DIGITS = 4,
};

static bool is_plain(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')
	       || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_'
	       || c == '~';
}

/* Percent-encoded but for the unreserved characters (RFC 3986, 2.3). */
static bool put_escaped(struct ph_text *out, const char *text)
{
	for (; *text; text++) {
		bool fine = is_plain(*text) ? ph_text_append(out, text, 1)
					    : ph_text_appendf(out, "%%%02X",
						    (unsigned char)*text);

		if (!fine)
			return false;
	}
	return true;
}

/* The first `length` bytes of the URL, each {code} replaced. */
static bool put_address(
	struct ph_text *out, const char *url, size_t length, const char *code)
{
	const char *end = url + length;

	while (url < end) {
		bool here =
			end - url >= PLACE && memcmp(url, place, PLACE) == 0;

		if (here ? !put_escaped(out, code)
			 : !ph_text_append(out, url, 1))
			return false;
		url += here ? PLACE : 1;
	}
	return true;
}

/* The form travels as one more parameter, before a fragment. */
static bool put_url(struct ph_text *out, const char *url, const char *code,
	const char *form, uint16_t checksum)
{
	size_t length = strcspn(url, "#");
	char join = memchr(url, '?', length) ? '&' : '?';

	return put_address(out, url, length, code)
	       && ph_text_appendf(
		       out, "%c%s%s.%04x", join, mark, form, checksum)
	       && put_address(out, url + length, strlen(url + length), code);
}

bool ph_form_payload(struct ph_text *out, const char *url, const char *code,
	const char *form, uint16_t checksum)
{
	if (url && *url && *code)
		return put_url(out, url, code, form, checksum);
	return ph_text_appendf(out, "%s%s%s%s.%04x", code, *code ? " " : "",
		mark, form, checksum);
}

/* ---- and back ---- */

static bool is_id(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* "a5.1f3c", with nothing behind it that could belong to it. */
static bool take(const char *at, const char *end, char form[PH_FORM_ID_SIZE],
	uint16_t *checksum)
{
	size_t left = (size_t)(end - at), id = 0;
	unsigned sum = 0;

	while (id < left && is_id(at[id]))
		id++;
	if (id == 0 || id >= PH_FORM_ID_SIZE || left - id < 1 + CHECKSUM_DIGITS
		|| at[id] != '.')
		return false;
	for (size_t i = 0; i < CHECKSUM_DIGITS; i++) {
		int digit = hex(at[id + 1 + i]);

		if (digit < 0)
			return false;
		sum = sum << 4 | (unsigned)digit;
	}
	at += id + 1 + CHECKSUM_DIGITS;
	if (at < end && *at != ' ' && *at != '&' && *at != '#')
		return false;
	memcpy(form, at - id - 1 - CHECKSUM_DIGITS, id);
	form[id] = '\0';
	*checksum = (uint16_t)sum;
	return true;
}

bool ph_form_payload_find(const char *payload, size_t length,
	char form[PH_FORM_ID_SIZE], uint16_t *checksum)
{
	for (size_t i = 0; i + MARK < length; i++) {
		char before = i ? payload[i - 1] : ' ';

		if (memcmp(payload + i, mark, MARK) == 0
			&& (before == ' ' || before == '?' || before == '&')
			&& take(payload + i + MARK, payload + length, form,
				checksum))
			return true;
	}
	return false;
}
