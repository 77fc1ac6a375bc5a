/* SPDX-License-Identifier: MIT */
#include "intake_internal.h"

#include <phieu/list.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Seconds: the ladder ends by itself well before on a machine that is not
 * overloaded, so that the same photo gives the same row on every run. */
#define PHOTO_S 10.0

enum {
	FOUND_MAX = 8,  /* codes on one page: more tell nothing new */
	PAYLOAD_MAX = 4 /* dossier codes in one payload, likewise */
};

/* The dossier codes of a page; payloads are never kept. */
struct looking {
	const struct ph_rules *rules;
	ph_date today;
	size_t count;
	struct found {
		enum ph_symbology symbology;
		char code[PH_CODE_SIZE];
	} found[FOUND_MAX];
};

static void note(
	struct looking *looking, enum ph_symbology symbology, const char *code)
{
	struct found *found = looking->found;

	for (size_t i = 0; i < looking->count; i++)
		if (found[i].symbology == symbology
			&& strcmp(found[i].code, code) == 0)
			return;
	if (looking->count == FOUND_MAX)
		return;
	found += looking->count++;
	found->symbology = symbology;
	snprintf(found->code, sizeof(found->code), "%s", code);
}

static unsigned symbologies_of(const struct looking *looking)
{
	unsigned all = 0;

	for (size_t i = 0; i < looking->count; i++)
		all |= looking->found[i].symbology;
	return all;
}

/* A form carries its code twice: where the QR code or the barcode is missing
 * yet, one more look is worth its time, since they must agree. */
static enum ph_code_verdict judge(const struct looking *looking)
{
	unsigned all = symbologies_of(looking);

	if (!all)
		return PH_CODE_MORE;
	return all & PH_QR && all & ~(unsigned)PH_QR ? PH_CODE_ENOUGH
						     : PH_CODE_ONE_MORE;
}

static enum ph_code_verdict look(
	const struct ph_code_found *code, void *context)
{
	struct looking *looking = context;
	char codes[PAYLOAD_MAX][PH_CODE_SIZE];
	size_t count = ph_code_find(looking->rules, code->payload, code->length,
		looking->today, codes, PAYLOAD_MAX);

	for (size_t i = 0; i < count && i < PAYLOAD_MAX; i++)
		note(looking, code->symbology, codes[i]);
	return judge(looking);
}

static void PH_PRINTF(2, 3)
	add_detail(struct ph_photo *photo, const char *fmt, ...)
{
	size_t used = strlen(photo->detail);
	va_list args;

	va_start(args, fmt);
	vsnprintf(
		photo->detail + used, sizeof(photo->detail) - used, fmt, args);
	va_end(args);
}

static void set_unread(
	struct ph_photo *photo, const char *reason, const char *detail)
{
	photo->record.status = PH_STATUS_UNREAD;
	photo->record.reason = reason;
	add_detail(photo, "%s", detail);
}

static void set_trouble(
	struct ph_photo *photo, const struct ph_image_trouble *trouble)
{
	set_unread(photo, ph_image_fault_name(trouble->fault), trouble->detail);
}

static const struct {
	enum ph_symbology symbology;
	const char *name, *phrase;
} symbologies[] = {
	{ PH_QR, "QR", "a QR code" },
	{ PH_CODE128, "Code 128", "a Code 128 barcode" },
	{ PH_CODE39, "Code 39", "a Code 39 barcode" },
};

#define SYMBOLOGIES (sizeof(symbologies) / sizeof(*symbologies))

static const char *get_name(enum ph_symbology symbology)
{
	for (size_t i = 0; i < SYMBOLOGIES; i++)
		if (symbologies[i].symbology == symbology)
			return symbologies[i].name;
	return "";
}

static void tell_codes_only(struct ph_photo *photo, unsigned seen)
{
	size_t count = 0;

	set_unread(photo, "no-dossier-code", "");
	for (size_t i = 0; i < SYMBOLOGIES; i++)
		if (seen & symbologies[i].symbology)
			add_detail(photo, "%s%s", count++ ? " and " : "",
				symbologies[i].phrase);
	add_detail(photo, " %s read, but %s a dossier code",
		count > 1 ? "were" : "was",
		count > 1 ? "none holds" : "it does not hold");
}

static void tell_disagreement(
	struct ph_photo *photo, const struct looking *looking)
{
	photo->record.status = PH_STATUS_DOUBTFUL;
	photo->record.reason = "codes-disagree";
	for (size_t i = 0; i < looking->count; i++)
		add_detail(photo, "%s%s: %s", i ? "; " : "",
			get_name(looking->found[i].symbology),
			looking->found[i].code);
}

static bool do_agree(const struct looking *looking)
{
	for (size_t i = 1; i < looking->count; i++)
		if (strcmp(looking->found[i].code, looking->found[0].code) != 0)
			return false;
	return true;
}

static enum ph_code_from find_origin(const struct looking *looking)
{
	unsigned from = symbologies_of(looking);

	if (from == PH_QR)
		return PH_FROM_QR;
	if (from & PH_QR)
		return PH_FROM_BOTH;
	return from & PH_CODE128 ? PH_FROM_CODE128 : PH_FROM_CODE39;
}

static void decide(struct ph_photo *photo, const struct looking *looking,
	const struct ph_code_result *result)
{
	photo->record.seen = result->symbologies;
	if (!looking->count && !result->symbologies) {
		set_unread(photo, "no-code",
			result->out_of_time
				? "no QR code or barcode was read in time"
				: "no QR code or barcode could be read");
	} else if (!looking->count) {
		tell_codes_only(photo, result->symbologies);
	} else if (!do_agree(looking)) {
		tell_disagreement(photo, looking);
	} else {
		memcpy(photo->code, looking->found[0].code, PH_CODE_SIZE);
		photo->record.code_from = find_origin(looking);
	}
}

static void read_codes(const struct ph_scan *scan,
	struct ph_code_reader *reader, const struct ph_image *image,
	struct ph_photo *photo)
{
	struct looking looking = { .rules = scan->rules, .today = scan->today };
	struct ph_code_result result;
	struct ph_error err;

	if (ph_code_read(reader, image,
		    scan->photo_s > 0 ? scan->photo_s : PHOTO_S, look, &looking,
		    &result, &err))
		decide(photo, &looking, &result);
	else
		set_unread(
			photo, ph_image_fault_name(PH_IMAGE_MEMORY), err.text);
}

static void begin(struct ph_photo *photo, const struct ph_document *document,
	const struct ph_source *source, unsigned page)
{
	struct ph_record *record = &photo->record;

	ph_record_clear(record);
	record->channel = PH_CHANNEL_SCAN;
	record->photo = document->path;
	record->page = page;
	record->hashed = source->bytes != NULL;
	if (record->hashed)
		memcpy(record->sha256, source->sha256, PH_HASH_SIZE);
	record->code = photo->code;
	record->detail = photo->detail;
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
	struct ph_photo *photo, struct ph_image *image)
{
	struct ph_image_trouble trouble;

	if (is_known(scanning, &photo->record)) {
		photo->record.reason = "known";
		return false;
	}
	if (!document->usable) {
		set_trouble(photo, &document->trouble);
		return false;
	}
	if (!ph_image_read(image, source, photo->record.page,
		    &scanning->scan->limits, &trouble)) {
		set_trouble(photo, &trouble);
		return false;
	}
	return true;
}

struct ph_photo *ph_photo_read(struct ph_scanning *scanning,
	struct ph_code_reader *reader, struct ph_document *document,
	unsigned page)
{
	PH_AUTO(ph_image_release) struct ph_image image = { 0 };
	struct ph_photo *photo = reader ? ph_alloc(1, sizeof(*photo)) : NULL;
	const struct ph_source *source =
		ph_document_borrow(document, &scanning->scan->limits);
	bool decoded = false;

	if (photo) {
		begin(photo, document, source, page);
		decoded = decode(scanning, document, source, photo, &image);
	}
	/* Before the codes, which take longest: the file is not needed. */
	ph_document_return(document);
	if (decoded)
		read_codes(scanning->scan, reader, &image, photo);
	return photo;
}
