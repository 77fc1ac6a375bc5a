/* SPDX-License-Identifier: MIT */
#include <phieu/list.h>
#include <phieu/text.h>

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

static bool is_ascii(const char *bytes, size_t length)
{
	unsigned char any = 0;

	for (size_t i = 0; i < length; i++)
		any |= (unsigned char)bytes[i];
	return any < 0x80;
}

size_t ph_utf8_check(const char *bytes, size_t length)
{
	size_t i = 0;

	while (i < length) {
		utf8proc_int32_t point;
		utf8proc_ssize_t step;

		if ((unsigned char)bytes[i] < 0x80) {
			i++;
			continue;
		}
		step = utf8proc_iterate((const utf8proc_uint8_t *)bytes + i,
			(utf8proc_ssize_t)(length - i), &point);
		if (step < 1)
			return i;
		i += (size_t)step;
	}
	return length;
}

static bool map(struct ph_text *out, const char *bytes, size_t length,
	utf8proc_option_t options)
{
	utf8proc_uint8_t *mapped = NULL;
	utf8proc_ssize_t size = utf8proc_map((const utf8proc_uint8_t *)bytes,
		(utf8proc_ssize_t)length, &mapped, options);
	bool fine = size >= 0
		    && ph_text_append(out, (const char *)mapped, (size_t)size);

	free(mapped);
	return fine;
}

bool ph_utf8_nfc(struct ph_text *out, const char *bytes, size_t length)
{
	if (is_ascii(bytes, length))
		return ph_text_append(out, bytes, length);
	return map(out, bytes, length, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

static bool is_space(utf8proc_int32_t point)
{
	return (point >= 9 && point <= 13)
	       || utf8proc_category(point) == UTF8PROC_CATEGORY_ZS
	       || point == 0xfeff || point == 0x200b;
}

static bool is_dash(utf8proc_int32_t point)
{
	return utf8proc_category(point) == UTF8PROC_CATEGORY_PD
	       || point == 0x2212;
}

static bool append_point(struct ph_text *out, utf8proc_int32_t point)
{
	utf8proc_uint8_t bytes[4];
	utf8proc_ssize_t size = utf8proc_encode_char(point, bytes);

	return ph_text_append(out, (const char *)bytes, (size_t)size);
}

/* Upper-cases, straightens dashes, and cuts white space at both ends. */
static bool append_code(struct ph_text *out, const struct ph_text *from)
{
	const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)from->bytes;
	utf8proc_ssize_t left = (utf8proc_ssize_t)from->length;
	size_t start = out->length, end = out->length;

	while (left > 0) {
		utf8proc_int32_t point;
		utf8proc_ssize_t step = utf8proc_iterate(at, left, &point);
		bool space;

		if (step < 1)
			return false;
		at += step;
		left -= step;
		space = is_space(point);
		if (space && out->length == start)
			continue;
		if (!append_point(out,
			    is_dash(point) ? '-' : utf8proc_toupper(point)))
			return false;
		if (!space)
			end = out->length;
	}
	out->length = end;
	if (out->bytes)
		out->bytes[end] = '\0';
	return true;
}

static bool append_ascii_code(
	struct ph_text *out, const char *bytes, size_t length)
{
	size_t start;

	while (length && is_space(bytes[length - 1]))
		length--;
	while (length && is_space(*bytes))
		bytes++, length--;
	start = out->length;
	if (!ph_text_append(out, bytes, length))
		return false;
	for (char *c = out->bytes + start; *c; c++)
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
	return true;
}

bool ph_utf8_code(struct ph_text *out, const char *bytes, size_t length)
{
	PH_AUTO(ph_text_release) struct ph_text composed = { 0 };

	if (is_ascii(bytes, length))
		return append_ascii_code(out, bytes, length);
	return map(&composed, bytes, length,
		       UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT)
	       && append_code(out, &composed);
}

/* Signs that are not seen, but change how others are (Cf). White space of that
 * kind is no harm. */
static bool is_control(utf8proc_int32_t point)
{
	switch (utf8proc_category(point)) {
	case UTF8PROC_CATEGORY_CC:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return true;
	case UTF8PROC_CATEGORY_CF:
		return !is_space(point);
	default:
		return false;
	}
}

size_t ph_utf8_plain(const char *bytes, size_t length)
{
	size_t i = 0;

	while (i < length) {
		utf8proc_int32_t point;
		utf8proc_ssize_t step;

		if (bytes[i] >= ' ' && bytes[i] < 0x7f) {
			i++;
			continue;
		}
		step = utf8proc_iterate((const utf8proc_uint8_t *)bytes + i,
			(utf8proc_ssize_t)(length - i), &point);
		if (step < 1 || is_control(point))
			return i;
		i += (size_t)step;
	}
	return length;
}

/* Behind white space that another character follows stands one space. */
static bool append_words(struct ph_text *out, const struct ph_text *from)
{
	const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)from->bytes;
	utf8proc_ssize_t left = (utf8proc_ssize_t)from->length;
	size_t start = out->length;
	bool gap = false;

	while (left > 0) {
		utf8proc_int32_t point;
		utf8proc_ssize_t step = utf8proc_iterate(at, left, &point);

		if (step < 1)
			return false;
		at += step;
		left -= step;
		if (is_space(point)) {
			gap = out->length > start;
			continue;
		}
		if ((gap && !ph_text_append(out, " ", 1))
			|| !append_point(out, point))
			return false;
		gap = false;
	}
	return true;
}

bool ph_utf8_name(struct ph_text *out, const char *bytes, size_t length)
{
	PH_AUTO(ph_text_release) struct ph_text composed = { 0 };

	return ph_utf8_nfc(&composed, bytes, length)
	       && append_words(out, &composed);
}

bool ph_utf8_person(struct ph_text *out, const char *bytes, size_t length)
{
	PH_AUTO(ph_text_release) struct ph_text name = { 0 };

	return ph_utf8_name(&name, bytes, length)
	       && ph_utf8_code(out, ph_text_get(&name), name.length);
}

/* How many bytes at the start are shown as they are, though no text. */
static size_t count_shown(const char *bytes, size_t length)
{
	if (*bytes == '\n' || *bytes == '\t')
		return 1;
	return length > 1 && bytes[0] == '\r' && bytes[1] == '\n' ? 2 : 0;
}

bool ph_utf8_show(struct ph_text *out, const char *bytes, size_t length)
{
	while (length) {
		size_t plain = ph_utf8_plain(bytes, length), shown;

		if (!ph_text_append(out, bytes, plain))
			return false;
		bytes += plain;
		length -= plain;
		if (!length)
			break;
		shown = count_shown(bytes, length);
		if (shown ? !ph_text_append(out, bytes, shown)
			  : !ph_text_appendf(
				  out, "\\x%02x", (unsigned char)*bytes))
			return false;
		bytes += shown ? shown : 1;
		length -= shown ? shown : 1;
	}
	return true;
}

bool ph_utf8_fold(struct ph_text *out, const char *bytes, size_t length)
{
	PH_AUTO(ph_text_release) struct ph_text plain = { 0 };
	const utf8proc_uint8_t *at;
	utf8proc_ssize_t left;

	if (!map(&plain, bytes, length,
		    UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT
			    | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD))
		return false;
	at = (const utf8proc_uint8_t *)plain.bytes;
	left = (utf8proc_ssize_t)plain.length;
	while (left > 0) {
		utf8proc_int32_t point;
		utf8proc_ssize_t step = utf8proc_iterate(at, left, &point);
		utf8proc_category_t kind = utf8proc_category(point);

		if (step < 1)
			return false;
		at += step;
		left -= step;
		if (point == 0x111) /* đ is a letter, not d with a mark */
			point = 'd';
		if (((kind >= UTF8PROC_CATEGORY_LU
			     && kind <= UTF8PROC_CATEGORY_LO)
			    || kind == UTF8PROC_CATEGORY_ND)
			&& !append_point(out, point))
			return false;
	}
	return true;
}

size_t ph_utf8_width(const char *string)
{
	const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)string;
	size_t width = 0;

	while (*at) {
		utf8proc_int32_t point;
		utf8proc_ssize_t step = utf8proc_iterate(at, -1, &point);

		if (step < 1) {
			width++;
			at++;
			continue;
		}
		if (utf8proc_charwidth(point) > 0)
			width += (size_t)utf8proc_charwidth(point);
		at += step;
	}
	return width;
}
