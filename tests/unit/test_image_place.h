/* SPDX-License-Identifier: MIT */
/* A folder of the test's own, for a file or two, gone when the test ends. */
#ifndef PHIEU_TEST_IMAGE_PLACE_H
#define PHIEU_TEST_IMAGE_PLACE_H

#include "test_image_make.h"

#include <unistd.h>

struct place {
	char folder[256];
	char file[300];  /* the name that the test gave */
	char other[300]; /* "other" in the same folder */
	char *path;      /* PATH as it was: it is put back */
};

MAYBE void place_init(struct place *place, const char *name)
{
	const char *base = getenv("TMPDIR"), *path = getenv("PATH");

	snprintf(place->folder, sizeof(place->folder), "%s/phieu-test-XXXXXX",
		base ? base : "/tmp");
	assert_non_null(mkdtemp(place->folder));
	snprintf(
		place->file, sizeof(place->file), "%s/%s", place->folder, name);
	snprintf(place->other, sizeof(place->other), "%s/other", place->folder);
	assert_non_null(path);
	place->path = strdup(path);
	assert_non_null(place->path);
}

MAYBE void place_write(
	const struct place *place, const void *bytes, size_t length)
{
	FILE *file = fopen(place->file, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
}

/* Whatever else was left there makes the test fail. */
MAYBE void place_release(struct place *place)
{
	setenv("PATH", place->path, 1);
	free(place->path);
	unlink(place->file);
	unlink(place->other);
	if (rmdir(place->folder) != 0)
		fail_msg("%s: something was left there", place->folder);
}
PH_CLEANUP_VALUE(struct place, place_release)

#endif
