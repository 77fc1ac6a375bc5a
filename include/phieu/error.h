/* SPDX-License-Identifier: MIT */
/*
 * error — what went wrong, once, where it happened.
 *
 * A function that can fail returns bool and takes the caller's
 * `struct ph_error *`: fixed size, no allocation, thread-safe. The code says
 * what the caller can do and is the exit status; the text says what a person
 * must know: the subject first, one line, no full stop.
 *
 *	struct ph_error err;
 *	if (!ph_ledger_open(&ledger, path, PH_LEDGER_READ, &err))
 *		return err.code;    (cli prints err.text)
 *
 * A form that cannot be read is a result, not an error: errors stop the work.
 */
#ifndef PHIEU_ERROR_H
#define PHIEU_ERROR_H

#include <stdbool.h>
#include <stddef.h>

#define PH_MUST_CHECK __attribute__((warn_unused_result))
#define PH_PRINTF(fmt, first) __attribute__((format(printf, fmt, first)))

/* The cleanup attribute: `PH_AUTO(ph_ledger_close) struct ph_ledger *l = NULL;`
 * calls ph_ledger_close_at(&l) at the end of the scope. Each such function is
 * declared by PH_CLEANUP(type, function) beside the function itself. */
#define PH_AUTO(function) __attribute__((cleanup(function##_at)))
#define PH_CLEANUP(type, function)                                         \
	static inline __attribute__((unused)) void function##_at(type *at) \
	{                                                                  \
		function(*at);                                             \
	}
/* For storage of the caller: `PH_AUTO(ph_text_release) struct ph_text t;` */
#define PH_CLEANUP_VALUE(type, function)                                   \
	static inline __attribute__((unused)) void function##_at(type *at) \
	{                                                                  \
		function(at);                                              \
	}
/* Hands the pointer over and leaves NULL behind. */
#define PH_TAKE(pointer)                                \
	__extension__({                                 \
		__typeof__(pointer) taken_ = (pointer); \
		(pointer) = NULL;                       \
		taken_;                                 \
	})

/* The exit statuses of sysexits(3) that phieu uses. */
enum ph_code {
	PH_OK = 0,
	PH_PARTIAL = 1,        /* done, but some sheets or rows need a person */
	PH_USAGE = 64,         /* the command line is wrong */
	PH_BAD_DATA = 65,      /* the input is wrong: mend it, run again */
	PH_NO_INPUT = 66,      /* the input is not there or not readable */
	PH_BUG = 70,           /* our fault, or out of memory */
	PH_CANNOT_CREATE = 73, /* the output cannot be created */
	PH_WRITE_FAILED = 74,  /* disk full, device error */
	PH_BUSY = 75,          /* the ledger is locked: try again */
	PH_CONFIG = 78,        /* rules, settings or versions do not fit */
};

struct ph_error {
	enum ph_code code;
	char text[1024];
};

/* Sets code and text; returns false, so that `return ph_error_set(…)` reads
 * well. Control characters in the text become '?': file names may hold any. */
bool ph_error_set(struct ph_error *err, enum ph_code code, const char *fmt, ...)
	PH_PRINTF(3, 4);

/* The same for a failed system call: appends ": " and what errno means. */
bool ph_error_errno(struct ph_error *err, enum ph_code code, const char *fmt,
	...) PH_PRINTF(3, 4);

/* Out of memory: code PH_BUG. */
bool ph_error_memory(struct ph_error *err);

/*
 * Faults: all that is wrong with one input, listed at once. Each is one line
 * `file:line:column: what, and what would be right`; line and column count
 * from 1, column is the field's number in its row, 0 leaves them out. A reader
 * of several files sets `file` anew for each: a fault keeps a copy.
 */
struct ph_fault {
	char *file; /* faults->file when it was added */
	unsigned long line;
	unsigned column;
	char *text;
};

struct ph_faults {
	const char *file; /* borrowed; the name that the lines begin with */
	size_t count;     /* all that were added */
	size_t kept;      /* in list[]; at most PH_FAULTS_KEPT */
	struct ph_fault *list;
};

enum {
	PH_FAULTS_KEPT = 200
};

void ph_faults_init(struct ph_faults *faults, const char *file);
void ph_faults_release(struct ph_faults *faults);
PH_CLEANUP_VALUE(struct ph_faults, ph_faults_release)

void ph_faults_add(struct ph_faults *faults, unsigned long line,
	unsigned column, const char *fmt, ...) PH_PRINTF(4, 5);

/* Writes fault i as its line, without a newline, into out. */
void ph_faults_format(
	const struct ph_faults *faults, size_t i, char *out, size_t size);

/* true if there are none; else sets code PH_BAD_DATA and a summary text. */
PH_MUST_CHECK bool ph_faults_none(
	const struct ph_faults *faults, struct ph_error *err);

#endif
