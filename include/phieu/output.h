/* SPDX-License-Identifier: MIT */
/*
 * output — a file that appears whole or not at all, or a stream.
 *
 * A path that names a regular file, or nothing yet, is written as a file
 * without a name in its folder (mode 0600), then flushed to the disk and put in
 * its place by commit; a symlink's target is replaced, not the link. A killed
 * process leaves nothing behind. Anything else that exists (a device, a
 * pipe) and "-" (stdout) is written straight through. Without commit the
 * destination is as it was.
 *
 * Where stdout is a terminal what is no text is shown as \xNN
 * (ph_utf8_show): names of files and persons come from outside, and a terminal
 * obeys what it is sent. Files, pipes and devices get every byte.
 */
#ifndef PHIEU_OUTPUT_H
#define PHIEU_OUTPUT_H

#include <phieu/error.h>

#include <stdbool.h>
#include <stddef.h>

struct ph_output;

/* path NULL or "-": stdout. Fails with PH_CANNOT_CREATE. */
PH_MUST_CHECK bool ph_output_open(
	struct ph_output **out, const char *path, struct ph_error *err);
/* Write errors are kept and told by commit. */
void ph_output_write(struct ph_output *out, const char *bytes, size_t length);
void ph_output_puts(struct ph_output *out, const char *string);
void ph_output_printf(struct ph_output *out, const char *fmt, ...)
	PH_PRINTF(2, 3);
/* Whether a write has failed already: the rest need not be computed. */
bool ph_output_failed(const struct ph_output *out);
/* Passes what was written on to a stream's reader now (files: nothing). */
void ph_output_flush(struct ph_output *out);
/* Fails with PH_WRITE_FAILED. */
PH_MUST_CHECK bool ph_output_commit(
	struct ph_output *out, struct ph_error *err);
/* Drops what was not committed. */
void ph_output_close(struct ph_output *out);
PH_CLEANUP(struct ph_output *, ph_output_close)

/* A whole file, or "-" for stdin, with a NUL behind it (not counted). The
 * caller frees *bytes. Fails with PH_NO_INPUT, or PH_BAD_DATA beyond limit. */
PH_MUST_CHECK bool ph_file_load(const char *path, size_t limit, char **bytes,
	size_t *length, struct ph_error *err);

#endif
