/* SPDX-License-Identifier: MIT */
/* What was counted by hand stands beside the draft: the draft itself is a table
 * of entries, and has no place for it. */
#include "draft_rows.h"

#include <phieu/output.h>

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

enum {
	COUNT_BYTES_MAX = 64
};

static bool find_path(
	struct ph_text *path, const char *draft, struct ph_error *err)
{
	size_t length = strlen(draft) - strlen(".csv");

	return (ph_text_append(path, draft, length)
		       && ph_text_puts(path, ".count"))
	       || ph_error_memory(err);
}

bool ph_draft_count_load(
	const char *draft, int64_t *count, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text path = { 0 };
	char *bytes = NULL, *end;
	size_t length;

	*count = 0;
	if (!find_path(&path, draft, err))
		return false;
	if (access(ph_text_get(&path), F_OK) != 0)
		return true;
	if (!ph_file_load(
		    ph_text_get(&path), COUNT_BYTES_MAX, &bytes, &length, err))
		return false;
	*count = strtoll(bytes, &end, 10);
	/* Cut off by a power failure: it was never told to be kept. */
	if (*end != '\n' || *count < 0)
		*count = 0;
	free(bytes);
	return true;
}

bool ph_draft_count_save(const char *draft, int64_t count, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text path = { 0 };
	PH_AUTO(ph_output_close) struct ph_output *out = NULL;

	if (!find_path(&path, draft, err)
		|| !ph_output_open(&out, ph_text_get(&path), err))
		return false;
	ph_output_printf(out, "%" PRId64 "\n", count);
	return ph_output_commit(out, err);
}

bool ph_draft_count_remove(const char *draft, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text path = { 0 };

	if (!find_path(&path, draft, err))
		return false;
	return unlink(ph_text_get(&path)) == 0 || errno == ENOENT
	       || ph_error_errno(err, PH_WRITE_FAILED, "%s: cannot be removed",
		       ph_text_get(&path));
}
