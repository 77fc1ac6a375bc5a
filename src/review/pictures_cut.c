/* SPDX-License-Identifier: MIT */
#include "page.h"

#include <string.h>

/* Sizes: 342 doubtful questions of 320 photographs, good and bad, took 23 kB
 * each with all three pictures as text: 9.5 for the question, 5.3 for the code,
 * 8.2 for the form in small. A faint tick in pencil is seen. */
static const double question_px_per_mm = 5.5;
/* The code beside a question is to be compared alone. */
static const double code_px_per_mm = 3.2;
/* A QR code's modules of 0.8 mm and less are a pixel or less here. */
static const double small_px_per_mm = 1.3;
static const double kept_px_per_mm = 8.0;

enum {
	QUESTION_QUALITY = 55,
	CODE_QUALITY = 40,
	SMALL_QUALITY = 45,
	NEARLY_WHITE = 235,
	DARKEST_PAPER = 50,
};

/* ---- as text ---- */

/* RFC 4648, 4; 57 bytes at a time. */
static bool put_base64(struct ph_text *out, const uint8_t *bytes, size_t length)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";
	char line[76];

	while (length) {
		size_t used = 0;

		while (length && used < sizeof(line)) {
			size_t take = length < 3 ? length : 3;
			uint32_t bits = (uint32_t)bytes[0] << 16
					| (take > 1 ? bytes[1] : 0U) << 8
					| (take > 2 ? bytes[2] : 0U);

			for (size_t i = 0; i < 4; i++)
				line[used++] =
					i > take ? '='
						 : digits[bits >> (18 - 6 * i)
							  & 63];
			bytes += take;
			length -= take;
		}
		if (!ph_text_append(out, line, used))
			return false;
	}
	return true;
}

/* A photo taken in the dark: its paper, the brightest tenth, becomes nearly
 * white. What is dark stays darker than what is not. */
static void brighten(struct ph_image *image)
{
	size_t count = (size_t)image->width * image->height;
	size_t lights[256] = { 0 }, above = 0;
	unsigned paper = 255;

	for (size_t i = 0; i < count; i++)
		lights[image->pixels[i]]++;
	while (paper > DARKEST_PAPER && (above += lights[paper]) * 10 < count)
		paper--;
	if (paper >= NEARLY_WHITE)
		return;
	for (size_t i = 0; i < count; i++) {
		unsigned light = image->pixels[i] * NEARLY_WHITE / paper;

		image->pixels[i] = (uint8_t)(light < 255 ? light : 255);
	}
}

static bool put_jpeg(struct ph_text *out, struct ph_image *image, int quality)
{
	PH_AUTO(ph_text_release) struct ph_text jpeg = { 0 };

	brighten(image);
	return ph_image_write_jpeg(&jpeg, image, quality)
	       && ph_text_puts(out, "\"data:image/jpeg;base64,")
	       && put_base64(out, (const uint8_t *)jpeg.bytes, jpeg.length)
	       && ph_text_puts(out, "\"");
}

/* ---- one picture ---- */

struct cutting {
	const struct ph_review_page *page;
	struct ph_viewer *viewer;
	const struct ph_review_form *form;
	bool open;
	struct ph_error *err;
};

/* One that an import has kept. */
static bool read_kept(struct cutting *cutting, const char *field,
	double px_per_mm, struct ph_image *cut, bool *there)
{
	PH_AUTO(ph_text_release) struct ph_text path = { 0 };
	PH_AUTO(ph_source_release) struct ph_source source = { 0 };
	PH_AUTO(ph_image_release) struct ph_image kept = { 0 };
	const struct ph_review_form *form = cutting->form;
	const struct ph_crops *crops = cutting->page->crops;
	struct ph_image_trouble trouble = { 0 };
	struct ph_placed_row row = {
		.page = form->page,
		.part = form->part,
		.form = form->form,
		.place = form->place,
	};
	char name[PH_CROP_NAME_SIZE];
	double scale = px_per_mm / kept_px_per_mm;

	memcpy(row.sha256, form->sha256, PH_HASH_SIZE);
	if (!ph_text_appendf(&path, "%s/%s", crops->folder,
		    ph_crop_name(&row, *field ? field : "code", name)))
		return false;
	*there = ph_source_load(
			 &source, ph_text_get(&path), &crops->limits, &trouble)
		 && ph_image_read(&kept, &source, 1, &crops->limits, &trouble);
	if (!*there)
		return trouble.fault != PH_IMAGE_MEMORY;
	/* Kept ones were painted by the form's description alone. */
	return ph_image_fit(cut, &kept, (unsigned)(kept.width * scale) + 1,
		       (unsigned)(kept.height * scale) + 1)
	       && ph_viewer_hide(cutting->viewer, cut, cutting->err);
}

/* The kept one, else cut anew. */
static bool cut_piece(struct cutting *cutting, const char *field,
	double px_per_mm, int quality, struct ph_text *out)
{
	PH_AUTO(ph_image_release) struct ph_image cut = { 0 };
	const struct ph_review_form *form = cutting->form;
	bool there;

	if (!read_kept(cutting, field, px_per_mm, &cut, &there))
		return false;
	if (!there && cutting->open
		&& !ph_viewer_cut(cutting->viewer, form->form, form->place,
			field, px_per_mm, &cut, &there, cutting->err))
		return false;
	return !there || put_jpeg(out, &cut, quality);
}

static bool cut_code(struct cutting *cutting, struct ph_text *out)
{
	const struct ph_review_item *first =
		&cutting->page->queue->items[cutting->form->first];

	if (first->field == PH_REVIEW_CODE)
		return cut_piece(
			cutting, "", question_px_per_mm, QUESTION_QUALITY, out);
	return cut_piece(cutting, "", code_px_per_mm, CODE_QUALITY, out);
}

static bool cut_small(struct cutting *cutting, struct ph_text *out)
{
	PH_AUTO(ph_image_release) struct ph_image cut = { 0 };
	const struct ph_review_form *form = cutting->form;
	bool there;

	return ph_viewer_cut(cutting->viewer, form->form, form->place, NULL,
		       small_px_per_mm, &cut, &there, cutting->err)
	       && (!there || put_jpeg(out, &cut, SMALL_QUALITY));
}

static bool cut_whole(struct cutting *cutting, struct ph_text *out)
{
	PH_AUTO(ph_image_release) struct ph_image page = { 0 };

	return out->length
	       || (ph_viewer_page(cutting->viewer, &page, cutting->err)
		       && put_jpeg(out, &page, SMALL_QUALITY));
}

/* ---- those of a page ---- */

static bool cut_cards(
	struct cutting *cutting, struct picture_set *set, size_t first)
{
	const struct ph_review_form *form = cutting->form;
	const struct ph_rules *rules = cutting->page->ask->rules;

	for (size_t i = 0; i < form->count; i++) {
		const struct ph_review_item *item =
			&cutting->page->queue->items[form->first + i];

		if (item->field != PH_REVIEW_CODE
			&& !cut_piece(cutting, rules->fields.id[item->field],
				question_px_per_mm, QUESTION_QUALITY,
				&set->card[first + i]))
			return false;
	}
	return true;
}

/* The whole page where its form was not found, or is described nowhere. */
static bool cut_form(struct cutting *cutting, struct picture_set *set,
	size_t at, size_t first_card)
{
	if (!cut_code(cutting, &set->code[at])
		|| !cut_cards(cutting, set, first_card)
		|| (cutting->open && !cut_small(cutting, &set->small[at])))
		return false;
	return set->small[at].length || !cutting->open
	       || cut_whole(cutting, &set->whole);
}

static bool cut_all(const struct ph_review_page *page, struct ph_viewer *viewer,
	const struct picture_job *job, struct picture_set *set)
{
	const struct ph_review_form *forms = &page->queue->forms[job->first];
	struct cutting cutting = {
		.page = page,
		.viewer = viewer,
		.err = &set->err,
	};

	if (*forms->path
		&& !ph_viewer_open(viewer, forms->path, forms->sha256,
			forms->page, &cutting.open, &set->err))
		return false;
	for (size_t i = 0; i < job->count; i++) {
		cutting.form = &forms[i];
		if (!cut_form(
			    &cutting, set, i, forms[i].first - job->first_item))
			return false;
	}
	return true;
}

static bool allocate(struct picture_set *set)
{
	set->small = ph_alloc(set->forms, sizeof(*set->small));
	set->code = ph_alloc(set->forms, sizeof(*set->code));
	set->card = ph_alloc(set->cards, sizeof(*set->card));
	return set->small && set->code && set->card;
}

struct picture_set *picture_set_make(const struct ph_review_page *page,
	struct ph_viewer *viewer, const struct picture_job *job)
{
	const struct ph_review_form *forms = &page->queue->forms[job->first];
	const struct ph_review_form *last = &forms[job->count - 1];
	struct picture_set *set = ph_alloc(1, sizeof(*set));

	if (!set)
		return NULL;
	set->forms = job->count;
	set->cards = last->first + last->count - job->first_item;
	if (!viewer || !allocate(set) || !cut_all(page, viewer, job, set)) {
		if (set->err.code == PH_OK)
			ph_error_memory(&set->err);
	}
	return set;
}

static void release_all(struct ph_text *texts, size_t count)
{
	for (size_t i = 0; texts && i < count; i++)
		ph_text_release(&texts[i]);
	free(texts);
}

void picture_set_destroy(struct picture_set *set)
{
	if (!set)
		return;
	release_all(set->small, set->forms);
	release_all(set->code, set->forms);
	release_all(set->card, set->cards);
	ph_text_release(&set->whole);
	free(set);
}
