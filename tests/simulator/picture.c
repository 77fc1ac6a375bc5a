/* SPDX-License-Identifier: MIT */
#include "picture.h"

#include <err.h>
#include <math.h>
#include <stdlib.h>

/* Steps of the table from linear light to bytes: the darkest step is below
 * one byte. */
enum {
	STEPS = 8192
};

static float linear_of(int byte)
{
	double v = byte / 255.0;

	return (float)(v <= 0.04045 ? v / 12.92
				    : pow((v + 0.055) / 1.055, 2.4));
}

static uint8_t byte_of(double light)
{
	double v = light <= 0.0031308 ? light * 12.92
				      : 1.055 * pow(light, 1 / 2.4) - 0.055;

	return (uint8_t)lround(fmin(fmax(v, 0), 1) * 255);
}

static void *grid(int width, int height, size_t size)
{
	void *cells = NULL;

	if (width > 0 && height > 0 && width < 20000 && height < 20000)
		cells = calloc((size_t)width * height, size);
	if (!cells)
		warnx("no memory for %d x %d pixels", width, height);
	return cells;
}

bool picture_init(struct picture *picture, int width, int height)
{
	picture->width = width;
	picture->height = height;
	picture->rgb = grid(width, height, 3 * sizeof(float));
	return picture->rgb;
}

void picture_release(struct picture *picture)
{
	free(picture->rgb);
	picture->rgb = NULL;
}

bool pixels_init(struct pixels *pixels, int width, int height)
{
	pixels->width = width;
	pixels->height = height;
	pixels->rgb = grid(width, height, 3);
	return pixels->rgb;
}

void pixels_release(struct pixels *pixels)
{
	free(pixels->rgb);
	pixels->rgb = NULL;
}

bool picture_from_surface(struct picture *picture, cairo_surface_t *surface)
{
	int width = cairo_image_surface_get_width(surface);
	int height = cairo_image_surface_get_height(surface);
	int stride = cairo_image_surface_get_stride(surface);
	const unsigned char *data;
	float table[256];
	float *to;

	if (!picture_init(picture, width, height))
		return false;
	for (int i = 0; i < 256; i++)
		table[i] = linear_of(i);
	cairo_surface_flush(surface);
	data = cairo_image_surface_get_data(surface);
	to = picture->rgb;
	for (int y = 0; y < height; y++) {
		const uint32_t *row = (const void *)(data + (size_t)y * stride);

		for (int x = 0; x < width; x++, to += 3) {
			to[0] = table[(row[x] >> 16) & 0xff];
			to[1] = table[(row[x] >> 8) & 0xff];
			to[2] = table[row[x] & 0xff];
		}
	}
	return true;
}

bool picture_from_pixels(struct picture *picture, const struct pixels *pixels)
{
	size_t count = (size_t)pixels->width * pixels->height * 3;
	float table[256];

	if (!picture_init(picture, pixels->width, pixels->height))
		return false;
	for (int i = 0; i < 256; i++)
		table[i] = linear_of(i);
	for (size_t i = 0; i < count; i++)
		picture->rgb[i] = table[pixels->rgb[i]];
	return true;
}

bool picture_to_pixels(const struct picture *picture, struct pixels *pixels)
{
	size_t count = (size_t)picture->width * picture->height * 3;
	uint8_t table[STEPS + 1];

	if (!pixels_init(pixels, picture->width, picture->height))
		return false;
	for (int i = 0; i <= STEPS; i++)
		table[i] = byte_of((double)i / STEPS);
	for (size_t i = 0; i < count; i++) {
		float v = fminf(fmaxf(picture->rgb[i], 0), 1);

		pixels->rgb[i] = table[(int)(v * STEPS + 0.5f)];
	}
	return true;
}

/* Adds pixel columns [from, to) of one row, weighted by what they cover. */
static void add_span(const float *row, double from, double to, double weight,
	int width, double sum[3])
{
	for (int x = (int)from; x < to && x < width; x++) {
		double part = fmin(to, x + 1) - fmax(from, x);

		for (int c = 0; c < 3; c++)
			sum[c] += part * weight * row[3 * x + c];
	}
}

static void mean_of(const struct picture *from, double x0, double x1, double y0,
	double y1, float rgb[3])
{
	double sum[3] = { 0 };

	for (int y = (int)y0; y < y1 && y < from->height; y++)
		add_span(from->rgb + (size_t)y * from->width * 3, x0, x1,
			fmin(y1, y + 1) - fmax(y0, y), from->width, sum);
	for (int c = 0; c < 3; c++)
		rgb[c] = (float)(sum[c] / ((x1 - x0) * (y1 - y0)));
}

bool picture_shrink(struct picture *picture, int width, int height)
{
	double kx = (double)picture->width / width;
	double ky = (double)picture->height / height;
	struct picture small;
	float *to;

	if (!picture_init(&small, width, height))
		return false;
	to = small.rgb;
	for (int y = 0; y < height; y++)
		for (int x = 0; x < width; x++, to += 3)
			mean_of(picture, x * kx, (x + 1) * kx, y * ky,
				(y + 1) * ky, to);
	picture_release(picture);
	*picture = small;
	return true;
}

void picture_sample(
	const struct picture *picture, double x, double y, float rgb[3])
{
	double cx = fmin(fmax(x - 0.5, 0), picture->width - 1.001);
	double cy = fmin(fmax(y - 0.5, 0), picture->height - 1.001);
	int ix = (int)cx, iy = (int)cy;
	float fx = (float)(cx - ix), fy = (float)(cy - iy);
	const float *p = picture->rgb + 3 * ((size_t)iy * picture->width + ix);
	const float *q = p + 3 * (size_t)picture->width;

	for (int c = 0; c < 3; c++) {
		float top = p[c] + fx * (p[c + 3] - p[c]);
		float low = q[c] + fx * (q[c + 3] - q[c]);

		rgb[c] = top + fy * (low - top);
	}
}
