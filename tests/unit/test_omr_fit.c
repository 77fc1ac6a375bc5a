/* SPDX-License-Identifier: MIT */
/* Homographies, meshes, warps and the flattened crop. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "omr_internal.h"
#include "test_omr_page.h"

enum {
	TIES = 60,
};

static const double WIDTH = 148, HEIGHT = 210;

/* A view from the side, turned by 30 degrees. */
static void view(double h[9])
{
	page_pose(h, WIDTH, HEIGHT, 30, 12, 1500, 1400, 0.15, 0.1);
}

/* Ties all over the page, where the shot has them. */
static void tie_page(
	struct ph_tie *ties, size_t count, const struct page_shot *shot)
{
	unsigned seed = 7;

	for (size_t i = 0; i < count; i++) {
		double x = WIDTH * page_random(&seed);
		double y = HEIGHT * page_random(&seed);

		ties[i] = (struct ph_tie){ .on = { x, y },
			.at = page_truth(shot, x, y),
			.weight = 1 };
	}
}

static double distance(struct ph_point a, struct ph_point b)
{
	return hypot(a.x - b.x, a.y - b.y);
}

/* Millimetres that the warp lies off at the worst place of the page. */
static double worst(const struct ph_warp *warp, const struct page_shot *shot)
{
	double most = 0;

	for (double y = 10; y < HEIGHT; y += 10)
		for (double x = 10; x < WIDTH; x += 10) {
			double off = distance(ph_warp_map(warp, x, y),
				page_truth(shot, x, y));

			most = fmax(most, off / ph_warp_scale(warp, x, y));
		}
	return most;
}

static struct ph_point curl(double x, double y)
{
	double u = (x - WIDTH / 2) / (WIDTH / 2);
	double v = (y - HEIGHT / 2) / (HEIGHT / 2);

	return (struct ph_point){ 2 * v * v * u, 2.5 * u * u };
}

static void four_ties_give_the_homography_back(void **state)
{
	struct page_shot shot = { 0 };
	struct ph_warp warp = { .columns = 0 };
	struct ph_tie ties[4];

	(void)state;
	view(shot.h);
	tie_page(ties, 4, &shot);
	assert_true(ph_fit_homography(warp.h, ties, 4));
	assert_true(worst(&warp, &shot) < 1e-6);
}

static void many_noisy_ties_give_it_nearly(void **state)
{
	struct page_shot shot = { 0 };
	struct ph_warp warp = { .columns = 0 };
	struct ph_tie ties[TIES];
	unsigned seed = 3;

	(void)state;
	view(shot.h);
	tie_page(ties, TIES, &shot);
	for (int i = 0; i < TIES; i++) {
		ties[i].at.x += 2 * page_random(&seed) - 1;
		ties[i].at.y += 2 * page_random(&seed) - 1;
	}
	assert_true(ph_fit_homography(warp.h, ties, TIES));
	assert_true(worst(&warp, &shot) < 0.08);
}

static void degenerate_ties_are_refused(void **state)
{
	struct page_shot shot = { 0 };
	struct ph_tie ties[8];
	double h[9];

	(void)state;
	view(shot.h);
	tie_page(ties, 8, &shot);
	assert_false(ph_fit_homography(h, ties, 3));
	for (int i = 0; i < 8; i++) /* all on one line */
		ties[i].on.y = ties[i].on.x;
	for (int i = 0; i < 8; i++)
		ties[i].at = page_truth(&shot, ties[i].on.x, ties[i].on.y);
	assert_false(ph_fit_homography(h, ties, 8));
	for (int i = 0; i < 8; i++) /* all at one place */
		ties[i] = ties[0];
	assert_false(ph_fit_homography(h, ties, 8));
	ties[3].at.x = NAN;
	assert_false(ph_fit_homography(h, ties, 8));
}

static void the_inverse_leads_back(void **state)
{
	double h[9], inverse[9];
	struct ph_point at, on;

	(void)state;
	view(h);
	assert_true(ph_homography_invert(inverse, h));
	at = ph_homography_map(h, 40, 170);
	on = ph_homography_map(inverse, at.x, at.y);
	assert_true(fabs(on.x - 40) < 1e-9 && fabs(on.y - 170) < 1e-9);
	memset(h, 0, sizeof(h));
	assert_false(ph_homography_invert(inverse, h));
}

static void a_mesh_takes_curl_out(void **state)
{
	struct page_shot shot = { .curl = curl };
	struct ph_warp warp = { .columns = 0 };
	struct ph_tie ties[TIES];

	(void)state;
	view(shot.h);
	tie_page(ties, TIES, &shot);
	assert_true(ph_fit_homography(warp.h, ties, TIES));
	assert_true(worst(&warp, &shot) > 1);
	assert_true(ph_fit_mesh(&warp, WIDTH, HEIGHT, ties, TIES));
	assert_true(worst(&warp, &shot) < 0.5);
}

static void one_wrong_tie_does_not_bend_the_mesh(void **state)
{
	struct page_shot shot = { 0 };
	struct ph_warp warp = { .columns = 0 };
	struct ph_tie ties[TIES];

	(void)state;
	view(shot.h);
	memcpy(warp.h, shot.h, sizeof(warp.h));
	tie_page(ties, TIES, &shot);
	ties[TIES / 2].at.x += 40; /* 3 mm */
	assert_true(ph_fit_mesh(&warp, WIDTH, HEIGHT, ties, TIES));
	assert_true(worst(&warp, &shot) < 0.05);
}

static void a_mesh_without_ties_is_flat(void **state)
{
	struct page_shot shot = { 0 };
	struct ph_warp warp = { .columns = 0 };

	(void)state;
	view(shot.h);
	memcpy(warp.h, shot.h, sizeof(warp.h));
	assert_true(ph_fit_mesh(&warp, WIDTH, HEIGHT, NULL, 0));
	assert_true(worst(&warp, &shot) < 1e-6);
}

static void unmapping_a_bent_warp_leads_back(void **state)
{
	struct page_shot shot = { .curl = curl };
	struct ph_warp warp = { .columns = 0 };
	struct ph_tie ties[TIES];
	struct ph_point at, on;

	(void)state;
	view(shot.h);
	tie_page(ties, TIES, &shot);
	assert_true(ph_fit_homography(warp.h, ties, TIES));
	assert_true(ph_fit_mesh(&warp, WIDTH, HEIGHT, ties, TIES));
	at = ph_warp_map(&warp, 30, 150);
	on = ph_warp_unmap(&warp, at.x, at.y);
	assert_true(fabs(on.x - 30) < 0.01 && fabs(on.y - 150) < 0.01);
}

/* A photo of upright stripes, one pixel black and one white. */
static void stripes(struct ph_image *photo)
{
	assert_true(ph_image_make(photo, 400, 300));
	for (size_t i = 0; i < 400 * 300; i++)
		photo->pixels[i] = i % 2 ? 200 : 0;
}

static void set_scale(struct ph_placement *placement, double scale)
{
	*placement = (struct ph_placement){ 0 };
	placement->warp.h[0] = placement->warp.h[4] = scale;
	placement->warp.h[8] = 1;
}

static void a_crop_coarser_than_the_photo_is_its_mean(void **state)
{
	PH_AUTO(ph_image_release) struct ph_image photo = { 0 }, crop = { 0 };
	struct ph_placement placement;
	struct ph_error err;

	(void)state;
	stripes(&photo);
	set_scale(&placement, 20);
	assert_true(ph_omr_flatten(
		&crop, &photo, &placement, 2, 2, 10, 5, 5, &err));
	assert_int_equal(crop.width, 50);
	assert_int_equal(crop.height, 25);
	for (size_t i = 0; i < 50 * 25; i++)
		assert_in_range(crop.pixels[i], 90, 110);
}

static void a_crop_at_the_photos_scale_is_the_photo(void **state)
{
	PH_AUTO(ph_image_release) struct ph_image photo = { 0 }, crop = { 0 };
	struct ph_placement placement;
	struct ph_error err;

	(void)state;
	stripes(&photo);
	set_scale(&placement, 10);
	assert_true(ph_omr_flatten(
		&crop, &photo, &placement, 1, 1, 5, 5, 10, &err));
	for (unsigned y = 0; y < 50; y++)
		for (unsigned x = 0; x < 50; x++)
			assert_int_equal(crop.pixels[y * 50 + x],
				photo.pixels[(y + 10) * 400 + x + 10]);
}

static void outside_the_photo_a_crop_is_white(void **state)
{
	PH_AUTO(ph_image_release) struct ph_image photo = { 0 }, crop = { 0 };
	struct ph_placement placement;
	struct ph_error err;

	(void)state;
	stripes(&photo);
	set_scale(&placement, 10);
	assert_true(ph_omr_flatten(
		&crop, &photo, &placement, 35, 0, 10, 10, 10, &err));
	assert_int_equal(crop.pixels[49], photo.pixels[399]);
	assert_int_equal(crop.pixels[51], 255);
	assert_int_equal(crop.pixels[99], 255);
}

static void no_warp_is_too_wild(void **state)
{
	static const double wild[][9] = {
		{ 0 },
		{ NAN, 0, 0, 0, NAN, 0, 0, 0, 1 },
		{ INFINITY, 0, 0, 0, 1, 0, 0, 0, 1 },
		{ 1e300, 0, 0, 0, 1e300, 0, 0, 0, 1e-300 },
		{ 10, 0, 0, 0, 10, 0, -0.1, 0, 1 }, /* through the horizon */
		{ 10, 0, 0, 0, 10, 0, 0, 0, -1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wild) / sizeof(*wild); i++) {
		PH_AUTO(ph_image_release) struct ph_image photo = { 0 };
		PH_AUTO(ph_image_release) struct ph_image crop = { 0 };
		struct ph_placement placement = { 0 };
		struct ph_error err;

		stripes(&photo);
		memcpy(placement.warp.h, wild[i], sizeof(wild[i]));
		assert_true(ph_omr_flatten(
			&crop, &photo, &placement, 0, 0, 20, 20, 5, &err));
		assert_int_equal(crop.width, 100);
		assert_true(isfinite(ph_warp_scale(&placement.warp, 5, 5)));
		assert_true(isfinite(ph_warp_unmap(&placement.warp, 5, 5).x));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(four_ties_give_the_homography_back),
		cmocka_unit_test(many_noisy_ties_give_it_nearly),
		cmocka_unit_test(degenerate_ties_are_refused),
		cmocka_unit_test(the_inverse_leads_back),
		cmocka_unit_test(a_mesh_takes_curl_out),
		cmocka_unit_test(one_wrong_tie_does_not_bend_the_mesh),
		cmocka_unit_test(a_mesh_without_ties_is_flat),
		cmocka_unit_test(unmapping_a_bent_warp_leads_back),
		cmocka_unit_test(a_crop_coarser_than_the_photo_is_its_mean),
		cmocka_unit_test(a_crop_at_the_photos_scale_is_the_photo),
		cmocka_unit_test(outside_the_photo_a_crop_is_white),
		cmocka_unit_test(no_warp_is_too_wild),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
