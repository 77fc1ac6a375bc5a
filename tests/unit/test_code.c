/* SPDX-License-Identifier: MIT */
/* Codes are drawn by zint onto pages of grey pixels and read back. */
#include <phieu/code.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <zint.h>

#define CODE "000.17.22.H56-260902-0038"

static void make_page(struct ph_image *page, unsigned width, unsigned height)
{
	assert_true(ph_image_make(page, width, height));
	memset(page->pixels, 235, (size_t)width * height);
}

/* Draws a code with its top left corner at (x, y), `scale` × 2 pixels a
 * module. Returns its width. */
static unsigned draw(struct ph_image *page, int symbology, const char *payload,
	float scale, unsigned x, unsigned y)
{
	struct zint_symbol *symbol = ZBarcode_Create();
	unsigned width;

	assert_non_null(symbol);
	symbol->symbology = symbology;
	symbol->input_mode = DATA_MODE;
	symbol->scale = scale;
	symbol->show_hrt = 0;
	if (ZBarcode_Encode_and_Buffer(
		    symbol, (const unsigned char *)payload, 0, 0)
		>= ZINT_ERROR)
		fail_msg("%s", symbol->errtxt);
	assert_true(x + (unsigned)symbol->bitmap_width <= page->width);
	assert_true(y + (unsigned)symbol->bitmap_height <= page->height);
	for (int v = 0; v < symbol->bitmap_height; v++)
		for (int u = 0; u < symbol->bitmap_width; u++) {
			size_t at = ((size_t)v * (size_t)symbol->bitmap_width
					    + (size_t)u)
				    * 3;

			page->pixels[(y + (unsigned)v) * page->width + x
				     + (unsigned)u] =
				symbol->bitmap[at] ? 235 : 25;
		}
	width = (unsigned)symbol->bitmap_width;
	ZBarcode_Delete(symbol);
	return width;
}

/* What a caller of ph_code_read remembers. */
struct seen {
	unsigned count;
	enum ph_code_verdict verdict;
	struct ph_code_found codes[8];
	char payloads[8][256];
};

static enum ph_code_verdict take(
	const struct ph_code_found *code, void *context)
{
	struct seen *seen = context;

	assert_in_range(seen->count, 0, 7);
	assert_in_range(code->length, 1, 255);
	seen->codes[seen->count] = *code;
	memcpy(seen->payloads[seen->count], code->payload, code->length);
	seen->count++;
	return seen->verdict;
}

static struct ph_code_result read_within(
	const struct ph_image *page, struct seen *seen, double seconds)
{
	PH_AUTO(ph_code_reader_destroy)
	struct ph_code_reader *reader = ph_code_reader_create();
	struct ph_code_result result;
	struct ph_error err;

	assert_non_null(reader);
	if (!ph_code_read(reader, page, seconds, take, seen, &result, &err))
		fail_msg("%s", err.text);
	return result;
}

static struct ph_code_result read_page(
	const struct ph_image *page, struct seen *seen)
{
	return read_within(page, seen, 60);
}

static const struct {
	int zint;
	enum ph_symbology symbology;
	const char *name;
} kinds[] = {
	{ BARCODE_QRCODE, PH_QR, "qr" },
	{ BARCODE_CODE128, PH_CODE128, "code128" },
	{ BARCODE_CODE39, PH_CODE39, "code39" },
};

static void each_symbology_is_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < 3; i++) {
		PH_AUTO(ph_image_release) struct ph_image page = { 0 };
		struct seen seen = { .verdict = PH_CODE_ENOUGH };
		struct ph_code_result result;

		make_page(&page, 1000, 400);
		draw(&page, kinds[i].zint, CODE, 1, 100, 100);
		result = read_page(&page, &seen);
		assert_int_equal(seen.count, 1);
		assert_string_equal(seen.payloads[0], CODE);
		assert_int_equal(seen.codes[0].length, strlen(CODE));
		assert_int_equal(seen.codes[0].symbology, kinds[i].symbology);
		assert_int_equal(result.symbologies, kinds[i].symbology);
		assert_string_equal(
			ph_symbology_name(kinds[i].symbology), kinds[i].name);
	}
}

/* A quarter turn clockwise: (x, y) goes to (height − y, x). */
static void turn(struct ph_image *page)
{
	struct ph_image turned = { 0 };

	assert_true(ph_image_make(&turned, page->height, page->width));
	for (unsigned y = 0; y < page->height; y++)
		for (unsigned x = 0; x < page->width; x++)
			turned.pixels[x * turned.width + page->height - 1 - y] =
				page->pixels[y * page->width + x];
	ph_image_release(page);
	*page = turned;
}

static void a_qr_codes_corners_come_in_its_own_order(void **state)
{
	PH_AUTO(ph_image_release) struct ph_image page = { 0 };
	struct ph_code_corner expected[4];
	double side;

	(void)state;
	make_page(&page, 900, 700);
	side = draw(&page, BARCODE_QRCODE, CODE, 3, 500, 100);
	for (int i = 0; i < 4; i++)
		expected[i] = (struct ph_code_corner){
			500 + (i == 1 || i == 2 ? side : 0),
			100 + (i >= 2 ? side : 0),
		};
	for (int quarter = 0; quarter < 4; quarter++) {
		struct seen seen = { .verdict = PH_CODE_ENOUGH };

		read_page(&page, &seen);
		assert_int_equal(seen.count, 1);
		assert_true(seen.codes[0].cornered);
		for (int i = 0; i < 4; i++) {
			assert_float_equal(
				seen.codes[0].corner[i].x, expected[i].x, 4);
			assert_float_equal(
				seen.codes[0].corner[i].y, expected[i].y, 4);
			expected[i] = (struct ph_code_corner){
				page.height - expected[i].y,
				expected[i].x,
			};
		}
		turn(&page);
	}
}

static void an_upside_down_code_is_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < 3; i++) {
		PH_AUTO(ph_image_release) struct ph_image page = { 0 };
		struct seen seen = { .verdict = PH_CODE_ENOUGH };
		size_t last = 1000 * 400 - 1;

		make_page(&page, 1000, 400);
		draw(&page, kinds[i].zint, CODE, 1, 100, 100);
		for (size_t p = 0; p < last - p; p++) {
			uint8_t kept = page.pixels[p];

			page.pixels[p] = page.pixels[last - p];
			page.pixels[last - p] = kept;
		}
		read_page(&page, &seen);
		assert_int_equal(seen.count, 1);
		assert_string_equal(seen.payloads[0], CODE);
	}
}

static void the_first_rung_sees_qr_and_barcode_alike(void **state)
{
	PH_AUTO(ph_image_release) struct ph_image page = { 0 };
	struct seen seen = { .verdict = PH_CODE_ENOUGH };
	struct ph_code_result result;

	(void)state;
	make_page(&page, 1200, 1600);
	draw(&page, BARCODE_QRCODE, "https://a.example/?MHS=" CODE, 2, 900, 90);
	draw(&page, BARCODE_CODE128, CODE, 1.5f, 100, 400);
	result = read_page(&page, &seen);
	assert_int_equal(result.rungs, 1);
	assert_int_equal(seen.count, 2);
	assert_int_equal(result.symbologies, PH_QR | PH_CODE128);
}

static void assert_box(const struct ph_code_found *code, unsigned x, unsigned y,
	unsigned side, unsigned slack)
{
	assert_in_range(code->x, x - slack, x + slack);
	assert_in_range(code->y, y - slack, y + slack);
	assert_in_range(code->width, side - slack, side + slack);
	assert_in_range(code->height, side - slack, side + slack);
}

static void the_box_is_in_pixels_of_the_photo(void **state)
{
	PH_AUTO(ph_image_release) struct ph_image page = { 0 };
	struct seen seen = { .verdict = PH_CODE_ENOUGH };
	unsigned side;

	(void)state;
	make_page(&page, 1200, 1600);
	side = draw(&page, BARCODE_QRCODE, CODE, 2, 700, 300);
	read_page(&page, &seen);
	assert_int_equal(seen.count, 1);
	assert_box(&seen.codes[0], 700, 300, side, 4);
}

static void the_box_is_right_on_a_shrunken_rung(void **state)
{
	PH_AUTO(ph_image_release) struct ph_image page = { 0 };
	struct seen seen = { .verdict = PH_CODE_ENOUGH };
	struct ph_code_result result;
	unsigned side;

	(void)state;
	make_page(&page, 5000, 5000); /* above 24 MP it begins at half size */
	side = draw(&page, BARCODE_QRCODE, CODE, 8, 1000, 3000);
	result = read_page(&page, &seen);
	assert_int_equal(result.rungs, 1);
	assert_int_equal(seen.count, 1);
	assert_box(&seen.codes[0], 1000, 3000, side, 16);
}

/* zbar itself is given 16,384 pixels at most: its coordinates are fixed-point.
 * Codes are cut out before it sees them. */
static void an_image_too_long_for_zbar_is_read(void **state)
{
	PH_AUTO(ph_image_release) struct ph_image page = { 0 };
	struct seen seen = { .verdict = PH_CODE_ENOUGH };
	unsigned side;

	(void)state;
	make_page(&page, 17000, 200);
	side = draw(&page, BARCODE_QRCODE, CODE, 2, 16800, 50);
	read_page(&page, &seen);
	assert_int_equal(seen.count, 1);
	assert_box(&seen.codes[0], 16800, 50, side, 4);
}

static void a_code_in_a_shadow_is_read(void **state)
{
	PH_AUTO(ph_image_release) struct ph_image page = { 0 };
	struct seen seen = { .verdict = PH_CODE_ENOUGH };

	(void)state;
	make_page(&page, 600, 600);
	draw(&page, BARCODE_QRCODE, CODE, 3, 200, 200);
	for (unsigned y = 0; y < 600; y++)
		for (unsigned x = 0; x < 600; x++) {
			uint8_t *p = &page.pixels[y * 600 + x];

			*p = (uint8_t)(*p * (700 - x) / 1200 + 20);
		}
	read_page(&page, &seen);
	assert_int_equal(seen.count, 1);
	assert_string_equal(seen.payloads[0], CODE);
}

static void a_reader_in_doubt_takes_one_rung_more(void **state)
{
	PH_AUTO(ph_image_release) struct ph_image page = { 0 };
	struct seen seen = { .verdict = PH_CODE_ONE_MORE };
	struct ph_code_result result;

	(void)state;
	make_page(&page, 600, 600);
	draw(&page, BARCODE_QRCODE, CODE, 3, 200, 200);
	result = read_page(&page, &seen);
	assert_int_equal(result.rungs, 2);
	assert_int_equal(seen.count, 1);
}

/* Forms that were printed without a dossier's code all say the same: each has
 * a place. */
static void a_code_is_told_once_and_the_same_elsewhere_again(void **state)
{
	PH_AUTO(ph_image_release) struct ph_image page = { 0 };
	struct seen seen = { .verdict = PH_CODE_MORE };
	struct ph_code_result result;
	unsigned same = 0;

	(void)state;
	make_page(&page, 1200, 900);
	draw(&page, BARCODE_QRCODE, CODE, 2, 100, 100);
	draw(&page, BARCODE_QRCODE, CODE, 2, 500, 100);
	draw(&page, BARCODE_QRCODE, CODE "9", 2, 100, 500);
	result = read_page(&page, &seen);
	assert_in_range(result.rungs, 3, 100);
	assert_int_equal(seen.count, 3);
	for (unsigned i = 0; i < seen.count; i++)
		same += strcmp(seen.payloads[i], CODE) == 0;
	assert_int_equal(same, 2);
}

static void a_page_without_codes_costs_every_rung(void **state)
{
	PH_AUTO(ph_image_release) struct ph_image page = { 0 };
	struct seen seen = { .verdict = PH_CODE_ENOUGH };
	struct ph_code_result result;

	(void)state;
	make_page(&page, 1200, 900);
	result = read_page(&page, &seen);
	assert_int_equal(seen.count, 0);
	assert_int_equal(result.symbologies, 0);
	assert_in_range(result.rungs, 8, 100);
	assert_false(result.out_of_time);
}

static void the_time_ends_the_climb_after_a_rung(void **state)
{
	PH_AUTO(ph_image_release) struct ph_image page = { 0 };
	struct seen seen = { .verdict = PH_CODE_ENOUGH };
	struct ph_code_result result;

	(void)state;
	make_page(&page, 1200, 900);
	result = read_within(&page, &seen, 0);
	assert_int_equal(result.rungs, 1);
	assert_true(result.out_of_time);
}

/* zbar would take these bytes for Shift-JIS. */
static void the_bytes_of_a_payload_are_kept(void **state)
{
	static const char *const payloads[] = { "\xe1\xba\xa4n \xc4\x90",
		"\xef\xbb\xbf\xc3\xa9", "caf\xe9", "\x93\xfa\x96\x7b" };

	(void)state;
	for (size_t i = 0; i < sizeof(payloads) / sizeof(*payloads); i++) {
		PH_AUTO(ph_image_release) struct ph_image page = { 0 };
		struct seen seen = { .verdict = PH_CODE_ENOUGH };

		make_page(&page, 600, 600);
		draw(&page, BARCODE_QRCODE, payloads[i], 3, 200, 200);
		read_page(&page, &seen);
		assert_int_equal(seen.count, 1);
		assert_string_equal(seen.payloads[0], payloads[i]);
	}
}

static void a_short_barcode_is_taken_for_hatching(void **state)
{
	static const struct {
		const char *payload;
		unsigned count;
	} cases[] = { { "ABC", 0 }, { "ABCD", 1 } };

	(void)state;
	for (size_t i = 0; i < 2; i++)
		for (size_t kind = 1; kind < 3; kind++) {
			PH_AUTO(ph_image_release) struct ph_image page = { 0 };
			struct seen seen = { .verdict = PH_CODE_MORE };

			make_page(&page, 800, 400);
			draw(&page, kinds[kind].zint, cases[i].payload, 2, 100,
				100);
			read_page(&page, &seen);
			assert_int_equal(seen.count, cases[i].count);
		}
}

static void other_symbologies_are_not_looked_for(void **state)
{
	PH_AUTO(ph_image_release) struct ph_image page = { 0 };
	struct seen seen = { .verdict = PH_CODE_MORE };

	(void)state;
	make_page(&page, 800, 400);
	draw(&page, BARCODE_EANX, "893123456789", 2, 100, 100);
	read_page(&page, &seen);
	assert_int_equal(seen.count, 0);
}

static void the_smallest_images_are_no_trouble(void **state)
{
	(void)state;
	for (unsigned side = 0; side < 40; side++) {
		PH_AUTO(ph_image_release) struct ph_image page = { 0 };
		struct seen seen = { .verdict = PH_CODE_MORE };

		make_page(&page, side, 40 - side);
		read_page(&page, &seen);
		assert_int_equal(seen.count, 0);
	}
}

/* zbar keeps the symbols of the last scan until the next one, and linear codes
 * stand in the reader's own block: so where the payload stood is still there
 * while the reader is. */
static void a_payload_is_wiped_once_it_was_told(void **state)
{
	(void)state;
	for (size_t i = 0; i < 3; i++) {
		PH_AUTO(ph_code_reader_destroy)
		struct ph_code_reader *reader = ph_code_reader_create();
		PH_AUTO(ph_image_release) struct ph_image page = { 0 };
		struct seen seen = { .verdict = PH_CODE_ENOUGH };
		struct ph_code_result result;
		struct ph_error err;

		make_page(&page, 1000, 400);
		draw(&page, kinds[i].zint, CODE, 1, 100, 100);
		assert_true(ph_code_read(
			reader, &page, 60, take, &seen, &result, &err));
		assert_int_equal(seen.count, 1);
		for (size_t b = 0; b < strlen(CODE); b++)
			assert_int_equal(seen.codes[0].payload[b], 0);
	}
}

static void a_reader_reads_one_photo_after_another(void **state)
{
	PH_AUTO(ph_code_reader_destroy)
	struct ph_code_reader *reader = ph_code_reader_create();
	struct ph_code_result result;
	struct ph_error err;

	(void)state;
	for (unsigned i = 0; i < 5; i++) {
		PH_AUTO(ph_image_release) struct ph_image page = { 0 };
		struct seen seen = { .verdict = PH_CODE_ENOUGH };
		char code[] = CODE;

		code[sizeof(code) - 2] = (char)('0' + i);
		make_page(&page, 600, 600);
		draw(&page, BARCODE_QRCODE, code, 3, 200, 200);
		assert_true(ph_code_read(
			reader, &page, 60, take, &seen, &result, &err));
		assert_int_equal(seen.count, 1);
		assert_string_equal(seen.payloads[0], code);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_symbology_is_read),
		cmocka_unit_test(a_qr_codes_corners_come_in_its_own_order),
		cmocka_unit_test(an_upside_down_code_is_read),
		cmocka_unit_test(the_first_rung_sees_qr_and_barcode_alike),
		cmocka_unit_test(the_box_is_in_pixels_of_the_photo),
		cmocka_unit_test(the_box_is_right_on_a_shrunken_rung),
		cmocka_unit_test(an_image_too_long_for_zbar_is_read),
		cmocka_unit_test(a_code_in_a_shadow_is_read),
		cmocka_unit_test(a_reader_in_doubt_takes_one_rung_more),
		cmocka_unit_test(
			a_code_is_told_once_and_the_same_elsewhere_again),
		cmocka_unit_test(a_page_without_codes_costs_every_rung),
		cmocka_unit_test(the_time_ends_the_climb_after_a_rung),
		cmocka_unit_test(the_bytes_of_a_payload_are_kept),
		cmocka_unit_test(a_short_barcode_is_taken_for_hatching),
		cmocka_unit_test(other_symbologies_are_not_looked_for),
		cmocka_unit_test(the_smallest_images_are_no_trouble),
		cmocka_unit_test(a_payload_is_wiped_once_it_was_told),
		cmocka_unit_test(a_reader_reads_one_photo_after_another),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
