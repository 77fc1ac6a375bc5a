/* SPDX-License-Identifier: MIT */
#include <phieu/keying.h>

#include <phieu/output.h>
#include <phieu/table.h>

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum {
	DRAFT_BYTES_MAX = 1 << 26
};

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

/* Whatever cannot be read is told when the draft is opened. */
static void look_into(struct ph_draft_name *name, const char *path)
{
	static const struct ph_column wanted[] = { { "by", true } };
	PH_AUTO(ph_faults_release) struct ph_faults faults;
	PH_AUTO(ph_table_close) struct ph_table *table = NULL;
	struct ph_error ignored;
	struct ph_row row;
	char *bytes = NULL;
	size_t length;
	int at;

	ph_faults_init(&faults, path);
	if (!ph_file_load(path, DRAFT_BYTES_MAX, &bytes, &length, &ignored))
		return;
	if (ph_table_open_bytes(
		    &table, path, bytes, length, &faults, &ignored)) {
		ph_table_bind(table, wanted, 1, NULL, &at, NULL, &faults);
		while (!faults.count && ph_table_next(table, &row, &faults)) {
			name->forms++;
			snprintf(name->by, sizeof(name->by), "%s",
				ph_row_get(&row, at));
		}
	}
	ph_table_close(PH_TAKE(table));
	free(bytes);
}

static bool note(struct ph_draft_names *names, int folder_fd,
	const char *folder, const char *file, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text path = { 0 };
	size_t length = strlen(file), end = sizeof(ending) - 1;
	struct ph_draft_name *name, found = { 0 };
	struct stat st;

	if (length <= end || length - end > PH_DRAFT_NAME_MAX
		|| strcmp(file + length - end, ending) != 0)
		return true;
	memcpy(found.name, file, length - end);
	if (!ph_draft_name_fits(found.name) || fstatat(folder_fd, file, &st, 0)
		|| strncmp(found.name, PH_DRAFT_VERIFY, strlen(PH_DRAFT_VERIFY))
			   == 0)
		return true;
	found.changed = st.st_mtime;
	name = ph_list_push(&names->list);
	if (!name || !ph_text_appendf(&path, "%s/%s", folder, file))
		return ph_error_memory(err);
	look_into(&found, ph_text_get(&path));
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
		fine = note(names, dirfd(dir), folder, entry->d_name, err);
	closedir(dir);
	if (names->list.count)
		qsort(names->list.at, names->list.count,
			sizeof(*names->list.at), compare);
	return fine;
}
