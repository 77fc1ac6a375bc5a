/* SPDX-License-Identifier: MIT */
#include <phieu/json.h>

#include <inttypes.h>
#include <string.h>
#include <utf8proc.h>

static bool escape(struct ph_text *out, const char *at)
{
	while (*at) {
		const utf8proc_uint8_t *byte = (const utf8proc_uint8_t *)at;
		utf8proc_int32_t point;
		utf8proc_ssize_t step = utf8proc_iterate(byte, -1, &point);
		bool fine;

		if (step < 1) {
			step = 1;
			fine = ph_text_puts(out, "\xef\xbf\xbd");
		} else if (point == '"' || point == '\\') {
			fine = ph_text_appendf(out, "\\%c", (int)point);
		} else if (point < 0x20 || point == 0x7f) {
			fine = ph_text_appendf(out, "\\u%04x", (unsigned)point);
		} else {
			fine = ph_text_append(out, at, (size_t)step);
		}
		if (!fine)
			return false;
		at += step;
	}
	return true;
}

static bool quoted(struct ph_text *out, const char *string)
{
	return ph_text_puts(out, "\"") && escape(out, string)
	       && ph_text_puts(out, "\"");
}

/* A comma unless this is the first in its bracket; then the key, if any. */
static bool begin_value(struct ph_text *out, const char *key)
{
	char last = out->length ? out->bytes[out->length - 1] : '{';

	if (last != '{' && last != '[' && last != '\n'
		&& !ph_text_puts(out, ","))
		return false;
	return !key || (quoted(out, key) && ph_text_puts(out, ":"));
}

bool ph_json_begin(struct ph_text *out)
{
	return ph_text_puts(out, "{");
}

bool ph_json_end(struct ph_text *out)
{
	return ph_text_puts(out, "}\n");
}

bool ph_json_string(struct ph_text *out, const char *key, const char *value)
{
	return begin_value(out, key)
	       && (value ? quoted(out, value) : ph_text_puts(out, "null"));
}

bool ph_json_number(struct ph_text *out, const char *key, int64_t value)
{
	return begin_value(out, key) && ph_text_appendf(out, "%" PRId64, value);
}

bool ph_json_tenths(struct ph_text *out, const char *key, int64_t tenths)
{
	uint64_t size = tenths < 0 ? -(uint64_t)tenths : (uint64_t)tenths;

	return begin_value(out, key)
	       && ph_text_appendf(out, "%s%" PRIu64 ".%" PRIu64,
		       tenths < 0 ? "-" : "", size / 10, size % 10);
}

bool ph_json_bool(struct ph_text *out, const char *key, bool value)
{
	return begin_value(out, key)
	       && ph_text_puts(out, value ? "true" : "false");
}

bool ph_json_open(struct ph_text *out, const char *key, char bracket)
{
	return begin_value(out, key) && ph_text_append(out, &bracket, 1);
}

bool ph_json_close(struct ph_text *out, char bracket)
{
	return ph_text_append(out, &bracket, 1);
}
