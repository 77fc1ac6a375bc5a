/* SPDX-License-Identifier: MIT */
/* Pictures of doubtful marks, kept beside the ledger by an import. */
#ifndef PHIEU_CLI_KEPT_CROPS_H
#define PHIEU_CLI_KEPT_CROPS_H

#include "context.h"
#include "papers.h"

#include <phieu/list.h>
#include <phieu/record.h>

/* The photographs that an import has met. */
struct kept_crops {
	PH_LIST(struct met_photo) photos;
};
struct met_photo {
	uint8_t sha256[PH_HASH_SIZE];
	char *path;
};
void kept_crops_release(struct kept_crops *crops);
PH_CLEANUP_VALUE(struct kept_crops, kept_crops_release)

/* The records of a photo come one behind the other. false: out of memory. */
PH_MUST_CHECK bool kept_crops_note(
	struct kept_crops *crops, const struct ph_record *record);

/* `<ledger>.crops` */
PH_MUST_CHECK bool kept_crops_folder(
	struct context *ctx, struct ph_text *folder, struct ph_error *err);

/* Makes what those photographs want and what is not there yet. */
PH_MUST_CHECK bool kept_crops_make(struct kept_crops *crops,
	struct context *ctx, const struct papers *papers,
	const struct ph_image_limits *limits, struct ph_error *err);

#endif
