/* SPDX-License-Identifier: MIT */
#include "draft_rows.h"

#include <phieu/output.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	DRAFT_BYTES_MAX = 1 << 26
};

struct ph_draft {
	int fd;
	struct ph_text path;
	const struct ph_fields *fields;
	size_t header_end, end; /* in the file */
	size_t numbered;        /* serials given so far */
	int64_t counted;
	struct ph_draft_rows rows;
};

void ph_draft_close(struct ph_draft *draft)
{
	if (!draft)
		return;
	if (draft->fd >= 0)
		close(draft->fd); /* and the lock with it */
	ph_list_release(&draft->rows.list);
	ph_text_release(&draft->path);
	free(draft);
}

bool ph_draft_folder(
	struct ph_text *folder, const char *ledger, struct ph_error *err)
{
	return ph_text_appendf(folder, "%s.keying", ledger)
	       || ph_error_memory(err);
}

bool ph_draft_name_fits(const char *name)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789-_.";
	size_t length = strlen(name);

	return length && length <= PH_DRAFT_NAME_MAX && *name != '.'
	       && *name != '-' && strspn(name, allowed) == length;
}

static bool make_folder(const char *folder, struct ph_error *err)
{
	if (mkdir(folder, 0700) == 0 || errno == EEXIST)
		return true;
	return ph_error_errno(
		err, PH_CANNOT_CREATE, "%s: cannot be created", folder);
}

/* The names of files live in their folder, which has a cache of its own. */
static void sync_folder(const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return;
	fsync(fd);
	close(fd);
}

static bool lock(struct ph_draft *draft, bool *gone, struct ph_error *err)
{
	const char *path = ph_text_get(&draft->path);
	struct stat st;

	*gone = false;
	draft->fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (draft->fd < 0)
		return ph_error_errno(
			err, PH_CANNOT_CREATE, "%s: cannot be opened", path);
	if (flock(draft->fd, LOCK_EX | LOCK_NB) != 0)
		return ph_error_set(err, PH_BUSY,
			"%s: another session is keying it: end that one, or "
			"take another --name",
			path);
	/* The other session may have ended, and removed it, between. */
	*gone = fstat(draft->fd, &st) == 0 && st.st_nlink == 0;
	return true;
}

static bool write_at(struct ph_draft *draft, const struct ph_text *text,
	struct ph_error *err)
{
	size_t done = 0;

	while (done < text->length) {
		ssize_t n = pwrite(draft->fd, text->bytes + done,
			text->length - done, (off_t)(draft->end + done));

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		done += (size_t)n;
	}
	if (done == text->length && fsync(draft->fd) == 0) {
		draft->end += done;
		return true;
	}
	ph_error_errno(err, PH_WRITE_FAILED, "%s: not written",
		ph_text_get(&draft->path));
	/* Half a row must not stand before the next one. */
	if (ftruncate(draft->fd, (off_t)draft->end) != 0)
		return false;
	return false;
}

static bool begin(struct ph_draft *draft, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text header = { 0 };

	draft->end = 0;
	if (ftruncate(draft->fd, 0) != 0)
		return ph_error_errno(err, PH_WRITE_FAILED, "%s: not written",
			ph_text_get(&draft->path));
	if (!ph_draft_header(&header, draft->fields))
		return ph_error_memory(err);
	if (!write_at(draft, &header, err))
		return false;
	draft->header_end = draft->end;
	return true;
}

static bool resume(struct ph_draft *draft, struct ph_error *err)
{
	const char *path = ph_text_get(&draft->path), *last;
	char *bytes = NULL;
	size_t length;
	bool fine;

	if (!ph_file_load(path, DRAFT_BYTES_MAX, &bytes, &length, err))
		return false;
	/* A row without its line's end was being written when the power
	 * failed: it was never said to be taken. */
	last = memrchr(bytes, '\n', length);
	length = last ? (size_t)(last - bytes) + 1 : 0;
	if (!length) {
		free(bytes);
		return begin(draft, err);
	}
	draft->end = length;
	draft->header_end =
		(size_t)((char *)memchr(bytes, '\n', length) - bytes) + 1;
	fine = ph_draft_read(
		&draft->rows, path, bytes, length, draft->fields, err);
	free(bytes);
	if (fine && ftruncate(draft->fd, (off_t)length) != 0)
		return ph_error_errno(
			err, PH_WRITE_FAILED, "%s: not written", path);
	return fine;
}

static bool open_file(struct ph_draft *draft, struct ph_error *err)
{
	bool gone = true;

	while (gone) {
		if (!lock(draft, &gone, err))
			return false;
		if (gone)
			close(draft->fd);
	}
	return resume(draft, err);
}

bool ph_draft_open(struct ph_draft **result, const char *folder,
	const char *name, const struct ph_rules *rules, struct ph_error *err)
{
	PH_AUTO(ph_draft_close)
	struct ph_draft *draft = ph_alloc(1, sizeof(*draft));

	if (!draft)
		return ph_error_memory(err);
	draft->fd = -1;
	draft->fields = &rules->fields;
	if (!ph_draft_name_fits(name))
		return ph_error_set(err, PH_USAGE,
			"«%s» is no name for a draft: letters, digits, - _ and "
			". inside, %d at most",
			name, PH_DRAFT_NAME_MAX);
	if (!ph_text_appendf(&draft->path, "%s/%s.csv", folder, name))
		return ph_error_memory(err);
	if (!make_folder(folder, err) || !open_file(draft, err)
		|| !ph_draft_count_load(
			ph_text_get(&draft->path), &draft->counted, err))
		return false;
	sync_folder(folder);
	*result = PH_TAKE(draft);
	return true;
}

bool ph_draft_remove(struct ph_draft *draft, struct ph_error *err)
{
	const char *path = ph_text_get(&draft->path);

	/* A count without its draft would be taken for another's. */
	if (!ph_draft_count_remove(path, err))
		return false;
	if (unlink(path) == 0 || errno == ENOENT)
		return true;
	return ph_error_errno(
		err, PH_WRITE_FAILED, "%s: cannot be removed", path);
}

int64_t ph_draft_counted(const struct ph_draft *draft)
{
	return draft->counted;
}

bool ph_draft_set_counted(
	struct ph_draft *draft, int64_t count, struct ph_error *err)
{
	if (!ph_draft_count_save(ph_text_get(&draft->path), count, err))
		return false;
	draft->counted = count;
	return true;
}

size_t ph_draft_count(const struct ph_draft *draft)
{
	return draft->rows.list.count;
}

const struct ph_keyed *ph_draft_row(const struct ph_draft *draft, size_t i)
{
	return &draft->rows.list.at[i].row;
}

const char *ph_draft_path(const struct ph_draft *draft)
{
	return ph_text_get(&draft->path);
}

bool ph_draft_is_form(const struct ph_draft *draft, size_t i)
{
	const struct ph_keyed *row = ph_draft_row(draft, i);

	return row->kind == PH_KEYED_FORM && !row->dropped;
}

size_t ph_draft_forms(const struct ph_draft *draft, size_t end)
{
	size_t count = 0;

	for (size_t i = 0; i < end && i < ph_draft_count(draft); i++)
		count += ph_draft_is_form(draft, i);
	return count;
}

static void give_serial(struct ph_draft *draft, struct ph_keyed *row)
{
	char now[PH_INSTANT_SIZE];

	ph_instant_now(now);
	if (row->kind == PH_KEYED_FORM)
		snprintf(row->serial, sizeof(row->serial), "%s-%d/%zu", now,
			(int)getpid(), ++draft->numbered);
	else
		ph_draft_word_serial(row, now);
}

bool ph_draft_add(struct ph_draft *draft, const struct ph_keyed *row,
	struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text text = { 0 };
	struct ph_draft_line *line = ph_list_push(&draft->rows.list);

	if (!line)
		return ph_error_memory(err);
	line->row = *row;
	give_serial(draft, &line->row);
	if (!ph_draft_write(&text, &line->row, draft->fields)) {
		draft->rows.list.count--;
		return ph_error_memory(err);
	}
	if (!write_at(draft, &text, err)) {
		draft->rows.list.count--;
		return false;
	}
	line->end = draft->end;
	return ph_draft_heed(&draft->rows, &line->row)
	       || ph_error_set(err, PH_BUG, "%s: a word on no form",
		       ph_text_get(&draft->path));
}

bool ph_draft_drop(struct ph_draft *draft, size_t row, const char *by,
	struct ph_error *err)
{
	struct ph_keyed word = {
		.kind = PH_KEYED_DROPPED,
		.date = PH_NO_DATE,
		.row = row,
	};

	memset(word.answers, PH_ABSENT, sizeof(word.answers));
	if ((size_t)snprintf(word.by, sizeof(word.by), "%s", by ? by : "")
		>= sizeof(word.by))
		return ph_error_set(err, PH_USAGE, "the name is too long");
	return ph_draft_add(draft, &word, err);
}

bool ph_draft_take_back(struct ph_draft *draft, struct ph_error *err)
{
	size_t count = draft->rows.list.count, end;

	if (!count)
		return ph_error_set(err, PH_BUG, "%s: no row to take back",
			ph_text_get(&draft->path));
	end = count > 1 ? draft->rows.list.at[count - 2].end
			: draft->header_end;
	if (ftruncate(draft->fd, (off_t)end) != 0 || fsync(draft->fd) != 0)
		return ph_error_errno(err, PH_WRITE_FAILED, "%s: not written",
			ph_text_get(&draft->path));
	draft->end = end;
	draft->rows.list.count--;
	return true;
}
