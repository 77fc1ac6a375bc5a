/* SPDX-License-Identifier: MIT */
#include "expose.h"

#include <math.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

typedef float f4 __attribute__((vector_size(16)));

static f4 load4(const float *from)
{
	f4 to;

	memcpy(&to, from, sizeof(to));
	return to;
}

static inline f4 texel(const uint8_t *px)
{
#ifdef __SSE2__
	const __m128i zero = _mm_setzero_si128();
	int four;
	__m128i wide;

	memcpy(&four, px, 4);
	wide = _mm_unpacklo_epi8(_mm_cvtsi32_si128(four), zero);
	return (f4)_mm_cvtepi32_ps(_mm_unpacklo_epi16(wide, zero));
#else
	return (f4){ px[0], px[1], px[2], px[3] };
#endif
}

static inline f4 mix4(f4 a, f4 b, float t)
{
	return a + (b - a) * t;
}

static inline f4 blend4(
	const uint8_t *p, const uint8_t *q, int next, float fx, float fy)
{
	return mix4(mix4(texel(p), texel(p + next), fx),
		mix4(texel(q), texel(q + next), fx), fy);
}

/* The colour between pixels; outside, the nearest. */
static inline f4 sample(const struct raster *raster, float x, float y)
{
	float right = (float)raster->width - 1.001f;
	float low = (float)raster->height - 1.001f;
	int ix, iy;
	const uint8_t *p;

	x = x < 0 ? 0 : x > right ? right : x;
	y = y < 0 ? 0 : y > low ? low : y;
	ix = (int)x;
	iy = (int)y;
	p = raster->px + 4 * ((size_t)iy * raster->width + ix);
	return blend4(p, p + 4 * (size_t)raster->width, 4, x - ix, y - iy);
}

/* The same of a raster that repeats; its sides are powers of two. */
static inline f4 sample_wrapped(const struct raster *raster, float x, float y)
{
	int ix = (int)floorf(x), iy = (int)floorf(y);
	int mask_x = raster->width - 1, mask_y = raster->height - 1;
	size_t top = (size_t)(iy & mask_y) * raster->width;
	size_t low = (size_t)((iy + 1) & mask_y) * raster->width;
	int left = ix & mask_x, right = (ix + 1) & mask_x;

	return blend4(raster->px + 4 * (top + left),
		raster->px + 4 * (low + left), 4 * (right - left), x - ix,
		y - iy);
}

static void lean_row(struct film *film, struct grid *grid, int y)
{
	int cell = y / film->cell, count = grid->x1 - grid->x0 + 1;
	float t = (y % film->cell + 0.5f) / film->cell;
	const float *top = (const float *)grid_node(grid, grid->x0, cell);
	const float *low = (const float *)grid_node(grid, grid->x0, cell + 1);
	float *to = (float *)grid->row;

	for (int i = 0; i < count * (int)(sizeof(struct sight) / 4); i++)
		to[i] = top[i] + t * (low[i] - top[i]);
}

enum cover {
	OUTSIDE,
	PARTLY,
	WITHIN
};

static enum cover cover_of(
	const struct grid *grid, const struct sight *a, const struct sight *b)
{
	const struct rect *part = &grid->part;
	double left = part->x, right = part->x + part->w;
	double top = part->y, low = part->y + part->h;

	if (fmax(a->x, b->x) < left || fmin(a->x, b->x) > right
		|| fmax(a->y, b->y) < top || fmin(a->y, b->y) > low)
		return OUTSIDE;
	return fmin(a->x, b->x) > left && fmax(a->x, b->x) < right
			       && fmin(a->y, b->y) > top
			       && fmax(a->y, b->y) < low
		       ? WITHIN
		       : PARTLY;
}

/* The copy of the art whose pixels are about as large as the photo's. */
static const struct raster *choose_mip(const struct grid *grid,
	const struct sight *a, const struct sight *b, int cell, float *dots)
{
	double far = hypot(b->x - a->x, b->y - a->y) / cell * grid->art->dots;
	int i = 0;

	*dots = (float)grid->art->dots;
	for (; far > 1.42 && i + 1 < MIPS && grid->art->mip[i + 1].px; i++) {
		far /= 2;
		*dots /= 2;
	}
	return &grid->art->mip[i];
}

/* Linear from one place of a row to the next. */
struct walk {
	float x, y, dx, dy;
	f4 light, dlight;
};

static void walk_init(struct walk *walk, const struct sight *a,
	const struct sight *b, int cell, float dots)
{
	float part = 1 / (float)cell;
	f4 lit = load4(a->light), lit_end = load4(b->light);

	walk->dx = (b->x - a->x) * part * dots;
	walk->dy = (b->y - a->y) * part * dots;
	walk->x = a->x * dots - 0.5f + 0.5f * walk->dx;
	walk->y = a->y * dots - 0.5f + 0.5f * walk->dy;
	walk->dlight = (lit_end - lit) * part;
	walk->light = lit + walk->dlight * 0.5f;
}

static inline void step(struct walk *walk)
{
	walk->x += walk->dx;
	walk->y += walk->dy;
	walk->light += walk->dlight;
}

/* The light that comes back: the glare lies over all colours. */
static inline f4 lit(f4 colour, f4 light)
{
	return (colour * (1 / 255.0f)) * light + light[3];
}

static void lay_whole(
	const struct grid *grid, const struct sight *at, int cell, f4 *out)
{
	float dots;
	const struct raster *raster = choose_mip(grid, at, at + 1, cell, &dots);
	struct walk walk;

	walk_init(&walk, at, at + 1, cell, dots);
	if (grid->wraps)
		for (int i = 0; i < cell; i++, step(&walk))
			out[i] = lit(sample_wrapped(raster, walk.x, walk.y),
				walk.light);
	else
		for (int i = 0; i < cell; i++, step(&walk))
			out[i] =
				lit(sample(raster, walk.x, walk.y), walk.light);
}

static void lay_over(
	const struct grid *grid, const struct sight *at, int cell, f4 *out)
{
	float dots;
	const struct raster *raster = choose_mip(grid, at, at + 1, cell, &dots);
	struct walk walk;
	float left, right, top, low;

	walk_init(&walk, at, at + 1, cell, dots);
	left = (float)grid->part.x * dots - 0.5f;
	right = left + (float)grid->part.w * dots;
	top = (float)grid->part.y * dots - 0.5f;
	low = top + (float)grid->part.h * dots;
	for (int i = 0; i < cell; i++, step(&walk)) {
		f4 colour;
		float cover;

		if (walk.x < left || walk.x >= right || walk.y < top
			|| walk.y >= low)
			continue;
		colour = sample(raster, walk.x, walk.y);
		cover = colour[3] * (1 / 255.0f);
		out[i] = out[i] * (1 - cover)
			 + (colour * (1 / 255.0f)) * walk.light
			 + cover * walk.light[3];
	}
}

static void lay_cell(struct film *film, int x, int y, f4 *out)
{
	int base = film->count - 1;
	const struct grid *grid = film->grids;

	for (; base > 0; base--) {
		grid = &film->grids[base];
		if (grid->nodes && grid->opaque && x >= grid->x0 && x < grid->x1
			&& y >= grid->y0 && y < grid->y1
			&& cover_of(grid, &grid->row[x - grid->x0],
				   &grid->row[x - grid->x0 + 1])
				   == WITHIN)
			break;
	}
	grid = &film->grids[base];
	lay_whole(grid, &grid->row[x - grid->x0], film->cell, out);
	for (int i = base + 1; i < film->count; i++) {
		grid = &film->grids[i];
		if (grid->nodes && x >= grid->x0 && x < grid->x1
			&& y >= grid->y0 && y < grid->y1
			&& cover_of(grid, &grid->row[x - grid->x0],
				&grid->row[x - grid->x0 + 1]))
			lay_over(grid, &grid->row[x - grid->x0], film->cell,
				out);
	}
}

void film_row(struct film *film, int y, float *rgb)
{
	int cell = y / film->cell;
	f4 out[FILM_CELL];

	for (int i = 0; i < film->count; i++) {
		struct grid *grid = &film->grids[i];

		if (grid->nodes && cell >= grid->y0 && cell < grid->y1)
			lean_row(film, grid, y);
	}
	for (int x = 0; x < film->across; x++) {
		lay_cell(film, x, cell, out);
		for (int i = 0; i < film->cell; i++, rgb += 3)
			memcpy(rgb, &out[i], 3 * sizeof(*rgb));
	}
}
