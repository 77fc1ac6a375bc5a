/* SPDX-License-Identifier: MIT */
#include "level.h"

#include <stddef.h>
#include <string.h>

static const struct level levels[] = {
	{ .name = "scan",
		.scanner = true,
		.long_side = { 2340, 3508 }, /* 200 to 300 dpi of A4 */
		.roll = { -1.6, 1.6 },
		.turned = 0.08,
		.blur = { 0.08, 0.26 },
		.light = { 0.78, 0.97 },
		.cast = 0.02,
		.grain = { 0.4, 1.8 },
		.sharpen = { 0, 0.5 },
		.contrast = { -0.12, 0.15 },
		.quality = { 75, 92 } },
	{ .name = "easy",
		.long_side = { 3000, 4032 },
		.tilt = { 0, 8 },
		.roll = { -4, 4 },
		.fill = { 0.55, 0.90 },
		.curl_mm = { 0, 2 },
		.blur = { 0.10, 0.22 },
		.shake = { 0, 0.2 },
		.light = { 0.60, 0.88 },
		.cast = 0.06,
		.shadow = { 0.04, 0.15 },
		.shadows = 0.8,
		.vignette = { 0.05, 0.2 },
		.grain = { 0.6, 2.0 },
		.sharpen = { 0.2, 0.8 },
		.contrast = { 0, 0.12 },
		.quality = { 86, 94 },
		.clutter = 0.1 },
	{ .name = "office",
		.long_side = { 3264, 4080 },
		.tilt = { 4, 22 },
		.roll = { -11, 11 },
		.turned = 0.15,
		.any_way = 0.04,
		.fill = { 0.36, 0.80 },
		.curl_mm = { 0, 8 },
		.crumple_mm = { 0, 0.10 },
		.folded = 0.25,
		.blur = { 0.14, 0.34 },
		.shake = { 0, 0.5 },
		.light = { 0.40, 0.78 },
		.cast = 0.09,
		.shadow = { 0.12, 0.5 },
		.shadows = 1.3,
		.glare = 0.15,
		.vignette = { 0.1, 0.35 },
		.grain = { 1.0, 3.2 },
		.sharpen = { 0.2, 1.2 },
		.contrast = { 0, 0.2 },
		.quality = { 82, 93 },
		.corner = 0.03,
		.clutter = 0.35 },
	{ .name = "chat",
		.chat = true,
		.long_side = { 1600, 2048 },
		.tilt = { 2, 18 },
		.roll = { -9, 9 },
		.turned = 0.12,
		.any_way = 0.02,
		.fill = { 0.40, 0.85 },
		.curl_mm = { 0, 6 },
		.crumple_mm = { 0, 0.08 },
		.folded = 0.2,
		.blur = { 0.12, 0.32 },
		.shake = { 0, 0.4 },
		.light = { 0.42, 0.80 },
		.cast = 0.09,
		.shadow = { 0.1, 0.42 },
		.shadows = 1.2,
		.glare = 0.12,
		.vignette = { 0.1, 0.3 },
		.grain = { 1.0, 3.0 },
		.sharpen = { 0.2, 1.2 },
		.contrast = { 0, 0.2 },
		.quality = { 55, 75 },
		.corner = 0.02,
		.clutter = 0.35 },
	{ .name = "hard",
		.long_side = { 2600, 4080 },
		.tilt = { 12, 35 },
		.roll = { -35, 35 },
		.turned = 0.25,
		.any_way = 0.15,
		.fill = { 0.25, 0.66 },
		.curl_mm = { 3, 20 },
		.crumple_mm = { 0, 0.3 },
		.folded = 0.5,
		.blur = { 0.20, 0.55 },
		.shake = { 0.1, 1.1 },
		.light = { 0.13, 0.50 },
		.cast = 0.13,
		.shadow = { 0.3, 0.72 },
		.shadows = 1.8,
		.glare = 0.3,
		.vignette = { 0.2, 0.5 },
		.grain = { 2.5, 6.5 },
		.sharpen = { 0, 1.4 },
		.contrast = { 0, 0.25 },
		.quality = { 68, 90 },
		.corner = 0.22,
		.clutter = 0.5 },
};

const struct level *level_find(const char *name)
{
	for (size_t i = 0; i < sizeof(levels) / sizeof(levels[0]); i++)
		if (strcmp(levels[i].name, name) == 0)
			return &levels[i];
	return NULL;
}

uint64_t level_salt(const struct level *level)
{
	return (uint64_t)(level - levels) << 48;
}

double pick(struct rng *rng, const struct range *range)
{
	return rng_uniform(rng, range->low, range->high);
}
