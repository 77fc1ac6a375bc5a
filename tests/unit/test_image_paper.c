/* SPDX-License-Identifier: MIT */
/* Pictures written, made smaller, and how large their paper is. */
#include <phieu/image.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static void fill(struct ph_image *image, unsigned width, unsigned height)
{
	assert_true(ph_image_make(image, width, height));
	for (unsigned i = 0; i < width * height; i++)
		image->pixels[i] = (uint8_t)(i * 37 + i / width);
}

static void a_picture_written_as_png_is_read_back(void **state)
{
	PH_AUTO(ph_text_release) struct ph_text png = { 0 };
	PH_AUTO(ph_image_release) struct ph_image image = { 0 };
	PH_AUTO(ph_image_release) struct ph_image back = { 0 };
	struct ph_image_trouble trouble;
	struct ph_source source = { .kind = PH_IMAGE_PNG };

	(void)state;
	fill(&image, 53, 31);
	assert_true(ph_text_puts(&png, "") && ph_image_write_png(&png, &image));
	source.bytes = (uint8_t *)png.bytes;
	source.length = png.length;
	assert_true(ph_image_read(
		&back, &source, 1, &ph_image_limits_default, &trouble));
	assert_int_equal(back.width, 53);
	assert_int_equal(back.height, 31);
	assert_memory_equal(back.pixels, image.pixels, 53 * 31);
}

/* The mean by definition, in 16 parts a side of each input pixel. */
static int mean_of(const struct ph_image *in, unsigned width, unsigned height,
	unsigned x, unsigned y)
{
	double sum = 0;
	enum {
		PARTS = 200
	};

	for (int i = 0; i < PARTS * PARTS; i++) {
		double u = (x + (i % PARTS + 0.5) / PARTS) * in->width / width;
		double v = (y + ((double)(i / PARTS) + 0.5) / PARTS)
			   * in->height / height;

		sum += in->pixels[(unsigned)v * in->width + (unsigned)u];
	}
	return (int)(sum / (PARTS * PARTS) + 0.5);
}

static void a_smaller_picture_has_the_means_of_its_areas(void **state)
{
	static const unsigned sizes[][2] = { { 7, 5 }, { 10, 10 }, { 19, 12 },
		{ 20, 13 }, { 1, 1 } };
	PH_AUTO(ph_image_release) struct ph_image image = { 0 };

	(void)state;
	fill(&image, 20, 13);
	for (size_t i = 0; i < COUNT(sizes); i++) {
		PH_AUTO(ph_image_release) struct ph_image fit = { 0 };
		unsigned w = sizes[i][0], h = sizes[i][1];

		assert_true(ph_image_fit(&fit, &image, w, h));
		for (unsigned k = 0; k < w * h; k++)
			assert_true(
				abs(fit.pixels[k]
					- mean_of(&image, w, h, k % w, k / w))
				<= 2);
	}
}

static void a_picture_is_never_made_larger(void **state)
{
	PH_AUTO(ph_image_release) struct ph_image image = { 0 };
	PH_AUTO(ph_image_release) struct ph_image fit = { 0 };

	(void)state;
	fill(&image, 6, 4);
	assert_true(ph_image_fit(&fit, &image, 100, 100));
	assert_int_equal(fit.width, 6);
	assert_int_equal(fit.height, 4);
}

static double width_of(
	enum ph_image_kind kind, const void *bytes, size_t length)
{
	const struct ph_image image = { .width = 1654, .height = 2339 };
	struct ph_source source = { .kind = kind, .length = length };
	struct ph_image_trouble trouble;
	uint8_t copy[512];
	double width;

	assert_true(length <= sizeof(copy));
	memcpy(copy, bytes, length);
	source.bytes = copy;
	assert_true(ph_image_paper(&width, &source, 1, &image,
		&ph_image_limits_default, &trouble));
	return width;
}

static double jfif(uint8_t unit, uint16_t density)
{
	const uint8_t bytes[] = { 0xff, 0xd8, 0xff, 0xe0, 0, 16, 'J', 'F', 'I',
		'F', 0, 1, 2, unit, (uint8_t)(density >> 8), (uint8_t)density,
		(uint8_t)(density >> 8), (uint8_t)density, 0, 0 };

	return width_of(PH_IMAGE_JPEG, bytes, sizeof(bytes));
}

static void a_jpeg_tells_its_density(void **state)
{
	(void)state;
	assert_true(fabs(jfif(1, 200) - 210.06) < 0.1);
	assert_true(fabs(jfif(2, 79) - 209.4) < 0.1);
}

static void a_density_of_screens_or_none_tells_nothing(void **state)
{
	(void)state;
	assert_true(jfif(1, 72) <= 0);
	assert_true(jfif(1, 96) <= 0);
	assert_true(jfif(0, 1) <= 0);
	assert_true(jfif(1, 0) <= 0);
	assert_true(jfif(1, 65535) <= 0); /* less than a stamp */
}

static double phys(uint32_t per_metre, uint8_t unit, size_t cut)
{
	const uint8_t bytes[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n',
		0, 0, 0, 4, 't', 'E', 'X', 't', 1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 0,
		9, 'p', 'H', 'Y', 's', (uint8_t)(per_metre >> 24),
		(uint8_t)(per_metre >> 16), (uint8_t)(per_metre >> 8),
		(uint8_t)per_metre, 0, 0, 0, 0, unit, 0, 0, 0, 0 };

	return width_of(PH_IMAGE_PNG, bytes, sizeof(bytes) - cut);
}

static void a_png_tells_its_density(void **state)
{
	(void)state;
	assert_true(fabs(phys(7874, 1, 0) - 210.06) < 0.1);
	assert_true(phys(7874, 0, 0) <= 0);
	for (size_t cut = 1; cut < 45; cut++)
		assert_true(phys(7874, 1, cut) <= 0);
}

/* Poppler mends the missing table of objects. */
static double pdf(const char *page)
{
	char text[400];
	int length = snprintf(text, sizeof(text),
		"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
		"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
		"3 0 obj<</Type/Page/Parent 2 0 R%s>>endobj\n"
		"trailer<</Root 1 0 R>>\n%%%%EOF\n",
		page);

	return width_of(PH_IMAGE_PDF, text, (size_t)length);
}

static void a_pdf_tells_the_box_that_is_painted(void **state)
{
	(void)state;
	assert_true(fabs(pdf("/MediaBox[0 0 595.276 841.89]") - 210) < 0.1);
	assert_true(fabs(pdf("/MediaBox[0 0 841.89 595.276]/Rotate 90") - 210)
		    < 0.1);
	assert_true(fabs(pdf("/MediaBox[-10 0 585.276 841.89]"
			     "/CropBox[100 100 200 200]")
			    - 210)
		    < 0.1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_picture_written_as_png_is_read_back),
		cmocka_unit_test(a_smaller_picture_has_the_means_of_its_areas),
		cmocka_unit_test(a_picture_is_never_made_larger),
		cmocka_unit_test(a_jpeg_tells_its_density),
		cmocka_unit_test(a_density_of_screens_or_none_tells_nothing),
		cmocka_unit_test(a_png_tells_its_density),
		cmocka_unit_test(a_pdf_tells_the_box_that_is_painted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
