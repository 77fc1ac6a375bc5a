/* SPDX-License-Identifier: MIT */
#include "places.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* An empty variable counts as none. */
static const char *variable(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

static bool named_ledger(
	const char *given, struct ph_text *path, struct ph_error *err)
{
	if (!given)
		given = variable("PHIEU_LEDGER");
	if (given && !*given)
		return ph_error_set(
			err, PH_USAGE, "-L wants the name of a file");
	return !given || ph_text_puts(path, given) || ph_error_memory(err);
}

/* How many folders there are above the one we are in. */
static size_t folders_above(void)
{
	char here[PATH_MAX];
	size_t count = 0;

	if (!getcwd(here, sizeof(here)))
		return 0;
	for (const char *at = here; *at; at++)
		count += at[0] == '/' && at[1];
	return count;
}

/* Tries phieu.ledger, ../phieu.ledger, … up to the root. */
static bool search_upward(struct ph_text *path, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text up = { 0 };

	for (size_t left = folders_above() + 1; left; left--) {
		ph_text_clear(path);
		if (!ph_text_appendf(path, "%s" LEDGER_NAME, ph_text_get(&up))
			|| !ph_text_puts(&up, "../"))
			return ph_error_memory(err);
		if (access(ph_text_get(path), F_OK) == 0)
			return true;
	}
	ph_text_clear(path);
	return true;
}

bool places_ledger(
	const char *given, struct ph_text *path, struct ph_error *err)
{
	if (!named_ledger(given, path, err))
		return false;
	return path->length || search_upward(path, err);
}

bool places_new_ledger(
	const char *given, struct ph_text *path, struct ph_error *err)
{
	if (!named_ledger(given, path, err))
		return false;
	return path->length || ph_text_puts(path, LEDGER_NAME)
	       || ph_error_memory(err);
}

bool places_folder_of(
	const char *path, struct ph_text *folder, struct ph_error *err)
{
	const char *slash = strrchr(path, '/');
	bool fine;

	if (!slash)
		fine = ph_text_puts(folder, ".");
	else if (slash == path)
		fine = ph_text_puts(folder, "/");
	else
		fine = ph_text_append(folder, path, (size_t)(slash - path));
	return fine || ph_error_memory(err);
}

static bool is_same_inode(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* One name in one folder. */
static bool is_same_entry(const char *a, const char *b)
{
	PH_AUTO(ph_text_release) struct ph_text first = { 0 }, second = { 0 };
	const char *name_a = strrchr(a, '/'), *name_b = strrchr(b, '/');
	struct ph_error err;
	struct stat in_a, in_b;

	return strcmp(name_a ? name_a + 1 : a, name_b ? name_b + 1 : b) == 0
	       && places_folder_of(a, &first, &err)
	       && places_folder_of(b, &second, &err)
	       && stat(ph_text_get(&first), &in_a) == 0
	       && stat(ph_text_get(&second), &in_b) == 0
	       && is_same_inode(&in_a, &in_b);
}

bool places_same(const char *a, const char *b)
{
	struct stat at_a, at_b;

	if (strcmp(a, "-") == 0 || strcmp(b, "-") == 0)
		return strcmp(a, b) == 0;
	if (stat(a, &at_a) != 0 || stat(b, &at_b) != 0)
		return is_same_entry(a, b);
	/* a device takes both, one after the other */
	return S_ISREG(at_a.st_mode) && is_same_inode(&at_a, &at_b);
}

static bool holds_data(const char *folder)
{
	PH_AUTO(ph_text_release) struct ph_text name = { 0 };

	return ph_text_appendf(&name, "%s/columns.csv", folder)
	       && access(ph_text_get(&name), R_OK) == 0;
}

/* A folder beside the program's own, if it holds the data. */
static bool beside_program(const char *relative, struct ph_text *folder)
{
	char program[PATH_MAX];
	ssize_t length =
		readlink("/proc/self/exe", program, sizeof(program) - 1);
	char *slash;

	if (length < 0)
		return false;
	program[length] = '\0';
	slash = strrchr(program, '/');
	if (!slash)
		return false;
	*slash = '\0';
	ph_text_clear(folder);
	return ph_text_appendf(folder, "%s/%s", program, relative)
	       && holds_data(ph_text_get(folder));
}

bool places_data(struct ph_text *folder, struct ph_error *err)
{
	const char *given = variable("PHIEU_DATA");

	if (given && !holds_data(given))
		return ph_error_set(err, PH_CONFIG,
			"PHIEU_DATA: %s: no columns.csv there", given);
	if (!given) {
		if (beside_program("../share/phieu", folder)
			|| beside_program("data", folder))
			return true;
		given = PH_DATADIR;
	}
	ph_text_clear(folder);
	if (!holds_data(given))
		return ph_error_set(err, PH_CONFIG,
			"phieu's data is not in %s: install it, or name its "
			"folder in PHIEU_DATA",
			given);
	return ph_text_puts(folder, given) || ph_error_memory(err);
}
