/* SPDX-License-Identifier: MIT */
/* Codes as photographs show them: turned, slanting, blurred, bent, damaged. */
#include <phieu/code.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <zint.h>

#define CODE "000.17.22.H56-260902-0038"

enum {
	WIDTH = 900,
	HEIGHT = 700
};

/* A code at one pixel a module, 0 dark, with a light border. */
static void make_modules(struct ph_image *out, int symbology, const char *text,
	int version, unsigned border)
{
	struct zint_symbol *symbol = ZBarcode_Create();
	unsigned w, h;

	assert_non_null(symbol);
	symbol->symbology = symbology;
	symbol->input_mode = DATA_MODE;
	symbol->option_2 = version;
	symbol->scale = 0.5f;
	symbol->show_hrt = 0;
	if (ZBarcode_Encode_and_Buffer(
		    symbol, (const unsigned char *)text, 0, 0)
		>= ZINT_ERROR)
		fail_msg("%s", symbol->errtxt);
	w = (unsigned)symbol->bitmap_width;
	h = (unsigned)symbol->bitmap_height;
	assert_true(ph_image_make(out, w + 2 * border, h + 2 * border));
	memset(out->pixels, 255, (size_t)out->width * out->height);
	for (unsigned y = 0; y < h; y++)
		for (unsigned x = 0; x < w; x++)
			out->pixels[(y + border) * out->width + x + border] =
				symbol->bitmap[(y * w + x) * 3];
	ZBarcode_Delete(symbol);
}

/* How a photo shows a code: each place (x, y) from its middle, in pixels, is
 * looked up at one of the code's. */
struct view {
	double angle;      /* radians */
	double pixels;     /* a module */
	double slant, far; /* shear; perspective, a pixel */
	double bend;       /* modules that the middle column is moved by */
	int dark, light;   /* grey levels */
	unsigned blur;     /* radius of three box means */
	unsigned noise;    /* grey levels, at most */
};

static const struct view plain = { .pixels = 5, .dark = 30, .light = 225 };

static uint8_t look_up(const struct ph_image *modules, const struct view *view,
	double x, double y)
{
	double c = cos(view->angle), s = sin(view->angle);
	double w = 1 + view->far * x;
	double u = (c * x + s * y) / w / view->pixels;
	double v = (-s * x + c * y) / w / view->pixels + view->slant * u;
	double t = u / modules->width * 2;

	v += view->bend * (1 - t * t) + modules->height / 2.0;
	u += modules->width / 2.0;
	if (!(u >= 0 && v >= 0 && u < modules->width && v < modules->height))
		return (uint8_t)(view->light - 30);
	return (uint8_t)(modules->pixels[(unsigned)v * modules->width
					 + (unsigned)u]
				 ? view->light
				 : view->dark);
}

static void blur(struct ph_image *photo, unsigned radius)
{
	for (int pass = 0; radius && pass < 6; pass++) {
		struct ph_image out = { 0 };
		long step = pass % 2 ? photo->width : 1;
		long count = (long)photo->width * photo->height;

		assert_true(ph_image_make(&out, photo->width, photo->height));
		for (long i = 0; i < count; i++) {
			unsigned sum = 0, n = 0;

			for (long k = -(long)radius; k <= (long)radius; k++) {
				long at = i + k * step;

				if (at < 0 || at >= count)
					continue;
				sum += photo->pixels[at];
				n++;
			}
			out.pixels[i] = (uint8_t)(sum / n);
		}
		ph_image_release(photo);
		*photo = out;
	}
}

static void add_noise(struct ph_image *photo, unsigned most)
{
	uint32_t state = 12345;

	for (size_t i = 0; i < (size_t)photo->width * photo->height; i++) {
		int value = photo->pixels[i];

		state = state * 1664525 + 1013904223;
		value += (int)((state >> 16) % (2 * most + 1)) - (int)most;
		photo->pixels[i] = (uint8_t)(value < 0     ? 0
					     : value > 255 ? 255
							   : value);
	}
}

/* Four looks a pixel, as a lens has more than one. */
static void take_photo(struct ph_image *photo, const struct ph_image *modules,
	const struct view *view)
{
	assert_true(ph_image_make(photo, WIDTH, HEIGHT));
	for (unsigned y = 0; y < HEIGHT; y++)
		for (unsigned x = 0; x < WIDTH; x++) {
			unsigned sum = 2;

			for (unsigned i = 0; i < 4; i++)
				sum += look_up(modules, view,
					x + 0.25 + (i % 2) * 0.5 - WIDTH / 2.0,
					y + 0.25 + (i / 2) * 0.5
						- HEIGHT / 2.0);
			photo->pixels[y * WIDTH + x] = (uint8_t)(sum / 4);
		}
	blur(photo, view->blur);
	add_noise(photo, view->noise);
}

struct seen {
	unsigned count;
	enum ph_code_verdict verdict;
	struct ph_code_found code;
	char payload[4096];
};

static enum ph_code_verdict take(
	const struct ph_code_found *code, void *context)
{
	struct seen *seen = context;

	assert_in_range(code->length, 1, sizeof(seen->payload) - 1);
	seen->count++;
	seen->code = *code;
	memcpy(seen->payload, code->payload, code->length);
	seen->payload[code->length] = '\0';
	return seen->verdict;
}

static struct ph_code_result read_photo(
	const struct ph_code_photo *photo, struct seen *seen)
{
	PH_AUTO(ph_code_reader_destroy)
	struct ph_code_reader *reader = ph_code_reader_create();
	struct ph_code_result result;
	struct ph_error err;

	assert_non_null(reader);
	if (!ph_code_read_photo(reader, photo, 60, take, seen, &result, &err))
		fail_msg("%s", err.text);
	return result;
}

static void assert_read(const struct ph_image *photo, const char *name)
{
	struct seen seen = { .verdict = PH_CODE_ENOUGH };

	read_photo(&(struct ph_code_photo){ photo, 1, NULL, NULL }, &seen);
	if (seen.count != 1 || strcmp(seen.payload, CODE) != 0)
		fail_msg("%s: %u codes read: %s", name, seen.count,
			seen.payload);
}

static void a_qr_code_is_read_however_a_photo_shows_it(void **state)
{
	static const struct {
		const char *name;
		struct view view;
	} cases[] = {
		{ "turned", { 0.5, 5, 0, 0, 0, 30, 225, 0, 5 } },
		{ "turned by half a quarter",
			{ 0.785, 5, 0, 0, 0, 30, 225, 0, 5 } },
		{ "upside down", { 3.3, 5, 0, 0, 0, 30, 225, 0, 5 } },
		{ "slanting", { 0.2, 6, 0.6, 0, 0, 30, 225, 0, 5 } },
		{ "seen from the side",
			{ 0.3, 6, 0, 0.0016, 0, 30, 225, 0, 5 } },
		{ "blurred", { 0.1, 6, 0, 0, 0, 30, 225, 2, 3 } },
		{ "faint", { 0.1, 6, 0, 0, 0, 120, 150, 1, 4 } },
		{ "dark", { 0.1, 6, 0, 0, 0, 4, 30, 0, 3 } },
		{ "in noise", { 0.1, 7, 0, 0, 0, 60, 200, 0, 60 } },
		{ "bent", { 0.05, 7, 0, 0, 1.6, 30, 225, 0, 5 } },
		{ "small", { 0.1, 2.2, 0, 0, 0, 30, 225, 0, 3 } },
		{ "large", { 0.1, 19, 0, 0, 0, 30, 225, 0, 5 } },
		{ "light on dark", { 0.1, 6, 0, 0, 0, 225, 30, 0, 5 } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		PH_AUTO(ph_image_release) struct ph_image modules = { 0 };
		PH_AUTO(ph_image_release) struct ph_image photo = { 0 };

		make_modules(&modules, BARCODE_QRCODE, CODE, 0, 4);
		take_photo(&photo, &modules, &cases[i].view);
		assert_read(&photo, cases[i].name);
	}
}

static void a_mirrored_qr_code_is_read(void **state)
{
	PH_AUTO(ph_image_release) struct ph_image modules = { 0 };
	PH_AUTO(ph_image_release) struct ph_image photo = { 0 };

	(void)state;
	make_modules(&modules, BARCODE_QRCODE, CODE, 0, 4);
	take_photo(&photo, &modules, &plain);
	for (unsigned y = 0; y < HEIGHT; y++)
		for (unsigned x = 0; x < WIDTH / 2; x++) {
			uint8_t *row = photo.pixels + y * WIDTH;
			uint8_t kept = row[x];

			row[x] = row[WIDTH - 1 - x];
			row[WIDTH - 1 - x] = kept;
		}
	assert_read(&photo, "mirrored");
}

/* A disc over each of the finders by turns. */
static void a_qr_code_without_one_finder_is_read(void **state)
{
	(void)state;
	for (unsigned gone = 0; gone < 3; gone++) {
		PH_AUTO(ph_image_release) struct ph_image modules = { 0 };
		PH_AUTO(ph_image_release) struct ph_image photo = { 0 };
		unsigned far;

		make_modules(&modules, BARCODE_QRCODE, CODE, 0, 4);
		far = modules.width - 4 - 7;
		for (unsigned y = 0; y < 7; y++)
			for (unsigned x = 0; x < 7; x++)
				modules.pixels[(y + (gone == 2 ? far : 4))
						       * modules.width
					       + x + (gone == 1 ? far : 4)] =
					(x + y) % 3 ? 255 : 0;
		take_photo(&photo, &modules, &plain);
		assert_read(&photo, "without a finder");
	}
}

static void qr_codes_of_all_sizes_are_read(void **state)
{
	/* With 0 to 6 alignment patterns a side, and the table's exception. */
	static const int versions[] = { 1, 2, 6, 7, 14, 21, 28, 32, 35, 40 };
	char text[1200];

	(void)state;
	for (size_t v = 0; v < sizeof(versions) / sizeof(*versions); v++) {
		int version = versions[v];
		PH_AUTO(ph_image_release) struct ph_image modules = { 0 };
		PH_AUTO(ph_image_release) struct ph_image photo = { 0 };
		struct seen seen = { .verdict = PH_CODE_ENOUGH };
		struct view view = plain;
		size_t length = version * version * 7 / 10 + 8;

		for (size_t i = 0; i < length; i++)
			text[i] = (char)('A' + i * i % 26);
		text[length] = '\0';
		make_modules(&modules, BARCODE_QRCODE, text, version, 4);
		view.pixels = modules.width > 110 ? 3.5 : 4.7;
		view.angle = 0.05;
		take_photo(&photo, &modules, &view);
		read_photo(&(struct ph_code_photo){ &photo, 1, NULL, NULL },
			&seen);
		if (seen.count != 1 || strcmp(seen.payload, text) != 0)
			fail_msg("version %d: %u codes", version, seen.count);
	}
}

static void a_bar_code_is_read_along_any_direction(void **state)
{
	static const int kinds[] = { BARCODE_CODE128, BARCODE_CODE39 };

	(void)state;
	for (unsigned step = 0; step < 12; step++) {
		PH_AUTO(ph_image_release) struct ph_image modules = { 0 };
		PH_AUTO(ph_image_release) struct ph_image photo = { 0 };
		struct view view = plain;

		make_modules(&modules, kinds[step % 2], CODE, 0, 10);
		view.pixels = step % 2 ? 1.6 : 2.2;
		view.angle = step * M_PI / 6 + 0.03;
		view.noise = 8;
		take_photo(&photo, &modules, &view);
		assert_read(&photo, "a bar code");
	}
}

static void a_slanting_blurred_bar_code_is_read(void **state)
{
	PH_AUTO(ph_image_release) struct ph_image modules = { 0 };
	PH_AUTO(ph_image_release) struct ph_image photo = { 0 };
	static const struct view view = { 0.1, 2.7, 0.15, 0.0002, 0, 30, 225, 1,
		10 };

	(void)state;
	make_modules(&modules, BARCODE_CODE128, CODE, 0, 10);
	take_photo(&photo, &modules, &view);
	assert_read(&photo, "a slanting bar code");
}

/* At 1.6 blurred pixels a module no bar stands by itself. */
static void a_bar_code_whose_bars_run_into_each_other_is_read(void **state)
{
	PH_AUTO(ph_image_release) struct ph_image modules = { 0 };
	PH_AUTO(ph_image_release) struct ph_image photo = { 0 };
	static const struct view view = { -0.2, 1.6, 0, 0, 0, 30, 225, 0, 10 };

	(void)state;
	make_modules(&modules, BARCODE_CODE128, CODE, 0, 10);
	take_photo(&photo, &modules, &view);
	for (unsigned y = 0; y < HEIGHT; y++)
		for (unsigned x = 0; x + 1 < WIDTH; x++) {
			uint8_t *p = photo.pixels + y * WIDTH + x;

			*p = (uint8_t)((p[0] + p[1]) / 2);
		}
	assert_read(&photo, "a coarse bar code");
}

/* zbar leaves FNC4 out and tells the letters behind it as other ones. */
static void a_code_128_of_other_characters_is_not_read(void **state)
{
	PH_AUTO(ph_image_release) struct ph_image modules = { 0 };
	PH_AUTO(ph_image_release) struct ph_image photo = { 0 };
	struct seen seen = { .verdict = PH_CODE_MORE };
	struct view view = plain;

	(void)state;
	make_modules(&modules, BARCODE_CODE128,
		"AB\xf3\xf3\xf3"
		"CD1234",
		0, 10);
	view.pixels = 3;
	take_photo(&photo, &modules, &view);
	read_photo(&(struct ph_code_photo){ &photo, 1, NULL, NULL }, &seen);
	assert_int_equal(seen.count, 0);
}

/* The upper half says one thing, the lower half another: nothing is told, or
 * both, which the caller sees as a contradiction. */
static void a_bar_code_whose_lines_disagree_is_never_taken_for_one(void **state)
{
	static const int kinds[] = { BARCODE_CODE128, BARCODE_CODE39 };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		PH_AUTO(ph_image_release) struct ph_image modules = { 0 };
		PH_AUTO(ph_image_release) struct ph_image other = { 0 };
		PH_AUTO(ph_image_release) struct ph_image photo = { 0 };
		struct seen seen = { .verdict = PH_CODE_MORE };
		struct view view = plain;
		size_t half;

		make_modules(&modules, kinds[i], "REGISTER-1234", 0, 10);
		make_modules(&other, kinds[i], "REGISTER-1235", 0, 10);
		assert_int_equal(modules.width, other.width);
		half = (size_t)modules.height / 2 * modules.width;
		memcpy(modules.pixels, other.pixels, half);
		view.pixels = 2.4;
		take_photo(&photo, &modules, &view);
		read_photo(&(struct ph_code_photo){ &photo, 1, NULL, NULL },
			&seen);
		assert_int_not_equal(seen.count, 1);
	}
}

static bool enlarge(struct ph_image *whole, void *context)
{
	const struct ph_image *photo = context;

	if (!photo || !ph_image_make(whole, photo->width, photo->height))
		return false;
	memcpy(whole->pixels, photo->pixels,
		(size_t)photo->width * photo->height);
	return true;
}

static void places_are_those_of_the_whole_photo(void **state)
{
	(void)state;
	for (unsigned shrink = 1; shrink <= 4; shrink *= 2) {
		PH_AUTO(ph_image_release) struct ph_image modules = { 0 };
		PH_AUTO(ph_image_release) struct ph_image photo = { 0 };
		PH_AUTO(ph_image_release) struct ph_image small = { 0 };
		struct seen seen = { .verdict = PH_CODE_ENOUGH };
		struct view view = plain;
		double half;

		make_modules(&modules, BARCODE_QRCODE, CODE, 0, 4);
		view.pixels = 16;
		take_photo(&photo, &modules, &view);
		assert_true(ph_image_shrink(&small, &photo, shrink));
		read_photo(
			&(struct ph_code_photo){ &small, shrink, NULL, NULL },
			&seen);
		assert_int_equal(seen.count, 1);
		half = (modules.width / 2.0 - 4) * view.pixels;
		assert_float_equal(
			seen.code.corner[0].x, WIDTH / 2.0 - half, 3);
		assert_float_equal(
			seen.code.corner[2].y, HEIGHT / 2.0 + half, 3);
	}
}

static void what_is_too_small_is_read_from_the_whole_photo(void **state)
{
	(void)state;
	for (int can = 0; can < 2; can++) {
		PH_AUTO(ph_image_release) struct ph_image modules = { 0 };
		PH_AUTO(ph_image_release) struct ph_image photo = { 0 };
		PH_AUTO(ph_image_release) struct ph_image small = { 0 };
		struct seen seen = { .verdict = PH_CODE_ENOUGH };
		struct view view = plain;

		make_modules(&modules, BARCODE_CODE128, CODE, 0, 10);
		view.pixels = 2.2;
		take_photo(&photo, &modules, &view);
		assert_true(ph_image_shrink(&small, &photo, 4));
		read_photo(&(struct ph_code_photo){ &small, 4, enlarge,
				   can ? &photo : NULL },
			&seen);
		assert_int_equal(seen.count, can);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_qr_code_is_read_however_a_photo_shows_it),
		cmocka_unit_test(a_mirrored_qr_code_is_read),
		cmocka_unit_test(a_qr_code_without_one_finder_is_read),
		cmocka_unit_test(qr_codes_of_all_sizes_are_read),
		cmocka_unit_test(a_bar_code_is_read_along_any_direction),
		cmocka_unit_test(a_slanting_blurred_bar_code_is_read),
		cmocka_unit_test(
			a_bar_code_whose_bars_run_into_each_other_is_read),
		cmocka_unit_test(a_code_128_of_other_characters_is_not_read),
		cmocka_unit_test(
			a_bar_code_whose_lines_disagree_is_never_taken_for_one),
		cmocka_unit_test(places_are_those_of_the_whole_photo),
		cmocka_unit_test(
			what_is_too_small_is_read_from_the_whole_photo),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
