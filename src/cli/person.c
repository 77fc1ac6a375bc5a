/* SPDX-License-Identifier: MIT */
#include "person.h"

#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	PERSON_MAX = 200, /* bytes */
};

/* A name is one line. */
static bool is_plain(const char *name)
{
	for (const char *at = name; *at; at++)
		if ((unsigned char)*at < ' ' || *at == 0x7f)
			return false;
	return strlen(name) <= PERSON_MAX;
}

bool person_find(struct ph_text *by, struct ph_error *err)
{
	const char *name = getenv("PHIEU_BY");
	const struct passwd *login;

	ph_text_clear(by);
	if (name && *name) {
		if (!is_plain(name)
			|| ph_utf8_check(name, strlen(name)) < strlen(name))
			return ph_error_set(err, PH_CONFIG,
				"PHIEU_BY: is not a name: one line of UTF-8, "
				"%d bytes at most",
				PERSON_MAX);
		return ph_utf8_nfc(by, name, strlen(name))
		       || ph_error_memory(err);
	}
	login = getpwuid(getuid());
	name = login && login->pw_name ? login->pw_name : "";
	if (!is_plain(name) || ph_utf8_check(name, strlen(name)) < strlen(name))
		return true;
	return ph_text_puts(by, name) || ph_error_memory(err);
}
