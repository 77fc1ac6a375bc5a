/* SPDX-License-Identifier: MIT */
/* The dossiers that forms are printed for: whichever way they are named, with
 * what the registers know of them. */
#ifndef PHIEU_CLI_HANDOUTS_H
#define PHIEU_CLI_HANDOUTS_H

#include "context.h"

#include <phieu/list.h>
#include <phieu/print.h>

/* One form. All strings are its own; "" is not known. */
struct wanted {
	unsigned long line; /* of the table that named it; 0: none */
	char *code, *unit, *officer;
	char *office_name, *officer_name;
};

struct handouts {
	PH_LIST(struct wanted) list;
};
void handouts_release(struct handouts *handouts);
PH_CLEANUP_VALUE(struct handouts, handouts_release)

/* These add; what is wrong with codes goes to ctx->faults, and the next call
 * goes on: ask ph_faults_none when all are there. ctx->rules is open. */
PH_MUST_CHECK bool handouts_add_codes(struct handouts *handouts,
	struct context *ctx, char *const *codes, size_t count,
	struct ph_error *err);
/* A register of dossiers, or a table that has just codes. */
PH_MUST_CHECK bool handouts_add_table(struct handouts *handouts,
	struct context *ctx, const char *name, struct ph_error *err);
/* The ledger's dossiers whose return, else due date, else reception lies in
 * the period. */
PH_MUST_CHECK bool handouts_add_period(struct handouts *handouts,
	struct context *ctx, const char *period, struct ph_error *err);
PH_MUST_CHECK bool handouts_add_blanks(
	struct handouts *handouts, size_t count, struct ph_error *err);
/* Codes that stand twice are faults too: two forms of one dossier would be
 * counted twice. */
PH_MUST_CHECK bool handouts_check_once(const struct handouts *handouts,
	struct context *ctx, struct ph_error *err);

/* Units and officers by the ledger, if one is open; `office` (NULL: none) goes
 * before what the ledger says. */
PH_MUST_CHECK bool handouts_name(struct handouts *handouts, struct context *ctx,
	const char *office, struct ph_error *err);

#endif
