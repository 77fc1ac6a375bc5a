/* SPDX-License-Identifier: MIT */
/* Forms found by their tags. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "test_omr_page.h"

enum {
	SIDE = 1500, /* pixels of most photos here */
};

/* A form, its page drawn, and who looks for it. */
struct desk {
	struct ph_form form;
	struct ph_image page, photo;
	struct ph_paper *paper;
	struct ph_omr *omr;
	struct ph_placements found;
	struct ph_tags_seen seen;
};

static int set_up(void **state)
{
	struct desk *desk = calloc(1, sizeof(*desk));

	*state = desk;
	assert_true(desk && page_form(&desk->form));
	assert_true(page_draw(&desk->page, &desk->form, 0.3));
	desk->paper = ph_paper_create(&desk->form, NULL);
	desk->omr = ph_omr_create();
	return desk->paper && desk->omr ? 0 : -1;
}

static int tear_down(void **state)
{
	struct desk *desk = *state;

	ph_placements_release(&desk->found);
	ph_image_release(&desk->photo);
	ph_image_release(&desk->page);
	ph_omr_destroy(desk->omr);
	ph_paper_destroy(desk->paper);
	ph_form_release(&desk->form);
	free(desk);
	return 0;
}

static void clear(struct desk *desk, unsigned width, unsigned height)
{
	ph_image_release(&desk->photo);
	assert_true(page_desk(&desk->photo, width, height));
}

static void find(struct desk *desk)
{
	const struct ph_paper *papers[] = { desk->paper };
	struct ph_error err;

	assert_true(ph_omr_find(desk->omr, &desk->photo, papers, 1,
		&desk->found, &desk->seen, &err));
}

/* Lays one sheet down; the shot's homography is set here. */
static struct page_shot lay(struct desk *desk, double degrees, double scale,
	double x, double y, double tilt)
{
	struct page_shot shot = { .noise = 3 };

	page_pose(shot.h, 148, 210, degrees, scale, x, y, tilt, tilt / 2);
	page_lay(&desk->photo, &desk->page, &shot);
	return shot;
}

/* Pixels between the truth and the placement, at the worst item of a kind. */
static double worst(const struct desk *desk, size_t which,
	const struct page_shot *shot, enum ph_form_kind kind)
{
	const struct ph_warp *warp = &desk->found.at[which].warp;
	double most = 0;

	for (size_t i = 0; i < desk->form.count; i++) {
		const struct ph_form_item *item = &desk->form.items[i];
		struct ph_point is = ph_warp_map(warp, item->x, item->y);
		struct ph_point want = page_truth(shot, item->x, item->y);

		if (item->kind == kind)
			most = fmax(most, hypot(is.x - want.x, is.y - want.y));
	}
	return most;
}

static void a_form_is_found_at_any_angle(void **state)
{
	static const double angles[] = { 0, 90, 180, 270, 33, 147, 301 };
	struct desk *desk = *state;

	for (size_t i = 0; i < sizeof(angles) / sizeof(*angles); i++) {
		struct page_shot shot;

		clear(desk, SIDE, SIDE);
		shot = lay(desk, angles[i], 5.5, 750, 750, 0.08);
		find(desk);
		assert_int_equal(desk->found.count, 1);
		assert_int_equal(desk->found.at[0].anchors, 4);
		assert_true(desk->found.at[0].coded);
		assert_true(worst(desk, 0, &shot, PH_FORM_ANCHOR) < 0.3);
		assert_true(worst(desk, 0, &shot, PH_FORM_BOX) < 0.2 * 5.5);
	}
}

static void three_tags_suffice(void **state)
{
	struct desk *desk = *state;

	for (int i = 0; i < PH_FORM_CORNERS; i++) {
		struct page_shot shot;
		const struct ph_form_item *tag = &desk->form.items[1 + i];

		clear(desk, SIDE, SIDE);
		page_fill(&desk->page, tag->x, tag->y, 10, 10, 245);
		shot = lay(desk, 12, 6, 750, 750, 0.05);
		page_tag(&desk->page, tag);
		find(desk);
		assert_int_equal(desk->found.count, 1);
		assert_int_equal(desk->found.at[0].anchors, 3);
		assert_int_equal(desk->found.at[0].corners, 15 & ~(1 << i));
		assert_true(worst(desk, 0, &shot, PH_FORM_BOX) < 0.2 * 6);
	}
}

static void two_tags_need_the_boxes(void **state)
{
	struct desk *desk = *state;
	struct page_shot shot;

	page_fill(&desk->page, 100, 180, 48, 30, 245);
	page_fill(&desk->page, 0, 180, 48, 30, 245);
	clear(desk, SIDE, SIDE);
	shot = lay(desk, -8, 6, 750, 750, 0.05);
	find(desk);
	assert_int_equal(desk->found.count, 1);
	assert_int_equal(desk->found.at[0].anchors, 2);
	assert_true(worst(desk, 0, &shot, PH_FORM_BOX) < 0.2 * 6);

	page_fill(&desk->page, 0, 50, 148, 130, 245); /* no box is left */
	clear(desk, SIDE, SIDE);
	lay(desk, -8, 6, 750, 750, 0.05);
	find(desk);
	assert_int_equal(desk->found.count, 0);
	assert_int_equal(desk->seen.alone, 2);
}

static void copies_are_told_apart(void **state)
{
	struct desk *desk = *state;
	struct page_shot shot[3];

	clear(desk, 1800, 1800);
	shot[0] = lay(desk, 2, 5, 420, 560, 0.03);
	shot[1] = lay(desk, -3, 5, 1250, 600, 0.03);
	shot[2] = lay(desk, 88, 5, 900, 1400, 0.03);
	find(desk);
	assert_int_equal(desk->found.count, 3);
	for (size_t i = 0; i < 3; i++)
		assert_true(worst(desk, i, &shot[i], PH_FORM_ANCHOR) < 0.5);
}

static void tags_of_two_sheets_are_not_mixed(void **state)
{
	struct desk *desk = *state;

	/* The right tags of one copy stand 30 mm further from the left ones of
	 * the other than on one sheet. */
	clear(desk, 1800, SIDE);
	page_fill(&desk->page, 0, 0, 120, 210, 245);
	lay(desk, 0, 5, 550, 700, 0);
	ph_image_release(&desk->page);
	assert_true(page_draw(&desk->page, &desk->form, 0.3));
	/* The other sheet ends before its right tags. */
	desk->page.width = 60 * PAGE_SCALE;
	for (size_t y = 1; y < desk->page.height; y++)
		memmove(desk->page.pixels + y * desk->page.width,
			desk->page.pixels + y * 148 * PAGE_SCALE,
			desk->page.width);
	lay(desk, 0, 5, 400, 700, 0);
	find(desk);
	for (size_t i = 0; i < desk->found.count; i++)
		assert_true(desk->found.at[i].anchors < 3);
}

static void a_small_tag_is_found_at_the_finer_scale(void **state)
{
	struct desk *desk = *state;
	struct page_shot shot;

	clear(desk, 2000, 2000);
	shot = lay(desk, 20, 2.6, 600, 600, 0);
	find(desk);
	assert_int_equal(desk->found.count, 1);
	assert_true(worst(desk, 0, &shot, PH_FORM_BOX) < 0.3 * 2.6);
}

static void tags_of_other_forms_are_counted(void **state)
{
	struct desk *desk = *state;
	struct ph_error err;

	clear(desk, SIDE, SIDE);
	lay(desk, 0, 5.5, 750, 750, 0);
	for (size_t i = 0; i < desk->form.count; i++)
		if (desk->form.items[i].kind == PH_FORM_ANCHOR)
			snprintf(desk->form.items[i].value,
				sizeof(desk->form.items[i].value), "%zu",
				100 + i);
	ph_paper_destroy(desk->paper);
	desk->paper = ph_paper_create(&desk->form, NULL);
	assert_non_null(desk->paper);
	find(desk);
	assert_int_equal(desk->found.count, 0);
	assert_int_equal(desk->seen.tags, 4);
	assert_int_equal(desk->seen.unknown, 4);
	assert_true(ph_omr_find(desk->omr, &desk->photo, NULL, 0, &desk->found,
		&desk->seen, &err));
	assert_int_equal(desk->found.count, 0);
}

static void noise_and_odd_sizes_hold_no_form(void **state)
{
	static const unsigned sizes[][2] = { { 1, 1 }, { 1, 4000 }, { 4000, 1 },
		{ 39, 39 }, { 40, 41 }, { 64, 9000 }, { 700, 700 } };
	struct desk *desk = *state;

	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		unsigned seed = (unsigned)i;
		char detail[160];

		clear(desk, sizes[i][0], sizes[i][1]);
		for (size_t k = 0; k < (size_t)sizes[i][0] * sizes[i][1]; k++)
			desk->photo.pixels[k] =
				(uint8_t)(256 * page_random(&seed));
		find(desk);
		assert_int_equal(desk->found.count, 0);
		ph_omr_judge(&desk->photo, detail, sizeof(detail));
	}
}

static void a_dark_and_a_blurred_photo_are_named(void **state)
{
	struct desk *desk = *state;
	PH_AUTO(ph_image_release) struct ph_image small = { 0 }, soft = { 0 };
	PH_AUTO(ph_image_release) struct ph_image blurred = { 0 };
	char detail[160];

	clear(desk, SIDE, SIDE);
	lay(desk, 0, 6, 750, 750, 0);
	assert_int_equal(ph_omr_judge(&desk->photo, detail, sizeof(detail)),
		PH_OMR_FINE);
	for (size_t i = 0; i < (size_t)SIDE * SIDE; i++)
		desk->photo.pixels[i] /= 8;
	assert_int_equal(ph_omr_judge(&desk->photo, detail, sizeof(detail)),
		PH_OMR_DARK);
	clear(desk, SIDE, SIDE);
	lay(desk, 0, 6, 750, 750, 0);
	assert_true(ph_image_shrink(&small, &desk->photo, 8));
	assert_true(ph_image_double(&soft, &small));
	assert_true(ph_image_double(&blurred, &soft));
	assert_int_equal(
		ph_omr_judge(&blurred, detail, sizeof(detail)), PH_OMR_BLURRED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			a_form_is_found_at_any_angle, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			three_tags_suffice, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			two_tags_need_the_boxes, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			copies_are_told_apart, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			tags_of_two_sheets_are_not_mixed, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_small_tag_is_found_at_the_finer_scale, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(
			tags_of_other_forms_are_counted, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			noise_and_odd_sizes_hold_no_form, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_dark_and_a_blurred_photo_are_named, set_up,
			tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
