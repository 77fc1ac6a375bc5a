/* SPDX-License-Identifier: MIT */
#include "intake_internal.h"

#include <phieu/list.h>

#include <string.h>

static void set_trouble(
	struct ph_part *part, const struct ph_image_trouble *trouble)
{
	ph_part_fail(part, PH_STATUS_UNREAD,
		ph_image_fault_name(trouble->fault), trouble->detail);
}

static struct ph_photo *begin(const struct ph_document *document,
	const struct ph_source *source, unsigned page)
{
	PH_AUTO(ph_photo_destroy)
	struct ph_photo *photo = ph_alloc(1, sizeof(*photo));
	struct ph_record *record;

	if (!photo)
		return NULL;
	photo->parts = ph_alloc(1, sizeof(*photo->parts));
	if (!photo->parts)
		return NULL;
	photo->count = 1;
	record = &photo->parts[0].record;
	ph_record_clear(record);
	record->channel = PH_CHANNEL_SCAN;
	record->photo = document->path;
	record->page = page;
	record->hashed = source->bytes != NULL;
	if (record->hashed)
		memcpy(record->sha256, source->sha256, PH_HASH_SIZE);
	return PH_TAKE(photo);
}

static bool is_known(
	struct ph_scanning *scanning, const struct ph_record *record)
{
	const struct ph_scan *scan = scanning->scan;
	bool known;

	if (!scan->known || !record->hashed)
		return false;
	pthread_mutex_lock(&scanning->calling);
	known = scan->known(scan->context, record->sha256, record->page);
	pthread_mutex_unlock(&scanning->calling);
	return known;
}

/* false: the record says why there is nothing to look at. */
static bool decode(struct ph_scanning *scanning,
	const struct ph_document *document, const struct ph_source *source,
	struct ph_part *part, struct ph_image *image)
{
	struct ph_image_trouble trouble;

	if (is_known(scanning, &part->record)) {
		part->record.reason = "known";
		return false;
	}
	if (!document->usable) {
		set_trouble(part, &document->trouble);
		return false;
	}
	if (!ph_image_read(image, source, part->record.page,
		    &scanning->scan->limits, &trouble)) {
		set_trouble(part, &trouble);
		return false;
	}
	return true;
}

/* What was found out before memory ended would be half a record. */
static void read_page(const struct ph_scan *scan, struct ph_reader *reader,
	const struct ph_image *image, struct ph_photo *photo)
{
	struct ph_part before = photo->parts[0];
	struct ph_error err;

	if (ph_page_read(photo, scan, reader, image, &err))
		return;
	photo->count = 1;
	photo->parts[0] = before;
	ph_part_fail(&photo->parts[0], PH_STATUS_UNREAD,
		ph_image_fault_name(PH_IMAGE_MEMORY), err.text);
}

struct ph_photo *ph_photo_read(struct ph_scanning *scanning,
	struct ph_reader *reader, struct ph_document *document, unsigned page)
{
	PH_AUTO(ph_image_release) struct ph_image image = { 0 };
	const struct ph_source *source =
		ph_document_borrow(document, &scanning->scan->limits);
	struct ph_photo *photo = reader ? begin(document, source, page) : NULL;
	bool decoded =
		photo
		&& decode(scanning, document, source, &photo->parts[0], &image);

	/* Before the reading, which takes longest: the file is not needed. */
	ph_document_return(document);
	if (decoded)
		read_page(scanning->scan, reader, &image, photo);
	return photo;
}
