/* SPDX-License-Identifier: MIT */
/* Papers without anchors: found by a code and by what is printed, or not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "test_omr_page.h"

enum {
	WIDTH = 148,
	HEIGHT = 210,
	QR_CELLS = 25,
	QUESTIONS = 4,
	OPTIONS = 3,
};

static const double QR_X = 118, QR_Y = 10, QR_SIDE = 20;
static const double TABLE_Y = 70, ROW = 28, COLUMN = 22, FIRST = 82;

/* How a page differs from the form that is looked for. */
struct print {
	unsigned head, table; /* seeds of the letters */
	double lower;         /* mm that the table stands lower */
	bool coded, filled, boxed;
};

static const struct print BLANK = { 1, 2, 0, false, false, true };
static const struct print SHEET = { 1, 2, 0, true, true, true };

static struct ph_form form;
static struct ph_paper *paper;
static struct ph_image sheet; /* SHEET, drawn */
static struct ph_omr *omr;

/* A line of words: strokes of letters, upright and lying. */
static void draw_words(struct ph_image *page, double x, double y, double size,
	unsigned count, unsigned seed)
{
	seed *= 2654435761u; /* near seeds, far words */
	for (unsigned i = 0; i < count; i++) {
		unsigned letters = 2 + (unsigned)(page_random(&seed) * 5);

		for (unsigned k = 0; k < letters; k++, x += size * 0.8)
			for (unsigned s = 0; s < 3; s++) {
				bool up = page_random(&seed) < 0.5;
				double at = page_random(&seed) * size * 0.5;

				page_fill(page, x + (up ? at : 0),
					y + (up ? 0 : at * 2),
					up ? 0.35 : size * 0.6,
					up ? size : 0.35, 40);
			}
		x += size * 0.7;
	}
}

static void draw_qr(struct ph_image *page)
{
	double cell = QR_SIDE / QR_CELLS;
	unsigned seed = 99;

	for (int y = 0; y < QR_CELLS; y++)
		for (int x = 0; x < QR_CELLS; x++)
			if (page_random(&seed) < 0.5)
				page_fill(page, QR_X + x * cell,
					QR_Y + y * cell, cell, cell, 30);
}

static void draw_row(struct ph_image *page, const struct print *print, int row)
{
	double y = TABLE_Y + print->lower + row * ROW;

	page_box(page, 10, y, 128, ROW + 0.3, 0.3, 40);
	page_fill(page, 74, y, 0.3, ROW, 40);
	draw_words(page, 14, y + 8, 2.6, 4, print->table + 10 * (unsigned)row);
	draw_words(page, 14, y + 14, 2.6, 3, print->table + 7 * (unsigned)row);
	for (int i = 0; i < OPTIONS && print->boxed; i++) {
		double x = FIRST + COLUMN * i;

		draw_words(page, x - 4, y + 4, 2.4, 1,
			print->table + 3u * (unsigned)(OPTIONS * row + i));
		page_box(page, x, y + 14, 5, 5, 0.3, 40);
		if (print->filled && i == row % OPTIONS)
			page_fill(page, x + 0.5, y + 14.5, 4.5, 4.5, 60);
	}
}

static void draw_page(struct ph_image *page, const struct print *print)
{
	assert_true(
		ph_image_make(page, WIDTH * PAGE_SCALE, HEIGHT * PAGE_SCALE));
	memset(page->pixels, 245, (size_t)page->width * page->height);
	draw_words(page, 12, 14, 3, 6, print->head);
	draw_words(page, 30, 20, 3, 4, print->head + 1);
	draw_words(page, 30, 38, 5, 4, print->head + 2);
	draw_words(page, 12, 56, 2.6, 9, print->head + 3);
	for (int row = 0; row < QUESTIONS; row++)
		draw_row(page, print, row);
	draw_words(page, 20, 192, 2.6, 6, print->head + 4);
	if (print->coded)
		draw_qr(page);
}

static void add_item(enum ph_form_kind kind, const char *field, int value,
	double x, double y, double w, double h)
{
	struct ph_form_item item = { 1, 1, kind, "", "", x, y, w, h };

	snprintf(item.field, sizeof(item.field), "%s", field);
	snprintf(item.value, sizeof(item.value), "%d", value);
	assert_true(ph_form_add(&form, &item));
}

static void describe_form(void)
{
	static const char *const fields[] = { "cs1", "cs3", "cs4", "cs7" };

	add_item(PH_FORM_PAGE, "", 0, 0, 0, WIDTH, HEIGHT);
	add_item(PH_FORM_QR, "", 0, QR_X, QR_Y, QR_SIDE, QR_SIDE);
	for (int i = 0; i < QUESTIONS * OPTIONS; i++)
		add_item(PH_FORM_BOX, fields[i / OPTIONS], 2 - i % OPTIONS,
			FIRST + COLUMN * (i % OPTIONS),
			TABLE_Y + 14 + ROW * (i / OPTIONS), 5, 5);
}

static int set_up(void **state)
{
	struct ph_image blank = { 0 };

	(void)state;
	describe_form();
	draw_page(&blank, &BLANK);
	draw_page(&sheet, &SHEET);
	paper = ph_paper_create(&form, &blank);
	omr = ph_omr_create();
	ph_image_release(&blank);
	return paper && omr ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	ph_paper_destroy(paper);
	ph_omr_destroy(omr);
	ph_form_release(&form);
	ph_image_release(&sheet);
	return 0;
}

/* Sampled four times a pixel. */
static void take(struct ph_image *photo, const struct ph_image *page,
	const struct page_shot *shot)
{
	double inverse[9];
	unsigned seed = 5;

	assert_true(ph_image_make(photo, shot->width, shot->height));
	page_invert(inverse, shot->h);
	for (unsigned y = 0; y < shot->height; y++)
		for (unsigned x = 0; x < shot->width; x++) {
			double sum = 0;

			for (int i = 0; i < 4; i++) {
				double grey = page_look(page, shot, inverse,
					x + 0.25 + 0.5 * (i & 1),
					y + 0.25 + 0.5 * (i >> 1));

				sum += grey < 0 ? 90 : grey;
			}
			sum = sum / 4 * (1 - shot->dim * x / shot->width)
			      + shot->noise * (2 * page_random(&seed) - 1);
			photo->pixels[(size_t)y * shot->width + x] =
				(uint8_t)(sum < 0     ? 0
					  : sum > 255 ? 255
						      : sum);
		}
}

static struct page_shot shot_at(double degrees, double tilt_x, double tilt_y)
{
	struct page_shot shot = { .width = 680, .height = 680, .noise = 4 };

	page_pose(
		shot.h, WIDTH, HEIGHT, degrees, 2.7, 335, 345, tilt_x, tilt_y);
	return shot;
}

/* The code as a reader gives it, a little off. */
static struct ph_code_place code_of(const struct page_shot *shot)
{
	struct ph_code_place code = { .qr = true, .exact = true };

	for (int i = 0; i < 4; i++) {
		code.corner[i] = page_truth(shot,
			QR_X + (i == 1 || i == 2 ? QR_SIDE : 0),
			QR_Y + (i > 1 ? QR_SIDE : 0));
		code.corner[i].x += i % 2 ? 0.7 : -0.4;
		code.corner[i].y += i > 1 ? -0.7 : 0.4;
	}
	return code;
}

/* Millimetres that the worst corner of a box is off. */
static double worst(
	const struct ph_placement *placement, const struct page_shot *shot)
{
	double most = 0;

	for (size_t i = 0; i < form.count; i++) {
		const struct ph_form_item *item = &form.items[i];

		for (int k = 0; k < 4 && item->kind == PH_FORM_BOX; k++) {
			double x = item->x + (k & 1 ? item->w : 0);
			double y = item->y + (k & 2 ? item->h : 0);
			struct ph_point is =
				ph_warp_map(&placement->warp, x, y);
			struct ph_point was = page_truth(shot, x, y);

			most = fmax(
				most, hypot(is.x - was.x, is.y - was.y)
					      / ph_warp_scale(
						      &placement->warp, x, y));
		}
	}
	return most;
}

static bool place(struct ph_placement *placement, const struct page_shot *shot,
	const struct ph_image *page, const struct ph_code_place *code)
{
	struct ph_image photo = { 0 };
	struct ph_error err;
	bool placed;

	take(&photo, page, shot);
	assert_true(ph_omr_place(omr, &photo, paper, code, code ? 1 : 0,
		&placed, placement, &err));
	ph_image_release(&photo);
	return placed;
}

static const struct {
	double degrees, tilt_x, tilt_y;
} poses[] = {
	{ 0, 0, 0 },
	{ 95, 0, 0.1 },
	{ 180, 0.1, -0.1 },
	{ 307, 0.15, 0.15 },
};

static void a_form_is_found_by_its_code_however_it_lies(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(poses) / sizeof(poses[0]); i++) {
		struct page_shot shot = shot_at(
			poses[i].degrees, poses[i].tilt_x, poses[i].tilt_y);
		struct ph_code_place code = code_of(&shot);
		struct ph_placement placement;

		assert_true(place(&placement, &shot, &sheet, &code));
		assert_int_equal(placement.by, PH_PLACED_BY_CODES);
		assert_true(worst(&placement, &shot) < 0.3);
		assert_true(placement.trust > 0.7);
	}
}

static void a_form_is_found_by_its_print_alone(void **state)
{
	struct page_shot shot = shot_at(200, 0.15, -0.1);
	struct ph_placement placement;

	(void)state;
	assert_true(place(&placement, &shot, &sheet, NULL));
	assert_int_equal(placement.by, PH_PLACED_BY_PRINT);
	assert_true(worst(&placement, &shot) < 0.3);
}

static struct ph_point curl(double x, double y)
{
	double u = (x - WIDTH / 2.0) / (WIDTH / 2.0);
	double v = (y - HEIGHT / 2.0) / (HEIGHT / 2.0);

	return (struct ph_point){ 1.5 * v * v, 2 * u * u + v * v * v };
}

static void curled_paper_in_a_shadow_is_followed(void **state)
{
	struct page_shot shot = shot_at(15, 0.1, 0.1);
	struct ph_code_place code;
	struct ph_placement placement;

	(void)state;
	shot.curl = curl;
	shot.dim = 0.7;
	shot.noise = 8;
	code = code_of(&shot);
	assert_true(place(&placement, &shot, &sheet, &code));
	assert_true(worst(&placement, &shot) < 0.5);
}

static void a_page_partly_out_of_the_photo_is_found(void **state)
{
	struct page_shot shot = shot_at(0, 0, 0);
	struct ph_placement placement;

	(void)state;
	page_pose(shot.h, WIDTH, HEIGHT, 10, 3.2, 340, 240, 0.05, 0);
	assert_true(place(&placement, &shot, &sheet, NULL));
	assert_true(worst(&placement, &shot) < 0.3);
}

static void a_code_that_was_turned_on_the_page_still_helps(void **state)
{
	struct page_shot shot = shot_at(5, 0, 0.1);
	struct ph_code_place code = code_of(&shot), turned = code;
	struct ph_placement placement;

	(void)state;
	for (int i = 0; i < 4; i++)
		turned.corner[i] = code.corner[(i + 1) % 4];
	assert_true(place(&placement, &shot, &sheet, &turned));
	assert_int_equal(placement.by, PH_PLACED_BY_CODES);
	assert_true(worst(&placement, &shot) < 0.3);
}

static void another_form_is_not_found(void **state)
{
	static const struct print others[] = {
		{ 51, 52, 0, true, true, true },
		/* its head, but no boxes, or another table a row lower */
		{ 1, 2, 0, true, false, false },
		{ 1, 62, 14, true, true, true },
		/* the same table, a part of a row lower, or a whole one */
		{ 1, 2, 9, true, true, true },
		{ 1, 2, 28, true, true, true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		struct page_shot shot = shot_at(10, 0.1, 0);
		struct ph_code_place code = code_of(&shot);
		struct ph_placement placement;
		struct ph_image page = { 0 };

		draw_page(&page, &others[i]);
		assert_false(place(&placement, &shot, &page, &code));
		ph_image_release(&page);
	}
}

static void a_code_of_another_place_in_the_photo_is_not_overruled(void **state)
{
	struct page_shot shot = shot_at(0, 0, 0);
	struct ph_code_place code = { .qr = false };
	struct ph_placement placement;

	(void)state;
	/* The form has no barcode: one that lies anywhere tells nothing. */
	assert_true(place(&placement, &shot, &sheet, &code));
	/* Its QR code lies elsewhere: that is another sheet. */
	code = code_of(&shot);
	for (int i = 0; i < 4; i++) {
		code.corner[i].x -= 210;
		code.corner[i].y += 280;
	}
	assert_false(place(&placement, &shot, &sheet, &code));
}

static void noise_and_emptiness_are_no_form(void **state)
{
	static const struct {
		unsigned width, height;
		int noise;
	} photos[] = { { 1, 1, 0 }, { 3, 700, 90 }, { 320, 240, 0 },
		{ 160, 160, 100 } };
	struct ph_code_place code = { .qr = true, .exact = true };
	struct ph_error err;
	unsigned seed = 3;

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct ph_image photo = { 0 };
		struct ph_placement placement;
		bool placed = true;

		assert_true(ph_image_make(
			&photo, photos[i].width, photos[i].height));
		for (size_t k = 0; k < (size_t)photo.width * photo.height; k++)
			photo.pixels[k] =
				(uint8_t)(120
					  + photos[i].noise
						    * (page_random(&seed) - 0.5)
						    * 2);
		assert_true(ph_omr_place(omr, &photo, paper, NULL, 0, &placed,
			&placement, &err));
		assert_false(placed);
		/* All corners in one place, too. */
		assert_true(ph_omr_place(omr, &photo, paper, &code, 1, &placed,
			&placement, &err));
		assert_false(placed);
		ph_image_release(&photo);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_form_is_found_by_its_code_however_it_lies),
		cmocka_unit_test(a_form_is_found_by_its_print_alone),
		cmocka_unit_test(curled_paper_in_a_shadow_is_followed),
		cmocka_unit_test(a_page_partly_out_of_the_photo_is_found),
		cmocka_unit_test(
			a_code_that_was_turned_on_the_page_still_helps),
		cmocka_unit_test(another_form_is_not_found),
		cmocka_unit_test(
			a_code_of_another_place_in_the_photo_is_not_overruled),
		cmocka_unit_test(noise_and_emptiness_are_no_form),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
