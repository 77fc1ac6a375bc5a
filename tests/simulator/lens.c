/* SPDX-License-Identifier: MIT */
#include "lens.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	MAX_RADIUS = 60
};

static int gauss(double sigma, float kernel[2 * MAX_RADIUS + 1])
{
	int radius = (int)fmin(MAX_RADIUS, ceil(3 * sigma));
	double sum = 0;

	for (int i = -radius; i <= radius; i++)
		sum += exp(-i * i / (2 * sigma * sigma));
	for (int i = -radius; i <= radius; i++)
		kernel[i + radius] =
			(float)(exp(-i * i / (2 * sigma * sigma)) / sum);
	return radius;
}

/* Blurs a line of pixels that stand `stride` floats apart. */
static void blur_line(float *line, int count, size_t stride,
	const float *kernel, int radius, float *copy)
{
	for (int i = 0; i < count; i++)
		memcpy(copy + 3 * i, line + stride * i, 3 * sizeof(*copy));
	for (int i = 0; i < count; i++) {
		float sum[3] = { 0 };

		for (int k = -radius; k <= radius; k++) {
			int at = i + k < 0 ? 0 : i + k;
			const float *p;

			p = copy + 3 * (at < count ? at : count - 1);
			sum[0] += kernel[k + radius] * p[0];
			sum[1] += kernel[k + radius] * p[1];
			sum[2] += kernel[k + radius] * p[2];
		}
		memcpy(line + stride * i, sum, sizeof(sum));
	}
}

bool lens_blur(struct picture *picture, double sigma)
{
	int width = picture->width, height = picture->height;
	size_t longest = (size_t)(width > height ? width : height);
	float kernel[2 * MAX_RADIUS + 1];
	float *copy;
	int radius;

	if (sigma < 0.2)
		return true;
	copy = calloc(longest, 3 * sizeof(*copy));
	if (!copy)
		return false;
	radius = gauss(sigma, kernel);
	for (int y = 0; y < height; y++)
		blur_line(picture->rgb + (size_t)y * width * 3, width, 3,
			kernel, radius, copy);
	for (int x = 0; x < width; x++)
		blur_line(picture->rgb + 3 * (size_t)x, height,
			3 * (size_t)width, kernel, radius, copy);
	free(copy);
	return true;
}

static void shaken_pixel(const struct picture *from, double x, double y,
	double dx, double dy, int taps, float *to)
{
	for (int i = 0; i < taps; i++) {
		double t = taps > 1 ? i / (taps - 1.0) - 0.5 : 0;
		float rgb[3];

		picture_sample(from, x + t * dx, y + t * dy, rgb);
		for (int c = 0; c < 3; c++)
			to[c] += rgb[c] / (float)taps;
	}
}

bool lens_shake(struct picture *picture, double pixels, double angle)
{
	double dx = pixels * cos(angle), dy = pixels * sin(angle);
	int taps = (int)ceil(pixels) + 1;
	struct picture moved;
	float *to;

	if (pixels < 0.3)
		return true;
	if (!picture_init(&moved, picture->width, picture->height))
		return false;
	to = moved.rgb;
	for (int y = 0; y < picture->height; y++)
		for (int x = 0; x < picture->width; x++, to += 3)
			shaken_pixel(
				picture, x + 0.5, y + 0.5, dx, dy, taps, to);
	picture_release(picture);
	*picture = moved;
	return true;
}

bool lens_sharpen(struct picture *picture, double sigma, double amount)
{
	size_t count = (size_t)picture->width * picture->height * 3;
	struct picture soft;

	if (!picture_init(&soft, picture->width, picture->height))
		return false;
	memcpy(soft.rgb, picture->rgb, count * sizeof(float));
	if (!lens_blur(&soft, sigma)) {
		picture_release(&soft);
		return false;
	}
	for (size_t i = 0; i < count; i++)
		picture->rgb[i] +=
			(float)amount * (picture->rgb[i] - soft.rgb[i]);
	picture_release(&soft);
	return true;
}

void lens_grain(struct picture *picture, double amount, struct rng *rng)
{
	size_t count = (size_t)picture->width * picture->height;
	float *p = picture->rgb;
	float last[3] = { 0 };

	for (size_t i = 0; i < count; i++, p += 3) {
		float grey = rng_grain(rng);

		for (int c = 0; c < 3; c++) {
			/* Denoising leaves colour specks a pixel or two wide.
			 */
			float fresh = 0.75f * grey + 0.5f * rng_grain(rng);
			float grain = 0.8f * fresh + 0.45f * last[c];

			/* Shot noise grows with the root of the light. */
			p[c] += (float)amount * grain
				* sqrtf(0.004f + fmaxf(p[c], 0));
			last[c] = fresh;
		}
	}
}
