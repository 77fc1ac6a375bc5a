/* SPDX-License-Identifier: MIT */
#include "spread.h"

#include <math.h>

void blur_init(struct blur *blur, double sigma)
{
	double sum = 0;

	sigma = fmax(sigma, 0.3);
	blur->radius = (int)fmin(BLUR_RADIUS, ceil(2.6 * sigma));
	for (int i = 0; i <= blur->radius; i++) {
		double weight = exp(-i * i / (2 * sigma * sigma));

		blur->kernel[i] = (float)weight;
		sum += i ? 2 * weight : weight;
	}
	for (int i = 0; i <= blur->radius; i++)
		blur->kernel[i] /= (float)sum;
}

static void add_tap(struct shake *shake, int dx, int dy, double weight)
{
	if (weight < 0.002)
		return;
	for (int i = 0; i < shake->count; i++)
		if (shake->taps[i].dx == dx && shake->taps[i].dy == dy) {
			shake->taps[i].weight += (float)weight;
			return;
		}
	if (shake->count < SHAKE_TAPS)
		shake->taps[shake->count++] =
			(struct tap){ dx, dy, (float)weight };
}

/* The way of the hand as pixels: a line, laid between whole pixels. */
void shake_init(struct shake *shake, double pixels, double angle)
{
	double length = fmin(pixels, SHAKE_REACH);
	int steps = (int)(3 * length) + 1;
	double sum = 0;

	shake->count = 0;
	for (int i = 0; i < steps; i++) {
		double t = steps > 1 ? i / (steps - 1.0) - 0.5 : 0;
		double x = t * length * cos(angle);
		double y = t * length * sin(angle);
		int ix = (int)floor(x), iy = (int)floor(y);

		for (int k = 0; k < 4; k++) {
			double wx = k % 2 ? x - ix : 1 - (x - ix);
			double wy = k / 2 ? y - iy : 1 - (y - iy);

			add_tap(shake, ix + k % 2, iy + k / 2, wx * wy / steps);
		}
	}
	for (int i = 0; i < shake->count; i++)
		sum += shake->taps[i].weight;
	for (int i = 0; i < shake->count; i++)
		shake->taps[i].weight /= (float)sum;
}
