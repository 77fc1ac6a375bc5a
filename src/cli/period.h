/* SPDX-License-Identifier: MIT */
/* The period that a command is asked about, with all that its reports want:
 * of a closed one the rules, the settings and the facts as they were. */
#ifndef PHIEU_CLI_PERIOD_H
#define PHIEU_CLI_PERIOD_H

#include "context.h"

struct asked_period {
	struct ph_period period;
	bool closed;
	uint8_t sheets_sha256[PH_HASH_SIZE]; /* of the closing */
	struct ph_rules *frozen;             /* of the closing; else NULL */
	struct ph_settings settings;
	struct ph_query query; /* ready to be asked */
};

enum period_view {
	PERIOD_AS_CLOSED, /* a closed period as it was when it was closed */
	PERIOD_AS_NOW,    /* what has come since is seen too */
};

/* Opens ctx->rules where they are wanted: the command need not. */
PH_MUST_CHECK bool period_open(struct asked_period *asked, struct context *ctx,
	const char *name, enum period_view view, struct ph_error *err);
/* The same as of a batch; of a closed period as of its closing alone, or before
 * it. PH_USAGE: there is no such batch, or it is later. */
PH_MUST_CHECK bool period_open_at(struct asked_period *asked,
	struct context *ctx, const char *name, int64_t batch,
	struct ph_error *err);
/* The period that holds today. */
PH_MUST_CHECK bool period_open_today(struct asked_period *asked,
	struct context *ctx, enum period_view view, struct ph_error *err);
/* No period: all that the ledger holds. */
PH_MUST_CHECK bool period_open_all(
	struct asked_period *asked, struct context *ctx, struct ph_error *err);
void period_release(struct asked_period *asked);
PH_CLEANUP_VALUE(struct asked_period, period_release)

#endif
