/* SPDX-License-Identifier: MIT */
/* Preparations that compare a pixel with the mean of the window around it. */
#include <phieu/image.h>
#include <phieu/list.h>

enum {
	RADIUS_MAX = 1000 /* (2 × 1000 + 1)² × 255 still fits 32 bits */
};

/* Sums over a (2 radius + 1)² window, cut at the image's edges, moved down
 * row by row: each pixel is added and taken away once a direction, and no
 * integral image (4 bytes a pixel) is needed. */
struct window {
	const struct ph_image *in;
	unsigned radius, top, bottom; /* rows from top to before bottom */
	uint32_t *columns;            /* sum of those rows, a column each */
	uint32_t *sums;               /* of the whole window, a pixel each */
};

static bool window_init(
	struct window *window, const struct ph_image *in, unsigned radius)
{
	size_t both;

	*window = (struct window){
		.in = in,
		.radius = radius < RADIUS_MAX ? radius : RADIUS_MAX,
	};
	if (!ph_size_multiply(in->width, 2, &both))
		return false;
	window->columns = ph_alloc(both, sizeof(*window->columns));
	window->sums = window->columns ? window->columns + in->width : NULL;
	return window->columns != NULL;
}

static void window_release(struct window *window)
{
	free(window->columns);
}
PH_CLEANUP_VALUE(struct window, window_release)

static void add_row(struct window *window, unsigned y, uint32_t sign)
{
	const uint8_t *row = window->in->pixels + (size_t)y * window->in->width;

	for (unsigned x = 0; x < window->in->width; x++)
		window->columns[x] += sign * row[x];
}

static unsigned above(unsigned i, unsigned radius)
{
	return i > radius ? i - radius : 0;
}

static unsigned below(unsigned i, unsigned radius, unsigned end)
{
	return radius < end - i ? i + radius + 1 : end;
}

/* Moves to row y (rows come in order), fills sums; the number of its rows. */
static unsigned window_move(struct window *window, unsigned y)
{
	unsigned width = window->in->width, r = window->radius;
	unsigned bottom = below(y, r, window->in->height);
	unsigned right = 0, left = 0;
	uint32_t sum = 0;

	for (; window->bottom < bottom; window->bottom++)
		add_row(window, window->bottom, 1);
	for (; window->top < above(y, r); window->top++)
		add_row(window, window->top, UINT32_MAX); /* −1 */
	for (unsigned x = 0; x < width; x++) {
		while (right < below(x, r, width))
			sum += window->columns[right++];
		while (left < above(x, r))
			sum -= window->columns[left++];
		window->sums[x] = sum;
	}
	return window->bottom - window->top;
}

static unsigned window_columns(const struct window *window, unsigned x)
{
	return below(x, window->radius, window->in->width)
	       - above(x, window->radius);
}

bool ph_image_threshold(struct ph_image *out, const struct ph_image *in,
	unsigned radius, int offset)
{
	PH_AUTO(window_release) struct window window = { 0 };

	if (!window_init(&window, in, radius)
		|| !ph_image_make(out, in->width, in->height))
		return false;
	for (unsigned y = 0; y < in->height; y++) {
		const uint8_t *from = in->pixels + (size_t)y * in->width;
		uint8_t *row = out->pixels + (size_t)y * in->width;
		unsigned rows = window_move(&window, y);

		for (unsigned x = 0; x < in->width; x++) {
			int64_t area = rows * window_columns(&window, x);

			row[x] = (from[x] + offset) * area > window.sums[x]
					 ? 255
					 : 0;
		}
	}
	return true;
}

static uint8_t clamp(int value)
{
	return (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
}

bool ph_image_sharpen(struct ph_image *out, const struct ph_image *in,
	unsigned radius, unsigned quarters)
{
	PH_AUTO(window_release) struct window window = { 0 };
	int amount = quarters < 1000 ? (int)quarters : 1000;

	if (!window_init(&window, in, radius)
		|| !ph_image_make(out, in->width, in->height))
		return false;
	for (unsigned y = 0; y < in->height; y++) {
		const uint8_t *from = in->pixels + (size_t)y * in->width;
		uint8_t *row = out->pixels + (size_t)y * in->width;
		unsigned rows = window_move(&window, y);

		for (unsigned x = 0; x < in->width; x++) {
			uint32_t area = rows * window_columns(&window, x);
			int mean = (int)((window.sums[x] + area / 2) / area);

			row[x] = clamp(from[x] + amount * (from[x] - mean) / 4);
		}
	}
	return true;
}
