/* SPDX-License-Identifier: MIT */
#include "person.h"

#include <phieu/text.h>

#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool person_read(const char *where, const char *text, enum ph_code code,
	char name[PH_PERSON_SIZE], struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text clean = { 0 };
	size_t length = strlen(text);

	*name = '\0';
	/* What is long is not looked at. */
	if (length < 4 * PH_PERSON_SIZE
		&& ph_utf8_plain(text, length) == length) {
		if (!ph_utf8_name(&clean, text, length))
			return ph_error_memory(err);
		if (clean.length && clean.length < PH_PERSON_SIZE) {
			memcpy(name, ph_text_get(&clean), clean.length + 1);
			return true;
		}
	}
	return ph_error_set(err, code,
		"%s: is not a name: one line of UTF-8, %d bytes at most", where,
		PH_PERSON_SIZE - 1);
}

bool person_find(char name[PH_PERSON_SIZE], struct ph_error *err)
{
	const char *given = getenv("PHIEU_BY");
	const struct passwd *login;
	struct ph_error no_name;

	*name = '\0';
	if (given && *given)
		return person_read("PHIEU_BY", given, PH_CONFIG, name, err);
	login = getpwuid(getuid());
	if (login && login->pw_name
		&& !person_read("", login->pw_name, PH_CONFIG, name, &no_name))
		*name = '\0';
	return true;
}
