/* SPDX-License-Identifier: MIT */
#include "truth.h"

#include <err.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

bool truth_open(
	struct truth *truth, const char *path, const struct sheet_list *list)
{
	*truth = (struct truth){ fopen(path, "w"), path, list };
	if (!truth->file) {
		warn("%s", path);
		return false;
	}
	fputs("photo,code", truth->file);
	for (int i = 0; i < list->field_count; i++)
		fprintf(truth->file, ",%s", list->fields[i]);
	fputs(",did,level,page,slot,pen,scene\n", truth->file);
	return true;
}

void truth_write(struct truth *truth, const struct truth_row *row)
{
	const struct filled *filled = row->filled;

	fprintf(truth->file, "%s,%s", row->photo, row->code);
	for (int i = 0; i < truth->list->field_count; i++)
		fprintf(truth->file, ",%s", filled->truth[i]);
	for (int i = 0; i < truth->list->field_count; i++)
		fprintf(truth->file, "%s%s", i ? " " : ",", filled->did[i]);
	fprintf(truth->file, ",%s,%d,%d,%s,%s%s%s\n", row->level, row->page,
		row->slot, filled->pen, row->scene,
		filled->remark && row->scene[0] ? " " : "",
		filled->remark ? "remark" : "");
}

bool truth_close(struct truth *truth)
{
	bool good = !ferror(truth->file);

	if (fclose(truth->file) == 0 && good)
		return true;
	warnx("%s: not written whole", truth->path);
	return false;
}

bool path_join(char path[PATH_SIZE], const char *folder, const char *name)
{
	int length = snprintf(path, PATH_SIZE, "%s/%s", folder, name);

	if (length > 0 && length < PATH_SIZE)
		return true;
	warnx("%s: too long a path", folder);
	return false;
}

bool folder_make(const char *folder)
{
	if (mkdir(folder, 0777) == 0 || errno == EEXIST)
		return true;
	warn("%s", folder);
	return false;
}
