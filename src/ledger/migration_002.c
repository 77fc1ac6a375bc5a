/* SPDX-License-Identifier: MIT */
#include "ledger_internal.h"

/* migration_002.sql as C strings, made by the build. */
static const char sql[] =
#include "migration_002.inc"
	;

static const char *const evidence[] = {
	"mark",
	NULL,
};

const struct ph_migration ph_migration_002 = {
	.sql = sql,
	.evidence = evidence,
};
