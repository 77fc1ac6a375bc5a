/* SPDX-License-Identifier: MIT */
#include <phieu/keying.h>

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static const char ending[] = ".csv";

void ph_draft_names_release(struct ph_draft_names *names)
{
	ph_list_release(&names->list);
}

/* The newest first; of one second by name. */
static int compare(const void *a, const void *b)
{
	const struct ph_draft_name *x = a, *y = b;

	if (x->changed != y->changed)
		return x->changed < y->changed ? 1 : -1;
	return strcmp(x->name, y->name);
}

static bool note(struct ph_draft_names *names, int folder, const char *file,
	struct ph_error *err)
{
	size_t length = strlen(file), end = sizeof(ending) - 1;
	struct ph_draft_name *name, found = { 0 };
	struct stat st;

	if (length <= end || length - end > PH_DRAFT_NAME_MAX
		|| strcmp(file + length - end, ending) != 0)
		return true;
	memcpy(found.name, file, length - end);
	if (!ph_draft_name_fits(found.name) || fstatat(folder, file, &st, 0)
		|| strncmp(found.name, PH_DRAFT_VERIFY, strlen(PH_DRAFT_VERIFY))
			   == 0)
		return true;
	found.changed = st.st_mtime;
	name = ph_list_push(&names->list);
	if (!name)
		return ph_error_memory(err);
	*name = found;
	return true;
}

bool ph_draft_names_read(
	struct ph_draft_names *names, const char *folder, struct ph_error *err)
{
	DIR *dir = opendir(folder);
	const struct dirent *entry;
	bool fine = true;

	if (!dir && errno == ENOENT)
		return true;
	if (!dir)
		return ph_error_errno(
			err, PH_NO_INPUT, "%s: cannot be read", folder);
	while (fine && (entry = readdir(dir)))
		fine = note(names, dirfd(dir), entry->d_name, err);
	closedir(dir);
	if (names->list.count)
		qsort(names->list.at, names->list.count,
			sizeof(*names->list.at), compare);
	return fine;
}
