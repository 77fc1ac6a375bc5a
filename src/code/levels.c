/* SPDX-License-Identifier: MIT */
#include "code_internal.h"

enum {
	SIDE_LEAST = 32 /* pixels: smaller levels hold no code */
};

void ph_levels_release(struct ph_levels *levels)
{
	for (int i = 0; i < PH_LEVELS; i++)
		ph_image_release(&levels->at[i]);
	ph_image_release(&levels->twice);
}

void ph_levels_init(struct ph_levels *levels, const struct ph_code_photo *photo)
{
	levels->photo = photo;
	while (1u << levels->given < photo->shrink)
		levels->given++;
}

/* The whole photo, if it can be had: once asked for, always there. */
static bool is_whole(struct ph_levels *levels)
{
	const struct ph_code_photo *photo = levels->photo;

	if (!levels->given)
		return true;
	if (!levels->asked && photo->enlarge
		&& !photo->enlarge(&levels->at[0], photo->context))
		ph_image_release(&levels->at[0]);
	levels->asked = true;
	return levels->at[0].pixels != NULL;
}

static const struct ph_image *get_begin(struct ph_levels *levels, unsigned at)
{
	return at == levels->given ? levels->photo->image : &levels->at[at];
}

const struct ph_image *ph_levels_get(struct ph_levels *levels, unsigned *level)
{
	unsigned begin =
		*level < levels->given && is_whole(levels) ? 0 : levels->given;
	const struct ph_image *image = get_begin(levels, begin);

	if (*level < begin)
		*level = begin;
	for (unsigned i = begin + 1; i <= *level && i < PH_LEVELS; i++) {
		struct ph_image *next = &levels->at[i];

		if (image->width < 2 * SIDE_LEAST
			|| image->height < 2 * SIDE_LEAST) {
			*level = i - 1;
			return image;
		}
		if (!next->pixels && !ph_image_shrink(next, image, 2))
			return NULL;
		image = next;
	}
	if (*level >= PH_LEVELS)
		*level = PH_LEVELS - 1;
	return image;
}

const struct ph_image *ph_levels_twice(struct ph_levels *levels, double *scale)
{
	unsigned level = 0;
	const struct ph_image *image = ph_levels_get(levels, &level);

	*scale = (1u << level) / 2.0;
	if (!image)
		return NULL;
	if (!levels->twice.pixels && !ph_image_double(&levels->twice, image))
		return NULL;
	return &levels->twice;
}

unsigned ph_levels_choose(double length, double least)
{
	unsigned level = 0;

	while (level + 1 < PH_LEVELS && length >= 2 * least) {
		length /= 2;
		level++;
	}
	return level;
}

/* Bilinear, at a place whose pixel has a right and a lower neighbour. */
static double blend(const struct ph_image *image, double x, double y)
{
	unsigned u = (unsigned)x, v = (unsigned)y;
	const uint8_t *row = image->pixels + (size_t)v * image->width + u;

	x -= u;
	y -= v;
	return (row[0] * (1 - x) + row[1] * x) * (1 - y)
	       + (row[image->width] * (1 - x) + row[image->width + 1] * x) * y;
}

double ph_sample(const struct ph_image *image, double x, double y)
{
	double right = (double)image->width - 1.001;
	double bottom = (double)image->height - 1.001;

	x -= 0.5;
	y -= 0.5;
	x = x > 0 ? x < right ? x : right : 0;
	y = y > 0 ? y < bottom ? y : bottom : 0;
	return blend(image, x, y);
}

static bool is_inside(const struct ph_image *image, double x, double y)
{
	return x >= 0.5 && y >= 0.5 && x < (double)image->width - 0.501
	       && y < (double)image->height - 0.501;
}

void ph_sample_line(const struct ph_image *image, unsigned *sum, size_t count,
	struct ph_point start, struct ph_point step)
{
	double last = count ? (double)(count - 1) : 0;
	bool inside = is_inside(image, start.x, start.y)
		      && is_inside(image, start.x + last * step.x,
			      start.y + last * step.y);

	for (size_t i = 0; i < count; i++) {
		double x = start.x + (double)i * step.x;
		double y = start.y + (double)i * step.y;

		sum[i] += (unsigned)(inside ? blend(image, x - 0.5, y - 0.5)
					    : ph_sample(image, x, y));
	}
}
