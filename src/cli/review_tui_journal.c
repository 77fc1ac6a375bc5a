/* SPDX-License-Identifier: MIT */
/* What was answered is on the disk before the next question is shown. */
#include "review_tui.h"

#include <phieu/output.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	NAME_BYTES = 4, /* of the hash of the person's name */
	PHOTO_DIGITS = 16
};

bool tui_journal_path(struct context *ctx, const char *by, struct ph_text *path,
	struct ph_error *err)
{
	uint8_t hash[PH_HASH_SIZE];
	char hex[PH_HASH_HEX_SIZE];

	ph_hash(by, strlen(by), hash);
	return ph_text_appendf(path, "%s.review-%.*s.csv",
		       ph_text_get(&ctx->ledger_path), 2 * NAME_BYTES,
		       ph_hash_hex(hash, hex))
	       || ph_error_memory(err);
}

static bool try_lock(
	const char *path, int *lock, bool *gone, struct ph_error *err)
{
	struct stat st;

	*lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (*lock < 0)
		return ph_error_errno(err, PH_CANNOT_CREATE, "%s", path);
	if (flock(*lock, LOCK_EX | LOCK_NB) != 0) {
		ph_error_set(err, PH_BUSY,
			"%s: another review by the same name is under way: "
			"end that one first",
			path);
		close(*lock);
		return false;
	}
	/* The other may have ended, and removed its file, between. */
	*gone = fstat(*lock, &st) == 0 && st.st_nlink == 0;
	if (*gone)
		close(*lock);
	return true;
}

bool tui_journal_lock(const char *path, int *lock, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text name = { 0 };
	bool gone = true;

	if (!ph_text_appendf(&name, "%s.lock", path))
		return ph_error_memory(err);
	while (gone)
		if (!try_lock(ph_text_get(&name), lock, &gone, err))
			return false;
	return true;
}

void tui_journal_unlock(const char *path, int lock)
{
	PH_AUTO(ph_text_release) struct ph_text name = { 0 };

	if (ph_text_appendf(&name, "%s.lock", path))
		unlink(ph_text_get(&name));
	close(lock);
}

static const char *answer_word(
	const struct ph_review_item *item, int8_t answer, char cell[8])
{
	bool code = item->field == PH_REVIEW_CODE;

	switch (answer) {
	case PH_BLANK:
		return code ? "none" : "blank";
	case PH_MULTIPLE:
		return "several";
	case PH_DOUBTFUL:
		return "unreadable";
	case PH_ABSENT:
		return "code";
	default:
		return ph_answer_format(answer, cell);
	}
}

static void put_row(struct ph_csv *csv, const struct tui *tui, size_t i)
{
	const struct ph_review_item *item = &tui->queue->items[i];
	const struct ph_review_form *form = &tui->queue->forms[tui->form_of[i]];
	const struct tui_given *given = &tui->given[i];
	const struct ph_fields *fields = &tui->ctx->rules->fields;
	char photo[PH_HASH_HEX_SIZE], cell[8];

	ph_hash_hex(form->sha256, photo);
	photo[PHOTO_DIGITS] = '\0';
	ph_csv_number(csv, item->sheet);
	ph_csv_text(csv, photo);
	ph_csv_text(csv, item->field == PH_REVIEW_CODE
				 ? "code"
				 : fields->id[item->field]);
	ph_csv_text(csv, answer_word(item, given->answer, cell));
	ph_csv_text(csv, given->answer == PH_ABSENT ? given->code : "");
	ph_csv_number(csv, item->pass);
	ph_csv_text(csv, given->at);
	ph_csv_end_row(csv);
}

static bool put_all(struct ph_csv *csv, const struct tui *tui, size_t *count,
	struct ph_error *err)
{
	static const char *const names[] = { "sheet", "photo", "field",
		"answer", "code", "pass", "at" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		ph_csv_text(csv, names[i]);
	ph_csv_end_row(csv);
	*count = 0;
	for (size_t i = 0; i < tui->queue->item_count; i++)
		if (tui->given[i].answered) {
			put_row(csv, tui, i);
			++*count;
		}
	return ph_csv_finish(csv, err);
}

bool tui_journal_save(const struct tui *tui, struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text text = { 0 };
	struct ph_csv csv;
	size_t count;

	ph_csv_init(&csv, &text, &ph_csv_plain);
	if (!put_all(&csv, tui, &count, err))
		return false;
	if (count)
		return context_print(tui->journal, &text, err);
	return unlink(tui->journal) == 0 || errno == ENOENT
	       || ph_error_errno(err, PH_WRITE_FAILED, "%s", tui->journal);
}
