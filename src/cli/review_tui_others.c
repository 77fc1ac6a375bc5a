/* SPDX-License-Identifier: MIT */
/* What another person's session left: only their own next session brings it
 * into the ledger, so that it would be forgotten when there is none. */
#include "places.h"
#include "review_tui.h"

#include <phieu/output.h>

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

enum {
	JOURNAL_MAX = 16 * 1024 * 1024 /* bytes: a hundred thousand answers */
};

struct others {
	struct tui *tui;
	const char *folder, *prefix; /* "phieu.ledger.review-" */
	size_t answers;
};

static bool is_journal(const struct others *others, const char *name)
{
	static const char suffix[] = ".csv";
	const char *own = strrchr(others->tui->journal, '/');
	size_t length = strlen(name), least = strlen(others->prefix);

	own = own ? own + 1 : others->tui->journal;
	return length > least + strlen(suffix)
	       && strncmp(name, others->prefix, least) == 0
	       && strcmp(name + length - strlen(suffix), suffix) == 0
	       && strcmp(name, own) != 0;
}

/* Its lock is held. */
static bool is_under_way(const char *path)
{
	PH_AUTO(ph_text_release) struct ph_text name = { 0 };
	bool held;
	int lock;

	if (!ph_text_appendf(&name, "%s.lock", path))
		return false;
	lock = open(ph_text_get(&name), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (lock < 0)
		return false;
	held = flock(lock, LOCK_SH | LOCK_NB) != 0;
	close(lock);
	return held;
}

/* A row an answer; no cell of a journal has a line end in it. */
static size_t count_answers(const char *bytes, size_t length)
{
	size_t lines = 0;

	for (size_t i = 0; i < length; i++)
		lines += bytes[i] == '\n';
	return lines ? lines - 1 : 0;
}

static bool look_at(
	struct others *others, const char *name, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text path = { 0 };
	struct console *console = &others->tui->ctx->console;
	struct ph_error why;
	char *bytes = NULL;
	size_t length, answers;

	if (!ph_text_appendf(&path, "%s/%s", others->folder, name))
		return ph_error_memory(err);
	if (is_under_way(ph_text_get(&path)))
		return true;
	if (!ph_file_load(
		    ph_text_get(&path), JOURNAL_MAX, &bytes, &length, &why)) {
		console_complain(console,
			"%s: another person's answers, not "
			"in the ledger yet: %s",
			ph_text_get(&path), why.text);
		return true;
	}
	answers = count_answers(bytes, length);
	free(bytes);
	others->answers += answers;
	if (answers)
		console_complain(console,
			"%s: %zu answer%s of another person, not in the "
			"ledger yet; their next session brings them in",
			ph_text_get(&path), answers, answers == 1 ? "" : "s");
	return true;
}

static bool look_through(
	struct others *others, DIR *folder, struct ph_error *err)
{
	const struct dirent *entry;

	while ((entry = readdir(folder)))
		if (is_journal(others, entry->d_name)
			&& !look_at(others, entry->d_name, err))
			return false;
	return true;
}

bool tui_tell_others(struct tui *tui, size_t *answers, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text path = { 0 };
	PH_AUTO(ph_text_release) struct ph_text prefix = { 0 };
	struct others others = { .tui = tui };
	const char *ledger = ph_text_get(&tui->ctx->ledger_path);
	const char *slash = strrchr(ledger, '/');
	bool fine;
	DIR *folder;

	*answers = 0;
	if (!places_folder_of(ledger, &path, err))
		return false;
	if (!ph_text_appendf(&prefix, "%s.review-", slash ? slash + 1 : ledger))
		return ph_error_memory(err);
	others.folder = ph_text_get(&path);
	others.prefix = ph_text_get(&prefix);
	folder = opendir(others.folder);
	if (!folder) /* one may write here without being allowed to list */
		return true;
	fine = look_through(&others, folder, err);
	closedir(folder);
	*answers = others.answers;
	return fine;
}
