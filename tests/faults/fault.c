/* SPDX-License-Identifier: MIT */
/*
 * Preloaded into phieu: stands between it and the calls by which SQLite and
 * our own outputs change the disk, and lets them fail as a disk or a kill
 * would.
 *
 *	PH_FAULT_KILL=N   SIGKILL at the Nth such call, before it is made;
 *	PH_FAULT_TORN=1   when that call is a write, after half of it is made
 *	PH_FAULT_SPACE=N  files may grow by N bytes together, then ENOSPC
 *	PH_FAULT_SYNC=N   the Nth fsync or fdatasync fails with ENOSPC
 *	PH_FAULT_LOG=FILE a line for each call, "fault" before one that failed
 *
 * It makes the system calls itself, so that it does not matter who else
 * intercepts them (AddressSanitizer does). What stdio writes on its own goes
 * past it: until phieu syncs and renames, that is a temporary file.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static long kill_at, sync_at, space = -1;
static bool torn;
static int log_fd = -1;
static atomic_long calls, syncs;

static long number(const char *name, long unset)
{
	const char *value = getenv(name);

	return value ? strtol(value, NULL, 10) : unset;
}

__attribute__((constructor)) static void begin(void)
{
	const char *log = getenv("PH_FAULT_LOG");

	kill_at = number("PH_FAULT_KILL", 0);
	sync_at = number("PH_FAULT_SYNC", 0);
	space = number("PH_FAULT_SPACE", -1);
	torn = number("PH_FAULT_TORN", 0) != 0;
	if (log)
		log_fd = (int)syscall(SYS_openat, AT_FDCWD, log,
			O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static void note(bool fault, const char *call, const char *what)
{
	char line[4300];
	int length = snprintf(line, sizeof(line), "%s%s %s\n",
		fault ? "fault " : "", call, what);

	if (log_fd >= 0 && length > 0)
		syscall(SYS_write, log_fd, line, (size_t)length);
}

static void note_fd(bool fault, const char *call, int fd)
{
	char link[64], path[4096];
	ssize_t length;

	if (log_fd < 0)
		return;
	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	length = readlink(link, path, sizeof(path) - 1);
	path[length > 0 ? length : 0] = '\0';
	note(fault, call, path);
}

static void die(void)
{
	syscall(SYS_kill, getpid(), SIGKILL);
	for (;;)
		pause();
}

/* Is this call the one? */
static bool counted(void)
{
	return atomic_fetch_add(&calls, 1) + 1 == kill_at;
}

static void point(const char *call, const char *what)
{
	note(false, call, what);
	if (counted())
		die();
}

static bool regular(int fd, struct stat *st)
{
	return fd > STDERR_FILENO && fd != log_fd && fstat(fd, st) == 0
	       && S_ISREG(st->st_mode);
}

/* Is there room for the file to reach this size? Not thread-safe: only one
 * thread writes to the ledger. */
static bool has_room(const struct stat *st, off_t end)
{
	long growth = end > st->st_size ? (long)(end - st->st_size) : 0;

	if (space < 0 || growth == 0)
		return true;
	if (growth > space) {
		space = 0;
		return false;
	}
	space -= growth;
	return true;
}

static ssize_t put(int fd, const void *bytes, size_t count, off_t at)
{
	if (at < 0)
		return syscall(SYS_write, fd, bytes, count);
	return syscall(SYS_pwrite64, fd, bytes, count, at);
}

/* At the descriptor's own place when `at` is negative. */
static ssize_t write_at(
	const char *call, int fd, const void *bytes, size_t count, off_t at)
{
	struct stat st;
	off_t from = at;

	if (!regular(fd, &st))
		return put(fd, bytes, count, at);
	if (counted()) {
		if (torn)
			put(fd, bytes, count / 2, at);
		die();
	}
	if (from < 0)
		from = lseek(fd, 0, SEEK_CUR);
	if (!has_room(&st, from + (off_t)count)) {
		note_fd(true, call, fd);
		errno = ENOSPC;
		return -1;
	}
	note_fd(false, call, fd);
	return put(fd, bytes, count, at);
}

static int sync_file(const char *call, int fd)
{
	if (counted())
		die();
	if (atomic_fetch_add(&syncs, 1) + 1 == sync_at) {
		note_fd(true, call, fd);
		errno = ENOSPC;
		return -1;
	}
	note_fd(false, call, fd);
	return (int)syscall(SYS_fsync, fd);
}

static int cut(int fd, off_t length)
{
	struct stat st;

	if (counted())
		die();
	if (regular(fd, &st) && !has_room(&st, length)) {
		note_fd(true, "ftruncate", fd);
		errno = ENOSPC;
		return -1;
	}
	note_fd(false, "ftruncate", fd);
	return (int)syscall(SYS_ftruncate, fd, length);
}

static int open_file(const char *path, int flags, unsigned mode)
{
	if (flags & (O_CREAT | O_TRUNC))
		point("open", path);
	return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

/* ---- the calls ---- */

ssize_t write(int fd, const void *bytes, size_t count)
{
	return write_at("write", fd, bytes, count, -1);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at)
{
	return write_at("pwrite", fd, bytes, count, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at)
{
	return write_at("pwrite", fd, bytes, count, at);
}

int fsync(int fd)
{
	return sync_file("fsync", fd);
}

int fdatasync(int fd)
{
	return sync_file("fdatasync", fd);
}

int ftruncate(int fd, off_t length)
{
	return cut(fd, length);
}

int ftruncate64(int fd, off64_t length)
{
	return cut(fd, length);
}

int unlink(const char *path)
{
	point("unlink", path);
	return (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}

int rename(const char *from, const char *to)
{
	point("rename", to);
	return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

#define OPEN(name)                                     \
	int name(const char *path, int flags, ...)     \
	{                                              \
		unsigned mode = 0;                     \
		va_list args;                          \
                                                       \
		va_start(args, flags);                 \
		if (flags & O_CREAT)                   \
			mode = va_arg(args, unsigned); \
		va_end(args);                          \
		return open_file(path, flags, mode);   \
	}
OPEN(open)
OPEN(open64)
