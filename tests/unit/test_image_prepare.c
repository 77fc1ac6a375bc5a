/* SPDX-License-Identifier: MIT */
/* The preparations against their definitions, computed the slow way. */
#include "test_image_make.h"

static int pixel(const struct ph_image *image, int x, int y)
{
	int right = (int)image->width - 1, bottom = (int)image->height - 1;

	x = x < 0 ? 0 : x > right ? right : x;
	y = y < 0 ? 0 : y > bottom ? bottom : y;
	return image->pixels[y * (right + 1) + x];
}

static int greater(int a, int b)
{
	return a > b ? a : b;
}

static int smaller(int a, int b)
{
	return a < b ? a : b;
}

/* Sum and number of the pixels of the window that are inside the image. */
static int sum_window(
	const struct ph_image *image, int x, int y, int radius, int *area)
{
	int right = smaller((int)image->width - 1, x + radius);
	int bottom = smaller((int)image->height - 1, y + radius);
	int sum = 0;

	*area = 0;
	for (int v = greater(0, y - radius); v <= bottom; v++)
		for (int u = greater(0, x - radius); u <= right; u++) {
			sum += pixel(image, u, v);
			++*area;
		}
	return sum;
}

static bool threshold(
	struct ph_image *out, const struct ph_image *in, int radius, int offset)
{
	return ph_image_threshold(out, in, (unsigned)radius, offset);
}

static int want_threshold(
	const struct ph_image *in, int x, int y, int radius, int offset)
{
	int area, sum = sum_window(in, x, y, radius, &area);

	return pixel(in, x, y) * area > sum - offset * area ? 255 : 0;
}

static bool sharpen(struct ph_image *out, const struct ph_image *in, int radius,
	int quarters)
{
	return ph_image_sharpen(out, in, (unsigned)radius, (unsigned)quarters);
}

static int want_sharpen(
	const struct ph_image *in, int x, int y, int radius, int quarters)
{
	int area, sum = sum_window(in, x, y, radius, &area);
	int own = pixel(in, x, y), mean = (sum + area / 2) / area;

	return smaller(255, greater(0, own + quarters * (own - mean) / 4));
}

static bool shrink(
	struct ph_image *out, const struct ph_image *in, int factor, int unused)
{
	(void)unused;
	return ph_image_shrink(out, in, (unsigned)factor);
}

static int want_shrink(
	const struct ph_image *in, int x, int y, int factor, int unused)
{
	int area = factor * factor, sum = area / 2;

	(void)unused;
	for (int i = 0; i < area; i++)
		sum += pixel(
			in, x * factor + i % factor, y * factor + i / factor);
	return sum / area;
}

static bool twice(struct ph_image *out, const struct ph_image *in, int a, int b)
{
	(void)a;
	(void)b;
	return ph_image_double(out, in);
}

static int want_twice(const struct ph_image *in, int x, int y, int a, int b)
{
	int u = x / 2, v = y / 2;
	int beside = u + (x % 2 ? 1 : -1), below = v + (y % 2 ? 1 : -1);

	(void)a;
	(void)b;
	return (9 * pixel(in, u, v) + 3 * pixel(in, beside, v)
		       + 3 * pixel(in, u, below) + pixel(in, beside, below) + 8)
	       / 16;
}

struct preparation {
	bool (*make)(
		struct ph_image *out, const struct ph_image *in, int a, int b);
	int (*want)(const struct ph_image *in, int x, int y, int a, int b);
	int a, b;
	/* The size of the result: × up / down. */
	unsigned up, down;
};

static void compare(
	const struct preparation *preparation, const struct ph_image *in)
{
	PH_AUTO(ph_image_release) struct ph_image out = { 0 };

	assert_true(
		preparation->make(&out, in, preparation->a, preparation->b));
	assert_int_equal(
		out.width, in->width * preparation->up / preparation->down);
	assert_int_equal(
		out.height, in->height * preparation->up / preparation->down);
	for (int y = 0; y < (int)out.height; y++)
		for (int x = 0; x < (int)out.width; x++)
			assert_int_equal(pixel(&out, x, y),
				preparation->want(in, x, y, preparation->a,
					preparation->b));
}

static void compare_on_noise(const struct preparation *preparation)
{
	static const unsigned sizes[][2] = { { 1, 1 }, { 7, 1 }, { 1, 9 },
		{ 23, 17 }, { 40, 31 } };

	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		PH_AUTO(ph_image_release) struct ph_image in = { 0 };

		assert_true(ph_image_make(&in, sizes[i][0], sizes[i][1]));
		srand((unsigned)i);
		for (unsigned p = 0; p < in.width * in.height; p++)
			in.pixels[p] = (uint8_t)(rand() >> 7);
		compare(preparation, &in);
	}
}

static void a_threshold_compares_with_the_mean_around(void **state)
{
	static const int cases[][2] = { { 0, 0 }, { 1, 5 }, { 3, -4 },
		{ 8, 10 }, { 5000, 0 } };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		compare_on_noise(&(struct preparation){ threshold,
			want_threshold, cases[i][0], cases[i][1], 1, 1 });
}

static void sharpening_adds_the_difference_to_the_mean_around(void **state)
{
	static const int cases[][2] = { { 1, 4 }, { 2, 8 }, { 4, 12 },
		{ 16, 3 }, { 3, 0 } };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		compare_on_noise(&(struct preparation){ sharpen, want_sharpen,
			cases[i][0], cases[i][1], 1, 1 });
}

static void shrinking_takes_the_mean_of_each_block(void **state)
{
	(void)state;
	for (unsigned factor = 1; factor <= 5; factor++)
		compare_on_noise(&(struct preparation){
			shrink, want_shrink, (int)factor, 0, 1, factor });
}

static void doubling_weighs_the_four_nearest(void **state)
{
	(void)state;
	compare_on_noise(
		&(struct preparation){ twice, want_twice, 0, 0, 2, 1 });
}

static void an_image_that_no_memory_holds_is_refused(void **state)
{
	struct ph_image image;

	(void)state;
	assert_false(ph_image_make(&image, UINT32_MAX, UINT32_MAX));
	ph_image_release(&image);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_threshold_compares_with_the_mean_around),
		cmocka_unit_test(
			sharpening_adds_the_difference_to_the_mean_around),
		cmocka_unit_test(shrinking_takes_the_mean_of_each_block),
		cmocka_unit_test(doubling_weighs_the_four_nearest),
		cmocka_unit_test(an_image_that_no_memory_holds_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
