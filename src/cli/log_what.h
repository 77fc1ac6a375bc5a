/* SPDX-License-Identifier: MIT */
/* What phieu log is asked about. */
#ifndef PHIEU_CLI_LOG_WHAT_H
#define PHIEU_CLI_LOG_WHAT_H

#include "context.h"

#include <phieu/trail.h>

struct log_options {
	int64_t sheet, batch;
	const char *code, *photo, *officer, *by, *output, *head;
	ph_date date, from, to;
	bool batches, verify;
};

/* The query and what it borrows from. */
struct log_what {
	struct ph_trail_query query;
	struct ph_text text;
	uint8_t sha256[PH_HASH_SIZE];
};

/* PH_NO_INPUT when the ledger has nothing of the kind. */
PH_MUST_CHECK bool log_what_open(
	struct log_what *what, struct context *ctx, struct ph_error *err);
void log_what_release(struct log_what *what);
PH_CLEANUP_VALUE(struct log_what, log_what_release)

#endif
