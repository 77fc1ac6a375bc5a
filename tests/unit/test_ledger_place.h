/* SPDX-License-Identifier: MIT */
/* A ledger in a folder of the test's own, gone when the test ends. */
#ifndef PHIEU_TEST_LEDGER_PLACE_H
#define PHIEU_TEST_LEDGER_PLACE_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <phieu/ledger.h>

#include <dirent.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAYBE static inline __attribute__((unused))

/* Fails the test with the error's text. */
#define DOES(call)                                              \
	do {                                                    \
		if (!(call))                                    \
			fail_msg("%s: %s", #call, p->err.text); \
	} while (0)
/* The call must fail with this code, and say this. */
#define REFUSES(call, wanted, words)                                     \
	do {                                                             \
		assert_false(call);                                      \
		assert_int_equal(p->err.code, wanted);                   \
		if (!strstr(p->err.text, words))                         \
			fail_msg("says \"%s\", not \"%s\"", p->err.text, \
				words);                                  \
	} while (0)

struct place {
	char folder[200], file[240], journal[256];
	struct ph_ledger *ledger;
	struct ph_error err;
	struct ph_fields fields; /* cs1, cs3, cs4, cs7 */
};

MAYBE void place_init(struct place *p)
{
	const char *base = getenv("TMPDIR");

	*p = (struct place){ .fields = { 4, { "cs1", "cs3", "cs4", "cs7" } } };
	snprintf(p->folder, sizeof(p->folder), "%s/phieu-test-XXXXXX",
		base ? base : "/tmp");
	assert_non_null(mkdtemp(p->folder));
	snprintf(p->file, sizeof(p->file), "%s/phieu.ledger", p->folder);
	snprintf(p->journal, sizeof(p->journal), "%s-journal", p->file);
}

MAYBE void place_close(struct place *p)
{
	ph_ledger_close(p->ledger);
	p->ledger = NULL;
}

/* Closes the ledger and opens it again. */
MAYBE void place_open(struct place *p, enum ph_ledger_mode mode)
{
	place_close(p);
	DOES(ph_ledger_open(&p->ledger, p->file, mode, &p->err));
}

/* A new ledger, open for writing. */
MAYBE void place_make(struct place *p)
{
	place_init(p);
	DOES(ph_ledger_create(p->file, &p->err));
	place_open(p, PH_LEDGER_WRITE);
}

MAYBE void place_release(struct place *p)
{
	char path[512];
	struct dirent *entry;
	DIR *folder;

	place_close(p);
	chmod(p->folder, 0700);
	folder = opendir(p->folder);
	while (folder && (entry = readdir(folder))) {
		snprintf(path, sizeof(path), "%s/%s", p->folder, entry->d_name);
		unlink(path); /* "." and ".." stay */
	}
	if (folder)
		closedir(folder);
	rmdir(p->folder);
}
PH_CLEANUP_VALUE(struct place, place_release)

#define PLACE(p)                                   \
	PH_AUTO(place_release) struct place place; \
	struct place *p = &place

/* A batch whose source is known by one byte; 0: not known. */
MAYBE void place_begin(struct place *p, uint8_t source)
{
	uint8_t sha256[PH_HASH_SIZE] = { source };

	DOES(ph_ledger_begin(
		p->ledger, "import", "a.csv", source ? sha256 : NULL, &p->err));
}

MAYBE void place_commit(struct place *p)
{
	DOES(ph_ledger_commit(p->ledger, &p->err));
}

/* Runs SQL on a connection of its own; returns its first integer. */
MAYBE int64_t place_sql(struct place *p, const char *sql)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *s = NULL;
	int64_t number = -1;

	assert_int_equal(sqlite3_open(p->file, &db), SQLITE_OK);
	if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	switch (sqlite3_step(s)) {
	case SQLITE_ROW:
		number = sqlite3_column_int64(s, 0);
	/* fallthrough */
	case SQLITE_DONE:
		break;
	default:
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	}
	sqlite3_finalize(s);
	sqlite3_close(db);
	return number;
}

/* A keyed row; its answers are 2. */
MAYBE struct ph_record keyed(const char *code, const char *officer)
{
	struct ph_record r;

	ph_record_clear(&r);
	r.channel = PH_CHANNEL_KEYED;
	r.code = code;
	r.officer = officer;
	memset(r.answers, 2, 4);
	return r;
}

/* A photographed form: page 1 of the photo whose hash begins with `photo`. */
MAYBE struct ph_record scanned(uint8_t photo, const char *code)
{
	struct ph_record r = keyed(code, NULL);

	r.channel = PH_CHANNEL_SCAN;
	r.photo = "photos/a.jpg";
	r.page = 1;
	r.hashed = true;
	r.sha256[0] = photo;
	r.form = "h56";
	r.code_from = *code ? PH_FROM_QR : PH_FROM_NONE;
	return r;
}

MAYBE enum ph_added offer(
	struct place *p, const struct ph_record *record, bool replace)
{
	enum ph_added added;

	DOES(ph_ledger_add_sheet(
		p->ledger, record, &p->fields, replace, &added, &p->err));
	return added;
}

/* The same in a batch of its own. */
MAYBE enum ph_added offer_alone(
	struct place *p, const struct ph_record *record, bool replace)
{
	enum ph_added added;

	place_begin(p, 1);
	added = offer(p, record, replace);
	place_commit(p);
	return added;
}

/* Runs in a child process; its status is the test's. */
MAYBE pid_t in_child(struct place *p, int (*work)(struct place *p))
{
	pid_t child = fork();

	assert_true(child >= 0);
	if (!child)
		_exit(work(p));
	return child;
}

MAYBE int child_status(pid_t child)
{
	int status;

	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

#endif
