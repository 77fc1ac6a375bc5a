/* SPDX-License-Identifier: MIT */
#include "develop.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "grain.h"
#include "spread.h"

/* The hot loops run on the widest vectors at hand; without fused multiply-add
 * all give the same bits. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif

enum {
	PAD = 16,      /* pixels on each side of a row */
	SHADES = 4096, /* from linear light to bytes */
	CHUNK = 1024   /* floats that stay in the nearest cache */
};

/* One step of the way: rows are made in order and kept as long as the next
 * step needs them. */
enum stage_name {
	EXPOSED, /* and blurred along the row */
	BLURRED,
	SHAKEN, /* and toned, in bytes */
	STAGES
};

struct stage {
	float *ring;
	int rows, made;
};

struct darkroom {
	struct film *film;
	const struct finish *finish;
	int width, height;
	size_t stride; /* floats of a row with its pads */
	struct stage stages[STAGES];
	struct blur blur;
	struct shake shake;
	float shades[SHADES + 1];
	float *line;
	struct rng *rng;
};

static void init_shades(struct darkroom *room)
{
	for (int i = 0; i <= SHADES; i++) {
		double v = byte_of((double)i / SHADES) / 255;
		double curve = v * v * (3 - 2 * v);

		v += room->finish->contrast * (curve - v);
		room->shades[i] = (float)(255 * v);
	}
}

/* Stretches the row's ends over its pads. */
static void pad_row(const struct darkroom *room, float *row)
{
	for (int i = 0; i < PAD; i++) {
		memcpy(row + 3 * i, row + 3 * PAD, 3 * sizeof(*row));
		memcpy(row + 3 * (PAD + room->width + i),
			row + 3 * (PAD + room->width - 1), 3 * sizeof(*row));
	}
}

/* to = Σ kernel[k] · (the k-th row before and the k-th after). */
WIDE static void weigh_rows(float *restrict to, const float *const *rows,
	const float *kernel, int radius, size_t count)
{
	for (size_t from = 0; from < count; from += CHUNK) {
		size_t n = count - from < CHUNK ? count - from : CHUNK;
		const float *middle = rows[radius] + from;
		float *sum = to + from;

		for (size_t i = 0; i < n; i++)
			sum[i] = kernel[0] * middle[i];
		for (int k = 1; k <= radius; k++) {
			const float *a = rows[radius - k] + from;
			const float *b = rows[radius + k] + from;
			float weight = kernel[k];

			for (size_t i = 0; i < n; i++)
				sum[i] += weight * (a[i] + b[i]);
		}
	}
}

WIDE static void add_row(
	float *restrict to, const float *from, float weight, size_t count)
{
	for (size_t i = 0; i < count; i++)
		to[i] += weight * from[i];
}

static const float *get_row(struct darkroom *room, int stage, int y);

static void make_exposed(struct darkroom *room, int y, float *row)
{
	const float *rows[2 * BLUR_RADIUS + 1];
	float *line = room->line + 3 * PAD;

	film_row(room->film, y, line);
	pad_row(room, room->line);
	for (int k = -room->blur.radius; k <= room->blur.radius; k++)
		rows[k + room->blur.radius] = line + 3 * k;
	weigh_rows(row + 3 * PAD, rows, room->blur.kernel, room->blur.radius,
		3 * (size_t)room->width);
	pad_row(room, row);
}

static void make_blurred(struct darkroom *room, int y, float *row)
{
	const float *rows[2 * BLUR_RADIUS + 1];

	for (int k = -room->blur.radius; k <= room->blur.radius; k++)
		rows[k + room->blur.radius] = get_row(room, EXPOSED, y + k);
	weigh_rows(
		row, rows, room->blur.kernel, room->blur.radius, room->stride);
}

static void tone_row(const struct darkroom *room, float *row)
{
	for (size_t i = 0; i < room->stride; i++) {
		float v = row[i] * SHADES + 0.5f;

		v = v < 0 ? 0 : v > SHADES ? SHADES : v;
		row[i] = room->shades[(int)v];
	}
}

static void make_shaken(struct darkroom *room, int y, float *row)
{
	size_t count = 3 * (size_t)room->width;

	memset(row, 0, room->stride * sizeof(*row));
	for (int i = 0; i < room->shake.count; i++) {
		const struct tap *tap = &room->shake.taps[i];

		add_row(row + 3 * PAD,
			get_row(room, BLURRED, y + tap->dy)
				+ 3 * (PAD + tap->dx),
			tap->weight, count);
	}
	pad_row(room, row);
	tone_row(room, row);
}

static const float *get_row(struct darkroom *room, int name, int y)
{
	struct stage *stage = &room->stages[name];

	y = y < 0 ? 0 : y >= room->height ? room->height - 1 : y;
	while (stage->made <= y) {
		int at = stage->made++;
		float *row = stage->ring + (at % stage->rows) * room->stride;

		if (name == EXPOSED)
			make_exposed(room, at, row);
		else if (name == BLURRED)
			make_blurred(room, at, row);
		else
			make_shaken(room, at, row);
	}
	return stage->ring + (y % stage->rows) * room->stride;
}

/* Unsharp mask over 3 × 3 places `halo` apart, then the grain, then bytes. */
WIDE static void finish_row(uint8_t *restrict to, const float *const rows[3],
	int halo, float amount, const float *grain, float strength,
	size_t count)
{
	const float *a = rows[0], *b = rows[1], *c = rows[2];
	long n = 3 * halo;

	for (long i = 0; i < (long)count; i++) {
		float left = a[i - n] + 2 * b[i - n] + c[i - n];
		float here = a[i] + 2 * b[i] + c[i];
		float right = a[i + n] + 2 * b[i + n] + c[i + n];
		float soft = (left + 2 * here + right) * 0.0625f;
		float v = b[i] + amount * (b[i] - soft) + strength * grain[i];

		v = v < 0 ? 0 : v > 255 ? 255 : v;
		to[i] = (uint8_t)(v + 0.5f);
	}
}

static void make_grey(uint8_t *rgb, int width)
{
	for (int x = 0; x < width; x++, rgb += 3) {
		int grey = (77 * rgb[0] + 151 * rgb[1] + 28 * rgb[2]) >> 8;

		rgb[0] = rgb[1] = rgb[2] = (uint8_t)grey;
	}
}

static bool room_init(struct darkroom *room)
{
	int reach = room->blur.radius + SHAKE_REACH + 2;
	bool good;

	/* Rows end with a cell that may stand out beyond the photo. */
	room->stride = 3 * ((size_t)room->width + 2 * PAD + 16);
	room->line = calloc(room->stride, sizeof(*room->line));
	good = room->line;
	for (int i = 0; i < STAGES; i++) {
		room->stages[i].rows = 2 * reach + 2;
		room->stages[i].ring = calloc(
			room->stride * room->stages[i].rows, sizeof(float));
		good = good && room->stages[i].ring;
	}
	return good;
}

static void room_release(struct darkroom *room)
{
	for (int i = 0; i < STAGES; i++)
		free(room->stages[i].ring);
	free(room->line);
}

static void print_rows(
	struct darkroom *room, struct pixels *photo, struct grain *grain)
{
	const struct finish *finish = room->finish;
	int halo = finish->halo;

	for (int y = 0; y < room->height; y++) {
		const float *rows[3];
		uint8_t *to = photo->rgb + 3 * (size_t)y * room->width;

		for (int k = 2; k >= 0; k--)
			rows[k] = get_row(room, SHAKEN, y + (k - 1) * halo)
				  + 3 * PAD;
		grain_row(grain, y, room->line, 3 * (size_t)room->width,
			room->rng);
		finish_row(to, rows, halo, (float)finish->sharpen, room->line,
			(float)finish->grain, 3 * (size_t)room->width);
		if (finish->grey)
			make_grey(to, room->width);
	}
}

bool develop(struct pixels *photo, struct film *film,
	const struct finish *finish, struct rng *rng)
{
	struct grain grain;
	struct darkroom room = { .film = film,
		.finish = finish,
		.width = film->scene->camera.width,
		.height = film->scene->camera.height,
		.rng = rng };
	bool good;

	blur_init(&room.blur, finish->blur);
	shake_init(&room.shake, finish->shake, finish->angle);
	init_shades(&room);
	good = grain_init(&grain) && room_init(&room)
	       && pixels_init(photo, room.width, room.height);
	if (good)
		print_rows(&room, photo, &grain);
	room_release(&room);
	return good;
}
