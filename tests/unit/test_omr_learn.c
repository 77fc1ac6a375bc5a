/* SPDX-License-Identifier: MIT */
/* Boxes of blanks that are drawn here, at any resolution, angle and grey. */
#include <phieu/omr.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define PAGE_W 100.0
#define PAGE_H 60.0

/* An outline, or with line 0 a filled patch; in mm. */
struct shape {
	double x, y, w, h, line;
	uint8_t grey;
	bool round;
};

static bool is_inked(const struct shape *s, double x, double y)
{
	double l = s->line;

	x -= s->x;
	y -= s->y;
	if (s->round) {
		double far = hypot(x - s->w / 2, y - s->h / 2);

		return far <= s->w / 2 && far > s->w / 2 - l;
	}
	if (x < 0 || y < 0 || x >= s->w || y >= s->h)
		return false;
	return l <= 0 || x < l || y < l || x >= s->w - l || y >= s->h - l;
}

static int grey_at(const struct shape *shapes, size_t count, double x, double y)
{
	int grey = 255;

	for (size_t i = 0; i < count; i++)
		if (is_inked(&shapes[i], x, y) && shapes[i].grey < grey)
			grey = shapes[i].grey;
	return grey;
}

/* Turned about the page's middle; each pixel the mean of 3 × 3 points. */
static void draw(struct ph_image *out, const struct shape *shapes, size_t count,
	double scale, double degrees)
{
	double c = cos(degrees * M_PI / 180), s = sin(degrees * M_PI / 180);

	assert_true(ph_image_make(out, (unsigned)(PAGE_W * scale + 0.5),
		(unsigned)(PAGE_H * scale + 0.5)));
	for (unsigned i = 0; i < out->width * out->height; i++) {
		int sum = 0;

		for (int k = 0; k < 9; k++) {
			double x = (i % out->width + (k % 3 + 0.5) / 3) * PAGE_W
				   / out->width;
			double y =
				((double)(i / out->width) + (k / 3 + 0.5) / 3)
				* PAGE_W / out->width;

			x -= PAGE_W / 2;
			y -= PAGE_H / 2;
			sum += grey_at(shapes, count,
				c * x + s * y + PAGE_W / 2,
				c * y - s * x + PAGE_H / 2);
		}
		out->pixels[i] = (uint8_t)(sum / 9);
	}
}

static void learn_with(struct ph_form *form, const struct shape *shapes,
	size_t count, double scale, struct ph_learn_wish wish)
{
	PH_AUTO(ph_image_release) struct ph_image image = { 0 };
	struct ph_error err;

	draw(&image, shapes, count, scale, 0);
	wish.width_mm = PAGE_W;
	assert_true(ph_omr_learn(form, &image, &wish, &err));
	assert_int_equal(form->items[0].kind, PH_FORM_PAGE);
}

static void learn(struct ph_form *form, const struct shape *shapes,
	size_t count, double scale)
{
	learn_with(form, shapes, count, scale, (struct ph_learn_wish){ 0 });
}

static void assert_at(const struct ph_form_item *item,
	const struct shape *shape, const char *field, double slack)
{
	assert_string_equal(item->field, field);
	assert_true(fabs(item->x - shape->x) <= slack);
	assert_true(fabs(item->y - shape->y) <= slack);
	assert_true(fabs(item->x + item->w - shape->x - shape->w) <= slack);
	assert_true(fabs(item->y + item->h - shape->y - shape->h) <= slack);
}

/* Two rows of three. */
static const struct shape grid[] = {
	{ 20, 10, 5, 5, 0.3, 0, false },
	{ 40, 10, 5, 5, 0.3, 0, false },
	{ 60, 10, 5, 5, 0.3, 0, false },
	{ 20, 30, 5, 5, 0.3, 0, false },
	{ 40, 30, 5, 5, 0.3, 0, false },
	{ 60, 30, 5, 5, 0.3, 0, false },
};

static void assert_grid(const struct ph_form *form, double slack)
{
	assert_int_equal(form->count, COUNT(grid) + 1);
	for (size_t i = 0; i < COUNT(grid); i++) {
		assert_int_equal(form->items[i + 1].kind, PH_FORM_BOX);
		assert_string_equal(form->items[i + 1].value, "");
		assert_at(&form->items[i + 1], &grid[i], i < 3 ? "q1" : "q2",
			slack);
	}
}

static void boxes_are_found_as_text_is_read_from_70_to_600_dpi(void **state)
{
	static const double scales[] = { 2.76, 3.96, 8, 11.8, 23.6 };

	(void)state;
	for (size_t i = 0; i < COUNT(scales); i++) {
		PH_AUTO(ph_form_release) struct ph_form form = { 0 };

		learn(&form, grid, COUNT(grid), scales[i]);
		/* A pixel of 70 dpi is 0.36 mm, wider than the line. */
		assert_grid(&form, i ? 0.2 : 0.3);
	}
}

static void boxes_of_many_makes_are_found(void **state)
{
	static const struct shape all[] = {
		{ 20, 20, 2.6, 2.6, 0.2, 0, false },
		{ 20, 20, 12, 12, 0.3, 0, false },
		{ 20, 20, 5, 2.6, 0.25, 0, false },
		{ 20, 20, 5, 5, 0.15, 0, false },
		{ 20, 20, 8, 8, 0.8, 0, false },
		{ 20, 20, 5, 5, 0.3, 180, false },
		{ 20, 20, 5, 5, 0.15, 120, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		PH_AUTO(ph_form_release) struct ph_form form = { 0 };

		learn(&form, &all[i], 1, 8);
		assert_int_equal(form.count, 2);
		assert_at(&form.items[1], &all[i], "q1", 0.2);
	}
}

static void boxes_that_share_sides_are_told_apart(void **state)
{
	static const struct shape row[] = {
		{ 20, 10, 6.3, 6.3, 0.3, 0, false },
		{ 26, 10, 6.3, 6.3, 0.3, 0, false },
		{ 32, 10, 6.3, 6.3, 0.3, 0, false },
	};
	PH_AUTO(ph_form_release) struct ph_form form = { 0 };

	(void)state;
	learn(&form, row, COUNT(row), 8);
	assert_int_equal(form.count, 4);
	for (size_t i = 0; i < 3; i++)
		assert_at(&form.items[i + 1], &row[i], "q1", 0.2);
}

static void what_is_no_empty_box_is_left_out(void **state)
{
	static const struct {
		struct shape at[3];
	} none[] = {
		/* a letter's round, the module of a tag, too small, too large,
		 * filled, open on the right, with a digit in it */
		{ { { 20, 20, 5, 5, 0.4, 0, true } } },
		{ { { 20, 20, 5, 5, 1.2, 0, false } } },
		{ { { 20, 20, 1.8, 1.8, 0.3, 0, false } } },
		{ { { 20, 20, 20, 20, 0.3, 0, false } } },
		{ { { 20, 20, 5, 5, 0, 0, false } } },
		{ { { 20, 20, 5, 0.3, 0, 0, false },
			{ 20, 25, 5, 0.3, 0, 0, false },
			{ 20, 20, 0.3, 5, 0, 0, false } } },
		{ { { 20, 20, 6, 6, 0.3, 0, false },
			{ 22.5, 22, 0.4, 2.5, 0, 0, false } } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(none); i++) {
		PH_AUTO(ph_form_release) struct ph_form form = { 0 };

		learn(&form, none[i].at, COUNT(none[i].at), 8);
		assert_int_equal(form.count, 1);
	}
}

/* A table: a question, a cell, a wider cell for remarks; three rows. */
static size_t make_table(struct shape *out, double cell)
{
	static const double lines = 0.3;
	size_t n = 0;

	for (int i = 0; i < 4; i++)
		out[n++] = (struct shape){ 5, 10 + 10.0 * i, 90, lines, 0, 0,
			false };
	out[n++] = (struct shape){ 5, 10, lines, 30, 0, 0, false };
	out[n++] = (struct shape){ 35, 10, lines, 30, 0, 0, false };
	out[n++] = (struct shape){ 35 + cell, 10, lines, 30, 0, 0, false };
	out[n++] = (struct shape){ 95, 10, lines, 30.3, 0, 0, false };
	for (int i = 0; i < 3; i++)
		out[n++] =
			(struct shape){ 8, 14 + 10.0 * i, 20, 2, 0, 0, false };
	return n;
}

static void a_column_of_empty_cells_takes_digits(void **state)
{
	PH_AUTO(ph_form_release) struct ph_form form = { 0 };
	struct shape table[16];
	size_t count = make_table(table, 15);

	(void)state;
	learn(&form, table, count, 8);
	assert_int_equal(form.count, 4);
	for (size_t i = 1; i < 4; i++) {
		const struct shape cell = { 35, 10.0 * (double)i, 15.3, 10.3, 0,
			0, false };
		const char field[] = { 'q', (char)('0' + i), '\0' };

		assert_int_equal(form.items[i].kind, PH_FORM_DIGIT);
		assert_string_equal(form.items[i].value, "012");
		assert_at(&form.items[i], &cell, field, 0.2);
	}
}

static void boxes_take_digits_when_that_is_wished(void **state)
{
	static const struct shape column[] = {
		{ 80, 10, 7, 7, 0.3, 0, false },
		{ 80, 30, 7, 7, 0.3, 0, false },
	};
	PH_AUTO(ph_form_release) struct ph_form ticks = { 0 };
	PH_AUTO(ph_form_release) struct ph_form digits = { 0 };

	(void)state;
	learn(&ticks, column, 2, 8);
	assert_int_equal(ticks.items[2].kind, PH_FORM_BOX);
	learn_with(&digits, column, 2, 8,
		(struct ph_learn_wish){ .digits = "1234" });
	assert_int_equal(digits.count, 3);
	assert_int_equal(digits.items[2].kind, PH_FORM_DIGIT);
	assert_string_equal(digits.items[2].value, "1234");
}

static void large_cells_are_boxes_only_when_that_is_wished(void **state)
{
	PH_AUTO(ph_form_release) struct ph_form small = { 0 };
	PH_AUTO(ph_form_release) struct ph_form large = { 0 };
	struct shape table[16];
	size_t count = make_table(table, 30);

	(void)state;
	learn(&small, table, count, 8);
	assert_int_equal(small.count, 1);
	learn_with(&large, table, count, 8,
		(struct ph_learn_wish){ .cells = true });
	assert_int_equal(large.count, 7);
	assert_string_equal(large.items[6].field, "q3");
}

static void options_below_each_other_are_one_question(void **state)
{
	static const struct shape column[] = {
		{ 20, 5, 4, 4, 0.3, 0, false },
		{ 20, 11, 4, 4, 0.3, 0, false },
		{ 20, 17, 4, 4, 0.3, 0, false },
		{ 20, 35, 4, 4, 0.3, 0, false },
		{ 20, 41, 4, 4, 0.3, 0, false },
	};
	PH_AUTO(ph_form_release) struct ph_form form = { 0 };

	(void)state;
	learn(&form, column, COUNT(column), 8);
	assert_int_equal(form.count, 6);
	assert_string_equal(form.items[3].field, "q1");
	assert_string_equal(form.items[4].field, "q2");
}

static void a_blank_that_was_scanned_askew_is_turned(void **state)
{
	static const double angles[] = { -2, -0.5, 0.8, 2 };
	const struct ph_learn_wish wish = { .width_mm = PAGE_W };
	struct ph_error err;

	(void)state;
	for (size_t i = 0; i < COUNT(angles); i++) {
		PH_AUTO(ph_image_release) struct ph_image image = { 0 };
		PH_AUTO(ph_image_release) struct ph_image turned = { 0 };
		PH_AUTO(ph_form_release) struct ph_form form = { 0 };

		draw(&image, grid, COUNT(grid), 8, angles[i]);
		assert_true(ph_omr_straighten(&turned, &image, PAGE_W, &err));
		assert_non_null(turned.pixels);
		assert_true(ph_omr_learn(&form, &turned, &wish, &err));
		assert_grid(&form, 0.3);
	}
}

static void an_upright_blank_is_left_as_it_is(void **state)
{
	PH_AUTO(ph_image_release) struct ph_image image = { 0 };
	PH_AUTO(ph_image_release) struct ph_image turned = { 0 };
	struct ph_error err;

	(void)state;
	draw(&image, grid, COUNT(grid), 8, 0);
	assert_true(ph_omr_straighten(&turned, &image, PAGE_W, &err));
	assert_null(turned.pixels);
}

static void any_picture_is_survived(void **state)
{
	static const unsigned sizes[][2] = { { 1, 1 }, { 3, 400 }, { 400, 3 },
		{ 64, 64 }, { 300, 200 } };
	const struct ph_learn_wish wish = { .width_mm = 50, .cells = true };
	struct ph_error err;
	uint32_t seed = 7;

	(void)state;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		PH_AUTO(ph_image_release) struct ph_image image = { 0 };
		PH_AUTO(ph_image_release) struct ph_image turned = { 0 };
		PH_AUTO(ph_form_release) struct ph_form form = { 0 };

		assert_true(ph_image_make(&image, sizes[i][0], sizes[i][1]));
		for (unsigned k = 0; k < image.width * image.height; k++) {
			seed = seed * 1664525u + 1013904223u;
			image.pixels[k] = (uint8_t)(seed >> 24);
		}
		assert_true(ph_omr_straighten(&turned, &image, 50, &err));
		assert_true(ph_omr_learn(&form, &image, &wish, &err));
		assert_int_equal(form.items[0].kind, PH_FORM_PAGE);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			boxes_are_found_as_text_is_read_from_70_to_600_dpi),
		cmocka_unit_test(boxes_of_many_makes_are_found),
		cmocka_unit_test(boxes_that_share_sides_are_told_apart),
		cmocka_unit_test(what_is_no_empty_box_is_left_out),
		cmocka_unit_test(a_column_of_empty_cells_takes_digits),
		cmocka_unit_test(boxes_take_digits_when_that_is_wished),
		cmocka_unit_test(
			large_cells_are_boxes_only_when_that_is_wished),
		cmocka_unit_test(options_below_each_other_are_one_question),
		cmocka_unit_test(a_blank_that_was_scanned_askew_is_turned),
		cmocka_unit_test(an_upright_blank_is_left_as_it_is),
		cmocka_unit_test(any_picture_is_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
