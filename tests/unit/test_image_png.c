/* SPDX-License-Identifier: MIT */
#include "test_image_make.h"

#include <png.h>

/* Writes PNG from pixels of a libpng simplified format. */
static void make_png(struct bytes *out, png_uint_32 format, const void *pixels,
	const void *colours, unsigned entries)
{
	png_image png = { .version = PNG_IMAGE_VERSION,
		.width = WIDE,
		.height = HIGH,
		.format = format,
		.colormap_entries = entries };
	png_alloc_size_t size = sizeof(out->at);

	if (!png_image_write_to_memory(
		    &png, out->at, &size, 0, pixels, 0, colours))
		fail_msg("%s", png.message);
	out->length = size;
}

static void make_grey_png(struct bytes *out)
{
	uint8_t pixels[WIDE * HIGH];
	unsigned width, height;

	store_turned(pixels, &width, &height, 1);
	make_png(out, PNG_FORMAT_GRAY, pixels, NULL, 0);
}

static void a_grey_png_is_read_exactly(void **state)
{
	PH_AUTO(ph_image_release) struct ph_image image = { 0 };
	struct ph_image_trouble trouble;
	struct bytes png;

	(void)state;
	make_grey_png(&png);
	assert_true(
		read_page(&image, &png, 1, &ph_image_limits_default, &trouble));
	for (unsigned y = 0; y < HIGH; y++)
		for (unsigned x = 0; x < WIDE; x++)
			assert_int_equal(
				image.pixels[y * WIDE + x], quadrant(x, y));
}

static void transparent_pixels_are_white(void **state)
{
	uint8_t pixels[WIDE * HIGH][4];
	PH_AUTO(ph_image_release) struct ph_image image = { 0 };
	struct ph_image_trouble trouble;
	struct bytes png;

	(void)state;
	for (unsigned i = 0; i < WIDE * HIGH; i++) {
		uint8_t opaque = i % WIDE < WIDE / 2 ? 255 : 0;

		memcpy(pixels[i], (uint8_t[]){ 20, 20, 20, opaque }, 4);
	}
	make_png(&png, PNG_FORMAT_RGBA, pixels, NULL, 0);
	assert_true(
		read_page(&image, &png, 1, &ph_image_limits_default, &trouble));
	assert_near(image.pixels[0], 20);
	assert_int_equal(image.pixels[WIDE - 1], 255);
}

static void a_palette_png_is_read(void **state)
{
	static const uint8_t greys[4][3] = { { 20, 20, 20 }, { 90, 90, 90 },
		{ 160, 160, 160 }, { 230, 230, 230 } };
	uint8_t pixels[WIDE * HIGH];
	struct bytes png;

	(void)state;
	for (unsigned i = 0; i < WIDE * HIGH; i++)
		pixels[i] = (uint8_t)((quadrant(i % WIDE, i / WIDE) - 20) / 70);
	make_png(&png, PNG_FORMAT_RGB_COLORMAP, pixels, greys, 4);
	assert_reads_upright(&png);
}

static void write_row(png_structp png, unsigned y)
{
	uint8_t row[WIDE * 2];

	for (unsigned x = 0; x < WIDE; x++)
		row[2 * x] = row[2 * x + 1] = quadrant(x, y);
	png_write_row(png, row);
}

static void keep(png_structp png, png_bytep data, size_t length)
{
	struct bytes *out = png_get_io_ptr(png);

	insert(out, out->length, data, length);
}

static void a_png_of_16_bits_keeps_its_light(void **state)
{
	png_structp png =
		png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, 0, 0);
	png_infop info = png_create_info_struct(png);
	struct bytes out = { .length = 0 };

	(void)state;
	assert_non_null(info);
	png_set_write_fn(png, &out, keep, NULL);
	png_set_IHDR(png, info, WIDE, HIGH, 16, PNG_COLOR_TYPE_GRAY,
		PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
		PNG_FILTER_TYPE_DEFAULT);
	png_write_info(png, info);
	for (unsigned y = 0; y < HIGH; y++)
		write_row(png, y);
	png_write_end(png, info);
	png_destroy_write_struct(&png, &info);
	assert_reads_upright(&out);
}

static void a_truncated_png_is_refused(void **state)
{
	struct bytes png;

	(void)state;
	make_grey_png(&png);
	for (size_t length = png.length - 13; length > 8; length -= 5) {
		png.length = length;
		assert_refused(&png, PH_IMAGE_TRUNCATED, "PNG");
	}
}

static void a_png_with_a_wrong_checksum_is_refused(void **state)
{
	struct bytes png;
	uint8_t *data;

	(void)state;
	make_grey_png(&png);
	data = memmem(png.at, png.length, "IDAT", 4);
	assert_non_null(data);
	data[8] ^= 0x55;
	assert_refused(&png, PH_IMAGE_DAMAGED, "PNG");
}

static void a_giant_png_is_refused_by_its_header(void **state)
{
	/* 100,000 × 100,000; the checksum is the right one. */
	static const uint8_t giant[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
				       "\0\x01\x86\xa0\0\x01\x86\xa0"
				       "\x08\0\0\0\0\x8d\x39\x54\x14"
				       "\0\0\0\x01IDAT\0\0\0\0\0";
	struct bytes png = { .length = sizeof(giant) };

	(void)state;
	memcpy(png.at, giant, sizeof(giant));
	assert_refused(&png, PH_IMAGE_TOO_LARGE, "100000 x 100000");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_grey_png_is_read_exactly),
		cmocka_unit_test(transparent_pixels_are_white),
		cmocka_unit_test(a_palette_png_is_read),
		cmocka_unit_test(a_png_of_16_bits_keeps_its_light),
		cmocka_unit_test(a_truncated_png_is_refused),
		cmocka_unit_test(a_png_with_a_wrong_checksum_is_refused),
		cmocka_unit_test(a_giant_png_is_refused_by_its_header),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
