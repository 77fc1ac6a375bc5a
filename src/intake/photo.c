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

/* ---- pixels ---- */

/* A page as it was decoded, and the file until it is not needed any more. */
struct view {
	const struct ph_image_limits *limits;
	struct ph_document *document; /* NULL: given back */
	const struct ph_source *source;
	unsigned page;
	struct ph_image image;
	struct ph_code_photo decoded;
};

static void give_back(struct view *view)
{
	if (view->document)
		ph_document_return(view->document);
	view->document = NULL;
}

static void view_release(struct view *view)
{
	give_back(view);
	ph_image_release(&view->image);
}
PH_CLEANUP_VALUE(struct view, view_release)

static bool enlarge(struct ph_image *whole, void *context)
{
	struct view *view = context;
	struct ph_image_trouble trouble;
	bool fine = ph_image_read(
		whole, view->source, view->page, view->limits, &trouble);

	give_back(view);
	return fine;
}

/* Codes alone are read from a part of a photo's size, and the whole only when
 * that does not do. Marks want the whole: tests/bench/README.md. */
static bool decode(struct view *view, const struct ph_reader *reader,
	struct ph_image_trouble *trouble)
{
	size_t pixels = reader->omr ? 0 : PH_CODE_PIXELS;

	view->decoded = (struct ph_code_photo){
		.image = &view->image,
		.enlarge = enlarge,
		.context = view,
	};
	if (!ph_image_read_small(&view->image, &view->decoded.shrink,
		    view->source, view->page, pixels, view->limits, trouble))
		return false;
	/* Before the reading, which takes longest. */
	if (view->decoded.shrink == 1)
		give_back(view);
	return true;
}

/* false: the record says why there is nothing to look at. */
static bool open_page(struct ph_scanning *scanning,
	const struct ph_reader *reader, struct view *view, struct ph_part *part)
{
	struct ph_image_trouble trouble;

	if (is_known(scanning, &part->record)) {
		part->record.reason = "known";
		return false;
	}
	if (!view->document->usable) {
		set_trouble(part, &view->document->trouble);
		return false;
	}
	if (!decode(view, reader, &trouble)) {
		set_trouble(part, &trouble);
		return false;
	}
	return true;
}

/* What was found out before memory ended would be half a record. */
static void read_page(const struct ph_scan *scan, struct ph_reader *reader,
	const struct view *view, struct ph_photo *photo)
{
	struct ph_part before = photo->parts[0];
	struct ph_error err;

	if (ph_page_read(photo, scan, reader, &view->decoded, &err))
		return;
	photo->count = 1;
	photo->parts[0] = before;
	ph_part_fail(&photo->parts[0], PH_STATUS_UNREAD,
		ph_image_fault_name(PH_IMAGE_MEMORY), err.text);
}

struct ph_photo *ph_photo_read(struct ph_scanning *scanning,
	struct ph_reader *reader, struct ph_document *document, unsigned page)
{
	const struct ph_image_limits *limits = &scanning->scan->limits;
	PH_AUTO(view_release)
	struct view view = { limits, document,
		ph_document_borrow(document, limits), page };
	struct ph_photo *photo =
		reader ? begin(document, view.source, page) : NULL;

	if (photo && open_page(scanning, reader, &view, &photo->parts[0]))
		read_page(scanning->scan, reader, &view, photo);
	return photo;
}
