/* SPDX-License-Identifier: MIT */
/* Pictures of what is in doubt, beside the ledger, for whoever decides. */
#include "intake_internal.h"

#include <phieu/list.h>
#include <phieu/output.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	NAME_BYTES = 8, /* of the SHA-256, in a file's name */
	SPOT_BYTES = 4, /* of the digest of where it was cut out */
};

struct making {
	struct ph_crops *crops;
	PH_LIST(struct ph_crop) list;
	bool no_memory;
};

static void making_release(struct making *making)
{
	struct ph_crop *crop;

	ph_list_for (crop, &making->list)
		free(crop->path);
	ph_list_release(&making->list);
}
PH_CLEANUP_VALUE(struct making, making_release)

/* ---- which ---- */

/* A field's name may hold anything: what a file's name may not becomes %2F. */
static void put_field(char *out, size_t room, const char *field)
{
	for (; *field && room > 4; field++) {
		bool plain = *field == '-' || *field == '_'
			     || (*field >= '0' && *field <= '9')
			     || (*field >= 'A' && *field <= 'Z')
			     || (*field >= 'a' && *field <= 'z');
		int used = snprintf(out, room, plain ? "%c" : "%%%02X",
			(unsigned char)*field);

		out += used;
		room -= (size_t)used;
	}
}

/* Where the form lies, and which: when a photograph is scanned again, its first
 * form may be another one, whose picture must not be that of the old. */
static void put_spot(
	char out[2 * SPOT_BYTES + 1], const struct ph_placed_row *form)
{
	char spot[PH_FORM_ID_SIZE + PH_PLACE_SIZE + 2];
	char hash[PH_HASH_HEX_SIZE];
	uint8_t digest[PH_HASH_SIZE];

	snprintf(spot, sizeof(spot), "%s %s", form->form, form->place);
	ph_hash(spot, strlen(spot), digest);
	snprintf(out, 2 * SPOT_BYTES + 1, "%s", ph_hash_hex(digest, hash));
}

const char *ph_crop_name(const struct ph_placed_row *form, const char *field,
	char out[PH_CROP_NAME_SIZE])
{
	char hash[PH_HASH_HEX_SIZE], name[3 * PH_FIELD_SIZE + 8] = "";
	char spot[2 * SPOT_BYTES + 1];

	put_field(name, sizeof(name), field);
	put_spot(spot, form);
	snprintf(out, PH_CROP_NAME_SIZE, "%.*s-%u-%u-%s-%s.png", 2 * NAME_BYTES,
		ph_hash_hex(form->sha256, hash), form->page,
		form->part ? form->part : 1, name, spot);
	return out;
}

bool ph_crop_wanted(const struct ph_placed_row *form, int field)
{
	if (field < 0)
		return !*form->code && form->status != PH_STATUS_READ
		       && strcmp(form->reason, PH_REASON_MARK) != 0;
	return form->answers[field] == PH_DOUBTFUL
	       || form->answers[field] == PH_MULTIPLE;
}

static bool add_crop(struct making *making, const struct ph_placed_row *row,
	const struct ph_corners *corners, const char *field)
{
	PH_AUTO(ph_text_release) struct ph_text path = { 0 };
	char name[PH_CROP_NAME_SIZE];
	struct ph_crop *crop;

	switch (ph_crop_find(making->crops, row->form, field)) {
	case PH_CROP_UNKNOWN:
		making->crops->missing++;
		return true;
	case PH_CROP_NONE:
		return true;
	case PH_CROP_THERE:
		break;
	}
	ph_crop_name(row, *field ? field : "code", name);
	if (!ph_text_appendf(&path, "%s/%s", making->crops->folder, name))
		return false;
	if (access(ph_text_get(&path), F_OK) == 0)
		return true;
	crop = ph_list_push(&making->list);
	if (!crop)
		return false;
	crop->page = row->page;
	crop->corners = *corners;
	snprintf(crop->form, sizeof(crop->form), "%s", row->form);
	snprintf(crop->field, sizeof(crop->field), "%s", field);
	crop->path = PH_TAKE(path.bytes);
	return true;
}

/* None for a photo that is to be forgotten. */
static bool take_form(void *context, const struct ph_placed_row *row)
{
	struct making *making = context;
	const struct ph_fields *fields = &making->crops->rules->fields;
	struct ph_corners corners;
	bool fine = true;

	if (!*row->path || !ph_place_parse(row->place, &corners))
		return true;
	if (ph_crop_wanted(row, -1))
		fine = add_crop(making, row, &corners, "");
	for (size_t i = 0; i < fields->count && fine; i++)
		if (ph_crop_wanted(row, (int)i))
			fine = add_crop(making, row, &corners, fields->id[i]);
	making->no_memory = !fine;
	return fine;
}

/* ---- making ---- */

bool ph_crop_find_again(const struct ph_crops *crops, struct ph_omr *omr,
	const struct ph_image *image, struct ph_placements *found,
	struct ph_error *err)
{
	const struct ph_paper **papers =
		ph_alloc(crops->form_count + 1, sizeof(*papers));
	struct ph_tags_seen seen = { 0 };
	size_t count = 0;
	bool fine;

	if (!papers)
		return ph_error_memory(err);
	for (size_t i = 0; i < crops->form_count; i++)
		if (ph_paper_has_anchors(crops->forms[i].paper))
			papers[count++] = crops->forms[i].paper;
	fine = !count
	       || ph_omr_find(omr, image, papers, count, found, &seen, err);
	free(papers);
	return fine;
}

static bool find_again(struct ph_crops *crops, const struct ph_image *image,
	struct ph_placements *found, struct ph_error *err)
{
	if (!crops->omr)
		crops->omr = ph_omr_create();
	if (!crops->omr)
		return ph_error_memory(err);
	return ph_crop_find_again(crops, crops->omr, image, found, err);
}

static bool write_png(
	const char *path, const struct ph_image *image, struct ph_error *err)
{
	PH_AUTO(ph_output_close) struct ph_output *out = NULL;
	PH_AUTO(ph_text_release) struct ph_text png = { 0 };

	if (!ph_image_write_png(&png, image))
		return ph_error_memory(err);
	if (!ph_output_open(&out, path, err))
		return false;
	ph_output_write(out, ph_text_get(&png), png.length);
	return ph_output_commit(out, err);
}

static bool make_crop(struct ph_crops *crops, const struct ph_crop *crop,
	const struct ph_image *image, const struct ph_placements *found,
	struct ph_error *err)
{
	PH_AUTO(ph_image_release) struct ph_image cut = { 0 };
	bool there;

	if (!ph_crop_cut(&cut, &there, crops, crop, image, found, err)
		|| (there && !write_png(crop->path, &cut, err)))
		return false;
	crops->made += there;
	crops->missing += !there;
	return true;
}

static bool make_folder(const char *folder, struct ph_error *err)
{
	if (mkdir(folder, 0700) == 0 || errno == EEXIST)
		return true;
	return ph_error_errno(err,
		errno == ENOSPC || errno == EDQUOT ? PH_WRITE_FAILED
						   : PH_CANNOT_CREATE,
		"%s", folder);
}

/* Those of one page; crops of a page stand together. */
static bool make_page(struct making *making, const struct ph_source *source,
	size_t first, size_t *next, struct ph_error *err)
{
	PH_AUTO(ph_image_release) struct ph_image image = { 0 };
	PH_AUTO(ph_placements_release) struct ph_placements found = { 0 };
	struct ph_crops *crops = making->crops;
	unsigned page = making->list.at[first].page;
	struct ph_image_trouble trouble;
	bool readable =
		ph_image_read(&image, source, page, &crops->limits, &trouble);

	if (readable && !find_again(crops, &image, &found, err))
		return false;
	for (*next = first; *next < making->list.count
			    && making->list.at[*next].page == page;
		++*next) {
		if (!readable)
			crops->missing++;
		else if (!make_crop(crops, &making->list.at[*next], &image,
				 &found, err))
			return false;
	}
	return true;
}

static bool make_all(struct making *making, const char *path,
	const uint8_t *sha256, struct ph_error *err)
{
	PH_AUTO(ph_source_release) struct ph_source source = { 0 };
	struct ph_crops *crops = making->crops;
	struct ph_image_trouble trouble;
	bool loaded = ph_source_load(&source, path, &crops->limits, &trouble);

	if (!loaded || memcmp(source.sha256, sha256, PH_HASH_SIZE) != 0) {
		crops->missing += making->list.count;
		ph_log(crops->log, PH_LOG_NOTE,
			"%s: no pictures of its doubtful marks: %s", path,
			loaded ? "the file is another one now"
			       : trouble.detail);
		return true;
	}
	if (!make_folder(crops->folder, err))
		return false;
	for (size_t next = 0; next < making->list.count;)
		if (!make_page(making, &source, next, &next, err))
			return false;
	return true;
}

void ph_crops_release(struct ph_crops *crops)
{
	ph_omr_destroy(PH_TAKE(crops->omr));
}

bool ph_crops_make(struct ph_crops *crops, const char *path,
	const uint8_t sha256[PH_HASH_SIZE], struct ph_error *err)
{
	PH_AUTO(making_release) struct making making = { .crops = crops };

	if (!ph_ledger_each_placed(crops->ledger, sha256, &crops->rules->fields,
		    take_form, &making, err))
		return false;
	if (making.no_memory)
		return ph_error_memory(err);
	return !making.list.count || make_all(&making, path, sha256, err);
}
