/* SPDX-License-Identifier: MIT */
#include <phieu/list.h>

#include "table.h"

#include <iconv.h>
#include <string.h>

static const char save_as[] =
	"save the file as «CSV UTF-8» in Excel, or as UTF-8 elsewhere";

static unsigned long line_of(const char *text, size_t offset)
{
	struct lines lines;
	const char *line;
	size_t length;

	lines_init(&lines, text, offset);
	while (lines_next(&lines, &line, &length))
		;
	/* The offset may stand first on the line after. */
	if (offset && (text[offset - 1] == '\n' || text[offset - 1] == '\r'))
		lines.number++;
	return lines.number ? lines.number : 1;
}

static bool refuse(const char *name, unsigned long line, const char *what,
	struct ph_faults *faults, struct ph_error *err)
{
	ph_faults_add(faults, line, 0, "%s: %s", what, save_as);
	return ph_error_set(
		err, PH_BAD_DATA, "%s:%lu: %s: %s", name, line, what, save_as);
}

/* Two bytes of UTF-16 make at most three of UTF-8. */
static bool convert(const char *charset, char *in, size_t in_left, char *out,
	size_t *written)
{
	iconv_t cd = iconv_open("UTF-8", charset);
	size_t room = in_left / 2 * 3, left = room;
	bool fine = cd != (iconv_t)-1
		    && iconv(cd, &in, &in_left, &out, &left) != (size_t)-1;

	if (cd != (iconv_t)-1)
		iconv_close(cd);
	*written = room - left;
	return fine;
}

static bool decode_utf16(const char *name, const char *charset,
	const char *bytes, size_t length, char **owned, size_t *text_length,
	struct ph_faults *faults, struct ph_error *err)
{
	char *in = ph_copy(bytes + 2, length - 2);
	bool fine;

	*owned = ph_alloc(length / 2 + 1, 3);
	if (!in || !*owned) {
		free(in);
		return ph_error_memory(err);
	}
	fine = convert(charset, in, length - 2, *owned, text_length);
	free(in);
	return fine
	       || refuse(name, line_of(*owned, *text_length),
		       "not UTF-16, though it begins so", faults, err);
}

bool table_decode(const char *name, const char *bytes, size_t length,
	char **owned, const char **text, size_t *text_length,
	struct ph_faults *faults, struct ph_error *err)
{
	const char *charset = NULL;
	size_t good;

	if (length >= 2 && memcmp(bytes, "\xff\xfe", 2) == 0)
		charset = "UTF-16LE";
	else if (length >= 2 && memcmp(bytes, "\xfe\xff", 2) == 0)
		charset = "UTF-16BE";
	if (charset) {
		if (!decode_utf16(name, charset, bytes, length, owned,
			    text_length, faults, err))
			return false;
		*text = *owned;
		return true;
	}
	if (length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
		bytes += 3;
		length -= 3;
	}
	*text = bytes;
	*text_length = length;
	good = ph_utf8_check(bytes, length);
	return good == length
	       || refuse(name, line_of(bytes, good), "not UTF-8", faults, err);
}
