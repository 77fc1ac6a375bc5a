/* SPDX-License-Identifier: MIT */
/* The readers of directories alone, on blocks that end where they end: the
 * sanitizers see every byte read too far. */
#include "image_internal.h"
#include "test_image_make.h"

static const uint8_t little[] = "II*\0\x08\0\0\0"
				"\x02\0"
				"\x0f\x01\x02\0\x04\0\0\0abc\0"
				"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0"
				"\0\0\0";
static const uint8_t big[] = "MM\0*\0\0\0\x08"
			     "\0\x02"
			     "\x01\x0f\0\x02\0\0\0\x04"
			     "abc\0"
			     "\x01\x12\0\x03\0\0\0\x01\0\x06\0\0"
			     "\0\0\0";

static unsigned orientation_of(const uint8_t *bytes, size_t length)
{
	uint8_t *copy = malloc(length ? length : 1);
	unsigned orientation;

	assert_non_null(copy);
	memcpy(copy, bytes, length);
	orientation = ph_exif_orientation(copy, length);
	free(copy);
	return orientation;
}

static void both_byte_orders_are_understood(void **state)
{
	(void)state;
	assert_int_equal(orientation_of(little, sizeof(little)), 6);
	assert_int_equal(orientation_of(big, sizeof(big)), 6);
}

static void a_block_cut_anywhere_has_no_orientation(void **state)
{
	(void)state;
	/* Up to the last entry; the offset behind it is not needed. */
	for (size_t length = 0; length < sizeof(little) - 4; length++) {
		assert_int_equal(orientation_of(little, length), 1);
		assert_int_equal(orientation_of(big, length), 1);
	}
}

static void an_offset_far_outside_is_no_directory(void **state)
{
	static const uint32_t offsets[] = { 0, 7, 38, 0x7fffffff, 0xfffffff0,
		UINT32_MAX };

	(void)state;
	for (size_t i = 0; i < sizeof(offsets) / sizeof(*offsets); i++) {
		uint8_t block[sizeof(little)];

		memcpy(block, little, sizeof(block));
		for (unsigned b = 0; b < 4; b++)
			block[4 + b] = (uint8_t)(offsets[i] >> (8 * b));
		assert_int_equal(orientation_of(block, sizeof(block)), 1);
	}
}

static void a_count_of_entries_beyond_the_end_is_refused(void **state)
{
	uint8_t block[sizeof(little)];

	(void)state;
	memcpy(block, little, sizeof(block));
	memset(block + 8, 0xff, 2);
	assert_int_equal(orientation_of(block, sizeof(block)), 1);
}

static void values_beyond_the_end_are_refused(void **state)
{
	struct ph_tiff_entry entry;
	uint8_t block[sizeof(little)];
	struct ph_tiff tiff;

	(void)state;
	memcpy(block, little, sizeof(block));
	memset(block + 8 + 2 + 12 + 4, 0xff, 4); /* the count */
	assert_true(ph_tiff_open(&tiff, block, sizeof(block)));
	assert_false(
		ph_tiff_find(&tiff, tiff.first, PH_TIFF_ORIENTATION, &entry));
}

static void a_type_that_is_no_number_is_refused(void **state)
{
	uint8_t block[sizeof(little)];

	(void)state;
	memcpy(block, little, sizeof(block));
	block[8 + 2 + 12 + 2] = 2; /* ASCII */
	assert_int_equal(orientation_of(block, sizeof(block)), 1);
}

static void an_orientation_that_is_none_counts_as_upright(void **state)
{
	static const uint8_t wrong[] = { 0, 9, 255 };

	(void)state;
	for (size_t i = 0; i < sizeof(wrong); i++) {
		uint8_t block[sizeof(little)];

		memcpy(block, little, sizeof(block));
		block[8 + 2 + 12 + 8] = wrong[i];
		assert_int_equal(orientation_of(block, sizeof(block)), 1);
	}
}

static void a_jpeg_is_looked_at_up_to_its_scan(void **state)
{
	struct ph_jpeg_markers markers;
	struct bytes jpeg;

	(void)state;
	make_jpeg(&jpeg, 1);
	insert_exif(&jpeg, 8, true);
	ph_jpeg_look(&markers, jpeg.at, jpeg.length);
	assert_int_equal(markers.orientation, 8);
	assert_true(markers.scan);
	assert_true(markers.end);
	ph_jpeg_look(&markers, jpeg.at, jpeg.length - 1);
	assert_true(markers.scan);
	assert_false(markers.end);
	ph_jpeg_look(&markers, jpeg.at, 50);
	assert_false(markers.scan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_byte_orders_are_understood),
		cmocka_unit_test(a_block_cut_anywhere_has_no_orientation),
		cmocka_unit_test(an_offset_far_outside_is_no_directory),
		cmocka_unit_test(a_count_of_entries_beyond_the_end_is_refused),
		cmocka_unit_test(values_beyond_the_end_are_refused),
		cmocka_unit_test(a_type_that_is_no_number_is_refused),
		cmocka_unit_test(an_orientation_that_is_none_counts_as_upright),
		cmocka_unit_test(a_jpeg_is_looked_at_up_to_its_scan),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
