/* SPDX-License-Identifier: MIT */
/* The page: page.html, in which `{{data}}` is replaced by the data, and each
 * other `{{name}}` by the file of that name beside it. */
#include "page.h"

#include <phieu/output.h>

#include <string.h>

static const char data_mark[] = "{{data}}";

enum {
	FILE_MAX = 1 << 20, /* bytes; the largest has 9,000 */
	NAME_MAX_BYTES = 40,
};

/* A file of the template's folder. One that is not there is a fault of the
 * installation, not of what the caller was given. */
static bool load(const struct ph_review_page *page, const char *name,
	char **bytes, size_t *length, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text path = { 0 };

	if (!ph_text_appendf(&path, "%s/%s", page->template_folder, name))
		return ph_error_memory(err);
	if (ph_file_load(ph_text_get(&path), FILE_MAX, bytes, length, err))
		return true;
	if (err->code == PH_NO_INPUT)
		err->code = PH_CONFIG;
	return false;
}

static bool put_file(struct ph_text *out, const struct ph_review_page *page,
	const char *name, struct ph_error *err)
{
	char *bytes = NULL;
	size_t length;
	bool fine = load(page, name, &bytes, &length, err);

	if (fine && !ph_text_append(out, bytes, length))
		fine = ph_error_memory(err);
	free(bytes);
	return fine;
}

/* No text may end the element that the data stand in, or open a comment
 * there (HTML, "restrictions for contents of script elements"). */
static bool put_escaped(struct ph_text *out, const struct ph_text *data)
{
	const char *at = ph_text_get(data), *end = at + data->length;

	while (at < end) {
		const char *less = memchr(at, '<', (size_t)(end - at));
		size_t length = (size_t)((less ? less : end) - at);

		if (!ph_text_append(out, at, length)
			|| (less && !ph_text_puts(out, "\\u003c")))
			return false;
		at = less ? less + 1 : end;
	}
	return true;
}

static bool put_data(struct ph_text *out, const struct ph_review_page *page,
	struct ph_review_page_count *count, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text data = { 0 };

	return page_write_data(&data, page, count, err)
	       && (put_escaped(out, &data) || ph_error_memory(err));
}

/* Reads `{{name}}` into name[NAME_MAX_BYTES]; NULL, or what follows it. */
static const char *read_mark(const char *at, char *name)
{
	size_t length;

	at += 2;
	length = strspn(at, "abcdefghijklmnopqrstuvwxyz0123456789.-");
	if (!length || length >= NAME_MAX_BYTES
		|| strncmp(at + length, "}}", 2) != 0)
		return NULL;
	memcpy(name, at, length);
	name[length] = '\0';
	return at + length + 2;
}

static bool has_data_once(const struct ph_review_page *page, const char *bytes,
	struct ph_error *err)
{
	const char *at = strstr(bytes, data_mark);

	if (at && !strstr(at + 1, data_mark))
		return true;
	return ph_error_set(err, PH_CONFIG,
		"%s/page.html: %s must stand there, once",
		page->template_folder, data_mark);
}

/* What is put in is not looked through for marks: texts of the data may look
 * like one. */
static bool fill(struct ph_text *out, const struct ph_review_page *page,
	const char *bytes, struct ph_review_page_count *count,
	struct ph_error *err)
{
	char name[NAME_MAX_BYTES];
	const char *mark;

	while ((mark = strstr(bytes, "{{"))) {
		if (!ph_text_append(out, bytes, (size_t)(mark - bytes)))
			return ph_error_memory(err);
		bytes = read_mark(mark, name);
		if (!bytes)
			return ph_error_set(err, PH_CONFIG,
				"%s/page.html: %.20s: no file has such a name: "
				"a-z, 0-9, '.' and '-' between {{ and }}",
				page->template_folder, mark);
		if (strcmp(name, "data") == 0 ? !put_data(out, page, count, err)
					      : !put_file(out, page, name, err))
			return false;
	}
	return ph_text_puts(out, bytes) || ph_error_memory(err);
}

bool ph_review_page_write(struct ph_text *out,
	const struct ph_review_page *page, struct ph_review_page_count *count,
	struct ph_error *err)
{
	char *bytes = NULL;
	size_t length;
	bool fine;

	*count = (struct ph_review_page_count){ 0 };
	fine = load(page, "page.html", &bytes, &length, err)
	       && has_data_once(page, bytes, err)
	       && fill(out, page, bytes, count, err);
	free(bytes);
	return fine;
}
