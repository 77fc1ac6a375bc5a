/* SPDX-License-Identifier: MIT */
/* PDF and HEIC, by the helpers of poppler-utils and libheif-examples. */
#include "test_image_place.h"

#include <sys/wait.h>

static void addf(struct bytes *out, const char *fmt, ...) PH_PRINTF(2, 3);
static void addf(struct bytes *out, const char *fmt, ...)
{
	size_t room = sizeof(out->at) - out->length;
	va_list args;
	int put;

	va_start(args, fmt);
	put = vsnprintf((char *)out->at + out->length, room, fmt, args);
	va_end(args);
	assert_in_range(put, 0, room - 1);
	out->length += (size_t)put;
}

/* Two pages of 480 × 320 points, each with the picture's quadrants; the
 * second is turned a quarter by its /Rotate. poppler rebuilds the missing
 * cross-reference table. */
static void make_pdf(struct bytes *out, const char *trailer)
{
	char drawing[512];

	snprintf(drawing, sizeof(drawing),
		"%f g 0 160 240 160 re f %f g 240 160 240 160 re f "
		"%f g 0 0 240 160 re f %f g 240 0 240 160 re f",
		20 / 255., 90 / 255., 160 / 255., 230 / 255.);
	out->length = 0;
	addf(out, "%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
		  "2 0 obj<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>endobj\n");
	for (int page = 0; page < 2; page++)
		addf(out,
			"%d 0 obj<</Type/Page/Parent 2 0 R/Rotate %d"
			"/MediaBox[0 0 480 320]/Contents 5 0 R>>endobj\n",
			3 + page, page * 90);
	addf(out, "5 0 obj<</Length %zu>>stream\n%s\nendstream endobj\n",
		strlen(drawing), drawing);
	addf(out, "trailer<</Root 1 0 R%s>>\n%%%%EOF\n", trailer);
}

static void each_page_of_a_pdf_is_read(void **state)
{
	PH_AUTO(ph_image_release) struct ph_image first = { 0 }, second = { 0 };
	struct ph_image_trouble trouble;
	struct bytes pdf;

	(void)state;
	make_pdf(&pdf, "");
	if (!read_page(&first, &pdf, 1, &ph_image_limits_default, &trouble))
		fail_msg("%s", trouble.detail);
	assert_int_equal(first.width, 3508);
	assert_in_range(first.height, 2338, 2339);
	assert_near(first.pixels[0], 20);
	assert_near(first.pixels[3507], 90);
	assert_true(read_page(
		&second, &pdf, 2, &ph_image_limits_default, &trouble));
	assert_int_equal(second.height, 3508);
	assert_near(second.pixels[0], 160); /* turned clockwise */
	assert_near(second.pixels[second.width - 1], 20);
}

static unsigned count(const struct bytes *in, const char *name,
	const struct ph_image_limits *limits, struct ph_image_trouble *trouble)
{
	PH_AUTO(place_release) struct place place = { 0 };

	place_init(&place, name);
	place_write(&place, in->at, in->length);
	return ph_image_pages(place.file, limits, trouble);
}

static void pages_of_a_pdf_are_counted_whatever_its_name(void **state)
{
	static const char *const names[] = { "a.pdf", "-upw", "a,1.pdf",
		"a b;c$(d).pdf", "phi\xe1\xba\xbfu.PDF" };
	struct ph_image_trouble trouble;
	struct bytes pdf;

	(void)state;
	make_pdf(&pdf, "");
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		assert_int_equal(count(&pdf, names[i], &ph_image_limits_default,
					 &trouble),
			2);
}

static void a_relative_name_like_an_option_is_a_name(void **state)
{
	PH_AUTO(place_release) struct place place = { 0 };
	struct ph_image_trouble trouble;
	char before[4096];
	struct bytes pdf;
	unsigned pages;

	(void)state;
	make_pdf(&pdf, "");
	place_init(&place, "-v");
	place_write(&place, pdf.at, pdf.length);
	assert_non_null(getcwd(before, sizeof(before)));
	assert_int_equal(chdir(place.folder), 0);
	pages = ph_image_pages("-v", &ph_image_limits_default, &trouble);
	assert_int_equal(chdir(before), 0);
	assert_int_equal(pages, 2);
}

static void too_many_pages_are_refused(void **state)
{
	struct ph_image_limits limits = ph_image_limits_default;
	struct ph_image_trouble trouble;
	struct bytes pdf;

	(void)state;
	make_pdf(&pdf, "");
	limits.pages = 1;
	assert_int_equal(count(&pdf, "a.pdf", &limits, &trouble), 0);
	assert_int_equal(trouble.fault, PH_IMAGE_TOO_LARGE);
}

static void a_pdf_page_that_is_not_there_is_told(void **state)
{
	struct bytes pdf;

	(void)state;
	make_pdf(&pdf, "");
	assert_refused_within(
		&pdf, 3, &ph_image_limits_default, PH_IMAGE_DAMAGED, "the PDF");
}

/* An encryption dictionary whose user password is not the empty one. */
static void a_pdf_with_a_password_is_told(void **state)
{
	struct ph_image_trouble trouble;
	struct bytes pdf;

	(void)state;
	make_pdf(&pdf,
		"/ID[<00112233445566778899aabbccddeeff>"
		"<00112233445566778899aabbccddeeff>]/Encrypt<</Filter/Standard"
		"/V 1/R 2/P -4/O<0123456789012345678901234567890123456789"
		"012345678901234567890123>/U<0123456789012345678901234567"
		"890123456789012345678901234567890123>>>");
	assert_refused(&pdf, PH_IMAGE_LOCKED, "password");
	assert_int_equal(
		count(&pdf, "locked.pdf", &ph_image_limits_default, &trouble),
		0);
	assert_int_equal(trouble.fault, PH_IMAGE_LOCKED);
}

static void a_pdf_without_pages_is_told(void **state)
{
	struct ph_image_trouble trouble;
	struct bytes pdf = { .length = 0 };

	(void)state;
	addf(&pdf, "%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
		   "2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
		   "trailer<</Root 1 0 R>>\n%%%%EOF\n");
	assert_int_equal(
		count(&pdf, "empty.pdf", &ph_image_limits_default, &trouble),
		0);
	assert_int_equal(trouble.fault, PH_IMAGE_DAMAGED);
	assert_refused(&pdf, PH_IMAGE_DAMAGED, "the PDF");
}

static void a_damaged_pdf_is_told(void **state)
{
	struct ph_image_trouble trouble;
	struct bytes pdf;

	(void)state;
	make_pdf(&pdf, "");
	pdf.length = 40;
	assert_refused(&pdf, PH_IMAGE_DAMAGED, "the PDF");
	assert_int_equal(
		count(&pdf, "torn.pdf", &ph_image_limits_default, &trouble), 0);
	assert_int_equal(trouble.fault, PH_IMAGE_DAMAGED);
}

/* A HEIC by libheif's own encoder from a JPEG of the picture, 4 times as
 * large: x265 refuses tiny ones. */
static void make_heic(
	struct bytes *out, const struct place *place, unsigned orientation)
{
	uint8_t small[WIDE * HIGH], pixels[WIDE * HIGH * 16];
	unsigned width, height;
	struct bytes jpeg;
	int status;
	FILE *file;
	pid_t child;

	store_turned(small, &width, &height, orientation);
	for (unsigned i = 0; i < sizeof(pixels); i++)
		pixels[i] = small[i / (width * 4) / 4 * width
				  + i % (width * 4) / 4];
	make_jpeg_of(&jpeg, pixels, width * 4, height * 4, TJPF_GRAY);
	insert_exif(&jpeg, (uint8_t)orientation, true);
	place_write(place, jpeg.at, jpeg.length);
	child = fork();
	if (child == 0) {
		execlp("heif-enc", "heif-enc", "-q", "90", "-o", place->other,
			place->file, NULL);
		_exit(127);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	if (status != 0)
		fail_msg("heif-enc of libheif-examples is needed: %d", status);
	file = fopen(place->other, "rb");
	assert_non_null(file);
	out->length = fread(out->at, 1, sizeof(out->at), file);
	fclose(file);
}

/* What a phone writes: the turn as a transformation of the file, and the EXIF
 * orientation beside it, which libheif hands on as it is; who applies both
 * turns twice. heif-enc 1.15 writes no transformation, so the description of
 * the bits a channel ("pixi", of the same form) becomes one: quarters to turn
 * against the clock. */
static void a_heic_is_turned_once(void **state)
{
	static const struct {
		unsigned orientation;
		uint8_t quarters;
	} cases[] = { { 1, 0 }, { 3, 2 }, { 6, 3 }, { 8, 1 } };
	PH_AUTO(place_release) struct place place = { 0 };

	(void)state;
	place_init(&place, "in.jpg");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		PH_AUTO(ph_image_release) struct ph_image image = { 0 };
		struct ph_image_trouble trouble;
		struct bytes heic;
		uint8_t *turn;

		make_heic(&heic, &place, cases[i].orientation);
		turn = memmem(heic.at, heic.length, "pixi", 4);
		assert_non_null(turn);
		memcpy(turn, "irot", 4);
		turn[4] = cases[i].quarters;
		if (!read_page(&image, &heic, 1, &ph_image_limits_default,
			    &trouble))
			fail_msg("%s", trouble.detail);
		assert_upright(&image, 4);
	}
}

static void a_torn_heic_is_refused_and_leaves_nothing(void **state)
{
	PH_AUTO(place_release) struct place place = { 0 };
	PH_AUTO(place_release) struct place temporary = { 0 };
	struct ph_image_trouble trouble;
	struct ph_image image;
	struct bytes heic;

	(void)state;
	place_init(&place, "in.jpg");
	make_heic(&heic, &place, 1);
	heic.length -= 100;
	place_init(&temporary, "none");
	setenv("TMPDIR", temporary.folder, 1);
	assert_false(read_page(
		&image, &heic, 1, &ph_image_limits_default, &trouble));
	unsetenv("TMPDIR");
	assert_true(trouble.fault == PH_IMAGE_TRUNCATED
		    || trouble.fault == PH_IMAGE_DAMAGED);
}

static void a_heic_obeys_the_limit_of_pixels(void **state)
{
	PH_AUTO(place_release) struct place place = { 0 };
	struct ph_image_limits limits = ph_image_limits_default;
	struct bytes heic;

	(void)state;
	place_init(&place, "in.jpg");
	make_heic(&heic, &place, 1);
	limits.pixels = 1000;
	assert_refused_within(
		&heic, 1, &limits, PH_IMAGE_TOO_LARGE, "192 x 128");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_page_of_a_pdf_is_read),
		cmocka_unit_test(pages_of_a_pdf_are_counted_whatever_its_name),
		cmocka_unit_test(a_relative_name_like_an_option_is_a_name),
		cmocka_unit_test(too_many_pages_are_refused),
		cmocka_unit_test(a_pdf_page_that_is_not_there_is_told),
		cmocka_unit_test(a_pdf_with_a_password_is_told),
		cmocka_unit_test(a_pdf_without_pages_is_told),
		cmocka_unit_test(a_damaged_pdf_is_told),
		cmocka_unit_test(a_heic_is_turned_once),
		cmocka_unit_test(a_torn_heic_is_refused_and_leaves_nothing),
		cmocka_unit_test(a_heic_obeys_the_limit_of_pixels),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
