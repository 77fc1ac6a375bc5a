/* SPDX-License-Identifier: MIT */
#include <phieu/intake.h>
#include <phieu/output.h>

#include <string.h>

enum {
	LIST_BYTES_MAX = 64 << 20 /* half a million long paths */
};

/* A list made on Windows begins with a BOM and ends its lines with CR LF. */
static char *skip_bom(char *text)
{
	return strncmp(text, "\xef\xbb\xbf", 3) == 0 ? text + 3 : text;
}

static void cut_return(char *line, size_t length)
{
	if (length && line[length - 1] == '\r')
		line[length - 1] = '\0';
}

static bool add_lines(struct ph_paths *paths, char *text, struct ph_log *log,
	struct ph_error *err)
{
	for (char *line = skip_bom(text), *next; line; line = next) {
		size_t length = strcspn(line, "\n");

		next = line[length] ? line + length + 1 : NULL;
		line[length] = '\0';
		cut_return(line, length);
		if (*line && !ph_paths_add(paths, line, log, err))
			return false;
	}
	return true;
}

static bool add_strings(struct ph_paths *paths, const char *text,
	const char *end, struct ph_log *log, struct ph_error *err)
{
	for (; text < end; text += strlen(text) + 1)
		if (*text && !ph_paths_add(paths, text, log, err))
			return false;
	return true;
}

bool ph_paths_add_list(struct ph_paths *paths, const char *list, bool nul_ended,
	struct ph_log *log, struct ph_error *err)
{
	char *bytes = NULL;
	size_t length;
	bool fine;

	if (!ph_file_load(list, LIST_BYTES_MAX, &bytes, &length, err))
		return false;
	if (nul_ended)
		fine = add_strings(paths, bytes, bytes + length, log, err);
	else if (strlen(bytes) != length)
		fine = ph_error_set(err, PH_BAD_DATA,
			"%s: a zero byte in a list of one path a line: for "
			"NUL-ended paths use -0",
			strcmp(list, "-") == 0 ? "standard input" : list);
	else
		fine = add_lines(paths, bytes, log, err);
	free(bytes);
	return fine;
}
