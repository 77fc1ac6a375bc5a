/* SPDX-License-Identifier: MIT */
#include "image_internal.h"
#include "test_image_make.h"

static bool read_pgm(struct ph_image *image, const char *header, size_t pixels,
	struct ph_image_trouble *trouble)
{
	size_t length = strlen(header);
	uint8_t *bytes = malloc(length + pixels + 1);
	bool fine;

	assert_non_null(bytes);
	memcpy(bytes, header, length);
	memset(bytes + length, 77, pixels);
	/* Cut to size, so that the sanitizers see a byte read too far. */
	bytes = realloc(bytes, length + pixels ? length + pixels : 1);
	assert_non_null(bytes);
	*image = (struct ph_image){ 0 };
	fine = ph_pgm_read(image, bytes, length + pixels,
		&ph_image_limits_default, trouble);
	free(bytes);
	return fine;
}

static void a_pgm_is_read_with_comments_and_any_white_space(void **state)
{
	static const char *const headers[] = { "P5\n3 2\n255\n", "P5 3 2 255 ",
		"P5\n# made by a scanner\n3 # wide\n2\t255\r" };

	(void)state;
	for (size_t i = 0; i < sizeof(headers) / sizeof(*headers); i++) {
		PH_AUTO(ph_image_release) struct ph_image image = { 0 };
		struct ph_image_trouble trouble;

		assert_true(read_pgm(&image, headers[i], 6, &trouble));
		assert_int_equal(image.width, 3);
		assert_int_equal(image.height, 2);
		assert_int_equal(image.pixels[5], 77);
	}
}

static void a_wrong_pgm_is_refused(void **state)
{
	static const struct {
		const char *header;
		enum ph_image_fault fault;
	} cases[] = {
		{ "", PH_IMAGE_DAMAGED },
		{ "P", PH_IMAGE_DAMAGED },
		{ "P5", PH_IMAGE_DAMAGED },
		{ "P6\n3 2\n255\n", PH_IMAGE_DAMAGED },
		{ "P5\n3 2\n65535\n", PH_IMAGE_DAMAGED },
		{ "P5\n3 2\n255", PH_IMAGE_DAMAGED },
		{ "P5\n3 -2\n255\n", PH_IMAGE_DAMAGED },
		{ "P5\n# a comment without an end", PH_IMAGE_DAMAGED },
		{ "P5\n0 2\n255\n", PH_IMAGE_DAMAGED },
		{ "P5\n99999999999 2\n255\n", PH_IMAGE_DAMAGED },
		{ "P5\n65536 65536\n255\n", PH_IMAGE_TOO_LARGE },
		{ "P5\n4294967295 4294967295\n255\n", PH_IMAGE_TOO_LARGE },
		{ "P5\n3 3\n255\n", PH_IMAGE_TRUNCATED },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct ph_image_trouble trouble = { 0 };
		struct ph_image image;
		/* No pixels where the header itself is to be at fault. */
		size_t pixels = cases[i].fault == PH_IMAGE_TRUNCATED ? 8 : 0;

		assert_false(
			read_pgm(&image, cases[i].header, pixels, &trouble));
		assert_string_equal(ph_image_fault_name(trouble.fault),
			ph_image_fault_name(cases[i].fault));
		assert_null(image.pixels);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_pgm_is_read_with_comments_and_any_white_space),
		cmocka_unit_test(a_wrong_pgm_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
