/* SPDX-License-Identifier: MIT */
#include "test_image_place.h"

static void assert_not_loaded(const char *path, enum ph_image_fault fault,
	const struct ph_image_limits *limits, const char *detail)
{
	PH_AUTO(ph_source_release) struct ph_source source = { 0 };
	struct ph_image_trouble trouble;

	assert_false(ph_source_load(&source, path, limits, &trouble));
	assert_string_equal(
		ph_image_fault_name(trouble.fault), ph_image_fault_name(fault));
	assert_string_equal(source.path, path);
	/* From its first letter: the file's name is not in it. */
	if (strncmp(trouble.detail, detail, strlen(detail)) != 0)
		fail_msg("\"%s\" does not begin with \"%s\"", trouble.detail,
			detail);
}

static void the_kind_is_told_by_the_first_bytes(void **state)
{
	static const struct {
		const char *bytes;
		size_t length;
		enum ph_image_kind kind;
	} cases[] = {
		{ "\xff\xd8\xff\xe1", 4, PH_IMAGE_JPEG },
		{ "\xff\xd8", 2, PH_IMAGE_FOREIGN },
		{ "\x89PNG\r\n\x1a\n", 8, PH_IMAGE_PNG },
		{ "\x89PNG\n", 5, PH_IMAGE_FOREIGN },
		{ "%PDF-1.7", 8, PH_IMAGE_PDF },
		{ "\r\n junk %PDF-1.4", 16, PH_IMAGE_PDF },
		{ "II*\0", 4, PH_IMAGE_TIFF },
		{ "MM\0*", 4, PH_IMAGE_TIFF },
		{ "\0\0\0\x18"
		  "ftypheic",
			12, PH_IMAGE_HEIC },
		{ "\0\0\0\x18"
		  "ftypmif1",
			12, PH_IMAGE_HEIC },
		{ "\0\0\0\x18"
		  "ftypisom",
			12, PH_IMAGE_FOREIGN },
		{ "\0\0\0\x18"
		  "ftyphei",
			11, PH_IMAGE_FOREIGN },
		{ "photo,page", 10, PH_IMAGE_FOREIGN },
		{ "", 0, PH_IMAGE_FOREIGN },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_int_equal(ph_image_sniff((const uint8_t *)cases[i].bytes,
					 cases[i].length),
			cases[i].kind);
}

static void a_file_is_loaded_and_hashed(void **state)
{
	PH_AUTO(place_release) struct place place = { 0 };
	PH_AUTO(ph_source_release) struct ph_source source = { 0 };
	uint8_t hash[PH_HASH_SIZE];
	struct ph_image_trouble trouble;
	struct bytes jpeg;

	(void)state;
	make_jpeg(&jpeg, 1);
	place_init(&place, "a.jpg");
	place_write(&place, jpeg.at, jpeg.length);
	assert_true(ph_source_load(
		&source, place.file, &ph_image_limits_default, &trouble));
	ph_hash(jpeg.at, jpeg.length, hash);
	assert_memory_equal(source.sha256, hash, sizeof(hash));
	assert_int_equal(source.kind, PH_IMAGE_JPEG);
	assert_int_equal(source.length, jpeg.length);
	assert_string_equal(source.path, place.file);
}

static void a_jpeg_named_heic_is_read_as_what_it_is(void **state)
{
	PH_AUTO(place_release) struct place place = { 0 };
	PH_AUTO(ph_source_release) struct ph_source source = { 0 };
	PH_AUTO(ph_image_release) struct ph_image image = { 0 };
	struct ph_image_trouble trouble;
	struct bytes jpeg;

	(void)state;
	make_jpeg(&jpeg, 1);
	place_init(&place, "IMG_0001.HEIC");
	place_write(&place, jpeg.at, jpeg.length);
	assert_true(ph_source_load(
		&source, place.file, &ph_image_limits_default, &trouble));
	assert_true(ph_image_read(
		&image, &source, 1, &ph_image_limits_default, &trouble));
	assert_upright(&image, 1);
}

static void a_missing_file_is_told(void **state)
{
	PH_AUTO(place_release) struct place place = { 0 };
	struct ph_image_trouble trouble;

	(void)state;
	place_init(&place, "none: at all.jpg");
	assert_not_loaded(place.file, PH_IMAGE_MISSING,
		&ph_image_limits_default, "cannot be opened: No such file");
	assert_int_equal(
		ph_image_pages(place.file, &ph_image_limits_default, &trouble),
		0);
	assert_int_equal(trouble.fault, PH_IMAGE_MISSING);
}

static void a_folder_is_not_a_photo(void **state)
{
	PH_AUTO(place_release) struct place place = { 0 };

	(void)state;
	place_init(&place, "none");
	assert_not_loaded(place.folder, PH_IMAGE_SPECIAL,
		&ph_image_limits_default, "not a file with bytes, but a folder");
}

static void an_empty_file_is_told(void **state)
{
	PH_AUTO(place_release) struct place place = { 0 };
	struct ph_image_trouble trouble;

	(void)state;
	place_init(&place, "empty.jpg");
	place_write(&place, "", 0);
	assert_not_loaded(place.file, PH_IMAGE_EMPTY, &ph_image_limits_default,
		"the file is empty");
	assert_int_equal(
		ph_image_pages(place.file, &ph_image_limits_default, &trouble),
		0);
	assert_int_equal(trouble.fault, PH_IMAGE_EMPTY);
}

static void another_kind_of_file_is_named(void **state)
{
	static const struct {
		const char *bytes, *detail;
	} cases[] = {
		{ "GIF89a and more", "a GIF image" },
		{ "PK\3\4 and more", "a ZIP archive or an office document" },
		{ "only some text", "another kind of file" },
	};
	PH_AUTO(place_release) struct place place = { 0 };
	struct ph_image_trouble trouble;

	(void)state;
	place_init(&place, "foreign.jpg");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		place_write(&place, cases[i].bytes, strlen(cases[i].bytes));
		assert_not_loaded(place.file, PH_IMAGE_NOT_AN_IMAGE,
			&ph_image_limits_default, cases[i].detail);
		assert_int_equal(ph_image_pages(place.file,
					 &ph_image_limits_default, &trouble),
			0);
		assert_int_equal(trouble.fault, PH_IMAGE_NOT_AN_IMAGE);
	}
}

static void a_file_over_the_limit_of_bytes_is_refused(void **state)
{
	PH_AUTO(place_release) struct place place = { 0 };
	struct ph_image_limits limits = ph_image_limits_default;
	struct bytes jpeg;

	(void)state;
	make_jpeg(&jpeg, 1);
	place_init(&place, "a.jpg");
	place_write(&place, jpeg.at, jpeg.length);
	limits.bytes = jpeg.length - 1;
	assert_not_loaded(
		place.file, PH_IMAGE_TOO_LARGE, &limits, "larger than");
}

static void a_photo_is_one_page(void **state)
{
	PH_AUTO(place_release) struct place place = { 0 };
	struct ph_image_trouble trouble;
	struct bytes jpeg;

	(void)state;
	make_jpeg(&jpeg, 1);
	place_init(&place, "a.jpg");
	place_write(&place, jpeg.at, jpeg.length);
	assert_int_equal(
		ph_image_pages(place.file, &ph_image_limits_default, &trouble),
		1);
	assert_int_equal(trouble.fault, PH_IMAGE_FINE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_kind_is_told_by_the_first_bytes),
		cmocka_unit_test(a_file_is_loaded_and_hashed),
		cmocka_unit_test(a_jpeg_named_heic_is_read_as_what_it_is),
		cmocka_unit_test(a_missing_file_is_told),
		cmocka_unit_test(a_folder_is_not_a_photo),
		cmocka_unit_test(an_empty_file_is_told),
		cmocka_unit_test(another_kind_of_file_is_named),
		cmocka_unit_test(a_file_over_the_limit_of_bytes_is_refused),
		cmocka_unit_test(a_photo_is_one_page),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
