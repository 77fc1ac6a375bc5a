/* SPDX-License-Identifier: MIT */
/* TIFF page by page: its directories are read here (ifd.c), its pixels are
 * unpacked by a helper (unpack.c). */
#include "image_internal.h"

static bool open_tiff(struct ph_tiff *tiff, const uint8_t *bytes, size_t length,
	struct ph_image_trouble *trouble)
{
	if (ph_tiff_open(tiff, bytes, length))
		return true;
	return ph_trouble_set(trouble, PH_IMAGE_DAMAGED,
		"a BigTIFF, or a TIFF without a directory");
}

/* A page, and not the thumbnail of one. */
static bool is_page(const struct ph_tiff *tiff, uint32_t directory)
{
	return !(ph_tiff_number(tiff, directory, PH_TIFF_SUBFILE, 0) & 1);
}

/* Counts pages up to `wanted`, whose directory is left in *directory (0 if
 * there are fewer). Every directory counts as a step, so a chain that bites
 * its tail ends. */
static unsigned count_pages(
	const struct ph_tiff *tiff, unsigned wanted, uint32_t *directory)
{
	unsigned pages = 0;

	*directory = tiff->first;
	for (unsigned steps = 0; *directory && steps / 2 <= wanted; steps++) {
		size_t next = ph_tiff_next_at(tiff, *directory);

		if (!next)
			break;
		pages += is_page(tiff, *directory);
		if (pages == wanted)
			return pages;
		*directory = ph_tiff_u32(tiff, next);
	}
	*directory = 0;
	return pages;
}

static bool refuse_torn(struct ph_image_trouble *trouble)
{
	return ph_trouble_set(trouble, PH_IMAGE_TRUNCATED,
		"the TIFF ends before its first page");
}

unsigned ph_tiff_pages(const uint8_t *bytes, size_t length,
	const struct ph_image_limits *limits, struct ph_image_trouble *trouble)
{
	struct ph_tiff tiff;
	uint32_t directory;
	unsigned pages;

	if (!open_tiff(&tiff, bytes, length, trouble))
		return 0;
	pages = count_pages(&tiff, limits->pages + 1, &directory);
	if (pages > limits->pages)
		return ph_trouble_set(trouble, PH_IMAGE_TOO_LARGE,
			"more than %u pages", limits->pages);
	return pages ? pages : refuse_torn(trouble);
}

/* libtiff's tools show a torn strip as grey and end well: look first. */
static bool is_whole(const struct ph_tiff *tiff, uint32_t directory,
	enum ph_tiff_tag places, enum ph_tiff_tag sizes)
{
	struct ph_tiff_entry place, size;

	if (!ph_tiff_find(tiff, directory, places, &place)
		|| !ph_tiff_find(tiff, directory, sizes, &size))
		return false;
	for (uint32_t i = 0; i < place.count && i < size.count; i++) {
		uint64_t at = ph_tiff_value(tiff, &place, i);

		if (at + ph_tiff_value(tiff, &size, i) > tiff->length)
			return false;
	}
	return true;
}

static bool find_page(struct ph_tiff_page *page, unsigned number,
	const struct ph_image_limits *limits, struct ph_image_trouble *trouble)
{
	const struct ph_tiff *tiff = &page->tiff;
	struct ph_tiff_entry turn;

	if (!count_pages(tiff, number, &page->directory))
		return refuse_torn(trouble);
	if (!page->directory)
		return ph_trouble_set(trouble, PH_IMAGE_DAMAGED,
			"the TIFF has no page %u", number);
	page->width = ph_tiff_number(tiff, page->directory, PH_TIFF_WIDTH, 0);
	page->height = ph_tiff_number(tiff, page->directory, PH_TIFF_HEIGHT, 0);
	page->orientation =
		ph_tiff_find(tiff, page->directory, PH_TIFF_ORIENTATION, &turn)
				&& turn.type == PH_TIFF_SHORT && turn.count == 1
			? ph_tiff_value(tiff, &turn, 0)
			: 1;
	if (!ph_pixels_fit(page->width, page->height, limits, trouble))
		return false;
	if (!is_whole(
		    tiff, page->directory, PH_TIFF_STRIPS, PH_TIFF_STRIP_SIZES)
		&& !is_whole(tiff, page->directory, PH_TIFF_TILES,
			PH_TIFF_TILE_SIZES))
		return ph_trouble_set(trouble, PH_IMAGE_TRUNCATED,
			"the TIFF ends before the end of page %u", number);
	return true;
}

bool ph_tiff_read(struct ph_image *image, const struct ph_source *source,
	unsigned number, const struct ph_image_limits *limits,
	struct ph_image_trouble *trouble)
{
	struct ph_tiff_page page;

	return open_tiff(&page.tiff, source->bytes, source->length, trouble)
	       && find_page(&page, number, limits, trouble)
	       && ph_tiff_unpack(image, &page, limits, trouble);
}
