/* SPDX-License-Identifier: MIT */
#include <phieu/intake.h>
#include <phieu/list.h>

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

void ph_paths_release(struct ph_paths *paths)
{
	for (size_t i = 0; i < paths->count; i++)
		free(paths->at[i]);
	free(paths->at);
	*paths = (struct ph_paths){ 0 };
}

static bool push(struct ph_paths *paths, const char *path, struct ph_error *err)
{
	char *copy = ph_copy(path, strlen(path));
	char **at = copy ? ph_list_push(paths) : NULL;

	if (!at) {
		free(copy);
		return ph_error_memory(err);
	}
	*at = copy;
	return true;
}

/* The names of a folder in natural order, as scandir(3) allocates them. */
struct names {
	struct dirent **at;
	int count;
};

static void names_release(struct names *names)
{
	for (int i = 0; i < names->count; i++)
		free(names->at[i]);
	free(names->at);
}
PH_CLEANUP_VALUE(struct names, names_release)

static int is_shown(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static int compare(const struct dirent **a, const struct dirent **b)
{
	return ph_natural_compare((*a)->d_name, (*b)->d_name);
}

/* What desktops leave in folders of pictures. */
static bool is_litter(const char *name)
{
	return strcasecmp(name, "Thumbs.db") == 0
	       || strcasecmp(name, "desktop.ini") == 0;
}

static bool is_table(const char *name)
{
	size_t length = strlen(name);

	return length > 4 && strcasecmp(name + length - 4, ".csv") == 0;
}

enum entry {
	ENTRY_FILE,
	ENTRY_FOLDER,
	ENTRY_LINKED_FOLDER,
	ENTRY_SPECIAL, /* a device, a pipe, a socket: reading it may hang */
};

/* A link that leads nowhere counts as a file: its row will say so. */
static enum entry classify(const char *path)
{
	struct stat own, target;

	if (lstat(path, &own) != 0)
		return ENTRY_FILE;
	if (S_ISDIR(own.st_mode))
		return ENTRY_FOLDER;
	if (stat(path, &target) != 0)
		return ENTRY_FILE;
	if (S_ISDIR(target.st_mode))
		return ENTRY_LINKED_FOLDER;
	return S_ISREG(target.st_mode) ? ENTRY_FILE : ENTRY_SPECIAL;
}

static bool walk(struct ph_paths *paths, const char *folder, struct ph_log *log,
	struct ph_error *err);

static bool visit(struct ph_paths *paths, const char *path, struct ph_log *log,
	struct ph_error *err)
{
	switch (classify(path)) {
	case ENTRY_FOLDER:
		return walk(paths, path, log, err);
	case ENTRY_LINKED_FOLDER:
		ph_log(log, PH_LOG_NOTE,
			"%s: a link to a folder is not followed; name the "
			"folder itself to scan it",
			path);
		return true;
	case ENTRY_SPECIAL:
		ph_log(log, PH_LOG_NOTE, "%s: not a file, passed over", path);
		return true;
	default:
		return push(paths, path, err);
	}
}

static bool enter(struct ph_paths *paths, const char *folder, const char *name,
	struct ph_log *log, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text path = { 0 };
	size_t length = strlen(folder);
	const char *slash = length && folder[length - 1] == '/' ? "" : "/";

	if (is_litter(name))
		return true;
	if (!ph_text_appendf(&path, "%s%s%s", folder, slash, name))
		return ph_error_memory(err);
	if (is_table(name)) {
		ph_log(log, PH_LOG_NOTE, "%s: a table, passed over",
			path.bytes);
		return true;
	}
	return visit(paths, path.bytes, log, err);
}

/* No loop can arise: links to folders are not followed, and a path too long
 * for the system ends the descent. A folder that cannot be read is added as
 * if it were a file, so that a row tells of it. */
static bool walk(struct ph_paths *paths, const char *folder, struct ph_log *log,
	struct ph_error *err)
{
	PH_AUTO(names_release) struct names names = { 0 };

	names.count = scandir(folder, &names.at, is_shown, compare);
	if (names.count < 0)
		return errno == ENOMEM ? ph_error_memory(err)
				       : push(paths, folder, err);
	if (!names.count)
		ph_log(log, PH_LOG_NOTE, "%s: an empty folder", folder);
	for (int i = 0; i < names.count; i++)
		if (!enter(paths, folder, names.at[i]->d_name, log, err))
			return false;
	return true;
}

bool ph_paths_add(struct ph_paths *paths, const char *path, struct ph_log *log,
	struct ph_error *err)
{
	struct stat target;

	if (stat(path, &target) == 0 && S_ISDIR(target.st_mode))
		return walk(paths, path, log, err);
	return push(paths, path, err);
}
