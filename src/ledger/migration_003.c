/* SPDX-License-Identifier: MIT */
#include "ledger_internal.h"

/* migration_003.sql as C strings, made by the build. */
static const char sql[] =
#include "migration_003.inc"
	;

static const char *const evidence[] = {
	"judgement",
	"chain",
	NULL,
};

const struct ph_migration ph_migration_003 = {
	.sql = sql,
	.evidence = evidence,
};
