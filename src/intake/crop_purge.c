/* SPDX-License-Identifier: MIT */
#include "intake_internal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum {
	NAME_BYTES = 8 /* of the SHA-256, in a file's name */
};

static int hex(char digit)
{
	if (digit >= '0' && digit <= '9')
		return digit - '0';
	return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

/* A crop's name begins with a hash and ends as a picture: nothing else in the
 * folder is touched. */
static bool read_name(const char *name, uint8_t start[NAME_BYTES])
{
	size_t length = strlen(name);

	if (length < 2 * NAME_BYTES + 8 || name[2 * (size_t)NAME_BYTES] != '-'
		|| strcmp(name + length - 4, ".png") != 0)
		return false;
	for (size_t i = 0; i < NAME_BYTES; i++) {
		int high = hex(name[2 * i]), low = hex(name[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		start[i] = (uint8_t)(high << 4 | low);
	}
	return true;
}

static bool purge_one(struct ph_ledger *ledger, int folder, const char *path,
	const char *name, ph_date before, bool dry, int64_t *count,
	struct ph_error *err)
{
	uint8_t start[NAME_BYTES];
	ph_date day;

	if (!read_name(name, start))
		return true;
	if (!ph_ledger_photo_day(ledger, start, NAME_BYTES, &day, err))
		return false;
	if (day == PH_NO_DATE || day >= before)
		return true;
	if (!dry && unlinkat(folder, name, 0) != 0 && errno != ENOENT)
		return ph_error_errno(
			err, PH_WRITE_FAILED, "%s/%s", path, name);
	++*count;
	return true;
}

bool ph_crops_purge(struct ph_ledger *ledger, const char *folder,
	ph_date before, bool dry, int64_t *count, struct ph_error *err)
{
	const struct dirent *entry;
	bool fine = true;
	DIR *opened = opendir(folder);

	*count = 0;
	if (!opened)
		return errno == ENOENT
		       || ph_error_errno(err, PH_WRITE_FAILED, "%s", folder);
	while (fine && (entry = readdir(opened)))
		fine = purge_one(ledger, dirfd(opened), folder, entry->d_name,
			before, dry, count, err);
	if (fine && !dry && *count)
		fsync(dirfd(opened));
	closedir(opened);
	return fine;
}
