/* SPDX-License-Identifier: MIT */
#ifndef PHIEU_CLI_CONFLICTS_H
#define PHIEU_CLI_CONFLICTS_H

#include "context.h"

enum {
	CONFLICTS_ROWS_MAX = 20000
};

/*
 * Tells of dossiers that now have ratings which do not agree, after a batch
 * that added or changed `added` sheets; *any says whether there are. Looks
 * through the whole ledger, so after a great import (CONFLICTS_ROWS_MAX) it
 * only points to 'phieu validate'. No batch may be open.
 */
void conflicts_tell(struct context *ctx, size_t added, bool *any);

#endif
