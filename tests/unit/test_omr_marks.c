/* SPDX-License-Identifier: MIT */
/* Marks drawn here stroke by stroke and read back. */
#include "omr_internal.h"

#include <phieu/list.h>

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

enum {
	SCALE = 7, /* pixels a millimetre: between a chat app's and 12 MP */
	WIDTH = 100,
	HEIGHT = 60,
	QUESTIONS = 3,
	CHOICES = 3,
	BOXES = QUESTIONS * CHOICES,
};

/* A paper of three rows, 15 mm apart, of three boxes, 12 mm apart; drawn with
 * real numbers, 1 white. The second row is the one that tests look at; the
 * others hold one plain cross each, as on any form. */
struct sheet {
	float at[HEIGHT * SCALE][WIDTH * SCALE];
	struct ph_form_item items[BOXES + 1]; /* and a text */
	struct ph_form form;
	struct ph_paper paper;
	struct ph_placement placement;
	struct ph_reading reading;
	struct ph_image photo;
};

static double left_of(int choice)
{
	return 20 + 12 * choice;
}

static double top_of(int question)
{
	return 10 + 15 * question;
}

/* Ink of a round pen: darkens to `dark`, its edge a pixel soft. */
static void pen(struct sheet *sheet, double x0, double y0, double x1, double y1,
	double width, double dark)
{
	double dx = x1 - x0, dy = y1 - y0;
	double length = dx * dx + dy * dy;

	for (int y = 0; y < HEIGHT * SCALE; y++)
		for (int x = 0; x < WIDTH * SCALE; x++) {
			double px = (x + 0.5) / SCALE - x0;
			double py = (y + 0.5) / SCALE - y0;
			double t =
				length > 0 ? (px * dx + py * dy) / length : 0;
			double far, soft;

			t = t < 0 ? 0 : t > 1 ? 1 : t;
			far = hypot(px - t * dx, py - t * dy);
			soft = (width / 2 - far) * SCALE + 0.5;
			soft = soft < 0 ? 0 : soft > 1 ? 1 : soft;
			sheet->at[y][x] =
				(float)fmin(sheet->at[y][x], 1 - dark * soft);
		}
}

static void outline(struct sheet *sheet, double x, double y)
{
	const double edge = 0.15, far = 4.85, dark = 0.85;

	pen(sheet, x + edge, y + edge, x + far, y + edge, 0.3, dark);
	pen(sheet, x + edge, y + far, x + far, y + far, 0.3, dark);
	pen(sheet, x + edge, y + edge, x + edge, y + far, 0.3, dark);
	pen(sheet, x + far, y + edge, x + far, y + far, 0.3, dark);
}

static void cross(struct sheet *sheet, int question, int choice, double width,
	double dark)
{
	double x = left_of(choice), y = top_of(question);

	pen(sheet, x + 0.6, y + 0.7, x + 4.4, y + 4.3, width, dark);
	pen(sheet, x + 4.2, y + 0.5, x + 0.7, y + 4.5, width, dark);
}

/* A hook in the box and a tail `reach` mm out of it to the right. */
static void tick(
	struct sheet *sheet, int choice, double reach, double rise, double dark)
{
	double x = left_of(choice), y = top_of(1);

	pen(sheet, x + 1, y + 2, x + 2.2, y + 4.2, 0.5, dark);
	pen(sheet, x + 2.2, y + 4.2, x + 5 + reach, y + 1 - rise, 0.5, dark);
}

static void blacken(struct sheet *sheet, int choice)
{
	double x = left_of(choice), y = top_of(1);

	for (double at = 0.3; at < 4.8; at += 0.4)
		pen(sheet, x + 0.3, y + at, x + 4.7, y + at + 0.1, 0.6, 0.75);
}

static struct sheet *lay(void)
{
	struct sheet *sheet = ph_alloc(1, sizeof(*sheet));

	assert_non_null(sheet);
	for (int y = 0; y < HEIGHT * SCALE; y++)
		for (int x = 0; x < WIDTH * SCALE; x++)
			sheet->at[y][x] = 1;
	for (int i = 0; i < BOXES; i++) {
		struct ph_form_item *item = &sheet->items[i];
		int question = i / CHOICES, choice = i % CHOICES;

		*item = (struct ph_form_item){ .page = 1,
			.slot = 1,
			.kind = PH_FORM_BOX,
			.x = left_of(choice),
			.y = top_of(question),
			.w = 5,
			.h = 5 };
		snprintf(item->field, sizeof(item->field), "cs%d", question);
		snprintf(item->value, sizeof(item->value), "%d", 2 - choice);
		outline(sheet, item->x, item->y);
	}
	cross(sheet, 0, 0, 0.5, 0.6);
	cross(sheet, 2, 1, 0.5, 0.6);
	sheet->form = (struct ph_form){ .items = sheet->items, .count = BOXES };
	sheet->paper.form = &sheet->form;
	sheet->placement.paper = &sheet->paper;
	sheet->placement.warp.h[0] = sheet->placement.warp.h[4] = SCALE;
	sheet->placement.warp.h[8] = 1;
	return sheet;
}

static void discard(struct sheet *sheet)
{
	ph_image_release(&sheet->photo);
	ph_reading_release(&sheet->reading);
	free(sheet);
}

/* A paper's grain and a sensor's noise: the same at each run. */
static double noise(unsigned x, unsigned y)
{
	uint32_t h = x * 374761393U + y * 668265263U;

	h = (h ^ (h >> 13)) * 1274126177U;
	h ^= h >> 16;
	return (h & 0xffff) / 65535.0 - 0.5;
}

/* A box blur of 3 × 3: lenses are not sharper. */
static double blurred(const struct sheet *sheet, int x, int y)
{
	double sum = 0;
	int count = 0;

	for (int v = y - 1; v <= y + 1; v++)
		for (int u = x - 1; u <= x + 1; u++)
			if (u >= 0 && v >= 0 && u < WIDTH * SCALE
				&& v < HEIGHT * SCALE) {
				sum += sheet->at[v][u];
				count++;
			}
	return sum / count;
}

/* Takes the photo and reads it; the mark of the second row. `light` is the
 * paper's brightness at a place, in mm. */
static struct ph_mark shoot(
	struct sheet *sheet, double (*light)(double x, double y), double grain)
{
	struct ph_error err;
	size_t at = 0;

	assert_true(
		ph_image_make(&sheet->photo, WIDTH * SCALE, HEIGHT * SCALE));
	for (int y = 0; y < HEIGHT * SCALE; y++)
		for (int x = 0; x < WIDTH * SCALE; x++) {
			double v =
				blurred(sheet, x, y)
				* light(x / (double)SCALE, y / (double)SCALE);

			v += grain * noise((unsigned)x, (unsigned)y);
			v = v < 0 ? 0 : v > 255 ? 255 : v;
			sheet->photo.pixels[at++] = (uint8_t)v;
		}
	sheet->reading.boxes = ph_alloc(BOXES, sizeof(struct ph_box_seen));
	assert_non_null(sheet->reading.boxes);
	sheet->reading.box_count = BOXES;
	for (int i = 0; i < BOXES; i++) {
		sheet->reading.boxes[i].item = &sheet->items[i];
		sheet->reading.boxes[i].outline = 1;
	}
	assert_true(ph_marks_read(
		&sheet->photo, &sheet->placement, &sheet->reading, &err));
	assert_int_equal(sheet->reading.mark_count, QUESTIONS);
	assert_string_equal(sheet->reading.marks[1].field, "cs1");
	return sheet->reading.marks[1];
}

static double even(double x, double y)
{
	(void)x;
	(void)y;
	return 200;
}

/* A hard shadow's edge aslant through the boxes of the second row. */
static double shadow(double x, double y)
{
	return x - 0.7 * y < 17 ? 200 : 110;
}

/* Blocks of 8 × 8 pixels, each up to 2 levels off: as a JPEG of quality 50
 * rounds their means. */
static double blocks(double x, double y)
{
	unsigned u = (unsigned)(x * SCALE) / 8, v = (unsigned)(y * SCALE) / 8;

	return 200 + 4 * noise(u + 77, v + 5);
}

static void expect(struct sheet *sheet, double (*light)(double x, double y),
	double grain, int answer)
{
	struct ph_mark mark = shoot(sheet, light, grain);

	assert_int_equal(sheet->reading.marks[0].answer, 2);
	assert_int_equal(sheet->reading.marks[2].answer, 1);
	assert_int_equal(mark.answer, answer);
	if (answer >= 0) {
		assert_int_equal(mark.guess, answer);
		assert_true(mark.confidence > 0.99f && mark.confidence <= 1);
	}
	discard(sheet);
}

static void each_kind_of_mark_is_its_box(void **state)
{
	struct sheet *sheet = lay();

	(void)state;
	tick(sheet, 1, 0, 0, 0.6);
	expect(sheet, even, 6, 1);
	sheet = lay();
	cross(sheet, 1, 2, 0.4, 0.6);
	expect(sheet, even, 6, 0);
	sheet = lay();
	pen(sheet, left_of(0) + 0.8, top_of(1) + 4.2, left_of(0) + 4.3,
		top_of(1) + 0.9, 0.5, 0.6);
	expect(sheet, even, 6, 2);
	sheet = lay();
	pen(sheet, left_of(1) + 2.3, top_of(1) + 2.6, left_of(1) + 2.6,
		top_of(1) + 2.5, 1.4, 0.7);
	expect(sheet, even, 6, 1);
	sheet = lay();
	blacken(sheet, 2);
	expect(sheet, even, 6, 0);
}

static struct sheet *lay_with_circle(void)
{
	struct sheet *sheet = lay();
	double x = left_of(1) + 2.6, y = top_of(1) + 2.4;

	for (int i = 0; i < 40; i++)
		pen(sheet, x + 4.3 * cos(i * 0.16), y + 4 * sin(i * 0.16),
			x + 4.3 * cos(i * 0.16 + 0.16),
			y + 4 * sin(i * 0.16 + 0.16), 0.5, 0.6);
	return sheet;
}

/* Of a form whose print is not named, a table may stand around its boxes. */
static void a_circle_is_a_mark_where_the_print_is_known(void **state)
{
	struct sheet *sheet = lay_with_circle();

	(void)state;
	expect(sheet, even, 6, PH_DOUBTFUL);
	sheet = lay_with_circle();
	sheet->items[BOXES] = (struct ph_form_item){ .page = 1,
		.slot = 1,
		.kind = PH_FORM_TEXT,
		.x = 1,
		.y = 1,
		.w = 10,
		.h = 3 };
	sheet->form.count = BOXES + 1;
	expect(sheet, even, 6, 1);
}

static void nothing_is_blank(void **state)
{
	struct sheet *sheet = lay();

	(void)state;
	expect(sheet, even, 6, PH_BLANK);
	expect(lay(), shadow, 6, PH_BLANK);
	expect(lay(), blocks, 16, PH_BLANK);
}

static void a_shadow_s_edge_is_no_ink(void **state)
{
	struct sheet *sheet = lay();

	(void)state;
	tick(sheet, 2, 1, 0, 0.6);
	expect(sheet, shadow, 6, 0);
}

static void blocks_and_grain_are_no_ink(void **state)
{
	struct sheet *sheet = lay();

	(void)state;
	tick(sheet, 0, 1, 1, 0.55);
	expect(sheet, blocks, 16, 2);
}

static void two_marks_are_multiple(void **state)
{
	struct sheet *sheet = lay();

	(void)state;
	cross(sheet, 1, 0, 0.5, 0.6);
	cross(sheet, 1, 2, 0.5, 0.6);
	expect(sheet, even, 6, PH_MULTIPLE);
}

static void a_blackened_box_withdraws(void **state)
{
	struct sheet *sheet = lay();
	struct ph_mark mark;

	(void)state;
	blacken(sheet, 0);
	tick(sheet, 1, 0, 0, 0.6);
	mark = shoot(sheet, even, 6);
	assert_int_equal(mark.answer, 1);
	assert_true(mark.withdrawn);
	discard(sheet);

	sheet = lay();
	blacken(sheet, 0);
	blacken(sheet, 1);
	cross(sheet, 1, 2, 0.5, 0.6);
	mark = shoot(sheet, even, 6);
	assert_int_equal(mark.answer, 0);
	assert_true(mark.withdrawn);
	discard(sheet);
}

static void two_blackened_boxes_alone_are_doubtful(void **state)
{
	struct sheet *sheet = lay();

	(void)state;
	blacken(sheet, 0);
	blacken(sheet, 2);
	expect(sheet, even, 6, PH_DOUBTFUL);
}

static void a_heavy_cross_is_not_withdrawn_in_silence(void **state)
{
	static const double widths[] = { 0.8, 1.0, 1.2, 1.4, 1.5 };

	(void)state;
	for (size_t i = 0; i < sizeof(widths) / sizeof(*widths); i++) {
		struct sheet *sheet = lay();
		struct ph_mark mark;

		cross(sheet, 1, 0, widths[i], 0.75);
		tick(sheet, 1, 0, 0, 0.75);
		mark = shoot(sheet, even, 6);
		assert_true(mark.answer == PH_MULTIPLE
			    || mark.answer == PH_DOUBTFUL);
		discard(sheet);
	}
}

static void a_tail_in_the_next_box_is_no_second_mark(void **state)
{
	struct sheet *sheet = lay();
	struct ph_mark mark;

	(void)state;
	/* Out of the first box and 2 mm into the second. */
	tick(sheet, 0, 9, 0, 0.6);
	mark = shoot(sheet, even, 6);
	assert_int_equal(mark.guess, 2);
	assert_true(mark.answer == 2 || mark.answer == PH_DOUBTFUL);
	assert_true(sheet->reading.boxes[4].own < 0.5f);
	assert_true(sheet->reading.boxes[3].own > 0.9f);
	discard(sheet);
	/* Over the box above's corner only: the answer stands. */
	sheet = lay();
	tick(sheet, 0, 4, 6, 0.6);
	expect(sheet, even, 6, 2);
}

static void light_pencil_is_not_blank(void **state)
{
	struct sheet *sheet = lay();
	struct ph_mark mark;

	(void)state;
	for (int i = 0; i < 3; i++) {
		cross(sheet, 1, 1, 0.5, 0.1 + 0.08 * i);
		mark = shoot(sheet, even, 6);
		assert_true(mark.answer == 1 || mark.answer == PH_DOUBTFUL);
		discard(sheet);
		sheet = lay();
	}
	discard(sheet);
}

static void a_touch_of_the_pen_is_not_a_sure_second_mark(void **state)
{
	struct sheet *sheet = lay();
	struct ph_mark mark;

	(void)state;
	tick(sheet, 0, 0, 0, 0.6);
	pen(sheet, left_of(2) + 2.5, top_of(1) + 2.5, left_of(2) + 2.7,
		top_of(1) + 2.6, 0.5, 0.5);
	mark = shoot(sheet, even, 6);
	assert_true(mark.answer == 2 || mark.answer == PH_DOUBTFUL);
	discard(sheet);
}

static void a_stray_line_is_never_a_sure_answer(void **state)
{
	struct sheet *sheet = lay();
	struct ph_mark mark;

	(void)state;
	/* A pen slipped over the sheet, through one box of the row. */
	pen(sheet, 2, top_of(1) + 14, left_of(2) + 10, top_of(1) - 8, 0.4, 0.6);
	mark = shoot(sheet, even, 6);
	assert_int_equal(mark.answer, PH_DOUBTFUL);
	discard(sheet);
}

static void a_mark_beside_its_box_is_not_blank(void **state)
{
	struct sheet *sheet = lay();
	struct ph_mark mark;

	(void)state;
	pen(sheet, left_of(1) + 5.5, top_of(1) + 1, left_of(1) + 6.5,
		top_of(1) + 3.5, 0.5, 0.6);
	pen(sheet, left_of(1) + 6.5, top_of(1) + 3.5, left_of(1) + 8.5,
		top_of(1) - 1, 0.5, 0.6);
	mark = shoot(sheet, even, 6);
	assert_int_equal(mark.answer, PH_DOUBTFUL);
	discard(sheet);
}

static void a_box_without_its_outline_is_doubtful(void **state)
{
	struct sheet *sheet = lay();
	struct ph_mark mark;

	(void)state;
	for (int y = (int)(9 + 15) * SCALE; y < (int)(16 + 15) * SCALE; y++)
		for (int x = 19 * SCALE; x < 23 * SCALE; x++)
			sheet->at[y][x] = 1; /* a finger, a glare */
	mark = shoot(sheet, even, 6);
	assert_int_equal(mark.answer, PH_DOUBTFUL);
	discard(sheet);
}

static void the_view_holds_the_boxes_within_the_paper(void **state)
{
	struct sheet *sheet = lay();
	struct ph_mark mark = shoot(sheet, even, 6);

	(void)state;
	assert_true(mark.x < left_of(0) && mark.y < top_of(1));
	assert_true(mark.x + mark.w > left_of(2) + 5);
	assert_true(mark.y + mark.h > top_of(1) + 5);
	assert_true(mark.w < 60 && mark.h < 30);
	discard(sheet);
}

static void a_written_digit_is_doubtful_and_none_is_blank(void **state)
{
	struct sheet *sheet = lay();
	struct ph_mark mark;

	(void)state;
	for (int i = CHOICES; i < 2 * CHOICES; i++) {
		sheet->items[i].kind = PH_FORM_DIGIT;
		snprintf(sheet->items[i].value, sizeof(sheet->items[i].value),
			"012");
	}
	mark = shoot(sheet, even, 6);
	assert_int_equal(mark.answer, PH_BLANK);
	ph_image_release(&sheet->photo);
	ph_reading_release(&sheet->reading);
	pen(sheet, left_of(0) + 2.5, top_of(1) + 0.8, left_of(0) + 2.4,
		top_of(1) + 4.2, 0.5, 0.6);
	mark = shoot(sheet, even, 6);
	assert_int_equal(mark.answer, PH_DOUBTFUL);
	discard(sheet);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_kind_of_mark_is_its_box),
		cmocka_unit_test(a_circle_is_a_mark_where_the_print_is_known),
		cmocka_unit_test(nothing_is_blank),
		cmocka_unit_test(a_shadow_s_edge_is_no_ink),
		cmocka_unit_test(blocks_and_grain_are_no_ink),
		cmocka_unit_test(two_marks_are_multiple),
		cmocka_unit_test(a_blackened_box_withdraws),
		cmocka_unit_test(two_blackened_boxes_alone_are_doubtful),
		cmocka_unit_test(a_heavy_cross_is_not_withdrawn_in_silence),
		cmocka_unit_test(a_tail_in_the_next_box_is_no_second_mark),
		cmocka_unit_test(light_pencil_is_not_blank),
		cmocka_unit_test(a_touch_of_the_pen_is_not_a_sure_second_mark),
		cmocka_unit_test(a_stray_line_is_never_a_sure_answer),
		cmocka_unit_test(a_mark_beside_its_box_is_not_blank),
		cmocka_unit_test(a_box_without_its_outline_is_doubtful),
		cmocka_unit_test(the_view_holds_the_boxes_within_the_paper),
		cmocka_unit_test(a_written_digit_is_doubtful_and_none_is_blank),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
