/* SPDX-License-Identifier: MIT */
#include "ledger_internal.h"

/* migration_001.sql as C strings, made by the build. */
static const char sql[] =
#include "migration_001.inc"
	;

/* Each table but photo_path, whose rows a purge removes. */
static const char *const evidence[] = {
	"batch",
	"setting",
	"code",
	"unit",
	"officer",
	"dossier",
	"unit_score",
	"remark",
	"box_count",
	"photo",
	"purge",
	"field",
	"sheet",
	"decision",
	"closing",
	"closing_file",
	NULL,
};

const struct ph_migration ph_migration_001 = {
	.sql = sql,
	.evidence = evidence,
};
