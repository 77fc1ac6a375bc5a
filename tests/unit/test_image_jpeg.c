/* SPDX-License-Identifier: MIT */
#include "test_image_make.h"

static void a_jpeg_is_read(void **state)
{
	struct bytes jpeg;

	(void)state;
	make_jpeg(&jpeg, 1);
	assert_reads_upright(&jpeg);
}

static void each_exif_orientation_is_turned_upright(void **state)
{
	(void)state;
	for (uint8_t orientation = 1; orientation <= 8; orientation++)
		for (int big = 0; big < 2; big++) {
			struct bytes jpeg;

			make_jpeg(&jpeg, orientation);
			insert_exif(&jpeg, orientation, big);
			assert_reads_upright(&jpeg);
		}
}

static void an_orientation_that_is_none_changes_nothing(void **state)
{
	static const uint8_t wrong[] = { 0, 9, 255 };

	(void)state;
	for (size_t i = 0; i < sizeof(wrong); i++) {
		struct bytes jpeg;

		make_jpeg(&jpeg, 1);
		insert_exif(&jpeg, wrong[i], true);
		assert_reads_upright(&jpeg);
	}
}

/* 48 × 32 halves evenly; 8 leaves quadrants of 3 × 2. */
static void a_jpeg_is_read_at_a_part_of_its_size(void **state)
{
	(void)state;
	for (unsigned shrink = 1; shrink <= 8; shrink *= 2)
		for (uint8_t turn = 1; turn <= 8; turn++) {
			PH_AUTO(ph_image_release) struct ph_image image = { 0 };
			struct ph_image_trouble trouble;
			struct ph_source source = { .kind = PH_IMAGE_JPEG };
			struct bytes jpeg;
			unsigned told;

			make_jpeg(&jpeg, turn);
			insert_exif(&jpeg, turn, false);
			source.bytes = jpeg.at;
			source.length = jpeg.length;
			assert_true(ph_image_read_small(&image, &told, &source,
				1, WIDE * HIGH / shrink / shrink,
				&ph_image_limits_default, &trouble));
			assert_int_equal(told, shrink);
			assert_int_equal(image.width, WIDE / shrink);
			assert_int_equal(image.height, HIGH / shrink);
			for (unsigned y = HIGH / 4; y < HIGH; y += HIGH / 2)
				for (unsigned x = WIDE / 4; x < WIDE;
					x += WIDE / 2)
					assert_near(
						image.pixels
							[y / shrink * image.width
								+ x / shrink],
						quadrant(x, y));
		}
}

static void a_rest_of_a_jpeg_makes_one_pixel_more(void **state)
{
	uint8_t pixels[33 * 17];

	(void)state;
	memset(pixels, 200, sizeof(pixels));
	for (unsigned shrink = 2; shrink <= 8; shrink *= 2) {
		PH_AUTO(ph_image_release) struct ph_image image = { 0 };
		struct ph_image_trouble trouble;
		struct ph_source source = { .kind = PH_IMAGE_JPEG };
		struct bytes jpeg;
		unsigned wide = 32 / shrink + 1, high = 16 / shrink + 1, told;

		make_jpeg_of(&jpeg, pixels, 33, 17, TJPF_GRAY);
		source.bytes = jpeg.at;
		source.length = jpeg.length;
		assert_true(ph_image_read_small(&image, &told, &source, 1,
			(size_t)wide * high, &ph_image_limits_default,
			&trouble));
		assert_int_equal(told, shrink);
		assert_int_equal(image.width, wide);
		assert_int_equal(image.height, high);
	}
}

static void a_jpeg_is_not_read_at_fewer_pixels_than_asked_for(void **state)
{
	static const size_t asked[] = { 0, WIDE * HIGH / 4 + 1,
		WIDE * HIGH + 1 };

	(void)state;
	for (size_t i = 0; i < sizeof(asked) / sizeof(*asked); i++) {
		PH_AUTO(ph_image_release) struct ph_image image = { 0 };
		struct ph_image_trouble trouble;
		struct ph_source source = { .kind = PH_IMAGE_JPEG };
		struct bytes jpeg;
		unsigned told;

		make_jpeg(&jpeg, 1);
		source.bytes = jpeg.at;
		source.length = jpeg.length;
		assert_true(ph_image_read_small(&image, &told, &source, 1,
			asked[i], &ph_image_limits_default, &trouble));
		assert_int_equal(told, 1);
		assert_int_equal(image.width, WIDE);
	}
}

static void a_truncated_jpeg_is_refused(void **state)
{
	struct bytes jpeg;

	(void)state;
	make_jpeg(&jpeg, 1);
	for (size_t length = jpeg.length - 1; length > 20; length -= 20) {
		jpeg.length = length;
		assert_refused(&jpeg, PH_IMAGE_TRUNCATED, "end of data");
	}
}

static void a_jpeg_with_a_torn_scan_is_refused(void **state)
{
	struct bytes jpeg;

	(void)state;
	make_jpeg(&jpeg, 1);
	insert(&jpeg, jpeg.length - 12, "\xff\xd9", 2);
	assert_refused(&jpeg, PH_IMAGE_DAMAGED, "premature end");
}

static void stray_bytes_before_the_end_are_forgiven(void **state)
{
	struct bytes jpeg;

	(void)state;
	make_jpeg(&jpeg, 1);
	insert(&jpeg, jpeg.length - 2, "abcdefgh", 8);
	assert_reads_upright(&jpeg);
}

static void bytes_behind_the_end_are_forgiven(void **state)
{
	struct bytes jpeg;

	(void)state;
	make_jpeg(&jpeg, 1);
	insert(&jpeg, jpeg.length, "a film that the phone made", 26);
	assert_reads_upright(&jpeg);
}

/* The frame header's height and width follow FF C0, length and precision. */
static uint8_t *find_size(struct bytes *jpeg)
{
	uint8_t *frame =
		memmem(jpeg->at, jpeg->length, "\xff\xc0\0\x0b\x08", 5);

	assert_non_null(frame);
	return frame + 5;
}

static void a_giant_jpeg_is_refused_by_its_header(void **state)
{
	struct bytes jpeg;

	(void)state;
	make_jpeg(&jpeg, 1);
	memcpy(find_size(&jpeg), "\xff\0\xff\0", 4);
	assert_refused(&jpeg, PH_IMAGE_TOO_LARGE, "65280 x 65280 pixels");
}

static void the_limit_of_pixels_is_exact(void **state)
{
	struct ph_image_limits limits = ph_image_limits_default;
	PH_AUTO(ph_image_release) struct ph_image image = { 0 };
	struct ph_image_trouble trouble;
	struct bytes jpeg;

	(void)state;
	make_jpeg(&jpeg, 1);
	limits.pixels = WIDE * HIGH - 1;
	assert_refused_within(&jpeg, 1, &limits, PH_IMAGE_TOO_LARGE, "48 x 32");
	limits.pixels = WIDE * HIGH;
	assert_true(read_page(&image, &jpeg, 1, &limits, &trouble));
	assert_int_equal(trouble.fault, PH_IMAGE_FINE);
}

static void a_jpeg_without_pixels_is_refused(void **state)
{
	struct bytes jpeg;

	(void)state;
	make_jpeg(&jpeg, 1);
	memset(find_size(&jpeg), 0, 4);
	assert_refused(&jpeg, PH_IMAGE_DAMAGED, "");
}

static void noise_behind_a_jpeg_signature_is_refused(void **state)
{
	struct bytes noise = { .length = 4000 };

	(void)state;
	srand(1);
	for (size_t i = 0; i < noise.length; i++)
		noise.at[i] = (uint8_t)rand();
	memcpy(noise.at, "\xff\xd8\xff\xe0", 4);
	assert_refused(&noise, PH_IMAGE_TRUNCATED, "");
}

static void there_is_no_second_page_of_a_photo(void **state)
{
	struct bytes jpeg;

	(void)state;
	make_jpeg(&jpeg, 1);
	assert_refused_within(
		&jpeg, 2, &ph_image_limits_default, PH_IMAGE_DAMAGED, "page 2");
}

static void assert_one_grey(const struct bytes *jpeg, unsigned grey)
{
	PH_AUTO(ph_image_release) struct ph_image image = { 0 };
	struct ph_image_trouble trouble;

	assert_true(
		read_page(&image, jpeg, 1, &ph_image_limits_default, &trouble));
	assert_int_equal(image.width, 16);
	assert_int_equal(image.height, 16);
	assert_near(image.pixels[8 * 16 + 8], grey);
}

static void colours_become_their_luma(void **state)
{
	static const struct {
		uint8_t rgb[3], grey;
	} cases[] = {
		{ { 255, 0, 0 }, 76 },
		{ { 0, 255, 0 }, 150 },
		{ { 0, 0, 255 }, 29 },
		{ { 255, 255, 255 }, 255 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		uint8_t pixels[16 * 16 * 3];
		struct bytes jpeg;

		for (size_t p = 0; p < sizeof(pixels); p++)
			pixels[p] = cases[i].rgb[p % 3];
		make_jpeg_of(&jpeg, pixels, 16, 16, TJPF_RGB);
		assert_one_grey(&jpeg, cases[i].grey);
	}
}

/* Inverted, as Adobe's files and libjpeg's are: 255 is no ink. */
static void a_cmyk_jpeg_becomes_grey(void **state)
{
	static const struct {
		uint8_t cmyk[4], grey;
	} cases[] = {
		{ { 255, 255, 255, 255 }, 255 }, /* bare paper */
		{ { 255, 255, 255, 0 }, 0 },     /* black ink */
		{ { 255, 255, 255, 128 }, 128 },
		{ { 0, 0, 255, 255 }, 29 }, /* cyan and magenta: blue */
		{ { 0, 255, 255, 128 }, 90 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		uint8_t pixels[16 * 16 * 4];
		struct bytes jpeg;

		for (size_t p = 0; p < sizeof(pixels); p++)
			pixels[p] = cases[i].cmyk[p % 4];
		make_jpeg_of(&jpeg, pixels, 16, 16, TJPF_CMYK);
		assert_one_grey(&jpeg, cases[i].grey);
	}
}

static void a_jpeg_that_was_written_is_read_again(void **state)
{
	PH_AUTO(ph_image_release) struct ph_image made = { 0 };
	PH_AUTO(ph_image_release) struct ph_image image = { 0 };
	PH_AUTO(ph_text_release) struct ph_text jpeg = { 0 };
	struct ph_image_trouble trouble;
	struct ph_source source = { .kind = PH_IMAGE_JPEG };

	(void)state;
	assert_true(ph_image_make(&made, 40, 24));
	for (size_t i = 0; i < 40 * 24; i++)
		made.pixels[i] = i % 40 < 16 ? 20 : 220;
	assert_true(ph_image_write_jpeg(&jpeg, &made, 90));
	source.bytes = (uint8_t *)jpeg.bytes;
	source.length = jpeg.length;
	assert_true(ph_image_read(
		&image, &source, 1, &ph_image_limits_default, &trouble));
	assert_int_equal(image.width, 40);
	assert_int_equal(image.height, 24);
	assert_in_range(image.pixels[8], 10, 30);
	assert_in_range(image.pixels[12 * 40 + 32], 210, 230);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_jpeg_is_read),
		cmocka_unit_test(each_exif_orientation_is_turned_upright),
		cmocka_unit_test(an_orientation_that_is_none_changes_nothing),
		cmocka_unit_test(a_jpeg_is_read_at_a_part_of_its_size),
		cmocka_unit_test(a_rest_of_a_jpeg_makes_one_pixel_more),
		cmocka_unit_test(
			a_jpeg_is_not_read_at_fewer_pixels_than_asked_for),
		cmocka_unit_test(a_truncated_jpeg_is_refused),
		cmocka_unit_test(a_jpeg_with_a_torn_scan_is_refused),
		cmocka_unit_test(stray_bytes_before_the_end_are_forgiven),
		cmocka_unit_test(bytes_behind_the_end_are_forgiven),
		cmocka_unit_test(a_giant_jpeg_is_refused_by_its_header),
		cmocka_unit_test(the_limit_of_pixels_is_exact),
		cmocka_unit_test(a_jpeg_without_pixels_is_refused),
		cmocka_unit_test(noise_behind_a_jpeg_signature_is_refused),
		cmocka_unit_test(there_is_no_second_page_of_a_photo),
		cmocka_unit_test(colours_become_their_luma),
		cmocka_unit_test(a_cmyk_jpeg_becomes_grey),
		cmocka_unit_test(a_jpeg_that_was_written_is_read_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
