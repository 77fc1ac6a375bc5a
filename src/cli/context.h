/* SPDX-License-Identifier: MIT */
/*
 * What a command works with: its options and operands, and whatever its table
 * entry says it needs, opened before it runs and closed after it.
 */
#ifndef PHIEU_CLI_CONTEXT_H
#define PHIEU_CLI_CONTEXT_H

#include "command.h"
#include "console.h"

#include <phieu/ledger.h>
#include <phieu/report.h>
#include <phieu/rules.h>
#include <phieu/table.h>
#include <phieu/text.h>
#include <phieu/time.h>

#define DEFAULT_RULES "tt01-2018"

struct context {
	const struct command *command;
	struct common common;
	void *options; /* the command's own struct */
	char **operands;
	size_t operand_count;
	ph_date today;
	const char *by; /* whose word a batch is; NULL: who runs the command */
	struct console console;
	struct ph_faults faults;    /* listed at the end, whoever fails */
	struct ph_text ledger_path; /* empty: none */
	struct ph_text data;        /* phieu's folder; empty: not needed */
	struct ph_ledger *ledger;
	struct ph_labels *labels;
	struct ph_rules *rules;
};

void context_init(struct context *ctx);
void context_release(struct context *ctx);

/* Opens what the command's table entry says. */
PH_MUST_CHECK bool context_open(struct context *ctx, struct ph_error *err);

/* Finds the data folder, once. */
PH_MUST_CHECK bool context_find_data(struct context *ctx, struct ph_error *err);
/* The rule set `id`, or the one that the ledger names (NULL), into
 * ctx->rules. */
PH_MUST_CHECK bool context_load_rules(
	struct context *ctx, const char *id, struct ph_error *err);
/* The folder of a rule set by id. */
PH_MUST_CHECK bool context_find_rules(struct context *ctx, const char *id,
	struct ph_text *folder, struct ph_error *err);
/* The ledger's setting "rules", or the default. */
PH_MUST_CHECK bool context_rules_id(
	struct context *ctx, struct ph_text *id, struct ph_error *err);

/* The write lock, for one batch under the command's name; then the commit, or
 * with -n the roll-back. */
PH_MUST_CHECK bool context_begin(struct context *ctx, const char *source,
	const uint8_t *source_sha256, struct ph_error *err);
PH_MUST_CHECK bool context_commit(struct context *ctx, struct ph_error *err);

/* A whole text to a file, or to stdout (NULL, "-"). */
PH_MUST_CHECK bool context_print(
	const char *path, const struct ph_text *text, struct ph_error *err);

/* Has the reader of our stdout gone? */
bool context_reader_left(void);

#endif
