/* SPDX-License-Identifier: MIT */
/* One record of a page: what was found out, and whether it is sure. */
#include "intake_internal.h"

#include <phieu/list.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void ph_photo_destroy(struct ph_photo *photo)
{
	if (!photo)
		return;
	free(photo->parts);
	free(photo);
}

/* Their numbers are those of their places in the list. */
static bool resize(
	struct ph_photo *photo, const struct ph_part *part, size_t count)
{
	struct ph_part *parts = ph_alloc(count, sizeof(*parts));

	if (!parts)
		return false;
	for (size_t i = 0; i < count; i++) {
		parts[i] = i < photo->count ? photo->parts[i] : *part;
		parts[i].record.part = (unsigned)i + 1;
		parts[i].record.parts = (unsigned)count;
	}
	free(photo->parts);
	photo->parts = parts;
	photo->count = count;
	return true;
}

bool ph_photo_divide(struct ph_photo *photo, size_t parts)
{
	const struct ph_part part = photo->parts[0];

	return resize(photo, &part, parts);
}

bool ph_photo_extend(
	struct ph_photo *photo, const struct ph_part *part, size_t more)
{
	return resize(photo, part, photo->count + more);
}

const struct ph_record *ph_part_record(struct ph_photo *photo, size_t i)
{
	struct ph_part *part = &photo->parts[i];

	part->record.code = part->code;
	part->record.detail = part->detail;
	part->record.form = part->form;
	part->record.place = part->place;
	part->record.marks = part->marked ? part->marks : NULL;
	return &part->record;
}

void ph_part_detail(struct ph_part *part, const char *fmt, ...)
{
	size_t used = strlen(part->detail);
	va_list args;

	va_start(args, fmt);
	vsnprintf(part->detail + used, sizeof(part->detail) - used, fmt, args);
	va_end(args);
}

void ph_part_fail(struct ph_part *part, enum ph_status status,
	const char *reason, const char *detail)
{
	part->record.status = status;
	part->record.reason = reason;
	ph_part_detail(
		part, "%s%s", *part->detail && *detail ? "; " : "", detail);
}

/* ---- codes ---- */

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

static void tell_codes_only(struct ph_part *part, unsigned seen)
{
	size_t count = 0;

	ph_part_fail(part, PH_STATUS_UNREAD, "no-dossier-code", "");
	for (size_t i = 0; i < SYMBOLOGIES; i++)
		if (seen & symbologies[i].symbology)
			ph_part_detail(part, "%s%s", count++ ? " and " : "",
				symbologies[i].phrase);
	ph_part_detail(part, " %s read, but %s a dossier code",
		count > 1 ? "were" : "was",
		count > 1 ? "none holds" : "it does not hold");
}

static void tell_disagreement(
	struct ph_part *part, const struct ph_looking *looking)
{
	size_t told = 0;

	ph_part_fail(part, PH_STATUS_DOUBTFUL, "codes-disagree", "");
	for (size_t i = 0; i < looking->count; i++)
		if (*looking->found[i].code)
			ph_part_detail(part, "%s%s: %s", told++ ? "; " : "",
				get_name(looking->found[i].symbology),
				looking->found[i].code);
}

/* The only dossier code; NULL when there is none, or several that differ. */
static const char *get_code(
	const struct ph_looking *looking, unsigned *from, bool *agreed)
{
	const char *code = NULL;

	*from = 0;
	*agreed = true;
	for (size_t i = 0; i < looking->count; i++) {
		const struct ph_found *found = &looking->found[i];

		if (!*found->code)
			continue;
		*from |= found->symbology;
		if (code && strcmp(code, found->code) != 0)
			*agreed = false;
		code = found->code;
	}
	return *agreed ? code : NULL;
}

static enum ph_code_from find_origin(unsigned from)
{
	if (from == PH_QR)
		return PH_FROM_QR;
	if (from & PH_QR)
		return PH_FROM_BOTH;
	return from & PH_CODE128 ? PH_FROM_CODE128 : PH_FROM_CODE39;
}

void ph_part_take_codes(
	struct ph_part *part, const struct ph_looking *looking, bool carried)
{
	unsigned from;
	bool agreed;
	const char *code = get_code(looking, &from, &agreed);

	part->record.seen = looking->seen;
	if (!agreed) {
		tell_disagreement(part, looking);
	} else if (code) {
		memcpy(part->code, code, PH_CODE_SIZE);
		part->record.code_from = find_origin(from);
	} else if (carried && looking->seen) {
		tell_codes_only(part, looking->seen);
	} else if (carried) {
		ph_part_fail(part, PH_STATUS_UNREAD, "no-code",
			looking->out_of_time
				? "no QR code or barcode was read in time"
				: "no QR code or barcode could be read");
	}
}

/* ---- marks ---- */

static const struct ph_fields *get_fields(const struct ph_scan *scan)
{
	return scan->fields ? scan->fields : &scan->rules->fields;
}

static void tell_doubt(
	struct ph_part *part, const struct ph_mark *mark, size_t *told)
{
	const struct ph_guess guess = { mark->guess, mark->confidence };
	const char *before = (*told)++       ? ", "
			     : *part->detail ? "; unsure: "
					     : "unsure: ";
	char answer[8];

	ph_part_detail(part, "%s%s (%s, %d %%)", before, mark->field,
		mark->guess == PH_BLANK ? "blank"
					: ph_answer_format(mark->guess, answer),
		ph_guess_confidence(&guess) * 100 / PH_GUESS_ONE);
}

static void take_marks(struct ph_part *part, const struct ph_fields *fields,
	const struct ph_reading *reading)
{
	size_t told = 0;

	part->marked = true;
	for (size_t i = 0; i < PH_FORM_FIELDS_MAX; i++)
		part->marks[i] = (struct ph_guess){ .answer = PH_ABSENT };
	for (size_t i = 0; i < reading->mark_count; i++) {
		const struct ph_mark *mark = &reading->marks[i];
		int at = ph_fields_find(fields, mark->field);

		if (at < 0)
			continue;
		part->record.answers[at] = mark->answer;
		part->marks[at] =
			(struct ph_guess){ mark->guess, mark->confidence };
		if (mark->answer == PH_DOUBTFUL)
			tell_doubt(part, mark, &told);
	}
	/* What is wrong with the code comes first. */
	if (told && part->record.status == PH_STATUS_READ)
		ph_part_fail(part, PH_STATUS_DOUBTFUL, PH_REASON_MARK, "");
}

static void take_fault(struct ph_part *part, const struct ph_reading *reading)
{
	const char *reason = ph_omr_fault_name(reading->fault);

	if (*part->code)
		ph_part_fail(part, PH_STATUS_DOUBTFUL, reason, reading->detail);
	else if (part->record.status == PH_STATUS_DOUBTFUL)
		ph_part_detail(part, "; %s: %s", reason, reading->detail);
	else
		ph_part_fail(part, PH_STATUS_UNREAD, reason, reading->detail);
}

void ph_placement_corners(
	const struct ph_placement *placement, struct ph_corners *corners)
{
	const struct ph_form_item *page =
		ph_form_page(ph_paper_form(placement->paper));
	double width = page ? page->w : 0, height = page ? page->h : 0;
	const double x[4] = { 0, width, width, 0 };
	const double y[4] = { 0, 0, height, height };

	for (size_t i = 0; i < 4; i++) {
		struct ph_point at = ph_warp_map(&placement->warp, x[i], y[i]);

		corners->x[i] = at.x;
		corners->y[i] = at.y;
	}
}

bool ph_part_read_marks(struct ph_part *part, const struct ph_scan *scan,
	struct ph_omr *omr, const struct ph_image *image,
	struct ph_placement *placement, struct ph_error *err)
{
	PH_AUTO(ph_reading_release) struct ph_reading reading = { 0 };
	struct ph_corners corners;

	if (!ph_omr_read(omr, image, placement, &reading, err))
		return false;
	ph_placement_corners(placement, &corners);
	ph_place_format(&corners, part->place);
	if (reading.fault == PH_OMR_FINE)
		take_marks(part, get_fields(scan), &reading);
	else
		take_fault(part, &reading);
	return true;
}
