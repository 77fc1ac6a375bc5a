/* SPDX-License-Identifier: MIT */
/* Boxes snapped to their printed outlines, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "omr_internal.h"
#include "test_omr_page.h"

static const double SCALE = 7; /* pixels a millimetre of the photos */

struct sheet {
	struct ph_form form;
	struct ph_image page, photo;
	struct ph_paper *paper;
	struct ph_placement placement;
	struct ph_reading reading;
	struct page_shot shot;
};

static int set_up(void **state)
{
	struct sheet *sheet = calloc(1, sizeof(*sheet));

	*state = sheet;
	assert_true(sheet && page_form(&sheet->form));
	assert_true(page_draw(&sheet->page, &sheet->form, 0.3));
	sheet->paper = ph_paper_create(&sheet->form, NULL);
	sheet->shot.noise = 4;
	page_pose(sheet->shot.h, 148, 210, 10, SCALE, 720, 820, 0.05, 0.05);
	return sheet->paper ? 0 : -1;
}

static int tear_down(void **state)
{
	struct sheet *sheet = *state;

	ph_reading_release(&sheet->reading);
	ph_image_release(&sheet->photo);
	ph_image_release(&sheet->page);
	ph_paper_destroy(sheet->paper);
	ph_form_release(&sheet->form);
	free(sheet);
	return 0;
}

/* Photographs the page; the placement is the true view without the curl, and
 * off by (x, y) mm. */
static void take(struct sheet *sheet, double x, double y)
{
	double *h;

	assert_true(page_desk(&sheet->photo, 1440, 1640));
	page_lay(&sheet->photo, &sheet->page, &sheet->shot);
	sheet->placement = (struct ph_placement){ .paper = sheet->paper,
		.by = PH_PLACED_BY_PRINT };
	h = sheet->placement.warp.h;
	memcpy(h, sheet->shot.h, sizeof(sheet->shot.h));
	for (int i = 0; i < 3; i++)
		h[3 * i + 2] += h[3 * i] * x + h[3 * i + 1] * y;
}

static void refine(struct sheet *sheet)
{
	struct ph_error err;

	assert_true(ph_refine(
		&sheet->photo, &sheet->placement, &sheet->reading, &err));
	assert_int_equal(sheet->reading.box_count, 12);
}

static enum ph_omr_fault quality(struct sheet *sheet)
{
	ph_quality_check(&sheet->photo, &sheet->placement, &sheet->reading);
	return sheet->reading.fault;
}

/* Millimetres that a box lies off where it was found. */
static double off(const struct sheet *sheet, size_t i)
{
	const struct ph_box_seen *box = &sheet->reading.boxes[i];
	double x = box->item->x + box->item->w / 2;
	double y = box->item->y + box->item->h / 2;
	struct ph_point want = page_truth(&sheet->shot, x, y);
	struct ph_point is = ph_warp_map(
		&sheet->placement.warp, x + box->shift.x, y + box->shift.y);

	return hypot(is.x - want.x, is.y - want.y) / SCALE;
}

static void assert_all_near(const struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->reading.box_count; i++) {
		assert_true(off(sheet, i) < 0.2);
		assert_true(sheet->reading.boxes[i].outline > 0.8);
	}
	assert_true(sheet->placement.trust > 0.9);
}

static struct ph_point curl(double x, double y)
{
	double u = (x - 74) / 74, v = (y - 105) / 105;

	return (struct ph_point){ 1.5 * u * v, 2.5 * u * u };
}

static void a_placement_two_millimetres_off_is_mended(void **state)
{
	struct sheet *sheet = *state;

	take(sheet, 1.5, -1.6);
	refine(sheet);
	assert_all_near(sheet);
	assert_int_equal(quality(sheet), PH_OMR_FINE);
}

static void curled_paper_is_followed(void **state)
{
	struct sheet *sheet = *state;

	sheet->shot.curl = curl;
	take(sheet, 0, 0);
	refine(sheet);
	assert_all_near(sheet);
}

static void marks_over_the_outline_do_not_move_it(void **state)
{
	struct sheet *sheet = *state;
	const struct ph_form_item *box = &sheet->form.items[5];

	for (double t = -1.5; t < 6.5; t += 0.05) { /* a cross, and a blot */
		page_fill(&sheet->page, box->x + t, box->y + t, 0.6, 0.6, 60);
		page_fill(
			&sheet->page, box->x + t, box->y + 5 - t, 0.6, 0.6, 60);
	}
	box = &sheet->form.items[9];
	page_fill(&sheet->page, box->x + 0.4, box->y - 0.6, 6, 3.5, 50);
	take(sheet, 0.5, 0.5);
	refine(sheet);
	for (size_t i = 0; i < 12; i++)
		assert_true(off(sheet, i) < (i == 4 ? 0.6 : 0.2));
}

static void a_table_line_beside_a_box_is_not_its_side(void **state)
{
	struct sheet *sheet = *state;

	for (int i = 0; i < 3; i++) {
		page_fill(&sheet->page, 18.4 + 45 * i, 50, 0.3, 130, 40);
		page_fill(&sheet->page, 26.8 + 45 * i, 50, 0.3, 130, 40);
	}
	for (int i = 0; i < 4; i++) {
		page_fill(&sheet->page, 10, 58.2 + 32 * i, 130, 0.3, 40);
		page_fill(&sheet->page, 10, 66.6 + 32 * i, 130, 0.3, 40);
	}
	take(sheet, 1.4, 1.2);
	refine(sheet);
	assert_all_near(sheet);
}

static void a_missing_box_has_no_outline_and_stays(void **state)
{
	struct sheet *sheet = *state;
	const struct ph_form_item *box = &sheet->form.items[5 + 7];

	page_fill(&sheet->page, box->x - 1, box->y - 1, 7, 7, 245);
	take(sheet, 1, 1);
	refine(sheet);
	assert_true(sheet->reading.boxes[7].outline < 0.3);
	assert_true(off(sheet, 7) < 0.3); /* as its neighbours say */
	assert_true(sheet->reading.boxes[6].outline > 0.8);
	assert_int_equal(quality(sheet), PH_OMR_FINE);
}

static void another_form_is_not_read(void **state)
{
	struct sheet *sheet = *state;

	for (size_t i = 0; i < 12; i++) /* its rows stand elsewhere */
		sheet->form.items[5 + i].y += 6 + 5 * (double)(i / 3);
	take(sheet, 0, 0);
	refine(sheet);
	assert_int_equal(quality(sheet), PH_OMR_ASKEW);
	assert_non_null(strstr(sheet->reading.detail, "another form"));
}

static void boxes_outside_the_photo_are_named(void **state)
{
	struct sheet *sheet = *state;

	take(sheet, 0, 0);
	sheet->photo.height = 1000;
	assert_int_equal(quality(sheet), PH_OMR_CUT_OFF);
	assert_non_null(strstr(sheet->reading.detail, "of 12 boxes"));
}

static void a_photo_from_afar_is_named(void **state)
{
	struct sheet *sheet = *state;

	take(sheet, 0, 0);
	for (int i = 0; i < 6; i++)
		sheet->placement.warp.h[i] *= 0.3;
	assert_int_equal(quality(sheet), PH_OMR_FAR);
	assert_non_null(strstr(sheet->reading.detail, "closer"));
}

static void no_placement_is_too_wild(void **state)
{
	static const double wild[][9] = {
		{ 0 },
		{ NAN, 0, 0, 0, 1, 0, 0, 0, 1 },
		{ 1e200, 0, 0, 0, 1e200, 0, 0, 0, 1 },
		{ 7, 0, 0, 0, 7, 0, -0.01, -0.01, 1 },
		{ 0.001, 0, 0, 0, 0.001, 0, 0, 0, 1 },
	};
	struct sheet *sheet = *state;
	struct ph_error err;

	take(sheet, 0, 0);
	for (size_t i = 0; i < sizeof(wild) / sizeof(*wild); i++) {
		sheet->placement.warp = (struct ph_warp){ .columns = 0 };
		memcpy(sheet->placement.warp.h, wild[i], sizeof(wild[i]));
		assert_true(ph_refine(&sheet->photo, &sheet->placement,
			&sheet->reading, &err));
		assert_int_not_equal(quality(sheet), PH_OMR_FINE);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			a_placement_two_millimetres_off_is_mended, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(
			curled_paper_is_followed, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			marks_over_the_outline_do_not_move_it, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(
			a_table_line_beside_a_box_is_not_its_side, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(
			a_missing_box_has_no_outline_and_stays, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(
			another_form_is_not_read, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			boxes_outside_the_photo_are_named, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_photo_from_afar_is_named, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			no_placement_is_too_wild, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
