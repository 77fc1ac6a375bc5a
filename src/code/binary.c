/* SPDX-License-Identifier: MIT */
/*
 * A threshold by blocks: as good as one by a window around each pixel where
 * finders are looked for, at a fifth of its time.
 */
#include "code_internal.h"

#include <string.h>

enum {
	BLOCK = 8, /* pixels a side */
	REACH_MOST = 32
};

/* Sums of blocks, and of the blocks around each. */
struct blocks {
	unsigned across, down, width, height;
	uint32_t *sum, *around;
};

static void blocks_release(struct blocks *blocks)
{
	free(blocks->sum);
	free(blocks->around);
}
PH_CLEANUP_VALUE(struct blocks, blocks_release)

static bool blocks_init(struct blocks *blocks, const struct ph_image *in)
{
	size_t count;

	blocks->across = (in->width + BLOCK - 1) / BLOCK;
	blocks->down = (in->height + BLOCK - 1) / BLOCK;
	blocks->width = in->width;
	blocks->height = in->height;
	if (!ph_size_multiply(blocks->across, blocks->down, &count))
		return false;
	blocks->sum = ph_alloc(count, sizeof(*blocks->sum));
	blocks->around = ph_alloc(count, sizeof(*blocks->around));
	return blocks->sum && blocks->around;
}

/* Eight pixels as four sums of two, 16 bits each: eight rows of them fit. */
static uint64_t add_pairs(const uint8_t *pixels)
{
	const uint64_t low = 0x00ff00ff00ff00ff;
	uint64_t eight;

	memcpy(&eight, pixels, sizeof(eight));
	return (eight & low) + (eight >> 8 & low);
}

static unsigned add_lanes(uint64_t lanes)
{
	return (unsigned)((lanes & 0xffff) + (lanes >> 16 & 0xffff)
			  + (lanes >> 32 & 0xffff) + (lanes >> 48));
}

/* Sums of one row of blocks, `rows` pixels high. */
static void add_blocks(
	uint32_t *sum, const uint8_t *pixels, unsigned width, unsigned rows)
{
	unsigned whole = width / BLOCK;

	for (unsigned i = 0; i < whole; i++) {
		uint64_t lanes = 0;

		for (unsigned y = 0; y < rows; y++)
			lanes += add_pairs(
				pixels + (size_t)y * width + i * BLOCK);
		sum[i] = add_lanes(lanes);
	}
	for (unsigned y = 0; y < rows; y++)
		for (unsigned x = whole * BLOCK; x < width; x++)
			sum[whole] += pixels[(size_t)y * width + x];
}

/* Pixels of one block along one side. */
static unsigned extent(unsigned i, unsigned size)
{
	return (i + 1) * BLOCK <= size ? BLOCK : size - i * BLOCK;
}

/* around = the mean over the window, in one direction after the other. */
static bool spread(struct blocks *blocks, unsigned reach)
{
	unsigned across = blocks->across, down = blocks->down;
	uint32_t *line = ph_alloc(across, sizeof(*line));

	if (!line)
		return false;
	for (unsigned y = 0; y < down; y++) {
		unsigned top = y > reach ? y - reach : 0;
		unsigned end = y + reach + 1 < down ? y + reach + 1 : down;
		unsigned rows = (end - 1) * BLOCK
				+ extent(end - 1, blocks->height) - top * BLOCK;

		for (unsigned x = 0; x < across; x++)
			line[x] = 0;
		for (unsigned v = top; v < end; v++)
			for (unsigned x = 0; x < across; x++)
				line[x] += blocks->sum[v * across + x];
		for (unsigned x = 0; x < across; x++) {
			unsigned left = x > reach ? x - reach : 0;
			unsigned stop =
				x + reach + 1 < across ? x + reach + 1 : across;
			unsigned columns = (stop - 1) * BLOCK
					   + extent(stop - 1, blocks->width)
					   - left * BLOCK;
			uint64_t sum = 0;

			for (unsigned u = left; u < stop; u++)
				sum += line[u];
			blocks->around[y * across + x] =
				(uint32_t)(sum / rows / columns);
		}
	}
	free(line);
	return true;
}

/* One row of blocks; `cut` has room for a row of pixels. */
static void cut_blocks(struct ph_image *out, const struct ph_image *in,
	const struct blocks *blocks, unsigned row, uint8_t *cut, int offset,
	bool flipped)
{
	const uint32_t *means = blocks->around + (size_t)row * blocks->across;
	unsigned width = in->width, rows = extent(row, in->height);
	uint8_t flip = flipped ? 255 : 0;

	for (unsigned x = 0; x < width; x++) {
		int least =
			(int)means[x / BLOCK] - (flipped ? -offset : offset);

		cut[x] = (uint8_t)(least < 0 ? 0 : least > 255 ? 255 : least);
	}
	for (unsigned y = row * BLOCK; y < row * BLOCK + rows; y++) {
		const uint8_t *from = in->pixels + (size_t)y * width;
		uint8_t *to = out->pixels + (size_t)y * width;

		for (unsigned x = 0; x < width; x++)
			to[x] = (uint8_t)((from[x] >= cut[x] ? 255 : 0) ^ flip);
	}
}

bool ph_binary_make(struct ph_image *out, const struct ph_image *in,
	unsigned reach, int offset, bool flipped)
{
	PH_AUTO(blocks_release) struct blocks blocks = { 0 };
	uint8_t *cut = ph_alloc((size_t)in->width + 1, 1);

	if (!cut || !blocks_init(&blocks, in)
		|| !ph_image_make(out, in->width, in->height)) {
		free(cut);
		return false;
	}
	for (unsigned row = 0; row < blocks.down; row++)
		add_blocks(blocks.sum + (size_t)row * blocks.across,
			in->pixels + (size_t)row * BLOCK * in->width, in->width,
			extent(row, in->height));
	if (!spread(&blocks, reach < REACH_MOST ? reach : REACH_MOST)) {
		ph_image_release(out);
		free(cut);
		return false;
	}
	for (unsigned row = 0; row < blocks.down; row++)
		cut_blocks(out, in, &blocks, row, cut, offset, flipped);
	free(cut);
	return true;
}
