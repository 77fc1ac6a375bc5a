/* SPDX-License-Identifier: MIT */
#include <phieu/list.h>
#include <phieu/output.h>
#include <phieu/text.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct ph_output {
	FILE *stream;
	char *path;      /* for error texts; NULL: stdout */
	char *target;    /* renamed onto by commit; NULL: written through */
	char *temporary; /* the file's name beside target, once it has one */
	int failed;      /* errno of the first failed write */
	bool terminal;
};

void ph_output_close(struct ph_output *out)
{
	if (!out)
		return;
	if (out->stream && out->stream != stdout)
		fclose(out->stream);
	if (out->temporary)
		unlink(out->temporary);
	free(out->temporary);
	free(out->target);
	free(out->path);
	free(out);
}

static bool open_stdout(struct ph_output *out)
{
	out->stream = stdout;
	out->terminal = isatty(STDOUT_FILENO);
	return true;
}

static bool open_through(struct ph_output *out, struct ph_error *err)
{
	int fd = open(out->path, O_WRONLY | O_NOCTTY | O_CLOEXEC);

	out->stream = fd >= 0 ? fdopen(fd, "w") : NULL;
	if (out->stream)
		return true;
	ph_error_errno(
		err, PH_CANNOT_CREATE, "%s: cannot be written", out->path);
	if (fd >= 0)
		close(fd);
	return false;
}

/* A file without a name, which vanishes with a killed process; where the file
 * system has none such, a named one. */
static int open_nameless(struct ph_output *out)
{
	const char *slash = strrchr(out->target, '/');
	char *folder =
		slash ? ph_copy(out->target, (size_t)(slash - out->target) + 1)
		      : ph_copy(".", 1);
	int fd = folder ? open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600)
			: -1;

	free(folder);
	return fd;
}

static bool name_temporary(struct ph_output *out)
{
	PH_AUTO(ph_text_release) struct ph_text name = { 0 };

	if (!ph_text_appendf(&name, "%s.XXXXXX", out->target))
		return false;
	out->temporary = PH_TAKE(name.bytes);
	return true;
}

static bool open_beside(struct ph_output *out, struct ph_error *err)
{
	char *resolved = realpath(out->path, NULL);
	int fd;

	out->target =
		resolved ? resolved : ph_copy(out->path, strlen(out->path));
	if (!out->target)
		return ph_error_memory(err);
	fd = open_nameless(out);
	if (fd < 0) {
		if (!name_temporary(out))
			return ph_error_memory(err);
		fd = mkostemp(out->temporary, O_CLOEXEC); /* mode 0600 */
	}
	if (fd < 0) {
		free(PH_TAKE(out->temporary));
		return ph_error_errno(err, PH_CANNOT_CREATE,
			"%s: cannot be created", out->path);
	}
	out->stream = fdopen(fd, "w");
	if (out->stream)
		return true;
	close(fd);
	return ph_error_memory(err);
}

bool ph_output_open(
	struct ph_output **opened, const char *path, struct ph_error *err)
{
	PH_AUTO(ph_output_close)
	struct ph_output *out = ph_alloc(1, sizeof(*out));
	struct stat st;
	bool fine;

	if (!out)
		return ph_error_memory(err);
	if (!path || strcmp(path, "-") == 0) {
		fine = open_stdout(out);
	} else {
		out->path = ph_copy(path, strlen(path));
		if (!out->path)
			return ph_error_memory(err);
		if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
			fine = open_through(out, err);
		else
			fine = open_beside(out, err);
	}
	if (fine)
		*opened = PH_TAKE(out);
	return fine;
}

static void note_failure(struct ph_output *out)
{
	if (!out->failed)
		out->failed = errno ? errno : EIO;
}

static void write_exactly(
	struct ph_output *out, const char *bytes, size_t length)
{
	if (fwrite(bytes, 1, length, out->stream) != length)
		note_failure(out);
}

/* A character that two writes share is shown as its bytes. */
static void write_shown(struct ph_output *out, const char *bytes, size_t length)
{
	PH_AUTO(ph_text_release) struct ph_text shown = { 0 };

	if (ph_utf8_show(&shown, bytes, length)) {
		write_exactly(out, ph_text_get(&shown), shown.length);
		return;
	}
	errno = ENOMEM;
	note_failure(out);
}

void ph_output_write(struct ph_output *out, const char *bytes, size_t length)
{
	if (out->terminal)
		write_shown(out, bytes, length);
	else
		write_exactly(out, bytes, length);
}

void ph_output_puts(struct ph_output *out, const char *string)
{
	ph_output_write(out, string, strlen(string));
}

void ph_output_printf(struct ph_output *out, const char *fmt, ...)
{
	char *line = NULL;
	va_list args;
	int length;

	va_start(args, fmt);
	length = vasprintf(&line, fmt, args);
	va_end(args);
	if (length < 0) {
		note_failure(out);
		return;
	}
	ph_output_write(out, line, (size_t)length);
	free(line);
}

void ph_output_flush(struct ph_output *out)
{
	if (!out->target && fflush(out->stream) != 0)
		note_failure(out);
}

static void sync_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash ? ph_copy(path, (size_t)(slash - path) + 1)
			     : ph_copy(".", 1);
	int fd = folder ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;

	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	free(folder);
}

bool ph_output_failed(const struct ph_output *out)
{
	return out->failed != 0;
}

/* Gives the nameless file a name of its own, to be renamed from: a link cannot
 * replace what stands there. */
static bool link_name(struct ph_output *out)
{
	char descriptor[64];

	if (out->temporary)
		return true;
	snprintf(descriptor, sizeof(descriptor), "/proc/self/fd/%d",
		fileno(out->stream));
	for (int tries = 0; tries < 100; tries++) {
		int fd;

		if (!name_temporary(out))
			return false;
		fd = mkostemp(out->temporary, O_CLOEXEC);
		if (fd < 0)
			break;
		close(fd);
		unlink(out->temporary);
		if (linkat(AT_FDCWD, descriptor, AT_FDCWD, out->temporary,
			    AT_SYMLINK_FOLLOW)
			== 0)
			return true;
		free(PH_TAKE(out->temporary));
		if (errno != EEXIST)
			return false;
	}
	free(PH_TAKE(out->temporary));
	return false;
}

static void put_in_place(struct ph_output *out)
{
	if (!out->failed && fsync(fileno(out->stream)) != 0)
		note_failure(out);
	if (!out->failed && !link_name(out))
		note_failure(out);
	if (!out->failed && rename(out->temporary, out->target) != 0)
		note_failure(out);
	if (out->failed)
		return;
	sync_folder(out->target);
	free(PH_TAKE(out->temporary));
}

bool ph_output_commit(struct ph_output *out, struct ph_error *err)
{
	const char *name = out->path ? out->path : "standard output";

	if (fflush(out->stream) != 0 || ferror(out->stream))
		note_failure(out);
	if (out->target)
		put_in_place(out);
	if (out->stream != stdout) {
		if (fclose(out->stream) != 0)
			note_failure(out);
		out->stream = NULL;
	}
	if (!out->failed)
		return true;
	errno = out->failed;
	return ph_error_errno(err, PH_WRITE_FAILED, "%s: not written", name);
}

static bool load_stream(FILE *stream, const char *name, size_t limit,
	struct ph_text *all, struct ph_error *err)
{
	char chunk[65536];
	size_t got;

	while ((got = fread(chunk, 1, sizeof(chunk), stream)) > 0) {
		if (got > limit - all->length)
			return ph_error_set(err, PH_BAD_DATA,
				"%s: larger than %zu bytes", name, limit);
		if (!ph_text_append(all, chunk, got))
			return ph_error_memory(err);
	}
	if (ferror(stream))
		return ph_error_errno(
			err, PH_NO_INPUT, "%s: cannot be read", name);
	return ph_text_append(all, "", 0) || ph_error_memory(err);
}

bool ph_file_load(const char *path, size_t limit, char **bytes, size_t *length,
	struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text all = { 0 };
	bool piped = strcmp(path, "-") == 0, fine;
	const char *name = piped ? "standard input" : path;
	FILE *stream = piped ? stdin : fopen(path, "re");

	if (!stream)
		return ph_error_errno(
			err, PH_NO_INPUT, "%s: cannot be opened", name);
	fine = load_stream(stream, name, limit, &all, err);
	if (!piped)
		fclose(stream);
	if (!fine)
		return false;
	*length = all.length;
	*bytes = PH_TAKE(all.bytes);
	return true;
}
