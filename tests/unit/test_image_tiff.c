/* SPDX-License-Identifier: MIT */
/* TIFF by hand: its directories here, its pixels by tiff2rgba. */
#include "image_internal.h"
#include "test_image_make.h"

#include <unistd.h>

struct writer {
	struct bytes *out;
	bool big;
};

static void add(const struct writer *to, uint32_t value, unsigned size)
{
	for (unsigned i = 0; i < size; i++) {
		unsigned shift = 8 * (to->big ? size - 1 - i : i);

		to->out->at[to->out->length++] = (uint8_t)(value >> shift);
	}
}

static void put_u32(const struct writer *to, size_t at, uint32_t value)
{
	size_t end = to->out->length;

	to->out->length = at;
	add(to, value, 4);
	to->out->length = end;
}

static void add_entry(
	const struct writer *to, uint16_t tag, uint16_t type, uint32_t value)
{
	add(to, tag, 2);
	add(to, type, 2);
	add(to, 1, 4);
	add(to, value, type == 3 ? 2 : 4);
	if (type == 3)
		add(to, 0, 2);
}

static void begin(const struct writer *to)
{
	to->out->length = 0;
	add(to, to->big ? 0x4d4d : 0x4949, 2);
	add(to, 42, 2);
	add(to, 0, 4); /* the first directory, filled in by add_page */
}

/* Appends the picture, or a thumbnail, stored for an orientation, and links
 * its directory at `link`. Returns where the next link stands. */
static size_t add_page(const struct writer *to, size_t link,
	unsigned orientation, bool thumbnail)
{
	uint8_t pixels[WIDE * HIGH];
	unsigned width, height;
	uint32_t strip = (uint32_t)to->out->length;

	store_turned(pixels, &width, &height, orientation);
	insert(to->out, strip, pixels, sizeof(pixels));
	put_u32(to, link, (uint32_t)to->out->length);
	add(to, 10, 2);
	add_entry(to, 254, 4, thumbnail);
	add_entry(to, 256, 3, width);
	add_entry(to, 257, 4, height);
	add_entry(to, 258, 3, 8);
	add_entry(to, 259, 3, 1); /* no compression */
	add_entry(to, 262, 3, 1); /* 0 is black */
	add_entry(to, 273, 4, strip);
	add_entry(to, 274, 3, orientation);
	add_entry(to, 278, 3, height);
	add_entry(to, 279, 4, sizeof(pixels));
	add(to, 0, 4);
	return to->out->length - 4;
}

static void each_orientation_of_a_tiff_is_turned_upright(void **state)
{
	(void)state;
	for (unsigned orientation = 1; orientation <= 8; orientation++)
		for (int big = 0; big < 2; big++) {
			struct bytes tiff;
			struct writer to = { &tiff, big };

			begin(&to);
			add_page(&to, 4, orientation, false);
			assert_reads_upright(&tiff);
		}
}

/* Page 1 stands upright, a thumbnail follows, page 2 stands on its head. */
static void make_pages(struct bytes *out, uint32_t *second)
{
	struct writer to = { out, false };
	size_t link;

	begin(&to);
	link = add_page(&to, 4, 1, false);
	link = add_page(&to, link, 1, true);
	*second = (uint32_t)link;
	add_page(&to, link, 3, false);
}

static void each_page_of_a_tiff_is_read(void **state)
{
	struct bytes tiff;
	uint32_t second;

	(void)state;
	make_pages(&tiff, &second);
	for (unsigned page = 1; page <= 2; page++) {
		PH_AUTO(ph_image_release) struct ph_image image = { 0 };
		struct ph_image_trouble trouble;

		if (!read_page(&image, &tiff, page, &ph_image_limits_default,
			    &trouble))
			fail_msg("%s", trouble.detail);
		assert_upright(&image, 1);
	}
	assert_refused_within(&tiff, 3, &ph_image_limits_default,
		PH_IMAGE_DAMAGED, "no page 3");
}

static unsigned count(const struct bytes *in, unsigned limit,
	struct ph_image_trouble *trouble)
{
	struct ph_image_limits limits = ph_image_limits_default;

	limits.pages = limit;
	return ph_tiff_pages(in->at, in->length, &limits, trouble);
}

static void pages_of_a_tiff_are_counted_without_thumbnails(void **state)
{
	struct ph_image_trouble trouble;
	struct bytes tiff;
	uint32_t second;

	(void)state;
	make_pages(&tiff, &second);
	assert_int_equal(count(&tiff, 2, &trouble), 2);
	assert_int_equal(count(&tiff, 1, &trouble), 0);
	assert_int_equal(trouble.fault, PH_IMAGE_TOO_LARGE);
}

static void a_chain_of_pages_that_bites_its_tail_ends(void **state)
{
	struct ph_image_trouble trouble;
	struct bytes tiff;
	uint32_t second;

	(void)state;
	make_pages(&tiff, &second);
	memcpy(tiff.at + second, tiff.at + 4, 4);
	assert_int_equal(count(&tiff, 2000, &trouble), 0);
	assert_int_equal(trouble.fault, PH_IMAGE_TOO_LARGE);
}

static void a_chain_of_thumbnails_that_bites_its_tail_ends(void **state)
{
	struct ph_image_trouble trouble;
	struct bytes tiff;
	struct writer to = { &tiff, false };
	size_t link;

	(void)state;
	begin(&to);
	link = add_page(&to, 4, 1, true);
	memcpy(tiff.at + link, tiff.at + 4, 4);
	assert_int_equal(count(&tiff, 2000, &trouble), 0);
}

static void a_tiff_whose_pixels_are_missing_is_truncated(void **state)
{
	struct bytes tiff;
	struct writer to = { &tiff, false };
	struct ph_tiff_entry strip;
	struct ph_tiff opened;

	(void)state;
	begin(&to);
	add_page(&to, 4, 1, false);
	assert_true(ph_tiff_open(&opened, tiff.at, tiff.length));
	assert_true(
		ph_tiff_find(&opened, opened.first, PH_TIFF_STRIPS, &strip));
	put_u32(&to, strip.at, (uint32_t)tiff.length - WIDE);
	assert_refused(&tiff, PH_IMAGE_TRUNCATED, "page 1");
}

static void a_tiff_without_its_directory_is_truncated(void **state)
{
	struct ph_image_trouble trouble;
	struct bytes tiff;
	struct writer to = { &tiff, true };

	(void)state;
	begin(&to);
	add_page(&to, 4, 1, false);
	tiff.length -= 60;
	assert_int_equal(count(&tiff, 2000, &trouble), 0);
	assert_int_equal(trouble.fault, PH_IMAGE_TRUNCATED);
	assert_refused(&tiff, PH_IMAGE_TRUNCATED, "before its first page");
}

static void a_giant_tiff_is_refused_by_its_directory(void **state)
{
	struct bytes tiff;
	struct writer to = { &tiff, false };
	struct ph_tiff_entry height;
	struct ph_tiff opened;

	(void)state;
	begin(&to);
	add_page(&to, 4, 1, false);
	assert_true(ph_tiff_open(&opened, tiff.at, tiff.length));
	assert_true(
		ph_tiff_find(&opened, opened.first, PH_TIFF_HEIGHT, &height));
	put_u32(&to, height.at, 100000000);
	assert_refused(&tiff, PH_IMAGE_TOO_LARGE, "48 x 100000000");
}

static void an_unknown_compression_is_damage(void **state)
{
	struct bytes tiff;
	struct writer to = { &tiff, false };
	uint8_t *entry;

	(void)state;
	begin(&to);
	add_page(&to, 4, 1, false);
	entry = memmem(tiff.at, tiff.length, "\x03\x01\x03\0\x01\0\0\0\x01", 9);
	assert_non_null(entry);
	entry[8] = 0x77;
	assert_refused(&tiff, PH_IMAGE_DAMAGED, "the TIFF");
}

static void a_big_tiff_is_refused_with_its_reason(void **state)
{
	struct bytes tiff = { .length = 16 };

	(void)state;
	memcpy(tiff.at, "II+\0\x08\0\0\0\x10", 9);
	assert_refused(&tiff, PH_IMAGE_DAMAGED, "BigTIFF");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_orientation_of_a_tiff_is_turned_upright),
		cmocka_unit_test(each_page_of_a_tiff_is_read),
		cmocka_unit_test(
			pages_of_a_tiff_are_counted_without_thumbnails),
		cmocka_unit_test(a_chain_of_pages_that_bites_its_tail_ends),
		cmocka_unit_test(
			a_chain_of_thumbnails_that_bites_its_tail_ends),
		cmocka_unit_test(a_tiff_whose_pixels_are_missing_is_truncated),
		cmocka_unit_test(a_tiff_without_its_directory_is_truncated),
		cmocka_unit_test(a_giant_tiff_is_refused_by_its_directory),
		cmocka_unit_test(an_unknown_compression_is_damage),
		cmocka_unit_test(a_big_tiff_is_refused_with_its_reason),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
