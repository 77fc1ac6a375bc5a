/* SPDX-License-Identifier: MIT */
#include "kept_crops.h"

#include <phieu/intake.h>

#include <string.h>

void kept_crops_release(struct kept_crops *crops)
{
	struct met_photo *photo;

	ph_list_for (photo, &crops->photos)
		free(photo->path);
	ph_list_release(&crops->photos);
}

/* A form that lies somewhere; of a page that was not read again the ledger
 * knows whether there is one. */
static bool may_want(const struct ph_record *record)
{
	return record->hashed && record->photo && *record->photo
	       && ((record->place && *record->place)
		       || (record->reason
			       && strcmp(record->reason, "known") == 0));
}

bool kept_crops_note(struct kept_crops *crops, const struct ph_record *record)
{
	size_t count = crops->photos.count;
	struct met_photo *photo;

	if (!may_want(record)
		|| (count
			&& memcmp(crops->photos.at[count - 1].sha256,
				   record->sha256, PH_HASH_SIZE)
				   == 0))
		return true;
	photo = ph_list_push(&crops->photos);
	if (!photo)
		return false;
	memcpy(photo->sha256, record->sha256, PH_HASH_SIZE);
	photo->path = ph_copy(record->photo, strlen(record->photo));
	return photo->path;
}

bool kept_crops_folder(
	struct context *ctx, struct ph_text *folder, struct ph_error *err)
{
	return ph_text_appendf(
		       folder, "%s.crops", ph_text_get(&ctx->ledger_path))
	       || ph_error_memory(err);
}

bool kept_crops_make(struct kept_crops *crops, struct context *ctx,
	const struct papers *papers, const struct ph_image_limits *limits,
	struct ph_error *err)
{
	PH_AUTO(ph_text_release) struct ph_text folder = { 0 };
	PH_AUTO(ph_crops_release)
	struct ph_crops making = {
		.ledger = ctx->ledger,
		.rules = ctx->rules,
		.forms = papers->list.at,
		.form_count = papers->list.count,
		.limits = *limits,
		.log = &ctx->console.log,
	};
	const struct met_photo *photo;

	if (!kept_crops_folder(ctx, &folder, err))
		return false;
	making.folder = ph_text_get(&folder);
	ph_list_for (photo, &crops->photos) {
		if (!ph_crops_make(&making, photo->path, photo->sha256, err))
			return false;
	}
	if (making.made)
		console_tell(&ctx->console,
			"%zu picture%s of what is in doubt: %s", making.made,
			making.made == 1 ? "" : "s", making.folder);
	if (making.missing)
		console_tell(&ctx->console,
			"%zu picture%s of what is in doubt could not be made",
			making.missing, making.missing == 1 ? "" : "s");
	return true;
}
