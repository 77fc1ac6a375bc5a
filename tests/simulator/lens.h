/* SPDX-License-Identifier: MIT */
#ifndef SIMULATOR_LENS_H
#define SIMULATOR_LENS_H

#include "picture.h"

/* Out of focus, sigma in pixels. */
bool lens_blur(struct picture *picture, double sigma);

/* The hand moved by so many pixels in that direction. */
bool lens_shake(struct picture *picture, double pixels, double angle);

/* What a phone does against blur: amount of the lost detail put back. */
bool lens_sharpen(struct picture *picture, double sigma, double amount);

/* The sensor's grain: amount at white; dark parts keep more of it. */
void lens_grain(struct picture *picture, double amount, struct rng *rng);

#endif
