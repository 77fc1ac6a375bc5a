/* SPDX-License-Identifier: MIT */
/*
 * A command is a value: its name, its words for the manual, what must be open
 * when it runs, its options, and the function. main finds it in the table of
 * commands.c, options.c parses by it, help.c and completion.c speak of it, so
 * that nothing about a command is said twice.
 */
#ifndef PHIEU_CLI_COMMAND_H
#define PHIEU_CLI_COMMAND_H

#include <phieu/error.h>
#include <phieu/time.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct context;

enum option_type {
	OPTION_FLAG,   /* bool */
	OPTION_STRING, /* const char *, NULL: not given */
	OPTION_CHOICE, /* the same, one of `choices` */
	OPTION_NUMBER, /* int64_t from `least` on, NOT_GIVEN: not given */
	OPTION_DATE,   /* ph_date, PH_NO_DATE: not given */
	OPTION_PERSON, /* char [PH_PERSON_SIZE], see person.h; "": not given */
	OPTION_LIST,   /* struct option_list: it may be given again */
};

enum {
	OPTION_LIST_MAX = 16
};

struct option_list {
	const char *at[OPTION_LIST_MAX];
	size_t count;
};

enum {
	NOT_GIVEN = -1
};

/* One option, said once. A table of them ends with one that has no name. */
struct cli_option {
	char letter; /* 0: none */
	const char *name;
	const char *argument; /* what help calls it; NULL for a flag */
	const char *help;
	enum option_type type;
	size_t offset;       /* in the command's options, or struct common */
	const char *choices; /* "vi|ids" */
	int64_t least;       /* of a number */
	unsigned only;       /* common options: the COMMON_ bit it needs */
};

/* What every command takes, before its name or behind it. */
struct common {
	const char *ledger;
	bool quiet, verbose, no_input, help, version;
	bool json, dry_run; /* COMMON_JSON, COMMON_DRY_RUN */
	int64_t jobs;       /* COMMON_JOBS */
};

enum {
	COMMON_JSON = 1,
	COMMON_DRY_RUN = 2,
	COMMON_JOBS = 4,
};
extern const struct cli_option common_options[];

/* What stands ready in the context when a command runs. */
enum needs {
	NEEDS_NOTHING,
	NEEDS_LEDGER_MAYBE, /* its path if there is one; nothing is opened */
	NEEDS_LEDGER_READ,  /* open, in a snapshot */
	NEEDS_LEDGER_WRITE,
	NEEDS_LEDGER_MASK = 3,
	NEEDS_RULES = 4,  /* the rule set that the ledger names */
	NEEDS_LABELS = 8, /* data/columns.csv */
};

enum {
	ANY_NUMBER = 1000000 /* of operands */
};

struct command {
	const char *name;
	const char *summary;  /* one line, without a full stop */
	const char *operands; /* "PATH…", "" */
	unsigned least, most; /* operands */
	const char *words;    /* of the first operand, "a|b"; NULL: any */
	const char *details;  /* paragraphs for --help, may be NULL */
	const char *examples; /* one a line, may be NULL */
	unsigned needs;
	/* NULL, or what else is wrong with the call: PH_USAGE. Asked before
	 * anything is opened. */
	bool (*check)(const struct context *ctx, struct ph_error *err);
	/* NULL, or whether this call writes: READ becomes WRITE. */
	bool (*writes)(const struct context *ctx);
	unsigned common;                  /* COMMON_ bits that it takes */
	const struct cli_option *options; /* NULL: none of its own */
	size_t options_size;
	/* Exit status; errors are told by the caller. */
	enum ph_code (*run)(struct context *ctx, struct ph_error *err);
};

/* All of them, in the order of a quarter's work; NULL at the end. */
extern const struct command *const commands[];

/* NULL: none of that name. */
const struct command *command_find(const char *name);
/* The nearest of the words (separated by '|'), or "" when none is near; the
 * result lives in out. */
const char *word_nearest(
	const char *word, const char *words, char *out, size_t size);
/* The same over the names of all commands. */
const char *command_nearest(const char *name, char *out, size_t size);
/* Is it one of words, "a|b|c"? */
bool word_among(const char *word, const char *words);

extern const struct command cmd_audit, cmd_form, cmd_init, cmd_config, cmd_load,
	cmd_key, cmd_log, cmd_print, cmd_box, cmd_scan, cmd_import, cmd_review,
	cmd_validate, cmd_settle, cmd_status, cmd_export, cmd_close, cmd_purge,
	cmd_rules, cmd_completion, cmd_help, cmd_version;

#endif
