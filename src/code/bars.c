/* SPDX-License-Identifier: MIT */
/*
 * Where bars stand side by side: blocks whose grey changes much, and nearly
 * all in one direction (the structure tensor's coherence; Förstner & Gülch
 * 1987), joined to patches of like direction.
 */
#include "code_internal.h"

#include <math.h>
#include <string.h>

enum {
	BLOCK = 16,       /* pixels a side, */
	STEP = 4,         /* of which so few rows are enough */
	BLOCKS_LEAST = 5, /* in a code */
	PATCHES_MOST = 200
};

/* Squared grey levels a pixel, of differences over two pixels: noise of 4
 * levels gives 64. */
#define ENERGY_LEAST 160.0
/* Bars give 0.8 and more, print 0.2 to 0.5. */
#define COHERENCE_LEAST 0.6
/* Cosine of twice the angle between blocks of one patch: 17°. */
#define ALIKE 0.83

struct tensor {
	int xx, xy, yy;
};

struct blocks {
	unsigned across, down;
	struct tensor *tensor;
	uint8_t *state; /* 1: bars, not in a patch yet */
	uint32_t *queue;
};

static void blocks_release(struct blocks *blocks)
{
	free(blocks->tensor);
	free(blocks->state);
	free(blocks->queue);
}
PH_CLEANUP_VALUE(struct blocks, blocks_release)

static bool blocks_init(struct blocks *blocks, const struct ph_image *image)
{
	size_t count;

	blocks->across = image->width / BLOCK;
	blocks->down = image->height / BLOCK;
	if (!ph_size_multiply(blocks->across, blocks->down, &count))
		return false;
	count = count ? count : 1;
	blocks->tensor = ph_alloc(count, sizeof(*blocks->tensor));
	blocks->state = ph_alloc(count, 1);
	blocks->queue = ph_alloc(count, sizeof(*blocks->queue));
	return blocks->tensor && blocks->state && blocks->queue;
}

static void add_row(
	struct blocks *blocks, const struct ph_image *image, unsigned y)
{
	const uint8_t *row = image->pixels + (size_t)y * image->width;
	struct tensor *tensor =
		blocks->tensor + (size_t)(y / BLOCK) * blocks->across;

	for (unsigned i = 0; i < blocks->across; i++) {
		const uint8_t *p = row + (size_t)i * BLOCK;
		int xx = 0, xy = 0, yy = 0;
		/* The image's last column has no right neighbour. */
		unsigned from = i ? 0 : 1;
		unsigned to =
			(i + 1) * BLOCK < image->width ? BLOCK : BLOCK - 1;

		for (unsigned k = from; k < to; k++) {
			int dx = p[k + 1] - p[(int)k - 1];
			int dy = p[k + image->width] - *(p + k - image->width);

			xx += dx * dx;
			xy += dx * dy;
			yy += dy * dy;
		}
		tensor[i].xx += xx;
		tensor[i].xy += xy;
		tensor[i].yy += yy;
	}
}

static bool is_bars(const struct tensor *t)
{
	double energy = (double)t->xx + t->yy;
	double difference = (double)t->xx - t->yy;

	return energy > ENERGY_LEAST * BLOCK * BLOCK / STEP
	       && hypot(difference, 2.0 * t->xy) > COHERENCE_LEAST * energy;
}

/* Sums over a patch. */
struct sums {
	double xx, xy, yy;
};

static bool is_alike(const struct sums *sums, const struct tensor *t)
{
	double c1 = sums->xx - sums->yy, s1 = 2 * sums->xy;
	double c2 = (double)t->xx - t->yy, s2 = 2.0 * t->xy;

	return c1 * c2 + s1 * s2 > ALIKE * hypot(c1, s1) * hypot(c2, s2);
}

static unsigned grow(struct blocks *blocks, unsigned start, struct sums *sums)
{
	unsigned head = 0, tail = 0;

	blocks->queue[tail++] = start;
	blocks->state[start] = 0;
	*sums = (struct sums){ 0 };
	while (head < tail) {
		unsigned at = blocks->queue[head++];
		const struct tensor *t = &blocks->tensor[at];
		long x = at % blocks->across, y = at / blocks->across;

		sums->xx += t->xx;
		sums->xy += t->xy;
		sums->yy += t->yy;
		for (long v = y - 1; v <= y + 1; v++)
			for (long u = x - 1; u <= x + 1; u++) {
				unsigned next;

				if (u < 0 || v < 0 || u >= (long)blocks->across
					|| v >= (long)blocks->down)
					continue;
				next = (unsigned)v * blocks->across
				       + (unsigned)u;
				if (!blocks->state[next]
					|| !is_alike(
						sums, &blocks->tensor[next]))
					continue;
				blocks->state[next] = 0;
				blocks->queue[tail++] = next;
			}
	}
	return tail;
}

/* Block i of the patch, in directions square to the bars and along them. */
static struct ph_point turn(
	const struct blocks *blocks, unsigned i, double c, double s)
{
	double x = (blocks->queue[i] % blocks->across + 0.5) * BLOCK;
	double y = (blocks->queue[i] / blocks->across + 0.5) * BLOCK;

	return (struct ph_point){ c * x + s * y, -s * x + c * y };
}

/* How much the row of bars slants: a line through the blocks. */
static double find_slant(const struct blocks *blocks, unsigned count, double c,
	double s, struct ph_point *mean)
{
	double xx = 0, xy = 0, slant;

	*mean = (struct ph_point){ 0, 0 };
	for (unsigned i = 0; i < count; i++) {
		struct ph_point p = turn(blocks, i, c, s);

		mean->x += p.x / count;
		mean->y += p.y / count;
	}
	for (unsigned i = 0; i < count; i++) {
		struct ph_point p = turn(blocks, i, c, s);

		xx += (p.x - mean->x) * (p.x - mean->x);
		xy += (p.x - mean->x) * (p.y - mean->y);
	}
	slant = xx > 0 ? xy / xx : 0;
	return slant > 1 ? 1 : slant < -1 ? -1 : slant;
}

/* The patch's directions and extents. */
static void measure(const struct blocks *blocks, unsigned count,
	const struct sums *sums, double scale, struct ph_bars *bars)
{
	double angle = atan2(2 * sums->xy, sums->xx - sums->yy) / 2;
	double c = cos(angle), s = sin(angle), norm, a, b;
	double along[2] = { INFINITY, -INFINITY };
	double across[2] = { INFINITY, -INFINITY };
	struct ph_point mean;
	double slant = find_slant(blocks, count, c, s, &mean);

	for (unsigned i = 0; i < count; i++) {
		struct ph_point p = turn(blocks, i, c, s);

		p.y -= slant * (p.x - mean.x);
		along[0] = fmin(along[0], p.x);
		along[1] = fmax(along[1], p.x);
		across[0] = fmin(across[0], p.y);
		across[1] = fmax(across[1], p.y);
	}
	norm = sqrt(1 + slant * slant);
	*bars = (struct ph_bars){
		.along = { (c - s * slant) / norm, (s + c * slant) / norm },
		.down = { -s, c },
		.length = (along[1] - along[0] + BLOCK) * norm * scale,
		.height = (across[1] - across[0] + BLOCK * 0.6) * scale,
		.blocks = count,
	};
	a = (along[0] + along[1]) / 2;
	b = (across[0] + across[1]) / 2 + slant * (a - mean.x);
	bars->centre = (struct ph_point){ (c * a - s * b) * scale,
		(s * a + c * b) * scale };
}

/* How far `to` lies from `from`, along and across the bars of `from`. */
static struct ph_point find_offset(
	const struct ph_bars *from, const struct ph_bars *to)
{
	double dx = to->centre.x - from->centre.x;
	double dy = to->centre.y - from->centre.y;

	return (struct ph_point){ dx * from->along.x + dy * from->along.y,
		-dx * from->along.y + dy * from->along.x };
}

/* Parts of one code that wide bars or glare parted: in a row, of like height
 * and direction. */
static bool do_belong(const struct ph_bars *a, const struct ph_bars *b)
{
	struct ph_point apart = find_offset(a, b);
	double gap = fabs(apart.x) - (a->length + b->length) / 2;
	double cosine = a->along.x * b->along.x + a->along.y * b->along.y;
	double lower = fmin(a->height, b->height);
	double taller = fmax(a->height, b->height);

	return fabs(cosine) > 0.97 && taller < 1.5 * lower
	       && fabs(apart.y) < 0.25 * taller && gap < 0.5 * lower
	       && a->length + b->length > lower;
}

static void join(struct ph_bars *a, const struct ph_bars *b)
{
	struct ph_point apart = find_offset(a, b);
	double left = fmin(-a->length / 2, apart.x - b->length / 2);
	double right = fmax(a->length / 2, apart.x + b->length / 2);
	double share = (double)b->blocks / (a->blocks + b->blocks);
	double along = (left + right) / 2, across = apart.y * share;

	a->centre.x += a->along.x * along - a->along.y * across;
	a->centre.y += a->along.y * along + a->along.x * across;
	a->height = fmin(a->height, b->height);
	a->length = right - left;
	a->blocks += b->blocks;
}

static void join_all(struct ph_bars_list *list)
{
	for (size_t i = 0; i < list->list.count; i++)
		for (size_t j = 0; j < list->list.count; j++) {
			struct ph_bars *a = &list->list.at[i];
			struct ph_bars *b = &list->list.at[j];

			if (i == j || !do_belong(a, b))
				continue;
			join(a, b);
			*b = list->list.at[--list->list.count];
			/* What was joined may reach further ones. */
			i = 0;
			j = SIZE_MAX;
		}
}

/* Of a code's shape: a table's lines are patches as well, but narrow ones. */
static bool is_code(const struct ph_bars *bars)
{
	return bars->blocks >= BLOCKS_LEAST
	       && bars->length > 0.8 * bars->height;
}

static int compare(const void *left, const void *right)
{
	const struct ph_bars *a = left, *b = right;

	return (a->blocks < b->blocks) - (a->blocks > b->blocks);
}

bool ph_bars_find(
	struct ph_bars_list *list, const struct ph_image *image, double scale)
{
	PH_AUTO(blocks_release) struct blocks blocks = { 0 };
	struct sums sums;
	size_t kept = 0;

	if (!blocks_init(&blocks, image))
		return false;
	for (unsigned y = 1; y + 1 < image->height && y / BLOCK < blocks.down;
		y += STEP)
		add_row(&blocks, image, y);
	for (unsigned i = 0; i < blocks.across * blocks.down; i++)
		blocks.state[i] = is_bars(&blocks.tensor[i]);
	for (unsigned i = 0; i < blocks.across * blocks.down; i++) {
		struct ph_bars *bars;
		unsigned count = blocks.state[i] ? grow(&blocks, i, &sums) : 0;

		if (count < 2 || list->list.count == PATCHES_MOST)
			continue;
		bars = ph_list_push(&list->list);
		if (!bars)
			return false;
		measure(&blocks, count, &sums, scale, bars);
	}
	join_all(list);
	for (size_t i = 0; i < list->list.count; i++)
		if (is_code(&list->list.at[i]))
			list->list.at[kept++] = list->list.at[i];
	list->list.count = kept;
	if (kept)
		qsort(list->list.at, kept, sizeof(*list->list.at), compare);
	return true;
}
