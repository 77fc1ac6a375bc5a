/* SPDX-License-Identifier: MIT */
#include "level.h"

#include <stddef.h>
#include <string.h>

static const struct level levels[] = {
	{ .name = "scan",
		.long_side = 2480,
		.scanner = 1,
		.roll = { -1.2, 1.2 },
		.fill = { 0.985, 0.998 },
		.blur = { 0.1, 0.2 },
		.light = { 0.86, 0.95 },
		.grain = { 0.008, 0.016 },
		.quality = { 82, 92 } },
	{ .name = "easy",
		.long_side = 3264,
		.tilt = { 0, 7 },
		.roll = { -4, 4 },
		.fill = { 0.82, 0.95 },
		.curl_mm = { 0, 2 },
		.blur = { 0.10, 0.22 },
		.shake = { 0, 0.2 },
		.light = { 0.68, 0.85 },
		.shadow = { 0, 0.12 },
		.grain = { 0.010, 0.022 },
		.vignette = { 0.05, 0.2 },
		.quality = { 86, 93 } },
	{ .name = "office",
		.long_side = 4032,
		.tilt = { 6, 22 },
		.roll = { -10, 10 },
		.fill = { 0.72, 0.9 },
		.curl_mm = { 0, 7 },
		.blur = { 0.15, 0.34 },
		.shake = { 0, 0.5 },
		.light = { 0.42, 0.72 },
		.shadow = { 0.15, 0.5 },
		.grain = { 0.016, 0.036 },
		.vignette = { 0.1, 0.35 },
		.glare = { 0, 0.15 },
		.quality = { 82, 92 },
		.turned = 0.15 },
	{ .name = "chat",
		.long_side = 2048,
		.chat = 1,
		.tilt = { 3, 16 },
		.roll = { -8, 8 },
		.fill = { 0.76, 0.92 },
		.curl_mm = { 0, 5 },
		.blur = { 0.12, 0.3 },
		.shake = { 0, 0.4 },
		.light = { 0.45, 0.78 },
		.shadow = { 0.1, 0.4 },
		.grain = { 0.016, 0.034 },
		.vignette = { 0.1, 0.3 },
		.glare = { 0, 0.12 },
		.quality = { 55, 75 },
		.turned = 0.1 },
	{ .name = "hard",
		.long_side = 4032,
		.tilt = { 18, 34 },
		.roll = { -35, 35 },
		.fill = { 0.6, 0.82 },
		.curl_mm = { 6, 20 },
		.blur = { 0.22, 0.45 },
		.shake = { 0.2, 0.9 },
		.light = { 0.14, 0.40 },
		.shadow = { 0.35, 0.7 },
		.grain = { 0.024, 0.045 },
		.vignette = { 0.25, 0.5 },
		.glare = { 0, 0.25 },
		.quality = { 74, 88 },
		.turned = 0.3 },
};

const struct level *level_find(const char *name)
{
	for (size_t i = 0; i < sizeof(levels) / sizeof(levels[0]); i++)
		if (strcmp(levels[i].name, name) == 0)
			return &levels[i];
	return NULL;
}
