/* SPDX-License-Identifier: MIT */
/* The forms of a page: found by their tags, or by their codes and what is
 * printed; each with its code and its marks. */
#include "intake_internal.h"

#include <phieu/list.h>

#include <stdio.h>
#include <string.h>

/* Seconds: the ladder ends by itself well before on a machine that is not
 * overloaded, so that the same photo gives the same row on every run. */
#define PHOTO_S 10.0

/* Millimetres around a code, for its quiet zone and for a form that is bent;
 * pixels a millimetre: 4 to 5 a QR module, 3 a bar (0.25 mm). */
static const double qr_margin = 3.0, qr_scale = 10.0;
static const double bar_margin_x = 6.0, bar_margin_y = 1.5, bar_scale = 12.0;
enum {
	/* Corner tags of one form, too few to place it; a single one may be a
	 * chance pattern. */
	TAGS_OF_A_FORM = 2,
};

/* What is known of a page while it is read. */
struct page {
	const struct ph_scan *scan;
	struct ph_reader *reader;
	const struct ph_code_photo *decoded;
	const struct ph_image *image; /* the same, for its forms */
	struct ph_photo *photo;
	struct ph_looking all; /* codes of the whole page, once looked at */
	bool looked;
	struct ph_placements placed;
	struct ph_tags_seen tags;
	struct ph_error *err;
};

static void page_release(struct page *page)
{
	ph_placements_release(&page->placed);
}
PH_CLEANUP_VALUE(struct page, page_release)

static bool look_at_page(struct page *page)
{
	double seconds = page->scan->photo_s;

	if (page->looked)
		return true;
	page->looked = true;
	ph_looking_init(&page->all, page->scan);
	return ph_looking_page(&page->all, page->reader->codes, page->decoded,
		seconds > 0 ? seconds : PHOTO_S, page->err);
}

/* ---- the codes of a form ---- */

static bool carries_code(const struct ph_placement *placement)
{
	const struct ph_form *form = ph_paper_form(placement->paper);

	return placement->coded
	       && (ph_form_find(form, PH_FORM_QR, NULL)
		       || ph_form_find(form, PH_FORM_BARCODE, NULL));
}

static bool read_crop(struct page *page, const struct ph_placement *placement,
	const struct ph_form_item *item, struct ph_looking *looking)
{
	PH_AUTO(ph_image_release) struct ph_image crop = { 0 };
	bool qr = item->kind == PH_FORM_QR;
	double across = qr ? qr_margin : bar_margin_x;
	double along = qr ? qr_margin : bar_margin_y;

	return ph_omr_flatten(&crop, page->image, placement, item->x - across,
		       item->y - along, item->w + 2 * across,
		       item->h + 2 * along, qr ? qr_scale : bar_scale,
		       page->err)
	       && ph_looking_crop(
		       looking, page->reader->codes, &crop, page->err);
}

/* Where they must be: a few milliseconds each. */
static bool read_crops(struct page *page, const struct ph_placement *placement,
	struct ph_looking *looking)
{
	const struct ph_form *form = ph_paper_form(placement->paper);

	for (size_t i = 0; i < form->count; i++) {
		const struct ph_form_item *item = &form->items[i];

		if ((item->kind == PH_FORM_QR || item->kind == PH_FORM_BARCODE)
			&& !read_crop(page, placement, item, looking))
			return false;
	}
	return true;
}

static void take_from_page(const struct page *page,
	const struct ph_placement *placement, struct ph_looking *looking)
{
	struct ph_point area[4];

	ph_area_find(area, placement, PH_AREA_SLACK_MM);
	for (size_t i = 0; i < page->all.count; i++)
		if (ph_area_holds(area, &page->all.found[i].place))
			ph_looking_add(looking, &page->all.found[i]);
	looking->out_of_time |= page->all.out_of_time;
}

/* Its code, and where its QR code names its description, that as well: papers
 * of another description may have their boxes at the same places. */
static bool is_told(const struct page *page,
	const struct ph_placement *placement, const struct ph_looking *looking)
{
	const struct ph_scan_form *form =
		ph_origin_of(page->scan, placement->paper);

	return form && form->named
		       ? ph_origin_find(looking)
				 && (!carries_code(placement)
					 || ph_looking_has_code(looking))
		       : ph_looking_has_code(looking);
}

/* The pieces of it are looked at in any case: QR code and barcode must agree.
 * The page as a whole is only when they did not tell. A form that carries no
 * code of a dossier still says which form it is. */
static bool find_codes(struct page *page, const struct ph_placement *placement,
	struct ph_looking *looking)
{
	ph_looking_init(looking, page->scan);
	if (page->looked)
		take_from_page(page, placement, looking);
	if (!read_crops(page, placement, looking))
		return false;
	if (page->looked || !carries_code(placement)
		|| is_told(page, placement, looking))
		return true;
	if (!look_at_page(page))
		return false;
	take_from_page(page, placement, looking);
	return true;
}

/* ---- which description the paper was printed from ---- */

static bool is_other_form(const struct page *page, struct ph_part *part,
	const struct ph_paper *paper, const struct ph_looking *looking)
{
	const struct ph_scan_form *form = ph_origin_of(page->scan, paper);
	uint16_t checksum = ph_form_checksum(ph_paper_form(paper));

	for (size_t i = 0; form && i < looking->count; i++) {
		const struct ph_found *found = &looking->found[i];

		if (!ph_origin_differs(form, found))
			continue;
		ph_part_fail(part,
			*part->code ? PH_STATUS_DOUBTFUL : PH_STATUS_UNREAD,
			"other-form", "");
		ph_part_detail(part,
			"printed as %s.%04x, described here as %s.%04x",
			found->form, found->checksum, ph_paper_form(paper)->id,
			checksum);
		return true;
	}
	return false;
}

/* ---- pages with forms ---- */

static bool read_form(struct page *page, size_t i)
{
	struct ph_part *part = &page->photo->parts[i];
	struct ph_placement *placement = &page->placed.at[i];
	struct ph_looking looking;
	struct ph_corners corners;

	if (!find_codes(page, placement, &looking))
		return false;
	snprintf(part->form, sizeof(part->form), "%s",
		ph_paper_form(placement->paper)->id);
	ph_placement_corners(placement, &corners);
	ph_place_format(&corners, part->place);
	ph_part_take_codes(part, &looking, carries_code(placement));
	return is_other_form(page, part, placement->paper, &looking)
	       || ph_part_read_marks(part, page->scan, page->reader->omr,
		       page->image, placement, page->err);
}

/* Whether others lie beside them is asked first: their codes, too, are then
 * known when the forms are read. */
static bool read_forms(struct page *page)
{
	const struct ph_part empty = page->photo->parts[0];
	size_t count = page->placed.count;

	if (ph_missed_may_be(&page->placed, &page->tags, page->image)
		&& !look_at_page(page))
		return false;
	if (!ph_photo_divide(page->photo, count))
		return ph_error_memory(page->err);
	for (size_t i = 0; i < count; i++)
		if (!read_form(page, i))
			return false;
	return ph_missed_add(page->photo, page->scan, &empty, &page->placed,
		       &page->tags, &page->all)
	       || ph_error_memory(page->err);
}

/* ---- pages without ---- */

/* Two tags of a form that is known, or of one that is not. */
static bool has_tags(const struct page *page)
{
	return page->tags.alone >= TAGS_OF_A_FORM
	       || page->tags.unknown >= TAGS_OF_A_FORM;
}

/* Why marks were not read that should be there; false: none are expected.
 * Whoever names a form says that it is there. */
static bool tell_unplaced(const struct page *page, struct ph_part *part)
{
	const struct ph_found *found = ph_origin_find(&page->all);
	bool asked = page->scan->asked && *part->code;
	enum ph_status status =
		*part->code ? PH_STATUS_DOUBTFUL : PH_STATUS_UNREAD;

	if (!page->reader->omr || (!found && !has_tags(page) && !asked))
		return false;
	if (found ? !ph_origin_known(page->scan, found)
		  : has_tags(page) && !page->tags.alone)
		ph_part_fail(part, status, "other-form",
			"a form that is not described here");
	else
		ph_part_fail(part, status, ph_omr_fault_name(PH_OMR_ASKEW),
			found || has_tags(page)
				? "too few of the form's corners are seen"
				: "what is printed on the form was not found");
	return true;
}

static bool read_no_form(struct page *page)
{
	struct ph_part *part = &page->photo->parts[0];
	enum ph_omr_fault fault = PH_OMR_FINE;
	char detail[160] = "";

	ph_part_take_codes(part, &page->all, true);
	if (tell_unplaced(page, part) || page->all.seen || !page->reader->omr)
		return true;
	fault = ph_omr_judge(page->image, detail, sizeof(detail));
	if (fault != PH_OMR_FINE)
		ph_part_fail(part, PH_STATUS_UNREAD, ph_omr_fault_name(fault),
			detail);
	return true;
}

bool ph_page_read(struct ph_photo *photo, const struct ph_scan *scan,
	struct ph_reader *reader, const struct ph_code_photo *decoded,
	struct ph_error *err)
{
	const struct ph_image *image = decoded->image;
	PH_AUTO(page_release)
	struct page page = { scan, reader, decoded, image, photo, .err = err };

	if (reader->anchored_count
		&& !ph_omr_find(reader->omr, image, reader->anchored,
			reader->anchored_count, &page.placed, &page.tags, err))
		return false;
	if (!page.placed.count) {
		if (!look_at_page(&page))
			return false;
		if (reader->other
			&& !ph_page_place(&page.placed, scan, reader->omr,
				image, &page.all, err))
			return false;
	}
	return page.placed.count ? read_forms(&page) : read_no_form(&page);
}
