/* SPDX-License-Identifier: MIT */
#include <phieu/list.h>
#include <phieu/output.h>

#include "load.h"

#include <string.h>
#include <sys/stat.h>

enum {
	FILE_MAX = 1 << 24 /* bytes; a rule set is some dozens of rows */
};

bool ph_rules_files_add(struct ph_rules_files *files, const char *name,
	const char *bytes, size_t length)
{
	struct ph_rules_file *file = ph_list_push(files);

	if (!file)
		return false;
	file->name = ph_copy(name, strlen(name));
	file->bytes = ph_copy(bytes, length);
	file->length = length;
	return file->name && file->bytes;
}

void ph_rules_files_release(struct ph_rules_files *files)
{
	struct ph_rules_file *file;

	ph_list_for (file, files) {
		free(file->name);
		free(file->bytes);
	}
	ph_list_release(files);
}

static bool is_folder(const char *path, struct ph_error *err)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return ph_error_errno(
			err, PH_NO_INPUT, "%s: no rule set", path);
	if (!S_ISDIR(st.st_mode))
		return ph_error_set(err, PH_NO_INPUT,
			"%s: a rule set is a folder of tables", path);
	return true;
}

/* A table that cannot be read is left out: loading names all that miss. */
static bool read_file(struct ph_rules_files *files, const char *folder,
	const char *name, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text path = { 0 };
	size_t length;
	char *bytes;
	bool fine;

	if (!ph_text_appendf(&path, "%s/%s", folder, name))
		return ph_error_memory(err);
	if (!ph_file_load(ph_text_get(&path), FILE_MAX, &bytes, &length, err))
		return err->code != PH_BUG;
	fine = ph_rules_files_add(files, name, bytes, length);
	free(bytes);
	return fine || ph_error_memory(err);
}

bool ph_rules_files_read(
	struct ph_rules_files *files, const char *folder, struct ph_error *err)
{
	if (!is_folder(folder, err))
		return false;
	for (int i = 0; i < TABLES; i++)
		if (!read_file(files, folder, load_file_name(i), err))
			return false;
	return true;
}
